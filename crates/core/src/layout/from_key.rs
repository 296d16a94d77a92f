//! What a primary key tells without its item.

use super::{KeyField, Layout};
use crate::{PrimaryKey, Value};

impl Layout {
    /// Whether a primary key has the form of this entity's: its attributes, their types, and texts that the templates
    /// write.
    pub(crate) fn has_form_of(&self, key: &PrimaryKey) -> bool {
        self.alternatives().any(|layout| {
            let fields = layout.primary_fields().collect::<Vec<_>>();
            let is_field = |field: &&KeyField| {
                key.get(&field.attribute.name).is_some_and(|value| field.has_form_of(value))
            };
            fields.len() == key.len() && fields.iter().all(is_field)
        })
    }

    /// The values of the attributes that a primary key was composed of, as far as they can be read from it.
    pub(crate) fn parts_of_key(&self, key: &PrimaryKey) -> Vec<(String, Value)> {
        let fields = self.primary_fields().filter_map(|field| Some((field, key.get(&field.attribute.name)?)));
        let mut parts: Vec<(String, Value)> = Vec::new();
        for (name, value) in fields.flat_map(|(field, value)| field.parts_of(value)) {
            if parts.iter().all(|(known, _)| *known != name) {
                parts.push((name, value));
            }
        }
        parts
    }
}
