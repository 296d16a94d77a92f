//! Reading and writing, of what is right and of what is nearly right.

use proptest::{collection::vec, prelude::*, sample::Index};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value as Json;
use std::fmt::Debug;

/// What is read is written back as it was. What is refused is refused without a panic.
fn read<T: Serialize + DeserializeOwned + PartialEq + Debug>(json: &[u8]) -> Result<(), TestCaseError> {
    serde_json::from_slice::<T>(json).map_or(Ok(()), |tree| reads_back(&tree))
}

fn reads_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(tree: &T) -> Result<(), TestCaseError> {
    let fail = |error: serde_json::Error| TestCaseError::fail(format!("{error}: {tree:?}"));
    let json = serde_json::to_string(tree).map_err(fail)?;
    let mut reader = serde_json::Deserializer::from_str(&json);
    reader.disable_recursion_limit();
    prop_assert_eq!(&T::deserialize(&mut reader).map_err(fail)?, tree, "{}", json);
    let written = serde_json::to_value(tree).map_err(fail)?;
    prop_assert_eq!(&T::deserialize(written).map_err(fail)?, tree);
    Ok(())
}

/// A change to a text.
#[derive(Debug, Clone)]
enum Change {
    Remove(Index, Index),
    Repeat(Index, Index),
    Put(Index, String),
    Overwrite(Index, u8),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let index = any::<Index>;
    let token = prop_oneof![
        r#"[{}\[\],:"]"#,
        r#""(S|N|B|BOOL|NULL|L|M|SS|NS|BS|And|Or|Not|Path|Value|Size|Exists)":?"#,
        "true|false|null|-?[0-9]{1,40}|\"\"|1e400",
        r#"\{"(N|B|BS)":"1"\}"#,
    ];
    let change = prop_oneof![
        (index(), index()).prop_map(|(from, to)| Change::Remove(from, to)),
        (index(), index()).prop_map(|(from, to)| Change::Repeat(from, to)),
        (index(), token).prop_map(|(at, token)| Change::Put(at, token)),
        (index(), any::<u8>()).prop_map(|(at, byte)| Change::Overwrite(at, byte)),
    ];
    vec(change, 1..4)
}

fn changed(mut json: Vec<u8>, changes: Vec<Change>) -> Vec<u8> {
    for change in changes {
        let places = json.len() + 1;
        // Short ranges, so that most of the text stays what it was.
        let range = |from: Index, to: Index| {
            let from = from.index(places);
            from..(from + to.index(12)).min(places - 1)
        };
        match change {
            Change::Remove(from, to) => drop(json.drain(range(from, to))),
            Change::Repeat(from, to) => {
                let range = range(from, to);
                let (end, copy) = (range.end, json[range].to_vec());
                json.splice(end..end, copy);
            }
            Change::Put(at, token) => {
                let at = at.index(places);
                json.splice(at..at, token.into_bytes());
            }
            Change::Overwrite(at, byte) => {
                if let Some(old) = json.get_mut(at.index(places)) {
                    *old = byte;
                }
            }
        }
    }
    json
}

/// The nodes of a tree, each before what is below it.
fn nodes(tree: &Json) -> Vec<&Json> {
    let mut found = vec![tree];
    match tree {
        Json::Array(elements) => found.extend(elements.iter().flat_map(nodes)),
        Json::Object(entries) => found.extend(entries.values().flat_map(nodes)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
    found
}

/// Puts a tree in the place of a node, counted as [`nodes`] does.
fn put(tree: &mut Json, place: &mut usize, graft: &Json) {
    if *place == 0 {
        tree.clone_from(graft);
    }
    // What was put is not looked into: the count has passed it.
    let Some(left) = place.checked_sub(1) else { return *place = usize::MAX };
    *place = left;
    match tree {
        Json::Array(elements) => elements.iter_mut().for_each(|element| put(element, place, graft)),
        Json::Object(entries) => entries.values_mut().for_each(|entry| put(entry, place, graft)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

/// A tree with some of its parts in the place of others: well-formed, and often a tree of the same type.
fn with_grafts(tree: &impl Serialize, grafts: Vec<(Index, Index)>) -> Vec<u8> {
    let mut json = serde_json::to_value(tree).unwrap_or_default();
    for (from, to) in grafts {
        let all = nodes(&json);
        let (graft, mut place) = (all[from.index(all.len())].clone(), to.index(all.len()));
        put(&mut json, &mut place, &graft);
    }
    serde_json::to_vec(&json).unwrap_or_default()
}

macro_rules! reading {
    ($($name:ident: $type:ty, $strategy:expr;)*) => {
        mod whole {
            use super::*;

            proptest! {
                $(
                    #[test]
                    fn $name(tree in $strategy) {
                        reads_back(&tree)?;
                    }
                )*
            }
        }

        mod damaged {
            use super::*;

            proptest! {
                $(
                    #[test]
                    fn $name(tree in $strategy, changes in changes()) {
                        if let Ok(json) = serde_json::to_vec(&tree) {
                            read::<$type>(&changed(json, changes))?;
                        }
                    }
                )*
            }
        }

        mod grafted {
            use super::*;

            proptest! {
                $(
                    #[test]
                    fn $name(tree in $strategy, grafts in vec(any::<(Index, Index)>(), 1..4)) {
                        read::<$type>(&with_grafts(&tree, grafts))?;
                    }
                )*
            }
        }

        /// Reads a text as each of the types.
        fn read_as_each(json: &[u8]) -> Result<(), TestCaseError> {
            $(read::<$type>(json)?;)*
            Ok(())
        }
    };
}

crate::for_each_type!(reading);

proptest! {
    #[test]
    fn any_text_as_each_type(text in any::<String>()) {
        read_as_each(text.as_bytes())?;
        read_as_each(&serde_json::to_vec(&text).unwrap_or_default())?;
    }

    #[test]
    fn any_bytes_as_each_type(bytes in any::<Vec<u8>>()) {
        read_as_each(&bytes)?;
    }

    #[test]
    fn tokens_in_any_order_as_each_type(changes in vec(changes(), 1..12)) {
        read_as_each(&changed(Vec::new(), changes.concat()))?;
    }

    #[test]
    fn an_item_as_each_type(item in crate::trees::item()) {
        read_as_each(&serde_json::to_vec(&item).unwrap_or_default())?;
    }

    #[test]
    fn a_request_as_each_type(query in crate::requests::query()) {
        read_as_each(&serde_json::to_vec(&query).unwrap_or_default())?;
    }
}
