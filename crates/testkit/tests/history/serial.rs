//! Histories that are right, and how a history comes about.

use super::{call, failed, read, replaced, unknown};
use twintable_testkit::history::{Access, Checked, Ending, History, check};

#[test]
fn calls_one_after_another_make_sense() {
    let calls = [
        call("open", (0, 1), &[replaced("a", 0, 1), replaced("b", 0, 2)]),
        call("audit", (2, 3), &[read("a", 1), read("b", 2)]),
        call("transfer", (4, 5), &[replaced("a", 1, 3), replaced("b", 2, 4)]),
        failed("refused", (6, 7), &[replaced("a", 2, 5)]),
        unknown("lost", 8, &[replaced("a", 3, 6)]),
        call("audit", (9, 10), &[read("a", 3), read("b", 4)]),
        unknown("late", 11, &[replaced("b", 4, 7)]),
        call("last", (12, 13), &[replaced("b", 7, 8)]),
    ];
    let expected = Checked { done: 5, not_done: 1, seen: 1, unseen: 1, writes: 6 };
    assert_eq!(check(&calls), Ok(expected));
    assert_eq!(check(&[]), Ok(Checked::default()));
}

#[test]
fn calls_at_the_same_time_may_take_any_order() {
    let calls = [
        call("write", (0, 9), &[replaced("a", 0, 1)]),
        call("early", (1, 2), &[read("a", 0)]),
        call("late", (3, 4), &[read("a", 1)]),
        call("beside late", (3, 8), &[read("a", 0)]),
    ];
    assert!(check(&calls).is_ok());
}

#[test]
fn a_call_may_read_what_it_replaces() {
    let both = [read("a", 0), replaced("a", 0, 1), read("a", 0)];
    assert!(check(&[call("both", (0, 1), &both), call("next", (2, 3), &[replaced("a", 1, 2)])]).is_ok());
}

#[test]
fn an_unknown_call_may_happen_long_after_it_began() {
    let calls = [
        unknown("lost", 0, &[replaced("a", 0, 1)]),
        call("not yet", (1, 2), &[read("a", 0)]),
        call("now", (3, 4), &[read("a", 1)]),
    ];
    assert_eq!(check(&calls).unwrap().seen, 1);
    // But not before it began.
    let early = [call("early", (0, 1), &[read("a", 1)]), unknown("lost", 2, &[replaced("a", 0, 1)])];
    assert!(check(&early).is_err());
}

#[test]
fn a_history_keeps_the_order_in_which_things_were_said() {
    let history = History::new();
    let first = history.begin("first");
    let second = history.clone().begin("second".to_owned());
    first.done([Access::read("a", 0)]);
    second.not_done([Access::replaced("a", 0, 1)]);
    history.begin("third").unknown([Access::replaced("a", 0, 2)]);
    drop(history.begin("fourth"));
    let calls: Vec<_> = history
        .calls()
        .into_iter()
        .map(|call| (call.name, call.began, call.returned, call.ending, call.accesses.len()))
        .collect();
    let expected = [
        ("first".to_owned(), 0, Some(2), Ending::Done, 1),
        ("second".to_owned(), 1, Some(3), Ending::NotDone, 1),
        ("third".to_owned(), 4, None, Ending::Unknown, 1),
        ("fourth".to_owned(), 5, None, Ending::Unknown, 0),
    ];
    assert_eq!(calls, expected);
    let checked = Checked { done: 1, not_done: 1, seen: 0, unseen: 2, writes: 0 };
    assert_eq!(history.check(), Ok(checked));
}

#[test]
fn what_a_lost_call_wrote_cannot_be_seen_unnoticed() {
    let history = History::new();
    drop(history.begin("panicked"));
    history.begin("reader").done([Access::read("a", 1)]);
    assert!(history.check().is_err());
}
