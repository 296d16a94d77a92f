//! The Amazon DynamoDB backend of twintable.
//!
//! [`DynamoDbStore`] implements twintable's ports, [`ItemStore`](twintable::store::ItemStore) and
//! [`TableAdmin`](twintable::store::TableAdmin), with calls of the service. Requests become the SDK's inputs:
//! every name and value stands behind an alias, so no name is reserved and none can be read as expression
//! text. [`explain`] shows what would be sent.
//!
//! # Examples
//!
//! ```
//! use twintable::{expr::KeyCondition, path, store::Query};
//! use twintable_dynamodb::explain;
//!
//! let orders = Query::new("shop", KeyCondition::partition("PK", "CUSTOMER#1").sort("SK").begins_with("ORDER#"))
//!     .filter(path("total").gt(100));
//! let explanation = explain(&orders)?;
//! assert_eq!(
//!     explanation.expression("KeyConditionExpression"),
//!     Some("#00 = :00 AND begins_with(#01,:01)"),
//! );
//! assert_eq!(explanation.expression("FilterExpression"), Some("#02 > :02"));
//! # Ok::<(), twintable::Error>(())
//! ```

mod ambiguity;
mod blocking;
mod compile;
mod convert;
#[cfg(feature = "env")]
mod env;
mod error;
mod explain;
mod input;
mod operations;
mod retry;
mod running;
mod runtime;
mod schemas;
mod sdk_input;
mod service;
mod store;
mod trace;

pub use convert::{SdkItem, item_from_sdk, item_to_sdk};
pub use explain::{Explain, Explanation, explain};
pub use sdk_input::{ToSdk, request_to_sdk};
pub use store::DynamoDbStore;
