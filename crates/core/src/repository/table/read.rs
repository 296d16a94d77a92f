//! Reading.

use super::TableRepository;
use crate::{
    Error, Item, KeySchema, Rule,
    batch::{self, BatchOptions, Observer, ReadOutcome, Reads},
    expr::Projection,
    repository::{
        GetItem, Paging, QueryItems, ReadPage, ScanItems, Wanted, guard::both, read::add_capacity, refused,
    },
    store::{self, PageOutcome, ReturnConsumedCapacity, Select},
};
use futures_util::future::{BoxFuture, FutureExt};
use std::borrow::Cow;

impl<T: Send + Sync + 'static> TableRepository<T> {
    /// What the item under a key is decoded to: one of the type, and not expired. With a projection it has what was asked
    /// for alone. All is planned at once, so that what waits for the answer is small.
    pub(super) fn read_item<'r, O: Send + 'r>(
        &'r self,
        request: GetItem<T>,
        projection: Option<Projection>,
        decode: impl FnOnce(&'r Self, Item) -> Result<O, Error> + Send + 'r,
    ) -> BoxFuture<'r, Result<Option<O>, Error>> {
        let sent = match self.planned_get(request, projection) {
            Ok(get) => self.store.get_item(get),
            Err(error) => return refused(error),
        };
        sent.map(move |outcome| {
            let Some(item) = outcome?.item else { return Ok(None) };
            let guard = self.guard();
            guard.check_type(&item)?;
            if guard.is_expired(&item) { Ok(None) } else { decode(self, item).map(Some) }
        })
        .boxed()
    }

    fn planned_get(
        &self,
        request: GetItem<T>,
        projection: Option<Projection>,
    ) -> Result<store::GetItem, Error> {
        let GetItem { key, consistent } = request;
        let key = self.scope().filled(key)?;
        let projection = projection.map(|projection| self.with_proof(None, projection));
        Ok(store::GetItem { projection, consistent, ..store::GetItem::new(self.layout().table()?, key) })
    }

    /// What a page of a partition is decoded to.
    pub(super) fn read_query<'r, O: Send + 'r>(
        &'r self,
        request: QueryItems,
        projection: Option<Projection>,
        decode: impl FnOnce(&'r Self, ReadPage<Item>) -> Result<ReadPage<O>, Error> + Send + 'r,
    ) -> BoxFuture<'r, Result<ReadPage<O>, Error>> {
        let (follow, wanted) = (request.follow, request.paging.wanted);
        let (read, query) = match self.planned_query(request, projection) {
            Ok(planned) => planned,
            Err(error) => return refused(error),
        };
        let (consistent, capacity) = (query.consistent, query.return_consumed_capacity);
        let sent = self.store.query(query);
        if follow {
            let followed = async move {
                let page = self.page_of(&read, sent.await?);
                decode(self, self.followed(page, wanted, consistent, capacity).await?)
            };
            followed.boxed()
        } else {
            sent.map(move |outcome| decode(self, self.page_of(&read, outcome?))).boxed()
        }
    }

    fn planned_query(
        &self,
        request: QueryItems,
        projection: Option<Projection>,
    ) -> Result<(Read, store::Query), Error> {
        let QueryItems { index, mut key_condition, filter, consistent, descending, follow, paging } = request;
        let Paging { limit, exclusive_start_key, wanted, return_consumed_capacity } = paging;
        let of_scope = self.scope().fill_query(index.as_deref(), &mut key_condition)?;
        let read = if follow {
            Read { index, projection: None, wanted: wanted.at_least_items() }
        } else {
            Read { index, projection, wanted }
        };
        let query = store::Query {
            table: self.table()?,
            filter: self.guard().filter(read.index.as_deref(), both(of_scope, filter)),
            index: read.index.clone(),
            key_condition,
            select: self.select(&read),
            consistent,
            descending,
            limit,
            exclusive_start_key,
            return_consumed_capacity,
        };
        Ok((read, query))
    }

    /// What a page of the whole is decoded to.
    pub(super) fn read_scan<'r, O: Send + 'r>(
        &'r self,
        request: ScanItems,
        projection: Option<Projection>,
        decode: impl FnOnce(&'r Self, ReadPage<Item>) -> Result<ReadPage<O>, Error> + Send + 'r,
    ) -> BoxFuture<'r, Result<ReadPage<O>, Error>> {
        let (read, scan) = match self.planned_scan(request, projection) {
            Ok(planned) => planned,
            Err(error) => return refused(error),
        };
        let sent = self.store.scan(scan);
        sent.map(move |outcome| decode(self, self.page_of(&read, outcome?))).boxed()
    }

    fn planned_scan(
        &self,
        request: ScanItems,
        projection: Option<Projection>,
    ) -> Result<(Read, store::Scan), Error> {
        let ScanItems { index, filter, consistent, segment, allowed, paging } = request;
        if self.denies_scans && allowed.is_none() {
            return Err(Error::invalid(Rule::ScanDenied));
        }
        let Paging { limit, exclusive_start_key, wanted, return_consumed_capacity } = paging;
        let filter = both(self.scope().filter()?, filter);
        let read = Read { index, projection, wanted };
        let scan = store::Scan {
            table: self.table()?,
            filter: self.guard().filter(read.index.as_deref(), filter),
            index: read.index.clone(),
            select: self.select(&read),
            consistent,
            limit,
            segment,
            exclusive_start_key,
            return_consumed_capacity,
        };
        Ok((read, scan))
    }

    /// The entities of a page of items.
    pub(super) fn decoded_page(&self, mut page: ReadPage<Item>) -> Result<ReadPage<T>, Error> {
        let items = std::mem::take(&mut page.items);
        let mut entities = Vec::with_capacity(items.len());
        for item in items {
            entities.push(self.read(item)?);
        }
        Ok(page.with_items(entities))
    }

    /// The page with the items of the table that items of an index stand for. What was deleted since is left
    /// out.
    async fn followed(
        &self,
        mut page: ReadPage<Item>,
        wanted: Wanted,
        consistent: bool,
        return_consumed_capacity: ReturnConsumedCapacity,
    ) -> Result<ReadPage<Item>, Error> {
        let schema = self.layout().schema();
        let mut reads = Reads::new(&*self.store).reporting(return_consumed_capacity);
        let group = reads.group(self.table()?, None, consistent);
        for key in std::mem::take(&mut page.items).iter().filter_map(|item| schema.key_of(item)) {
            reads.add(group, key);
        }
        let end = batch::run(&mut reads, &BatchOptions::default(), &*self.timer, &mut Observer::none()).await;
        for consumed in reads.take_consumed() {
            add_capacity(&mut page.consumed_capacity, Some(consumed));
        }
        let outcomes = reads.into_outcomes();
        end.map_err(batch::into_error)?;
        let guard = self.guard();
        let mut spots = std::mem::take(&mut page.keys).into_iter();
        for item in outcomes.into_iter().map(ReadOutcome::into_item) {
            let spot = spots.next();
            if let Some(item) = item.filter(|item| guard.is_shown(None, item)) {
                page.items.push(item);
                page.keys.extend(spot);
            }
        }
        page.count = page.items.len();
        if wanted == Wanted::Count {
            page.items.clear();
        }
        Ok(page)
    }

    /// What the store is asked to return.
    fn select(&self, read: &Read) -> Select {
        let Read { index, projection, wanted } = read;
        let index = index.as_deref();
        match (wanted, projection) {
            (Wanted::Count, _) if self.guard().is_told_by_filter(index) => Select::Count,
            (Wanted::Count, _) => {
                Select::Attributes(self.with_proof(index, Projection { paths: Vec::new() }))
            }
            (Wanted::Items, Some(projection)) => {
                Select::Attributes(self.with_proof(index, projection.clone()))
            }
            (Wanted::ItemsAndKeys, Some(projection)) => {
                let projection = self.with_proof(index, projection.clone());
                Select::Attributes(self.with_keys(index, projection))
            }
            (Wanted::Items | Wanted::ItemsAndKeys, None) => Select::AllProjected,
        }
    }

    /// A projection that also has what tells whether there is an item, whether it is of the type, and whether
    /// it is expired, as far as the index holds it.
    pub(super) fn with_proof(&self, index: Option<&str>, mut projection: Projection) -> Projection {
        let layout = self.layout();
        let schema = layout.schema();
        let ttl = layout.ttl_attributes().iter().copied().filter(|_| self.hides_expired);
        let proof = layout.type_attribute_name().unwrap_or(&schema.partition_key.name);
        let partition = self.guard().must_tell_sentinels(index).then_some(&*schema.partition_key.name);
        for attribute in std::iter::once(proof).chain(ttl).chain(partition) {
            if schema.key_schema(index).is_some_and(|key| key.holds(attribute)) {
                add_attribute(&mut projection, attribute);
            }
        }
        projection
    }

    /// A projection that also has the keys of the table and of what is read.
    fn with_keys(&self, index: Option<&str>, mut projection: Projection) -> Projection {
        let schema = self.layout().schema();
        let of_index = schema.key_schema(index);
        let of_index = of_index.iter().flat_map(KeySchema::attributes);
        for key in schema.key_attributes().chain(of_index) {
            add_attribute(&mut projection, &key.name);
        }
        projection
    }

    /// The items of a page that are of the type and not expired.
    fn page_of(&self, read: &Read, outcome: PageOutcome) -> ReadPage<Item> {
        let Read { index, projection: _, wanted } = read;
        let PageOutcome { mut items, count, scanned_count, last_evaluated_key, consumed_capacity } = outcome;
        let guard = self.guard();
        let hidden = items.extract_if(.., |item| !guard.is_shown(index.as_deref(), item)).count();
        let count = count.saturating_sub(hidden);
        let keys = match wanted {
            Wanted::Items => Vec::new(),
            Wanted::ItemsAndKeys => {
                let schema = self.layout().schema();
                let key = schema.key_schema(index.as_deref());
                key.map(|key| items.iter().map_while(|item| key.start_key_of(item)).collect())
                    .unwrap_or_default()
            }
            Wanted::Count => {
                items.clear();
                Vec::new()
            }
        };
        ReadPage { items, keys, count, scanned_count, last_evaluated_key, consumed_capacity }
    }
}

/// What is read, and what of it is wanted.
struct Read {
    index: Option<Cow<'static, str>>,
    projection: Option<Projection>,
    wanted: Wanted,
}

impl Wanted {
    /// What is wanted of an index that is followed: the items, to count them too.
    const fn at_least_items(self) -> Self {
        match self {
            Self::Items | Self::Count => Self::Items,
            Self::ItemsAndKeys => Self::ItemsAndKeys,
        }
    }
}

fn add_attribute(projection: &mut Projection, attribute: &str) {
    if projection.paths.iter().all(|path| path.attribute() != attribute) {
        projection.paths.push(crate::path(attribute.to_owned()));
    }
}
