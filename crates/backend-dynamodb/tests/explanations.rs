//! Explanations: all ten requests, and what may be shown.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use twintable::{
    PrimaryKey, Rule, Value,
    expr::{Filter, KeyCondition, Projection, Update},
    item, path,
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, PutItem, Query, Scan,
        TransactCheck, TransactDelete, TransactGet, TransactGetItems, TransactPut, TransactUpdate,
        TransactWriteItems, UpdateItem, WriteRequest,
    },
};
use twintable_dynamodb::explain;

const SECRET: &str = "very secret";

fn key() -> PrimaryKey {
    PrimaryKey::new("PK", SECRET)
}

#[test]
fn display_shows_expressions_names_and_types() {
    let condition = KeyCondition::partition("PK", SECRET).sort("SK").gt(7);
    let explanation =
        explain(&Query::new("shop", condition).index("by_date").filter(path("note").exists())).unwrap();
    assert_eq!(
        explanation.to_string(),
        [
            "Query on shop, index by_date",
            "  KeyConditionExpression: #00 = :00 AND #01 > :01",
            "  FilterExpression: attribute_exists(#02)",
            "  #00 = \"PK\"",
            "  #01 = \"SK\"",
            "  #02 = \"note\"",
            "  :00 = a value of type S",
            "  :01 = a value of type N",
        ]
        .join("\n")
    );
}

#[test]
fn display_never_shows_a_value_and_debug_does() {
    let condition = || path("name").eq(SECRET);
    let update = Update::new().set("name", Value::map([("inner", SECRET)]));
    let explanations = [
        explain(&PutItem::new("shop", item! { "PK" => SECRET }).when(condition())),
        explain(&UpdateItem::new("shop", key(), update.clone()).when(condition())),
        explain(&DeleteItem::new("shop", key()).when(condition())),
        explain(&Query::new("shop", KeyCondition::partition("PK", SECRET)).filter(condition())),
        explain(&Scan::new("shop").filter(condition())),
        explain(&TransactWriteItems::of([
            TransactPut::new("shop", item! { "PK" => SECRET }).when(condition()).into(),
            TransactUpdate::new("shop", key(), update).when(condition()).into(),
        ])),
    ];
    for explanation in explanations.map(Result::unwrap) {
        assert!(!explanation.to_string().contains(SECRET), "{explanation}");
        assert!(format!("{explanation:?}").contains(SECRET));
    }
}

#[test]
fn keys_and_items_are_no_part_of_an_explanation() {
    let explanation = explain(&PutItem::new("shop", item! { "PK" => SECRET })).unwrap();
    assert!(!format!("{explanation:?}").contains(SECRET));
}

#[test]
fn a_transaction_is_explained_action_by_action() {
    let request = TransactWriteItems::of([
        TransactPut::new("shop", item! { "PK" => "a" }).when(path("PK").not_exists()).into(),
        TransactUpdate::new("stock", key(), Update::new().add("count", -1)).when(path("count").ge(1)).into(),
        TransactDelete::new("shop", key()).into(),
        TransactCheck::new("shop", PrimaryKey::new("PK", "c"), path("open").eq(true)).into(),
    ]);
    assert_eq!(
        explain(&request).unwrap().to_string(),
        [
            "TransactWriteItems",
            "  Put on shop",
            "    ConditionExpression: attribute_not_exists(#00)",
            "    #00 = \"PK\"",
            "  Update on stock",
            "    UpdateExpression: ADD #00 :00",
            "    ConditionExpression: #00 >= :01",
            "    #00 = \"count\"",
            "    :00 = a value of type N",
            "    :01 = a value of type N",
            "  Delete on shop",
            "  ConditionCheck on shop",
            "    ConditionExpression: #00 = :00",
            "    #00 = \"open\"",
            "    :00 = a value of type BOOL",
        ]
        .join("\n")
    );
    let reads = TransactGetItems {
        gets: vec![
            TransactGet { projection: Some(Projection::of(["a"])), ..TransactGet::new("shop", key()) },
            TransactGet::new("stock", key()),
        ],
        ..TransactGetItems::default()
    };
    let explanation = explain(&reads).unwrap();
    assert_eq!(explanation.parts[0].expression("ProjectionExpression"), Some("#00"));
    assert_eq!(explanation.parts[1].table.as_deref(), Some("stock"));
}

#[test]
fn a_batch_is_explained_table_by_table() {
    let of = |table: &'static str| BatchGet {
        projection: Some(Projection::of(["a"])),
        ..BatchGet::new(table, [key()])
    };
    let reads = BatchGetItem { tables: vec![of("stock"), of("shop")], ..BatchGetItem::default() };
    let tables: Vec<_> =
        explain(&reads).unwrap().parts.into_iter().map(|part| (part.table, part.names.len())).collect();
    assert_eq!(tables, [(Some("shop".to_owned()), 1), (Some("stock".to_owned()), 1)]);
    let writes = BatchWriteItem::of(BatchWrite::new("shop", [WriteRequest::Delete(key())]));
    assert_eq!(explain(&writes).unwrap().to_string(), "BatchWriteItem\n  Write on shop");
}

#[test]
fn what_breaks_a_rule_is_not_explained() {
    let scan = Scan::new("shop").filter(Filter::all([]));
    assert_eq!(explain(&scan).unwrap_err().rule(), Some(Rule::EmptyAnd));
    let get = GetItem { projection: Some(Projection::default()), ..GetItem::new("shop", key()) };
    assert_eq!(explain(&get).unwrap_err().rule(), Some(Rule::EmptyProjection));
}
