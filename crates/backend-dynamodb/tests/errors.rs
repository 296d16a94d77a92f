//! The service's errors and the network's, by outcome.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod canned;
mod embedded;

use aws_sdk_dynamodb::{
    Client,
    config::{http::HttpRequest, timeout::TimeoutConfig},
};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture};
use canned::{Answer, failure, refusal, store};
use serde_json::json;
use std::{error::Error as _, future::pending, io, time::Duration};
use twintable::{
    CancellationCode, Error, ErrorKind, Item, KeyAttribute, PrimaryKey, Rule, TableSchema,
    expr::{KeyCondition, Update},
    item, path,
    store::{
        BatchGet, BatchGetItem, GetItem, ItemStore, PutItem, Query, Scan, TableAdmin, TransactGet,
        TransactGetItems, TransactPut, TransactWriteItems, UpdateItem,
    },
};
use twintable_dynamodb::DynamoDbStore;

const SECRET: &str = "very secret";

fn secret_item() -> Item {
    item! { "PK" => SECRET, "name" => SECRET }
}

async fn put(answer: Answer) -> Error {
    store(answer).put_item(PutItem::new("shop", secret_item())).await.unwrap_err()
}

async fn get(answer: Answer) -> Error {
    store(answer).get_item(GetItem::new("shop", PrimaryKey::new("PK", SECRET))).await.unwrap_err()
}

/// Of a put and of a get: the kind, and whether it may be tried again.
async fn outcomes(answer: Answer) -> [(ErrorKind, bool); 2] {
    let outcome = |error: Error| (error.kind(), error.is_retryable());
    [outcome(put(answer.clone()).await), outcome(get(answer).await)]
}

/// A service that never answers.
#[derive(Debug)]
struct Silent;

impl HttpConnector for Silent {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(pending())
    }
}

/// A store whose operations may take no more than a moment.
fn impatient_store() -> DynamoDbStore {
    let limit = TimeoutConfig::builder().operation_timeout(Duration::from_millis(1)).build();
    let config = embedded::client_of(Silent).config().to_builder().timeout_config(limit).build();
    DynamoDbStore::new(Client::from_conf(config))
}

async fn same_for_both(answer: Answer, kind: ErrorKind, retryable: bool) {
    assert_eq!(outcomes(answer.clone()).await, [(kind, retryable); 2], "{answer:?}");
}

#[tokio::test]
async fn a_false_condition_carries_the_item_that_the_service_returned() {
    let body = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
        "message": "The conditional request failed",
        "Item": { "PK": { "S": SECRET }, "n": { "N": "1.50" } },
    });
    let error = put(Answer::Response(400, body.to_string())).await;
    let Error::ConditionFailed { current } = &error else { panic!("{error:?}") };
    assert_eq!(current.as_ref().unwrap().get("n"), Some(&"1.5".parse::<twintable::Number>().unwrap().into()));
    assert!(!format!("{error} {error:?}").contains(SECRET));
    let without_item = put(failure(400, "ConditionalCheckFailedException")).await;
    assert!(matches!(without_item, Error::ConditionFailed { current: None }));
}

#[tokio::test]
async fn a_cancelled_transaction_has_a_reason_for_each_action() {
    let body = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": "Transaction cancelled",
        "CancellationReasons": [
            { "Code": "None" },
            { "Code": "ConditionalCheckFailed", "Message": "no", "Item": { "PK": { "S": SECRET } } },
            { "Code": "ThrottlingError" },
            { "Code": "SomethingNew" },
        ],
    });
    let put = |key: &str| TransactPut::new("shop", item! { "PK" => key }).into();
    let request = TransactWriteItems::of([put("a"), put("b"), put("c"), put("d")]);
    let error =
        store(Answer::Response(400, body.to_string())).transact_write_items(request).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(SECRET));
    let Error::TransactionCancelled { reasons } = error else { panic!("another error") };
    let codes: Vec<_> = reasons.iter().map(|reason| reason.code.clone()).collect();
    assert_eq!(
        codes,
        [
            CancellationCode::None,
            CancellationCode::ConditionalCheckFailed,
            CancellationCode::ThrottlingError,
            CancellationCode::Other("SomethingNew".into()),
        ]
    );
    assert_eq!(reasons[1].item, Some(item! { "PK" => SECRET }));
}

#[tokio::test]
async fn a_missing_table_is_named() {
    let missing = || failure(400, "ResourceNotFoundException");
    assert!(matches!(put(missing()).await, Error::TableNotFound { table } if &*table == "shop"));
    let get = |table: &'static str, key: &str| TransactGet::new(table, PrimaryKey::new("PK", key));
    let of = |gets: Vec<TransactGet>| TransactGetItems { gets, ..TransactGetItems::default() };
    let one_table = of(vec![get("shop", "a"), get("shop", "b")]);
    let error = store(missing()).transact_get_items(one_table).await.unwrap_err();
    assert!(matches!(error, Error::TableNotFound { table } if &*table == "shop"));
    let two_tables = of(vec![get("shop", "a"), get("archive", "a")]);
    let error = store(missing()).transact_get_items(two_tables).await.unwrap_err();
    assert_eq!(error.to_string(), "table archive or shop not found");
}

#[tokio::test]
async fn a_table_that_exists_or_is_in_use_is_named() {
    let schema = TableSchema::new("shop", KeyAttribute::string("PK"));
    for code in ["ResourceInUseException", "TableAlreadyExistsException"] {
        let error = store(failure(400, code)).create_table(schema.clone()).await.unwrap_err();
        assert!(matches!(error, Error::TableExists { table } if &*table == "shop"));
    }
}

#[tokio::test]
async fn every_throttle_is_one_outcome_and_keeps_its_source() {
    for code in [
        "ProvisionedThroughputExceededException",
        "ThrottlingException",
        "Throttling",
        "RequestLimitExceeded",
    ] {
        same_for_both(failure(400, code), ErrorKind::Throttled, true).await;
        let Error::Throttled { source: Some(source) } = put(failure(400, code)).await else {
            panic!("no source")
        };
        assert_eq!(&*source.code, code);
        assert!(source.source().is_some());
    }
}

#[tokio::test]
async fn a_conflict_with_another_write_is_one_outcome() {
    for code in ["TransactionConflictException", "ReplicatedWriteConflictException"] {
        same_for_both(failure(400, code), ErrorKind::Conflict, true).await;
    }
}

#[tokio::test]
async fn the_other_named_outcomes_are_told_apart() {
    same_for_both(
        failure(400, "IdempotentParameterMismatchException"),
        ErrorKind::IdempotencyMismatch,
        false,
    )
    .await;
    let too_large = failure(400, "ItemCollectionSizeLimitExceededException");
    same_for_both(too_large, ErrorKind::ItemCollectionTooLarge, false).await;
    same_for_both(failure(400, "AccessDeniedException"), ErrorKind::Backend, false).await;
    same_for_both(failure(400, "LimitExceededException"), ErrorKind::Backend, true).await;
}

#[tokio::test]
async fn what_the_service_refuses_has_its_code_and_never_its_message() {
    for code in ["ValidationException", "SerializationException"] {
        let error = put(refusal(400, code, "the value 'very secret' is wrong")).await;
        let Error::InvalidRequest(invalid) = &error else { panic!("{error:?}") };
        assert_eq!(invalid.rule, Rule::Service);
        assert_eq!(invalid.service_code.as_deref(), Some(code));
        assert!(!format!("{error} {error:?}").contains(SECRET));
    }
}

#[tokio::test]
async fn two_refusals_are_outcomes_of_their_own() {
    for message in [
        "Item size has exceeded the maximum allowed size",
        "1 validation error detected: Item size to update has exceeded the maximum allowed size",
    ] {
        let error = put(refusal(400, "ValidationException", message)).await;
        assert!(matches!(&error, Error::ItemTooLarge(large) if large.size.is_none()), "{error:?}");
    }
    let no_index =
        refusal(400, "ValidationException", "The table does not have the specified index: by_name");
    let query = Query::new("shop", KeyCondition::partition("PK", "a")).index("by_name");
    let error = store(no_index).query(query).await.unwrap_err();
    assert_eq!(error.rule(), Some(Rule::NoSuchIndex));
}

/// What no certain answer makes of a put, and of a get that may simply be done again.
const UNANSWERED: [(ErrorKind, bool); 2] = [(ErrorKind::TimedOut, false), (ErrorKind::Backend, true)];

#[tokio::test]
async fn no_answer_in_time_leaves_open_whether_a_write_happened() {
    assert_eq!(outcomes(Answer::Timeout).await, UNANSWERED);
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_leaves_open_whether_a_write_happened() {
    for status in [200, 204, 299] {
        assert_eq!(outcomes(Answer::Response(status, "no JSON".to_owned())).await, UNANSWERED);
    }
}

#[tokio::test]
async fn a_lost_connection_leaves_open_whether_a_write_happened() {
    assert_eq!(outcomes(Answer::Io(io::ErrorKind::ConnectionReset)).await, UNANSWERED);
    same_for_both(Answer::Io(io::ErrorKind::ConnectionRefused), ErrorKind::Backend, true).await;
    same_for_both(Answer::Other, ErrorKind::Backend, false).await;
}

#[tokio::test]
async fn an_internal_error_leaves_open_whether_a_write_happened() {
    for answer in [failure(500, "InternalServerError"), failure(500, "InternalFailure")] {
        assert_eq!(outcomes(answer).await, UNANSWERED);
    }
    same_for_both(failure(503, "ServiceUnavailable"), ErrorKind::Backend, true).await;
}

#[tokio::test]
async fn an_unanswered_call_keeps_its_code_and_source() {
    for (answer, code) in
        [(Answer::Timeout, "DispatchFailure"), (Answer::Response(200, "no JSON".to_owned()), "Unknown")]
    {
        let Error::TimedOut { source: Some(of_put) } = put(answer.clone()).await else { panic!("no source") };
        let Error::Backend(of_get) = get(answer).await else { panic!("another error") };
        assert_eq!((&*of_put.code, &*of_get.code), (code, code));
        assert!(of_put.source().is_some() && of_get.source().is_some());
    }
}

/// The SDK's own time limit, in place of the connector's.
#[tokio::test]
async fn an_operation_that_takes_too_long_leaves_open_whether_a_write_happened() {
    let error = impatient_store().put_item(PutItem::new("shop", secret_item())).await.unwrap_err();
    assert!(matches!(&error, Error::TimedOut { source: Some(source) } if &*source.code == "TimeoutError"));
    let get = GetItem::new("shop", PrimaryKey::new("PK", SECRET));
    let error = impatient_store().get_item(get).await.unwrap_err();
    assert!(matches!(&error, Error::Backend(backend) if &*backend.code == "TimeoutError"), "{error:?}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn every_read_may_be_done_again() {
    let unanswered = || store(Answer::Timeout);
    let key = || PrimaryKey::new("PK", "a");
    let query = Query::new("shop", KeyCondition::partition("PK", "a"));
    let gets =
        TransactGetItems { gets: vec![TransactGet::new("shop", key())], ..TransactGetItems::default() };
    let errors = [
        unanswered().query(query).await.unwrap_err(),
        unanswered().scan(Scan::new("shop")).await.unwrap_err(),
        unanswered().batch_get_item(BatchGetItem::of(BatchGet::new("shop", [key()]))).await.unwrap_err(),
        unanswered().transact_get_items(gets).await.unwrap_err(),
        unanswered().describe_table("shop").await.unwrap_err(),
        unanswered().list_tables().await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!((error.kind(), error.is_retryable()), UNANSWERED[1]);
    }
}

#[tokio::test]
async fn no_error_shows_what_was_asked_or_stored() {
    let key = PrimaryKey::new("PK", SECRET);
    let update = || {
        UpdateItem::new("shop", key.clone(), Update::new().set("name", SECRET)).when(path("name").eq(SECRET))
    };
    for answer in [
        refusal(400, "ValidationException", SECRET),
        refusal(400, "ThrottlingException", SECRET),
        refusal(500, "InternalServerError", SECRET),
        refusal(400, "AccessDeniedException", SECRET),
        Answer::Response(200, format!("{{\"Attributes\": {SECRET:?}}}")),
        Answer::Timeout,
        Answer::Io(io::ErrorKind::ConnectionReset),
    ] {
        let error = store(answer).update_item(update()).await.unwrap_err();
        let shown = format!("{error} {error:?} {error:#?}");
        assert!(!shown.contains(SECRET), "{shown}");
        if let Error::Backend(backend) = &error {
            assert!(backend.source().is_some());
        }
    }
}
