//! Key conditions: which part of a partition a query reads.

use super::{Ground, ground::Table, number};
use twintable::{
    Item, KeyAttribute, Rule, Value,
    expr::{KeyCondition, SortCondition},
    item,
    store::Query,
};

/// A table whose partition `p` has items with these sort keys, in this order, between two other partitions.
async fn partition<'g>(ground: &'g Ground, sort_key: KeyAttribute, sorts: &[Value]) -> Table<'g> {
    let table = ground.create(ground.schema().sort_key(sort_key)).await;
    for sort in sorts.iter().rev() {
        table.put_all(["o", "p", "q"].map(|pk| item! { "pk" => pk, "sk" => sort.clone() })).await;
    }
    table
}

fn sort_keys(items: Vec<Item>) -> Vec<Value> {
    items.into_iter().map(|mut item| item.remove("sk").unwrap()).collect()
}

/// Asserts what a condition finds: at once and in pages, forwards and backwards.
async fn finds(table: &Table<'_>, condition: KeyCondition, expected: &[Value]) {
    for limit in [None, Some(1), Some(2), Some(100)] {
        let query = Query { limit, ..table.query(condition.clone()) };
        let found = sort_keys(table.queried(query.clone()).await);
        assert_eq!(found, expected, "{condition:?}, limit {limit:?}");
        let mut found = sort_keys(table.queried(Query { descending: true, ..query }).await);
        found.reverse();
        assert_eq!(found, expected, "{condition:?}, descending, limit {limit:?}");
    }
}

/// Asserts what each order finds for each value of a partition.
async fn each_order_finds_its_part(ground: &Ground, sort_key: KeyAttribute, sorts: &[Value]) {
    let table = partition(ground, sort_key, sorts).await;
    let sort = || KeyCondition::partition("pk", "p").sort("sk");
    for (at, value) in sorts.iter().enumerate() {
        finds(&table, sort().eq(value.clone()), &sorts[at..=at]).await;
        finds(&table, sort().lt(value.clone()), &sorts[..at]).await;
        finds(&table, sort().le(value.clone()), &sorts[..=at]).await;
        finds(&table, sort().gt(value.clone()), &sorts[at + 1..]).await;
        finds(&table, sort().ge(value.clone()), &sorts[at..]).await;
        let last = sorts.last().unwrap();
        finds(&table, sort().between(value.clone(), last.clone()), &sorts[at..]).await;
        finds(&table, sort().between(value.clone(), value.clone()), &sorts[at..=at]).await;
    }
}

/// A partition alone gives all its items in the order of the sort key, and no others.
pub(super) async fn a_partition_is_read_in_order(ground: &Ground) {
    let sorts = ["A", "a", "ab", "b", "\u{e9}", "\u{ffee}", "\u{1f600}"].map(Value::from);
    let table = partition(ground, KeyAttribute::string("sk"), &sorts).await;
    finds(&table, KeyCondition::partition("pk", "p"), &sorts).await;
}

/// Each condition on a text finds its part of the partition.
pub(super) async fn conditions_on_a_text_find_their_part(ground: &Ground) {
    let sorts = ["abc", "abc0", "b", "\u{e9}"].map(Value::from);
    each_order_finds_its_part(ground, KeyAttribute::string("sk"), &sorts).await;
}

/// Each condition on a number finds its part of the partition, by value.
pub(super) async fn conditions_on_a_number_find_their_part(ground: &Ground) {
    let sorts = ["-10", "-9.5", "0", "1e-5", "9", "10"].map(|text| Value::from(number(text)));
    each_order_finds_its_part(ground, KeyAttribute::number("sk"), &sorts).await;
}

/// Each condition on bytes finds its part of the partition, unsigned.
pub(super) async fn conditions_on_bytes_find_their_part(ground: &Ground) {
    let sorts: [&[u8]; 5] = [b"\x00", b"\x00\x00", b"\x7f", b"\x80", b"\xff"];
    each_order_finds_its_part(ground, KeyAttribute::binary("sk"), &sorts.map(Value::from)).await;
}

/// A bound need not be the key of an item.
pub(super) async fn a_bound_need_not_be_stored(ground: &Ground) {
    let sorts = ["b", "d"].map(Value::from);
    let table = partition(ground, KeyAttribute::string("sk"), &sorts).await;
    let sort = || KeyCondition::partition("pk", "p").sort("sk");
    finds(&table, sort().gt("a"), &sorts).await;
    finds(&table, sort().ge("c"), &sorts[1..]).await;
    finds(&table, sort().lt("c"), &sorts[..1]).await;
    finds(&table, sort().between("a", "c"), &sorts[..1]).await;
    finds(&table, sort().eq("c"), &[]).await;
}

/// `begins_with` finds the keys that begin with a text, byte by byte.
pub(super) async fn begins_with_finds_texts(ground: &Ground) {
    let sorts = ["a", "ab", "ab\u{1f600}", "ab\u{10ffff}", "ac", "b"].map(Value::from);
    let table = partition(ground, KeyAttribute::string("sk"), &sorts).await;
    let sort = || KeyCondition::partition("pk", "p").sort("sk");
    finds(&table, sort().begins_with("ab"), &sorts[1..4]).await;
    finds(&table, sort().begins_with("a"), &sorts[..5]).await;
    finds(&table, sort().begins_with("B"), &[]).await;
}

/// `begins_with` finds bytes, also where the prefix is the highest there is.
pub(super) async fn begins_with_finds_bytes(ground: &Ground) {
    let sorts: [&[u8]; 5] = [b"\x01", b"\xfe\xff", b"\xff", b"\xff\x00", b"\xff\xff"];
    let sorts = sorts.map(Value::from);
    let table = partition(ground, KeyAttribute::binary("sk"), &sorts).await;
    let sort = || KeyCondition::partition("pk", "p").sort("sk");
    finds(&table, sort().begins_with(b"\xff"), &sorts[2..]).await;
    finds(&table, sort().begins_with(b"\xff\xff"), &sorts[4..]).await;
    finds(&table, sort().begins_with(b"\xfe"), &sorts[1..2]).await;
}

/// A partition without items gives none.
pub(super) async fn a_missing_partition_is_empty(ground: &Ground) {
    let table = partition(ground, KeyAttribute::string("sk"), &["a".into()]).await;
    let page = table.page(table.query(KeyCondition::partition("pk", "gone"))).await;
    assert_eq!((page.items.len(), page.scanned_count, page.last_evaluated_key), (0, 0, None));
}

/// A table without sort key has one item in a partition.
pub(super) async fn a_partition_without_sort_key_is_one_item(ground: &Ground) {
    let table = ground.table().await;
    table.put_all(["a", "b"].map(|pk| item! { "pk" => pk, "n" => 1 })).await;
    let found = table.queried(table.query(KeyCondition::partition("pk", "b"))).await;
    assert_eq!(found, [item! { "pk" => "b", "n" => 1 }]);
    let sorted = table.query(KeyCondition::partition("pk", "b").sort("sk").eq("x"));
    table.breaks(Rule::SortUnknown, table.store().query(sorted)).await;
}

/// Asserts that a key condition is refused.
async fn refuses(ground: &Ground, condition: KeyCondition, rule: Rule) {
    let table = ground.sorted_table().await;
    table.breaks(rule, table.store().query(table.query(condition))).await;
}

/// A key condition gives the partition.
pub(super) async fn a_key_condition_gives_the_partition(ground: &Ground) {
    refuses(ground, KeyCondition { partition: vec![], sort: vec![] }, Rule::PartitionMissing).await;
    refuses(ground, KeyCondition::partition("sk", "s"), Rule::PartitionMissing).await;
    refuses(ground, KeyCondition::partition("other", "s"), Rule::PartitionMissing).await;
}

/// A key condition names key attributes alone, each once.
pub(super) async fn a_key_condition_names_key_attributes(ground: &Ground) {
    let p = || KeyCondition::partition("pk", "p");
    refuses(ground, p().sort("other").eq("x"), Rule::SortUnknown).await;
    refuses(ground, p().and_partition("other", "x"), Rule::SortUnknown).await;
    refuses(ground, p().sort("sk").eq("a").sort("sk").lt("b"), Rule::SortUnknown).await;
    refuses(ground, p().sort("pk").eq("p"), Rule::SortUnknown).await;
    refuses(ground, p().sort("").eq("p"), Rule::EmptyName).await;
}

/// A condition on a sort attribute that is not the last is an equality.
pub(super) async fn only_the_last_sort_condition_is_a_range(ground: &Ground) {
    let p = || KeyCondition::partition("pk", "p");
    refuses(ground, p().sort("sk").lt("a").sort("other").eq("b"), Rule::SortOrder).await;
}

/// A key condition compares with values of the declared types.
pub(super) async fn a_key_condition_has_the_declared_types(ground: &Ground) {
    refuses(ground, KeyCondition::partition("pk", 1), Rule::KeyConditionType).await;
    let p = || KeyCondition::partition("pk", "p").sort("sk");
    refuses(ground, p().eq(1), Rule::KeyConditionType).await;
    refuses(ground, p().between(1, 2), Rule::KeyConditionType).await;
    refuses(ground, p().begins_with(Value::binary("s")), Rule::KeyConditionType).await;
    refuses(ground, p().eq(true), Rule::KeyType).await;
    refuses(ground, p().lt(Value::list([1])), Rule::KeyType).await;
    refuses(ground, KeyCondition::partition("pk", Value::Null), Rule::KeyType).await;
}

/// The bounds of a key condition fit each other.
pub(super) async fn the_bounds_of_a_key_condition_fit(ground: &Ground) {
    let p = || KeyCondition::partition("pk", "p").sort("sk");
    refuses(ground, p().between("b", "a"), Rule::BetweenOrder).await;
    refuses(ground, p().between("a", 1), Rule::BetweenTypes).await;
}

/// A number begins with nothing.
pub(super) async fn a_number_key_has_no_prefix(ground: &Ground) {
    let table = ground.create(ground.schema().sort_key(KeyAttribute::number("sk"))).await;
    let condition = KeyCondition::partition("pk", "p").sort("sk").begins_with(1);
    table.breaks(Rule::PrefixType, table.store().query(table.query(condition))).await;
}

/// Values in a key condition are neither empty nor too long.
pub(super) async fn a_key_condition_has_values_that_can_be_keys(ground: &Ground) {
    refuses(ground, KeyCondition::partition("pk", ""), Rule::KeyEmpty).await;
    refuses(ground, KeyCondition::partition("pk", "p").sort("sk").begins_with(""), Rule::KeyEmpty).await;
    refuses(ground, KeyCondition::partition("pk", "x".repeat(2049)), Rule::KeyTooLong).await;
    refuses(ground, KeyCondition::partition("pk", "p").sort("sk").ge("x".repeat(1025)), Rule::KeyTooLong)
        .await;
    let condition = SortCondition::Between("a".into(), "".into());
    let condition =
        KeyCondition { sort: vec![("sk".into(), condition)], ..KeyCondition::partition("pk", "p") };
    refuses(ground, condition, Rule::KeyEmpty).await;
}
