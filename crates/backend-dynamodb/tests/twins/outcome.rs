//! Requests of all operations, and their outcomes, behind one function.

use twintable::{
    Error,
    store::{
        BatchGetItemOutcome, BatchWriteItemOutcome, DeleteItemOutcome, GetItemOutcome, ItemStore,
        PageOutcome, PutItemOutcome, TransactGetItemsOutcome, TransactWriteItemsOutcome, UpdateItemOutcome,
    },
};
use twintable_testkit::strategy::Request;

/// What any of the ten operations gives.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
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

/// Makes a request.
pub(super) async fn run(store: &dyn ItemStore, request: Request) -> Result<Outcome, Error> {
    Ok(match request {
        Request::Get(request) => Outcome::Get(store.get_item(request).await?),
        Request::Put(request) => Outcome::Put(store.put_item(request).await?),
        Request::Update(request) => Outcome::Update(store.update_item(request).await?),
        Request::Delete(request) => Outcome::Delete(store.delete_item(request).await?),
        Request::Query(request) => Outcome::Page(store.query(request).await?),
        Request::Scan(request) => Outcome::Page(store.scan(request).await?),
        Request::BatchGet(request) => Outcome::BatchGet(store.batch_get_item(request).await?),
        Request::BatchWrite(request) => Outcome::BatchWrite(store.batch_write_item(request).await?),
        Request::TransactGet(request) => Outcome::TransactGet(store.transact_get_items(request).await?),
        Request::TransactWrite(request) => Outcome::TransactWrite(store.transact_write_items(request).await?),
    })
}

/// Whether a request writes.
pub(super) const fn writes(request: &Request) -> bool {
    match request {
        Request::Put(_)
        | Request::Update(_)
        | Request::Delete(_)
        | Request::BatchWrite(_)
        | Request::TransactWrite(_) => true,
        Request::Get(_)
        | Request::Query(_)
        | Request::Scan(_)
        | Request::BatchGet(_)
        | Request::TransactGet(_) => false,
    }
}
