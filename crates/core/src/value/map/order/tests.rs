//! Names in order, however many there are.

use super::{is_same, order, sort};
use crate::{AttributeName, Value};
use proptest::{collection::vec, prelude::*};
use std::collections::BTreeMap;

/// Names that are alike: one is often how another begins, and zeros are like nothing.
fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[ab\0]{0,4}", "[ab\0]{4,18}", "attribute_[ab]{0,10}", "[ü\u{10ffff}b]{0,4}"]
}

proptest! {
    #[test]
    fn two_names_have_the_order_of_their_bytes(first in name(), second in name()) {
        prop_assert_eq!(order(&first, &second), first.as_bytes().cmp(second.as_bytes()));
        prop_assert_eq!(is_same(&first, &second), first == second);
    }

    #[test]
    fn entries_are_sorted_and_the_last_one_of_a_name_stays(names in vec(name(), 0..64)) {
        let mut entries: Vec<(AttributeName, Value)> = Vec::new();
        let mut expected = BTreeMap::new();
        for (number, name) in names.into_iter().enumerate() {
            entries.push((name.as_str().into(), number.into()));
            expected.insert(name, number);
        }
        sort(&mut entries);
        let sorted: Vec<_> = entries.into_iter().map(|(name, value)| (String::from(name), value)).collect();
        let expected: Vec<_> = expected.into_iter().map(|(name, number)| (name, Value::from(number))).collect();
        prop_assert_eq!(sorted, expected);
    }
}

#[test]
fn names_that_differ_in_one_letter_are_not_the_same() {
    for length in 0..24 {
        let name = "n".repeat(length);
        assert!(is_same(&name, &name.clone()));
        assert!(!is_same(&name, &"n".repeat(length + 1)));
        for at in 0..length {
            let mut other = name.clone();
            other.replace_range(at..=at, "o");
            assert!(!is_same(&name, &other), "{name} {other}");
        }
    }
}
