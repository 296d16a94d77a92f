//! Many at once, over the item-level engine of [`batch`](crate::batch).

mod get;
mod write;
