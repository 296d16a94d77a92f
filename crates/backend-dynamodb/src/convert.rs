//! Our types to the SDK's, and back. Values move: nothing is cloned on the way.

mod capacity;
mod key;
mod schema;
mod value;

pub(crate) use capacity::{consumed, consumed_each, return_consumed};
pub(crate) use key::{KeyNames, key_from_sdk, key_to_sdk};
pub(crate) use schema::{create_table, description};
pub use value::{SdkItem, item_from_sdk, item_to_sdk};
pub(crate) use value::{items_from_sdk, value_from_sdk, value_to_sdk};
