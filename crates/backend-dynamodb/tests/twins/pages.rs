//! Pages: one by one where their boundaries are determined, and followed to the end in any case.

use super::{
    compare::{equal, sequences},
    departures::{Departure, Treatment},
    pair::{Both, Pair},
    state::{items, key_of},
};
use std::collections::HashSet;
use twintable::{
    Item, KeySchema,
    store::{ItemStore, PageOutcome, Query, Scan, Segment, Select},
};
use twintable_testkit::{Outcome, Request, strategy::Tables};

/// More pages than any plan has.
const MOST_PAGES: usize = 300;
/// Segments up to this many are all read.
const MOST_SEGMENTS: u32 = 8;

/// What is determined of the pages of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Determined {
    /// Every page, in its order.
    Pages,
    /// All items together; pages end at different items, because some have equal keys or because the order of
    /// partitions is not defined.
    Union,
    /// Only whether the request is valid: a start in an order that is not defined.
    Validity,
}

/// A request for a page that starts elsewhere.
pub(super) fn after(request: &Request, start: Option<Item>) -> Option<Request> {
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

/// All pages from a request on, its own first; or its own alone.
async fn follow(store: &dyn ItemStore, request: Request, alone: bool) -> Result<Vec<PageOutcome>, String> {
    let (mut pages, mut next) = (Vec::new(), request.clone());
    while pages.len() < MOST_PAGES {
        let Outcome::Page(page) = next.send(store).await.map_err(|error| format!("{store:?}: {error}"))?
        else {
            unreachable!("a page was asked for")
        };
        let last = page.last_evaluated_key.clone();
        pages.push(page);
        match after(&request, last.clone()) {
            Some(request) if last.is_some() && !alone => next = request,
            _ => return Ok(pages),
        }
    }
    Err(format!("{MOST_PAGES} pages and no end"))
}

/// Compares the pages from a request on, which both stores have found valid.
pub(super) async fn compare(
    pair: &Pair,
    tables: &Tables,
    requests: &Both<Request>,
    met: &[Departure],
) -> Result<(), String> {
    let alone = Departure::leave_out(met, Treatment::Following);
    let determined = match (&requests.memory, &requests.engine) {
        (Request::Query(memory), Request::Query(engine)) => {
            query_determines(pair, tables, memory, engine).await
        }
        (Request::Scan(memory), Request::Scan(_)) => match memory {
            Scan { exclusive_start_key: Some(_), .. } => Determined::Validity,
            Scan { segment: Some(Segment { total, .. }), .. } if total > &MOST_SEGMENTS => {
                Determined::Validity
            }
            Scan { segment: Some(segment), .. } => return segments(pair, memory, segment.total).await,
            Scan { .. } => Determined::Union,
        },
        _ => return Err("the two requests differ in kind".to_owned()),
    };
    let stores = pair.stores();
    let memory = follow(stores.memory, requests.memory.clone(), alone).await?;
    let engine = follow(stores.engine, requests.engine.clone(), alone).await?;
    let (mut memory, mut engine) = (memory, engine);
    for page in memory.iter_mut().chain(&mut engine) {
        if Departure::leave_out(met, Treatment::Capacity) {
            page.consumed_capacity = None;
        }
        if let Some(consumed) = &mut page.consumed_capacity
            && Departure::leave_out(met, Treatment::CapacityParts)
        {
            consumed.parts = None;
        }
    }
    match determined {
        Determined::Pages => pages(&memory, &engine),
        Determined::Union => union(&requests.memory, tables, Both { memory, engine }),
        Determined::Validity => Ok(()),
    }
}

async fn query_determines(pair: &Pair, tables: &Tables, memory: &Query, engine: &Query) -> Determined {
    let schema = if memory.table == tables.other.name { &tables.other } else { &tables.main };
    let Some(key) = schema.key_schema(memory.index.as_deref()) else { return Determined::Validity };
    let held = items(&pair.memory, schema, memory.index.as_deref()).await;
    let mut seen = HashSet::new();
    let is_tied = !held.iter().all(|item| seen.insert(key_of(item, &key)));
    match (is_tied, &memory.exclusive_start_key, &engine.exclusive_start_key) {
        (false, memory, engine) if memory == engine => Determined::Pages,
        (true, None, None) => Determined::Union,
        _ => Determined::Validity,
    }
}

/// The pages are the same one by one, but for an empty one at the end: whether a page that ends with the last
/// item says so is left open.
fn pages(memory: &[PageOutcome], engine: &[PageOutcome]) -> Result<(), String> {
    let (shorter, longer) = if memory.len() < engine.len() { (memory, engine) } else { (engine, memory) };
    for extra in &longer[shorter.len()..] {
        equal("the number of pages", &extra.scanned_count, &0)?;
    }
    for (number, (memory, engine)) in memory.iter().zip(engine).enumerate() {
        let is_last = number + 1 == shorter.len();
        page(memory, engine, is_last).map_err(|difference| format!("on page {number}: {difference}"))?;
    }
    Ok(())
}

fn page(memory: &PageOutcome, engine: &PageOutcome, is_last: bool) -> Result<(), String> {
    let PageOutcome { items, count, scanned_count, last_evaluated_key, consumed_capacity } = memory;
    equal("the items", items, &engine.items)?;
    equal("the count", count, &engine.count)?;
    equal("the scanned count", scanned_count, &engine.scanned_count)?;
    equal("consumed capacity", consumed_capacity, &engine.consumed_capacity)?;
    if is_last {
        return Ok(());
    }
    equal("the last evaluated key", last_evaluated_key, &engine.last_evaluated_key)
}

/// All items together are the same, and so are the sums; one page alone is the same in all that it says.
fn union(request: &Request, tables: &Tables, pages: Both<Vec<PageOutcome>>) -> Result<(), String> {
    if let ([memory], [engine]) = (&pages.memory[..], &pages.engine[..]) {
        equal("consumed capacity", &memory.consumed_capacity, &engine.consumed_capacity)?;
    }
    let sum = |of: fn(&PageOutcome) -> usize| pages.as_ref().map(|pages| pages.iter().map(of).sum::<usize>());
    let (count, scanned) = (sum(|page| page.count), sum(|page| page.scanned_count));
    equal("the count", &count.memory, &count.engine)?;
    equal("the scanned count", &scanned.memory, &scanned.engine)?;
    let found = pages.map(|pages| pages.into_iter().flat_map(|page| page.items).collect::<Vec<_>>());
    keys_in_order(request, tables, &found)?;
    sequences("the items of all pages", false, found)
}

/// Items with different keys come in one order, also where items with equal keys come in any.
fn keys_in_order(request: &Request, tables: &Tables, found: &Both<Vec<Item>>) -> Result<(), String> {
    let Request::Query(Query { table, index, select: Select::AllProjected | Select::AllAttributes, .. }) =
        request
    else {
        return Ok(());
    };
    let schema = if *table == tables.other.name { &tables.other } else { &tables.main };
    let Some(key) = schema.key_schema(index.as_deref()) else { return Ok(()) };
    let keys = |items: &[Item], key: &KeySchema<'_>| -> Vec<Vec<_>> {
        items.iter().map(|item| key_of(item, key).into_iter().map(Option::<&_>::cloned).collect()).collect()
    };
    equal("the order of the keys", &keys(&found.memory, &key), &keys(&found.engine, &key))
}

/// Which partitions a segment has is not defined, but all segments together have everything once.
async fn segments(pair: &Pair, scan: &Scan, total: u32) -> Result<(), String> {
    let mut found = Both { memory: Vec::new(), engine: Vec::new() };
    for index in 0..total {
        let mut scan = scan.clone();
        scan.segment = Some(Segment { index, total });
        let Both { memory, engine } = pair.stores();
        let request = Request::Scan(scan);
        let all = |pages: Vec<PageOutcome>| pages.into_iter().flat_map(|page| page.items).collect::<Vec<_>>();
        found.memory.extend(all(follow(memory, request.clone(), false).await?));
        found.engine.extend(all(follow(engine, request, false).await?));
    }
    sequences("the items of all segments", false, found)
}
