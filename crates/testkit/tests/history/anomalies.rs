//! Histories that are wrong, each in its own way. Calls run at the same time unless time is what is wrong.

use super::{call, failed, read, replaced, unknown};
use twintable_testkit::history::{Anomaly, Call, Dependency, check};

const AT_ONCE: (u64, u64) = (0, 100);

/// The cycle of a history, as the names of its calls in their order, from the first name in the alphabet on, and
/// the dependencies between them.
fn cycle(calls: &[Call]) -> (Vec<String>, Vec<Dependency>) {
    let anomaly = check(calls).unwrap_err();
    let Anomaly::Cycle(mut steps) = anomaly else { panic!("{anomaly}") };
    let first = (0..steps.len()).min_by_key(|step| steps[*step].call.name.clone()).unwrap();
    steps.rotate_left(first);
    steps.into_iter().map(|step| (step.call.name, step.dependency)).unzip()
}

fn write_read(register: &str, version: u64) -> Dependency {
    Dependency::WriteRead { register: register.into(), version }
}

fn write_write(register: &str, version: u64) -> Dependency {
    Dependency::WriteWrite { register: register.into(), version }
}

fn read_write(register: &str, version: u64) -> Dependency {
    Dependency::ReadWrite { register: register.into(), version }
}

#[test]
fn a_lost_update_is_found() {
    let calls = [
        call("deposit 1", AT_ONCE, &[replaced("a", 0, 1)]),
        call("deposit 2", AT_ONCE, &[replaced("a", 0, 2)]),
    ];
    let expected = vec![read_write("a", 0), read_write("a", 0)];
    assert_eq!(cycle(&calls), (vec!["deposit 1".into(), "deposit 2".into()], expected));
}

#[test]
fn a_dirty_read_is_found() {
    let writer = failed("failed", AT_ONCE, &[replaced("a", 0, 1)]);
    for access in [read("a", 1), replaced("a", 1, 2)] {
        let by = call("reader", AT_ONCE, &[access]);
        let expected = Anomaly::Dirty {
            by: by.clone().into(),
            writer: writer.clone().into(),
            register: "a".into(),
            version: 1,
        };
        assert_eq!(check(&[writer.clone(), by]), Err(expected));
    }
}

#[test]
fn a_version_that_nobody_wrote_is_found() {
    let by = call("reader", AT_ONCE, &[read("a", 7)]);
    let expected = Anomaly::Unwritten { by: by.clone().into(), register: "a".into(), version: 7 };
    assert_eq!(check(&[by, call("other", AT_ONCE, &[replaced("b", 0, 7)])]), Err(expected));
}

#[test]
fn a_skewed_read_is_found() {
    let calls = [
        call("reader", AT_ONCE, &[read("a", 1), read("b", 0)]),
        call("transfer", AT_ONCE, &[replaced("a", 0, 1), replaced("b", 0, 2)]),
    ];
    let expected = vec![read_write("b", 0), write_read("a", 1)];
    assert_eq!(cycle(&calls), (vec!["reader".into(), "transfer".into()], expected));
}

#[test]
fn a_skewed_write_is_found() {
    // Each looks at what the other one changes: two doctors leave at the same time.
    let calls = [
        call("ann leaves", AT_ONCE, &[replaced("ann", 0, 1), read("bob", 0)]),
        call("bob leaves", AT_ONCE, &[replaced("bob", 0, 2), read("ann", 0)]),
    ];
    let expected = vec![read_write("bob", 0), read_write("ann", 0)];
    assert_eq!(cycle(&calls), (vec!["ann leaves".into(), "bob leaves".into()], expected));
}

#[test]
fn readers_that_see_two_writes_in_two_orders_are_found() {
    let calls = [
        call("1 writes a", AT_ONCE, &[replaced("a", 0, 1)]),
        call("2 writes b", AT_ONCE, &[replaced("b", 0, 2)]),
        call("3 sees a", AT_ONCE, &[read("a", 1), read("b", 0)]),
        call("4 sees b", AT_ONCE, &[read("a", 0), read("b", 2)]),
    ];
    let (names, dependencies) = cycle(&calls);
    assert_eq!(names, ["1 writes a", "3 sees a", "2 writes b", "4 sees b"]);
    let expected = [write_read("a", 1), read_write("b", 0), write_read("b", 2), read_write("a", 0)];
    assert_eq!(dependencies, expected);
}

#[test]
fn calls_that_see_each_others_writes_are_found() {
    let calls = [
        call("1", AT_ONCE, &[replaced("a", 0, 1), read("b", 2)]),
        call("2", AT_ONCE, &[replaced("b", 0, 2), replaced("a", 1, 3)]),
    ];
    assert_eq!(cycle(&calls).0, ["1", "2"]);
    let chained = [
        call("1", AT_ONCE, &[replaced("a", 0, 1), replaced("b", 3, 4)]),
        call("2", AT_ONCE, &[replaced("a", 1, 2), replaced("b", 0, 3)]),
    ];
    assert_eq!(cycle(&chained).1, [write_write("a", 1), write_write("b", 3)]);
}

#[test]
fn a_read_of_what_was_replaced_before_it_began_is_found() {
    let calls = [call("read", (3, 4), &[read("a", 0)]), call("write", (1, 2), &[replaced("a", 0, 1)])];
    let expected = vec![read_write("a", 0), Dependency::RealTime];
    assert_eq!(cycle(&calls), (vec!["read".into(), "write".into()], expected));
    let at_the_same_time =
        [call("read", (2, 4), &[read("a", 0)]), call("write", (1, 3), &[replaced("a", 0, 1)])];
    assert!(check(&at_the_same_time).is_ok());
}

#[test]
fn reads_that_go_back_in_time_are_found() {
    // The write is not over: the first read makes it one that was before it.
    let calls = [
        call("1 reads", (1, 2), &[read("a", 1)]),
        call("2 reads", (3, 4), &[read("a", 0)]),
        call("3 writes", (0, 9), &[replaced("a", 0, 1)]),
    ];
    let (names, dependencies) = cycle(&calls);
    assert_eq!(names, ["1 reads", "2 reads", "3 writes"]);
    assert_eq!(dependencies, [Dependency::RealTime, read_write("a", 0), write_read("a", 1)]);
}

#[test]
fn time_reaches_over_other_calls() {
    // What returned first is before what began last, though others began and returned between them.
    let calls = [
        call("1 writes", (0, 1), &[replaced("a", 0, 1)]),
        call("2 elsewhere", (2, 3), &[replaced("b", 0, 2)]),
        call("3 elsewhere", (4, 5), &[replaced("b", 2, 3)]),
        call("4 reads", (6, 7), &[read("a", 0)]),
    ];
    assert_eq!(
        cycle(&calls),
        (vec!["1 writes".into(), "4 reads".into()], vec![Dependency::RealTime, read_write("a", 0)])
    );
}

#[test]
fn a_write_of_unknown_outcome_that_was_seen_is_there_for_good() {
    let write = unknown("1 write", 0, &[replaced("a", 0, 1), replaced("b", 0, 2)]);
    let seen = call("2 sees it", (1, 2), &[read("a", 1)]);
    let half = call("3 sees half", (1, 2), &[read("a", 1), read("b", 0)]);
    let gone = call("3 sees it gone", (3, 4), &[read("b", 0)]);
    assert!(check(&[write.clone(), gone.clone()]).is_ok());
    assert_eq!(cycle(&[write.clone(), half]).0, ["1 write", "3 sees half"]);
    assert_eq!(cycle(&[write, seen, gone]).0, ["1 write", "2 sees it", "3 sees it gone"]);
}

#[test]
fn what_an_unknown_write_that_happened_saw_happened_too() {
    let first = |ending: fn(&str, u64) -> Call| ending("first", 0);
    let second = unknown("second", 1, &[replaced("a", 1, 2)]);
    let reader = call("reader", (5, 6), &[read("a", 2)]);
    let open = first(|name, began| unknown(name, began, &[replaced("a", 0, 1)]));
    let checked = check(&[reader.clone(), second.clone(), open]).unwrap();
    assert_eq!((checked.seen, checked.unseen), (2, 0));
    let dirty = first(|name, began| failed(name, (began, 9), &[replaced("a", 0, 1)]));
    let anomaly = check(&[reader, second, dirty]).unwrap_err();
    assert!(matches!(&anomaly, Anomaly::Dirty { by, .. } if by.name == "second"), "{anomaly}");
}

#[test]
fn a_version_written_twice_is_a_mistake_of_the_test() {
    let first = call("first", AT_ONCE, &[replaced("a", 0, 1)]);
    for access in [replaced("a", 1, 1), replaced("a", 5, 0)] {
        let anomaly = check(&[first.clone(), call("second", AT_ONCE, &[access])]).unwrap_err();
        assert!(matches!(&anomaly, Anomaly::Ambiguous { by, .. } if by.name == "second"), "{anomaly}");
    }
}

#[test]
fn the_shortest_cycle_is_shown() {
    // A long cycle of reads and writes, and a lost update on the way.
    let mut calls: Vec<_> = (0_u64..50)
        .map(|step| {
            let (this, next) = (format!("r{step}"), format!("r{}", (step + 1) % 50));
            call(&format!("{step:02}"), AT_ONCE, &[replaced(&this, 0, 1), read(&next, 0)])
        })
        .collect();
    assert_eq!(cycle(&calls).0.len(), 50);
    calls.push(call("50", AT_ONCE, &[replaced("r7", 0, 2)]));
    assert_eq!(cycle(&calls).0, ["07", "50"]);
}

#[test]
fn an_anomaly_lists_the_calls_and_what_they_have_to_do_with_each_other() {
    let calls = [
        call("transfer", (0, 3), &[replaced("a", 0, 1), replaced("b", 0, 2)]),
        call("audit", (1, 2), &[read("a", 1), read("b", 0)]),
    ];
    let expected = "\
        no order: each is before the next, and the last before the first\n  \
          transfer (from 0 to 3): replaced a@0 by 1, replaced b@0 by 2\n    \
            before the next, which read a@1 from it\n  \
          audit (from 1 to 2): read a@1, read b@0\n    \
            before the next, which replaced b@0 that it saw\n";
    assert_eq!(check(&calls).unwrap_err().to_string(), expected);
    let dirty = [
        failed("failed", (0, 1), &[replaced("a", 0, 1)]),
        unknown("lost", 2, &[]),
        call("reader", (2, 3), &[read("a", 1)]),
    ];
    let expected = "\
        a@1 was seen, and the call that would have written it failed\n  \
          reader (from 2 to 3): read a@1\n  \
          failed (from 0 to 1), which failed: replaced a@0 by 1\n";
    assert_eq!(check(&dirty).unwrap_err().to_string(), expected);
}
