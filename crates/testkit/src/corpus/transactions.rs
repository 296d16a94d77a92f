//! Transactions.

use super::{
    Entry, Setting,
    setting::{key, plain},
};
use crate::Outcome;
use twintable::{
    CancellationCode, CancellationReason, Error, InvalidRequest, Item, Rule,
    expr::{Projection, Update},
    item, path,
    store::{
        ReturnOld, TransactCheck, TransactDelete, TransactGet, TransactGetItems, TransactGetItemsOutcome,
        TransactPut, TransactUpdate, TransactWrite, TransactWriteItems, TransactWriteItemsOutcome,
    },
};

fn a() -> Item {
    item! { "pk" => "a", "n" => 1 }
}

fn b() -> Item {
    item! { "pk" => "b", "n" => 2 }
}

fn setting() -> Setting {
    plain().holding([a(), b()]).holding_other([a()])
}

fn put(pk: &'static str) -> TransactPut {
    TransactPut::new("main", item! { "pk" => pk })
}

fn add(pk: &'static str) -> TransactUpdate {
    TransactUpdate::new("main", key(pk), Update::new().add("n", 10))
}

fn delete(pk: &'static str) -> TransactDelete {
    TransactDelete::new("main", key(pk))
}

fn check(pk: &'static str, n: i32) -> TransactCheck {
    TransactCheck::new("main", key(pk), path("n").eq(n))
}

/// The request with a token.
pub(super) fn with_token(token: &'static str, action: impl Into<TransactWrite>) -> TransactWriteItems {
    TransactWriteItems {
        client_request_token: Some(token.to_owned()),
        ..TransactWriteItems::of([action.into()])
    }
}

fn done() -> Outcome {
    Outcome::TransactWrite(TransactWriteItemsOutcome::default())
}

fn cancelled(reasons: Vec<CancellationReason>) -> Result<Outcome, Error> {
    Err(Error::TransactionCancelled { reasons })
}

fn none() -> CancellationReason {
    CancellationReason::none()
}

fn failed(item: Option<Item>) -> CancellationReason {
    CancellationReason { item, ..CancellationReason::of(CancellationCode::ConditionalCheckFailed) }
}

fn invalid(rule: Rule) -> CancellationReason {
    let invalid = Some(InvalidRequest::new(rule));
    CancellationReason { invalid, ..CancellationReason::of(CancellationCode::ValidationError) }
}

fn writes(name: &'static str, actions: Vec<TransactWrite>, main: Vec<Item>) -> Entry {
    Entry::gives(name, setting(), TransactWriteItems::of(actions), done()).leaving(main)
}

fn is_cancelled(name: &'static str, actions: Vec<TransactWrite>, reasons: Vec<CancellationReason>) -> Entry {
    Entry::new(name, setting(), TransactWriteItems::of(actions), cancelled(reasons))
}

pub(super) fn entries() -> Vec<Entry> {
    let c = || item! { "pk" => "c" };
    let grown = || item! { "pk" => "a", "n" => 11 };
    let holds = || path("n").eq(1);
    let absent = || path("pk").not_exists();
    let written = vec![
        writes("a transaction puts", vec![put("c").into()], vec![a(), b(), c()]),
        writes(
            "a transaction puts on a condition",
            vec![put("c").when(absent()).into()],
            vec![a(), b(), c()],
        ),
        writes("a transaction updates", vec![add("a").into()], vec![grown(), b()]),
        writes(
            "a transaction updates on a condition",
            vec![add("a").when(holds()).into()],
            vec![grown(), b()],
        ),
        writes("a transaction deletes", vec![delete("a").into()], vec![b()]),
        writes("a transaction deletes on a condition", vec![delete("a").when(holds()).into()], vec![b()]),
        writes(
            "a transaction may only check",
            vec![check("a", 1).into(), check("b", 2).into()],
            vec![a(), b()],
        ),
        writes(
            "all actions happen",
            vec![put("c").into(), add("a").into(), check("b", 2).into()],
            vec![grown(), b(), c()],
        ),
        Entry::gives(
            "a transaction writes to two tables",
            setting(),
            TransactWriteItems::of([put("c").into(), TransactDelete::new("other", key("a")).into()]),
            done(),
        )
        .leaving([a(), b(), c()])
        .leaving_other([]),
        Entry::gives("a transaction with a token is done", setting(), with_token("token", add("a")), done())
            .leaving([grown(), b()]),
        Entry::gives(
            "a transaction with a token is done once",
            setting().after(with_token("token", check("a", 1))),
            with_token("token", check("a", 1)),
            done(),
        ),
        Entry::new(
            "a token belongs to one transaction",
            setting().after(with_token("token", check("a", 1))),
            with_token("token", check("b", 2)),
            Err(Error::IdempotencyMismatch),
        ),
    ];
    written.into_iter().chain(refused()).chain(read()).collect()
}

fn refused() -> Vec<Entry> {
    let never = || path("n").eq(99);
    let asking_check = || TransactCheck { return_on_condition_failure: ReturnOld::AllOld, ..check("a", 99) };
    let wrong_key = || TransactPut::new("main", item! { "pk" => 1 });
    vec![
        is_cancelled(
            "a false condition of a put cancels all",
            vec![put("c").into(), put("a").when(never()).into()],
            vec![none(), failed(None)],
        ),
        is_cancelled(
            "a false condition of an update cancels all",
            vec![add("a").when(never()).into(), put("c").into()],
            vec![failed(None), none()],
        ),
        is_cancelled(
            "a false condition of a delete cancels all",
            vec![delete("a").when(never()).into(), put("c").into()],
            vec![failed(None), none()],
        ),
        is_cancelled(
            "a false check cancels all",
            vec![check("a", 99).into(), put("c").into()],
            vec![failed(None), none()],
        ),
        is_cancelled(
            "every false condition is a reason",
            vec![check("a", 99).into(), put("c").into(), check("b", 99).into()],
            vec![failed(None), none(), failed(None)],
        ),
        is_cancelled(
            "a put's reason carries the item if asked",
            vec![put("a").when(never()).returning_old_on_failure().into()],
            vec![failed(Some(a()))],
        ),
        is_cancelled(
            "an update's reason carries the item if asked",
            vec![add("a").when(never()).returning_old_on_failure().into()],
            vec![failed(Some(a()))],
        ),
        is_cancelled(
            "a delete's reason carries the item if asked",
            vec![delete("a").when(never()).returning_old_on_failure().into()],
            vec![failed(Some(a()))],
        ),
        is_cancelled(
            "a check's reason carries the item if asked",
            vec![asking_check().into()],
            vec![failed(Some(a()))],
        ),
        is_cancelled(
            "a key of another type is the only reason",
            vec![check("a", 99).into(), wrong_key().into()],
            vec![none(), invalid(Rule::KeyType)],
        ),
        is_cancelled(
            "an update of the key is a reason",
            vec![put("c").into(), TransactUpdate::new("main", key("a"), Update::new().set("pk", "z")).into()],
            vec![none(), invalid(Rule::UpdateOfKey)],
        ),
        is_cancelled(
            "an update that does not fit the item is a reason",
            vec![
                put("c").into(),
                TransactUpdate::new("main", key("a"), Update::new().set("x", path("gone"))).into(),
            ],
            vec![none(), invalid(Rule::SourceMissing)],
        ),
    ]
}

fn read() -> Vec<Entry> {
    let get = |pk| TransactGet::new("main", key(pk));
    let projected = |pk| TransactGet { projection: Some(Projection::of(["n"])), ..get(pk) };
    let entry = |name, gets, items| {
        let outcome = TransactGetItemsOutcome { items, ..TransactGetItemsOutcome::default() };
        Entry::gives(
            name,
            setting(),
            TransactGetItems { gets, ..TransactGetItems::default() },
            Outcome::TransactGet(outcome),
        )
    };
    vec![
        entry("a transaction reads one item", vec![get("a")], vec![Some(a())]),
        entry(
            "items come in the order of the request",
            vec![get("b"), get("x"), get("a")],
            vec![Some(b()), None, Some(a())],
        ),
        entry("a transaction projects", vec![projected("a")], vec![Some(item! { "n" => 1 })]),
        entry(
            "a transaction reads two tables",
            vec![get("b"), TransactGet::new("other", key("a"))],
            vec![Some(b()), Some(a())],
        ),
    ]
}
