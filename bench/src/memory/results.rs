//! What the races say, as rows.

use super::{
    cases::{CASES, TABLES},
    growth,
    names::{BARE, BY_KEY, EMBEDDED, OURS, SERVED},
    operations::{GET, Operation, PUT, QUERY, UPDATE},
    resident, threads,
};
use crate::{
    instructions,
    measure::{Race, Spread},
    report::{Goal, Row},
};

/// How often callgrind has a contestant do its work, at first.
const COUNTED: u32 = 300;

/// The unit of what is told in parts of the bare map's time.
pub const OF_BARE: &str = "x bare map";

/// The rows of these races, and of what is measured on its own.
pub fn rows(races: &[Race]) -> Vec<Row> {
    let mut rows = vec![
        against_bare(races, "memory: get, typed", &GET, Goal::AtMost(0.7)),
        against_bare(races, "memory: put, typed", &PUT, Goal::AtMost(1.5)),
        against_bare(races, "memory: conditional update, typed", &UPDATE, Goal::None),
        against_bare(races, "memory: query of 100, typed", &QUERY, Goal::AtMost(1.0)),
        against_engine(races),
        two_threads(races),
        tables(races),
        cases(races),
        growth::row(),
    ];
    rows.extend(resident::row());
    rows
}

fn race<'r>(races: &'r [Race], name: &str) -> &'r Race {
    races.iter().find(|race| race.name() == name).unwrap_or_else(|| panic!("no race is called {name}"))
}

fn against_bare(races: &[Race], name: &str, operation: &Operation, goal: Goal) -> Row {
    let local = race(races, operation.local);
    let spread = local.ratio(OURS, BARE);
    let times = format!(
        "{:.0} ns against {:.0} ns of thread CPU time, quartiles of the ratio {:.2} to {:.2}",
        local.time(OURS).median,
        local.time(BARE).median,
        spread.low,
        spread.high
    );
    let (value, how) = told(local, spread, goal);
    let served = race(races, operation.remote).time(SERVED).median / local.time(BARE).median;
    let row = Row::new(name, value, OF_BARE, goal).note(format!("{times}{how}; over HTTP by wall clock"));
    let row = row.peer(EMBEDDED, local.ratio(EMBEDDED, BARE).median).peer(SERVED, served);
    if local.names().any(|name| name == BY_KEY) {
        row.peer(BY_KEY, local.ratio(BY_KEY, BARE).median)
    } else {
        row
    }
}

/// Where half of the rounds are not on the same side of the goal, instructions say what time cannot.
fn told(race: &Race, spread: Spread, goal: Goal) -> (f64, String) {
    let in_doubt = match goal {
        Goal::AtMost(goal) | Goal::AtLeast(goal) => spread.low <= goal && goal <= spread.high,
        Goal::None => false,
    };
    let count = |name| instructions::count(race.name(), name, COUNTED).map(|counts| counts.instructions);
    match if in_doubt { count(OURS).zip(count(BARE)) } else { None } {
        Some((ours, bare)) => {
            (ours / bare, format!("; decided by instructions, {ours:.0} against {bare:.0}"))
        }
        None => (spread.median, "; decided by time".to_owned()),
    }
}

fn against_engine(races: &[Race]) -> Row {
    let race = race(races, UPDATE.local);
    let spread = race.ratio(EMBEDDED, OURS);
    let name = "memory: conditional updates a second, against dynoxide in process";
    Row::new(name, spread.median, "x", Goal::AtLeast(10.0)).note(format!(
        "thread CPU time, quartiles {:.1} to {:.1}; {:.0} updates a second against {:.0}, both return the new item",
        spread.low,
        spread.high,
        1e9 / race.time(OURS).median,
        1e9 / race.time(EMBEDDED).median,
    ))
}

fn two_threads(races: &[Race]) -> Row {
    let race = race(races, threads::RACE);
    // Two threads do twice as much in the time that is measured.
    let ours = race.ratio(threads::OURS_TWO, threads::OURS_ONE);
    let bare = race.ratio(threads::BARE_TWO, threads::BARE_ONE);
    let name = "memory: two threads against one, four reads to one write";
    Row::new(name, 2.0 / ours.median, "x throughput", Goal::AtLeast(1.3)).peer(BARE, 2.0 / bare.median).note(
        format!(
            "wall clock, quartiles {:.2} to {:.2}; each thread in partitions of its own",
            2.0 / ours.high,
            2.0 / ours.low
        ),
    )
}

fn tables(races: &[Race]) -> Row {
    let race = race(races, TABLES);
    let spread = race.time(OURS);
    let name = "memory: a store with three tables, made and dropped";
    Row::new(name, spread.median / 1e3, "µs", Goal::AtMost(10.0))
        .peer("dynoxide in process, one table", race.time(EMBEDDED).median / 1e3)
        .note(format!(
            "thread CPU time, quartiles {:.2} to {:.2}; one table has two indexes, one has one",
            spread.low / 1e3,
            spread.high / 1e3
        ))
}

fn cases(races: &[Race]) -> Row {
    let race = race(races, CASES);
    let seconds = |name| race.time(name).median * 1e4 / 1e9;
    let name = "memory: 10,000 cases of a new store and 20 operations";
    Row::new(name, seconds(OURS), "s", Goal::None)
        .peer(BARE, seconds(BARE))
        .peer(EMBEDDED, seconds(EMBEDDED))
        .note("thread CPU time of a case, times 10,000; each has 8 puts, 6 gets, 4 conditional updates, 2 queries")
}
