//! What an error says, and what it does not.

use super::{Ground, key};
use twintable::{
    Error, ErrorKind, Item, Rule, Value,
    expr::Update,
    item, path,
    store::{GetItem, PutItem, ReturnOld, TransactPut, TransactWriteItems},
};

const SECRET: &str = "secret-value";

fn shows_no_secret(error: &Error) {
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(SECRET), "{shown}");
}

/// An error shows neither items nor keys, though it may carry an item.
pub(super) async fn an_error_shows_no_values(ground: &Ground) {
    let table = ground.table().await;
    let item = item! { "pk" => SECRET, "a" => SECRET };
    table.put(item.clone()).await;
    let put = PutItem::new(table.name(), item.clone()).when(path("a").ne(SECRET));
    let put = PutItem { return_on_condition_failure: ReturnOld::AllOld, ..put };
    shows_no_secret(&table.store().put_item(put).await.unwrap_err());
    let put =
        TransactPut::new(table.name(), item.clone()).when(path("a").ne(SECRET)).returning_old_on_failure();
    let transaction = TransactWriteItems::of([put.into()]);
    shows_no_secret(&table.store().transact_write_items(transaction).await.unwrap_err());
    shows_no_secret(&table.try_update(key(SECRET), Update::new().add("a", 1)).await.unwrap_err());
    shows_no_secret(&table.try_put(item.with("large", SECRET.repeat(40_000))).await.unwrap_err());
    let empty: [&str; 0] = [];
    let invalid = item! { "pk" => SECRET, "s" => Value::string_set(empty) };
    shows_no_secret(&table.try_put(invalid).await.unwrap_err());
}

/// Errors that the same request will meet again are not to be retried.
pub(super) async fn a_lasting_error_is_not_retryable(ground: &Ground) {
    let row = ground.row(item! { "s" => "x" }).await;
    let table = &row.table;
    let missing = ground.store.get_item(GetItem::new(ground.fresh_name(), key("k"))).await.unwrap_err();
    let put = PutItem::new(table.name(), item! { "pk" => "k" }).when(path("pk").not_exists());
    let failed = || TransactPut::new(table.name(), item! { "pk" => "k" }).when(path("pk").not_exists());
    let errors = [
        missing,
        table.store().put_item(put).await.unwrap_err(),
        table.store().transact_write_items(TransactWriteItems::of([failed().into()])).await.unwrap_err(),
        table.try_update(key("k"), Update::new().add("s", 1)).await.unwrap_err(),
        table.try_put(item! { "pk" => "" }).await.unwrap_err(),
    ];
    for error in errors {
        assert!(!error.is_retryable(), "{error:?}");
    }
}

/// A missing table is named.
pub(super) async fn a_missing_table_is_named(ground: &Ground) {
    let name = ground.fresh_name();
    let error = ground.store.get_item(GetItem::new(name.clone(), key("k"))).await.unwrap_err();
    let Error::TableNotFound { table } = error else { panic!("{error:?}") };
    assert_eq!(*table, *name);
}

/// An item that is too large is told with its size and its largest attributes, the largest first.
pub(super) async fn an_item_too_large_names_its_attributes(ground: &Ground) {
    let table = ground.table().await;
    let item = item! { "pk" => "k", "a" => "x".repeat(100_000), "b" => "x".repeat(400_000), "c" => 1 };
    let size = item.size();
    assert!(size > Item::MAX_SIZE);
    let Error::ItemTooLarge(large) = table.try_put(item).await.unwrap_err() else {
        panic!("an item too large")
    };
    assert_eq!(large.size, Some(size));
    let names: Vec<_> = large.attributes.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..2], ["b", "a"]);
}

/// An invalid request names the place that is wrong, where there is one.
pub(super) async fn an_invalid_value_is_located(ground: &Ground) {
    let table = ground.table().await;
    let empty: [&str; 0] = [];
    let value = Value::list([Value::Null, Value::map([("s", Value::string_set(empty))])]);
    let error = table.try_put(item! { "pk" => "k", "l" => value }).await.unwrap_err();
    assert_eq!((error.kind(), error.rule()), (ErrorKind::InvalidRequest, Some(Rule::EmptySet)));
    let Error::InvalidRequest(invalid) = error else { panic!("{error:?}") };
    assert_eq!(invalid.path, Some(path("l").index(1).field("s")));
}
