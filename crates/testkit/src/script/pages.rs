//! Pages: one by one where the order is determined, and followed to the end in any case.

use super::{
    contents::{bags, items},
    difference::equal,
};
use crate::{Outcome, Request};
use std::collections::HashSet;
use twintable::{
    Item, KeySchema, TableSchema, Value,
    store::{ItemStore, PageOutcome, Query, Scan, Segment, Select},
};

/// More pages than a script can fill: a store that gives so many never ends.
const MOST_PAGES: usize = 10_000;
/// Segments up to this many are all read.
const MOST_SEGMENTS: u32 = 8;

/// A request for a page that starts elsewhere; `None` where pages are not what is asked for.
pub(crate) fn after(request: &Request, start: Option<Item>) -> Option<Request> {
    match request {
        Request::Query(query) => Some(Request::Query(query.clone().after(start))),
        Request::Scan(scan) => Some(Request::Scan(scan.clone().after(start))),
        Request::Get(_)
        | Request::Put(_)
        | Request::Update(_)
        | Request::Delete(_)
        | Request::BatchGet(_)
        | Request::BatchWrite(_)
        | Request::TransactGet(_)
        | Request::TransactWrite(_) => None,
    }
}

/// All pages from a request on, its own first.
pub(super) async fn follow(store: &dyn ItemStore, request: &Request) -> Result<Vec<PageOutcome>, String> {
    let (mut pages, mut next) = (Vec::new(), request.clone());
    while pages.len() < MOST_PAGES {
        let Outcome::Page(page) =
            next.send(store).await.map_err(|error| format!("a page fails: {error:?}"))?
        else {
            return Err("what was asked for is not a page".to_owned());
        };
        let last = page.last_evaluated_key.clone();
        pages.push(page);
        match after(request, last.clone()) {
            Some(request) if last.is_some() => next = request,
            Some(_) | None => return Ok(pages),
        }
    }
    Err(format!("{MOST_PAGES} pages and no end"))
}

/// Compares the pages of a query, which both stores have found valid.
pub(super) async fn queries(
    model: &dyn ItemStore,
    store: &dyn ItemStore,
    query: &Query,
    schema: &TableSchema,
) -> Result<(), String> {
    let Some(key) = schema.key_schema(query.index.as_deref()) else { return Ok(()) };
    let entries = Scan { index: query.index.clone(), ..Scan::new(query.table.clone()) };
    let mut seen = HashSet::new();
    // Which of two items with equal index keys comes first is left open, and so is where a page ends between them.
    let is_tied = !items(model, &entries.into()).await?.iter().all(|item| seen.insert(key_of(item, &key)));
    let request = Request::Query(query.clone());
    let (model, store) = (follow(model, &request).await?, follow(store, &request).await?);
    within_limit(&store, query.limit)?;
    match (is_tied, &query.exclusive_start_key) {
        (false, _) => one_by_one(&model, &store),
        (true, None) => {
            if matches!(query.select, Select::AllProjected | Select::AllAttributes) {
                equal("the order of the keys", &keys(&model, &key), &keys(&store, &key))?;
            }
            together(model, store)
        }
        (true, Some(_)) => Ok(()),
    }
}

/// Compares the pages of a scan, which both stores have found valid. The order of partitions is each store's own.
pub(super) async fn scans(model: &dyn ItemStore, store: &dyn ItemStore, scan: &Scan) -> Result<(), String> {
    let request = Request::Scan(scan.clone());
    match (&scan.segment, &scan.exclusive_start_key) {
        (None, None) => {
            let (model, store) = (follow(model, &request).await?, follow(store, &request).await?);
            within_limit(&store, scan.limit)?;
            together(model, store)
        }
        (None, Some(_)) => {
            let rest = items(store, &request).await?;
            let all = items(store, &scan.clone().after(None).into()).await?;
            if all.ends_with(&rest) {
                return Ok(());
            }
            Err(format!("a scan that starts later is no end of the whole\n  all: {all:?}\n  rest: {rest:?}"))
        }
        (Some(Segment { index: _, total }), None) if *total <= MOST_SEGMENTS => {
            segments(model, store, scan, *total).await
        }
        (Some(_), _) => Ok(()),
    }
}

/// Which partitions a segment has is left open, but all segments together have everything once.
async fn segments(
    model: &dyn ItemStore,
    store: &dyn ItemStore,
    scan: &Scan,
    total: u32,
) -> Result<(), String> {
    let (mut in_model, mut in_store) = (Vec::new(), Vec::new());
    for index in 0..total {
        let segment = Request::Scan(Scan { segment: Some(Segment { index, total }), ..scan.clone() });
        in_model.extend(items(model, &segment).await?);
        in_store.extend(items(store, &segment).await?);
    }
    bags("what all segments hold, seen from one side alone,", in_model, in_store)
}

fn within_limit(pages: &[PageOutcome], limit: Option<u32>) -> Result<(), String> {
    let is_within = |page: &PageOutcome| limit.is_none_or(|limit| page.scanned_count <= limit as usize);
    if pages.iter().all(is_within) { Ok(()) } else { Err("a page reads more than its limit".to_owned()) }
}

/// The pages are the same one by one, but for an empty one at the end: whether a page that ends with the last item says
/// so is left open.
fn one_by_one(model: &[PageOutcome], store: &[PageOutcome]) -> Result<(), String> {
    let longer = if model.len() < store.len() { store } else { model };
    let shared = model.len().min(store.len());
    for extra in longer.iter().skip(shared) {
        equal("the number of pages", &extra.scanned_count, &0)?;
    }
    for (number, (model, store)) in model.iter().zip(store).enumerate() {
        let is_last = number + 1 == shared;
        page(model, store, is_last).map_err(|difference| format!("on page {}: {difference}", number + 1))?;
    }
    Ok(())
}

fn page(model: &PageOutcome, store: &PageOutcome, is_last: bool) -> Result<(), String> {
    let PageOutcome { items, count, scanned_count, last_evaluated_key, consumed_capacity } = model;
    equal("the list of items", items, &store.items)?;
    equal("the count", count, &store.count)?;
    equal("the scanned count", scanned_count, &store.scanned_count)?;
    equal("consumed capacity", consumed_capacity, &store.consumed_capacity)?;
    if is_last {
        Ok(())
    } else {
        equal("the last evaluated key", last_evaluated_key, &store.last_evaluated_key)
    }
}

/// All items together are the same, and so are the sums; one page alone is the same in all that it says.
fn together(model: Vec<PageOutcome>, store: Vec<PageOutcome>) -> Result<(), String> {
    if let ([model], [store]) = (&*model, &*store) {
        equal("consumed capacity", &model.consumed_capacity, &store.consumed_capacity)?;
    }
    let sum = |pages: &[PageOutcome], of: fn(&PageOutcome) -> usize| pages.iter().map(of).sum::<usize>();
    equal("the count", &sum(&model, |page| page.count), &sum(&store, |page| page.count))?;
    let scanned = |page: &PageOutcome| page.scanned_count;
    equal("the scanned count", &sum(&model, scanned), &sum(&store, scanned))?;
    let items = |pages: Vec<PageOutcome>| pages.into_iter().flat_map(|page| page.items).collect();
    bags("what all pages hold, seen from one side alone,", items(model), items(store))
}

/// The values of a key's attributes.
fn key_of(item: &Item, key: &KeySchema<'_>) -> Vec<Option<Value>> {
    key.attributes().map(|attribute| item.get(&attribute.name).cloned()).collect()
}

fn keys(pages: &[PageOutcome], key: &KeySchema<'_>) -> Vec<Vec<Option<Value>>> {
    pages.iter().flat_map(|page| &page.items).map(|item| key_of(item, key)).collect()
}
