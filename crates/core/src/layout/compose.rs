//! What is composed of an entity's attributes: keys, and what is stored beside its fields.

use super::{IndexLayout, KeyField, Layout};
use crate::{Error, Item, PrimaryKey, Value, entity::lacks_parts, typed::Made};

impl Layout {
    /// The composed fields of an index that are not the primary key's own.
    pub(crate) fn composed_fields<'i>(
        &'i self,
        index: &'i IndexLayout,
    ) -> impl Iterator<Item = &'i KeyField> {
        index.composed().filter(|field| !self.schema.is_key(&field.attribute.name))
    }

    /// Whether an index has a key that is composed of attributes.
    pub(crate) fn composes_index_keys(&self) -> bool {
        self.indexes.iter().any(|index| self.composed_fields(index).next().is_some())
    }

    /// The most attributes that an entity's item has beside those of its fields, when it is first written.
    pub(crate) fn added_attributes(&self) -> usize {
        let primary = self.primary_fields().filter(|field| field.template.is_some()).count();
        let of_indexes = self.indexes.iter().map(|index| self.composed_fields(index).count());
        primary + of_indexes.sum::<usize>() + usize::from(self.type_attribute.is_some())
    }

    /// The primary key, from the values of attributes.
    pub(crate) fn compose_key<'v>(&self, value_of: impl Fn(&str) -> Option<&'v Value>) -> Made<PrimaryKey> {
        let partition = Self::key_value(&self.partition, &value_of)?;
        let key = PrimaryKey::new(self.partition.attribute.name.clone(), partition);
        match &self.sort {
            Some(sort) => Ok(key.sort(sort.attribute.name.clone(), Self::key_value(sort, &value_of)?)),
            None => Ok(key),
        }
    }

    fn key_value<'v>(field: &KeyField, value_of: &impl Fn(&str) -> Option<&'v Value>) -> Made<Value> {
        field
            .value(value_of)?
            .ok_or_else(|| lacks_parts(field.parts().filter(|part| value_of(part).is_none())))
    }

    /// The primary key of an item that has the entity's attributes.
    pub(crate) fn key_of(&self, item: &Item) -> Made<PrimaryKey> {
        self.compose_key(|name| item.get(name))
    }

    /// Adds to an item with the entity's attributes the type and all composed keys.
    pub(crate) fn complete(&self, item: &mut Item) -> Result<(), Error> {
        for field in self.primary_fields().filter(|field| field.template.is_some()) {
            let value = Self::key_value(field, &|name: &str| item.get(name))?;
            item.insert(&*field.attribute.name, value);
        }
        for index in &self.indexes {
            index.complete(self, item)?;
        }
        if let Some(attribute) = self.type_attribute {
            item.insert(attribute, self.name);
        }
        Ok(())
    }
}
