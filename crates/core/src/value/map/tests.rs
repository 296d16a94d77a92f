//! Maps beside the standard library's, with few entries and with many.

use super::{FEW, Map, Sought};
use crate::{Value, ValueType};
use proptest::{
    collection::{hash_map, vec},
    prelude::*,
};
use std::{
    collections::{BTreeMap, HashMap},
    convert::Infallible,
    hash::{BuildHasher, RandomState},
};

#[derive(Debug, Clone)]
enum Step {
    Insert(String),
    Append(String),
    Remove(String),
    Change(String),
}

fn step() -> impl Strategy<Value = Step> {
    let name = || "[a-d]{0,3}";
    prop_oneof![
        2 => name().prop_map(Step::Insert),
        2 => name().prop_map(Step::Append),
        1 => name().prop_map(Step::Remove),
        1 => name().prop_map(Step::Change),
    ]
}

fn of_hash_map(values: HashMap<String, u8>) -> Map {
    Map::try_from_hash_map(values, |value| Ok::<_, Infallible>(Value::from(value))).expect("nothing fails")
}

proptest! {
    #[test]
    fn a_map_of_a_hash_map_has_no_other_order_than_one_of_entries(
        values in hash_map("[a-d]{0,3}", any::<u8>(), 0..FEW + 8),
        name in "[a-d]{0,3}",
        places in vec(0_usize..FEW + 8, 0..8),
    ) {
        let (mut map, mut expected) = (of_hash_map(values.clone()), Map::from_iter(values.clone()));
        prop_assert_eq!(&map, &expected);
        prop_assert_eq!(&expected, &map);
        prop_assert_eq!(&map, &of_hash_map(values.clone()));
        let state = RandomState::new();
        prop_assert_eq!(state.hash_one(&map), state.hash_one(&expected));
        prop_assert_eq!(format!("{map:?}"), format!("{expected:?}"));
        prop_assert!(map.iter().eq(expected.iter()));
        prop_assert_eq!(map.iter().len(), expected.len());
        prop_assert!(map.clone().into_iter().eq(expected.clone()));
        prop_assert_eq!(map.clone().into_iter().collect::<Map>(), expected.clone());
        let types: HashMap<_, _> = values.keys().map(|name| (name.clone(), ValueType::Number)).collect();
        prop_assert_eq!(map.clone().into_hash_map(|value| value.value_type()), types);
        // One that asks in order, and one that asks in any other.
        let names: Vec<&String> = values.keys().collect();
        let asked = expected.iter().map(|(name, _)| name);
        let asked = asked.chain(places.iter().filter_map(|place| names.get(*place)).map(|name| name.as_str()));
        let (mut seeker, mut seeker_expected) = (map.seeker(), expected.seeker());
        for name in asked.chain([name.as_str()]) {
            prop_assert_eq!(map.seek(&mut seeker, Sought::new(name)), expected.get(name));
            prop_assert_eq!(expected.seek(&mut seeker_expected, Sought::new(name)), expected.get(name));
        }
        for change in 0..2 {
            prop_assert_eq!(map.get_mut(&name).cloned(), expected.get(&name).cloned());
            if change == 0 {
                prop_assert_eq!(map.clone().remove(&name), expected.clone().remove(&name));
                let mut appended = map.clone();
                appended.append(name.as_str().into(), true.into());
                prop_assert_eq!(map.insert(&name, true), expected.insert(&name, true));
                prop_assert_eq!(&appended, &map);
            }
            prop_assert_eq!(&map, &expected);
            prop_assert!(map.iter().eq(expected.iter()));
        }
    }

    #[test]
    fn each_value_is_taken_once(
        values in hash_map("[a-d]{0,6}", any::<u8>(), 0..FEW + 8),
        missing in "[a-d]{0,6}",
        asked in any::<prop::sample::Index>(),
    ) {
        for mut map in [of_hash_map(values.clone()), Map::from_iter(values.clone())] {
            let mut names: Vec<&String> = values.keys().chain([&missing]).collect();
            names.sort();
            names.dedup();
            let middle = asked.index(names.len());
            names.rotate_left(middle);
            let mut seeker = map.seeker();
            for name in names {
                let value = values.get(name).map(|value| Value::from(*value));
                prop_assert_eq!(map.seek(&mut seeker, Sought::new(name)), value.as_ref());
                prop_assert_eq!(map.take_from(&mut seeker, Sought::new(name)), value);
            }
            prop_assert!(map.iter().all(|(_, value)| *value == Value::Null), "{map:?}");
            prop_assert!(map.is_empty() || map.len() == values.len());
        }
    }

    #[test]
    fn maps_of_hash_maps_that_differ_are_not_equal(values in hash_map("[a-d]{0,3}", any::<u8>(), 1..FEW + 8)) {
        let map = of_hash_map(values.clone());
        for name in values.keys() {
            let (mut fewer, mut changed) = (map.clone(), map.clone());
            fewer.remove(name);
            *changed.get_mut(name).expect("it is there") = Value::Null;
            prop_assert_ne!(&map, &fewer);
            prop_assert_ne!(&fewer, &map);
            prop_assert_ne!(&map, &changed);
            prop_assert_ne!(&changed, &map);
            let mut renamed = fewer.clone();
            renamed.insert("other", values[name]);
            prop_assert_ne!(&map, &renamed);
            prop_assert_ne!(&renamed, &map);
        }
    }

    #[test]
    fn a_map_does_what_the_standard_one_does(steps in vec(step(), 0..160)) {
        let (mut map, mut expected) = (Map::new(), BTreeMap::new());
        for (number, step) in steps.into_iter().enumerate() {
            let value = Value::from(number);
            match step {
                Step::Insert(name) => {
                    prop_assert_eq!(map.insert(&name, value.clone()), expected.insert(name, value));
                }
                Step::Append(name) => {
                    map.append(name.as_str().into(), value.clone());
                    expected.insert(name, value);
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
