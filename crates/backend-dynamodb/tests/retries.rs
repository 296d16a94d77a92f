//! Which writes the SDK may repeat.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod canned;
mod embedded;

use canned::{Answer, Canned, failure, success};
use serde_json::json;
use std::io;
use twintable::{
    Error, ErrorKind, PrimaryKey, Value,
    expr::{Update, if_not_exists, list_append},
    item, path,
    store::{
        BatchWrite, BatchWriteItem, DeleteItem, GetItem, ItemStore, PutItem, ReturnOld, ReturnValues,
        TransactPut, TransactWriteItems, UpdateItem, WriteRequest,
    },
};

fn update(update: Update) -> UpdateItem {
    UpdateItem::new("shop", PrimaryKey::new("PK", "a"), update)
}

fn put() -> PutItem {
    PutItem::new("shop", item! { "PK" => "a" })
}

fn delete() -> DeleteItem {
    DeleteItem::new("shop", PrimaryKey::new("PK", "a"))
}

/// How often a write is sent that first gets an answer, then a success.
async fn attempts(first: Answer, write: &UpdateItem) -> (usize, Result<(), ErrorKind>) {
    let service = Canned::new([first, success(&json!({}))]);
    let outcome = service.persistent_store().update_item(write.clone()).await;
    (service.asked().len(), outcome.map(|_| ()).map_err(|error| error.kind()))
}

#[tokio::test]
async fn a_counter_is_not_sent_again_when_it_may_have_counted() {
    let count = update(Update::new().add("n", 1));
    for first in [Answer::lost(), Answer::Timeout, failure(500, "InternalServerError")] {
        assert_eq!(attempts(first, &count).await, (1, Err(ErrorKind::TimedOut)));
    }
}

#[tokio::test]
async fn a_counter_is_sent_again_when_it_certainly_did_not_count() {
    let count = update(Update::new().add("n", 1));
    let refused = Answer::Io(io::ErrorKind::ConnectionRefused);
    for first in [refused, failure(400, "ThrottlingException"), failure(503, "ServiceUnavailable")] {
        assert_eq!(attempts(first, &count).await, (2, Ok(())));
    }
}

#[tokio::test]
async fn only_writes_that_are_the_same_when_done_twice_are_repeated() {
    let set = |value| update(Update::new().set("n", value));
    let repeatable = [
        set(Value::from(1).into()),
        update(Update::new()),
        update(Update::new().remove("n").set(path("m").field("n"), 1)),
        update(Update::new().add("tags", Value::string_set(["a"])).delete("old", Value::string_set(["b"]))),
        set(Value::from(1).into()).returning(ReturnValues::AllNew),
    ];
    for write in &repeatable {
        assert_eq!(attempts(Answer::lost(), write).await, (2, Ok(())), "{write:?}");
    }
    let once = [
        set(path("n") + 1),
        set(path("n") - 1),
        set(path("m").into()),
        set(if_not_exists("m", 0).into()),
        set(list_append(path("n"), Value::list([1]))),
        update(Update::new().set(path("n").index(9), 1)),
        update(Update::new().remove(path("n").index(0))),
        set(Value::from(1).into()).when(path("n").not_exists()),
        set(Value::from(1).into()).returning(ReturnValues::UpdatedOld),
    ];
    for write in &once {
        assert_eq!(attempts(Answer::lost(), write).await, (1, Err(ErrorKind::TimedOut)), "{write:?}");
    }
}

#[tokio::test]
async fn puts_deletes_and_transactions_follow_the_same_rule() {
    let service = || Canned::new([Answer::lost(), success(&json!({}))]);
    let stores = || {
        let service = service();
        (service.persistent_store(), service)
    };
    let (shop, service) = stores();
    shop.put_item(put()).await.unwrap();
    assert_eq!(service.asked().len(), 2);
    let (shop, _service) = stores();
    let guarded = shop.put_item(put().when(path("PK").not_exists())).await;
    assert!(matches!(guarded, Err(Error::TimedOut { .. })));
    let (shop, _service) = stores();
    shop.delete_item(delete()).await.unwrap();
    let (shop, _service) = stores();
    let returning = DeleteItem { return_values: ReturnOld::AllOld, ..delete() };
    assert!(matches!(shop.delete_item(returning).await, Err(Error::TimedOut { .. })));
    let (shop, service) = stores();
    let put = TransactPut::new("shop", item! { "PK" => "a" }).when(path("PK").not_exists());
    shop.transact_write_items(TransactWriteItems::of([put.into()])).await.unwrap();
    let [first, second] = <[_; 2]>::try_from(service.asked()).unwrap();
    assert!(first["ClientRequestToken"].is_string());
    assert_eq!(first["ClientRequestToken"], second["ClientRequestToken"]);
}

/// A transaction with a token.
fn transaction() -> TransactWriteItems {
    let put = TransactPut::new("shop", item! { "PK" => "a" });
    let client_request_token = Some("order a".to_owned());
    TransactWriteItems { client_request_token, ..TransactWriteItems::of([put.into()]) }
}

#[tokio::test]
async fn who_gives_a_token_is_told_that_an_attempt_may_have_been_done() {
    for first in [Answer::lost(), Answer::Timeout, failure(500, "InternalServerError")] {
        let service = Canned::new([first, failure(400, "ThrottlingException")]);
        let error = service.persistent_store().transact_write_items(transaction()).await.unwrap_err();
        assert_eq!((error.kind(), service.asked().len()), (ErrorKind::TimedOut, 1));
    }
    let service = Canned::new([failure(400, "ThrottlingException"), success(&json!({}))]);
    service.persistent_store().transact_write_items(transaction()).await.unwrap();
    assert_eq!(service.asked().len(), 2);
}

#[tokio::test]
async fn a_transaction_that_is_sent_twice_at_a_time_is_not_known_to_have_failed() {
    let service = Canned::new([failure(400, "TransactionInProgressException")]);
    let error = service.persistent_store().transact_write_items(transaction()).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::TimedOut, false));
}

#[tokio::test]
async fn a_batch_write_that_may_have_been_done_says_so() {
    let batch = || BatchWriteItem::of(BatchWrite::new("shop", [WriteRequest::Put(item! { "PK" => "a" })]));
    // Whoever sends batches sends it again.
    let service = Canned::new([Answer::lost(), failure(400, "ThrottlingException")]);
    let error = service.persistent_store().batch_write_item(batch()).await.unwrap_err();
    assert_eq!((error.kind(), service.asked().len()), (ErrorKind::TimedOut, 1));
    let service = Canned::new([failure(400, "ThrottlingException"), success(&json!({}))]);
    service.persistent_store().batch_write_item(batch()).await.unwrap();
    assert_eq!(service.asked().len(), 2);
}

#[tokio::test]
async fn reads_are_always_repeated_and_writes_where_the_store_is_told_so() {
    let service = Canned::new([Answer::lost(), success(&json!({}))]);
    service.persistent_store().get_item(GetItem::new("shop", PrimaryKey::new("PK", "a"))).await.unwrap();
    let service = Canned::new([Answer::lost(), success(&json!({}))]);
    let all = service.persistent_store().with_repeats_of_all_writes();
    all.update_item(update(Update::new().add("n", 1))).await.unwrap();
    assert_eq!(service.asked().len(), 2);
}

#[tokio::test]
async fn a_read_that_stays_unanswered_may_be_tried_again_later() {
    for answer in [Answer::lost(), Answer::Timeout] {
        let service = Canned::new([answer]);
        let get = GetItem::new("shop", PrimaryKey::new("PK", "a"));
        let error = service.persistent_store().get_item(get).await.unwrap_err();
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Backend, true));
        assert_eq!(service.asked().len(), 3);
    }
}
