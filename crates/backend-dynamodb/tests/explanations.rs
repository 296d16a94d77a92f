//! Explanations: all ten requests, and what may be shown.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod canned;
mod embedded;

use canned::{Canned, success};
use serde_json::{Map, Value as Json, json};
use twintable::{
    Item, PrimaryKey, Rule, Value,
    expr::{Filter, KeyCondition, Projection, Term, Update},
    item, path,
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, ItemStore, PutItem, Query,
        ReturnConsumedCapacity, ReturnOld, ReturnValues, Scan, Segment, Select, TransactCheck,
        TransactDelete, TransactGet, TransactGetItems, TransactPut, TransactUpdate, TransactWriteItems,
        UpdateItem, WriteRequest,
    },
};
use twintable_dynamodb::{Explanation, explain, request_to_sdk};

const SECRET: &str = "very secret";

fn key() -> PrimaryKey {
    PrimaryKey::new("PK", SECRET)
}

#[test]
fn display_shows_expressions_names_and_types() {
    let condition = KeyCondition::partition("PK", SECRET).sort("SK").gt(7);
    let query = Query::new("shop", condition)
        .index("by_date")
        .filter(path("note").exists())
        .after(Some(item! { "PK" => SECRET, "SK" => 9 }))
        .descending();
    let explanation = explain(&query).unwrap();
    assert_eq!(
        explanation.to_string(),
        [
            "Query on shop, index by_date",
            "  ExclusiveStartKey: \"PK\" of type S, \"SK\" of type N",
            "  KeyConditionExpression: #00 = :00 AND #01 > :01",
            "  FilterExpression: attribute_exists(#02)",
            "  #00 = \"PK\"",
            "  #01 = \"SK\"",
            "  #02 = \"note\"",
            "  :00 = a value of type S",
            "  :01 = a value of type N",
            "  ScanIndexForward: false",
        ]
        .join("\n")
    );
}

#[test]
fn display_never_shows_a_value_and_debug_does() {
    let condition = || path("name").eq(SECRET);
    let update = Update::new().set("name", Value::map([("inner", SECRET)]));
    let explanations = [
        explain(&GetItem::new("shop", key())),
        explain(&PutItem::new("shop", item! { "PK" => SECRET })),
        explain(&PutItem::new("shop", item! { "PK" => SECRET }).when(condition())),
        explain(&UpdateItem::new("shop", key(), update.clone()).when(condition())),
        explain(&DeleteItem::new("shop", key()).when(condition())),
        explain(&Query::new("shop", KeyCondition::partition("PK", SECRET)).filter(condition())),
        explain(&Scan::new("shop").filter(condition())),
        explain(&Scan::new("shop").after(Some(item! { "PK" => SECRET }))),
        explain(&BatchGetItem::of(BatchGet::new("shop", [key()]))),
        explain(&BatchWriteItem::of(BatchWrite::new("shop", [WriteRequest::Delete(key())]))),
        explain(&BatchWriteItem::of(BatchWrite::new(
            "shop",
            [WriteRequest::Put(item! { "PK" => "a", "m" => Value::map([("inner", SECRET)]) })],
        ))),
        explain(&TransactGetItems {
            gets: vec![TransactGet::new("shop", key())],
            ..TransactGetItems::default()
        }),
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
            "    Item: \"PK\" of type S",
            "    ConditionExpression: attribute_not_exists(#00)",
            "    #00 = \"PK\"",
            "  Update on stock",
            "    Key: \"PK\" of type S",
            "    UpdateExpression: ADD #00 :00",
            "    ConditionExpression: #00 >= :01",
            "    #00 = \"count\"",
            "    :00 = a value of type N",
            "    :01 = a value of type N",
            "  Delete on shop",
            "    Key: \"PK\" of type S",
            "  ConditionCheck on shop",
            "    Key: \"PK\" of type S",
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
    assert_eq!(explanation.parts[1].items, [("Key", item! { "PK" => SECRET })]);
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
    let requests = [WriteRequest::Delete(key()), WriteRequest::Put(item! { "PK" => "b", "n" => 1 })];
    let explanation = explain(&BatchWriteItem::of(BatchWrite::new("shop", requests))).unwrap();
    assert_eq!(
        explanation.to_string(),
        [
            "BatchWriteItem",
            "  Write on shop",
            "    DeleteRequest: \"PK\" of type S",
            "    PutRequest: \"PK\" of type S, \"n\" of type N",
        ]
        .join("\n")
    );
}

#[test]
fn requests_that_differ_are_explained_differently() {
    let query = || Query::new("shop", KeyCondition::partition("PK", "a"));
    let get = |key: &str| GetItem::new("shop", PrimaryKey::new("PK", key));
    assert_eq!(explain(&query()).unwrap().settings, []);
    assert_ne!(explain(&query()).unwrap(), explain(&query().descending()).unwrap());
    assert_ne!(explain(&query()).unwrap(), explain(&query().limit(1)).unwrap());
    assert_ne!(explain(&query()).unwrap(), explain(&query().select(Select::Count)).unwrap());
    assert_ne!(explain(&get("a")).unwrap(), explain(&get("b")).unwrap());
    assert_ne!(explain(&get("a")).unwrap(), explain(&get("a").consistent()).unwrap());
}

#[test]
fn a_token_is_shown_on_one_line() {
    let token = Some("a\nb".to_owned());
    let put = TransactPut::new("shop", item! { "PK" => "a" });
    let request = TransactWriteItems { client_request_token: token, ..TransactWriteItems::of([put.into()]) };
    let explanation = explain(&request).unwrap();
    assert_eq!(explanation.setting("ClientRequestToken"), Some("a\nb"));
    assert!(explanation.to_string().contains("\n  ClientRequestToken: a\\nb\n"));
}

#[test]
fn no_filter_is_too_deep_to_be_refused() {
    let deep = || (0..200_000).fold(path("a").exists(), |filter, _| Filter::Not(Term::new(filter)));
    let check = TransactCheck::new("shop", key(), deep());
    let refusals = [
        explain(&PutItem::new("shop", item! { "PK" => "a" }).when(deep())),
        explain(&UpdateItem::new("shop", key(), Update::new().remove("a")).when(deep())),
        explain(&DeleteItem::new("shop", key()).when(deep())),
        explain(&Query::new("shop", KeyCondition::partition("PK", "a")).filter(deep())),
        explain(&Scan::new("shop").filter(deep())),
        explain(&TransactWriteItems::of([check.into()])),
    ];
    for refusal in refusals {
        assert_eq!(refusal.unwrap_err().rule(), Some(Rule::FilterTooDeep));
    }
}

#[test]
fn what_breaks_a_rule_is_neither_explained_nor_handed_out() {
    let scan = Scan::new("shop").filter(Filter::all([]));
    assert_eq!(explain(&scan).unwrap_err().rule(), Some(Rule::EmptyAnd));
    assert_eq!(request_to_sdk(scan).unwrap_err().rule(), Some(Rule::EmptyAnd));
    let get = GetItem { projection: Some(Projection::default()), ..GetItem::new("shop", key()) };
    assert_eq!(explain(&get).unwrap_err().rule(), Some(Rule::EmptyProjection));
    assert_eq!(request_to_sdk(get).unwrap_err().rule(), Some(Rule::EmptyProjection));
}

/// The body that an explanation stands for, as the service takes it.
fn body(explanation: Explanation) -> Json {
    let Explanation { operation, table, index, items, expressions, names, values, settings, parts } =
        explanation;
    let mut sent = Map::new();
    sent.extend(table.map(|table| ("TableName".to_owned(), table.into())));
    sent.extend(index.map(|index| ("IndexName".to_owned(), index.into())));
    sent.extend(items.into_iter().map(|(parameter, item)| (parameter.to_owned(), json!(item))));
    sent.extend(expressions.into_iter().map(|(parameter, text)| (parameter.to_owned(), text.into())));
    if !names.is_empty() {
        sent.insert("ExpressionAttributeNames".to_owned(), json!(names));
    }
    if !values.is_empty() {
        sent.insert("ExpressionAttributeValues".to_owned(), json!(Item::from_iter(values)));
    }
    let json = |text: String| serde_json::from_str(&text).unwrap_or(Json::String(text));
    sent.extend(settings.into_iter().map(|(parameter, value)| (parameter.to_owned(), json(value))));
    if operation.starts_with("Batch") {
        sent.insert("RequestItems".to_owned(), Json::Object(parts.into_iter().map(batch_part).collect()));
    } else if operation.starts_with("Transact") {
        let actions = parts.into_iter().map(|part| json!({ part.operation: body(part) }));
        sent.insert("TransactItems".to_owned(), actions.collect());
    }
    Json::Object(sent)
}

/// What a batch has of a table: `Keys` beside the rest, or a list of writes alone.
fn batch_part(mut part: Explanation) -> (String, Json) {
    let table = part.table.take().unwrap();
    let items = std::mem::take(&mut part.items).into_iter();
    let writes = |(parameter, item)| match parameter {
        "PutRequest" => json!({ "PutRequest": { "Item": item } }),
        "DeleteRequest" => json!({ "DeleteRequest": { "Key": item } }),
        other => panic!("{other} in a batch"),
    };
    if part.operation == "Write" {
        return (table, items.map(writes).collect());
    }
    let mut gets = body(part);
    gets["Keys"] = items.map(|(_, key)| json!(key)).collect();
    (table, gets)
}

/// Requests with all that they can have: an explanation lacks nothing if the body can be made from it, and the SDK's input is
/// whole if it makes the same body.
#[tokio::test]
async fn all_that_is_sent_is_explained_and_handed_out() {
    let service = Canned::new([success(&json!({}))]);
    let shop = service.store();
    let mut explained = Vec::new();
    macro_rules! compare {
        ($operation:ident, $request:expr) => {{
            let request = $request;
            let explanation = body(explain(&request).unwrap());
            explained.extend([explanation.clone(), explanation]);
            let input = request_to_sdk(request.clone()).unwrap();
            shop.$operation(request).await.unwrap();
            input.send_with(shop.client()).await.unwrap();
        }};
    }
    let return_consumed_capacity = ReturnConsumedCapacity::Indexes;
    let return_on_condition_failure = ReturnOld::AllOld;
    let projection = || Some(Projection::of(["a", "b"]));
    let condition = || path("a").eq("x").or(path("b").lt(7));
    let update = || Update::new().set("a", "y").add("b", 1);
    let item = || item! { "PK" => "p", "m" => Value::map([("inner", 1)]) };
    let get = GetItem { projection: projection(), return_consumed_capacity, ..GetItem::new("shop", key()) };
    compare!(get_item, get.consistent());
    let put = PutItem {
        return_values: ReturnOld::AllOld,
        return_on_condition_failure,
        return_consumed_capacity,
        ..PutItem::new("shop", item())
    };
    compare!(put_item, put.when(condition()));
    let change = UpdateItem {
        return_values: ReturnValues::UpdatedNew,
        return_on_condition_failure,
        return_consumed_capacity,
        ..UpdateItem::new("shop", key(), update())
    };
    compare!(update_item, change.when(condition()));
    let delete = DeleteItem {
        return_values: ReturnOld::AllOld,
        return_on_condition_failure,
        return_consumed_capacity,
        ..DeleteItem::new("shop", key())
    };
    compare!(delete_item, delete.when(condition()));
    let start = || Some(item! { "PK" => "p", "SK" => 1 });
    let of_partition = KeyCondition::partition("PK", "p").sort("SK").gt(0);
    let query = Query { return_consumed_capacity, ..Query::new("shop", of_partition) };
    let query = query.index("by_date").filter(condition()).consistent().descending().limit(7);
    compare!(query, query.clone().select(Select::Count).after(start()));
    compare!(query, query.select(Select::Attributes(Projection::of(["a"]))));
    let scan =
        Scan { segment: Some(Segment { index: 1, total: 3 }), return_consumed_capacity, ..Scan::new("shop") };
    let scan = scan.index("by_date").filter(condition()).consistent().limit(7).after(start());
    compare!(scan, scan.clone().select(Select::AllAttributes));
    compare!(scan, scan.select(Select::Attributes(Projection::of(["a"]))));
    let keys = ["p", "q"].map(|key| PrimaryKey::new("PK", key));
    let gets = BatchGet { projection: projection(), consistent: true, ..BatchGet::new("shop", keys) };
    let tables = vec![gets, BatchGet::new("stock", [key()])];
    compare!(batch_get_item, BatchGetItem { tables, return_consumed_capacity });
    let of_shop = BatchWrite::new("shop", [WriteRequest::Put(item()), WriteRequest::Delete(key())]);
    let tables = vec![of_shop, BatchWrite::new("stock", [WriteRequest::Delete(key())])];
    compare!(batch_write_item, BatchWriteItem { tables, return_consumed_capacity });
    let get = TransactGet { projection: projection(), ..TransactGet::new("shop", key()) };
    let gets = vec![get, TransactGet::new("stock", key())];
    compare!(transact_get_items, TransactGetItems { gets, return_consumed_capacity });
    let put = TransactPut { return_on_condition_failure, ..TransactPut::new("shop", item()) };
    let change = TransactUpdate::new("stock", key(), update());
    let change = TransactUpdate { return_on_condition_failure, ..change };
    let delete = TransactDelete { return_on_condition_failure, ..TransactDelete::new("shop", key()) };
    let check = TransactCheck::new("orders", key(), condition());
    let check = TransactCheck { return_on_condition_failure, ..check };
    let actions = vec![
        put.when(condition()).into(),
        change.when(condition()).into(),
        delete.when(condition()).into(),
        check.into(),
    ];
    let client_request_token = Some("token".to_owned());
    let writes = TransactWriteItems { actions, client_request_token, return_consumed_capacity };
    compare!(transact_write_items, writes);
    assert_eq!(service.asked(), explained);
}
