//! How an entity stands in its table, as data: its keys, its indexes, and what the repository manages.
//!
//! `#[derive(Entity)]` writes a [`Layout`]; a repository reads it. All that follows from it is done here once:
//! the table's schema, the keys of items, and the index keys that a partial update must change.

mod choice;
mod compose;
mod from_key;
mod index;
mod key_field;
mod managed;
mod unique;
mod upkeep;

pub use choice::{Choice, PassedOver, WhyNot};
pub use index::{IndexLayout, Membership};
pub use key_field::KeyField;
pub(crate) use managed::epoch_seconds;
pub use managed::{Check, Stamp, StampOn};
pub use unique::Unique;
pub(crate) use unique::{Sentinel, UNIQUE_OWNER, owner_value};
pub(crate) use upkeep::Upkeep;

use crate::{
    AttributeType, Error, InvalidRequest, Item, KeyAttribute, TableSchema, Value, store::TableName,
    typed::Made,
};

/// How an entity stands in its table.
#[derive(Debug, Clone)]
pub struct Layout {
    name: &'static str,
    type_attribute: Option<&'static str>,
    schema: TableSchema,
    partition: KeyField,
    sort: Option<KeyField>,
    indexes: Vec<IndexLayout>,
    version: Option<&'static str>,
    // Several only for an enum of entities.
    ttl: Vec<&'static str>,
    stamps: Vec<Stamp>,
    computes: bool,
    required: Vec<&'static str>,
    optional: Vec<&'static str>,
    checks: Vec<Check>,
    uniques: Vec<Unique>,
    // For tools, which see every item as it is.
    is_of_items: bool,
    keys: KeyTraits,
    // Its own name, or those of its variants.
    types: Vec<&'static str>,
    // Empty for an entity that is no enum.
    variants: Vec<&'static Self>,
    fault: Option<Box<InvalidRequest>>,
}

/// What is known of an entity's keys, and of its variants' keys, without looking at them.
#[derive(Debug, Clone, Copy)]
struct KeyTraits {
    /// Whether a key has a part that a repository supplies.
    has_scope: bool,
    /// Whether no field is a part of a primary key as it is.
    composes_primary: bool,
}

impl Layout {
    /// The name of the attribute that says which type an item has, unless another is chosen.
    pub const TYPE_ATTRIBUTE: &'static str = "entity_type";

    /// An entity with that name, in that table, whose primary key is one attribute.
    pub fn new(name: &'static str, table: &'static str, partition: KeyField) -> Self {
        let schema = TableSchema::new(table, partition.attribute.clone());
        let fault = partition.fault();
        let keys =
            KeyTraits { has_scope: partition.has_scope(), composes_primary: partition.template.is_some() };
        Self {
            name,
            type_attribute: Some(Self::TYPE_ATTRIBUTE),
            schema,
            partition,
            sort: None,
            indexes: Vec::new(),
            version: None,
            ttl: Vec::new(),
            stamps: Vec::new(),
            computes: false,
            required: Vec::new(),
            optional: Vec::new(),
            checks: Vec::new(),
            uniques: Vec::new(),
            is_of_items: false,
            keys,
            types: vec![name],
            variants: Vec::new(),
            fault,
        }
    }

    /// Items of a table, whatever they are.
    pub(crate) fn of_items(schema: TableSchema) -> Self {
        let partition = KeyField::plain(schema.partition_key.clone());
        let sort = schema.sort_key.clone().map(KeyField::plain);
        Self { type_attribute: None, schema, sort, is_of_items: true, ..Self::new("item", "", partition) }
    }

    /// An enum of entities: one table, and the indexes of all variants.
    ///
    /// Where the variants do not agree on the table, every request is refused with
    /// [`Rule::TableDiffers`](crate::Rule::TableDiffers).
    pub fn of_variants(name: &'static str, variants: Vec<&'static Self>) -> Self {
        let mut layout = match variants.first() {
            Some(first) => (*first).clone(),
            None => Self::of_items(TableSchema::new("", KeyAttribute::string(""))),
        };
        match TableSchema::shared_by(variants.iter().map(|variant| variant.schema())) {
            Ok(schema) => layout.schema = schema,
            Err(error) => layout.fault = Some(crate::repository::fault_of(error)),
        }
        layout.indexes = variants.iter().flat_map(|variant| variant.indexes.iter().cloned()).collect();
        layout.types = variants.iter().map(|variant| variant.name).collect();
        layout.ttl = variants.iter().flat_map(|variant| variant.ttl.iter().copied()).collect();
        layout.ttl.sort_unstable();
        layout.ttl.dedup();
        // A version that not all have under one name is known only through an entity.
        if variants.iter().any(|variant| variant.version != layout.version) {
            layout.version = None;
        }
        Self {
            name,
            keys: KeyTraits {
                has_scope: variants.iter().any(|variant| variant.keys.has_scope),
                composes_primary: variants.iter().all(|variant| variant.keys.composes_primary),
            },
            variants,
            required: Vec::new(),
            optional: Vec::new(),
            checks: Vec::new(),
            uniques: Vec::new(),
            is_of_items: false,
            ..layout
        }
    }

    /// Adds the sort key.
    #[must_use]
    pub fn sort_key(mut self, sort: KeyField) -> Self {
        self.schema.sort_key = Some(sort.attribute.clone());
        self.fault = self.fault.or_else(|| sort.fault());
        self.keys.has_scope |= sort.has_scope();
        self.keys.composes_primary &= sort.template.is_some();
        self.sort = Some(sort);
        self
    }

    /// Adds an index.
    #[must_use]
    pub fn index(mut self, index: IndexLayout) -> Self {
        index.declare(&mut self.schema);
        self.fault = self.fault.or_else(|| index.composed().find_map(KeyField::fault));
        self.keys.has_scope |= index.composed().any(KeyField::has_scope);
        self.indexes.push(index);
        self
    }

    /// Says which attribute tells the entities of the table apart; `None` for a table with one type of entity.
    #[must_use]
    pub const fn type_attribute(mut self, name: Option<&'static str>) -> Self {
        self.type_attribute = name;
        self
    }

    /// Says which attribute counts the writes.
    #[must_use]
    pub const fn version(mut self, attribute: &'static str) -> Self {
        self.version = Some(attribute);
        self
    }

    /// Says which attribute holds the time, in epoch seconds, after which the item is expired.
    #[must_use]
    pub fn ttl(mut self, attribute: &'static str) -> Self {
        self.ttl = vec![attribute];
        self
    }

    /// Adds an attribute that holds a time which the repository writes.
    #[must_use]
    pub fn stamp(mut self, stamp: Stamp) -> Self {
        self.stamps.push(stamp);
        self
    }

    /// Says that an attribute is computed when the entity is written, whatever its field holds.
    #[must_use]
    pub const fn computed(mut self) -> Self {
        self.computes = true;
        self
    }

    /// Says which attributes an item must have to be read as the entity.
    #[must_use]
    pub fn required(mut self, attributes: impl IntoIterator<Item = &'static str>) -> Self {
        self.required.extend(attributes);
        self
    }

    /// As [`required`](Self::required), for an attribute of type `V`, unless a missing one can be read.
    #[must_use]
    pub fn required_field<V: AttributeType>(self, attribute: &'static str) -> Self {
        if V::from_absent().is_none() { self.required([attribute]) } else { self.optional([attribute]) }
    }

    /// Says which other attributes the entity has: those that an item may lack.
    #[must_use]
    pub fn optional(mut self, attributes: impl IntoIterator<Item = &'static str>) -> Self {
        self.optional.extend(attributes);
        self
    }

    /// Adds a rule for an attribute's values, for updates that set it.
    #[must_use]
    pub fn check(mut self, check: Check) -> Self {
        self.checks.push(check);
        self
    }

    /// The entity's name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The table, with the entity's indexes.
    pub const fn schema(&self) -> &TableSchema {
        &self.schema
    }

    /// The entity's indexes.
    pub fn indexes(&self) -> &[IndexLayout] {
        &self.indexes
    }

    /// Whether an item says that it is of this type. All are, in a table with one type.
    pub fn is_type_of(&self, item: &Item) -> bool {
        self.type_attribute.is_none_or(|attribute| {
            item.get(attribute).and_then(Value::as_str).is_some_and(|name| self.types.contains(&name))
        })
    }

    /// The error for an item that is not of this type.
    pub fn wrong_type(&self, item: &Item) -> Error {
        let found = self.type_attribute.and_then(|attribute| item.get(attribute)).and_then(Value::as_str);
        Error::wrong_type(self.name, found)
    }

    /// What is wrong with the layout itself, which every request is then refused with: a template that could not be
    /// read back, variants that do not agree on the table.
    pub(crate) fn sound(&self) -> Made<()> {
        self.fault.clone().map_or(Ok(()), Err)
    }

    /// The table, of a layout that is sound.
    pub(crate) fn table(&self) -> Made<TableName> {
        self.sound()?;
        Ok(self.schema.name.clone())
    }

    /// Whether this stands for items of any kind.
    pub(crate) const fn is_of_items(&self) -> bool {
        self.is_of_items
    }

    /// The attribute that tells types apart.
    pub(crate) const fn type_attribute_name(&self) -> Option<&'static str> {
        self.type_attribute
    }

    /// The names that this entity's items have in the type attribute: its own, or those of its variants.
    pub(crate) fn types(&self) -> &[&'static str] {
        &self.types
    }

    pub(crate) const fn version_attribute(&self) -> Option<&'static str> {
        self.version
    }

    pub(crate) fn ttl_attributes(&self) -> &[&'static str] {
        &self.ttl
    }

    /// Whether the entity, or a variant, has a version.
    pub(crate) fn has_version(&self) -> bool {
        self.alternatives().any(|layout| layout.version.is_some())
    }

    /// Whether the repository writes attributes on its own.
    pub(crate) const fn manages(&self) -> bool {
        self.version.is_some() || !self.stamps.is_empty()
    }

    /// Whether what is stored differs from the fields that were given.
    pub(crate) const fn changes_on_write(&self) -> bool {
        self.manages() || self.computes
    }

    pub(crate) fn stamps(&self) -> &[Stamp] {
        &self.stamps
    }

    pub(crate) fn checks(&self) -> &[Check] {
        &self.checks
    }

    pub(crate) fn required_attributes(&self) -> &[&'static str] {
        &self.required
    }

    /// The attributes of the entity's fields, as far as the layout was told.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(&self.optional).copied()
    }

    pub(crate) fn has_variants(&self) -> bool {
        !self.variants.is_empty()
    }

    /// The layouts of the variants; none for an entity that is no enum.
    pub(crate) fn variants(&self) -> &[&'static Self] {
        &self.variants
    }

    /// Whether a change of one variant needs to know which one it is, whatever it changes.
    pub(crate) fn has_managed_variants(&self) -> bool {
        self.variants.iter().any(|variant| variant.manages() || !variant.uniques.is_empty())
    }

    /// The key fields of the table, or of an index: partition and sort.
    pub(crate) fn key_fields(&self, index: Option<&str>) -> Option<(Vec<&KeyField>, Vec<&KeyField>)> {
        let Some(name) = index else { return Some((vec![&self.partition], self.sort.iter().collect())) };
        let index = self.indexes.iter().find(|index| index.name() == name)?;
        let partition =
            if index.is_local() { vec![&self.partition] } else { index.partition().iter().collect() };
        Some((partition, index.sort().iter().collect()))
    }

    /// The key fields, of the table and of all indexes, that have a scope: those of an enum's variants too.
    pub(crate) fn scoped_fields(&self) -> impl Iterator<Item = &KeyField> {
        // Most have none, and every key asks.
        self.keys
            .has_scope
            .then(|| self.alternatives().flat_map(Self::own_scoped_fields))
            .into_iter()
            .flatten()
    }

    /// Whether a key has a scope: of the table or an index, and of an enum's variants too.
    pub(crate) const fn is_scoped(&self) -> bool {
        self.keys.has_scope
    }

    /// Whether no field of the entity is a part of the primary key as it is: of an enum, of none of its variants.
    pub(crate) const fn composes_primary_key(&self) -> bool {
        self.keys.composes_primary
    }

    fn own_scoped_fields(&self) -> impl Iterator<Item = &KeyField> {
        let indexes = self.indexes.iter().flat_map(IndexLayout::composed);
        self.primary_fields().chain(indexes).filter(|field| field.has_scope())
    }

    /// The layout itself, or those of the variants.
    pub(crate) fn alternatives(&self) -> impl Iterator<Item = &Self> {
        let own = if self.variants.is_empty() { Some(self) } else { None };
        own.into_iter().chain(self.variants.iter().copied())
    }

    /// The fields of the primary key.
    pub(crate) fn primary_fields(&self) -> impl Iterator<Item = &KeyField> {
        std::iter::once(&self.partition).chain(&self.sort)
    }
}

#[cfg(test)]
mod tests;
