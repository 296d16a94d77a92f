//! Queries and scans.

use super::{query, rules, scan};
use crate::{
    Error, Item, Value,
    expr::{Filter, KeyCondition, Projection, SortCondition},
    item, path,
    store::{Query, Scan, Segment, Select},
};

fn partition() -> KeyCondition {
    KeyCondition::partition("PK", "a")
}

fn read(condition: KeyCondition) -> Result<(), Error> {
    query(&Query::new("shop", condition))
}

fn place() -> KeyCondition {
    KeyCondition::partition("country", "NO").and_partition("city", "Oslo")
}

fn read_place(condition: KeyCondition) -> Result<(), Error> {
    query(&Query::new("shop", condition).index("by_place"))
}

fn filtered(filter: Filter) -> Result<(), Error> {
    query(&Query::new("shop", partition()).filter(filter))
}

fn email(select: Select, consistent: bool) -> Result<(), Error> {
    let asked = Query::new("shop", KeyCondition::partition("email", "e")).index("by_email");
    let result = query(&Query { select: select.clone(), consistent, ..asked });
    let scanned = scan(&Scan { select, consistent, ..Scan::new("shop").index("by_email") });
    assert_eq!(result.is_ok(), scanned.is_ok());
    result
}

fn attributes<const N: usize>(names: [&'static str; N]) -> Select {
    Select::Attributes(Projection::of(names))
}

fn segment(index: u32, total: u32) -> Result<(), Error> {
    scan(&Scan { segment: Some(Segment { index, total }), ..Scan::new("shop") })
}

fn after(start: Item) -> Result<(), Error> {
    query(&Query::new("shop", partition().sort("SK").begins_with("b")).after(Some(start)))
}

fn scan_after(start: Item) -> Result<(), Error> {
    scan(&Scan::new("shop").index("by_email").after(Some(start)))
}

fn start() -> Item {
    item! { "PK" => "a", "SK" => "b" }
}

rules! {
    no_partition_attribute: PartitionMissing, read(KeyCondition { partition: Vec::new(), sort: Vec::new() })
        => read(partition());
    another_partition_attribute: PartitionMissing, read(KeyCondition::partition("email", "a"))
        => read(partition());
    one_of_two_partition_attributes: PartitionMissing, read_place(KeyCondition::partition("country", "NO"))
        => read_place(place());
    a_range_before_the_last_sort_attribute: SortOrder,
        read_place(place().sort("street").gt("A").sort("house").eq(1))
        => read_place(place().sort("street").eq("A").sort("house").gt(1));
    a_sort_attribute_out_of_order: SortOrder, read_place(place().sort("house").eq(1))
        => read_place(place().sort("street").gt("A"));
    a_sort_attribute_that_is_none: SortUnknown, read(partition().sort("email").eq("e"))
        => read(partition().sort("SK").eq("e"));
    a_partition_attribute_too_many: SortUnknown, read(partition().and_partition("email", "e"))
        => read(partition());
    a_sort_attribute_twice: SortUnknown, read(partition().sort("SK").eq("a").sort("SK").gt("b"))
        => read(partition().sort("SK").gt("b"));
    a_partition_attribute_as_a_sort_attribute: SortUnknown, read(partition().sort("PK").eq("a"))
        => read(partition());
    a_partition_of_another_type: KeyConditionType, read(KeyCondition::partition("PK", 1))
        => read(KeyCondition::partition("PK", "1"));
    a_sort_condition_of_another_type: KeyConditionType, read(partition().sort("SK").lt(1))
        => read(partition().sort("SK").lt("1"));
    a_key_condition_with_a_truth_value: KeyType, read(partition().sort("SK").eq(true))
        => read(partition().sort("SK").eq("true"));
    an_empty_text_in_a_key_condition: KeyEmpty, read(KeyCondition::partition("PK", ""))
        => read(KeyCondition::partition("PK", " "));
    an_empty_prefix_in_a_key_condition: KeyEmpty, read(partition().sort("SK").begins_with(""))
        => read(partition().sort("SK").begins_with(" "));
    a_key_condition_of_1_025_bytes: KeyTooLong, read(partition().sort("SK").eq(super::text(1025)))
        => read(partition().sort("SK").eq(super::text(1024)));
    an_empty_name_in_a_key_condition: EmptyName, read(partition().sort("").eq("a")) => read(partition());
    key_bounds_of_two_types: BetweenTypes, read(partition().sort("SK").between("a", 1))
        => read(partition().sort("SK").between("a", "a"));
    key_bounds_in_the_wrong_order: BetweenOrder, read(partition().sort("SK").between("b", "a"))
        => read(partition().sort("SK").between("a", "b"));
    a_number_as_a_prefix_of_a_key: PrefixType, read(partition().sort("SK").begins_with(1))
        => read(partition().sort("SK").begins_with("1"));
    a_filter_on_the_partition_key: FilterOnKey, filtered(path("PK").exists())
        => filtered(path("email").exists());
    a_filter_on_the_sort_key_deep_inside: FilterOnKey,
        filtered(!(path("a").exists() | path("a").eq(path("SK"))))
        => filtered(!(path("a").exists() | path("a").field("SK").exists()));
    a_filter_on_the_size_of_a_key: FilterOnKey, filtered(path("SK").size().gt(1))
        => filtered(path("a").size().gt(1));
    an_index_that_is_not_there: NoSuchIndex, query(&Query::new("shop", partition()).index("by_name"))
        => query(&Query::new("shop", partition()).index("by_day"));
    an_index_to_scan_that_is_not_there: NoSuchIndex, scan(&Scan::new("shop").index("by_name"))
        => scan(&Scan::new("shop").index("by_hash"));
    a_consistent_read_of_a_global_index: ConsistentGlobalIndex, email(Select::AllProjected, true)
        => query(&Query { consistent: true, ..Query::new("shop", partition()).index("by_day") });
    all_attributes_of_an_index_without_them: NotProjected, email(Select::AllAttributes, false)
        => email(Select::AllProjected, false);
    an_attribute_that_the_index_lacks: NotProjected, email(attributes(["name", "phone"]), false)
        => email(attributes(["name", "email", "PK", "SK"]), false);
    a_query_limit_of_zero: LimitZero, query(&Query::new("shop", partition()).limit(0))
        => query(&Query::new("shop", partition()).limit(1));
    a_scan_limit_of_zero: LimitZero, scan(&Scan::new("shop").limit(0))
        => scan(&Scan::new("shop").limit(u32::MAX));
    no_segments: SegmentRange, segment(0, 0) => segment(0, 1);
    too_many_segments: SegmentRange, segment(0, 1_000_001) => segment(0, 1_000_000);
    a_segment_past_the_last: SegmentRange, segment(4, 4) => segment(3, 4);
    a_start_key_without_an_attribute: StartKeyShape, after(item! { "PK" => "a" }) => after(start());
    a_start_key_with_an_attribute_too_many: StartKeyShape, after(start().with("email", "e"))
        => after(start());
    an_empty_start_key: StartKeyShape, after(Item::new()) => after(start());
    a_start_key_without_the_indexs_key: StartKeyShape, scan_after(start())
        => scan_after(start().with("email", "e"));
    a_start_key_of_another_type: KeyType, scan_after(start().with("email", 1))
        => scan_after(start().with("email", "1"));
    an_empty_text_in_a_start_key: KeyEmpty, scan_after(start().with("email", ""))
        => scan_after(start().with("email", "e"));
    a_start_key_in_another_partition: StartKeyOutside, after(start().with("PK", "b")) => after(start());
    a_start_key_outside_the_sort_condition: StartKeyOutside, after(start().with("SK", "c"))
        => after(start().with("SK", "bc"));
    a_projection_that_is_empty: EmptyProjection, email(attributes([]), false)
        => email(attributes(["name"]), false);
}

#[test]
fn a_filter_on_an_index_may_name_the_tables_key() {
    let asked = || Query::new("shop", KeyCondition::partition("email", "e")).index("by_email");
    assert!(query(&asked().filter(path("PK").begins_with("a"))).is_ok());
    assert!(query(&asked().filter(path("email").exists())).is_err());
    assert!(scan(&Scan::new("shop").filter(path("PK").exists() & path("SK").exists())).is_ok());
}

#[test]
fn a_local_index_returns_attributes_that_it_does_not_hold() {
    let asked = || Query::new("shop", partition().sort("day").ge(1)).index("by_day");
    assert!(query(&Query { select: Select::AllAttributes, consistent: true, ..asked() }).is_ok());
    assert!(query(&Query { select: attributes(["phone"]), ..asked() }).is_ok());
}

#[test]
fn every_sort_condition_is_allowed_on_the_last_attribute() {
    let value = || Value::from("a");
    for condition in [
        SortCondition::Equal(value()),
        SortCondition::Less(value()),
        SortCondition::LessOrEqual(value()),
        SortCondition::Greater(value()),
        SortCondition::GreaterOrEqual(value()),
        SortCondition::Between(value(), value()),
        SortCondition::BeginsWith(value()),
    ] {
        let sort = vec![("SK".into(), condition)];
        assert!(read(KeyCondition { sort, ..partition() }).is_ok());
    }
}
