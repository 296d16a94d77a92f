//! What a script prints, as it is printed. `BLESS=1 cargo test -p twintable-testkit --test script` writes it anew.

use crate::ground;

#[test]
fn the_store_does_what_the_model_does() -> Result<(), twintable::NumberError> {
    use twintable::expr::{Filter, KeyCondition, Operand, Projection, Update, if_not_exists, list_append};
    use twintable::store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, PutItem, Query,
        ReturnConsumedCapacity, ReturnOld, ReturnValues, Scan, Segment, Select, TransactCheck,
        TransactDelete, TransactGet, TransactGetItems, TransactPut, TransactUpdate, TransactWriteItems,
        UpdateItem, WriteRequest,
    };
    use twintable::{
        GlobalIndex, IndexProjection, KeyAttribute, LocalIndex, Number, PrimaryKey, TableSchema, Value,
        ValueType, item, path,
    };
    use twintable_testkit::script::Script;

    Script::new([
        TableSchema::new("orders", KeyAttribute::string("pk")).sort_key(KeyAttribute::number("sk")).local_index(LocalIndex::new("by_rank", KeyAttribute::number("rank")).projection(IndexProjection::KeysOnly)).global_index(GlobalIndex::new("by_city", KeyAttribute::string("city")).sort_key(KeyAttribute::string("street")).projection(IndexProjection::include(["n"]))),
        TableSchema::new("bytes", KeyAttribute::binary("id")),
    ])
    // Put(PutItemOutcome { attributes: None, consumed_capacity: None })
    .then(PutItem::new("orders", item! { "big" => 5_000_000_000_i64, "city" => "Bern", "l" => Value::list([1, 2, 3]), "long" => "x".repeat(2000), "m" => Value::map([("x", 1), ("y", 2)]), "mixed" => Value::list([Value::from(1), Value::from("two"), Value::Null]), "pk" => "a", "rank" => "0.5".parse::<Number>()?, "s" => Value::string_set(["a", "b"]), "sk" => 1, "street" => "Aare \"1\"", "t" => true, "v" => Value::number_set(["0.5".parse::<Number>()?, Number::from(1)]), "w" => Value::binary_set([b"\x00\xff".to_vec()]) }))
    .then(UpdateItem { condition: Some(path("l").exists()), return_values: ReturnValues::AllNew, ..UpdateItem::new("orders", PrimaryKey::new("pk", "a").sort("sk", 1), Update::new().set("n", if_not_exists("n", 0) + 1).set("log", list_append(if_not_exists("log", Value::list([0])), Value::list(["a"]))).remove(path("l").index(0)).remove(path("l").index(1)).add("sum", 2).delete("s", Value::string_set(["b"]))) })
    // BatchWrite(BatchWriteItemOutcome { unprocessed: [], consumed_capacity: [] })
    .then(BatchWriteItem::of(BatchWrite::new("bytes", [WriteRequest::Put(item! { "id" => Value::binary(b"\x01") }), WriteRequest::Delete(PrimaryKey::new("id", Value::binary(b"\x02")))])))
    // TransactWrite(TransactWriteItemsOutcome { consumed_capacity: [] })
    .then(TransactWriteItems { client_request_token: Some("token".into()), ..TransactWriteItems::of([TransactPut { condition: Some(path("pk").not_exists()), ..TransactPut::new("orders", item! { "pk" => "a", "sk" => 3 }) }.into(), TransactUpdate::new("orders", PrimaryKey::new("pk", "a").sort("sk", 2), Update::new().set("rank", path("sk") - 1)).into(), TransactDelete { return_on_condition_failure: ReturnOld::AllOld, ..TransactDelete::new("orders", PrimaryKey::new("pk", "a").sort("sk", 4)) }.into(), TransactCheck::new("orders", PrimaryKey::new("pk", "a").sort("sk", 1), path("n").eq(1)).into()]) })
    // Get(GetItemOutcome { item: Some({"m": Map({"y": Number(2)})}), consumed_capacity: None })
    .then(GetItem { projection: Some(Projection::of([path("l").index(1), path("m").field("y")])), consistent: true, ..GetItem::new("orders", PrimaryKey::new("pk", "a").sort("sk", 1)) })
    .then(Query { descending: true, limit: Some(1), ..Query::new("orders", KeyCondition::partition("pk", "a").sort("sk").between(0, 9)) })
    .then(Query { index: Some("by_rank".into()), select: Select::AllAttributes, ..Query::new("orders", KeyCondition::partition("pk", "a").sort("rank").ge("0.5".parse::<Number>()?)) })
    .then(Query { index: Some("by_city".into()), filter: Some(path("n").gt(1) | !path("n").exists()), select: Select::Count, ..Query::new("orders", KeyCondition::partition("city", "Bern").sort("street").begins_with("A")) })
    .then(Scan { filter: Some(Filter::all([path("s").contains("a") | path("l").size().is_in([Operand::from(1), Operand::from(path("n"))]), Filter::all([path("m").type_is(ValueType::Map)])])), ..Scan::new("orders") })
    .then(Scan { limit: Some(2), segment: Some(Segment { index: 0, total: 3 }), ..Scan::new("orders") })
    .then(BatchGetItem { tables: vec![BatchGet::new("orders", [PrimaryKey::new("pk", "a").sort("sk", 1), PrimaryKey::new("pk", "a").sort("sk", 2)]), BatchGet { consistent: true, ..BatchGet::new("bytes", [PrimaryKey::new("id", Value::binary(b"\x01"))]) }], return_consumed_capacity: ReturnConsumedCapacity::Total, })
    .then(TransactGetItems { gets: vec![TransactGet::new("orders", PrimaryKey::new("pk", "a").sort("sk", 1)), TransactGet::new("orders", PrimaryKey::new("pk", "a").sort("sk", 7))], ..TransactGetItems::default() })
    // ConditionFailed(the condition of the write is false for the item as it is)
    .then(DeleteItem { condition: Some(path("rank").lt("0.5".parse::<Number>()?)), ..DeleteItem::new("orders", PrimaryKey::new("pk", "a").sort("sk", 1)) })
    .then(DeleteItem { return_values: ReturnOld::AllOld, ..DeleteItem::new("orders", PrimaryKey::new("pk", "a").sort("sk", 1)) })
    // TableNotFound(table missing not found)
    .then(GetItem::new("missing", PrimaryKey::new("pk", "a").sort("sk", 1)))
    .check(ground);
    Ok(())
}
