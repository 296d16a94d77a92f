//! Maps beside the standard library's, with few entries and with many.

use super::Map;
use crate::Value;
use proptest::{collection::vec, prelude::*};
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
enum Step {
    Insert(String),
    Remove(String),
    Change(String),
}

fn step() -> impl Strategy<Value = Step> {
    let name = || "[a-d]{0,3}";
    prop_oneof![
        4 => name().prop_map(Step::Insert),
        1 => name().prop_map(Step::Remove),
        1 => name().prop_map(Step::Change),
    ]
}

proptest! {
    #[test]
    fn a_map_does_what_the_standard_one_does(steps in vec(step(), 0..160)) {
        let (mut map, mut expected) = (Map::new(), BTreeMap::new());
        for (number, step) in steps.into_iter().enumerate() {
            let value = Value::from(number);
            match step {
                Step::Insert(name) => {
                    prop_assert_eq!(map.insert(&name, value.clone()), expected.insert(name, value));
                }
                Step::Remove(name) => {
                    prop_assert_eq!(map.contains(&name), expected.contains_key(&name));
                    prop_assert_eq!(map.remove(&name), expected.remove(&name));
                }
                Step::Change(name) => {
                    let (stored, other) = (map.get_mut(&name), expected.get_mut(&name));
                    prop_assert_eq!(&stored, &other);
                    stored.into_iter().chain(other).for_each(|stored| *stored = value.clone());
                }
            }
        }
        for (name, value) in &expected {
            prop_assert_eq!(map.get(name), Some(value));
        }
        prop_assert!(map.iter().eq(expected.iter().map(|(name, value)| (name.as_str(), value))));
        prop_assert_eq!(map.len(), expected.len());
    }
}
