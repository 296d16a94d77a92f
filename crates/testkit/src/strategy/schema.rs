//! Tables and their indexes.

use super::names::{FIELDS, INDEX_KEYS, PARTITION_KEY, SORT_KEY};
use proptest::{collection, prelude::*, sample::select, sample::subsequence};
use std::borrow::Cow;
use twintable::{GlobalIndex, IndexProjection, KeyAttribute, KeyType, LocalIndex, TableSchema};

/// Two tables: most requests are for the first, batches and transactions for both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tables {
    /// The table with indexes.
    pub main: TableSchema,
    /// A table without indexes.
    pub other: TableSchema,
}

/// The names of the table's indexes, local ones first.
const LOCAL: [&str; 2] = ["local.0", "local.1"];
const GLOBAL: [&str; 2] = ["global.0", "global.1"];

fn key_type() -> impl Strategy<Value = KeyType> + Clone {
    prop_oneof![3 => Just(KeyType::String), 2 => Just(KeyType::Number), 1 => Just(KeyType::Binary)]
}

fn projection() -> impl Strategy<Value = IndexProjection> + Clone {
    let names: Vec<_> = FIELDS.iter().map(|(name, _)| *name).collect();
    prop_oneof![
        2 => Just(IndexProjection::All),
        1 => Just(IndexProjection::KeysOnly),
        1 => subsequence(names, 1..4).prop_map(IndexProjection::include),
    ]
}

/// The types of the attributes that indexes are made of, in the order of [`INDEX_KEYS`].
type IndexTypes = [KeyType; INDEX_KEYS.len()];

#[derive(Debug, Clone)]
struct GlobalDraft {
    /// The key attributes of the table and of its indexes, in any order; the index takes the first ones.
    order: Vec<&'static str>,
    partition: usize,
    sort: usize,
    projection: IndexProjection,
}

fn global() -> impl Strategy<Value = GlobalDraft> {
    let names: Vec<_> = INDEX_KEYS.into_iter().chain([PARTITION_KEY, SORT_KEY]).collect();
    let partition = prop_oneof![4 => Just(1_usize), 1 => 2..=4_usize];
    let sort = prop_oneof![1 => Just(0_usize), 3 => Just(1), 2 => 2..=4_usize];
    (Just(names).prop_shuffle(), partition, sort, projection())
        .prop_map(|(order, partition, sort, projection)| GlobalDraft { order, partition, sort, projection })
}

/// A valid table: one or two key attributes, up to two local and two global indexes.
pub fn schema(name: &'static str) -> BoxedStrategy<TableSchema> {
    let locals = collection::vec((0..4_usize, projection()), 0..=2);
    let globals = prop_oneof![1 => Just(Vec::new()), 4 => collection::vec(global(), 1..=2)];
    let sort_key = proptest::option::weighted(0.8, key_type());
    let types = proptest::array::uniform8(key_type());
    (key_type(), sort_key, types, locals, globals)
        .prop_map(move |(partition_key, sort_key, types, locals, globals)| {
            let mut schema = table(name, partition_key, sort_key);
            if schema.sort_key.is_some() {
                for (name, (attribute, projection)) in LOCAL.into_iter().zip(locals) {
                    schema = schema.local_index(
                        LocalIndex::new(name, index_key(attribute, types)).projection(projection),
                    );
                }
            }
            for (name, draft) in GLOBAL.into_iter().zip(globals) {
                let index = global_index(name, draft, &schema, types);
                schema = schema.global_index(index);
            }
            schema
        })
        .boxed()
}

fn table(name: &'static str, partition_key: KeyType, sort_key: Option<KeyType>) -> TableSchema {
    let schema = TableSchema::new(name, KeyAttribute { name: PARTITION_KEY.into(), key_type: partition_key });
    match sort_key {
        Some(key_type) => schema.sort_key(KeyAttribute { name: SORT_KEY.into(), key_type }),
        None => schema,
    }
}

fn index_key(attribute: usize, types: IndexTypes) -> KeyAttribute {
    let attribute = attribute % INDEX_KEYS.len();
    KeyAttribute { name: INDEX_KEYS[attribute].into(), key_type: types[attribute] }
}

fn global_index(
    name: &'static str,
    draft: GlobalDraft,
    schema: &TableSchema,
    types: IndexTypes,
) -> GlobalIndex {
    let GlobalDraft { order, partition, sort, projection } = draft;
    let mut keys =
        order.into_iter().filter_map(|name| match INDEX_KEYS.iter().position(|key| *key == name) {
            Some(attribute) => Some(index_key(attribute, types)),
            None => schema.key_attributes().find(|key| key.name == name).cloned(),
        });
    let partition_keys = keys.by_ref().take(partition).collect();
    GlobalIndex { name: name.into(), partition_keys, sort_keys: keys.take(sort).collect(), projection }
}

/// A table with indexes and one without.
pub fn tables() -> BoxedStrategy<Tables> {
    (schema("main"), key_type(), proptest::option::of(key_type()))
        .prop_map(|(main, partition_key, sort_key)| Tables {
            main,
            other: table("other", partition_key, sort_key),
        })
        .boxed()
}

/// What is wrong with a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SchemaFault {
    /// Its name is too short.
    ShortName,
    /// Its name has a character that no name has.
    NameCharacter,
    /// An index has a bad name.
    IndexName,
    /// Two indexes have one name.
    IndexNameTwice,
    /// The sort key is the partition key.
    KeyTwice,
    /// One attribute is declared with two types.
    TwoTypes,
    /// A local index on a table without a sort key.
    LocalWithoutSortKey,
    /// Six local indexes.
    ManyLocal,
    /// A global index without a partition attribute.
    NoPartitionKey,
    /// A global index of five sort attributes.
    ManySortKeys,
    /// An index includes no attribute.
    IncludesNothing,
    /// An index includes an attribute twice.
    IncludesTwice,
    /// A key attribute has no name.
    EmptyKeyName,
    /// A key attribute's name has 256 bytes.
    LongKeyName,
}

impl SchemaFault {
    /// All faults.
    pub const ALL: [Self; 14] = [
        Self::ShortName,
        Self::NameCharacter,
        Self::IndexName,
        Self::IndexNameTwice,
        Self::KeyTwice,
        Self::TwoTypes,
        Self::LocalWithoutSortKey,
        Self::ManyLocal,
        Self::NoPartitionKey,
        Self::ManySortKeys,
        Self::IncludesNothing,
        Self::IncludesTwice,
        Self::EmptyKeyName,
        Self::LongKeyName,
    ];

    /// Breaks a valid table.
    #[must_use]
    pub fn apply(self, mut schema: TableSchema) -> TableSchema {
        let text = |name: &'static str| KeyAttribute::string(name);
        let index = |name: &'static str| GlobalIndex::new(name, text("x0"));
        match self {
            Self::ShortName => schema.name = "ab".into(),
            Self::NameCharacter => schema.name = "a table".into(),
            Self::IndexName => schema = schema.global_index(index("x")),
            Self::IndexNameTwice => {
                schema = schema.global_index(index("index.x")).global_index(index("index.x"));
            }
            Self::KeyTwice => schema.sort_key = Some(schema.partition_key.clone()),
            Self::TwoTypes => {
                let number = GlobalIndex::new("index.x", KeyAttribute::number("x0"));
                schema = schema.global_index(number).global_index(index("index.y"));
            }
            Self::LocalWithoutSortKey => {
                schema.sort_key = None;
                schema.local_indexes = vec![LocalIndex::new("index.x", text("x0"))];
            }
            Self::ManyLocal => {
                let names = ["local.a", "local.b", "local.c", "local.d", "local.e", "local.f"];
                schema.sort_key.get_or_insert_with(|| text(SORT_KEY));
                schema.local_indexes =
                    names.into_iter().map(|name| LocalIndex::new(name, text("x0"))).collect();
            }
            Self::NoPartitionKey => {
                let mut index = index("index.x");
                index.partition_keys.clear();
                schema = schema.global_index(index);
            }
            Self::ManySortKeys => {
                let names = ["x1", "x2", "x3", "x4", "x5"];
                schema = schema.global_index(
                    names.into_iter().fold(index("index.x"), |index, name| index.sort_key(text(name))),
                );
            }
            Self::IncludesNothing => {
                let nothing: [Cow<'static, str>; 0] = [];
                schema = schema.global_index(index("index.x").projection(IndexProjection::include(nothing)));
            }
            Self::IncludesTwice => {
                schema =
                    schema.global_index(index("index.x").projection(IndexProjection::include(["s", "s"])));
            }
            Self::EmptyKeyName => schema.partition_key.name = "".into(),
            Self::LongKeyName => schema.partition_key.name = "k".repeat(256).into(),
        }
        schema
    }
}

/// A table that breaks a rule.
pub fn invalid_schema(name: &'static str) -> BoxedStrategy<(TableSchema, SchemaFault)> {
    (schema(name), select(SchemaFault::ALL.as_slice()))
        .prop_map(|(schema, fault)| (fault.apply(schema), fault))
        .boxed()
}
