//! Keys as bytes whose order is DynamoDB's order.
//!
//! A key is one byte string: the hash of the partition, then the partition's values, the sort values, and
//! for an index the base table's key, which tells items with equal index keys apart. Each value is written
//! so that comparing bytes compares values, and so that it ends by itself: nothing that follows can
//! change the order.

mod number;
mod range;

pub(crate) use range::Range;

use std::hash::{BuildHasher, Hasher};
use twintable::Value;

/// The bytes of the hash that every key starts with.
pub(crate) const HASH_BYTES: usize = 8;

/// A key, or the beginning that several keys share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct KeyBytes(Vec<u8>);

impl KeyBytes {
    /// The beginning of all keys of a partition. The seed decides where the partition stands among the
    /// others.
    pub(crate) fn partition<'v>(values: impl Iterator<Item = &'v Value>, seed: u64) -> Self {
        let mut bytes = Vec::with_capacity(64);
        bytes.extend_from_slice(&[0; HASH_BYTES]);
        for value in values {
            write(&mut bytes, value);
        }
        let mut hasher = foldhash::quality::FixedState::with_seed(seed).build_hasher();
        hasher.write(&bytes[HASH_BYTES..]);
        let hash = hasher.finish();
        bytes[..HASH_BYTES].copy_from_slice(&hash.to_be_bytes());
        Self(bytes)
    }

    /// Adds a value.
    pub(crate) fn push(&mut self, value: &Value) {
        write(&mut self.0, value);
    }

    /// This key and one more value.
    pub(crate) fn with(&self, value: &Value) -> Self {
        let mut key = self.clone();
        key.push(value);
        key
    }

    /// This key and the beginning of one more value: of a text or of bytes.
    pub(crate) fn with_open(&self, value: &Value) -> Self {
        let mut key = self.clone();
        if let Some(bytes) = value.as_str().map(str::as_bytes).or(value.as_binary()) {
            write_escaped(&mut key.0, bytes);
        }
        key
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn into_boxed(self) -> Box<[u8]> {
        self.0.into_boxed_slice()
    }
}

impl From<Box<[u8]>> for KeyBytes {
    fn from(bytes: Box<[u8]>) -> Self {
        Self(bytes.into_vec())
    }
}

/// The hash that a key starts with.
pub(crate) fn hash_of(key: &[u8]) -> u64 {
    key.first_chunk().map_or(0, |hash| u64::from_be_bytes(*hash))
}

const END: [u8; 2] = [0, 1];
const ESCAPED_ZERO: [u8; 2] = [0, 0xFF];

fn write(bytes: &mut Vec<u8>, value: &Value) {
    match value {
        Value::String(text) => {
            write_escaped(bytes, text.as_bytes());
            bytes.extend_from_slice(&END);
        }
        Value::Binary(binary) => {
            write_escaped(bytes, binary);
            bytes.extend_from_slice(&END);
        }
        Value::Number(number) => number::write(bytes, *number),
        // No other type can be a key; requests are checked before they come here.
        Value::Bool(_)
        | Value::Null
        | Value::List(_)
        | Value::Map(_)
        | Value::StringSet(_)
        | Value::NumberSet(_)
        | Value::BinarySet(_) => {}
    }
}

/// Writes bytes so that a zero among them sorts after the end.
fn write_escaped(bytes: &mut Vec<u8>, mut rest: &[u8]) {
    while let Some(zero) = rest.iter().position(|byte| *byte == 0) {
        bytes.extend_from_slice(&rest[..zero]);
        bytes.extend_from_slice(&ESCAPED_ZERO);
        rest = &rest[zero + 1..];
    }
    bytes.extend_from_slice(rest);
}

#[cfg(test)]
mod tests {
    use super::{KeyBytes, Range};
    use proptest::prelude::*;
    use twintable::{Number, Value};

    fn key(values: &[Value]) -> KeyBytes {
        let mut key = KeyBytes::partition([Value::from("p")].iter(), 0);
        values.iter().for_each(|value| key.push(value));
        key
    }

    fn text() -> impl Strategy<Value = Value> {
        proptest::collection::vec(
            prop_oneof![Just('\0'), Just('\u{1}'), Just('a'), Just('\u{FFEE}'), Just('\u{1F600}')],
            0..4,
        )
        .prop_map(|chars| Value::String(chars.into_iter().collect()))
    }

    fn bytes() -> impl Strategy<Value = Value> {
        proptest::collection::vec(prop_oneof![Just(0_u8), Just(1), Just(255), any::<u8>()], 0..4)
            .prop_map(Value::Binary)
    }

    fn number() -> impl Strategy<Value = Value> {
        let coefficient = prop_oneof![-12..=12_i128, any::<i64>().prop_map(i128::from)];
        (coefficient, -140..120_i32).prop_filter_map("range", |(coefficient, exponent)| {
            Number::from_parts(coefficient, exponent).ok().map(Value::Number)
        })
    }

    proptest! {
        #[test]
        fn bytes_order_as_values(
            (a, b) in prop_oneof![(text(), text()), (bytes(), bytes()), (number(), number())],
            (c, d) in (number(), number()),
        ) {
            let order = a.compare(&b).unwrap().then(c.compare(&d).unwrap());
            prop_assert_eq!(key(&[a, c]).cmp(&key(&[b, d])), order);
        }

        #[test]
        fn an_open_value_is_a_prefix_of_what_begins_with_it(
            (whole, start) in prop_oneof![(text(), text()), (bytes(), bytes())],
        ) {
            let begins = match (&whole, &start) {
                (Value::String(whole), Value::String(start)) => whole.starts_with(start.as_str()),
                (Value::Binary(whole), Value::Binary(start)) => whole.starts_with(start),
                _ => false,
            };
            let range = Range::prefix(&key(&[]).with_open(&start));
            prop_assert_eq!(range.contains(key(&[whole]).as_bytes()), begins);
        }
    }
}
