//! The names that everything is drawn from: few, so that paths lead somewhere.

use twintable::ValueType;

/// The partition key of every table drawn.
pub const PARTITION_KEY: &str = "pk";

/// The sort key of every table drawn that has one.
pub const SORT_KEY: &str = "sk";

/// The attributes that indexes are made of, beside the keys of the table.
pub const INDEX_KEYS: [&str; 8] = ["i0", "i1", "i2", "i3", "i4", "i5", "i6", "i7"];

/// The other attributes, also the fields of maps, and the type that each of them mostly has.
pub const FIELDS: [(&str, ValueType); 10] = [
    ("n", ValueType::Number),
    ("s", ValueType::String),
    ("m", ValueType::Map),
    ("l", ValueType::List),
    ("u", ValueType::StringSet),
    ("v", ValueType::NumberSet),
    ("w", ValueType::BinarySet),
    ("b", ValueType::Binary),
    ("t", ValueType::Bool),
    ("o", ValueType::Null),
];

/// Names that an expression could mistake for something else.
pub(super) const ODD: [&str; 4] = ["x.y", "size", "l[0]", "\u{e9} \u{1f600}"];

/// A name that no item has.
pub(super) const ABSENT: &str = "absent";

/// The field that mostly has a type.
pub(crate) fn field_of(value_type: ValueType) -> &'static str {
    FIELDS.iter().find(|(_, typical)| *typical == value_type).map_or(ABSENT, |(name, _)| name)
}
