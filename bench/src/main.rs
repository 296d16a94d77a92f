//! twintable beside its peers, measured in one run.
//!
//! Prints a table, and writes `results.json` and the plots beside its own manifest. See `README.md`.

mod instructions;
mod measure;
mod report;
mod service;

use measure::Race;
use report::Row;
use std::env;

/// How often every contestant is measured.
const ROUNDS: usize = 200;

/// All races. Nothing is made ready before a contestant's first turn, so one alone can be run under callgrind.
fn races() -> Vec<Race> {
    service::races()
}

fn main() {
    let mut races = races();
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [command, race, contestant, times] = arguments.as_slice()
        && command == "work"
    {
        let race = races.iter_mut().find(|known| known.name() == race).expect("a race of that name");
        return race.work(contestant, times.parse().expect("a number"));
    }
    service::check();
    measure::run(&mut races, ROUNDS);
    let rows: Vec<Row> = service::rows(&races);
    println!("{}", serde_json::to_string_pretty(&rows).expect("rows are plain data"));
}
