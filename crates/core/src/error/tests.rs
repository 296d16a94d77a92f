use super::{
    BackendError, BatchIncomplete, CancellationCode, CancellationReason, CodecError, Error, ErrorKind,
    InvalidRequest, Rule,
};
use crate::{
    Item, NumberError, PathError, Value,
    cursor::{CursorError, SealError},
    item, path,
};
use std::error::Error as StdError;

const SECRET: &str = "hunter2";

fn secret_item() -> Item {
    item! { "PK" => format!("CUSTOMER#{SECRET}"), "password" => SECRET, "nested" => Value::list([SECRET]) }
}

fn backend(retryable: bool) -> BackendError {
    let source = std::io::Error::other(format!("connection of {SECRET} reset"));
    BackendError { code: "InternalServerError".into(), retryable, source: Some(Box::new(source)) }
}

fn cancelled(codes: impl IntoIterator<Item = CancellationCode>) -> Error {
    let with_item = |code| CancellationReason { item: Some(secret_item()), ..CancellationReason::of(code) };
    Error::TransactionCancelled { reasons: codes.into_iter().map(with_item).collect() }
}

fn incomplete(done: usize, not_done: usize, unknown: usize, cause: Error) -> Error {
    Error::BatchIncomplete(Box::new(BatchIncomplete { done, not_done, unknown, cause: cause.into() }))
}

/// Every variant, with its kind and whether it is retryable.
fn every_error() -> Vec<(Error, ErrorKind, bool)> {
    vec![
        (Error::ConditionFailed { current: Some(secret_item()) }, ErrorKind::ConditionFailed, false),
        (Error::ConditionFailed { current: None }, ErrorKind::ConditionFailed, false),
        (Error::AlreadyExists { entity: "Customer" }, ErrorKind::AlreadyExists, false),
        (Error::NotFound { entity: "Customer" }, ErrorKind::NotFound, false),
        (cancelled([CancellationCode::ConditionalCheckFailed]), ErrorKind::TransactionCancelled, false),
        (cancelled([CancellationCode::TransactionConflict]), ErrorKind::TransactionCancelled, true),
        (Error::IdempotencyMismatch, ErrorKind::IdempotencyMismatch, false),
        (Error::table_not_found("shop"), ErrorKind::TableNotFound, false),
        (Error::TableExists { table: "shop".into() }, ErrorKind::TableExists, false),
        (Error::invalid(Rule::EmptySet), ErrorKind::InvalidRequest, false),
        (Error::invalid_at(Rule::EmptySet, path("a").index(1)), ErrorKind::InvalidRequest, false),
        (Error::refused_by_service("ValidationException"), ErrorKind::InvalidRequest, false),
        (Error::item_too_large(&secret_item()), ErrorKind::ItemTooLarge, false),
        (Error::ItemCollectionTooLarge, ErrorKind::ItemCollectionTooLarge, false),
        (Error::Throttled { source: Some(Box::new(backend(true))) }, ErrorKind::Throttled, true),
        (Error::Throttled { source: None }, ErrorKind::Throttled, true),
        (Error::Conflict, ErrorKind::Conflict, true),
        (Error::TimedOut { source: Some(Box::new(backend(true))) }, ErrorKind::TimedOut, false),
        (Error::unique_violation("Customer", "email"), ErrorKind::UniqueViolation, false),
        (Error::wrong_type("Customer", None), ErrorKind::WrongType, false),
        (Error::codec("Customer", "email", "text expected"), ErrorKind::Codec, false),
        (incomplete(0, 3, 0, Error::Conflict), ErrorKind::BatchIncomplete, true),
        (incomplete(0, 3, 0, Error::IdempotencyMismatch), ErrorKind::BatchIncomplete, false),
        (incomplete(1, 2, 0, Error::Conflict), ErrorKind::BatchIncomplete, false),
        (incomplete(0, 2, 1, Error::Conflict), ErrorKind::BatchIncomplete, false),
        (Error::Unfinished { requests: 3 }, ErrorKind::Unfinished, false),
        (Error::MoreThanOne { entity: "Customer" }, ErrorKind::MoreThanOne, false),
        (Error::from(CursorError::Forged), ErrorKind::CursorRejected, false),
        (Error::from(SealError::TooLarge), ErrorKind::CursorNotMade, false),
        (Error::Backend(Box::new(backend(true))), ErrorKind::Backend, true),
        (Error::Backend(Box::new(backend(false))), ErrorKind::Backend, false),
    ]
}

#[test]
fn an_error_is_small() {
    assert!(size_of::<Error>() <= 32, "{}", size_of::<Error>());
    assert!(size_of::<Result<(), Error>>() <= 32, "{}", size_of::<Result<(), Error>>());
}

#[test]
fn each_variant_has_its_kind_and_knows_whether_to_retry() {
    for (error, kind, retryable) in every_error() {
        assert_eq!((error.kind(), error.is_retryable()), (kind, retryable), "{error}");
        assert_eq!(error.rule().is_some(), kind == ErrorKind::InvalidRequest);
    }
}

#[test]
fn a_cancellation_is_retryable_if_all_its_reasons_pass() {
    use CancellationCode as Code;
    let passing = [Code::TransactionConflict, Code::ProvisionedThroughputExceeded, Code::ThrottlingError];
    let lasting = [
        Code::ConditionalCheckFailed,
        Code::ValidationError,
        Code::ItemCollectionSizeLimitExceeded,
        Code::Other("New".into()),
    ];
    assert!(cancelled(passing.clone()).is_retryable());
    for code in passing {
        assert!(cancelled([Code::None, code.clone(), Code::None]).is_retryable(), "{code:?}");
        for lasting in &lasting {
            assert!(!cancelled([code.clone(), lasting.clone()]).is_retryable(), "{code:?} {lasting:?}");
        }
    }
    for none in [vec![], vec![Code::None]] {
        assert!(!cancelled(none).is_retryable(), "no reason is no reason to try again");
    }
}

#[test]
fn neither_text_shows_values_or_keys() {
    for (error, ..) in every_error() {
        let texts = [format!("{error}"), format!("{error:?}"), format!("{error:#?}")];
        for text in texts {
            assert!(!text.contains(SECRET) && !text.contains("CUSTOMER"), "{text}");
            assert!(!text.is_empty() && !text.contains('\n'), "{text}");
        }
    }
    let reason = CancellationReason {
        item: Some(secret_item()),
        ..CancellationReason::of(CancellationCode::ConditionalCheckFailed)
    };
    assert!(!format!("{reason} {reason:?}").contains(SECRET));
    assert!(!format!("{:?}", backend(true)).contains(SECRET));
}

#[test]
fn a_message_never_contains_its_source() {
    let mut with_source = 0;
    for (error, ..) in every_error() {
        let mut outer: &dyn StdError = &error;
        while let Some(source) = outer.source() {
            with_source += 1;
            assert!(!outer.to_string().contains(&source.to_string()), "{outer}: {source}");
            outer = source;
        }
    }
    assert!(with_source >= 5, "{with_source}");
}

#[test]
fn the_backends_own_error_is_at_the_end_of_the_chain() {
    for error in [
        Error::Throttled { source: Some(Box::new(backend(true))) },
        Error::TimedOut { source: Some(Box::new(backend(true))) },
        Error::Backend(Box::new(backend(true))),
    ] {
        let mut last: &dyn StdError = &error;
        while let Some(source) = last.source() {
            last = source;
        }
        assert!(last.is::<std::io::Error>(), "{error}");
    }
}

#[test]
fn messages_say_what_happened() {
    let invalid = Some(Box::new(InvalidRequest {
        rule: Rule::KeyType,
        path: Some(path("n")),
        detail: None,
        service_code: None,
    }));
    let reasons = vec![
        CancellationReason::none(),
        CancellationReason::of(CancellationCode::ConditionalCheckFailed),
        CancellationReason { invalid, ..CancellationReason::of(CancellationCode::ValidationError) },
    ];
    let item = item! { "a" => "x".repeat(300_000), "b" => "x".repeat(200_000), "c" => 1, "d" => "xyz" };
    for (error, expected) in [
        (Error::NotFound { entity: "Customer" }, "Customer not found"),
        (Error::table_not_found("shop"), "table shop not found"),
        (Error::invalid(Rule::LimitZero), "invalid request: a limit is at least 1"),
        (
            Error::invalid_at(Rule::AddOperand, path("a").field("b.c").index(1)),
            r#"invalid request: ADD takes a number or a set (at `a."b.c"[1]`)"#,
        ),
        (
            Error::refused_by_service("ValidationException"),
            "invalid request: refused by the service as ValidationException",
        ),
        (
            Error::TransactionCancelled { reasons },
            "the transaction was cancelled: action 1: ConditionalCheckFailed, action 2: ValidationError \
             (a key attribute has the type that the table or index declares: text, number or bytes (at `n`))",
        ),
        (
            Error::item_too_large(&item),
            "the item is too large: 500009 bytes, and 409600 are allowed; the largest attributes: `a` 300001, \
             `b` 200001, `d` 4",
        ),
        (Error::codec("Customer", "email", "text expected"), "attribute `email` of Customer: text expected"),
        (Error::Unfinished { requests: 3 }, "the read was not finished by 3 requests"),
        (Error::MoreThanOne { entity: "Customer" }, "there is more than one Customer"),
        (Error::from(CursorError::Expired), "cursor refused: the cursor has expired"),
        (Error::from(SealError::TooLarge), "no cursor could be made: the position is too large for a cursor"),
        (Error::Backend(Box::new(backend(false))), "the backend failed: InternalServerError"),
        (incomplete(3, 2, 1, Error::Conflict), "the batch is incomplete: 3 done, 2 not done, 1 unknown"),
    ] {
        assert_eq!(error.to_string(), expected);
        assert_eq!(format!("{error:?}"), format!("{:?}({expected})", error.kind()));
    }
    let codec = CodecError {
        entity: "Customer",
        key: None,
        attribute: "email".into(),
        problem: "text expected".into(),
    };
    assert_eq!(codec.to_string(), "attribute `email` of Customer: text expected");
}

#[test]
fn every_rule_is_a_sentence_of_its_own() {
    let mut seen = std::collections::HashSet::new();
    for rule in Rule::ALL {
        let text = rule.to_string();
        assert!(text.split_whitespace().count() >= 3, "{rule:?}: {text}");
        assert!(!text.ends_with('.') && !text.contains(['{', '}', '\n']), "{rule:?}: {text}");
        assert!(seen.insert(text), "{rule:?} has the text of another rule");
    }
}

#[test]
fn codes_read_back_from_the_wire() {
    for code in [
        "None",
        "ConditionalCheckFailed",
        "ValidationError",
        "ItemCollectionSizeLimitExceeded",
        "TransactionConflict",
        "ProvisionedThroughputExceeded",
        "ThrottlingError",
        "SomethingNew",
    ] {
        assert_eq!(CancellationCode::from_wire(code).as_str(), code);
        assert_eq!(
            matches!(CancellationCode::from_wire(code), CancellationCode::Other(_)),
            code == "SomethingNew"
        );
    }
}

#[test]
fn errors_of_parsing_do_not_repeat_the_text() {
    let number = SECRET.parse::<crate::Number>().unwrap_err();
    let path = format!("{SECRET}[").parse::<crate::Path>().unwrap_err();
    assert_eq!((number, path), (NumberError::NotANumber, PathError::BadIndex));
    assert!(!format!("{number} {path}").contains(SECRET));
}
