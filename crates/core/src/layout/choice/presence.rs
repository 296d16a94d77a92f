//! What is true of all items of an entity.

use crate::layout::{IndexLayout, KeyField, Layout};

impl Layout {
    /// Whether every item has an attribute: one that it requires, or one that its primary key is made of.
    pub(super) fn always_has(&self, attribute: &str) -> bool {
        if self.has_variants() {
            return self.variants().iter().all(|variant| variant.always_has(attribute));
        }
        let is_key = |field: &KeyField| {
            field.attribute.name == attribute || field.parts().any(|part| part == attribute)
        };
        self.required_attributes().contains(&attribute) || self.primary_fields().any(is_key)
    }

    /// Whether all variants of an enum compose a key attribute in one way. An attribute as it is needs no one to
    /// compose it.
    pub(super) fn all_compose(&self, index: Option<&IndexLayout>, field: &KeyField) -> bool {
        field.template.is_none() || self.variants().iter().all(|variant| variant.composes(index, field))
    }

    fn composes(&self, index: Option<&IndexLayout>, field: &KeyField) -> bool {
        let name = index.map(IndexLayout::name);
        let Some((partition, sort)) = self.key_fields(name) else { return false };
        let is_member = |own: &IndexLayout| index.is_some_and(|index| own.membership() == index.membership());
        let own = self.indexes().iter().find(|own| Some(own.name()) == name);
        partition.iter().chain(&sort).any(|own| *own == field) && own.is_none_or(is_member)
    }
}
