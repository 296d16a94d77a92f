//! Entities that say which write they come from.

use std::fmt::Debug;
use twintable::prelude::*;

/// An entity with a number and a mark, which no two writes have in common.
pub(super) trait Marked: Entity + Clone + PartialEq + Debug {
    fn new(id: u32, mark: u64) -> Self;
    fn id(&self) -> u32;
    fn mark(&self) -> u64;
}

macro_rules! marked {
    ($($entity:ident: $($version:ident)?),*) => {$(
        impl Marked for $entity {
            fn new(id: u32, mark: u64) -> Self {
                Self { id, mark, $($version: 0)? }
            }

            fn id(&self) -> u32 {
                self.id
            }

            fn mark(&self) -> u64 {
                self.mark
            }
        }
    )*};
}

marked!(Plain:, Versioned: version);

/// Nothing but that.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "plain", partition_key = "P#{id}")]
pub(super) struct Plain {
    id: u32,
    mark: u64,
}

/// It has a version.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "versioned", partition_key = "V#{id}")]
pub(super) struct Versioned {
    pub(super) id: u32,
    pub(super) mark: u64,
    #[entity(version)]
    pub(super) version: u64,
}

/// It has a unique field, which some have in common.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "unique", partition_key = "U#{id}")]
pub(super) struct Unique {
    id: u32,
    mark: u64,
    #[entity(unique)]
    name: String,
}

impl Marked for Unique {
    fn new(id: u32, mark: u64) -> Self {
        Self { id, mark, name: format!("name {}", mark % 40) }
    }

    fn id(&self) -> u32 {
        self.id
    }

    fn mark(&self) -> u64 {
        self.mark
    }
}
