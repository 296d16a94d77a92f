//! Tables that can be made, and tables that cannot.

use twintable::{Error, GlobalIndex, IndexProjection, KeyAttribute, LocalIndex, Rule, TableSchema};

/// One named case of making a table.
#[derive(Debug)]
pub struct SchemaEntry {
    /// The rule that it shows, as a sentence.
    pub name: &'static str,
    /// The table.
    pub schema: TableSchema,
    /// Whether it is there already.
    pub is_there: bool,
    /// Whether it is made, or why not.
    pub expected: Result<(), Error>,
}

fn made(name: &'static str, schema: TableSchema) -> SchemaEntry {
    SchemaEntry { name, schema, is_there: false, expected: Ok(()) }
}

fn breaks(name: &'static str, schema: TableSchema, rule: Rule) -> SchemaEntry {
    SchemaEntry { name, schema, is_there: false, expected: Err(Error::invalid(rule)) }
}

fn text(name: &'static str) -> KeyAttribute {
    KeyAttribute::string(name)
}

fn plain() -> TableSchema {
    TableSchema::new("shop", text("pk"))
}

fn sorted() -> TableSchema {
    plain().sort_key(text("sk"))
}

fn local(name: &'static str) -> LocalIndex {
    LocalIndex::new(name, text("l"))
}

fn global(name: &'static str) -> GlobalIndex {
    GlobalIndex::new(name, text("g"))
}

/// A global index with so many partition attributes.
fn wide(count: usize) -> GlobalIndex {
    const NAMES: [&str; 4] = ["b", "c", "d", "e"];
    NAMES.into_iter().take(count - 1).fold(global("by.g"), |index, name| index.partition_key(text(name)))
}

/// All entries of tables.
pub fn schemas() -> Vec<SchemaEntry> {
    let included = |count: u32| IndexProjection::include((0..count).map(|n| format!("a{n}")));
    let full = sorted().local_index(local("by.l").projection(IndexProjection::KeysOnly));
    let full = full.global_index(wide(4).sort_key(KeyAttribute::number("n")).projection(included(100)));
    let there = SchemaEntry {
        is_there: true,
        expected: Err(Error::TableExists { table: "shop".into() }),
        ..made("a table is made once", plain())
    };
    vec![
        made("a table has a key", plain()),
        made("a table has a sort key and indexes", full),
        made(
            "keys are texts, numbers and bytes",
            TableSchema::new("shop", KeyAttribute::binary("b")).sort_key(KeyAttribute::number("n")),
        ),
        there,
        breaks(
            "a table's name has three characters at least",
            TableSchema::new("ab", text("pk")),
            Rule::TableName,
        ),
        breaks("an index's name has few characters", plain().global_index(global("by g")), Rule::TableName),
        breaks("a key attribute is declared once", plain().sort_key(text("pk")), Rule::KeyAttributeTwice),
        breaks(
            "a key attribute has one type",
            plain().global_index(GlobalIndex::new("by.pk", KeyAttribute::number("pk"))),
            Rule::KeyAttributeTwice,
        ),
        breaks("a key attribute has a name", TableSchema::new("shop", text("")), Rule::EmptyName),
        breaks(
            "a key attribute's name has at most 255 bytes",
            TableSchema::new("shop", KeyAttribute::string("x".repeat(256))),
            Rule::NameTooLong,
        ),
        breaks(
            "a local index needs a sort key",
            plain().local_index(local("by.l")),
            Rule::LocalIndexNeedsSortKey,
        ),
        breaks("a table has at most 5 local indexes", many_local(), Rule::IndexCount),
        breaks(
            "two indexes have two names",
            plain().global_index(global("by.g")).global_index(global("by.g")),
            Rule::IndexNameTwice,
        ),
        breaks(
            "a global index has at most 4 partition attributes",
            plain().global_index(wide(5)),
            Rule::IndexKeyCount,
        ),
        breaks(
            "an index includes an attribute at least",
            plain().global_index(global("by.g").projection(included(0))),
            Rule::IndexProjectionCount,
        ),
        breaks(
            "indexes include at most 100 attributes",
            plain().global_index(global("by.g").projection(included(101))),
            Rule::IndexProjectionCount,
        ),
    ]
}

fn many_local() -> TableSchema {
    const NAMES: [&str; 6] = ["by.1", "by.2", "by.3", "by.4", "by.5", "by.6"];
    NAMES.into_iter().fold(sorted(), |table, name| table.local_index(local(name)))
}
