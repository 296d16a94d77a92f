//! twintable beside its peers, measured in one run.
//!
//! Prints a table, and writes `results.json` and the plots beside its own manifest. See `README.md`.

mod clean_build;
mod instructions;
mod machine;
mod measure;
mod memory;
mod plot;
mod report;
mod service;
mod table;

use machine::Machine;
use measure::{Race, Spread};
use plot::Chart;
use report::Row;
use std::{env, error::Error, fs, path::Path};

/// How often every contestant is measured.
const ROUNDS: usize = 200;

/// The plots for the README.
const CHARTS: [Chart; 2] = [
    Chart {
        file: "dynamodb.svg",
        title: "DynamoDB: what a call takes",
        baseline: "what the SDK takes with mappings and expressions written by hand",
        unit: service::OF_RAW,
        logarithmic: false,
    },
    Chart {
        file: "memory.svg",
        title: "Memory: the time of an operation",
        baseline: "the time of a bare DashMap that clones what it returns, and are logarithmic",
        unit: memory::OF_BARE,
        logarithmic: true,
    },
];

/// All races. Nothing is made ready before a contestant's first turn, so one alone can be run under callgrind.
fn races() -> Vec<Race> {
    service::races().into_iter().chain(memory::races()).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => compare(),
        ["service"] => {
            compare_service();
            Ok(())
        }
        ["race", name] => compare_one(name),
        ["work", race, contestant, times] => {
            let mut races = races();
            let race = races.iter_mut().find(|known| known.name() == race).ok_or("no race of that name")?;
            race.work(contestant, times.parse()?);
            Ok(())
        }
        [memory::RESIDENT, contestant] => {
            memory::measure_resident(contestant);
            Ok(())
        }
        _ => {
            Err("no arguments are needed; `service` compares the DynamoDB backend alone, `race NAME` one thing alone, `work RACE CONTESTANT TIMES` does the work of one, for a profiler"
                .into())
        }
    }
}

/// One race alone, by time; nothing is written.
fn compare_one(name: &str) -> Result<(), Box<dyn Error>> {
    let mut races: Vec<_> = races().into_iter().filter(|race| race.name() == name).collect();
    measure::run(&mut races, ROUNDS);
    let race = races.first().ok_or("no race of that name")?;
    let first = race.names().next().ok_or("nobody takes part")?;
    for name in race.names() {
        let Spread { low, median, high } = race.ratio(name, first);
        let time = race.time(name).median / 1e3;
        println!("{median:7.3} ({low:.3} to {high:.3}) x {first}, {time:.1} µs: {name}");
    }
    Ok(())
}

/// The DynamoDB backend alone; nothing is written.
fn compare_service() {
    service::check();
    let mut races = service::races();
    measure::run(&mut races, ROUNDS);
    println!("{}", table::table(&service::rows(&races)));
}

fn compare() -> Result<(), Box<dyn Error>> {
    service::check();
    memory::check();
    let mut races = races();
    measure::run(&mut races, ROUNDS);
    let mut rows: Vec<Row> = service::rows(&races);
    rows.extend(memory::rows(&races));
    rows.push(clean_build::row());

    let (machine, here) = (Machine::this(), Path::new(env!("CARGO_MANIFEST_DIR")));
    println!("{machine}\n\n{}", table::table(&rows));
    fs::write(here.join("results.json"), serde_json::to_string_pretty(&rows)? + "\n")?;
    fs::write(here.join("machine.json"), serde_json::to_string_pretty(&machine)? + "\n")?;
    let plots = here.join("plots");
    fs::create_dir_all(&plots)?;
    CHARTS.iter().try_for_each(|chart| chart.draw(&rows, &machine, &plots))
}
