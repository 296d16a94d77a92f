//! The operations against the embedded engine: what each request says and what each outcome reads.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod embedded;

use twintable::{
    CancellationCode, Error, GlobalIndex, IndexProjection, Item, KeyAttribute, LocalIndex, Number,
    PrimaryKey, Rule, TableSchema, Value,
    expr::{KeyCondition, Projection, Update},
    item, path,
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, ItemStore, PutItem, Query,
        ReturnConsumedCapacity, ReturnOld, ReturnValues, Scan, Segment, Select, TableAdmin, TransactCheck,
        TransactDelete, TransactGet, TransactGetItems, TransactPut, TransactUpdate, TransactWriteItems,
        UpdateItem, WriteRequest,
    },
};
use twintable_dynamodb::DynamoDbStore;

fn shop() -> TableSchema {
    TableSchema::new("shop", KeyAttribute::string("PK"))
        .sort_key(KeyAttribute::number("SK"))
        .local_index(LocalIndex::new("by_rank", KeyAttribute::binary("rank")))
        .global_index(
            GlobalIndex::new("by_place", KeyAttribute::string("country"))
                .partition_key(KeyAttribute::string("city"))
                .sort_key(KeyAttribute::string("street"))
                .sort_key(KeyAttribute::number("house"))
                .projection(IndexProjection::include(["name"])),
        )
        .global_index(
            GlobalIndex::new("by_email", KeyAttribute::string("email")).projection(IndexProjection::KeysOnly),
        )
}

async fn store() -> DynamoDbStore {
    let store = embedded::store();
    store.create_table(shop()).await.unwrap();
    store
}

fn key(sort: i32) -> PrimaryKey {
    PrimaryKey::new("PK", "a").sort("SK", sort)
}

fn order(sort: i32) -> Item {
    item! { "PK" => "a", "SK" => sort, "total" => sort * 10, "email" => format!("{sort}@example.org") }
}

async fn put_all(store: &DynamoDbStore, items: impl IntoIterator<Item = Item>) {
    for item in items {
        store.put_item(PutItem::new("shop", item)).await.unwrap();
    }
}

#[tokio::test]
async fn tables_come_back_as_they_were_declared() {
    let store = embedded::store();
    let mut declared = shop();
    declared.global_indexes.sort_by(|a, b| a.name.cmp(&b.name));
    assert_eq!(store.create_table(shop()).await.unwrap().schema, declared);
    assert_eq!(store.describe_table("shop").await.unwrap().schema, declared);
    let plain = TableSchema::new("archive", KeyAttribute::binary("id"));
    assert_eq!(store.create_table(plain.clone()).await.unwrap().schema, plain);
    assert_eq!(store.list_tables().await.unwrap(), ["archive", "shop"]);
    assert!(
        matches!(store.create_table(shop()).await, Err(Error::TableExists { table }) if &*table == "shop")
    );
    store.delete_table("shop").await.unwrap();
    assert!(
        matches!(store.describe_table("shop").await, Err(Error::TableNotFound { table }) if &*table == "shop")
    );
    assert!(matches!(store.delete_table("shop").await, Err(Error::TableNotFound { .. })));
}

#[tokio::test]
async fn more_tables_than_a_page_are_listed() {
    let store = embedded::store();
    for number in 0..105 {
        let schema = TableSchema::new(format!("table-{number:03}"), KeyAttribute::string("PK"));
        store.create_table(schema).await.unwrap();
    }
    let names = store.list_tables().await.unwrap();
    assert_eq!((names.len(), names.is_sorted()), (105, true));
}

#[tokio::test]
async fn every_type_of_value_comes_back() {
    let store = store().await;
    let digits: Number = "12345678901234567890.123456789012345678".parse().unwrap();
    let item = order(1)
        .with("string", "")
        .with("number", digits)
        .with("binary", Value::binary([0, 255]))
        .with("bool", true)
        .with("null", Value::Null)
        .with("list", Value::List(vec![Value::from(1), Value::map([("x", Value::Null)])].into()))
        .with("map", Value::map([("a.b", Value::list(["x"]))]))
        .with("strings", Value::string_set(["b", "a"]))
        .with("numbers", Value::number_set([3, 1, 2]))
        .with("binaries", Value::binary_set([[2_u8], [1]]));
    put_all(&store, [item.clone()]).await;
    assert_eq!(store.get_item(GetItem::new("shop", key(1))).await.unwrap().item, Some(item));
    assert_eq!(store.get_item(GetItem::new("shop", key(2))).await.unwrap().item, None);
}

#[tokio::test]
async fn a_projection_to_nothing_that_an_item_has_is_an_item_without_attributes() {
    let store = store().await;
    put_all(&store, [order(1)]).await;
    let read = |paths: [&'static str; 2]| GetItem {
        projection: Some(Projection::of(paths)),
        consistent: true,
        ..GetItem::new("shop", key(1))
    };
    assert_eq!(store.get_item(read(["total", "#x"])).await.unwrap().item, Some(item! { "total" => 10 }));
    assert_eq!(store.get_item(read(["missing", ":v"])).await.unwrap().item, Some(Item::new()));
}

#[tokio::test]
async fn writes_return_what_was_asked_for() {
    let store = store().await;
    let put = |item| PutItem { return_values: ReturnOld::AllOld, ..PutItem::new("shop", item) };
    assert_eq!(store.put_item(put(order(1))).await.unwrap().attributes, None);
    assert_eq!(store.put_item(put(order(1).with("n", 1))).await.unwrap().attributes, Some(order(1)));
    let update = |return_values| {
        UpdateItem::new("shop", key(1), Update::new().set("n", path("n") + 1)).returning(return_values)
    };
    for (asked, expected) in [
        (ReturnValues::None, None),
        (ReturnValues::AllOld, Some(order(1).with("n", 2))),
        (ReturnValues::AllNew, Some(order(1).with("n", 4))),
        (ReturnValues::UpdatedOld, Some(item! { "n" => 4 })),
        (ReturnValues::UpdatedNew, Some(item! { "n" => 6 })),
    ] {
        assert_eq!(store.update_item(update(asked)).await.unwrap().attributes, expected, "{asked:?}");
    }
    let delete = || DeleteItem { return_values: ReturnOld::AllOld, ..DeleteItem::new("shop", key(1)) };
    assert_eq!(store.delete_item(delete()).await.unwrap().attributes, Some(order(1).with("n", 6)));
    assert_eq!(store.delete_item(delete()).await.unwrap().attributes, None);
}

#[tokio::test]
async fn a_failed_condition_returns_the_item_only_when_asked() {
    let store = store().await;
    put_all(&store, [order(1)]).await;
    let put = |asked| PutItem {
        return_on_condition_failure: asked,
        ..PutItem::new("shop", order(1)).when(path("PK").not_exists())
    };
    let refused = store.put_item(put(ReturnOld::AllOld)).await.unwrap_err();
    assert!(matches!(refused, Error::ConditionFailed { current: Some(item) } if item == order(1)));
    let refused = store.put_item(put(ReturnOld::None)).await.unwrap_err();
    assert!(matches!(refused, Error::ConditionFailed { current: None }));
    let update = UpdateItem::new("shop", key(1), Update::new().set("n", 1)).when(path("total").gt(10));
    assert!(matches!(store.update_item(update).await, Err(Error::ConditionFailed { .. })));
    let delete = DeleteItem::new("shop", key(1)).when(path("total").gt(10));
    assert!(matches!(store.delete_item(delete).await, Err(Error::ConditionFailed { .. })));
}

#[tokio::test]
async fn an_update_without_actions_creates_an_item_of_its_key() {
    let store = store().await;
    let update = UpdateItem::new("shop", key(1), Update::new());
    store.update_item(update.when(path("PK").not_exists())).await.unwrap();
    let item = store.get_item(GetItem::new("shop", key(1))).await.unwrap().item;
    assert_eq!(item, Some(item! { "PK" => "a", "SK" => 1 }));
}

#[tokio::test]
async fn a_query_reads_pages_in_both_directions() {
    let store = store().await;
    put_all(&store, (1..=5).map(order)).await;
    let condition = || KeyCondition::partition("PK", "a").sort("SK").between(2, 5);
    let mut found = Vec::new();
    let mut request =
        Query { descending: true, consistent: true, ..Query::new("shop", condition()) }.limit(2);
    loop {
        let page = store.query(request.clone().filter(path("total").ne(40))).await.unwrap();
        assert_eq!(page.count, page.items.len());
        found.extend(page.items);
        match page.last_evaluated_key {
            Some(key) => request = request.after(Some(key)),
            None => break,
        }
    }
    assert_eq!(found, [order(5), order(3), order(2)]);
}

#[tokio::test]
async fn each_select_says_what_is_returned() {
    let store = store().await;
    put_all(&store, [order(1).with("rank", Value::binary([1]))]).await;
    let query = |select, index: Option<&'static str>| {
        let condition = KeyCondition::partition("PK", "a");
        Query { select, index: index.map(Into::into), ..Query::new("shop", condition) }
    };
    let all = order(1).with("rank", Value::binary([1]));
    let page = store.query(query(Select::AllProjected, None)).await.unwrap();
    assert_eq!((page.items, page.count, page.scanned_count), (vec![all.clone()], 1, 1));
    let page = store.query(query(Select::AllAttributes, Some("by_rank"))).await.unwrap();
    assert_eq!(page.items, [all]);
    let paths = Projection::of(["total"]);
    let page = store.query(query(Select::Attributes(paths.clone()), None)).await.unwrap();
    assert_eq!(page.items, [item! { "total" => 10 }]);
    let page = store.query(query(Select::Count, None)).await.unwrap();
    assert_eq!((page.items, page.count), (vec![], 1));
    let scan = |select| Scan { select, ..Scan::new("shop") };
    assert_eq!(store.scan(scan(Select::Count)).await.unwrap().count, 1);
    let page = store.scan(scan(Select::Attributes(paths))).await.unwrap();
    assert_eq!(page.items, [item! { "total" => 10 }]);
    let by_email = Query::new("shop", KeyCondition::partition("email", "1@example.org")).index("by_email");
    let keys = item! { "PK" => "a", "SK" => 1, "email" => "1@example.org" };
    assert_eq!(store.query(by_email).await.unwrap().items, [keys]);
}

#[tokio::test]
async fn an_index_of_several_attributes_is_queried() {
    let store = store().await;
    let at = |sort: i32, street: &str, house: i32| {
        order(sort).with("country", "NO").with("city", "Oslo").with("street", street).with("house", house)
    };
    put_all(&store, [at(1, "Storgata", 1), at(2, "Storgata", 7), at(3, "Torggata", 1), order(4)]).await;
    let condition = KeyCondition::partition("country", "NO").and_partition("city", "Oslo");
    let condition = condition.sort("street").eq("Storgata").sort("house").gt(3);
    let page = store.query(Query::new("shop", condition).index("by_place")).await.unwrap();
    assert_eq!(
        page.items.iter().map(|item| item.get("SK").cloned()).collect::<Vec<_>>(),
        [Some(Value::from(2))]
    );
}

#[tokio::test]
async fn a_scan_reads_its_segment() {
    let store = store().await;
    put_all(&store, (1..=4).map(|sort| order(sort).with("PK", format!("partition {sort}")))).await;
    let mut total = 0;
    for index in 0..3 {
        let scan = Scan { segment: Some(Segment { index, total: 3 }), ..Scan::new("shop") };
        total += store.scan(scan).await.unwrap().count;
    }
    assert_eq!(total, 4);
    let expensive = Scan::new("shop").filter(path("total").ge(30)).limit(u32::MAX);
    assert_eq!(store.scan(expensive).await.unwrap().count, 2);
}

#[tokio::test]
async fn batches_write_and_read() {
    let store = store().await;
    let puts = (1..=3).map(|sort| WriteRequest::Put(order(sort)));
    let written = store.batch_write_item(BatchWriteItem::of(BatchWrite::new("shop", puts))).await.unwrap();
    assert_eq!(written.unprocessed, []);
    let deletes = BatchWrite::new("shop", [WriteRequest::Delete(key(1)), WriteRequest::Put(order(4))]);
    store.batch_write_item(BatchWriteItem::of(deletes)).await.unwrap();
    let get = BatchGet {
        projection: Some(Projection::of(["SK"])),
        consistent: true,
        ..BatchGet::new("shop", (1..=4).map(key))
    };
    let read = store.batch_get_item(BatchGetItem::of(get)).await.unwrap();
    let [(table, mut items)] = <[_; 1]>::try_from(read.items).unwrap();
    items.sort_by_key(|item| item.get("SK").and_then(Value::as_number));
    assert_eq!((table.as_str(), items), ("shop", (2..=4).map(|sort| item! { "SK" => sort }).collect()));
    assert_eq!(read.unprocessed, []);
}

#[tokio::test]
async fn a_transaction_does_all_or_nothing() {
    let store = store().await;
    put_all(&store, [order(1), order(2)]).await;
    let actions = |total: i32| {
        TransactWriteItems::of([
            TransactPut::new("shop", order(3)).when(path("PK").not_exists()).into(),
            TransactUpdate::new("shop", key(1), Update::new().add("total", 5)).into(),
            TransactDelete::new("shop", key(2))
                .when(path("total").eq(total))
                .returning_old_on_failure()
                .into(),
            TransactCheck::new("shop", key(9), path("PK").not_exists()).into(),
        ])
    };
    let error = store.transact_write_items(actions(0)).await.unwrap_err();
    let Error::TransactionCancelled { reasons } = error else { panic!("{error:?}") };
    let codes: Vec<_> = reasons.iter().map(|reason| reason.code.as_str()).collect();
    assert_eq!(codes, ["None", "None", "ConditionalCheckFailed", "None"]);
    assert_eq!(reasons[2].item, Some(order(2)));
    store.transact_write_items(actions(20)).await.unwrap();
    let gets = (1..=3).map(|sort| TransactGet::new("shop", key(sort))).collect();
    let read =
        store.transact_get_items(TransactGetItems { gets, ..TransactGetItems::default() }).await.unwrap();
    assert_eq!(read.items, [Some(order(1).with("total", 15)), None, Some(order(3))]);
}

#[tokio::test]
async fn a_token_makes_a_transaction_idempotent() {
    let store = store().await;
    put_all(&store, [order(1)]).await;
    let add = |number: i32| TransactWriteItems {
        client_request_token: Some("token".to_owned()),
        ..TransactWriteItems::of([
            TransactUpdate::new("shop", key(1), Update::new().add("total", number)).into()
        ])
    };
    store.transact_write_items(add(1)).await.unwrap();
    store.transact_write_items(add(1)).await.unwrap();
    let item = store.get_item(GetItem::new("shop", key(1))).await.unwrap().item.unwrap();
    assert_eq!(item.get("total"), Some(&Value::from(11)));
    assert!(matches!(store.transact_write_items(add(2)).await, Err(Error::IdempotencyMismatch)));
}

#[tokio::test]
async fn consumed_capacity_is_reported_as_asked() {
    let store = store().await;
    let put = |asked| PutItem { return_consumed_capacity: asked, ..PutItem::new("shop", order(1)) };
    assert_eq!(store.put_item(put(ReturnConsumedCapacity::None)).await.unwrap().consumed_capacity, None);
    let total = store.put_item(put(ReturnConsumedCapacity::Total)).await.unwrap().consumed_capacity.unwrap();
    assert_eq!((total.table_name.as_str(), total.parts), ("shop", None));
    let moved = PutItem {
        return_consumed_capacity: ReturnConsumedCapacity::Indexes,
        ..PutItem::new("shop", order(2))
    };
    let parts = store.put_item(moved).await.unwrap().consumed_capacity.unwrap();
    assert_eq!(parts.total.to_bits(), 2.0_f64.to_bits());
    let parts = parts.parts.unwrap();
    assert_eq!(parts.table.to_bits(), 1.0_f64.to_bits());
    assert_eq!(parts.global_indexes.keys().collect::<Vec<_>>(), ["by_email"]);
    let batch = BatchGetItem {
        return_consumed_capacity: ReturnConsumedCapacity::Total,
        ..BatchGetItem::of(BatchGet::new("shop", [key(1), key(7)]))
    };
    let consumed = store.batch_get_item(batch).await.unwrap().consumed_capacity;
    assert_eq!(consumed.len(), 1);
    assert_eq!(consumed[0].total.to_bits(), 1.0_f64.to_bits());
}

#[tokio::test]
async fn aliases_that_differ_in_case_alone_are_two() {
    let store = store().await;
    let names: Vec<_> = (0..62).map(|number| format!("n{number}")).collect();
    let item = names
        .iter()
        .enumerate()
        .fold(order(1), |item, (at, name)| item.with(name.as_str(), i64::try_from(at).unwrap()));
    put_all(&store, [item]).await;
    let each = names.iter().enumerate().map(|(at, name)| path(name.clone()).eq(i64::try_from(at).unwrap()));
    let scan = Scan::new("shop").filter(twintable::expr::Filter::all(each));
    assert_eq!(store.scan(scan).await.unwrap().count, 1);
}

#[tokio::test]
async fn hostile_names_are_only_names() {
    let store = store().await;
    for name in ["#x", ":v", "a.b", "a[0]", "size(a)", "a = :v OR 1", "SET", "\"", "(", " "] {
        put_all(&store, [order(1).with(name, 1)]).await;
        let update = Update::new().set(name.to_owned(), path(name) + 1).set("copy", path(name));
        store.update_item(UpdateItem::new("shop", key(1), update).when(path(name).eq(1))).await.unwrap();
        let read = GetItem { projection: Some(Projection::of([name])), ..GetItem::new("shop", key(1)) };
        assert_eq!(store.get_item(read).await.unwrap().item, Some(item! { name => 2 }));
    }
}

#[tokio::test]
async fn a_transaction_that_does_not_fit_its_table_is_cancelled_before_it_is_sent() {
    let store = store().await;
    let wrong = PrimaryKey::new("PK", "a").sort("SK", "text");
    let request = TransactWriteItems::of([
        TransactPut::new("shop", order(1)).into(),
        TransactDelete::new("shop", wrong.clone()).into(),
        TransactPut::new("shop", item! { "PK" => "a" }).into(),
    ]);
    let Err(Error::TransactionCancelled { reasons }) = store.transact_write_items(request).await else {
        panic!("not cancelled")
    };
    let codes: Vec<_> = reasons.iter().map(|reason| reason.code.clone()).collect();
    assert_eq!(codes, [CancellationCode::None, CancellationCode::ValidationError, CancellationCode::None]);
    assert_eq!(reasons[1].invalid.as_ref().unwrap().rule, Rule::KeyType);
    let gets = vec![TransactGet::new("shop", wrong)];
    let error =
        store.transact_get_items(TransactGetItems { gets, ..TransactGetItems::default() }).await.unwrap_err();
    assert!(matches!(error, Error::TransactionCancelled { .. }));
    let twice = TransactWriteItems::of([
        TransactPut::new("shop", order(1)).into(),
        TransactDelete::new("shop", key(1)).into(),
    ]);
    let error = store.transact_write_items(twice).await.unwrap_err();
    assert_eq!(error.rule(), Some(Rule::TransactionItemTwice));
}
