//! Reads that keep to the scope of a repository, such as a tenant.

use crate::{Value, expr::KeyCondition, key_template::HOLE, layout::KeyField};

/// Whether a key condition reads items of one scope alone: a key that it names has the scope, in front of all that is
/// left open.
pub(super) fn keeps_to_scope<'f>(
    fields: impl IntoIterator<Item = &'f KeyField>,
    condition: &KeyCondition,
) -> bool {
    let is_filled_in = |value: &Value| value.as_str().is_some_and(|text| text.contains(HOLE));
    fields.into_iter().filter(|field| field.has_scope()).any(|field| {
        let partition = condition.partition.iter().find(|(name, _)| *name == field.attribute.name);
        let sort = condition.sort.iter().find(|(name, _)| *name == field.attribute.name);
        partition.is_some_and(|(_, value)| is_filled_in(value))
            || sort.is_some_and(|(_, sort)| sort.values().all(is_filled_in))
    })
}
