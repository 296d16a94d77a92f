//! Entities as a store holds them.

use super::MockItemStore;
use crate::{
    Request,
    faults::{Fault, FaultPlan, FaultStore},
    recording::RecordingStore,
};
use futures::FutureExt;
use std::{future::IntoFuture, sync::Arc};
use twintable::{
    Entity, Error, Item,
    repository::{RepositoryExt, TableRepository},
    store::{PutItem, TransactPut, TransactWrite},
};

/// The item that a repository stores for a new entity: its fields, keys, type and what else the repository keeps, times by
/// the system's clock. For mocks of a store or of a unit of work, which answer with items.
///
/// # Errors
///
/// What refuses the entity: [`Error::InvalidRequest`] and [`Error::Codec`]. An entity whose keys have a scope is refused.
///
/// # Examples
///
/// ```
/// use twintable::{item, prelude::*};
/// use twintable_testkit::mock::stored;
///
/// #[derive(Debug, Clone, Entity)]
/// #[entity(table = "shop", partition_key = "ORDER#{id}")]
/// struct Order { id: String }
///
/// let item = stored(Order { id: "o-1".to_owned() })?;
/// assert_eq!(item.get("PK"), Some(&"ORDER#o-1".into()));
/// # Ok::<(), Error>(())
/// ```
pub fn stored<T: Entity>(entity: T) -> Result<Item, Error> {
    // What is written is read off the request; nothing answers it.
    let refusing =
        FaultStore::new(Arc::new(MockItemStore::new()), FaultPlan::new().with(Fault::Refused.anywhere()));
    let recording = RecordingStore::new(Arc::new(refusing));
    let repository = TableRepository::<T>::new(Arc::new(recording.clone()));
    let refused = RepositoryExt::create(&repository, entity).into_future().now_or_never();
    let item = recording.requests().into_iter().find_map(|request| match request {
        Request::Put(PutItem { item, .. }) => Some(item),
        Request::TransactWrite(transaction) => transaction.actions.into_iter().find_map(put_of),
        Request::Get(_)
        | Request::Update(_)
        | Request::Delete(_)
        | Request::Query(_)
        | Request::Scan(_)
        | Request::BatchGet(_)
        | Request::BatchWrite(_)
        | Request::TransactGet(_) => None,
    });
    match (item, refused) {
        (Some(item), _) => Ok(item),
        (None, Some(Err(error))) => Err(error),
        (None, _) => Err(Error::NotFound { entity: T::layout().name() }),
    }
}

fn put_of(action: TransactWrite) -> Option<Item> {
    match action {
        TransactWrite::Put(TransactPut { item, .. }) => Some(item),
        TransactWrite::Update(_) | TransactWrite::Delete(_) | TransactWrite::ConditionCheck(_) => None,
    }
}
