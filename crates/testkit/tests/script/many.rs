//! A script of all ten operations, with many nodes of the expressions.

use twintable::{
    GlobalIndex, IndexProjection, KeyAttribute, LocalIndex, Number, PrimaryKey, TableSchema, Value,
    ValueType,
    expr::{Filter, KeyCondition, Operand, Projection, Update, if_not_exists, list_append},
    item, path,
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, PutItem, Query,
        ReturnConsumedCapacity, ReturnValues, Scan, Segment, Select, TransactCheck, TransactDelete,
        TransactGet, TransactGetItems, TransactPut, TransactUpdate, TransactWriteItems, UpdateItem,
        WriteRequest,
    },
};
use twintable_testkit::script::Script;

fn key(sort: i32) -> PrimaryKey {
    PrimaryKey::new("pk", "a").sort("sk", sort)
}

fn tables() -> [TableSchema; 2] {
    let local =
        LocalIndex::new("by_rank", KeyAttribute::number("rank")).projection(IndexProjection::KeysOnly);
    let global = GlobalIndex::new("by_city", KeyAttribute::string("city"))
        .sort_key(KeyAttribute::string("street"))
        .projection(IndexProjection::include(["n"]));
    let orders = TableSchema::new("orders", KeyAttribute::string("pk"))
        .sort_key(KeyAttribute::number("sk"))
        .local_index(local)
        .global_index(global);
    [orders, TableSchema::new("bytes", KeyAttribute::binary("id"))]
}

pub(super) fn script() -> Script {
    let half: Number = "0.5".parse().unwrap();
    let full = item! {
        "pk" => "a", "sk" => 1, "rank" => half, "city" => "Bern", "street" => "Aare \"1\"", "big" => 5_000_000_000_i64,
        "l" => Value::list([1, 2, 3]), "mixed" => Value::list([Value::from(1), "two".into(), Value::Null]),
        "m" => Value::map([("x", 1), ("y", 2)]), "t" => true, "s" => Value::string_set(["a", "b"]),
        "v" => Value::number_set([Number::from(1), half]), "w" => Value::binary_set([b"\x00\xff"]), "long" => "x".repeat(2000),
    };
    writes(Script::new(tables()).then(PutItem::new("orders", full)))
        .then(
            GetItem::new("orders", key(1))
                .consistent()
                .project(Projection::of([path("l").index(1), path("m").field("y")])),
        )
        .then(Query {
            descending: true,
            limit: Some(1),
            ..Query::new("orders", KeyCondition::partition("pk", "a").sort("sk").between(0, 9))
        })
        .then(
            Query::new("orders", KeyCondition::partition("pk", "a").sort("rank").ge(half))
                .index("by_rank")
                .select(Select::AllAttributes),
        )
        .then(
            Query::new("orders", KeyCondition::partition("city", "Bern").sort("street").begins_with("A"))
                .index("by_city")
                .filter(path("n").gt(1) | !path("n").exists())
                .select(Select::Count),
        )
        .then(Scan::new("orders").filter(
            (path("s").contains("a") | path("l").size().is_in([Operand::from(1), path("n").into()]))
                & Filter::all([Filter::all([path("m").type_is(ValueType::Map)])]),
        ))
        .then(Scan { segment: Some(Segment { index: 0, total: 3 }), limit: Some(2), ..Scan::new("orders") })
        .then(BatchGetItem {
            tables: vec![
                BatchGet::new("orders", [key(1), key(2)]),
                BatchGet {
                    consistent: true,
                    ..BatchGet::new("bytes", [PrimaryKey::new("id", Value::binary(b"\x01"))])
                },
            ],
            return_consumed_capacity: ReturnConsumedCapacity::Total,
        })
        .then(TransactGetItems {
            gets: vec![TransactGet::new("orders", key(1)), TransactGet::new("orders", key(7))],
            ..TransactGetItems::default()
        })
        .then(DeleteItem::new("orders", key(1)).when(path("rank").lt(half)))
        .then(DeleteItem::new("orders", key(1)).returning_old())
        .then(GetItem::new("missing", key(1)))
}

fn writes(script: Script) -> Script {
    let update = Update::new()
        .set("n", if_not_exists("n", 0) + 1)
        .set("log", list_append(if_not_exists("log", Value::list([0])), Value::list(["a"])))
        .remove(path("l").index(0))
        .remove(path("l").index(1))
        .add("sum", 2)
        .delete("s", Value::string_set(["b"]));
    let action = TransactUpdate::new("orders", key(2), Update::new().set("rank", path("sk") - 1));
    script
        .then(
            UpdateItem::new("orders", key(1), update)
                .when(path("l").exists())
                .returning(ReturnValues::AllNew),
        )
        .then(BatchWriteItem::of(BatchWrite::new(
            "bytes",
            [
                WriteRequest::Put(item! { "id" => b"\x01" }),
                WriteRequest::Delete(PrimaryKey::new("id", b"\x02")),
            ],
        )))
        .then(TransactWriteItems {
            client_request_token: Some("token".into()),
            ..TransactWriteItems::of([
                TransactPut::new("orders", item! { "pk" => "a", "sk" => 3 })
                    .when(path("pk").not_exists())
                    .into(),
                action.into(),
                TransactDelete::new("orders", key(4)).returning_old_on_failure().into(),
                TransactCheck::new("orders", key(1), path("n").eq(1)).into(),
            ])
        })
}
