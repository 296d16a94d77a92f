//! Reading.

use super::TableRepository;
use crate::{
    Error, Item,
    batch::{self, BatchOptions, Observer, ReadOutcome, Reads},
    expr::Projection,
    repository::{GetItem, Page, QueryItems, ScanItems, guard::both},
    store::{self, PageOutcome, Select},
};

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
        let mut reads = Reads::new(&*self.store);
        let group = reads.group(self.table()?, None, consistent);
        for key in items.iter().filter_map(|item| schema.key_of(item)) {
            reads.add(group, key);
        }
        let end = batch::run(&mut reads, &BatchOptions::default(), &*self.timer, &mut Observer::none()).await;
        let outcomes = reads.into_outcomes();
        if let Err(cause) = end {
            drop(outcomes);
            return Err(batch::into_error(cause));
        }
        let guard = self.guard();
        let read = outcomes.into_iter().filter_map(ReadOutcome::into_item);
        Ok(read.filter(|item| guard.is_shown(None, item)).collect())
    }

    /// A projection that also has what tells whether there is an item, whether it is of the type, and whether it is
    /// expired, as far as the index holds it.
    pub(super) fn with_proof(&self, index: Option<&str>, mut projection: Projection) -> Projection {
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
