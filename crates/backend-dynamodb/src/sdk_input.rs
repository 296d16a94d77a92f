//! Requests as the SDK's inputs, for those who send them themselves.

use crate::input;
use aws_sdk_dynamodb::operation::{
    batch_get_item::builders::BatchGetItemInputBuilder,
    batch_write_item::builders::BatchWriteItemInputBuilder, delete_item::builders::DeleteItemInputBuilder,
    get_item::builders::GetItemInputBuilder, put_item::builders::PutItemInputBuilder,
    query::builders::QueryInputBuilder, scan::builders::ScanInputBuilder,
    transact_get_items::builders::TransactGetItemsInputBuilder,
    transact_write_items::builders::TransactWriteItemsInputBuilder,
    update_item::builders::UpdateItemInputBuilder,
};
use twintable::{
    Error,
    store::{
        BatchGetItem, BatchWriteItem, DeleteItem, GetItem, PutItem, Query, Scan, TransactGetItems,
        TransactWriteItems, UpdateItem,
    },
};

/// A request that [`request_to_sdk`] takes: the ten requests of [`ItemStore`](twintable::store::ItemStore).
pub trait ToSdk: sealed::Sealed {
    /// The SDK's input of the operation, still open for additions.
    type Input;

    #[doc(hidden)]
    fn into_input(self) -> Result<Self::Input, Error>;
}

/// The input with which the SDK's own client sends a request: for what a store does not offer, such as settings of a single
/// call.
///
/// It is what a store would send. The request is validated, but no table is looked at.
///
/// # Errors
///
/// Those of a request that breaks a rule.
///
/// # Examples
///
/// ```
/// use twintable::{PrimaryKey, expr::Update, store::UpdateItem};
/// use twintable_dynamodb::request_to_sdk;
///
/// let rename = UpdateItem::new("shop", PrimaryKey::new("PK", "a"), Update::new().set("name", "Ann"));
/// let input = request_to_sdk(rename)?;
/// assert_eq!(input.get_update_expression().as_deref(), Some("SET #00 = :00"));
/// # Ok::<(), twintable::Error>(())
/// ```
///
/// Sending it:
///
/// ```no_run
/// use aws_sdk_dynamodb::Client;
/// use twintable::{PrimaryKey, store::GetItem};
/// use twintable_dynamodb::{item_from_sdk, request_to_sdk};
///
/// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
/// let input = request_to_sdk(GetItem::new("shop", PrimaryKey::new("PK", "a")))?;
/// let output = input.send_with(&client).await?;
/// let item = output.item.map(item_from_sdk).transpose()?;
/// # Ok(())
/// # }
/// ```
pub fn request_to_sdk<R: ToSdk>(request: R) -> Result<R::Input, Error> {
    request.into_input()
}

macro_rules! to_sdk {
    ($($request:ty => $input:ty, $compile:ident;)*) => {$(
        impl sealed::Sealed for $request {}

        impl ToSdk for $request {
            type Input = $input;

            fn into_input(self) -> Result<$input, Error> {
                self.validate()?;
                input::$compile(self)
            }
        }
    )*};
}

to_sdk! {
    GetItem => GetItemInputBuilder, get_item;
    PutItem => PutItemInputBuilder, put_item;
    UpdateItem => UpdateItemInputBuilder, update_item;
    DeleteItem => DeleteItemInputBuilder, delete_item;
    Query => QueryInputBuilder, query;
    Scan => ScanInputBuilder, scan;
    BatchGetItem => BatchGetItemInputBuilder, batch_get_item;
    BatchWriteItem => BatchWriteItemInputBuilder, batch_write_item;
    TransactGetItems => TransactGetItemsInputBuilder, transact_get_items;
    TransactWriteItems => TransactWriteItemsInputBuilder, transact_write_items;
}

mod sealed {
    pub trait Sealed {}
}
