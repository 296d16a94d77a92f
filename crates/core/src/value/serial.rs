//! Values as DynamoDB JSON, with serde.

use super::{AttributeName, List, Map, Value, ValueType};
use crate::{Number, depth};
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, de::MapAccess, ser::SerializeMap};
use std::{collections::BTreeSet, fmt};

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The same type as the reader's, so that formats without descriptions of their own work too.
        let descriptor = &self.value_type();
        let mut tagged = serializer.serialize_map(Some(1))?;
        match self {
            Self::String(text) => tagged.serialize_entry(descriptor, text)?,
            Self::Number(number) => tagged.serialize_entry(descriptor, number)?,
            Self::Binary(bytes) => tagged.serialize_entry(descriptor, &Base64Ref(bytes))?,
            Self::Bool(value) => tagged.serialize_entry(descriptor, value)?,
            Self::Null => tagged.serialize_entry(descriptor, &true)?,
            Self::List(list) => tagged.serialize_entry(descriptor, list)?,
            Self::Map(map) => tagged.serialize_entry(descriptor, map)?,
            Self::StringSet(texts) => tagged.serialize_entry(descriptor, texts)?,
            Self::NumberSet(numbers) => tagged.serialize_entry(descriptor, numbers)?,
            Self::BinarySet(binaries) => {
                let encoded: Vec<_> = binaries.iter().map(|bytes| Base64Ref(bytes)).collect();
                tagged.serialize_entry(descriptor, &encoded)?;
            }
        }
        tagged.end()
    }
}

impl Serialize for List {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl Serialize for Map {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ValueVisitor)
    }
}

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let _level = depth::enter()?;
        Vec::deserialize(deserializer).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for Map {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let _level = depth::enter()?;
        deserializer.deserialize_map(MapVisitor)
    }
}

struct ValueVisitor;

impl<'de> de::Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value in DynamoDB JSON, such as {\"S\": \"text\"}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut tagged: A) -> Result<Value, A::Error> {
        let Some(value_type) = tagged.next_key::<ValueType>()? else {
            return Err(de::Error::custom("a value names its type, such as {\"S\": \"text\"}"));
        };
        let value = match value_type {
            ValueType::String => Value::String(tagged.next_value()?),
            ValueType::Number => Value::Number(tagged.next_value()?),
            ValueType::Binary => Value::Binary(tagged.next_value::<Base64>()?.0),
            ValueType::Bool => Value::Bool(tagged.next_value()?),
            ValueType::Null if tagged.next_value()? => Value::Null,
            ValueType::Null => return Err(de::Error::custom("NULL is true or absent")),
            ValueType::List => Value::List(tagged.next_value()?),
            ValueType::Map => Value::Map(tagged.next_value()?),
            ValueType::StringSet => Value::StringSet(distinct(tagged.next_value::<Vec<String>>()?)?),
            ValueType::NumberSet => Value::NumberSet(distinct(tagged.next_value::<Vec<Number>>()?)?),
            ValueType::BinarySet => {
                let binaries = tagged.next_value::<Vec<Base64>>()?.into_iter().map(|bytes| bytes.0);
                Value::BinarySet(distinct(binaries.collect())?)
            }
        };
        if tagged.next_key::<de::IgnoredAny>()?.is_some() {
            return Err(de::Error::custom("a value has one type"));
        }
        Ok(value)
    }
}

/// DynamoDB refuses a set that names an element twice.
fn distinct<T: Ord, E: de::Error>(elements: Vec<T>) -> Result<BTreeSet<T>, E> {
    let given = elements.len();
    let set: BTreeSet<T> = elements.into_iter().collect();
    if set.len() == given { Ok(set) } else { Err(E::custom("a set names each element once")) }
}

struct MapVisitor;

impl<'de> de::Visitor<'de> for MapVisitor {
    type Value = Map;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map of values in DynamoDB JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Map, A::Error> {
        let mut given: Vec<(AttributeName, Value)> = Vec::new();
        while let Some((name, value)) = entries.next_entry::<String, Value>()? {
            given.push((name.into(), value));
        }
        let count = given.len();
        let map = Map::from_entries(given);
        if map.len() == count { Ok(map) } else { Err(de::Error::custom("a map names each entry once")) }
    }
}

/// Bytes that are written as base64 text.
struct Base64Ref<'a>(&'a [u8]);

impl Serialize for Base64Ref<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(self.0))
    }
}

/// Bytes that are read from base64 text.
struct Base64(Vec<u8>);

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        BASE64.decode(text).map(Self).map_err(|_| de::Error::custom("binary values are base64 text"))
    }
}
