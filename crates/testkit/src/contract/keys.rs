//! Primary keys.

use super::{Ground, key, keys, number};
use twintable::{
    Error, KeyAttribute, PrimaryKey, Rule, TableSchema, Value,
    expr::Update,
    item,
    store::{BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, WriteRequest},
};

/// Text, numbers and bytes can be keys, in each part.
pub(super) async fn texts_numbers_and_bytes_can_be_keys(ground: &Ground) {
    let values = [Value::from("a"), Value::from(number("-1.5")), Value::binary([0, 255])];
    let declare = [KeyAttribute::string, KeyAttribute::number, KeyAttribute::binary];
    for (partition, partition_key) in values.iter().zip(declare) {
        for (sort, sort_key) in values.iter().zip(declare) {
            let schema = TableSchema::new(ground.fresh_name(), partition_key("p")).sort_key(sort_key("s"));
            let table = ground.create(schema).await;
            let item = item! { "p" => partition.clone(), "s" => sort.clone(), "a" => 1 };
            table.put(item.clone()).await;
            let found = table.get(PrimaryKey::new("p", partition.clone()).sort("s", sort.clone())).await;
            assert_eq!(found, Some(item));
        }
    }
}

/// The two parts of a key have two names: of one name, one value would be lost.
pub(super) async fn a_key_has_no_attribute_twice(ground: &Ground) {
    let table = ground.table().await;
    table.put(item! { "pk" => "b" }).await;
    let twice = || PrimaryKey::new("pk", "a").sort("pk", "b");
    table.breaks(Rule::KeyShape, ground.store.get_item(GetItem::new(table.name(), twice()))).await;
    table.breaks(Rule::KeyShape, ground.store.delete_item(DeleteItem::new(table.name(), twice()))).await;
}

/// A missing item is no error, and there is nothing to read.
pub(super) async fn a_missing_item_is_nothing(ground: &Ground) {
    let table = ground.sorted_table().await;
    table.put(item! { "pk" => "p", "sk" => "s" }).await;
    assert_eq!(table.get(keys("p", "other")).await, None);
    assert_eq!(table.get(keys("other", "s")).await, None);
}

/// An item is replaced by another with the same key, as a whole.
pub(super) async fn a_put_replaces_the_whole_item(ground: &Ground) {
    let table = ground.table().await;
    table.put(item! { "pk" => "k", "a" => 1, "b" => 2 }).await;
    table.put(item! { "pk" => "k", "b" => 3 }).await;
    assert_eq!(table.items().await, [item! { "pk" => "k", "b" => 3 }]);
}

/// Items whose keys differ in either part are different items.
pub(super) async fn items_differ_by_either_part_of_the_key(ground: &Ground) {
    let table = ground.sorted_table().await;
    let items = [("a", "x"), ("a", "y"), ("b", "x"), ("A", "x"), ("ax", "y"), ("a", "xy")];
    table
        .put_all(items.map(|(pk, sk)| item! { "pk" => pk, "sk" => sk, "own" => format!("{pk}/{sk}") }))
        .await;
    for (pk, sk) in items {
        let found = table.get(keys(pk, sk)).await.unwrap();
        assert_eq!(found.get("own"), Some(&Value::from(format!("{pk}/{sk}"))));
    }
    assert_eq!(table.items().await.len(), items.len());
}

/// A deleted item is gone, and its neighbours are not.
pub(super) async fn a_delete_removes_one_item(ground: &Ground) {
    let table = ground.sorted_table().await;
    table.put_all(["a", "b", "c"].map(|sk| item! { "pk" => "p", "sk" => sk })).await;
    table.store().delete_item(DeleteItem::new(table.name(), keys("p", "b"))).await.unwrap();
    assert_eq!(table.get(keys("p", "b")).await, None);
    assert_eq!(table.items().await.len(), 2);
}

/// Asserts that every operation that takes a key refuses this one.
async fn each_operation_refuses(ground: &Ground, wrong: PrimaryKey, rule: Rule) {
    let table = ground.sorted_table().await;
    let store = table.store();
    table.put(item! { "pk" => "p", "sk" => "s" }).await;
    table.breaks(rule, store.get_item(GetItem::new(table.name(), wrong.clone()))).await;
    table.breaks(rule, store.delete_item(DeleteItem::new(table.name(), wrong.clone()))).await;
    table.breaks(rule, table.try_update(wrong.clone(), Update::new().set("a", 1))).await;
    let gets = BatchGetItem::of(BatchGet::new(table.name(), [keys("p", "s"), wrong.clone()]));
    table.breaks(rule, store.batch_get_item(gets)).await;
    let writes = [WriteRequest::Delete(keys("p", "s")), WriteRequest::Delete(wrong)];
    table
        .breaks(rule, store.batch_write_item(BatchWriteItem::of(BatchWrite::new(table.name(), writes))))
        .await;
}

/// A key names exactly the key attributes: one that lacks the sort attribute is refused.
pub(super) async fn a_key_lacks_no_attribute(ground: &Ground) {
    each_operation_refuses(ground, key("p"), Rule::KeyShape).await;
}

/// A key with an attribute that is not in the table's key is refused.
pub(super) async fn a_key_has_no_attribute_too_many(ground: &Ground) {
    each_operation_refuses(ground, PrimaryKey::new("pk", "p").sort("other", "s"), Rule::KeyShape).await;
    each_operation_refuses(ground, PrimaryKey::new("sk", "s").sort("pk", "p"), Rule::KeyShape).await;
    let table = ground.table().await;
    table.breaks(Rule::KeyShape, table.store().get_item(GetItem::new(table.name(), keys("p", "s")))).await;
}

/// A key attribute has the type that the table declares.
pub(super) async fn a_key_has_the_declared_types(ground: &Ground) {
    each_operation_refuses(ground, PrimaryKey::new("pk", 1).sort("sk", "s"), Rule::KeyType).await;
    each_operation_refuses(ground, PrimaryKey::new("pk", "p").sort("sk", Value::binary("s")), Rule::KeyType)
        .await;
    each_operation_refuses(ground, PrimaryKey::new("pk", "p").sort("sk", Value::Null), Rule::KeyType).await;
}

/// Text and bytes in a key are not empty.
pub(super) async fn a_key_is_not_empty(ground: &Ground) {
    each_operation_refuses(ground, keys("", "s"), Rule::KeyEmpty).await;
    each_operation_refuses(ground, keys("p", ""), Rule::KeyEmpty).await;
    let table = ground.sorted_table().await;
    table.breaks(Rule::KeyEmpty, table.try_put(item! { "pk" => "", "sk" => "s" })).await;
    table.breaks(Rule::KeyEmpty, table.try_put(item! { "pk" => "p", "sk" => "" })).await;
}

/// A partition key has at most 2,048 bytes and a sort key at most 1,024, in UTF-8.
pub(super) async fn a_key_has_a_limited_length(ground: &Ground) {
    let (partition, sort) = ("\u{e9}".repeat(1024), "\u{e9}".repeat(512));
    let table = ground.sorted_table().await;
    let item = item! { "pk" => &partition, "sk" => &sort };
    table.put(item.clone()).await;
    assert_eq!(table.get(keys(&partition, &sort)).await, Some(item));
    for (pk, sk) in [(partition.clone() + "x", "s".to_owned()), ("p".to_owned(), sort.clone() + "x")] {
        each_operation_refuses(ground, keys(&pk, &sk), Rule::KeyTooLong).await;
        table.breaks(Rule::KeyTooLong, table.try_put(item! { "pk" => pk, "sk" => sk })).await;
    }
}

/// An item without a key attribute is refused.
pub(super) async fn an_item_has_the_key_attributes(ground: &Ground) {
    let table = ground.sorted_table().await;
    table.breaks(Rule::KeyMissing, table.try_put(item! { "pk" => "p" })).await;
    table.breaks(Rule::KeyMissing, table.try_put(item! { "sk" => "s", "a" => 1 })).await;
    let batch =
        [WriteRequest::Put(item! { "pk" => "p", "sk" => "s" }), WriteRequest::Put(item! { "a" => 1 })];
    let batch = BatchWriteItem::of(BatchWrite::new(table.name(), batch));
    table.breaks(Rule::KeyMissing, table.store().batch_write_item(batch)).await;
}

/// An item whose key attribute has another type than the table declares is refused.
pub(super) async fn an_item_has_the_declared_key_types(ground: &Ground) {
    let table = ground.sorted_table().await;
    for wrong in
        [Value::from(1), Value::binary("p"), Value::Null, Value::list(["p"]), Value::string_set(["p"])]
    {
        table.breaks(Rule::KeyType, table.try_put(item! { "pk" => wrong.clone(), "sk" => "s" })).await;
        table.breaks(Rule::KeyType, table.try_put(item! { "pk" => "p", "sk" => wrong })).await;
    }
}

/// Without a key that fits, an error says which attribute is wrong.
pub(super) async fn an_error_names_the_key_attribute(ground: &Ground) {
    let table = ground.sorted_table().await;
    let error = table.try_put(item! { "pk" => "p", "sk" => 5 }).await.unwrap_err();
    let Error::InvalidRequest(invalid) = error else { panic!("{error:?}") };
    assert_eq!(invalid.path, Some("sk".into()));
}
