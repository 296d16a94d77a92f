//! Tables and their indexes.

use super::{rules, schema, text};
use crate::{Error, GlobalIndex, IndexKind, IndexProjection, KeyAttribute, LocalIndex, TableSchema};

fn table() -> TableSchema {
    TableSchema::new("shop", KeyAttribute::string("PK")).sort_key(KeyAttribute::string("SK"))
}

fn named(name: impl Into<String>) -> Result<(), Error> {
    TableSchema { name: name.into().into(), ..table() }.validate()
}

fn global(number: usize) -> GlobalIndex {
    GlobalIndex::new(format!("global_{number}"), KeyAttribute::string("g"))
}

fn local(number: usize) -> LocalIndex {
    LocalIndex::new(format!("local_{number}"), KeyAttribute::string("l"))
}

fn globals(count: usize) -> Result<(), Error> {
    (0..count).map(global).fold(table(), TableSchema::global_index).validate()
}

fn locals(count: usize) -> Result<(), Error> {
    (0..count).map(local).fold(table(), TableSchema::local_index).validate()
}

fn with(index: GlobalIndex) -> Result<(), Error> {
    table().global_index(index).validate()
}

fn parts(partition: usize, sort: usize) -> Result<(), Error> {
    let attribute = |prefix: &str, number| KeyAttribute::string(format!("{prefix}{number}"));
    with(GlobalIndex {
        partition_keys: (0..partition).map(|number| attribute("p", number)).collect(),
        sort_keys: (0..sort).map(|number| attribute("s", number)).collect(),
        ..global(1)
    })
}

fn including(counts: [usize; 2]) -> Result<(), Error> {
    let include = |count| IndexProjection::include((0..count).map(|number| format!("a{number}")));
    let [first, second] = counts;
    let first = local(1).projection(include(first));
    table().local_index(first).global_index(global(1).projection(include(second))).validate()
}

fn include<const N: usize>(names: [&'static str; N]) -> Result<(), Error> {
    with(global(1).projection(IndexProjection::include(names)))
}

rules! {
    a_table_name_of_2_characters: TableName, named("ab") => named("abc");
    a_table_name_of_256_characters: TableName, named(text(256)) => named(text(255));
    a_table_name_with_a_space: TableName, named("my shop") => named("My_shop-1.0");
    a_table_name_with_a_letter_beyond_ascii: TableName, named("café") => named("cafe");
    an_index_name_with_a_slash: TableName, with(GlobalIndex::new("by/email", KeyAttribute::string("e")))
        => with(GlobalIndex::new("by.email", KeyAttribute::string("e")));
    a_local_index_name_of_2_characters: TableName,
        table().local_index(LocalIndex::new("ab", KeyAttribute::string("e"))).validate() => locals(1);
    one_attribute_as_both_keys: KeyAttributeTwice, table().sort_key(KeyAttribute::string("PK")).validate()
        => table().validate();
    a_local_index_sorted_by_the_partition_key: KeyAttributeTwice,
        table().local_index(LocalIndex::new("local", KeyAttribute::string("PK"))).validate() => locals(1);
    an_attribute_twice_in_a_global_index: KeyAttributeTwice,
        with(global(1).sort_key(KeyAttribute::string("g")))
        => with(global(1).sort_key(KeyAttribute::string("PK")));
    an_attribute_of_two_types: KeyAttributeTwice, with(global(1).sort_key(KeyAttribute::number("PK")))
        => with(global(1).sort_key(KeyAttribute::number("pk")));
    an_attribute_of_two_types_in_two_indexes: KeyAttributeTwice,
        table().global_index(global(1)).global_index(GlobalIndex::new("other", KeyAttribute::binary("g"))).validate()
        => table().global_index(global(1)).global_index(GlobalIndex::new("other", KeyAttribute::string("g"))).validate();
    a_local_index_without_a_sort_key: LocalIndexNeedsSortKey,
        TableSchema::new("shop", KeyAttribute::string("PK")).local_index(local(1)).validate() => locals(1);
    local_indexes_6: IndexCount, locals(6) => locals(5);
    global_indexes_21: IndexCount, globals(21) => globals(20);
    two_global_indexes_of_one_name: IndexNameTwice,
        table().global_index(global(1)).global_index(global(1)).validate()
        => globals(2);
    a_local_and_a_global_index_of_one_name: IndexNameTwice,
        table().local_index(LocalIndex::new("global_1", KeyAttribute::string("l"))).global_index(global(1)).validate()
        => table().local_index(local(1)).global_index(global(1)).validate();
    no_partition_attributes: IndexKeyCount, parts(0, 1) => parts(1, 0);
    partition_attributes_5: IndexKeyCount, parts(5, 0) => parts(4, 4);
    sort_attributes_5: IndexKeyCount, parts(1, 5) => parts(1, 4);
    an_included_list_that_is_empty: IndexProjectionCount, include([]) => include(["a"]);
    an_included_attribute_twice: IndexProjectionCount, include(["a", "b", "a"]) => include(["a", "b"]);
    included_attributes_101: IndexProjectionCount, including([50, 51]) => including([50, 50]);
    an_empty_name_of_a_key: EmptyName, TableSchema::new("shop", KeyAttribute::string("")).validate()
        => TableSchema::new("shop", KeyAttribute::string(" ")).validate();
    an_empty_name_of_an_index_key: EmptyName, with(GlobalIndex::new("by_nothing", KeyAttribute::string("")))
        => with(global(1));
    an_empty_name_that_is_included: EmptyName, include([""]) => include([" "]);
    a_key_name_of_256_bytes: NameTooLong, TableSchema::new("shop", KeyAttribute::string(text(256))).validate()
        => TableSchema::new("shop", KeyAttribute::string(text(255))).validate();
    an_index_key_name_of_256_bytes: NameTooLong, with(global(1).sort_key(KeyAttribute::string(text(256))))
        => with(global(1).sort_key(KeyAttribute::string(text(255))));
}

#[test]
fn the_schema_of_these_tests_is_valid_and_reads_back() {
    let schema = schema();
    assert!(schema.validate().is_ok());
    let json = serde_json::to_string(&schema).unwrap();
    assert_eq!(serde_json::from_str::<TableSchema>(&json).unwrap(), schema);
}

#[test]
fn each_key_is_found_by_the_name_of_its_index() {
    let schema = schema();
    let names = |index| {
        schema.key_schema(index).map(|key| key.attributes().map(|key| key.name.as_ref()).collect::<Vec<_>>())
    };
    assert_eq!(names(None), Some(vec!["PK", "SK"]));
    assert_eq!(names(Some("by_day")), Some(vec!["PK", "day"]));
    assert_eq!(names(Some("by_place")), Some(vec!["country", "city", "street", "house"]));
    assert_eq!(names(Some("by_nothing")), None);
    let kind = |index| schema.key_schema(Some(index)).map(|key| key.kind);
    assert_eq!(kind("by_day"), Some(IndexKind::Local(&IndexProjection::KeysOnly)));
    assert_eq!(kind("by_hash"), Some(IndexKind::Global(&IndexProjection::All)));
    let keys: Vec<_> = schema.index_key_attributes().map(|key| key.name.as_ref()).collect();
    assert_eq!(keys, ["day", "email", "hash", "country", "city", "street", "house"]);
}
