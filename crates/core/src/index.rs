//! Typed indexes: key conditions that can only say what an index can answer.

mod composition;
mod key_query;
mod sort_on;

pub(crate) use composition::{Bound, Composition};
pub use key_query::KeyQuery;
pub use sort_on::{Inner, Last, SortOn, Whole};

/// The table itself, or an index of it, as a type. `#[derive(Entity)]` makes one for the table and one for each
/// index of the entity.
pub trait Index: 'static {
    /// What is read there.
    type Entity;
    /// The index's name; `None` for the table itself.
    const NAME: Option<&'static str>;
}

/// Where a read can see every write that ended before it: the table, and its local indexes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a global index, which cannot be read consistently",
    label = "a read of a global index may lag behind",
    note = "the table itself and its local indexes can be read with `consistent`"
)]
pub trait ConsistentIndex: Index {}

/// Where an item has all attributes of the entity: the table, and indexes that project all.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold all attributes of the entity",
    label = "the entity cannot be read from there",
    note = "read a struct that derives `Projection` with `project`, or call `follow` to read the entities from the \
            table after the index"
)]
pub trait Covers: Index {}

/// An index that is named at run time, of a table of items.
#[derive(Debug, Clone, Copy)]
pub enum AnyIndex {}

impl Index for AnyIndex {
    type Entity = crate::Item;
    const NAME: Option<&'static str> = None;
}

impl ConsistentIndex for AnyIndex {}
impl Covers for AnyIndex {}
