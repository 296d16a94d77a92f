//! The engine does what the corpus says, through the backend and the SDK; where it departs, by name.

use super::{departures::DEPARTURES, embedded};
use std::{collections::HashSet, thread};
use tokio::runtime::{Builder, Runtime};
use twintable_testkit::corpus::{Entry, groups, schemas};

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn the_engine_does_what_the_corpus_says() {
    let wrong: Vec<String> = thread::scope(|scope| {
        let groups =
            groups().into_iter().map(|(group, entries)| scope.spawn(move || try_all(group, &entries)));
        let running: Vec<_> = groups.collect();
        running.into_iter().flat_map(|group| group.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What departs though it is not said to, and what does not though it is.
fn try_all(group: &str, entries: &[Entry]) -> Vec<String> {
    let (runtime, mut wrong) = (runtime(), Vec::new());
    for entry in entries {
        let done = runtime.block_on(entry.check(&embedded::store()));
        let departure = DEPARTURES.iter().find(|(name, _)| *name == entry.name);
        match (done, departure) {
            (Ok(()), None) | (Err(_), Some(_)) => {}
            (Ok(()), Some((name, reason))) => wrong.push(format!("{name}: no longer departs ({reason})")),
            (Err(departs), None) => wrong.push(format!("{group}: {}: {departs}", entry.name)),
        }
    }
    wrong
}

#[test]
fn the_engine_makes_the_tables_of_the_corpus() {
    let runtime = runtime();
    for entry in schemas() {
        let made = runtime.block_on(entry.check(&embedded::store()));
        assert_eq!(made, Ok(()), "{}", entry.name);
    }
}

#[test]
fn every_departure_is_of_an_entry_and_has_a_reason() {
    let names: HashSet<_> =
        groups().into_iter().flat_map(|(_, entries)| entries).map(|entry| entry.name).collect();
    for (name, reason) in DEPARTURES {
        assert!(names.contains(name), "no entry is called {name:?} ({reason})");
        assert!(!reason.is_empty(), "{name:?} departs without a reason");
    }
}
