//! Where an item stands among the others.

use std::hash::{DefaultHasher, Hash, Hasher};
use twintable::{Item, KeyAttribute, KeySchema, Number, TableSchema, Value, store::Segment};

/// Where an item stands in a table or in an index: in which partition, and where there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    partition: Vec<KeyValue>,
    /// The sort attributes. For an index the table's key comes after them: items with equal index keys stand in the
    /// order of their primary keys.
    place: Vec<KeyValue>,
}

/// The value of a key attribute. The order is the service's: numbers by value, texts and bytes by their bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum KeyValue {
    Number(Number),
    String(String),
    Binary(Vec<u8>),
}

impl Position {
    /// Where an item stands in its table. The item has the key, with the declared types.
    pub(super) fn in_table(item: &Item, schema: &TableSchema) -> Self {
        Self {
            partition: values(item, [&schema.partition_key]),
            place: values(item, schema.sort_key.as_ref()),
        }
    }

    /// Where an item stands in an index. The item has the index's key too.
    pub(super) fn in_index(item: &Item, key: &KeySchema<'_>, schema: &TableSchema) -> Self {
        Self {
            partition: values(item, key.partition),
            place: values(item, key.sort.iter().chain(schema.key_attributes())),
        }
    }

    /// Whether the partition belongs to a segment of a scan: any rule will do that puts each into one.
    pub(super) fn is_in(&self, segment: Segment) -> bool {
        let Segment { index, total } = segment;
        let mut hasher = DefaultHasher::new();
        self.partition.hash(&mut hasher);
        hasher.finish() % u64::from(total) == u64::from(index)
    }
}

fn values<'a>(item: &Item, attributes: impl IntoIterator<Item = &'a KeyAttribute>) -> Vec<KeyValue> {
    attributes.into_iter().filter_map(|key| key_value(item.get(&key.name)?)).collect()
}

fn key_value(value: &Value) -> Option<KeyValue> {
    match value {
        Value::Number(number) => Some(KeyValue::Number(*number)),
        Value::String(text) => Some(KeyValue::String(text.clone())),
        Value::Binary(bytes) => Some(KeyValue::Binary(bytes.clone())),
        Value::Bool(_)
        | Value::Null
        | Value::List(_)
        | Value::Map(_)
        | Value::StringSet(_)
        | Value::NumberSet(_)
        | Value::BinarySet(_) => None,
    }
}
