//! The model gives what the memory backend gives, whatever is done, and keeps its tokens as long.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use futures::executor::block_on;
use proptest::{prelude::*, test_runner::TestRunner};
use std::{
    panic::resume_unwind,
    thread,
    time::{Duration, SystemTime},
};
use twintable::{
    Error, Item, KeyAttribute, PrimaryKey, TableSchema,
    expr::Update,
    item,
    store::{ItemStore, PageOutcome, PutItem, Scan, TransactUpdate, TransactWriteItems},
};
use twintable_memory::MemoryStore;
use twintable_testkit::{
    ManualClock, Outcome, Request,
    model::{Model, ModelStore},
    strategy::{self, Plan, Step},
};

#[test]
fn the_model_and_the_memory_backend_agree() {
    // Values of 32 levels need more stack than a test has.
    let work = || {
        TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })
            .run(&strategy::plan(), |plan| play(&plan))
            .unwrap_or_else(|failure| panic!("{failure}"));
    };
    if let Err(panic) = thread::Builder::new().stack_size(16 << 20).spawn(work).unwrap().join() {
        resume_unwind(panic);
    }
}

/// Plays a plan on both. Where a scan ends, and in what order it reads, is each store's own affair.
fn play(plan: &Plan) -> Result<(), TestCaseError> {
    let tables = [&plan.tables.main, &plan.tables.other];
    let memory = MemoryStore::with_tables(tables.map(Clone::clone)).unwrap();
    let model = ModelStore::of(Model::with_tables(tables.map(Clone::clone)).unwrap());
    for (schema, draft) in tables.iter().flat_map(|schema| plan.seed.iter().map(move |draft| (schema, draft)))
    {
        let put = PutItem::new(schema.name.clone(), draft.item(schema));
        block_on(memory.put_item(put.clone())).unwrap();
        block_on(model.put_item(put)).unwrap();
    }
    let mut requests: Vec<Request> = Vec::new();
    let mut pages: Vec<Item> = Vec::new();
    for step in &plan.steps {
        let request = match step {
            Step::Request(draft) => draft.request(&plan.tables, pages.last()),
            Step::Repeat(back) | Step::Resume(back) => {
                let Some(earlier) = requests.iter().rev().nth(usize::from(*back)) else { continue };
                earlier.clone()
            }
        };
        let is_part_of_scan = matches!(
            &request,
            Request::Scan(Scan { limit, segment, exclusive_start_key, .. })
                if limit.is_some() || segment.is_some() || exclusive_start_key.is_some()
        );
        requests.push(request.clone());
        if is_part_of_scan {
            continue;
        }
        let outcomes = [block_on(request.clone().send(&memory)), block_on(request.clone().send(&model))];
        if let Ok(Outcome::Page(page)) = &outcomes[0] {
            pages.extend(page.last_evaluated_key.clone());
        }
        let [memory, model] = outcomes.map(|outcome| shown(&request, outcome));
        prop_assert_eq!(memory, model, "{:?}", request);
    }
    for schema in tables {
        let scan = || Scan::new(schema.name.clone());
        let [memory, model] = [block_on(memory.scan(scan())), block_on(model.scan(scan()))]
            .map(|page| shown(&scan().into(), page.map(Outcome::Page)));
        prop_assert_eq!(memory, model);
    }
    Ok(())
}

/// An outcome as a text; an error with its rule, its place, and the items that it carries.
fn shown(request: &Request, outcome: Result<Outcome, Error>) -> String {
    match outcome {
        Ok(Outcome::Page(PageOutcome { mut items, count, scanned_count, consumed_capacity, .. }))
            if matches!(request, Request::Scan(_)) =>
        {
            items.sort_by_cached_key(|item| format!("{item:?}"));
            format!("{items:?} {count} {scanned_count} {consumed_capacity:?}")
        }
        Ok(outcome) => format!("{outcome:?}"),
        Err(Error::ConditionFailed { current }) => format!("condition failed: {current:?}"),
        Err(Error::TransactionCancelled { reasons }) => reasons
            .into_iter()
            .map(|reason| format!("{reason:?}: {:?}", reason.item))
            .collect::<Vec<_>>()
            .join(", "),
        Err(error) => format!("{error:?}"),
    }
}

#[test]
fn a_token_is_remembered_for_ten_minutes() {
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
    let model = Model::with_tables([TableSchema::new("counters", KeyAttribute::string("id"))]).unwrap();
    let store = ModelStore::of(model).with_clock(clock.clone());
    let add = |amount: u32| {
        let update = Update::new().add("count", amount);
        let add = TransactUpdate::new("counters", PrimaryKey::new("id", "a"), update);
        let client_request_token = Some("token".to_owned());
        let request = TransactWriteItems { client_request_token, ..TransactWriteItems::of([add.into()]) };
        block_on(store.transact_write_items(request))
    };
    let counts = |count: u32| {
        assert_eq!(store.snapshot().items("counters"), [item! { "id" => "a", "count" => count }]);
    };
    add(1).unwrap();
    clock.advance(Duration::from_mins(9));
    add(1).unwrap();
    counts(1);
    assert!(matches!(add(2), Err(Error::IdempotencyMismatch)));
    clock.advance(Duration::from_mins(1));
    add(2).unwrap();
    counts(3);
}

#[test]
fn a_clone_shares_nothing() {
    let mut model = Model::with_tables([TableSchema::new("shop", KeyAttribute::string("id"))]).unwrap();
    let before = model.clone();
    model.put_item(&PutItem::new("shop", item! { "id" => "a" })).unwrap();
    assert_eq!(before.items("shop"), []);
    assert_ne!(before, model);
    assert_eq!(model.items("missing"), []);
}
