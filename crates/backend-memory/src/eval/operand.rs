//! The value of an operand.

use std::borrow::Cow;
use twintable::{Item, Value, expr::Operand};

/// The operand's value for an item; `None` where there is none.
pub(super) fn value<'a>(operand: &'a Operand, item: &'a Item) -> Option<Cow<'a, Value>> {
    match operand {
        Operand::Path(path) => item.at(path).map(Cow::Borrowed),
        Operand::Value(constant) => Some(Cow::Borrowed(constant)),
        Operand::Size(path) => size(item.at(path)?).map(|size| Cow::Owned(Value::from(size))),
    }
}

/// The length of a text, the bytes of a binary, the elements of a list, map or set.
fn size(value: &Value) -> Option<usize> {
    Some(match value {
        // The service counts UTF-16 units.
        Value::String(text) => text.encode_utf16().count(),
        Value::Binary(bytes) => bytes.len(),
        Value::List(list) => list.len(),
        Value::Map(map) => map.len(),
        Value::StringSet(set) => set.len(),
        Value::NumberSet(set) => set.len(),
        Value::BinarySet(set) => set.len(),
        Value::Number(_) | Value::Bool(_) | Value::Null => return None,
    })
}
