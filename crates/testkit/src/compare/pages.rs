//! Pages: one by one where the order is determined, and followed to the end in any case.

use super::{Sides, contents::items};
use crate::{Outcome, Request};
use std::collections::HashSet;
use twintable::{
    Item, KeySchema, TableSchema, Value,
    store::{ItemStore, PageOutcome, Query, Scan, Segment, Select},
};

/// More pages than a test can fill: a store that gives so many never ends.
const MOST_PAGES: usize = 10_000;
/// Segments up to this many are all read.
const MOST_SEGMENTS: u32 = 8;

/// A store, and a request for a page that it was found to answer.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The store.
    pub store: &'a dyn ItemStore,
    /// A query or a scan.
    pub request: &'a Request,
}

/// What of pages is not compared, because one of two stores is known to depart there. By default nothing is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// The pages of a query after the one that is asked for.
    pub following: bool,
    /// Consumed capacity.
    pub capacity: bool,
    /// How consumed capacity is spread over the table and its indexes.
    pub capacity_parts: bool,
}

impl<'a> Asked<'a> {
    /// A store, and a request for a page that it was found to answer.
    pub const fn new(store: &'a dyn ItemStore, request: &'a Request) -> Self {
        Self { store, request }
    }

    /// The pages that are compared, the one that is asked for first.
    async fn pages(self, limit: Option<u32>, left_out: LeftOut) -> Result<Vec<PageOutcome>, String> {
        let LeftOut { following, capacity, capacity_parts } = left_out;
        let most = if following { 1 } else { MOST_PAGES };
        let (mut pages, ends) = read(self.store, self.request, most).await?;
        if !ends && !following {
            return Err(endless());
        }
        for page in &mut pages {
            if limit.is_some_and(|limit| page.scanned_count > limit as usize) {
                return Err(format!("a page reads more than its limit\n  {:?}", self.store));
            }
            if capacity {
                page.consumed_capacity = None;
            }
            if let Some(consumed) = &mut page.consumed_capacity
                && capacity_parts
            {
                consumed.parts = None;
            }
        }
        Ok(pages)
    }

    /// What a scan that starts somewhere reads is the end of what it reads from the beginning.
    async fn is_end_of_all(self) -> Result<(), String> {
        let Some(from_beginning) = self.request.after(None) else { return Ok(()) };
        let (rest, all) = (items(self.store, self.request).await?, items(self.store, &from_beginning).await?);
        if all.ends_with(&rest) {
            return Ok(());
        }
        let store = self.store;
        Err(format!(
            "a scan that starts later is no end of the whole\n  {store:?}\n  all: {all:?}\n  rest: {rest:?}"
        ))
    }
}

/// Up to so many pages from a request on, its own first, and whether they end there.
async fn read(
    store: &dyn ItemStore,
    request: &Request,
    most: usize,
) -> Result<(Vec<PageOutcome>, bool), String> {
    let (mut pages, mut next) = (Vec::new(), request.clone());
    while pages.len() < most {
        let Outcome::Page(page) =
            next.send(store).await.map_err(|error| format!("a page fails: {error:?}\n  {store:?}"))?
        else {
            return Err("what was asked for is not a page".to_owned());
        };
        let last = page.last_evaluated_key.clone();
        pages.push(page);
        match request.after(last.clone()) {
            Some(request) if last.is_some() => next = request,
            Some(_) | None => return Ok((pages, true)),
        }
    }
    Ok((pages, false))
}

/// All pages from a request on, its own first.
pub(super) async fn follow(store: &dyn ItemStore, request: &Request) -> Result<Vec<PageOutcome>, String> {
    let (pages, ends) = read(store, request, MOST_PAGES).await?;
    if ends { Ok(pages) } else { Err(endless()) }
}

fn endless() -> String {
    format!("{MOST_PAGES} pages and no end")
}

impl Sides {
    /// Compares the pages from two requests on, which differ in nothing but where they start.
    ///
    /// Pages are compared one by one where their order is determined and both start alike; else all that they hold
    /// together, and what they count. A scan that starts somewhere must read the end of what it reads from the beginning;
    /// up to eight segments are all read, and compared as one scan. No page reads more than its limit.
    ///
    /// # Errors
    ///
    /// What differs first, or how a page fails.
    pub async fn pages(
        self,
        left: Asked<'_>,
        right: Asked<'_>,
        schema: &TableSchema,
        left_out: LeftOut,
    ) -> Result<(), String> {
        match (left.request, right.request) {
            (Request::Query(one), Request::Query(other)) => {
                let starts_alike = one.exclusive_start_key == other.exclusive_start_key;
                self.queries(left, right, one, starts_alike, schema, left_out).await
            }
            (Request::Scan(one), Request::Scan(_)) => self.scans(left, right, one, left_out).await,
            (_, _) => Err("the two requests are not for the same kind of page".to_owned()),
        }
    }

    async fn queries(
        self,
        left: Asked<'_>,
        right: Asked<'_>,
        query: &Query,
        starts_alike: bool,
        schema: &TableSchema,
        left_out: LeftOut,
    ) -> Result<(), String> {
        let Some(key) = schema.key_schema(query.index.as_deref()) else {
            return Err("an index that is not there gives a page".to_owned());
        };
        let entries = Scan { index: query.index.clone(), ..Scan::new(query.table.clone()) };
        let mut seen = HashSet::new();
        // Which of two items with equal index keys comes first is left open, and so is where a page ends between them.
        let is_tied =
            !items(left.store, &entries.into()).await?.iter().all(|item| seen.insert(key_of(item, &key)));
        let (left, right) =
            (left.pages(query.limit, left_out).await?, right.pages(query.limit, left_out).await?);
        match (is_tied, &query.exclusive_start_key) {
            (false, _) if starts_alike => self.one_by_one(&left, &right),
            (true, None) if starts_alike => {
                if matches!(query.select, Select::AllProjected | Select::AllAttributes) {
                    self.equal("the order of the keys", &keys(&left, &key), &keys(&right, &key))?;
                }
                self.together(left, right)
            }
            (true | false, _) => Ok(()),
        }
    }

    /// The order of partitions is each store's own.
    async fn scans(
        self,
        left: Asked<'_>,
        right: Asked<'_>,
        scan: &Scan,
        left_out: LeftOut,
    ) -> Result<(), String> {
        match (&scan.segment, &scan.exclusive_start_key) {
            (Some(Segment { index: _, total }), None) if *total <= MOST_SEGMENTS => {
                self.segments(left.store, right.store, scan, *total).await
            }
            (Some(_), Some(_)) => Ok(()),
            (None, Some(_)) => {
                left.is_end_of_all().await?;
                right.is_end_of_all().await
            }
            (segment, None) => {
                let (left, right) =
                    (left.pages(scan.limit, left_out).await?, right.pages(scan.limit, left_out).await?);
                if segment.is_some() { Ok(()) } else { self.together(left, right) }
            }
        }
    }

    /// Which partitions a segment has is left open, but all segments together have everything once.
    async fn segments(
        self,
        left: &dyn ItemStore,
        right: &dyn ItemStore,
        scan: &Scan,
        total: u32,
    ) -> Result<(), String> {
        let (mut in_left, mut in_right) = (Vec::new(), Vec::new());
        for index in 0..total {
            let segment = Request::Scan(Scan { segment: Some(Segment { index, total }), ..scan.clone() });
            in_left.extend(items(left, &segment).await?);
            in_right.extend(items(right, &segment).await?);
        }
        self.bags("what all segments hold, seen from one side alone,", in_left, in_right)
    }

    /// The pages are the same one by one, but for an empty one at the end: whether a page that ends with the last item says
    /// so is left open.
    fn one_by_one(self, left: &[PageOutcome], right: &[PageOutcome]) -> Result<(), String> {
        let longer = if left.len() < right.len() { right } else { left };
        let shared = left.len().min(right.len());
        for extra in longer.iter().skip(shared) {
            self.equal("the number of pages", &extra.scanned_count, &0)?;
        }
        for (number, (left, right)) in (1..).zip(left.iter().zip(right)) {
            let is_last = number == shared;
            self.page(left, right, is_last)
                .map_err(|difference| format!("on page {number}: {difference}"))?;
        }
        Ok(())
    }

    fn page(self, left: &PageOutcome, right: &PageOutcome, is_last: bool) -> Result<(), String> {
        let PageOutcome { items, count, scanned_count, last_evaluated_key, consumed_capacity } = left;
        self.equal("the list of items", items, &right.items)?;
        self.equal("the count", count, &right.count)?;
        self.equal("the scanned count", scanned_count, &right.scanned_count)?;
        self.equal("consumed capacity", consumed_capacity, &right.consumed_capacity)?;
        if is_last {
            Ok(())
        } else {
            self.equal("the last evaluated key", last_evaluated_key, &right.last_evaluated_key)
        }
    }

    /// All items together are the same, and so are the sums; one page alone is the same in all that it says.
    fn together(self, left: Vec<PageOutcome>, right: Vec<PageOutcome>) -> Result<(), String> {
        if let ([left], [right]) = (&*left, &*right) {
            self.equal("consumed capacity", &left.consumed_capacity, &right.consumed_capacity)?;
        }
        let sum = |pages: &[PageOutcome], of: fn(&PageOutcome) -> usize| pages.iter().map(of).sum::<usize>();
        self.equal("the count", &sum(&left, |page| page.count), &sum(&right, |page| page.count))?;
        let scanned = |page: &PageOutcome| page.scanned_count;
        self.equal("the scanned count", &sum(&left, scanned), &sum(&right, scanned))?;
        let items = |pages: Vec<PageOutcome>| pages.into_iter().flat_map(|page| page.items).collect();
        self.bags("what all pages hold, seen from one side alone,", items(left), items(right))
    }
}

/// The values of a key's attributes.
fn key_of(item: &Item, key: &KeySchema<'_>) -> Vec<Option<Value>> {
    key.attributes().map(|attribute| item.get(&attribute.name).cloned()).collect()
}

fn keys(pages: &[PageOutcome], key: &KeySchema<'_>) -> Vec<Vec<Option<Value>>> {
    pages.iter().flat_map(|page| &page.items).map(|item| key_of(item, key)).collect()
}
