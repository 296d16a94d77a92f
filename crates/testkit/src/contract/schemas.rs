//! Which tables can be made.

use super::Ground;
use twintable::{ErrorKind, GlobalIndex, IndexProjection, KeyAttribute, LocalIndex, Rule, TableSchema};

/// Asserts that a table cannot be made because of this rule.
async fn refuses(ground: &Ground, rule: Rule, schema: TableSchema) {
    let name = schema.name.clone();
    let error = ground.admin.create_table(schema).await.unwrap_err();
    assert_eq!((error.kind(), error.rule()), (ErrorKind::InvalidRequest, Some(rule)), "{error:?}");
    assert!(!ground.admin.list_tables().await.unwrap().contains(&name.into_owned()));
}

fn global(name: impl Into<String>) -> GlobalIndex {
    GlobalIndex::new(name.into(), KeyAttribute::string("g"))
}

fn local(name: impl Into<String>) -> LocalIndex {
    LocalIndex::new(name.into(), KeyAttribute::string("l"))
}

/// A table's name has 3 to 255 letters, digits and `_-.`, and so has an index's.
pub(super) async fn a_table_name_has_few_characters(ground: &Ground) {
    for name in ["", "ab", "a b", "a/b/c", "caf\u{e9}", "a#b", &"x".repeat(256)] {
        refuses(ground, Rule::TableName, TableSchema::new(name.to_owned(), KeyAttribute::string("pk"))).await;
        refuses(ground, Rule::TableName, ground.schema().global_index(global(name))).await;
        refuses(ground, Rule::TableName, ground.sorted_schema().local_index(local(name))).await;
    }
}

/// A key attribute is named, in at most 255 bytes.
pub(super) async fn a_key_attribute_has_a_name(ground: &Ground) {
    refuses(ground, Rule::EmptyName, ground.schema().sort_key(KeyAttribute::string(""))).await;
    let longest = "n".repeat(255);
    ground.create(ground.schema().sort_key(KeyAttribute::string(longest.clone()))).await;
    refuses(ground, Rule::NameTooLong, ground.schema().sort_key(KeyAttribute::string(longest + "n"))).await;
}

/// An attribute is in a key once, and has one type in all keys.
pub(super) async fn a_key_attribute_is_declared_once(ground: &Ground) {
    let rule = Rule::KeyAttributeTwice;
    refuses(ground, rule, ground.schema().sort_key(KeyAttribute::string("pk"))).await;
    refuses(ground, rule, ground.schema().global_index(global("ggg").sort_key(KeyAttribute::string("g"))))
        .await;
    refuses(ground, rule, ground.schema().global_index(global("ggg").sort_key(KeyAttribute::number("pk"))))
        .await;
    let same = LocalIndex::new("lll", KeyAttribute::string("pk"));
    refuses(ground, rule, ground.sorted_schema().local_index(same)).await;
    let other = GlobalIndex::new("hhh", KeyAttribute::number("g"));
    refuses(ground, rule, ground.schema().global_index(global("ggg")).global_index(other)).await;
}

/// A local index needs a table with a sort key.
pub(super) async fn a_local_index_needs_a_sort_key(ground: &Ground) {
    refuses(ground, Rule::LocalIndexNeedsSortKey, ground.schema().local_index(local("lll"))).await;
}

/// A table has at most 5 local and 20 global indexes.
pub(super) async fn a_table_has_a_limited_number_of_indexes(ground: &Ground) {
    let locals =
        |count| (0..count).fold(ground.sorted_schema(), |s, n| s.local_index(local(format!("local-{n}"))));
    let globals =
        |count| (0..count).fold(ground.schema(), |s, n| s.global_index(global(format!("global-{n}"))));
    refuses(ground, Rule::IndexCount, locals(6)).await;
    refuses(ground, Rule::IndexCount, globals(21)).await;
    ground.create(locals(5)).await;
    ground.create(globals(20)).await;
}

/// Indexes of one table have different names, whatever their kind.
pub(super) async fn indexes_have_different_names(ground: &Ground) {
    let twice = ground.schema().global_index(global("one")).global_index(global("one"));
    refuses(ground, Rule::IndexNameTwice, twice).await;
    let both = ground.sorted_schema().global_index(global("one")).local_index(local("one"));
    refuses(ground, Rule::IndexNameTwice, both).await;
}

/// A global index has 1 to 4 partition attributes and at most 4 sort attributes.
pub(super) async fn a_global_index_has_few_key_attributes(ground: &Ground) {
    let none = GlobalIndex { partition_keys: vec![], ..global("ggg") };
    refuses(ground, Rule::IndexKeyCount, ground.schema().global_index(none)).await;
    let attribute = |n: i32| KeyAttribute::string(format!("a{n}"));
    let partition = (0..4).fold(global("ggg"), |index, n| index.partition_key(attribute(n)));
    refuses(ground, Rule::IndexKeyCount, ground.schema().global_index(partition)).await;
    let sort = (0..5).fold(global("ggg"), |index, n| index.sort_key(attribute(n)));
    refuses(ground, Rule::IndexKeyCount, ground.schema().global_index(sort)).await;
    let largest = (0..3).fold(global("ggg"), |index, n| index.partition_key(attribute(n)));
    let largest = (3..7).fold(largest, |index, n| index.sort_key(attribute(n)));
    ground.create(ground.schema().global_index(largest)).await;
}

/// An index includes at least one attribute, each once, and all indexes together at most 100.
pub(super) async fn an_index_includes_a_limited_number_of_attributes(ground: &Ground) {
    let including = |index: &'static str, count: u32, prefix: &str| {
        global(index).projection(IndexProjection::include((0..count).map(|n| format!("{prefix}{n}"))))
    };
    let rule = Rule::IndexProjectionCount;
    refuses(ground, rule, ground.schema().global_index(including("ggg", 0, ""))).await;
    let twice = global("ggg").projection(IndexProjection::include(["a", "b", "a"]));
    refuses(ground, rule, ground.schema().global_index(twice)).await;
    let over =
        ground.schema().global_index(including("ggg", 60, "a")).global_index(including("hhh", 41, "b"));
    refuses(ground, rule, over).await;
    let empty = global("ggg").projection(IndexProjection::include([""]));
    refuses(ground, Rule::EmptyName, ground.schema().global_index(empty)).await;
}
