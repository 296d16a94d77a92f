//! Tables to ask, and what is in them.

use crate::{Request, strategy::Tables};
use twintable::{
    GlobalIndex, IndexProjection, Item, KeyAttribute, LocalIndex, PrimaryKey, TableSchema, item,
};

/// Two tables, `main` and `other`, and what is there before the request.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// The tables.
    pub tables: Tables,
    /// Their items.
    pub before: Contents,
    /// Requests that are made first, and succeed without changing an item.
    pub earlier: Vec<Request>,
}

/// The items of two tables, in any order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Contents {
    /// Those of the first one.
    pub main: Vec<Item>,
    /// Those of the second one.
    pub other: Vec<Item>,
}

impl Setting {
    fn of(main: TableSchema) -> Self {
        let tables = Tables { main, other: TableSchema::new("other", KeyAttribute::string("pk")) };
        Self { tables, before: Contents::default(), earlier: Vec::new() }
    }

    pub(super) fn holding(mut self, items: impl IntoIterator<Item = Item>) -> Self {
        self.before.main.extend(items);
        self
    }

    pub(super) fn holding_other(mut self, items: impl IntoIterator<Item = Item>) -> Self {
        self.before.other.extend(items);
        self
    }

    pub(super) fn after(mut self, request: impl Into<Request>) -> Self {
        self.earlier.push(request.into());
        self
    }
}

/// A table with the text `pk` as its key.
pub(super) fn plain() -> Setting {
    Setting::of(TableSchema::new("main", KeyAttribute::string("pk")))
}

/// The plain table with one item, under the key `k`.
pub(super) fn one(attributes: Item) -> Setting {
    plain().holding([row(attributes)])
}

/// The item under the key `k`.
pub(super) fn row(attributes: Item) -> Item {
    attributes.with("pk", "k")
}

/// The key `k` of the plain table.
pub(super) fn k() -> PrimaryKey {
    key("k")
}

/// A key of the plain table.
pub(super) fn key(pk: &'static str) -> PrimaryKey {
    PrimaryKey::new("pk", pk)
}

/// A table with the text `pk` and a sort key as its key.
pub(super) fn sorted(sort_key: KeyAttribute) -> Setting {
    Setting::of(TableSchema::new("main", KeyAttribute::string("pk")).sort_key(sort_key))
}

/// A table with the texts `pk` and `sk` as its key, and the partition `p` with the items `a`, `b` and `c`, whose `n` is 1,
/// 2 and 3.
pub(super) fn abc() -> Setting {
    sorted(KeyAttribute::string("sk")).holding([in_p("a", 1), in_p("b", 2), in_p("c", 3)])
}

/// An item of the partition `p`.
pub(super) fn in_p(sk: &'static str, n: i32) -> Item {
    item! { "pk" => "p", "sk" => sk, "n" => n }
}

/// A table with the texts `pk` and `sk` as its key, and an index of every sort: local ones by the text `l`, global ones by
/// the texts `g` and `h`. Those that include something include `held`.
pub(super) fn indexed() -> Setting {
    let held = || IndexProjection::include(["held"]);
    let local = |name, projection| LocalIndex::new(name, KeyAttribute::string("l")).projection(projection);
    let global = |name, projection| {
        GlobalIndex::new(name, KeyAttribute::string("g"))
            .sort_key(KeyAttribute::string("h"))
            .projection(projection)
    };
    let main = TableSchema::new("main", KeyAttribute::string("pk"))
        .sort_key(KeyAttribute::string("sk"))
        .local_index(local("local.all", IndexProjection::All))
        .local_index(local("local.keys", IndexProjection::KeysOnly))
        .local_index(local("local.some", held()))
        .global_index(global("global.all", IndexProjection::All))
        .global_index(global("global.keys", IndexProjection::KeysOnly))
        .global_index(global("global.some", held()));
    Setting::of(main)
}

/// A table with a text as its key, and an index by four partition attributes and four sort attributes.
pub(super) fn many() -> Setting {
    let index = GlobalIndex::new("by.eight", KeyAttribute::string("p1"))
        .partition_key(KeyAttribute::string("p2"))
        .partition_key(KeyAttribute::number("p3"))
        .partition_key(KeyAttribute::binary("p4"))
        .sort_key(KeyAttribute::number("s1"))
        .sort_key(KeyAttribute::string("s2"))
        .sort_key(KeyAttribute::binary("s3"))
        .sort_key(KeyAttribute::number("s4"));
    Setting::of(TableSchema::new("main", KeyAttribute::string("pk")).global_index(index))
}
