//! What was measured, as rows.

use super::{
    by_hand::ByHand,
    calls::{AGAIN, Operation},
    dynamodb_facade::Facade,
    hand_mapped::HandMapped,
    mapping::{FROM_ITEM, TO_ITEM},
    modyne::Modyne,
    peer::Peer,
    serde_dynamo::SerdeDynamo,
    twintable::Twintable,
};
use crate::{
    instructions::{self, Counts},
    measure::{Race, Spread},
    report::{Goal, Row},
};
use std::{collections::HashMap, sync::Mutex, thread};

/// Calls that instructions and allocations are counted of.
const CALLS: u32 = 100;

/// Callgrind runs at the same time.
const TOGETHER: usize = 2;

/// The unit of whole calls.
pub const OF_RAW: &str = "x raw SDK";

/// The unit of parts of a call.
const BY_HAND: &str = "x by hand";

const RAW: &str = ByHand::NAME;
const OURS: &str = Twintable::NAME;
const OTHERS: [&str; 4] = [SerdeDynamo::NAME, Modyne::NAME, Facade::NAME, HandMapped::NAME];

/// The rows of the races that are this module's. Instructions are counted now.
pub fn rows(races: &[Race]) -> Vec<Row> {
    let names: Vec<_> = super::races().iter().map(Race::name).collect();
    let races: Vec<&Race> = races.iter().filter(|race| names.contains(&race.name())).collect();
    let counted = Counted::count(&races);
    let of =
        |name: &str| races.iter().copied().find(|race| race.name() == name).expect("a race of that name");
    let compared =
        |name: &str, goal: f64, unit| Compared { race: of(name), counted: &counted }.row(goal, unit);
    let extra_allocations = |operation: Operation, goal| extra_allocations(&counted, operation, goal);
    vec![
        compared("put", 1.05, OF_RAW),
        compared("get", 1.05, OF_RAW),
        compared("update", 1.05, OF_RAW),
        compared("query", 1.10, OF_RAW),
        compared("build put", 1.6, BY_HAND),
        compared("build update", 1.25, BY_HAND),
        compared("build query", 1.25, BY_HAND),
        compared(TO_ITEM, 1.3, BY_HAND),
        compared(FROM_ITEM, 1.3, BY_HAND),
        extra_allocations(Operation::Put, Goal::AtMost(10.0)),
        extra_allocations(Operation::Get, Goal::None),
        extra_allocations(Operation::Update, Goal::None),
        extra_allocations(Operation::Query, Goal::None),
    ]
}

/// What one time takes, by race and contestant.
struct Counted(HashMap<(&'static str, &'static str), Counts>);

impl Counted {
    fn count(races: &[&Race]) -> Self {
        let mut left: Vec<_> =
            races.iter().flat_map(|race| race.names().map(|name| (race.name(), name))).collect();
        left.reverse();
        let left = Mutex::new(left);
        let counted = Mutex::new(HashMap::new());
        let count = || {
            loop {
                let Some((race, name)) = left.lock().expect("no panic").pop() else { return };
                if let Some(times) = instructions::count(race, name, CALLS) {
                    counted.lock().expect("no panic").insert((race, name), times);
                }
            }
        };
        thread::scope(|scope| {
            for _ in 0..TOGETHER {
                scope.spawn(count);
            }
        });
        Self(counted.into_inner().expect("no panic"))
    }

    fn instructions(&self, race: &Race, name: &'static str) -> Option<f64> {
        self.0.get(&(race.name(), name)).map(|counts| counts.instructions)
    }

    fn allocations(&self, operation: Operation, name: &'static str) -> Option<f64> {
        self.0.get(&(operation.race(), name)).map(|counts| counts.allocations)
    }
}

/// One against raw, in one race.
struct Compared<'r> {
    race: &'r Race,
    counted: &'r Counted,
}

impl Compared<'_> {
    fn row(&self, goal: f64, unit: &str) -> Row {
        let time = self.race.ratio(OURS, RAW);
        let by_instructions = self.instructions(OURS);
        let control = self.race.names().any(|name| name == AGAIN).then(|| self.race.ratio(AGAIN, RAW));
        let noise =
            control.map_or(0.0, |control| (control.median - 1.0).abs().max(control.high - control.low));
        let is_noisy = noise.max(time.high - time.low) > (time.median - goal).abs();
        let value = by_instructions.filter(|_| is_noisy);
        let how = if value.is_some() { "told by instructions" } else { "told by time" };
        let note = format!(
            "{how}; time {}{}; instructions {}; {:.1} µs against {:.1} µs",
            spread(time),
            control.map_or_else(String::new, |control| format!(", of raw itself {}", spread(control))),
            number(by_instructions),
            self.race.time(OURS).median / 1e3,
            self.race.time(RAW).median / 1e3,
        );
        let row = Row::new(&against_raw(self.race), value.unwrap_or(time.median), unit, Goal::AtMost(goal));
        let others = OTHERS.into_iter().filter(|other| self.race.names().any(|name| name == *other));
        others.fold(row.note(note), |row, name| {
            let time = self.race.ratio(name, RAW).median;
            row.peer(name, if value.is_some() { self.instructions(name).unwrap_or(time) } else { time })
        })
    }

    fn instructions(&self, name: &'static str) -> Option<f64> {
        Some(self.counted.instructions(self.race, name)? / self.counted.instructions(self.race, RAW)?)
    }
}

fn extra_allocations(counted: &Counted, operation: Operation, goal: Goal) -> Row {
    let name = format!("DynamoDB: extra allocations on {}, against raw", operation.race());
    let raw = counted.allocations(operation, RAW).unwrap_or(f64::NAN);
    // What could not be counted meets no goal.
    let extra = |name| counted.allocations(operation, name).map(|all| all - raw);
    let row = Row::new(&name, extra(OURS).unwrap_or(f64::NAN), "allocations", goal);
    let peers = OTHERS.into_iter().filter_map(|name| Some((name, extra(name)?)));
    peers.fold(row.note(format!("raw has {raw:.1}")), |row, (name, extra)| row.peer(name, extra))
}

fn against_raw(race: &Race) -> String {
    format!("DynamoDB: {}, against raw", race.name())
}

fn spread(Spread { low, median, high }: Spread) -> String {
    format!("{median:.3} ({low:.3} to {high:.3})")
}

fn number(number: Option<f64>) -> String {
    number.map_or_else(|| "not counted".to_owned(), |number| format!("{number:.3}"))
}
