//! Reads that keep to the scope of a repository, such as a tenant.

use crate::{
    Value,
    expr::KeyCondition,
    layout::{KeyField, Layout},
};

impl Layout {
    /// Whether the scope decides which items are a repository's own: it stands in the primary key.
    pub(super) fn is_scoped(&self) -> bool {
        self.primary_fields().any(KeyField::has_scope) || self.variants().iter().any(|variant| variant.is_scoped())
    }
}

/// Whether a key condition reads items of one scope alone: a key that it names has the scope, in front of all that is
/// left open.
pub(super) fn keeps_to_scope<'f>(fields: impl IntoIterator<Item = &'f KeyField>, condition: &KeyCondition) -> bool {
    fields.into_iter().any(|field| {
        let is_own = |name: &str| name == field.attribute.name;
        let partition = condition.partition.iter().filter(|(name, _)| is_own(name)).map(|(_, value)| value);
        let sort = condition.sort.iter().filter(|(name, _)| is_own(name)).flat_map(|(_, sort)| sort.values());
        let mut values = partition.chain(sort).peekable();
        values.peek().is_some() && values.all(|value| has_scope(field, value))
    })
}

/// Whether a scope is still to be filled in.
fn has_scope(field: &KeyField, value: &Value) -> bool {
    let (Some(template), Some(text)) = (&field.template, value.as_str()) else { return false };
    // One of the two is not the separator.
    ["-", "."].iter().any(|scope| template.with_scope(text.to_owned(), scope).is_ok_and(|filled| filled != text))
}
