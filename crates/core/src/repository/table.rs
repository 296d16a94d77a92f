//! The repository over a store: written once, for every backend.

use super::{
    DeleteItem, EntityMapping, Existence, GetItem, ItemMapping, Mapping, Page, PutItem, QueryItems,
    Repository, Returning, ScanItems, UpdateItem, guard::Guard,
};
use crate::{
    Entity, Error, Item, TableSchema,
    store::{self, ItemStore, PageOutcome, ReturnConsumedCapacity, ReturnOld, ReturnValues, Select},
};
use async_trait::async_trait;
use std::{borrow::Cow, fmt, sync::Arc};

/// A repository over an [`ItemStore`].
///
/// A backend's `repository::<T>()` makes one; [`TableRepository::new`] puts one over any store.
pub struct TableRepository<T> {
    store: Arc<dyn ItemStore>,
    mapping: Arc<dyn Mapping<T>>,
}

impl<T> fmt::Debug for TableRepository<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableRepository").field("store", &self.store).field("mapping", &self.mapping).finish()
    }
}

impl<T> Clone for TableRepository<T> {
    fn clone(&self) -> Self {
        Self { store: Arc::clone(&self.store), mapping: Arc::clone(&self.mapping) }
    }
}

impl<T: Entity> TableRepository<T> {
    /// The entities of type `T` in a store.
    pub fn new(store: Arc<dyn ItemStore>) -> Self {
        Self { store, mapping: Arc::new(EntityMapping::new()) }
    }
}

impl TableRepository<Item> {
    /// The items of a table, whatever they are: for tools.
    pub fn of_items(store: Arc<dyn ItemStore>, schema: TableSchema) -> Self {
        Self { store, mapping: Arc::new(ItemMapping::new(schema)) }
    }
}

impl<T> TableRepository<T> {
    /// The store below.
    pub fn store(&self) -> &Arc<dyn ItemStore> {
        &self.store
    }

    fn table(&self) -> Cow<'static, str> {
        self.mapping.schema().name.clone()
    }

    fn guard(&self) -> Guard<'_> {
        Guard { name: self.mapping.name(), schema: self.mapping.schema(), type_tag: self.mapping.type_tag() }
    }

    fn decoded(&self, item: Option<Item>) -> Result<Option<T>, Error> {
        let Some(item) = item else { return Ok(None) };
        self.guard().check_type(&item)?;
        self.mapping.from_item(item).map(Some)
    }

    fn page(&self, index: Option<&str>, outcome: PageOutcome) -> Result<Page<T>, Error> {
        let PageOutcome { items, count: _, scanned_count, last_evaluated_key, consumed_capacity } = outcome;
        let guard = self.guard();
        let of_type = items.into_iter().filter(|item| guard.may_be_of_type(index, item));
        let items = of_type.map(|item| self.mapping.from_item(item)).collect::<Result<_, _>>()?;
        Ok(Page { items, scanned_count, last_evaluated_key, consumed_capacity })
    }
}

#[async_trait]
impl<T: Send + Sync + 'static> Repository<T> for TableRepository<T> {
    async fn get_item(&self, request: GetItem<T>) -> Result<Option<T>, Error> {
        let GetItem { key, consistent } = request;
        let key = key.into_primary_key();
        let get = store::GetItem { consistent, ..store::GetItem::new(self.table(), key) };
        self.decoded(self.store.get_item(get).await?.item)
    }

    async fn put_item(&self, request: PutItem<T>) -> Result<Option<T>, Error> {
        let PutItem { entity, existence, condition, returning } = request;
        let put = store::PutItem {
            table: self.table(),
            item: self.mapping.to_item(&entity)?,
            condition: self.guard().condition_beside(existence, condition, returning),
            return_values: if returning == Returning::Old { ReturnOld::AllOld } else { ReturnOld::None },
            return_on_condition_failure: ReturnOld::AllOld,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        let outcome =
            self.store.put_item(put).await.map_err(|error| self.guard().refused(error, existence))?;
        match returning {
            // What is stored is what was given.
            Returning::New => Ok(Some(entity)),
            Returning::Old => self.decoded(outcome.attributes),
            Returning::Nothing => Ok(None),
        }
    }

    async fn update_item(&self, request: UpdateItem<T>) -> Result<Option<T>, Error> {
        let UpdateItem { key, mut update, existence, condition, returning } = request;
        if let (Existence::MayExist, Some((attribute, name))) = (existence, self.mapping.type_tag()) {
            update = update.set(attribute, name);
        }
        let update = store::UpdateItem {
            table: self.table(),
            key: key.into_primary_key(),
            update,
            condition: self.guard().condition(existence, condition),
            return_values: match returning {
                Returning::New => ReturnValues::AllNew,
                Returning::Old => ReturnValues::AllOld,
                Returning::Nothing => ReturnValues::None,
            },
            return_on_condition_failure: ReturnOld::AllOld,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        let outcome = self.store.update_item(update).await;
        let outcome = outcome.map_err(|error| self.guard().refused(error, existence))?;
        if returning == Returning::New && outcome.attributes.is_none() {
            // Only taking away from nothing leaves nothing.
            return Err(Error::NotFound { entity: self.mapping.name() });
        }
        self.decoded(outcome.attributes)
    }

    async fn delete_item(&self, request: DeleteItem<T>) -> Result<Option<T>, Error> {
        let DeleteItem { key, condition, returning } = request;
        let delete = store::DeleteItem {
            table: self.table(),
            key: key.into_primary_key(),
            condition: self.guard().condition_beside(Existence::MayExist, condition, returning),
            return_values: if returning == Returning::Old { ReturnOld::AllOld } else { ReturnOld::None },
            return_on_condition_failure: ReturnOld::AllOld,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        let outcome = self.store.delete_item(delete).await;
        let outcome = outcome.map_err(|error| self.guard().refused(error, Existence::MayExist))?;
        self.decoded(outcome.attributes)
    }

    async fn query_items(&self, request: QueryItems) -> Result<Page<T>, Error> {
        let QueryItems {
            index,
            key_condition,
            filter,
            consistent,
            descending,
            limit,
            exclusive_start_key,
            return_consumed_capacity,
        } = request;
        let query = store::Query {
            table: self.table(),
            filter: self.guard().filter(index.as_deref(), filter),
            index: index.clone(),
            key_condition,
            select: Select::AllProjected,
            consistent,
            descending,
            limit,
            exclusive_start_key,
            return_consumed_capacity,
        };
        self.page(index.as_deref(), self.store.query(query).await?)
    }

    async fn scan_items(&self, request: ScanItems) -> Result<Page<T>, Error> {
        let ScanItems { index, filter, consistent, limit, exclusive_start_key, return_consumed_capacity } =
            request;
        let scan = store::Scan {
            table: self.table(),
            filter: self.guard().filter(index.as_deref(), filter),
            index: index.clone(),
            select: Select::AllProjected,
            consistent,
            limit,
            segment: None,
            exclusive_start_key,
            return_consumed_capacity,
        };
        self.page(index.as_deref(), self.store.scan(scan).await?)
    }
}

/// What a write returns that was asked for the entity as it is now.
pub(super) fn returned<T>(outcome: Result<Option<T>, Error>) -> Result<T, Error> {
    outcome?.ok_or_else(|| Error::NotFound { entity: std::any::type_name::<T>() })
}
