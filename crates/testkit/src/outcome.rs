//! What any operation gives.

use crate::Request;
use twintable::{
    Error,
    store::{
        BatchGetItemOutcome, BatchWriteItemOutcome, DeleteItemOutcome, GetItemOutcome, ItemStore,
        PageOutcome, PutItemOutcome, TransactGetItemsOutcome, TransactWriteItemsOutcome, UpdateItemOutcome,
    },
};

/// What any of the ten operations gives; a query and a scan both give a page.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the requests are")]
pub enum Outcome {
    Get(GetItemOutcome),
    Put(PutItemOutcome),
    Update(UpdateItemOutcome),
    Delete(DeleteItemOutcome),
    Page(PageOutcome),
    BatchGet(BatchGetItemOutcome),
    BatchWrite(BatchWriteItemOutcome),
    TransactGet(TransactGetItemsOutcome),
    TransactWrite(TransactWriteItemsOutcome),
}

impl Request {
    /// Makes the request.
    ///
    /// # Errors
    ///
    /// Whatever the store's operation fails with.
    ///
    /// # Examples
    ///
    /// ```
    /// use futures::executor::block_on;
    /// use twintable::{KeyAttribute, TableSchema, store::{PageOutcome, Scan}};
    /// use twintable_memory::MemoryStore;
    /// use twintable_testkit::{Outcome, Request};
    ///
    /// let store = MemoryStore::with_tables([TableSchema::new("shop", KeyAttribute::string("id"))])?;
    /// let outcome = block_on(Request::from(Scan::new("shop")).send(&store))?;
    /// assert_eq!(outcome, Outcome::Page(PageOutcome::default()));
    /// # Ok::<(), twintable::Error>(())
    /// ```
    pub async fn send(self, store: &dyn ItemStore) -> Result<Outcome, Error> {
        Ok(match self {
            Self::Get(request) => Outcome::Get(store.get_item(request).await?),
            Self::Put(request) => Outcome::Put(store.put_item(request).await?),
            Self::Update(request) => Outcome::Update(store.update_item(request).await?),
            Self::Delete(request) => Outcome::Delete(store.delete_item(request).await?),
            Self::Query(request) => Outcome::Page(store.query(request).await?),
            Self::Scan(request) => Outcome::Page(store.scan(request).await?),
            Self::BatchGet(request) => Outcome::BatchGet(store.batch_get_item(request).await?),
            Self::BatchWrite(request) => Outcome::BatchWrite(store.batch_write_item(request).await?),
            Self::TransactGet(request) => Outcome::TransactGet(store.transact_get_items(request).await?),
            Self::TransactWrite(request) => {
                Outcome::TransactWrite(store.transact_write_items(request).await?)
            }
        })
    }
}
