//! Explanations as text, without values.

use super::Explanation;
use std::fmt;
use twintable::Item;

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(self, f, 0)
    }
}

/// Takes the explanation apart completely: what may be shown of a new field is to be thought about.
fn write(explanation: &Explanation, f: &mut fmt::Formatter<'_>, indent: usize) -> fmt::Result {
    let Explanation { operation, table, index, items, expressions, names, values, settings, parts } =
        explanation;
    write!(f, "{:indent$}{operation}", "")?;
    if let Some(table) = table {
        write!(f, " on {table}")?;
    }
    if let Some(index) = index {
        write!(f, ", index {index}")?;
    }
    let inner = indent + 2;
    for (parameter, item) in items {
        write!(f, "\n{:inner$}{parameter}:", "")?;
        write_types(item, f)?;
    }
    for (parameter, text) in expressions {
        write!(f, "\n{:inner$}{parameter}: {text}", "")?;
    }
    for (alias, name) in names {
        write!(f, "\n{:inner$}{alias} = {name:?}", "")?;
    }
    for (alias, value) in values {
        write!(f, "\n{:inner$}{alias} = a value of type {}", "", value.value_type())?;
    }
    for (parameter, value) in settings {
        // A token is the caller's own text, and may not look like another line.
        write!(f, "\n{:inner$}{parameter}: {}", "", value.escape_debug())?;
    }
    for part in parts {
        f.write_str("\n")?;
        write(part, f, inner)?;
    }
    Ok(())
}

fn write_types(item: &Item, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (place, (name, value)) in item.iter().enumerate() {
        let comma = if place == 0 { "" } else { "," };
        write!(f, "{comma} {name:?} of type {}", value.value_type())?;
    }
    Ok(())
}
