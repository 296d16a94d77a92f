//! The value of an operand.

use twintable::{Item, Value, expr::Operand};

/// The operand's value; `None` where there is none.
pub(super) fn value(operand: &Operand, item: &Item) -> Option<Value> {
    match operand {
        Operand::Path(path) => item.at(path).cloned(),
        Operand::Value(value) => Some(value.clone()),
        Operand::Size(path) => item.at(path).and_then(size).map(Value::from),
    }
}

/// A text has the length that it has in UTF-16; a number, a truth value and `NULL` have none.
fn size(value: &Value) -> Option<usize> {
    match value {
        Value::String(text) => Some(text.chars().map(char::len_utf16).sum()),
        Value::Binary(bytes) => Some(bytes.len()),
        Value::List(list) => Some(list.len()),
        Value::Map(map) => Some(map.len()),
        Value::StringSet(set) => Some(set.len()),
        Value::NumberSet(set) => Some(set.len()),
        Value::BinarySet(set) => Some(set.len()),
        Value::Number(_) | Value::Bool(_) | Value::Null => None,
    }
}
