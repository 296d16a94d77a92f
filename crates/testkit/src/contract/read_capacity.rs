//! What reads consume.

use super::{
    Ground,
    ground::{Table, sized},
    key, number,
};
use twintable::{
    GlobalIndex, IndexProjection, KeyAttribute, LocalIndex, Value,
    expr::{KeyCondition, Projection},
    item, path,
    store::{
        BatchGet, BatchGetItem, CapacityParts, ConsumedCapacity, GetItem, Query, ReturnConsumedCapacity,
        Scan, Select, TransactGet, TransactGetItems,
    },
};

const TOTAL: ReturnConsumedCapacity = ReturnConsumedCapacity::Total;
const INDEXES: ReturnConsumedCapacity = ReturnConsumedCapacity::Indexes;

/// What a table consumed, without parts.
fn total(table: &Table<'_>, total: f64) -> ConsumedCapacity {
    ConsumedCapacity { table_name: table.name(), total, parts: None }
}

async fn get(
    table: &Table<'_>,
    pk: &str,
    consistent: bool,
    projection: Option<Projection>,
) -> Option<ConsumedCapacity> {
    let request = GetItem::new(table.name(), key(pk));
    let request = GetItem { consistent, projection, return_consumed_capacity: TOTAL, ..request };
    table.store().get_item(request).await.unwrap().consumed_capacity
}

/// A read consumes a unit for each 4 KB, and half of it with eventual consistency.
pub(super) async fn a_read_consumes_a_unit_for_4_kb(ground: &Ground) {
    let table = ground.table().await;
    for (pk, size, units) in [("a", 10, 1.0), ("b", 4096, 1.0), ("c", 4097, 2.0), ("d", 400_000, 98.0)] {
        table.put(sized(pk, size)).await;
        ground.settle().await;
        assert_eq!(get(&table, pk, true, None).await, Some(total(&table, units)), "{size} bytes");
        assert_eq!(get(&table, pk, false, None).await, Some(total(&table, units / 2.0)), "{size} bytes");
    }
}

/// A read of a missing item consumes the least there is.
pub(super) async fn a_read_of_nothing_consumes_the_minimum(ground: &Ground) {
    let table = ground.table().await;
    assert_eq!(get(&table, "gone", true, None).await, Some(total(&table, 1.0)));
    assert_eq!(get(&table, "gone", false, None).await, Some(total(&table, 0.5)));
}

/// A read consumes for the whole item, whatever is projected.
pub(super) async fn a_projection_saves_nothing(ground: &Ground) {
    let table = ground.table().await;
    table.put(sized("a", 9000)).await;
    let consumed = get(&table, "a", true, Some(Projection::of(["pk"]))).await;
    assert_eq!(consumed, Some(total(&table, 3.0)));
}

/// Consumption is reported only where it is asked for.
pub(super) async fn reads_report_only_if_asked(ground: &Ground) {
    let table = ground.table().await;
    let store = table.store();
    assert_eq!(store.get_item(GetItem::new(table.name(), key("k"))).await.unwrap().consumed_capacity, None);
    assert_eq!(table.page(table.query(KeyCondition::partition("pk", "k"))).await.consumed_capacity, None);
    assert_eq!(table.scan_page(table.scan()).await.consumed_capacity, None);
    let batch = BatchGetItem::of(BatchGet::new(table.name(), [key("k")]));
    assert_eq!(store.batch_get_item(batch).await.unwrap().consumed_capacity, []);
    let gets = vec![TransactGet::new(table.name(), key("k"))];
    let transaction = TransactGetItems { gets, ..Default::default() };
    assert_eq!(store.transact_get_items(transaction).await.unwrap().consumed_capacity, []);
}

/// The parts are reported with the total where they are asked for.
pub(super) async fn reads_report_their_parts_if_asked(ground: &Ground) {
    let table = ground.table().await;
    let request = GetItem {
        return_consumed_capacity: INDEXES,
        consistent: true,
        ..GetItem::new(table.name(), key("k"))
    };
    let consumed = table.store().get_item(request).await.unwrap().consumed_capacity;
    let parts = Some(CapacityParts { table: 1.0, ..CapacityParts::default() });
    assert_eq!(consumed, Some(ConsumedCapacity { parts, ..total(&table, 1.0) }));
}

/// A batch consumes for each item by itself, missing ones included.
pub(super) async fn a_batch_consumes_for_each_item(ground: &Ground) {
    let (one, two) = (ground.table().await, ground.table().await);
    one.put_all([sized("a", 100), sized("b", 5000)]).await;
    two.put(sized("a", 100)).await;
    ground.settle().await;
    let wanted = || ["a", "b", "gone"].map(key);
    for (consistent, factor) in [(true, 1.0), (false, 0.5)] {
        let get = |table: &Table<'_>| BatchGet { consistent, ..BatchGet::new(table.name(), wanted()) };
        let batch = BatchGetItem { tables: vec![get(&one), get(&two)], return_consumed_capacity: TOTAL };
        let mut consumed = one.store().batch_get_item(batch).await.unwrap().consumed_capacity;
        consumed.sort_by_key(|consumed| consumed.table_name != one.name());
        assert_eq!(consumed, [total(&one, 4.0 * factor), total(&two, 3.0 * factor)]);
    }
}

/// A transaction of reads consumes twice as much, for each item by itself.
pub(super) async fn a_transaction_of_reads_consumes_twice(ground: &Ground) {
    let table = ground.table().await;
    table.put_all([sized("a", 100), sized("b", 5000)]).await;
    let gets = ["a", "b", "gone"].map(|pk| TransactGet::new(table.name(), key(pk))).to_vec();
    let request = TransactGetItems { gets, return_consumed_capacity: TOTAL };
    let consumed = table.store().transact_get_items(request).await.unwrap().consumed_capacity;
    assert_eq!(consumed, [total(&table, 8.0)]);
}

/// A table with a partition `p` of three items of 2,000 bytes.
async fn three(ground: &Ground) -> Table<'_> {
    let table = ground.sorted_table().await;
    for sk in ["a", "b", "c"] {
        let base = item! { "pk" => "p", "sk" => sk, "fill" => "" };
        let fill = "x".repeat(2000 - base.size());
        table.put(base.with("fill", fill)).await;
    }
    ground.settle().await;
    table
}

/// A query consumes for the sum of what it read, rounded once.
pub(super) async fn a_query_consumes_for_the_sum(ground: &Ground) {
    let table = three(ground).await;
    for (consistent, factor) in [(true, 1.0), (false, 0.5)] {
        let query = || Query {
            consistent,
            return_consumed_capacity: TOTAL,
            ..Query::new(table.name(), KeyCondition::partition("pk", "p"))
        };
        let consumed = table.page(query()).await.consumed_capacity;
        assert_eq!(consumed, Some(total(&table, 2.0 * factor)));
        let consumed = table.page(query().limit(2)).await.consumed_capacity;
        assert_eq!(consumed, Some(total(&table, factor)));
    }
}

/// A query consumes the same with a filter, a projection or a count.
pub(super) async fn a_filter_saves_nothing(ground: &Ground) {
    let table = three(ground).await;
    let query =
        || Query { return_consumed_capacity: TOTAL, ..table.query(KeyCondition::partition("pk", "p")) };
    let queries = [
        query().filter(path("gone").exists()),
        Query { select: Select::Attributes(Projection::of(["sk"])), ..query() },
        Query { select: Select::Count, ..query() },
    ];
    for query in queries {
        assert_eq!(table.page(query).await.consumed_capacity, Some(total(&table, 2.0)));
    }
}

/// A query that reads nothing consumes the least there is.
pub(super) async fn a_query_of_nothing_consumes_the_minimum(ground: &Ground) {
    let table = ground.sorted_table().await;
    for (consistent, units) in [(true, 1.0), (false, 0.5)] {
        let query = Query::new(table.name(), KeyCondition::partition("pk", "gone"));
        let query = Query { consistent, return_consumed_capacity: TOTAL, ..query };
        assert_eq!(table.page(query).await.consumed_capacity, Some(total(&table, units)));
        let scan = Scan { consistent, return_consumed_capacity: TOTAL, ..Scan::new(table.name()) };
        assert_eq!(table.scan_page(scan).await.consumed_capacity, Some(total(&table, units)));
    }
}

/// A scan consumes for the sum of what it read, before its filter.
pub(super) async fn a_scan_consumes_for_the_sum(ground: &Ground) {
    let table = three(ground).await;
    let scan = || Scan { return_consumed_capacity: TOTAL, ..table.scan().filter(path("gone").exists()) };
    assert_eq!(table.scan_page(scan()).await.consumed_capacity, Some(total(&table, 2.0)));
    assert_eq!(table.scan_page(scan().limit(1)).await.consumed_capacity, Some(total(&table, 1.0)));
}

/// A query of a global index consumes in the index, for what the index holds.
pub(super) async fn a_global_index_consumes_for_its_entries(ground: &Ground) {
    for (projection, units) in [(IndexProjection::All, 2.5), (IndexProjection::KeysOnly, 0.5)] {
        let index = GlobalIndex::new("by_g", KeyAttribute::string("g")).projection(projection);
        let table = ground.create(ground.schema().global_index(index)).await;
        table.put_all(["a", "b"].map(|pk| sized(pk, 9000).with("g", "g"))).await;
        ground.settle().await;
        let query = table.index_query("by_g", KeyCondition::partition("g", "g"));
        let consumed =
            table.page(Query { return_consumed_capacity: INDEXES, ..query }).await.consumed_capacity;
        let global_indexes = [("by_g".to_owned(), units)].into();
        let parts = Some(CapacityParts { global_indexes, ..CapacityParts::default() });
        assert_eq!(consumed, Some(ConsumedCapacity { parts, ..total(&table, units) }));
    }
}

/// A local index consumes for what it holds, and one read more for each item that it fetches.
pub(super) async fn a_local_index_consumes_for_what_it_fetches(ground: &Ground) {
    let index = LocalIndex::new("by_l", KeyAttribute::string("l")).projection(IndexProjection::KeysOnly);
    let table = ground.create(ground.sorted_schema().local_index(index)).await;
    table.put_all(["a", "b", "c"].map(|sk| item! { "pk" => "p", "sk" => sk, "l" => sk, "x" => 1 })).await;
    ground.settle().await;
    for (consistent, factor) in [(true, 1.0), (false, 0.5)] {
        let query = |select| {
            let query = table.index_query("by_l", KeyCondition::partition("pk", "p"));
            Query { select, consistent, return_consumed_capacity: TOTAL, ..query }
        };
        let held = table.page(query(Select::AllProjected)).await.consumed_capacity;
        assert_eq!(held, Some(total(&table, factor)));
        let fetched = table.page(query(Select::AllAttributes)).await.consumed_capacity;
        assert_eq!(fetched, Some(total(&table, 4.0 * factor)));
    }
}

/// A number counts one byte, one for each two digits on either side of the point, and one for its sign.
pub(super) async fn a_number_counts_its_digits(ground: &Ground) {
    let table = ground.table().await;
    let sizes =
        [("0", 1), ("7", 2), ("-7", 3), ("123", 3), ("1.5", 3), ("-1.25", 4), ("1000000", 2), ("0.001", 2)];
    let many = [("100.5", 4), ("12345678901234567890123456789012345678", 20), ("1e100", 2), ("-1e-100", 3)];
    for (text, size) in sizes.into_iter().chain(many) {
        let item = sized("k", 4096 - 1 - size).with("n", number(text));
        for (item, units) in [(item.clone(), 1.0), (item.with("m", ""), 2.0)] {
            table.put(item).await;
            assert_eq!(get(&table, "k", true, None).await, Some(total(&table, units)), "{text}");
        }
    }
}

/// A list or a map counts three bytes, and one for each entry beside its contents.
pub(super) async fn a_container_counts_its_entries(ground: &Ground) {
    let table = ground.table().await;
    let values = [
        (Value::list([true, false]), 3 + 2 * 2),
        (Value::map([("name", "four")]), 3 + 1 + 4 + 4),
        (Value::list([Value::list([Value::Null])]), 3 + 1 + 3 + 1 + 1),
        (Value::string_set(["a", "bb"]), 3),
        (Value::binary_set([vec![1, 2], vec![3]]), 3),
        (Value::from("caf\u{e9}"), 5),
    ];
    for (value, size) in values {
        let item = sized("k", 4096 - 1 - size).with("v", value.clone());
        for (item, units) in [(item.clone(), 1.0), (item.with("m", ""), 2.0)] {
            table.put(item).await;
            assert_eq!(get(&table, "k", true, None).await, Some(total(&table, units)), "{value:?}");
        }
    }
}
