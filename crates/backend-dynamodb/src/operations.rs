//! The operations: check the request, send it, read the answer. One file for each group.

mod admin;
mod batch;
mod item;
mod page;
mod transaction;

pub(crate) use admin::{create_table, delete_table, describe_table, list_tables};
pub(crate) use batch::{batch_get_item, batch_write_item};
pub(crate) use item::{delete_item, get_item, put_item, update_item};
pub(crate) use page::{query, scan};
pub(crate) use transaction::{transact_get_items, transact_write_items};
