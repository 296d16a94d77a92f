//! Whatever a plan does to whatever requests, the store is as its faults say.

use futures::executor::block_on;
use proptest::{prelude::*, test_runner::TestCaseResult};
use std::sync::Arc;
use twintable::{
    Error, ErrorKind, Item,
    store::{BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, ItemStore, PutItem, Scan},
};
use twintable_memory::MemoryStore;
use twintable_testkit::{
    Outcome, Request,
    faults::{Fault, FaultPlan, FaultStore, Leftovers, Rates},
    strategy::{self, Plan, Step, Tables},
};

/// The positions that are left of so many items; no drawn plan names keys.
fn left_of(leftovers: &Leftovers, count: usize) -> Vec<usize> {
    (0..count)
        .filter(|position| match leftovers {
            Leftovers::AllBut(processed) => position >= processed,
            Leftovers::At(positions) => positions.contains(position),
            Leftovers::Percent(share) => (count - position - 1) * 100 < count * usize::from(*share),
            Leftovers::WithKey(_) => panic!("not drawn"),
        })
        .collect()
}

/// The items of a batch at some positions, as a batch; `None` if there are none.
fn part(request: &Request, wanted: impl Fn(usize) -> bool) -> Option<Request> {
    let mut position = 0..;
    let mut wanted = || position.next().is_some_and(&wanted);
    match request.clone() {
        Request::BatchGet(BatchGetItem { mut tables, return_consumed_capacity }) => {
            tables.iter_mut().for_each(|table| table.keys.retain(|_| wanted()));
            tables.retain(|table| !table.keys.is_empty());
            (!tables.is_empty())
                .then_some(Request::BatchGet(BatchGetItem { tables, return_consumed_capacity }))
        }
        Request::BatchWrite(BatchWriteItem { mut tables, return_consumed_capacity }) => {
            tables.iter_mut().for_each(|table| table.requests.retain(|_| wanted()));
            tables.retain(|table| !table.requests.is_empty());
            (!tables.is_empty())
                .then_some(Request::BatchWrite(BatchWriteItem { tables, return_consumed_capacity }))
        }
        other => panic!("no batch: {other:?}"),
    }
}

/// Takes what was not processed out of an outcome.
fn unprocessed(outcome: &mut Outcome) -> (Vec<BatchGet>, Vec<BatchWrite>) {
    match outcome {
        Outcome::BatchGet(outcome) => (std::mem::take(&mut outcome.unprocessed), Vec::new()),
        Outcome::BatchWrite(outcome) => (Vec::new(), std::mem::take(&mut outcome.unprocessed)),
        _ => (Vec::new(), Vec::new()),
    }
}

/// What a request with these faults gives, by what a store without faults does.
fn expected(reference: &MemoryStore, request: &Request, faults: &[Fault]) -> Result<Outcome, ErrorKind> {
    let kind = |error: Error| error.kind();
    let (mut sent, mut left) = (Some(request.clone()), None);
    for fault in faults {
        match fault {
            Fault::Throttled => return Err(ErrorKind::Throttled),
            Fault::TimedOutBefore => return Err(ErrorKind::TimedOut),
            Fault::Unavailable | Fault::Refused => return Err(ErrorKind::Backend),
            Fault::Conflict(_) if !request.operation().is_transaction() => return Err(ErrorKind::Conflict),
            Fault::Conflict(_) | Fault::ActionThrottled(_) => return Err(ErrorKind::TransactionCancelled),
            Fault::Unprocessed(leftovers) => {
                let positions = left_of(leftovers, request.item_count());
                sent = part(request, |position| !positions.contains(&position));
                left = part(request, |position| positions.contains(&position));
            }
            Fault::TimedOutAfter | Fault::Slow(_) | Fault::SlowAnswer(_) => {}
        }
    }
    let result = match sent {
        Some(sent) => block_on(sent.send(reference)).map_err(kind),
        None => Err(ErrorKind::Throttled),
    };
    if faults.contains(&Fault::TimedOutAfter) {
        return Err(ErrorKind::TimedOut);
    }
    let mut outcome = result?;
    match (&mut outcome, left) {
        (Outcome::BatchGet(outcome), Some(Request::BatchGet(left))) => outcome.unprocessed = left.tables,
        (Outcome::BatchWrite(outcome), Some(Request::BatchWrite(left))) => outcome.unprocessed = left.tables,
        _ => {}
    }
    Ok(outcome)
}

fn items(store: &MemoryStore, tables: &Tables) -> Vec<Item> {
    let scan = |table: &str| block_on(store.scan(Scan::new(table.to_owned()))).unwrap().items;
    [&tables.main, &tables.other].into_iter().flat_map(|schema| scan(&schema.name)).collect()
}

fn store_of(plan: &Plan) -> MemoryStore {
    let schemas = [plan.tables.main.clone(), plan.tables.other.clone()];
    let store = MemoryStore::with_tables(schemas).unwrap();
    for draft in &plan.seed {
        let item = draft.item(&plan.tables.main);
        block_on(store.put_item(PutItem::new(plan.tables.main.name.clone(), item))).unwrap();
    }
    store
}

/// Plays the requests of a plan on a store with faults and on one without, and compares what is given and stored.
fn play(plan: &Plan, faults: FaultPlan) -> TestCaseResult {
    let (reference, memory) = (store_of(plan), store_of(plan));
    let store = FaultStore::new(Arc::new(memory.clone()), faults);
    for step in &plan.steps {
        let Step::Request(draft) = step else { continue };
        let request = draft.request(&plan.tables, None);
        let before = store.faults_injected().len();
        let result = block_on(request.clone().send(&store)).map_err(|error| error.kind());
        let injected: Vec<_> =
            store.faults_injected().drain(before..).map(|injected| injected.fault).collect();
        let (mut result, mut expected) = (result, expected(&reference, &request, &injected));
        if let (Ok(result), Ok(expected)) = (&mut result, &mut expected) {
            prop_assert_eq!(unprocessed(result), unprocessed(expected));
        }
        prop_assert_eq!(result, expected, "{}: {:?}", request, injected);
        prop_assert_eq!(items(&memory, &plan.tables), items(&reference, &plan.tables), "{}", request);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_store_is_as_the_faults_of_rules_say(plan in strategy::plan(), faults in strategy::fault_plan()) {
        play(&plan, faults)?;
    }

    #[test]
    fn the_store_is_as_the_faults_of_a_seed_say(plan in strategy::plan(), seed in any::<u64>()) {
        play(&plan, FaultPlan::seeded(seed, Rates { refused: 0.05, ..Rates::passing(0.1) }))?;
    }
}
