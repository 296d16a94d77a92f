//! Strategies for values, paths, keys and tables, the odd ones included.

use proptest::{collection::vec, option, prelude::*};
use twintable::{
    GlobalIndex, IndexProjection, Item, KeyAttribute, KeyType, LocalIndex, Number, Path, PrimaryKey,
    TableSchema, Value,
};

/// Names that meet each other often, and names that are hard to write.
pub(crate) fn name() -> BoxedStrategy<String> {
    prop_oneof![
        4 => "[ab]|PK|SK|email|day|g[1-3]",
        1 => r#"[.\[\]"\\#: a0é]{1,6}"#,
        1 => any::<String>().prop_filter("no path has an empty name", |name| !name.is_empty()),
    ]
    .boxed()
}

pub(crate) fn text() -> BoxedStrategy<String> {
    prop_oneof![3 => "[a-c]{0,2}", 1 => any::<String>()].boxed()
}

pub(crate) fn number() -> BoxedStrategy<Number> {
    let nines = 10_i128.pow(38) - 1;
    let coefficient = prop_oneof![2 => -3..=3_i128, 1 => -nines..=nines];
    let exponent = prop_oneof![2 => -1..=1_i32, 1 => -170..=130_i32];
    (coefficient, exponent).prop_filter_map("out of range", |(c, e)| Number::from_parts(c, e).ok()).boxed()
}

pub(crate) fn value() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        text().prop_map(Value::from),
        number().prop_map(Value::Number),
        vec(any::<u8>(), 0..4).prop_map(Value::binary),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
        vec(text(), 0..4).prop_map(Value::string_set),
        vec(number(), 0..4).prop_map(Value::number_set),
        vec(vec(any::<u8>(), 0..3), 0..4).prop_map(Value::binary_set),
    ];
    leaf.prop_recursive(5, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::list),
            vec((text(), inner.clone()), 0..4).prop_map(Value::map),
            // One narrow chain, around the deepest that may be stored.
            (inner, 0..40_usize).prop_map(|(value, levels)| {
                let room = levels.saturating_sub(depth(&value));
                (0..room).fold(value, |value, _| Value::list([value]))
            }),
        ]
    })
    .boxed()
}

fn depth(value: &Value) -> usize {
    match value {
        Value::List(list) => 1 + list.iter().map(depth).max().unwrap_or(0),
        Value::Map(map) => 1 + map.iter().map(|(_, value)| depth(value)).max().unwrap_or(0),
        Value::String(_)
        | Value::Number(_)
        | Value::Binary(_)
        | Value::Bool(_)
        | Value::Null
        | Value::StringSet(_)
        | Value::NumberSet(_)
        | Value::BinarySet(_) => 0,
    }
}

/// Values that keys are made of, and now and then another.
pub(crate) fn key_value() -> BoxedStrategy<Value> {
    prop_oneof![
        20 => "[a-c]{1,2}".prop_map(Value::from),
        1 => Just(Value::from("")),
        3 => number().prop_map(Value::Number),
        1 => vec(any::<u8>(), 0..3).prop_map(Value::binary),
        1 => value(),
    ]
    .boxed()
}

pub(crate) fn path() -> BoxedStrategy<Path> {
    (
        name(),
        vec(prop_oneof![name().prop_map(Ok), any::<u32>().prop_map(Err), (0..2_u32).prop_map(Err)], 0..4),
    )
        .prop_map(|(attribute, steps)| {
            steps.into_iter().fold(Path::from(attribute), |path, step| match step {
                Ok(name) => path.field(name),
                Err(index) => path.index(index),
            })
        })
        .boxed()
}

pub(crate) fn item() -> BoxedStrategy<Item> {
    let key = prop_oneof![
        3 => Just(Some(("a", "b"))),
        1 => Just(None),
    ];
    (key, vec((name(), value()), 0..5))
        .prop_map(|(key, attributes)| {
            let item: Item = attributes.into_iter().collect();
            match key {
                Some((partition, sort)) => item.with("PK", partition).with("SK", sort),
                None => item,
            }
        })
        .boxed()
}

pub(crate) fn primary_key() -> BoxedStrategy<PrimaryKey> {
    let partition = (prop_oneof![4 => Just("PK".to_owned()), 1 => name()], key_value());
    let sort = (prop_oneof![4 => Just("SK".to_owned()), 1 => name()], key_value());
    (partition, option::weighted(0.8, sort))
        .prop_map(|((name, value), sort)| PrimaryKey {
            partition: (name.into(), value),
            sort: sort.map(|(name, value)| (name.into(), value)),
        })
        .boxed()
}

fn key_type() -> impl Strategy<Value = KeyType> {
    prop_oneof![3 => Just(KeyType::String), 1 => Just(KeyType::Number), 1 => Just(KeyType::Binary)]
}

fn key_attribute() -> impl Strategy<Value = KeyAttribute> {
    (name(), key_type()).prop_map(|(name, key_type)| KeyAttribute { name: name.into(), key_type })
}

fn index_projection() -> impl Strategy<Value = IndexProjection> {
    prop_oneof![
        Just(IndexProjection::All),
        Just(IndexProjection::KeysOnly),
        vec(name(), 0..4).prop_map(IndexProjection::include),
    ]
}

/// Names of tables and indexes.
pub(crate) fn table_name() -> BoxedStrategy<String> {
    prop_oneof![6 => "shop|by_[ab]", 1 => any::<String>()].boxed()
}

pub(crate) fn schema() -> BoxedStrategy<TableSchema> {
    let fixed = (Just(KeyAttribute::string("PK")), Just(Some(KeyAttribute::string("SK"))));
    let keys = prop_oneof![2 => fixed, 1 => (key_attribute(), option::of(key_attribute()))];
    let local = (table_name(), key_attribute(), index_projection())
        .prop_map(|(name, sort_key, projection)| LocalIndex { name: name.into(), sort_key, projection });
    let global = (table_name(), vec(key_attribute(), 0..5), vec(key_attribute(), 0..5), index_projection())
        .prop_map(|(name, partition_keys, sort_keys, projection)| GlobalIndex {
            name: name.into(),
            partition_keys,
            sort_keys,
            projection,
        });
    (table_name(), keys, vec(local, 0..3), vec(global, 0..3))
        .prop_map(|(name, (partition_key, sort_key), local_indexes, global_indexes)| TableSchema {
            name: name.into(),
            partition_key,
            sort_key,
            local_indexes,
            global_indexes,
        })
        .boxed()
}
