//! Pages: queries and scans.

use super::MemoryStore;
use crate::{
    capacity::{Meter, read_units},
    eval,
    key::{KeyBytes, Range},
    table::{Bounds, Overlay, Page, Source, Stored},
};
use twintable::{
    Error, Item, Rule,
    expr::Filter,
    store::{PageOutcome, Query, ReturnConsumedCapacity, Scan, Segment, Select},
};

impl MemoryStore {
    pub(super) fn query_page(&self, request: Query) -> Result<PageOutcome, Error> {
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
        let source = table.source(index.as_deref())?;
        let range = eval::key_condition::range(&key_condition, &source.key, source.seed());
        let after = exclusive_start_key.map(|start| source.position_of(&start));
        let read = Read { source, filter, select, consistent, return_consumed_capacity };
        Ok(self.read(&read, &range, after.as_ref(), descending, limit))
    }

    pub(super) fn scan_page(&self, request: Scan) -> Result<PageOutcome, Error> {
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
        let source = table.source(index.as_deref())?;
        let range = segment.map_or_else(Range::all, |Segment { index, total }| Range::segment(index, total));
        let after = exclusive_start_key.map(|start| source.position_of(&start));
        if after.as_ref().is_some_and(|after| !range.contains(after.as_bytes())) {
            return Err(Error::invalid(Rule::StartKeyOutside));
        }
        let read = Read { source, filter, select, consistent, return_consumed_capacity };
        Ok(self.read(&read, &range, after.as_ref(), false, limit))
    }

    fn read(
        &self,
        read: &Read<'_>,
        range: &Range,
        after: Option<&KeyBytes>,
        descending: bool,
        limit: Option<u32>,
    ) -> PageOutcome {
        let limit = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
        let (page, fetched) = {
            let _gate = self.shared.gate_of_pages().read();
            let overlay = read.source.overlay(range, read.consistent);
            let page = read.source.page(Bounds { range, after, descending, limit }, overlay.as_ref());
            let fetched = read.fetches().then(|| read.fetch(&page, overlay.as_ref()));
            (page, fetched)
        };
        // The items are shared: from here on nothing is locked.
        read.outcome(&page, fetched.as_deref())
    }
}

/// What is read, and what is returned of it.
struct Read<'t> {
    source: Source<'t>,
    filter: Option<Filter>,
    select: Select,
    consistent: bool,
    return_consumed_capacity: ReturnConsumedCapacity,
}

impl Read<'_> {
    /// Whether items come from the table because a local index does not hold what is asked for.
    fn fetches(&self) -> bool {
        let Some(index) = self.source.index.filter(|index| index.is_local()) else { return false };
        match &self.select {
            Select::AllProjected | Select::Count => false,
            Select::AllAttributes => !index.holds_all(),
            Select::Attributes(projection) => {
                projection.paths.iter().any(|path| !self.source.key.holds(path.attribute()))
            }
        }
    }

    /// The items of an index page as the table has them. One that was deleted meanwhile is left out.
    fn fetch(&self, page: &Page, overlay: Option<&Overlay<'_>>) -> Vec<Stored> {
        let table = self.source.table;
        let item = |stored: &Stored| {
            let key = table.key_of_item(&stored.item);
            let truth = || table.get(&key);
            overlay.map_or_else(truth, |overlay| overlay.item(&key, truth))
        };
        page.items.iter().filter_map(item).collect()
    }

    fn outcome(&self, page: &Page, fetched: Option<&[Stored]>) -> PageOutcome {
        let is_match = |stored: &&Stored| match &self.filter {
            Some(filter) => eval::filter::is_true(filter, &stored.item),
            None => true,
        };
        let matches = fetched.unwrap_or(&page.items).iter().filter(is_match);
        let (items, count) = match &self.select {
            Select::Count => (Vec::new(), matches.count()),
            Select::AllProjected | Select::AllAttributes => {
                counted(matches.map(|stored| stored.item.clone()))
            }
            Select::Attributes(projection) => {
                counted(matches.map(|stored| eval::projection::project(projection, &stored.item)))
            }
        };
        let last = page.items.last().filter(|_| page.is_cut);
        PageOutcome {
            items,
            count,
            scanned_count: page.items.len(),
            last_evaluated_key: last.map(|stored| self.source.start_key(&stored.item)),
            consumed_capacity: self.charge(page, fetched).into_one(),
        }
    }

    /// A page is charged for the bytes read; items fetched from the table are charged one by one on top.
    fn charge(&self, page: &Page, fetched: Option<&[Stored]>) -> Meter {
        let mut meter = Meter::new(self.return_consumed_capacity);
        let name = &self.source.table.schema.name;
        let units = read_units(page.bytes, self.consistent);
        let Some(index) = self.source.index else {
            meter.charge_table(name, units);
            return meter;
        };
        meter.charge_index(name, index, units);
        let fetched = fetched.unwrap_or_default().iter();
        meter.charge_table(name, fetched.map(|stored| read_units(stored.size, self.consistent)).sum());
        meter
    }
}

fn counted(items: impl Iterator<Item = Item>) -> (Vec<Item>, usize) {
    let items: Vec<_> = items.collect();
    let count = items.len();
    (items, count)
}
