//! Paths, to what items have and to what they lack.

use super::names::{ABSENT, FIELDS, INDEX_KEYS, ODD, PARTITION_KEY, SORT_KEY, field_of};
use proptest::{prelude::*, sample::select};
use twintable::{Path, ValueType};

/// A path to anything, keys included.
pub fn path() -> BoxedStrategy<Path> {
    let keys = prop_oneof![Just(PARTITION_KEY), Just(SORT_KEY), select(INDEX_KEYS[..4].to_vec()),];
    prop_oneof![12 => target(), 1 => keys.prop_map(twintable::path)].boxed()
}

/// A path to what an update may change: not to a key attribute of a table or an index.
pub fn target() -> BoxedStrategy<Path> {
    let name = || select(FIELDS.as_slice()).prop_map(|(name, _)| name);
    let index = || 0_u32..4;
    prop_oneof![
        8 => name().prop_map(twintable::path),
        2 => name().prop_map(|name| twintable::path("m").field(name)),
        2 => index().prop_map(|index| twintable::path("l").index(index)),
        1 => (name(), name()).prop_map(|(outer, inner)| twintable::path("m").field(outer).field(inner)),
        1 => index().prop_map(|index| twintable::path("m").field("l").index(index)),
        1 => (index(), name()).prop_map(|(index, name)| twintable::path("l").index(index).field(name)),
        1 => (index(), index()).prop_map(|(outer, inner)| twintable::path("l").index(outer).index(inner)),
        1 => select(ODD.as_slice()).prop_map(twintable::path),
        1 => select(ODD.as_slice()).prop_map(|name| twintable::path("m").field(name)),
        1 => Just(twintable::path(ABSENT)),
    ]
    .boxed()
}

/// As [`path`], but mostly to a value of a type.
pub fn path_to(value_type: ValueType) -> BoxedStrategy<Path> {
    prop_oneof![9 => typical(value_type), 1 => path()].boxed()
}

/// As [`target`], but mostly to a value of a type.
pub fn target_of(value_type: ValueType) -> BoxedStrategy<Path> {
    prop_oneof![9 => typical(value_type), 1 => target()].boxed()
}

fn typical(value_type: ValueType) -> BoxedStrategy<Path> {
    let name = field_of(value_type);
    prop_oneof![
        6 => Just(twintable::path(name)),
        2 => Just(twintable::path("m").field(name)),
        1 => (0_u32..3).prop_map(|index| twintable::path("l").index(index)),
    ]
    .boxed()
}
