//! Sets, and what codecs store.

use super::same;
use proptest::prelude::*;
use std::collections::{BTreeSet, HashSet};
use twintable::AttributeType;

proptest! {
    #[test]
    fn sets_are_stored_and_read_unless_empty(
        texts: BTreeSet<String>,
        numbers: HashSet<i64>,
        bytes: BTreeSet<Vec<u8>>,
    ) {
        prop_assert_eq!(texts.to_value().is_err(), texts.is_absent());
        if !texts.is_empty() {
            same(&texts)?;
        }
        if !numbers.is_empty() {
            same(&numbers)?;
            same(&vec![numbers])?;
        }
        if !bytes.is_empty() {
            same(&bytes)?;
        }
    }
}

#[cfg(feature = "serde_dynamo")]
mod serde {
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use twintable::{Codec, Serde};

    #[derive(Debug, Clone, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
    enum Node {
        Leaf,
        Number(i64),
        Pair(u8, Option<String>),
        Named { bytes: Vec<u8>, by_name: BTreeMap<String, Node> },
        Any(Option<Box<Node>>, Vec<Node>),
    }

    fn node() -> impl Strategy<Value = Node> {
        let leaf = prop_oneof![
            Just(Node::Leaf),
            any::<i64>().prop_map(Node::Number),
            any::<(u8, Option<String>)>().prop_map(|(byte, text)| Node::Pair(byte, text)),
        ];
        leaf.prop_recursive(4, 16, 3, |inner| {
            let by_name = proptest::collection::btree_map(".{0,2}", inner.clone(), 0..3);
            prop_oneof![
                (any::<Vec<u8>>(), by_name).prop_map(|(bytes, by_name)| Node::Named { bytes, by_name }),
                (proptest::option::of(inner.clone()), proptest::collection::vec(inner, 0..3))
                    .prop_map(|(first, rest)| Node::Any(first.map(Box::new), rest)),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_serde_writes_it_reads(node in node()) {
            let stored = Serde::to_value(&node).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(Serde::from_value(&stored), Ok(node));
        }

        #[test]
        fn no_value_makes_serde_panic(value in crate::trees::value()) {
            let read: Result<Node, _> = Serde::from_value(&value);
            if let Ok(node) = read {
                prop_assert!(Serde::to_value(&node).is_ok());
            }
        }
    }
}
