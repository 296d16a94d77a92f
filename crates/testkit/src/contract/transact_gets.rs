//! Transactions of reads.

use super::{Ground, ground::Table, key, keys};
use twintable::{
    CancellationCode, Error, ErrorKind, PrimaryKey, Rule,
    expr::Projection,
    item,
    store::{TransactGet, TransactGetItems},
};

fn gets(table: &Table<'_>, wanted: impl IntoIterator<Item = PrimaryKey>) -> TransactGetItems {
    let gets = wanted.into_iter().map(|key| TransactGet::new(table.name(), key)).collect();
    TransactGetItems { gets, ..TransactGetItems::default() }
}

/// The items come in the order of the request, with a gap for each that is missing.
pub(super) async fn items_come_in_the_order_of_the_request(ground: &Ground) {
    let table = ground.sorted_table().await;
    let item = |sk: &str| item! { "pk" => "p", "sk" => sk };
    table.put_all([item("a"), item("b"), item("c")]).await;
    let wanted = [keys("p", "c"), keys("p", "gone"), keys("p", "a")];
    let found = table.store().transact_get_items(gets(&table, wanted)).await.unwrap().items;
    assert_eq!(found, [Some(item("c")), None, Some(item("a"))]);
}

/// A transaction reads several tables, each item with its own projection.
pub(super) async fn a_transaction_reads_several_tables(ground: &Ground) {
    let (a, b) = (ground.table().await, ground.table().await);
    a.put(item! { "pk" => "k", "from" => "a" }).await;
    b.put(item! { "pk" => "k", "from" => "b", "x" => 1 }).await;
    let projection = Some(Projection::of(["pk", "from"]));
    let first = TransactGet::new(a.name(), key("k"));
    let second = TransactGet { projection, ..TransactGet::new(b.name(), key("k")) };
    let request = TransactGetItems { gets: vec![first, second], ..TransactGetItems::default() };
    let found = a.store().transact_get_items(request).await.unwrap().items;
    assert_eq!(found, ["a", "b"].map(|from| Some(item! { "pk" => "k", "from" => from })));
}

/// A transaction reads each item once.
pub(super) async fn a_transaction_reads_each_item_once(ground: &Ground) {
    let table = ground.table().await;
    let twice = gets(&table, [key("a"), key("b"), key("a")]);
    table.breaks(Rule::TransactionItemTwice, table.store().transact_get_items(twice)).await;
}

/// A transaction reads 1 to 100 items.
pub(super) async fn a_transaction_reads_1_to_100_items(ground: &Ground) {
    let table = ground.table().await;
    let many = |count: u32| gets(&table, (0..count).map(|n| key(&format!("k{n}"))));
    table.breaks(Rule::TransactionEmpty, table.store().transact_get_items(many(0))).await;
    table.breaks(Rule::TransactionTooLong, table.store().transact_get_items(many(101))).await;
    assert_eq!(table.store().transact_get_items(many(100)).await.unwrap().items, vec![None; 100]);
}

/// A transaction reads at most 4 MB.
pub(super) async fn a_transaction_reads_at_most_4_mb(ground: &Ground) {
    let table = ground.table().await;
    let names: Vec<_> = (0..11).map(|n| format!("k{n}")).collect();
    for name in &names {
        table.put(item! { "pk" => name, "a" => "x".repeat(390_000) }).await;
    }
    let read = |count| gets(&table, names.iter().take(count).map(|name| key(name)));
    table.fails(ErrorKind::InvalidRequest, table.store().transact_get_items(read(11))).await;
    assert_eq!(table.store().transact_get_items(read(10)).await.unwrap().items.len(), 10);
}

/// A key that does not fit its table is the reason of a cancellation.
pub(super) async fn a_read_that_does_not_fit_cancels(ground: &Ground) {
    let table = ground.table().await;
    for wrong in [PrimaryKey::new("pk", 1), PrimaryKey::new("other", "a"), keys("a", "b")] {
        let error = table.store().transact_get_items(gets(&table, [key("a"), wrong])).await.unwrap_err();
        let Error::TransactionCancelled { reasons } = error else { panic!("{error:?}") };
        let codes: Vec<_> = reasons.into_iter().map(|reason| reason.code).collect();
        assert_eq!(codes, [CancellationCode::None, CancellationCode::ValidationError]);
    }
}

/// A transaction that names a missing table reads nothing.
pub(super) async fn a_transaction_reads_no_missing_table(ground: &Ground) {
    let table = ground.table().await;
    let mut request = gets(&table, [key("a")]);
    request.gets.push(TransactGet::new(ground.fresh_name(), key("a")));
    table.fails(ErrorKind::TableNotFound, table.store().transact_get_items(request)).await;
}
