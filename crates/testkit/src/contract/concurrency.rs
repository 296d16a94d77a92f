//! Operations at the same time.

use super::{Ground, key};
use futures::future::{join, join_all};
use twintable::{
    Error, ErrorKind,
    expr::Update,
    item, path,
    store::{PutItem, TransactGet, TransactGetItems, TransactUpdate, TransactWriteItems},
};

/// Updates of one item at the same time all count.
pub(super) async fn concurrent_updates_all_count(ground: &Ground) {
    let table = ground.table().await;
    join_all((0..20).map(|_| async { table.try_update(key("k"), Update::new().add("n", 1)).await.unwrap() }))
        .await;
    table.has([item! { "pk" => "k", "n" => 20 }]).await;
}

/// Of several creations at the same time one succeeds.
pub(super) async fn one_of_several_creations_succeeds(ground: &Ground) {
    let table = ground.table().await;
    let create =
        |n: i32| PutItem::new(table.name(), item! { "pk" => "k", "n" => n }).when(path("pk").not_exists());
    let results = join_all((0..10).map(|n| table.store().put_item(create(n)))).await;
    let (done, failed): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
    assert_eq!(done.len(), 1);
    assert!(failed.into_iter().all(|error| error.unwrap_err().kind() == ErrorKind::ConditionFailed));
}

/// A transaction of reads sees a transaction of writes as a whole, or not at all.
pub(super) async fn a_transaction_is_read_as_a_whole(ground: &Ground) {
    let table = ground.table().await;
    table.put_all(["a", "b"].map(|pk| item! { "pk" => pk, "n" => 0 })).await;
    let add = |pk: &str| TransactUpdate::new(table.name(), key(pk), Update::new().add("n", 1)).into();
    let gets = || {
        let gets = ["a", "b"].map(|pk| TransactGet::new(table.name(), key(pk))).to_vec();
        TransactGetItems { gets, ..TransactGetItems::default() }
    };
    let write = async || {
        for _ in 0..10 {
            conflicts_pass(
                table.store().transact_write_items(TransactWriteItems::of([add("a"), add("b")])).await,
            );
        }
    };
    let read = async || {
        for _ in 0..10 {
            let Some(outcome) = conflicts_pass(table.store().transact_get_items(gets()).await) else {
                continue;
            };
            let [Some(a), Some(b)] = &outcome.items[..] else { panic!("two items: {outcome:?}") };
            assert_eq!(a.get("n"), b.get("n"));
        }
    };
    join(write(), read()).await;
}

/// What was done, unless another transaction was in the way.
fn conflicts_pass<T>(result: Result<T, Error>) -> Option<T> {
    match result {
        Ok(outcome) => Some(outcome),
        Err(error) if error.is_retryable() => None,
        Err(error) => panic!("{error:?}"),
    }
}
