//! Reading.

use super::TableRepository;
use crate::{
    Error, Item, PrimaryKey,
    expr::Projection,
    repository::{GetItem, Page, QueryItems, ScanItems, guard::both},
    store::{self, BatchGet, BatchGetItem, PageOutcome, Select},
};
use std::collections::HashMap;

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
        let key = self.planner().filled(key)?;
        let projection = projection.map(|projection| self.with_proof(None, projection));
        let get = store::GetItem { projection, consistent, ..store::GetItem::new(self.table()?, key) };
        let Some(item) = self.store.get_item(get).await?.item else { return Ok(None) };
        let guard = self.guard();
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
            follow,
            return_consumed_capacity,
        } = request;
        let of_scope = self.scope().fill_query(index.as_deref(), &mut key_condition)?;
        let projection = projection.filter(|_| !follow);
        let projection = projection.map(|projection| self.with_proof(index.as_deref(), projection));
        let of = index.clone();
        let query = store::Query {
            table: self.table()?,
            filter: self.guard().filter(index.as_deref(), both(of_scope, filter)),
            index,
            key_condition,
            select: projection.map_or(Select::AllProjected, Select::Attributes),
            consistent,
            descending,
            limit,
            exclusive_start_key,
            return_consumed_capacity,
        };
        let mut page = self.page_of(of.as_deref(), self.store.query(query).await?);
        if follow {
            page.items = self.followed(page.items, consistent).await?;
        }
        Ok(page)
    }

    pub(super) async fn read_scan(
        &self,
        request: ScanItems,
        projection: Option<Projection>,
    ) -> Result<Page<Item>, Error> {
        let ScanItems { index, filter, consistent, limit, exclusive_start_key, return_consumed_capacity } =
            request;
        let filter = both(self.scope().filter()?, filter);
        let projection = projection.map(|projection| self.with_proof(index.as_deref(), projection));
        let of = index.clone();
        let scan = store::Scan {
            table: self.table()?,
            filter: self.guard().filter(index.as_deref(), filter),
            index,
            select: projection.map_or(Select::AllProjected, Select::Attributes),
            consistent,
            limit,
            segment: None,
            exclusive_start_key,
            return_consumed_capacity,
        };
        Ok(self.page_of(of.as_deref(), self.store.scan(scan).await?))
    }

    /// The entities of a page of items.
    pub(super) fn decoded_page(&self, page: Page<Item>) -> Result<Page<T>, Error> {
        let Page { items, scanned_count, last_evaluated_key, consumed_capacity } = page;
        let items = items.into_iter().map(|item| self.read(item)).collect::<Result<_, _>>()?;
        Ok(Page { items, scanned_count, last_evaluated_key, consumed_capacity })
    }

    /// The items of the table that items of an index stand for, in the same order. What was deleted since is left
    /// out.
    async fn followed(&self, items: Vec<Item>, consistent: bool) -> Result<Vec<Item>, Error> {
        let schema = self.layout().schema();
        let keys: Vec<PrimaryKey> = items.iter().filter_map(|item| schema.key_of(item)).collect();
        let mut found = Vec::with_capacity(keys.len());
        for chunk in keys.chunks(MAX_KEYS) {
            self.read_batch(chunk.to_vec(), consistent, &mut found).await?;
        }
        let guard = self.guard();
        let mut found: HashMap<_, _> =
            found.into_iter().filter_map(|item| Some((schema.key_of(&item)?, item))).collect();
        let in_order = keys.iter().filter_map(|key| found.remove(key));
        Ok(in_order.filter(|item| guard.is_shown(None, item)).collect())
    }

    async fn read_batch(
        &self,
        mut keys: Vec<PrimaryKey>,
        consistent: bool,
        found: &mut Vec<Item>,
    ) -> Result<(), Error> {
        for _ in 0..ROUNDS {
            let batch = BatchGet { consistent, ..BatchGet::new(self.table()?, keys) };
            let outcome = self.store.batch_get_item(BatchGetItem::of(batch)).await?;
            found.extend(outcome.items.into_iter().flat_map(|(_, items)| items));
            keys = outcome.unprocessed.into_iter().flat_map(|request| request.keys).collect();
            if keys.is_empty() {
                return Ok(());
            }
        }
        Err(Error::Throttled { source: None })
    }

    /// A projection that also has what tells whether there is an item, whether it is of the type, and whether it is
    /// expired, as far as the index holds it.
    fn with_proof(&self, index: Option<&str>, mut projection: Projection) -> Projection {
        let layout = self.layout();
        let schema = layout.schema();
        let ttl = layout.ttl_attributes().iter().copied().filter(|_| self.hides_expired);
        let proof = layout.type_attribute_name().unwrap_or(&schema.partition_key.name);
        for attribute in std::iter::once(proof).chain(ttl) {
            let is_held = schema.key_schema(index).is_some_and(|key| key.holds(attribute));
            if is_held && projection.paths.iter().all(|path| path.attribute() != attribute) {
                projection.paths.push(crate::path(attribute.to_owned()));
            }
        }
        projection
    }

    /// The items of a page that are of the type and not expired.
    fn page_of(&self, index: Option<&str>, outcome: PageOutcome) -> Page<Item> {
        let PageOutcome { mut items, count: _, scanned_count, last_evaluated_key, consumed_capacity } =
            outcome;
        let guard = self.guard();
        items.retain(|item| guard.is_shown(index, item));
        Page { items, scanned_count, last_evaluated_key, consumed_capacity }
    }
}
