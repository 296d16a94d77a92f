//! Cases that a drawn plan once found, as the service has them. Where the engine departs, the memory backend is
//! asked alone.

use super::plans::runtime;
use twintable::{
    Error, GlobalIndex, IndexProjection, Item, KeyAttribute, LocalIndex, PrimaryKey, Rule, TableSchema,
    Value,
    expr::{KeyCondition, Projection, Update},
    item, path,
    store::{
        CapacityParts, ItemStore, PageOutcome, PutItem, Query, ReturnConsumedCapacity, Scan, Select,
        TransactGet, TransactGetItems, TransactUpdate, TransactWriteItems, UpdateItem,
    },
};
use twintable_memory::MemoryStore;

fn without_sort_key() -> TableSchema {
    TableSchema::new("main", KeyAttribute::string("pk"))
}

fn with_local_index() -> TableSchema {
    let index =
        LocalIndex::new("by_rank", KeyAttribute::number("rank")).projection(IndexProjection::KeysOnly);
    without_sort_key().sort_key(KeyAttribute::string("sk")).local_index(index)
}

/// A store with one table and some items.
async fn store(schema: TableSchema, items: impl IntoIterator<Item = Item>) -> MemoryStore {
    let store = MemoryStore::with_tables([schema]).expect("a valid table");
    for item in items {
        store.put_item(PutItem::new("main", item)).await.expect("a valid item");
    }
    store
}

fn ranked() -> [Item; 2] {
    [
        item! { "pk" => "a", "sk" => "1", "rank" => 1, "n" => 1 },
        item! { "pk" => "a", "sk" => "2", "rank" => 1, "n" => 2 },
    ]
}

fn of_a() -> KeyCondition {
    KeyCondition::partition("pk", "a")
}

#[test]
fn a_query_without_a_sort_key_starts_after_its_only_item() {
    runtime().block_on(async {
        let store = store(without_sort_key(), [item! { "pk" => "a" }]).await;
        let after = Query::new("main", of_a()).after(Some(item! { "pk" => "a" }));
        assert_eq!(store.query(after).await.expect("a page").items, []);
    });
}

#[test]
fn the_pages_of_a_query_without_a_sort_key_end() {
    runtime().block_on(async {
        let store = store(without_sort_key(), [item! { "pk" => "a" }]).await;
        let query = Query::new("main", of_a()).limit(1);
        let PageOutcome { scanned_count, last_evaluated_key, .. } =
            store.query(query.clone()).await.expect("a page");
        assert_eq!(scanned_count, 1);
        if let Some(last) = last_evaluated_key {
            let PageOutcome { scanned_count, last_evaluated_key, .. } =
                store.query(query.after(Some(last))).await.expect("a page");
            assert_eq!((scanned_count, last_evaluated_key), (0, None));
        }
    });
}

#[test]
fn what_a_local_index_lacks_is_fetched_and_charged_item_by_item() {
    runtime().block_on(async {
        let store = store(with_local_index(), ranked()).await;
        for select in [Select::AllAttributes, Select::Attributes(Projection::of(["n"]))] {
            let mut query = Query::new("main", of_a()).index("by_rank");
            query.select = select.clone();
            query.return_consumed_capacity = ReturnConsumedCapacity::Indexes;
            let page = store.query(query).await.expect("a page");
            assert!(page.items.iter().all(|item| item.contains("n")), "{select:?}");
            let parts = page.consumed_capacity.and_then(|consumed| consumed.parts).expect("parts");
            let local_indexes = [("by_rank".to_owned(), 0.5)].into();
            assert_eq!(parts, CapacityParts { table: 1.0, local_indexes, global_indexes: [].into() });
        }
    });
}

#[test]
fn a_scan_of_a_local_index_is_charged_to_the_index() {
    runtime().block_on(async {
        let store = store(with_local_index(), ranked()).await;
        let mut scan = Scan::new("main").index("by_rank");
        scan.return_consumed_capacity = ReturnConsumedCapacity::Indexes;
        let page = store.scan(scan).await.expect("a page");
        let parts = page.consumed_capacity.and_then(|consumed| consumed.parts).expect("parts");
        let local_indexes = [("by_rank".to_owned(), 0.5)].into();
        assert_eq!(parts, CapacityParts { table: 0.0, local_indexes, global_indexes: [].into() });
    });
}

#[test]
fn an_update_gives_an_index_no_key_that_is_too_long() {
    runtime().block_on(async {
        let schema =
            without_sort_key().global_index(GlobalIndex::new("by_email", KeyAttribute::string("email")));
        let store = store(schema, []).await;
        let update = Update::new().set("email", "x".repeat(2049));
        let error = store
            .update_item(UpdateItem::new("main", PrimaryKey::new("pk", "a"), update))
            .await
            .expect_err("the key is too long");
        assert_eq!(error.rule(), Some(Rule::KeyTooLong));
    });
}

#[test]
fn a_nested_removal_from_a_missing_item_is_nothing() {
    runtime().block_on(async {
        let store = store(without_sort_key(), []).await;
        let update = Update::new().remove(path("m").field("n")).set("n", 1);
        let outcome = store.update_item(UpdateItem::new("main", PrimaryKey::new("pk", "a"), update)).await;
        assert!(outcome.is_ok(), "{outcome:?}");
    });
}

#[test]
fn a_fault_is_the_only_reason_of_a_cancelled_transaction() {
    runtime().block_on(async {
        let store = store(without_sort_key(), []).await;
        let key = |name: &str| PrimaryKey::new("pk", name);
        let faulty =
            TransactUpdate::new("main", key("a"), Update::new().set("n", path("absent") + Value::from(1)));
        let failing =
            TransactUpdate::new("main", key("b"), Update::new().set("n", 1)).when(path("n").exists());
        let request = TransactWriteItems::of([failing.into(), faulty.into()]);
        let Err(Error::TransactionCancelled { reasons }) = store.transact_write_items(request).await else {
            panic!("not cancelled");
        };
        let codes: Vec<_> = reasons.iter().map(|reason| reason.code.as_str()).collect();
        assert_eq!(codes, ["None", "ValidationError"]);
    });
}

#[test]
fn a_projected_read_of_a_transaction_adds_no_key() {
    runtime().block_on(async {
        let store = store(without_sort_key(), [item! { "pk" => "a", "n" => 1 }]).await;
        let mut get = TransactGet::new("main", PrimaryKey::new("pk", "a"));
        get.projection = Some(Projection::of(["n"]));
        let request = TransactGetItems { gets: vec![get], ..TransactGetItems::default() };
        let found = store.transact_get_items(request).await.expect("items");
        assert_eq!(found.items, [Some(item! { "n" => 1 })]);
    });
}
