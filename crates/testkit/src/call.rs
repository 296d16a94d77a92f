//! What a decorator needs of a request, whatever the operation: what it names, how it is sent, and how a batch is
//! divided.

mod batch;
mod parts;

pub(crate) use parts::{Part, Parts, Target};

use crate::Request;
use futures::future::BoxFuture;
use std::collections::BTreeSet;
use twintable::{
    Error,
    store::{
        BatchGetItem, BatchGetItemOutcome, BatchWriteItem, BatchWriteItemOutcome, DeleteItem,
        DeleteItemOutcome, GetItem, GetItemOutcome, ItemStore, PageOutcome, PutItem, PutItemOutcome, Query,
        Scan, TransactGetItems, TransactGetItemsOutcome, TransactWriteItems, TransactWriteItemsOutcome,
        UpdateItem, UpdateItemOutcome,
    },
};

/// A request and its operation.
pub(crate) trait Call: Parts + Clone + Into<Request> + Send {
    /// What the operation gives.
    type Outcome: Send;

    /// Checks what the request alone can show.
    fn check(&self) -> Result<(), Error>;

    /// Makes the request.
    fn send(self, store: &dyn ItemStore) -> BoxFuture<'_, Result<Self::Outcome, Error>>;

    /// Divides a batch into what is sent, if that is anything, and the items at these positions. Whatever is not a
    /// batch stays whole.
    fn divide(self, _left: &BTreeSet<usize>) -> Divided<Self> {
        Divided { sent: Some(self), left: None }
    }

    /// Names in the outcome of a batch what was not sent.
    fn leave(_outcome: &mut Self::Outcome, _left: Self) {}
}

/// A batch in two.
pub(crate) struct Divided<C> {
    /// What is sent; `None` if nothing is.
    pub(crate) sent: Option<C>,
    /// What is not; `None` if everything is sent.
    pub(crate) left: Option<C>,
}

macro_rules! calls {
    ($($variant:ident: $request:ident => $method:ident -> $outcome:ident $({ $($division:tt)* })?)*) => {$(
        impl Call for $request {
            type Outcome = $outcome;

            fn check(&self) -> Result<(), Error> {
                self.validate()
            }

            fn send(self, store: &dyn ItemStore) -> BoxFuture<'_, Result<$outcome, Error>> {
                store.$method(self)
            }

            $($($division)*)?
        }

        impl From<$request> for Request {
            fn from(request: $request) -> Self {
                Self::$variant(request)
            }
        }
    )*};
}

calls! {
    Get: GetItem => get_item -> GetItemOutcome
    Put: PutItem => put_item -> PutItemOutcome
    Update: UpdateItem => update_item -> UpdateItemOutcome
    Delete: DeleteItem => delete_item -> DeleteItemOutcome
    Query: Query => query -> PageOutcome
    Scan: Scan => scan -> PageOutcome
    BatchGet: BatchGetItem => batch_get_item -> BatchGetItemOutcome {
        fn divide(self, left: &BTreeSet<usize>) -> Divided<Self> {
            batch::divide_get(self, left)
        }

        fn leave(outcome: &mut BatchGetItemOutcome, left: Self) {
            batch::leave(&mut outcome.unprocessed, left.tables);
        }
    }
    BatchWrite: BatchWriteItem => batch_write_item -> BatchWriteItemOutcome {
        fn divide(self, left: &BTreeSet<usize>) -> Divided<Self> {
            batch::divide_write(self, left)
        }

        fn leave(outcome: &mut BatchWriteItemOutcome, left: Self) {
            batch::leave(&mut outcome.unprocessed, left.tables);
        }
    }
    TransactGet: TransactGetItems => transact_get_items -> TransactGetItemsOutcome
    TransactWrite: TransactWriteItems => transact_write_items -> TransactWriteItemsOutcome
}

/// Implements `ItemStore` for a store that has `async fn call<C: Call>(&self, request: C)`.
macro_rules! decorate {
    ($store:ty) => {
        $crate::call::decorate! { $store:
            get_item(GetItem) -> GetItemOutcome,
            put_item(PutItem) -> PutItemOutcome,
            update_item(UpdateItem) -> UpdateItemOutcome,
            delete_item(DeleteItem) -> DeleteItemOutcome,
            query(Query) -> PageOutcome,
            scan(Scan) -> PageOutcome,
            batch_get_item(BatchGetItem) -> BatchGetItemOutcome,
            batch_write_item(BatchWriteItem) -> BatchWriteItemOutcome,
            transact_get_items(TransactGetItems) -> TransactGetItemsOutcome,
            transact_write_items(TransactWriteItems) -> TransactWriteItemsOutcome
        }
    };
    ($store:ty: $($method:ident($request:ident) -> $outcome:ident),*) => {
        #[async_trait::async_trait]
        impl twintable::store::ItemStore for $store {
            $(
                async fn $method(
                    &self,
                    request: twintable::store::$request,
                ) -> Result<twintable::store::$outcome, twintable::Error> {
                    self.call(request).await
                }
            )*
        }
    };
}

pub(crate) use decorate;
