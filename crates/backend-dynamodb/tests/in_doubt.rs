//! What a write says once an attempt may have been done.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod canned;
mod embedded;

use canned::{Answer, Canned, failure, success};
use serde_json::{Value as Json, json};
use std::{error::Error as _, io, sync::Arc};
use twintable::{
    Entity, Error, ErrorKind, Item, Number, PrimaryKey, Value, Wait,
    expr::Update,
    item, path,
    repository::{RepositoryExt, TableRepository},
    store::{
        BatchWrite, BatchWriteItem, DeleteItem, ItemStore, PutItem, ReturnOld, TableAdmin, TransactPut,
        TransactWriteItems, UpdateItem, WriteRequest,
    },
};

fn done() -> Answer {
    success(&json!({}))
}

/// The service says that a condition failed, and for which item.
fn condition_failed(current: Option<&Json>) -> Answer {
    let mut said = json!({ "__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException" });
    if let Some(item) = current {
        said["Item"] = item.clone();
    }
    Answer::Response(400, said.to_string())
}

fn throttled() -> Answer {
    failure(400, "ThrottlingException")
}

fn account() -> Item {
    let tags = Value::string_set(["new", "vip"]);
    item! { "PK" => "a", "credit" => Number::from(250), "tags" => tags }
}

/// The account, as the service has it: numbers and sets may look different.
fn stored() -> Json {
    json!({ "tags": { "SS": ["vip", "new"] }, "credit": { "N": "2.5E2" }, "PK": { "S": "a" } })
}

fn other() -> Json {
    json!({ "PK": { "S": "a" }, "credit": { "N": "1" } })
}

fn put() -> PutItem {
    PutItem::new("shop", account())
}

fn guarded_put() -> PutItem {
    let guarded = put().when(path("PK").not_exists());
    PutItem { return_on_condition_failure: ReturnOld::AllOld, ..guarded }
}

fn delete() -> DeleteItem {
    DeleteItem::new("shop", PrimaryKey::new("PK", "a"))
}

fn update(update: Update) -> UpdateItem {
    UpdateItem::new("shop", PrimaryKey::new("PK", "a"), update)
}

/// How often a put is sent, and how it ends.
async fn put_outcome(
    answers: impl IntoIterator<Item = Answer>,
    put: PutItem,
) -> (usize, Result<(), ErrorKind>) {
    let service = Canned::new(answers);
    let outcome = service.persistent_store().put_item(put).await;
    if let Ok(outcome) = &outcome {
        assert!(outcome.attributes.is_none());
    }
    (service.asked().len(), outcome.map(drop).map_err(|error| error.kind()))
}

#[tokio::test]
async fn a_guarded_put_is_repeated_where_the_current_item_can_be_compared() {
    assert_eq!(put_outcome([Answer::lost(), done()], guarded_put()).await, (2, Ok(())));
    let blind = PutItem { return_on_condition_failure: ReturnOld::None, ..guarded_put() };
    assert_eq!(put_outcome([Answer::lost(), done()], blind).await, (1, Err(ErrorKind::TimedOut)));
    let returning = PutItem { return_values: ReturnOld::AllOld, ..guarded_put() };
    assert_eq!(put_outcome([Answer::lost(), done()], returning).await, (1, Err(ErrorKind::TimedOut)));
}

#[tokio::test]
async fn a_put_whose_condition_fails_because_of_itself_is_done() {
    for lost in [Answer::lost(), Answer::Timeout, failure(500, "InternalServerError")] {
        let answers = [lost, condition_failed(Some(&stored()))];
        assert_eq!(put_outcome(answers, guarded_put()).await, (2, Ok(())));
    }
    let answers = [Answer::lost(), throttled(), condition_failed(Some(&stored()))];
    assert_eq!(put_outcome(answers, guarded_put()).await, (3, Ok(())));
}

#[tokio::test]
async fn a_put_whose_condition_fails_for_another_item_may_have_been_done() {
    for current in [Some(&other()), None] {
        let answers = [Answer::lost(), condition_failed(current)];
        assert_eq!(put_outcome(answers, guarded_put()).await, (2, Err(ErrorKind::TimedOut)));
    }
}

#[tokio::test]
async fn a_put_whose_condition_fails_at_once_is_refused_whatever_the_item_is() {
    let answers = [condition_failed(Some(&stored()))];
    assert_eq!(put_outcome(answers, guarded_put()).await, (1, Err(ErrorKind::ConditionFailed)));
    // These attempts were certainly not done.
    for first in
        [throttled(), failure(503, "ServiceUnavailable"), Answer::Io(io::ErrorKind::ConnectionRefused)]
    {
        let answers = [first, condition_failed(Some(&stored()))];
        assert_eq!(put_outcome(answers, guarded_put()).await, (2, Err(ErrorKind::ConditionFailed)));
    }
}

#[tokio::test]
async fn a_put_that_is_never_answered_may_have_been_done() {
    assert_eq!(put_outcome([Answer::lost()], guarded_put()).await, (3, Err(ErrorKind::TimedOut)));
}

#[tokio::test]
async fn a_later_failure_does_not_say_that_nothing_was_done() {
    let failures = [
        throttled(),
        failure(503, "ServiceUnavailable"),
        failure(400, "AccessDeniedException"),
        failure(400, "TransactionConflictException"),
        Answer::Io(io::ErrorKind::ConnectionRefused),
        Answer::Other,
    ];
    for later in failures {
        let outcome = put_outcome([Answer::lost(), later.clone()], put()).await;
        assert_eq!(outcome.1, Err(ErrorKind::TimedOut), "{later:?}");
        let service = Canned::new([Answer::lost(), later]);
        let write = BatchWrite::new("shop", [WriteRequest::Put(account())]);
        let batch = service.persistent_store().batch_write_item(BatchWriteItem::of(write)).await;
        assert_eq!(batch.unwrap_err().kind(), ErrorKind::TimedOut);
    }
}

#[tokio::test]
async fn the_error_keeps_what_the_last_attempt_said() {
    let service = Canned::new([Answer::lost(), throttled()]);
    let error = service.persistent_store().put_item(put()).await.unwrap_err();
    assert!(!error.is_retryable());
    let Error::TimedOut { source: Some(said) } = error else { panic!("{error:?}") };
    assert_eq!((&*said.code, said.retryable), ("ThrottlingException", false));
    let service = Canned::new([Answer::lost(), condition_failed(Some(&other()))]);
    let error = service.persistent_store().put_item(guarded_put()).await.unwrap_err();
    let Error::TimedOut { source: Some(said) } = error else { panic!("{error:?}") };
    assert_eq!((&*said.code, said.retryable), ("ConditionFailed", false));
    assert!(!format!("{said:?} {said} {:?}", said.source()).contains("credit"));
}

#[tokio::test]
async fn a_guarded_delete_is_repeated_and_says_what_it_knows() {
    let guarded = || DeleteItem {
        return_on_condition_failure: ReturnOld::AllOld,
        ..delete().when(path("credit").eq(250))
    };
    let outcome = async |answers: [Answer; 2], delete| {
        let service = Canned::new(answers);
        let outcome = service.persistent_store().delete_item(delete).await;
        (service.asked().len(), outcome.map(drop).map_err(|error| error.kind()))
    };
    assert_eq!(outcome([Answer::lost(), done()], guarded()).await, (2, Ok(())));
    for current in [None, Some(&stored()), Some(&other())] {
        let answers = [Answer::lost(), condition_failed(current)];
        assert_eq!(outcome(answers, guarded()).await, (2, Err(ErrorKind::TimedOut)));
        let answers = [throttled(), condition_failed(current)];
        assert_eq!(outcome(answers, guarded()).await, (2, Err(ErrorKind::ConditionFailed)));
    }
    let returning = DeleteItem { return_values: ReturnOld::AllOld, ..guarded() };
    assert_eq!(outcome([Answer::lost(), done()], returning).await, (1, Err(ErrorKind::TimedOut)));
}

#[tokio::test]
async fn where_all_writes_are_repeated_a_failed_condition_says_nothing() {
    let service = Canned::new([Answer::lost(), condition_failed(None)]);
    let store = service.persistent_store().with_repeats_of_all_writes();
    let rename = update(Update::new().set("name", "Ann")).when(path("name").not_exists());
    assert_eq!(store.update_item(rename).await.unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!(service.asked().len(), 2);
    let service = Canned::new([Answer::lost(), condition_failed(Some(&stored()))]);
    let store = service.persistent_store().with_repeats_of_all_writes();
    // It is done, but what was there before is lost.
    let returning = PutItem { return_values: ReturnOld::AllOld, ..guarded_put() };
    assert_eq!(store.put_item(returning).await.unwrap_err().kind(), ErrorKind::TimedOut);
    let service = Canned::new([Answer::lost(), condition_failed(Some(&stored()))]);
    let store = service.persistent_store().with_repeats_of_all_writes();
    assert!(store.put_item(guarded_put()).await.is_ok());
}

#[tokio::test]
async fn a_transaction_s_answer_is_that_of_all_its_attempts() {
    let outcome = async |later| {
        let service = Canned::new([Answer::lost(), later]);
        let put = TransactPut::new("shop", account()).when(path("PK").not_exists());
        let outcome =
            service.persistent_store().transact_write_items(TransactWriteItems::of([put.into()])).await;
        outcome.map(drop).map_err(|error| error.kind())
    };
    let cancelled = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "CancellationReasons": [{ "Code": "ConditionalCheckFailed" }],
    });
    let cancelled = Answer::Response(400, cancelled.to_string());
    assert_eq!(outcome(cancelled).await, Err(ErrorKind::TransactionCancelled));
    let mismatch = failure(400, "IdempotentParameterMismatchException");
    assert_eq!(outcome(mismatch).await, Err(ErrorKind::IdempotencyMismatch));
    // The first attempt is still under way.
    let in_progress = failure(400, "TransactionInProgressException");
    assert_eq!(outcome(in_progress).await, Err(ErrorKind::TimedOut));
    assert_eq!(outcome(throttled()).await, Err(ErrorKind::TimedOut));
    assert_eq!(outcome(done()).await, Ok(()));
}

#[test]
fn blocking_calls_know_as_much() {
    let service = Canned::new([Answer::lost(), condition_failed(Some(&stored()))]);
    assert!(service.persistent_store().put_item(guarded_put()).wait().is_ok());
    let service = Canned::new([Answer::lost(), condition_failed(Some(&other()))]);
    let error = service.persistent_store().put_item(guarded_put()).wait().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
    let service = Canned::new([Answer::lost(), done()]);
    let count = update(Update::new().add("n", 1));
    let error = service.persistent_store().update_item(count).wait().unwrap_err();
    assert_eq!((error.kind(), service.asked().len()), (ErrorKind::TimedOut, 1));
}

#[tokio::test]
async fn a_dropped_write_leaves_no_doubt_for_the_next_one() {
    let store = Canned::new([condition_failed(Some(&stored()))]).persistent_store();
    let lossy = Canned::new([Answer::lost(), done()]).persistent_store();
    for _ in 0..2 {
        lossy.put_item(put()).await.unwrap();
        let error = store.put_item(guarded_put()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConditionFailed);
    }
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", name = "customer", partition_key = "CUSTOMER#{id}")]
struct Customer {
    id: String,
    credit: Number,
    #[entity(version)]
    version: u64,
}

#[tokio::test]
async fn entities_are_created_and_put_once_over_a_bad_connection() {
    let ann = || Customer { id: "ann".into(), credit: Number::from(1), version: 0 };
    let item = |version: &str, credit: &str| {
        json!({
            "PK": { "S": "CUSTOMER#ann" }, "entity_type": { "S": "customer" }, "id": { "S": "ann" },
            "credit": { "N": credit }, "version": { "N": version },
        })
    };
    let customers = |answers: [Answer; 2]| {
        let store = Canned::new(answers).persistent_store();
        TableRepository::<Customer>::new(Arc::new(store))
    };
    let again = customers([Answer::lost(), condition_failed(Some(&item("1", "1")))]);
    assert_eq!(again.create(ann()).await.unwrap(), Customer { version: 1, ..ann() });
    let taken = customers([Answer::lost(), condition_failed(Some(&item("1", "2")))]);
    assert_eq!(taken.create(ann()).await.unwrap_err().kind(), ErrorKind::TimedOut);
    let changed = Customer { version: 4, ..ann() };
    let again = customers([Answer::lost(), condition_failed(Some(&item("5", "1")))]);
    assert_eq!(again.put(changed.clone()).await.unwrap(), Customer { version: 5, ..ann() });
    let beaten = customers([throttled(), condition_failed(Some(&item("5", "1")))]);
    assert_eq!(beaten.put(changed).await.unwrap_err().kind(), ErrorKind::VersionConflict);
}

#[tokio::test]
async fn a_table_that_exists_may_be_the_one_just_created() {
    let service = Canned::new([Answer::lost(), failure(400, "ResourceInUseException")]);
    let schema = twintable::TableSchema::new("shop", twintable::KeyAttribute::string("PK"));
    let store = service.persistent_store().with_repeats_of_all_writes();
    assert_eq!(store.create_table(schema).await.unwrap_err().kind(), ErrorKind::TimedOut);
}
