//! How many bytes an item has on its way to the service, which is what the limit of a request counts.

use crate::{Item, PrimaryKey, Value};

/// The most bytes on the wire for each byte that an item's size counts: a number with 126 digits counts as 2.
pub(super) const EXPANSION: usize = 72;

/// The bytes of `{"PutRequest":{"Item":}},` or `{"DeleteRequest":{"Key":}},`.
pub(super) const FRAME: usize = 32;

/// The bytes of an item in DynamoDB JSON.
pub(super) fn item(item: &Item) -> usize {
    entries(item.iter())
}

/// The bytes of a key in DynamoDB JSON.
pub(super) fn key(key: &PrimaryKey) -> usize {
    entries(key.attributes())
}

fn entries<'v>(entries: impl Iterator<Item = (&'v str, &'v Value)>) -> usize {
    list(entries.map(|(name, value)| text(name) + 1 + tagged(value)))
}

/// The elements, a comma between each two, and brackets around all.
fn list(elements: impl Iterator<Item = usize>) -> usize {
    let (count, bytes) = elements.fold((0_usize, 0), |(count, bytes), element| (count + 1, bytes + element));
    2 + bytes + count.saturating_sub(1)
}

/// `{"S":..}`, with the descriptor's own length.
fn tagged(value: &Value) -> usize {
    let descriptor = value.value_type().descriptor().len();
    let content = match value {
        Value::String(content) => text(content),
        Value::Number(number) => 2 + number.to_text().len(),
        Value::Binary(bytes) => base64(bytes),
        Value::Bool(true) | Value::Null => 4,
        Value::Bool(false) => 5,
        Value::List(values) => list(values.iter().map(tagged)),
        Value::Map(map) => entries(map.iter()),
        Value::StringSet(texts) => list(texts.iter().map(|content| text(content))),
        Value::NumberSet(numbers) => list(numbers.iter().map(|number| 2 + number.to_text().len())),
        Value::BinarySet(binaries) => list(binaries.iter().map(|bytes| base64(bytes))),
    };
    5 + descriptor + content
}

fn text(text: &str) -> usize {
    let escaped = |byte: u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0C => 2,
        0..0x20 => 6,
        _ => 1,
    };
    2 + text.bytes().map(escaped).sum::<usize>()
}

fn base64(bytes: &[u8]) -> usize {
    2 + bytes.len().div_ceil(3) * 4
}
