//! The checker against another one, which tries every order.

use super::{call, failed, read, replaced, unknown};
use proptest::{collection, prelude::*, sample::Index};
use std::{
    cell::Cell,
    collections::{BTreeMap, HashMap},
};
use twintable_testkit::history::{Access, Call, Ending, check};

const REGISTERS: [&str; 2] = ["a", "b"];

/// Whether the calls that are left can follow, in some order, on those that made these versions.
fn can_follow<'c>(versions: &HashMap<&'c str, u64>, left: &[&'c Call]) -> bool {
    if left.iter().all(|call| call.ending != Ending::Done) {
        return true;
    }
    left.iter().enumerate().any(|(index, call)| {
        let is_late = |other: &&Call| other.ending == Ending::Done && other.returned < Some(call.began);
        let seen = |register: &str| versions.get(register).copied().unwrap_or(0);
        let is_legal = call.accesses.iter().all(|access| match access {
            Access::Read { register, version } | Access::Replaced { register, from: version, .. } => {
                seen(register) == *version
            }
        });
        if call.ending == Ending::NotDone || !is_legal || left.iter().any(is_late) {
            return false;
        }
        let mut versions = versions.clone();
        for access in &call.accesses {
            if let Access::Replaced { register, to, .. } = access {
                versions.insert(register, *to);
            }
        }
        let rest: Vec<_> =
            left.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, call)| *call).collect();
        can_follow(&versions, &rest)
    })
}

/// What a call does to a register.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Nothing,
    Read(Index),
    Replace(Index),
}

/// When a call begins and returns, how it ends, and what it does to each register.
type Draft = ([u8; 2], u8, [Deed; 2]);

fn draft() -> impl Strategy<Value = Draft> {
    let deed = prop_oneof![
        2 => Just(Deed::Nothing),
        3 => any::<Index>().prop_map(Deed::Read),
        3 => any::<Index>().prop_map(Deed::Replace),
    ];
    ([0_u8..30, 0_u8..30], 0_u8..8, [deed.clone(), deed])
}

/// The history of some drafts. What a call sees is the version before all or that of some other call that writes.
fn history(drafts: &[Draft]) -> Vec<Call> {
    // A version has the number of its writer, so that no two are alike.
    let mut versions: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
    for (number, (_, _, deeds)) in (1..).zip(drafts) {
        for (register, deed) in deeds.iter().enumerate() {
            let of_register = versions.entry(register).or_insert_with(|| vec![0]);
            if let Deed::Replace(_) = deed {
                of_register.push(number);
            }
        }
    }
    let call_of = |(number, ([one, other], ending, deeds)): (u64, &Draft)| {
        let accesses: Vec<_> = deeds
            .iter()
            .enumerate()
            .filter_map(|(register, deed)| match deed {
                Deed::Nothing => None,
                Deed::Read(index) => Some(read(REGISTERS[register], *index.get(&versions[&register]))),
                Deed::Replace(index) => {
                    let others: Vec<_> =
                        versions[&register].iter().copied().filter(|version| *version != number).collect();
                    Some(replaced(REGISTERS[register], *index.get(&others), number))
                }
            })
            .collect();
        // No two times are the same, as in a recorded history.
        let moment = |time: u8, place: u64| u64::from(time) * 100 + number * 2 + place;
        let (began, returned) = (moment(*one.min(other), 0), moment(*one.max(other), 1));
        match ending {
            0 => failed(&number.to_string(), (began, returned), &accesses),
            1 | 2 => unknown(&number.to_string(), began, &accesses),
            _ => call(&number.to_string(), (began, returned), &accesses),
        }
    };
    (1..).zip(drafts).map(call_of).collect()
}

#[test]
fn the_checker_agrees_with_one_that_tries_every_order() {
    let cases = 20 * ProptestConfig::default().cases;
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) };
    let (right, wrong) = (Cell::new(0), Cell::new(0));
    proptest::test_runner::TestRunner::new(config)
        .run(&collection::vec(draft(), 1..6), |drafts| {
            let calls = history(&drafts);
            let expected = can_follow(&HashMap::new(), &calls.iter().collect::<Vec<_>>());
            let found = check(&calls);
            prop_assert_eq!(found.is_ok(), expected, "{:?}", found);
            let tally = if expected { &right } else { &wrong };
            tally.set(tally.get() + 1);
            Ok(())
        })
        .unwrap();
    assert!(right.get() > cases / 10 && wrong.get() > cases / 10, "{right:?} right, {wrong:?} wrong");
}
