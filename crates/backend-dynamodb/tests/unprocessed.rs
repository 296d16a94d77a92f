//! What a batch leaves comes back as requests that can be sent as they are.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod canned;
mod embedded;

use canned::{Canned, success};
use serde_json::json;
use twintable::{
    ErrorKind, PrimaryKey,
    expr::Projection,
    item,
    store::{BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, ItemStore, WriteRequest},
};

fn key(sort: i32) -> PrimaryKey {
    PrimaryKey::new("PK", "a").sort("SK", sort)
}

#[tokio::test]
async fn unread_keys_keep_projection_and_consistency() {
    let answer = json!({
        "Responses": { "shop": [{ "total": { "N": "1" } }] },
        "UnprocessedKeys": { "shop": {
            "Keys": [{ "SK": { "N": "2" }, "PK": { "S": "a" } }],
            "ProjectionExpression": "#00",
            "ExpressionAttributeNames": { "#00": "total" },
            "ConsistentRead": true,
        } },
    });
    let asked = |keys: Vec<PrimaryKey>| BatchGet {
        projection: Some(Projection::of(["total"])),
        consistent: true,
        ..BatchGet::new("shop", keys)
    };
    let tables = vec![asked(vec![key(1), key(2)]), BatchGet::new("archive", [PrimaryKey::new("id", 1)])];
    let service = Canned::new([success(&answer)]);
    let outcome =
        service.store().batch_get_item(BatchGetItem { tables, ..BatchGetItem::default() }).await.unwrap();
    assert_eq!(outcome.items, [("shop".to_owned(), vec![item! { "total" => 1 }])]);
    assert_eq!(outcome.unprocessed, [asked(vec![key(2)])]);
    let again = BatchGetItem { tables: outcome.unprocessed, ..BatchGetItem::default() };
    service.store().batch_get_item(again).await.unwrap();
    let [first, second] = <[_; 2]>::try_from(service.asked()).unwrap();
    let request = |body: &serde_json::Value, field: &str| body["RequestItems"]["shop"][field].clone();
    for field in ["ProjectionExpression", "ExpressionAttributeNames", "ConsistentRead"] {
        assert_eq!(request(&first, field), request(&second, field));
    }
    assert_eq!(second["RequestItems"]["shop"]["Keys"], json!([{ "PK": { "S": "a" }, "SK": { "N": "2" } }]));
}

#[tokio::test]
async fn unwritten_puts_and_deletes_come_back() {
    let answer = json!({ "UnprocessedItems": { "shop": [
        { "DeleteRequest": { "Key": { "SK": { "N": "2" }, "PK": { "S": "a" } } } },
        { "PutRequest": { "Item": { "PK": { "S": "a" }, "SK": { "N": "1" } } } },
    ] } });
    let put = WriteRequest::Put(item! { "PK" => "a", "SK" => 1 });
    let requests = [put.clone(), WriteRequest::Delete(key(2)), WriteRequest::Delete(key(3))];
    let store = canned::store(success(&answer));
    let outcome =
        store.batch_write_item(BatchWriteItem::of(BatchWrite::new("shop", requests))).await.unwrap();
    assert_eq!(outcome.unprocessed, [BatchWrite::new("shop", [WriteRequest::Delete(key(2)), put])]);
}

#[tokio::test]
async fn nothing_left_is_an_empty_list() {
    let store = canned::store(success(&json!({ "UnprocessedItems": {}, "UnprocessedKeys": {} })));
    let write = BatchWrite::new("shop", [WriteRequest::Delete(key(1))]);
    assert_eq!(store.batch_write_item(BatchWriteItem::of(write)).await.unwrap().unprocessed, []);
    let read = BatchGetItem::of(BatchGet::new("shop", [key(1)]));
    assert_eq!(store.batch_get_item(read).await.unwrap().unprocessed, []);
}

#[tokio::test]
async fn what_no_request_sent_is_an_error_and_not_lost() {
    for left in [
        json!({ "archive": [{ "DeleteRequest": { "Key": { "PK": { "S": "a" } } } }] }),
        json!({ "shop": [{ "DeleteRequest": { "Key": { "id": { "S": "a" } } } }] }),
        json!({ "shop": [{}] }),
    ] {
        let store = canned::store(success(&json!({ "UnprocessedItems": left })));
        let write = BatchWrite::new("shop", [WriteRequest::Delete(key(1))]);
        let error = store.batch_write_item(BatchWriteItem::of(write)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Backend);
    }
}
