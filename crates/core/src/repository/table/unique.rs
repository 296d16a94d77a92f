//! Writing entities with unique fields: each write that changes one is a transaction.

use super::TableRepository;
use crate::{
    Error, Item,
    expr::Filter,
    layout::Layout,
    operation::{Body, EntityWrite, Of, Unfilled, Write},
    repository::{
        DeleteItem, Existence, Returning,
        guard::Expected,
        plan::{Changes, Planner},
    },
    store::ItemStore,
    transaction::{Committer, Prepared},
};
use std::sync::Arc;

impl<T: Send + Sync + 'static> TableRepository<T> {
    pub(super) fn committer(&self) -> Committer<'_, dyn ItemStore> {
        Committer {
            store: &*self.store,
            clock: &*self.clock,
            timer: &*self.timer,
            scope: self.scope.as_deref(),
            hides_expired: self.hides_expired,
        }
    }

    /// Writes an entity of a layout with unique fields, and returns what was asked for.
    pub(super) async fn put_unique(
        &self,
        own: &Layout,
        item: Item,
        existence: Existence,
        condition: Option<Filter>,
        returning: Returning,
    ) -> Result<Option<T>, Error> {
        let condition = of_type(&self.planner(), condition, returning);
        let of = Of { layout: self.layout(), own };
        let write = Write::Put { item, existence, condition };
        let done = self.commit(EntityWrite { of, write }, returning).await?;
        let target = done.targets.first();
        match returning {
            Returning::New => {
                let written = target.and_then(|target| target.written.clone());
                written.map(|mut item| self.mapping.take_from(&mut item)).transpose()
            }
            Returning::Old => self.old(target.and_then(|target| target.before.clone())),
            Returning::Nothing => Ok(None),
        }
    }

    /// Changes an entity in a way that touches its unique fields, and returns what was asked for. What it is now is
    /// read afterwards.
    pub(super) async fn update_unique(
        &self,
        key: Unfilled,
        changes: Changes,
        returning: Returning,
    ) -> Result<Option<T>, Error> {
        let layout = self.layout();
        let write = Write::Update { key, changes };
        let of = Of { layout, own: layout };
        let done = self.commit(EntityWrite { of, write }, returning).await?;
        let Some(target) = done.targets.first() else { return Ok(None) };
        match (returning, &target.key) {
            (Returning::New, Some(key)) => {
                let item = self.committer().read_written(&self.table()?, key).await?;
                let gone = || Error::NotFound { entity: layout.name() };
                self.decoded(item.ok_or_else(gone)?).map(Some)
            }
            (Returning::Old, _) => self.old(target.before.clone()),
            (Returning::New | Returning::Nothing, _) => Ok(None),
        }
    }

    /// Removes an entity and gives its unique values back, and returns what was asked for.
    pub(super) async fn delete_unique(&self, request: DeleteItem<T>) -> Result<Option<T>, Error> {
        let DeleteItem { key, expecting, condition, returning } = request;
        let has_scope = key.has_scope();
        let key = Unfilled { key: key.into_unfilled()?, has_scope };
        let condition = of_type(&self.planner(), condition, returning);
        let write = Write::Delete { key, expecting, condition };
        let of = Of { layout: self.layout(), own: self.layout() };
        let done = self.commit(EntityWrite { of, write }, returning).await?;
        match returning {
            Returning::Old => self.old(done.targets.first().and_then(|target| target.before.clone())),
            Returning::New | Returning::Nothing => Ok(None),
        }
    }

    async fn commit<'l>(
        &self,
        write: EntityWrite<'l>,
        returning: Returning,
    ) -> Result<Arc<Prepared<'l>>, Error> {
        self.committer().commit_one(&Body::Entity(Box::new(write)), returning).await
    }

    fn old(&self, item: Option<Item>) -> Result<Option<T>, Error> {
        item.map(|item| self.decoded(item)).transpose()
    }
}

/// The condition, and that the item is of the type where it is returned as it was.
fn of_type(planner: &Planner<'_, '_>, condition: Option<Filter>, returning: Returning) -> Option<Filter> {
    if returning == Returning::Old {
        planner.guard().condition(Existence::MayExist, Expected::Any, condition)
    } else {
        condition
    }
}
