//! Transactions of writes.

use super::{Ground, ground::Table, key};
use twintable::{
    CancellationCode, CancellationReason, Error, ErrorKind, Item, Rule, Value,
    expr::Update,
    item, path,
    store::{TransactCheck, TransactDelete, TransactPut, TransactUpdate, TransactWrite, TransactWriteItems},
};

/// A table with the items `a`, `b` and `c`, whose `n` is 1, 2 and 3.
pub(super) async fn three(ground: &Ground) -> Table<'_> {
    let table = ground.table().await;
    table.put_all([("a", 1), ("b", 2), ("c", 3)].map(|(pk, n)| item! { "pk" => pk, "n" => n })).await;
    table
}

pub(super) fn put(table: &Table<'_>, pk: &str) -> TransactPut {
    TransactPut::new(table.name(), item! { "pk" => pk, "put" => true })
}

pub(super) fn add(table: &Table<'_>, pk: &str) -> TransactUpdate {
    TransactUpdate::new(table.name(), key(pk), Update::new().add("n", 10))
}

pub(super) fn delete(table: &Table<'_>, pk: &str) -> TransactDelete {
    TransactDelete::new(table.name(), key(pk))
}

pub(super) fn check(table: &Table<'_>, pk: &str, n: i32) -> TransactCheck {
    TransactCheck::new(table.name(), key(pk), path("n").eq(n))
}

pub(super) async fn commit(
    table: &Table<'_>,
    actions: impl IntoIterator<Item = TransactWrite>,
) -> Result<(), Error> {
    table.store().transact_write_items(TransactWriteItems::of(actions)).await.map(drop)
}

/// The reasons why a transaction was cancelled; it changed nothing.
pub(super) async fn reasons(
    table: &Table<'_>,
    actions: impl IntoIterator<Item = TransactWrite>,
) -> Vec<CancellationReason> {
    let error = table.fails(ErrorKind::TransactionCancelled, commit(table, actions)).await;
    let Error::TransactionCancelled { reasons } = error else { panic!("{error:?}") };
    reasons
}

pub(super) async fn codes(
    table: &Table<'_>,
    actions: impl IntoIterator<Item = TransactWrite>,
) -> Vec<CancellationCode> {
    reasons(table, actions).await.into_iter().map(|reason| reason.code).collect()
}

pub(super) const NONE: CancellationCode = CancellationCode::None;
pub(super) const FAILED: CancellationCode = CancellationCode::ConditionalCheckFailed;

/// All actions of a transaction happen.
pub(super) async fn all_actions_happen(ground: &Ground) {
    let table = three(ground).await;
    let actions = [
        add(&table, "a").when(path("n").eq(1)).into(),
        delete(&table, "b").into(),
        check(&table, "c", 3).into(),
        put(&table, "d").when(path("pk").not_exists()).into(),
        add(&table, "e").into(),
    ];
    commit(&table, actions).await.unwrap();
    let numbered = [("a", 11), ("c", 3), ("e", 10)].map(|(pk, n)| item! { "pk" => pk, "n" => n });
    table.has(numbered.into_iter().chain([item! { "pk" => "d", "put" => true }])).await;
}

/// A transaction writes to several tables.
pub(super) async fn a_transaction_writes_to_several_tables(ground: &Ground) {
    let (one, two) = (three(ground).await, three(ground).await);
    commit(&one, [delete(&one, "a").into(), delete(&two, "a").into()]).await.unwrap();
    assert_eq!((one.items().await.len(), two.items().await.len()), (2, 2));
    let failing = [delete(&one, "b").into(), check(&two, "b", 7).into()];
    assert_eq!(codes(&one, failing).await, [NONE, FAILED]);
    assert_eq!(two.items().await.len(), 2);
}

/// One false condition cancels all actions, whichever action has it.
pub(super) async fn a_false_condition_cancels_all(ground: &Ground) {
    let table = three(ground).await;
    let never = || path("n").eq(99);
    let failing: [TransactWrite; 4] = [
        put(&table, "b").when(never()).into(),
        add(&table, "b").when(never()).into(),
        delete(&table, "b").when(never()).into(),
        check(&table, "b", 99).into(),
    ];
    for action in failing {
        let actions = [put(&table, "a").into(), action, delete(&table, "c").into()];
        assert_eq!(codes(&table, actions).await, [NONE, FAILED, NONE]);
    }
}

/// A transaction of checks alone is legal.
pub(super) async fn a_transaction_may_only_check(ground: &Ground) {
    let table = three(ground).await;
    commit(&table, [check(&table, "a", 1).into(), check(&table, "b", 2).into()]).await.unwrap();
    assert_eq!(
        codes(&table, [check(&table, "a", 1).into(), check(&table, "b", 3).into()]).await,
        [NONE, FAILED]
    );
}

/// On a missing item, a check of its absence holds.
pub(super) async fn a_check_may_ask_for_absence(ground: &Ground) {
    let table = three(ground).await;
    let absent = |pk| TransactCheck::new(table.name(), key(pk), path("pk").not_exists());
    commit(&table, [absent("z").into(), put(&table, "y").into()]).await.unwrap();
    assert_eq!(codes(&table, [absent("a").into(), put(&table, "x").into()]).await, [FAILED, NONE]);
}

/// Two actions on one item are refused, checks included.
pub(super) async fn a_transaction_touches_each_item_once(ground: &Ground) {
    let table = three(ground).await;
    let pairs: [[TransactWrite; 2]; 5] = [
        [put(&table, "a").into(), put(&table, "a").into()],
        [put(&table, "a").into(), delete(&table, "a").into()],
        [add(&table, "a").into(), check(&table, "a", 1).into()],
        [check(&table, "a", 1).into(), check(&table, "a", 1).into()],
        [delete(&table, "z").into(), add(&table, "z").into()],
    ];
    for pair in pairs {
        table.breaks(Rule::TransactionItemTwice, commit(&table, pair)).await;
    }
}

/// A transaction has 1 to 100 actions.
pub(super) async fn a_transaction_has_1_to_100_actions(ground: &Ground) {
    let table = ground.table().await;
    let puts = |count: u32| (0..count).map(|n| put(&table, &format!("k{n}")).into()).collect::<Vec<_>>();
    table.breaks(Rule::TransactionEmpty, commit(&table, [])).await;
    table.breaks(Rule::TransactionTooLong, commit(&table, puts(101))).await;
    commit(&table, puts(100)).await.unwrap();
    assert_eq!(table.items().await.len(), 100);
}

/// A transaction brings at most 4 MB along.
pub(super) async fn a_transaction_brings_at_most_4_mb(ground: &Ground) {
    let table = ground.table().await;
    let large = |n: i32| {
        TransactPut::new(table.name(), item! { "pk" => format!("k{n}"), "a" => "x".repeat(390_000) })
    };
    table.breaks(Rule::TransactionTooLarge, commit(&table, (0..11).map(|n| large(n).into()))).await;
    commit(&table, (0..10).map(|n| large(n).into())).await.unwrap();
}

/// What a transaction deletes does not count: 5 MB can go at once.
pub(super) async fn deleted_items_do_not_count(ground: &Ground) {
    let table = ground.table().await;
    let names: Vec<_> = (0..13).map(|n| format!("k{n}")).collect();
    for name in &names {
        table.put(item! { "pk" => name, "a" => "x".repeat(400_000) }).await;
    }
    commit(&table, names.iter().map(|name| delete(&table, name).into())).await.unwrap();
    assert_eq!(table.items().await, []);
}

/// What is wrong with an action itself refuses the whole transaction, whatever is stored.
pub(super) async fn an_invalid_action_refuses_the_transaction(ground: &Ground) {
    let table = three(ground).await;
    let fine = || TransactWrite::from(put(&table, "x"));
    let empty: [&str; 0] = [];
    let set = TransactPut::new(table.name(), item! { "pk" => "k", "s" => Value::string_set(empty) });
    table.breaks(Rule::EmptySet, commit(&table, [fine(), set.into()])).await;
    let update = |update| TransactWrite::from(TransactUpdate::new(table.name(), key("a"), update));
    table.breaks(Rule::EmptyUpdate, commit(&table, [fine(), update(Update::new())])).await;
    let overlap = Update::new().set("a", 1).remove("a");
    table.breaks(Rule::OverlappingPaths, commit(&table, [fine(), update(overlap)])).await;
    let condition = delete(&table, "a").when(path("n").lt(true));
    table.breaks(Rule::OrderOfUnordered, commit(&table, [fine(), condition.into()])).await;
    table.breaks(Rule::KeyEmpty, commit(&table, [fine(), delete(&table, "").into()])).await;
    let large = TransactPut::new(table.name(), item! { "pk" => "k", "a" => "x".repeat(Item::MAX_SIZE) });
    table.fails(ErrorKind::ItemTooLarge, commit(&table, [fine(), large.into()])).await;
}

/// A transaction that names a missing table does nothing.
pub(super) async fn a_missing_table_refuses_the_transaction(ground: &Ground) {
    let table = three(ground).await;
    let elsewhere = TransactDelete::new(ground.fresh_name(), key("a"));
    table.fails(ErrorKind::TableNotFound, commit(&table, [put(&table, "x").into(), elsewhere.into()])).await;
}

/// A missing item can be deleted in a transaction.
pub(super) async fn a_transaction_may_delete_nothing(ground: &Ground) {
    let table = three(ground).await;
    commit(&table, [delete(&table, "z").into(), put(&table, "y").into()]).await.unwrap();
    assert_eq!(table.items().await.len(), 4);
}
