//! What a repository is asked, and what it answers.

mod batch;

pub use batch::{BatchGetError, BatchGetItems, BatchWriteItems, BatchWriteStream, WriteItem};

use super::Paging;
use crate::{
    Key, Path, Value,
    expr::{Filter, KeyCondition, Update},
    store::Segment,
};
use std::{borrow::Cow, marker::PhantomData};

/// Reads one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetItem<T> {
    /// The entity's key.
    pub key: Key<T>,
    /// Whether the read sees every write that ended before it. Costs twice as much.
    pub consistent: bool,
}

/// Whether an entity may be there before a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existence {
    /// It may or may not be there.
    MayExist,
    /// It must be there.
    MustExist,
    /// It must not be there.
    MustNotExist,
}

/// What a write returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returning {
    /// The entity as it is now.
    New,
    /// The entity as it was.
    Old,
    /// Nothing.
    Nothing,
}

/// Writes one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutItem<T> {
    /// The entity.
    pub entity: T,
    /// Whether it may be there before.
    pub existence: Existence,
    /// What the entity as it was must satisfy.
    pub condition: Option<Filter>,
    /// What is returned.
    pub returning: Returning,
}

/// Changes one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateItem<T> {
    /// The entity's key.
    pub key: Key<T>,
    /// What is changed.
    pub update: Update,
    /// What attributes hold that the update does not change, by the caller's word: for index keys that are composed
    /// of them. It becomes part of the condition.
    pub given: Vec<(Path, Value)>,
    /// Whether it may be there before.
    pub existence: Existence,
    /// The version that it must have, if any will not do.
    pub expecting: Option<u64>,
    /// What the entity as it was must satisfy.
    pub condition: Option<Filter>,
    /// What is returned.
    pub returning: Returning,
}

/// Removes one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteItem<T> {
    /// The entity's key.
    pub key: Key<T>,
    /// The version that it must have if it is there, if any will not do.
    pub expecting: Option<u64>,
    /// What the entity as it was must satisfy.
    pub condition: Option<Filter>,
    /// What is returned: the entity as it was, or nothing.
    pub returning: Returning,
}

/// Reads one page of a partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryItems {
    /// The index to read; the table itself if `None`.
    pub index: Option<Cow<'static, str>>,
    /// Which part of which partition is read.
    pub key_condition: KeyCondition,
    /// Which of the entities read are returned. It is applied after the limit and changes no cost.
    pub filter: Option<Filter>,
    /// Whether the read sees every write that ended before it. Not possible on a global index.
    pub consistent: bool,
    /// Whether the order of the sort key is reversed.
    pub descending: bool,
    /// Whether the entities are read from the table, after the index has said which.
    pub follow: bool,
    /// Which page is read.
    pub paging: Paging,
}

impl QueryItems {
    /// Reads the first page of the table, ascending and eventually consistent.
    pub fn new(key_condition: KeyCondition) -> Self {
        Self {
            index: None,
            key_condition,
            filter: None,
            consistent: false,
            descending: false,
            follow: false,
            paging: Paging::default(),
        }
    }
}

/// Reads one page of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScanItems {
    /// The index to read; the table itself if `None`.
    pub index: Option<Cow<'static, str>>,
    /// Which of the entities read are returned. It is applied after the limit and changes no cost.
    pub filter: Option<Filter>,
    /// Whether the read sees every write that ended before it. Not possible on a global index.
    pub consistent: bool,
    /// Which segment is read; all if `None`.
    pub segment: Option<Segment>,
    /// Why a full scan is meant, if the caller said so: for a repository that denies others.
    pub allowed: Option<Cow<'static, str>>,
    /// Which page is read.
    pub paging: Paging,
}

/// Marks a write that returns the entity as it is now.
#[derive(Debug, Clone, Copy)]
pub struct New;

/// Marks a write that returns the entity as it was.
#[derive(Debug, Clone, Copy)]
pub struct Old;

/// Marks a write that returns nothing.
#[derive(Debug, Clone, Copy)]
pub struct Nothing;

/// The type parameter of a write that says what it returns.
pub(super) type Marker<M> = PhantomData<fn() -> M>;
