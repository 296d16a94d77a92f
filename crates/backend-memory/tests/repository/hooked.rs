//! A store that lets a test do something, or let others go first, before and after each call.

use async_trait::async_trait;
use futures::future::BoxFuture;
use std::{fmt, sync::Arc};
use twintable::{
    Error,
    store::{
        BatchGetItem, BatchGetItemOutcome, BatchWriteItem, BatchWriteItemOutcome, DeleteItem,
        DeleteItemOutcome, GetItem, GetItemOutcome, ItemStore, PageOutcome, PutItem, PutItemOutcome, Query,
        Scan, TransactGetItems, TransactGetItemsOutcome, TransactWriteItems, TransactWriteItemsOutcome,
        UpdateItem, UpdateItemOutcome,
    },
};
use twintable_testkit::Operation;

/// When a hook is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    Before(Operation),
    After(Operation),
}

type Hook = dyn Fn(Moment) -> BoxFuture<'static, ()> + Send + Sync;

/// A store with a hook around each call.
#[derive(Clone)]
pub(crate) struct HookedStore {
    inner: Arc<dyn ItemStore>,
    hook: Arc<Hook>,
}

impl HookedStore {
    pub(crate) fn new(
        inner: Arc<dyn ItemStore>,
        hook: impl Fn(Moment) -> BoxFuture<'static, ()> + Send + Sync + 'static,
    ) -> Self {
        Self { inner, hook: Arc::new(hook) }
    }
}

macro_rules! hooked {
    ($($method:ident: $request:ident -> $outcome:ident),*) => {
        #[async_trait]
        impl ItemStore for HookedStore {
            $(
                async fn $method(&self, request: $request) -> Result<$outcome, Error> {
                    (self.hook)(Moment::Before(Operation::$request)).await;
                    let outcome = self.inner.$method(request).await;
                    (self.hook)(Moment::After(Operation::$request)).await;
                    outcome
                }
            )*
        }
    };
}

hooked!(
    get_item: GetItem -> GetItemOutcome,
    put_item: PutItem -> PutItemOutcome,
    update_item: UpdateItem -> UpdateItemOutcome,
    delete_item: DeleteItem -> DeleteItemOutcome,
    query: Query -> PageOutcome,
    scan: Scan -> PageOutcome,
    batch_get_item: BatchGetItem -> BatchGetItemOutcome,
    batch_write_item: BatchWriteItem -> BatchWriteItemOutcome,
    transact_get_items: TransactGetItems -> TransactGetItemsOutcome,
    transact_write_items: TransactWriteItems -> TransactWriteItemsOutcome
);

impl fmt::Debug for HookedStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HookedStore").field("inner", &self.inner).finish_non_exhaustive()
    }
}
