//! Pages: queries and scans.

use super::{Model, capacity, filter, item::projected, position::Position, table::Table};
use std::collections::BTreeMap;
use twintable::{
    Error, IndexKind, Item, KeySchema, Rule,
    expr::Filter,
    store::{ConsumedCapacity, PageOutcome, Query, ReturnConsumedCapacity, Scan, Select},
};

/// A page ends before the item that would take it beyond this.
const MAX_PAGE_BYTES: usize = 1024 * 1024;

impl Model {
    /// Reads one page of a partition.
    ///
    /// # Errors
    ///
    /// As [`ItemStore::query`](twintable::store::ItemStore::query).
    pub fn query(&self, request: &Query) -> Result<PageOutcome, Error> {
        request.validate()?;
        let table = self.table(&request.table)?;
        request.validate_against(&table.schema)?;
        let Query {
            table: _,
            index,
            key_condition,
            filter,
            select,
            consistent,
            descending,
            limit,
            exclusive_start_key,
            return_consumed_capacity,
        } = request;
        let source = Source::of(table, index.as_deref())?;
        let mut entries = source.entries();
        entries.retain(|_, item| filter::key_matches(key_condition, item));
        if let Some(start) = exclusive_start_key {
            let start = source.position(start);
            entries.retain(|position, _| if *descending { *position < start } else { *position > start });
        }
        let mut entries: Vec<_> = entries.into_values().collect();
        if *descending {
            entries.reverse();
        }
        let page = Page::of(entries, *limit);
        Ok(source.outcome(&page, filter.as_ref(), select, *consistent, *return_consumed_capacity))
    }

    /// Reads one page of a table or index. The order is that of the keys, partitions included.
    ///
    /// # Errors
    ///
    /// As [`ItemStore::scan`](twintable::store::ItemStore::scan).
    pub fn scan(&self, request: &Scan) -> Result<PageOutcome, Error> {
        request.validate()?;
        let table = self.table(&request.table)?;
        request.validate_against(&table.schema)?;
        let Scan {
            table: _,
            index,
            filter,
            select,
            consistent,
            limit,
            segment,
            exclusive_start_key,
            return_consumed_capacity,
        } = request;
        let source = Source::of(table, index.as_deref())?;
        let mut entries = source.entries();
        let is_read = |position: &Position| segment.is_none_or(|segment| position.is_in(segment));
        entries.retain(|position, _| is_read(position));
        if let Some(start) = exclusive_start_key {
            let start = source.position(start);
            if !is_read(&start) {
                return Err(Error::invalid(Rule::StartKeyOutside));
            }
            entries.retain(|position, _| *position > start);
        }
        let page = Page::of(entries.into_values(), *limit);
        Ok(source.outcome(&page, filter.as_ref(), select, *consistent, *return_consumed_capacity))
    }
}

/// What a request reads: a table, or an index of it.
struct Source<'t> {
    table: &'t Table,
    index: Option<&'t str>,
    key: KeySchema<'t>,
}

/// The items that a page reads, before any filter.
struct Page {
    items: Vec<Item>,
    bytes: usize,
    /// Whether the page ended for its size or its limit: then there may be more.
    is_cut: bool,
}

impl Page {
    fn of(items: impl IntoIterator<Item = Item>, limit: Option<u32>) -> Self {
        let mut page = Self { items: Vec::new(), bytes: 0, is_cut: false };
        for item in items {
            if !page.items.is_empty() && page.bytes + item.size() > MAX_PAGE_BYTES {
                page.is_cut = true;
                break;
            }
            page.bytes += item.size();
            page.items.push(item);
            // What comes after is not looked at: a full page may be the last one.
            if limit.is_some_and(|limit| page.items.len() >= limit as usize) {
                page.is_cut = true;
                break;
            }
        }
        page
    }
}

impl<'t> Source<'t> {
    fn of(table: &'t Table, index: Option<&'t str>) -> Result<Self, Error> {
        let key = table.schema.key_schema(index).ok_or_else(|| Error::invalid(Rule::NoSuchIndex))?;
        Ok(Self { table, index, key })
    }

    fn entries(&self) -> BTreeMap<Position, Item> {
        match self.index {
            None => self.table.items.clone(),
            Some(_) => self.table.index_entries(&self.key),
        }
    }

    fn position(&self, start: &Item) -> Position {
        match self.index {
            None => Position::in_table(start, &self.table.schema),
            Some(_) => Position::in_index(start, &self.key, &self.table.schema),
        }
    }

    fn outcome(
        &self,
        page: &Page,
        filter: Option<&Filter>,
        select: &Select,
        consistent: bool,
        wanted: ReturnConsumedCapacity,
    ) -> PageOutcome {
        let fetched = self.fetched(page, select);
        let read = fetched.as_ref().unwrap_or(&page.items);
        let found = read.iter().filter(|item| filter.is_none_or(|filter| filter::is_true(filter, item)));
        let count = found.clone().count();
        let items = match select {
            Select::Count => Vec::new(),
            Select::AllProjected | Select::AllAttributes => found.cloned().collect(),
            Select::Attributes(projection) => found.map(|item| projected(item, Some(projection))).collect(),
        };
        let last = page.items.last().filter(|_| page.is_cut);
        PageOutcome {
            items,
            count,
            scanned_count: page.items.len(),
            last_evaluated_key: last.and_then(|item| self.key.start_key_of(item)),
            consumed_capacity: self.consumed(page, fetched.as_deref(), consistent, wanted),
        }
    }

    /// The items as the table has them, where a local index does not hold all that is asked for.
    fn fetched(&self, page: &Page, select: &Select) -> Option<Vec<Item>> {
        let holds = |name: &str| self.key.holds(name);
        let is_held = match (select, self.key.kind) {
            (Select::AllProjected | Select::Count, _) | (_, IndexKind::Table | IndexKind::Global(_)) => true,
            (Select::AllAttributes, IndexKind::Local(projection)) => {
                *projection == twintable::IndexProjection::All
            }
            (Select::Attributes(wanted), IndexKind::Local(_)) => {
                wanted.paths.iter().all(|path| holds(path.attribute()))
            }
        };
        let in_table = |item| self.table.get(item).cloned();
        (!is_held).then(|| page.items.iter().filter_map(in_table).collect())
    }

    /// A page costs by the sum of its bytes, and each item fetched from the table by itself.
    fn consumed(
        &self,
        page: &Page,
        fetched: Option<&[Item]>,
        consistent: bool,
        wanted: ReturnConsumedCapacity,
    ) -> Option<ConsumedCapacity> {
        let name = &self.table.schema.name;
        let read = match self.index {
            None => capacity::table_read(name, page.bytes, consistent),
            Some(index) => capacity::index_read(name, index, self.key.kind, page.bytes, consistent),
        };
        let fetched = fetched.unwrap_or_default().iter();
        let fetches = fetched.map(|item| capacity::item_read(name, Some(item), consistent));
        capacity::reported(wanted, std::iter::once(read).chain(fetches)).pop()
    }
}
