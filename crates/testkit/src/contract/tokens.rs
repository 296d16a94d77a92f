//! Idempotency tokens of transactions.

use super::{Ground, ground::Table, key};
use twintable::{
    ErrorKind, Rule,
    expr::Update,
    item, path,
    store::{TransactUpdate, TransactWriteItems},
};

/// A transaction that adds to a counter.
fn add(table: &Table<'_>, n: i32, token: &str) -> TransactWriteItems {
    let update = TransactUpdate::new(table.name(), key("k"), Update::new().add("n", n));
    let client_request_token = Some(token.to_owned());
    TransactWriteItems { client_request_token, ..TransactWriteItems::of([update.into()]) }
}

/// A token that no other case uses.
fn token(ground: &Ground, name: &str) -> String {
    let unique = ground.fresh_name();
    let unique: String = unique.chars().rev().take(30).collect();
    format!("{name}{unique}")
}

/// The same transaction with the same token succeeds and is not done again.
pub(super) async fn a_transaction_with_a_token_is_done_once(ground: &Ground) {
    let table = ground.table().await;
    let token = token(ground, "once");
    for _ in 0..3 {
        table.store().transact_write_items(add(&table, 1, &token)).await.unwrap();
    }
    assert_eq!(table.get(key("k")).await, Some(item! { "pk" => "k", "n" => 1 }));
}

/// A replayed transaction succeeds, even where its condition would fail by now.
pub(super) async fn a_replayed_transaction_checks_no_condition(ground: &Ground) {
    let table = ground.table().await;
    let token = token(ground, "cond");
    let create = || {
        let update = TransactUpdate::new(table.name(), key("k"), Update::new().set("n", 1));
        let client_request_token = Some(token.clone());
        let action = update.when(path("pk").not_exists());
        TransactWriteItems { client_request_token, ..TransactWriteItems::of([action.into()]) }
    };
    table.store().transact_write_items(create()).await.unwrap();
    table.store().transact_write_items(create()).await.unwrap();
}

/// Another transaction with the same token is refused.
pub(super) async fn a_token_belongs_to_one_transaction(ground: &Ground) {
    let table = ground.table().await;
    let token = token(ground, "same");
    table.store().transact_write_items(add(&table, 1, &token)).await.unwrap();
    let other = table.store().transact_write_items(add(&table, 2, &token));
    table.fails(ErrorKind::IdempotencyMismatch, other).await;
}

/// The same transaction without a token, or with another one, is done again.
pub(super) async fn another_token_is_another_transaction(ground: &Ground) {
    let table = ground.table().await;
    let (one, two) = (token(ground, "one"), token(ground, "two"));
    table.store().transact_write_items(add(&table, 1, &one)).await.unwrap();
    table.store().transact_write_items(add(&table, 1, &two)).await.unwrap();
    let without = TransactWriteItems { client_request_token: None, ..add(&table, 1, "") };
    table.store().transact_write_items(without.clone()).await.unwrap();
    table.store().transact_write_items(without).await.unwrap();
    assert_eq!(table.get(key("k")).await, Some(item! { "pk" => "k", "n" => 4 }));
}

/// A token has 1 to 36 characters.
pub(super) async fn a_token_has_1_to_36_characters(ground: &Ground) {
    let table = ground.table().await;
    for token in [String::new(), "x".repeat(37)] {
        table.breaks(Rule::TokenLength, table.store().transact_write_items(add(&table, 1, &token))).await;
    }
    let longest = format!("{:x<36}", token(ground, "l"));
    table.store().transact_write_items(add(&table, 1, &longest)).await.unwrap();
}
