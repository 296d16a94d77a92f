//! Reading.

use super::TableRepository;
use crate::{
    Error, Item, PrimaryKey,
    expr::Projection,
    repository::{GetItem, Page, QueryItems, ScanItems, guard::both},
    store::{self, BatchGet, BatchGetItem, PageOutcome, Select},
};

/// The most keys of one batch.
const MAX_KEYS: usize = 100;

/// The most rounds in which the items that a batch left unread are asked for again.
const ROUNDS: usize = 10;

impl<T: Send + Sync + 'static> TableRepository<T> {
    /// The item under a key: of the type, and not expired. With a projection it has what was asked for alone.
    pub(super) async fn read_item(
        &self,
        request: GetItem<T>,
        projection: Option<Projection>,
    ) -> Result<Option<Item>, Error> {
        let GetItem { key, consistent } = request;
        let mut key = key.into_primary_key()?;
        self.scope().fill_key(&mut key)?;
        let is_projected = projection.is_some();
        let projection = projection.map(|projection| self.with_type(projection));
        let get = store::GetItem { consistent, projection, ..store::GetItem::new(self.table(), key) };
        let Some(item) = self.store.get_item(get).await?.item else { return Ok(None) };
        let guard = self.guard();
        if is_projected && item.is_empty() {
            return Ok(None);
        }
        guard.check_type(&item)?;
        Ok(if guard.is_expired(&item) { None } else { Some(item) })
    }

    pub(super) async fn read_query(
        &self,
        request: QueryItems,
        projection: Option<Projection>,
    ) -> Result<Page<Item>, Error> {
        let QueryItems {
            index,
            mut key_condition,
            filter,
            consistent,
            descending,
            limit,
            exclusive_start_key,
            follow: _,
            return_consumed_capacity,
        } = request;
        self.scope().fill_condition(&mut key_condition)?;
        let query = store::Query {
            table: self.table(),
            filter: self.guard().filter(index.as_deref(), filter),
            index,
            key_condition,
            select: projection.map_or(Select::AllProjected, Select::Attributes),
            consistent,
            descending,
            limit,
            exclusive_start_key,
            return_consumed_capacity,
        };
        Ok(page_of(self.store.query(query).await?))
    }

    pub(super) async fn read_scan(
        &self,
        request: ScanItems,
        projection: Option<Projection>,
    ) -> Result<Page<Item>, Error> {
        let ScanItems { index, filter, consistent, limit, exclusive_start_key, return_consumed_capacity } =
            request;
        let filter = both(self.scope().filter()?, filter);
        let scan = store::Scan {
            table: self.table(),
            filter: self.guard().filter(index.as_deref(), filter),
            index,
            select: projection.map_or(Select::AllProjected, Select::Attributes),
            consistent,
            limit,
            segment: None,
            exclusive_start_key,
            return_consumed_capacity,
        };
        Ok(page_of(self.store.scan(scan).await?))
    }

    /// The entities of a page of items.
    pub(super) fn decoded_page(&self, index: Option<&str>, page: Page<Item>) -> Result<Page<T>, Error> {
        let guard = self.guard();
        let of_type = page.items.iter().filter(|item| guard.may_be_of_type(index, item));
        let items = of_type.map(|item| {
            let entity = self.mapping.from_item(item).map_err(|error| self.with_key(error, item))?;
            if self.checks_reads {
                self.mapping.validate(&entity)?;
            }
            Ok(entity)
        });
        let items = items.collect::<Result<_, Error>>()?;
        let Page { items: _, scanned_count, last_evaluated_key, consumed_capacity } = page;
        Ok(Page { items, scanned_count, last_evaluated_key, consumed_capacity })
    }

    /// The items of the table that items of an index stand for, in the same order. What was deleted since is left
    /// out.
    pub(super) async fn followed(&self, items: Vec<Item>) -> Result<Vec<Item>, Error> {
        let schema = self.layout().schema();
        let keys: Vec<PrimaryKey> = items.iter().filter_map(|item| schema.key_of(item)).collect();
        let mut found = Vec::with_capacity(keys.len());
        for chunk in keys.chunks(MAX_KEYS) {
            self.read_batch(chunk.to_vec(), &mut found).await?;
        }
        let guard = self.guard();
        let in_order = keys.iter().filter_map(|key| {
            found.iter().find(|item| schema.key_of(item).as_ref() == Some(key)).cloned()
        });
        Ok(in_order.filter(|item| !guard.is_expired(item)).collect())
    }

    async fn read_batch(&self, mut keys: Vec<PrimaryKey>, found: &mut Vec<Item>) -> Result<(), Error> {
        for _ in 0..ROUNDS {
            let outcome = self.store.batch_get_item(BatchGetItem::of(BatchGet::new(self.table(), keys))).await?;
            found.extend(outcome.items.into_iter().flat_map(|(_, items)| items));
            keys = outcome.unprocessed.into_iter().flat_map(|request| request.keys).collect();
            if keys.is_empty() {
                return Ok(());
            }
        }
        Err(Error::Throttled { source: None })
    }

    /// A projection that also has what tells the type, and whether the item is expired.
    fn with_type(&self, mut projection: Projection) -> Projection {
        let layout = self.layout();
        let ttl = layout.ttl_attribute().filter(|_| self.hides_expired);
        for attribute in layout.type_attribute_name().into_iter().chain(ttl) {
            if projection.paths.iter().all(|path| path.attribute() != attribute) {
                projection.paths.push(crate::path(attribute));
            }
        }
        projection
    }
}

fn page_of(outcome: PageOutcome) -> Page<Item> {
    let PageOutcome { items, count: _, scanned_count, last_evaluated_key, consumed_capacity } = outcome;
    Page { items, scanned_count, last_evaluated_key, consumed_capacity }
}
