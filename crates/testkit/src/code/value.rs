//! Values, items and keys.

use super::{Code, is_repeated, list};
use std::fmt;
use twintable::{Item, Number, PrimaryKey, Value};

/// The Rust type of a value's code where anything that becomes a value can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    Literal,
    Text,
    Small,
    Large,
    Parsed,
    Bool,
    Value,
}

impl Written {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::String(text) if is_repeated(text) => Self::Text,
            Value::String(_) => Self::Literal,
            Value::Number(number) => Self::of_number(*number),
            Value::Bool(_) => Self::Bool,
            Value::Binary(_)
            | Value::Null
            | Value::List(_)
            | Value::Map(_)
            | Value::StringSet(_)
            | Value::NumberSet(_)
            | Value::BinarySet(_) => Self::Value,
        }
    }

    fn of_number(number: Number) -> Self {
        match (i32::try_from(number), i64::try_from(number)) {
            (Ok(_), _) => Self::Small,
            (Err(_), Ok(_)) => Self::Large,
            (Err(_), Err(_)) => Self::Parsed,
        }
    }
}

/// Whether all have one type, so that they can stand in an array as they are.
pub(super) fn are_alike<T: PartialEq>(types: impl IntoIterator<Item = T>) -> bool {
    let mut types = types.into_iter();
    let first = types.next();
    types.all(|other| Some(other) == first)
}

impl fmt::Display for Code<'_, Value> {
    /// As it stands where anything that becomes a value can stand.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::String(text) => write!(f, "{}", Code(text.as_str())),
            Value::Number(number) => write!(f, "{}", Code(number)),
            Value::Binary(bytes) if super::all_equal(bytes) && bytes.len() >= super::MANY => {
                let first = bytes.first().copied().unwrap_or_default();
                write!(f, "Value::binary([{first}; {}])", bytes.len())
            }
            Value::Binary(bytes) => write!(f, "Value::binary({})", Code(bytes.as_slice())),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Null => f.write_str("Value::Null"),
            Value::List(values) if values.is_empty() => f.write_str("Value::List(List::new())"),
            Value::List(values) => {
                let as_they_are = are_alike(values.iter().map(Written::of));
                write!(f, "Value::list({})", list(values, |value| element(value, as_they_are)))
            }
            Value::Map(entries) if entries.is_empty() => f.write_str("Value::Map(Map::new())"),
            Value::Map(entries) => {
                let entries: Vec<_> = entries.iter().collect();
                let as_they_are = are_alike(entries.iter().map(|(_, value)| Written::of(value)));
                let entry =
                    |(name, value): &(&str, &Value)| format!("({name:?}, {})", element(value, as_they_are));
                write!(f, "Value::map({})", list(&entries, entry))
            }
            Value::StringSet(texts) => set(f, "String", "string", texts, |text| format!("{text:?}")),
            Value::NumberSet(numbers) => {
                let as_they_are = are_alike(numbers.iter().map(|number| Written::of_number(*number)));
                set(f, "Number", "number", numbers, |number| match Written::of_number(*number) {
                    Written::Small | Written::Large if !as_they_are => {
                        format!("Number::from({})", Code(number))
                    }
                    Written::Literal
                    | Written::Text
                    | Written::Small
                    | Written::Large
                    | Written::Parsed
                    | Written::Bool
                    | Written::Value => Code(number).to_string(),
                })
            }
            Value::BinarySet(binaries) => {
                set(f, "Binary", "binary", binaries, |bytes| format!("{}.to_vec()", Code(bytes.as_slice())))
            }
        }
    }
}

/// An element of an array: as it is, or as a value where the elements have different types.
fn element(value: &Value, as_it_is: bool) -> String {
    let code = Code(value);
    if as_it_is || Written::of(value) == Written::Value {
        code.to_string()
    } else {
        format!("Value::from({code})")
    }
}

fn set<'v, T: PartialEq + 'v>(
    f: &mut fmt::Formatter<'_>,
    variant: &str,
    constructor: &str,
    elements: impl IntoIterator<Item = &'v T>,
    code: impl Fn(&T) -> String,
) -> fmt::Result {
    let elements: Vec<_> = elements.into_iter().collect();
    if elements.is_empty() {
        // The constructor would ask what the elements are made of.
        return write!(f, "Value::{variant}Set([].into())");
    }
    write!(f, "Value::{constructor}_set({})", list(&elements, |element| code(element)))
}

impl fmt::Display for Code<'_, Number> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = *self.0;
        match (i32::try_from(number), i64::try_from(number)) {
            (Ok(integer), _) => f.write_str(&grouped(integer.into())),
            (Err(_), Ok(integer)) => write!(f, "{}_i64", grouped(integer)),
            (Err(_), Err(_)) => write!(f, "\"{number}\".parse::<Number>()?"),
        }
    }
}

/// An integer whose digits are in groups of three, where it has more than four.
fn grouped(integer: i64) -> String {
    let (sign, digits) = (if integer < 0 { "-" } else { "" }, integer.unsigned_abs().to_string());
    let mut grouped = String::from(sign);
    for (position, digit) in digits.chars().enumerate() {
        if digits.len() > 4 && position > 0 && (digits.len() - position) % 3 == 0 {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

impl fmt::Display for Code<'_, [u8]> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

impl fmt::Display for Code<'_, Item> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attribute = |(name, value): (&str, &Value)| format!("{} => {}", Code(name), Code(value));
        let attributes: Vec<_> = self.0.iter().map(attribute).collect();
        if attributes.is_empty() {
            return f.write_str("item! {}");
        }
        write!(f, "item! {{ {} }}", attributes.join(", "))
    }
}

impl fmt::Display for Code<'_, PrimaryKey> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PrimaryKey { partition: (name, value), sort } = self.0;
        write!(f, "PrimaryKey::new({}, {})", Code(name.as_ref()), Code(value))?;
        match sort {
            Some((name, value)) => write!(f, ".sort({}, {})", Code(name.as_ref()), Code(value)),
            None => Ok(()),
        }
    }
}
