//! A store that is wrong is told from the model.

use futures::executor::block_on;
use std::sync::Arc;
use twintable::{
    KeyAttribute, PrimaryKey, TableSchema, item,
    store::{DeleteItem, PutItem, Scan, TableAdmin},
};
use twintable_memory::MemoryStore;
use twintable_testkit::{
    Operation,
    contract::Ground,
    faults::{Fault, FaultPlan, FaultStore, Leftovers},
    machine::Machine,
    mock::MockItemStore,
    model::ModelStore,
    script::Script,
};

fn shop() -> Script {
    Script::new([TableSchema::new("shop", KeyAttribute::string("id"))])
}

fn put(id: &str) -> PutItem {
    PutItem::new("shop", item! { "id" => id.to_owned() })
}

/// The memory backend, which departs as the plan says.
fn wrong(plan: FaultPlan) -> Ground {
    let memory = Arc::new(MemoryStore::new());
    Ground::of(Arc::new(FaultStore::new(memory.clone(), plan)), memory)
}

#[test]
fn a_difference_names_its_request() {
    let script = shop().then(put("a")).then(DeleteItem::new("shop", PrimaryKey::new("id", "a")));
    let plan = FaultPlan::new().with(Fault::TimedOutBefore.on(Operation::DeleteItem));
    let difference = block_on(script.run(&wrong(plan))).unwrap_err();
    assert_eq!(difference.request, Some(1));
    assert!(difference.to_string().starts_with("request 2: whether it succeeds differs"), "{difference}");
}

#[test]
fn a_table_is_deleted_after_a_script_whatever_it_found() {
    let memory = Arc::new(MemoryStore::new());
    let plan = FaultPlan::new().with(Fault::Refused.on(Operation::PutItem));
    let ground = Ground::of(Arc::new(FaultStore::new(memory.clone(), plan)), memory.clone());
    assert!(block_on(shop().then(put("a")).run(&ground)).is_err());
    assert_eq!(block_on(memory.list_tables()).unwrap(), Vec::<String>::new());
}

#[test]
fn a_panic_of_the_store_is_a_difference() {
    let ground = Ground::of(Arc::new(MockItemStore::new()), Arc::new(ModelStore::new()));
    let difference = block_on(shop().then(put("a")).run(&ground)).unwrap_err();
    assert_eq!(difference.request, Some(0));
    assert!(difference.what.starts_with("the store panics: "), "{difference}");
}

#[test]
fn what_the_tables_hold_is_compared_at_the_end() {
    // The store says that it put the item, and has it in another place.
    let (one, other) = (Arc::new(MemoryStore::new()), Arc::new(MemoryStore::new()));
    let schema = TableSchema::new("shop", KeyAttribute::string("id"));
    block_on(one.create_table(schema.clone())).unwrap();
    let before = item! { "id" => "b" };
    block_on(twintable::store::ItemStore::put_item(&*one, PutItem::new("shop", before))).unwrap();
    let difference = block_on(Script::new([schema]).run(&Ground::of(one, other))).unwrap_err();
    assert_eq!(difference.request, None);
    assert!(difference.what.contains("what table shop holds"), "{difference}");
}

#[test]
fn a_wrong_store_is_found_and_its_script_is_short() {
    for (plan, requests) in [
        (FaultPlan::new().with(Fault::TimedOutAfter.on(Operation::Query)), 1),
        (FaultPlan::new().with(Fault::Refused.on(Operation::UpdateItem).nth(2)), 2),
        (FaultPlan::new().with(Fault::Unprocessed(Leftovers::AllBut(0)).on(Operation::BatchWriteItem)), 1),
        (FaultPlan::new().with(Fault::Conflict(0).on(Operation::TransactWriteItems)), 1),
    ] {
        let failure = Machine::new().seed(7).cases(200).run(|| wrong(plan.clone())).unwrap_err();
        assert_eq!(failure.script.requests.len(), requests, "{plan}\n{failure}");
        // What was found is found again by the script alone.
        assert_eq!(block_on(failure.script.run(&wrong(plan))), Err(failure.difference.clone()));
        // The store that is not wrong does what the script says.
        failure.script.check(crate::ground);
    }
}

#[test]
fn scans_are_compared_in_any_order_and_with_each_page() {
    let scan = || Scan::new("shop");
    let script = ["a", "b", "c", "d"].into_iter().fold(shop(), |script, id| script.then(put(id)));
    script
        .then(scan())
        .then(scan().limit(3))
        .then(scan().after(Some(item! { "id" => "b" })))
        .check(crate::ground);
}
