//! An entity with a field of each kind.

use std::collections::{BTreeMap, BTreeSet};
use twintable::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Attribute)]
#[entity(rename_all = "kebab-case")]
pub(crate) enum Shade {
    Light,
    VeryDark,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Attribute)]
pub(crate) struct Code(pub(crate) String);

#[derive(Debug, Clone, PartialEq, Attribute)]
pub(crate) struct Place {
    pub(crate) city: String,
    pub(crate) floor: i16,
    #[entity(null)]
    pub(crate) door: Option<Code>,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "things", partition_key = "THING#{id}", sort_key = "THING", query = of)]
pub(crate) struct Thing {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) code: Code,
    pub(crate) rank: Number,
    pub(crate) limit: Number,
    pub(crate) count: u32,
    pub(crate) delta: i64,
    pub(crate) flag: bool,
    pub(crate) shade: Shade,
    pub(crate) tags: BTreeSet<String>,
    pub(crate) sizes: BTreeSet<u32>,
    pub(crate) codes: BTreeSet<Code>,
    pub(crate) notes: Vec<String>,
    #[entity(rename = "where")]
    pub(crate) place: Place,
    pub(crate) extra: Option<String>,
    pub(crate) weights: BTreeMap<String, u32>,
    pub(crate) data: Vec<u8>,
    #[entity(default = 7)]
    pub(crate) level: u8,
}
