//! Tables and their indexes, as DynamoDB describes them.

mod index;

pub use index::{GlobalIndex, IndexProjection, LocalIndex};

use crate::{Error, InvalidRequest, Item, PrimaryKey, Rule, ValueType};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The type that a key attribute may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum KeyType {
    /// Text, not empty.
    #[serde(rename = "S")]
    String,
    /// A number.
    #[serde(rename = "N")]
    Number,
    /// Bytes, not empty.
    #[serde(rename = "B")]
    Binary,
}

impl KeyType {
    /// The type among all types of values.
    pub const fn value_type(self) -> ValueType {
        match self {
            Self::String => ValueType::String,
            Self::Number => ValueType::Number,
            Self::Binary => ValueType::Binary,
        }
    }
}

/// An attribute that a key is made of: its name and its type.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KeyAttribute {
    /// The attribute's name.
    pub name: Cow<'static, str>,
    /// The type that every item's value must have.
    pub key_type: KeyType,
}

impl KeyAttribute {
    /// A key attribute that holds text.
    pub fn string(name: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), key_type: KeyType::String }
    }

    /// A key attribute that holds a number.
    pub fn number(name: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), key_type: KeyType::Number }
    }

    /// A key attribute that holds bytes.
    pub fn binary(name: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), key_type: KeyType::Binary }
    }
}

/// A table: its name, its primary key and its indexes.
///
/// [`validate`](Self::validate) checks the service's rules; creating a table does so first.
///
/// # Examples
///
/// ```
/// use twintable::{GlobalIndex, IndexProjection, KeyAttribute, TableSchema};
///
/// let shop = TableSchema::new("shop", KeyAttribute::string("PK"))
///     .sort_key(KeyAttribute::string("SK"))
///     .global_index(
///         GlobalIndex::new("by_email", KeyAttribute::string("email")).projection(IndexProjection::KeysOnly),
///     );
/// assert!(shop.validate().is_ok());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSchema {
    /// The table's name: 3 to 255 letters, digits, `_`, `-` and `.`.
    pub name: Cow<'static, str>,
    /// The attribute whose value decides the partition.
    pub partition_key: KeyAttribute,
    /// The attribute that orders the items of a partition, if the table has one.
    pub sort_key: Option<KeyAttribute>,
    /// The local secondary indexes, at most 5.
    pub local_indexes: Vec<LocalIndex>,
    /// The global secondary indexes, at most 20.
    pub global_indexes: Vec<GlobalIndex>,
}

impl TableSchema {
    /// A table whose primary key is one attribute.
    pub fn new(name: impl Into<Cow<'static, str>>, partition_key: KeyAttribute) -> Self {
        Self {
            name: name.into(),
            partition_key,
            sort_key: None,
            local_indexes: Vec::new(),
            global_indexes: Vec::new(),
        }
    }

    /// Adds the sort key: the primary key is two attributes then.
    #[must_use]
    pub fn sort_key(mut self, sort_key: KeyAttribute) -> Self {
        self.sort_key = Some(sort_key);
        self
    }

    /// Adds a local index.
    #[must_use]
    pub fn local_index(mut self, index: LocalIndex) -> Self {
        self.local_indexes.push(index);
        self
    }

    /// Adds a global index.
    #[must_use]
    pub fn global_index(mut self, index: GlobalIndex) -> Self {
        self.global_indexes.push(index);
        self
    }

    /// The same table with its indexes in the order of their names, and so the attributes that they include:
    /// as a store describes it.
    #[must_use]
    pub fn into_canonical(mut self) -> Self {
        let sort_included = |projection: &mut IndexProjection| {
            if let IndexProjection::Include(names) = projection {
                names.sort_unstable();
            }
        };
        self.local_indexes.sort_by(|a, b| a.name.cmp(&b.name));
        self.global_indexes.sort_by(|a, b| a.name.cmp(&b.name));
        self.local_indexes.iter_mut().for_each(|index| sort_included(&mut index.projection));
        self.global_indexes.iter_mut().for_each(|index| sort_included(&mut index.projection));
        self
    }

    /// The attributes of the primary key: the partition key, then the sort key.
    pub fn key_attributes(&self) -> impl Iterator<Item = &KeyAttribute> {
        std::iter::once(&self.partition_key).chain(&self.sort_key)
    }

    /// Whether an attribute is part of the primary key.
    pub fn is_key(&self, name: &str) -> bool {
        self.key_attributes().any(|key| key.name == name)
    }

    /// The primary key of an item; `None` if the item lacks a part of it.
    pub fn key_of(&self, item: &Item) -> Option<PrimaryKey> {
        let value = |key: &KeyAttribute| Some((key.name.clone(), item.get(&key.name)?.clone()));
        let sort = match &self.sort_key {
            Some(sort) => Some(value(sort)?),
            None => None,
        };
        Some(PrimaryKey { partition: value(&self.partition_key)?, sort })
    }

    /// The table that several entities share: one key, and the indexes of all.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with [`Rule::TableDiffers`] where their tables have different names, keys, or
    /// different indexes of one name, and with the rule of [`validate`](Self::validate) that the whole breaks.
    pub fn shared_by<'s>(schemas: impl IntoIterator<Item = &'s Self>) -> Result<Self, Error> {
        let mut schemas = schemas.into_iter();
        let Some(mut shared) = schemas.next().cloned() else {
            return Err(Error::invalid(Rule::TableDiffers));
        };
        for schema in schemas {
            shared.include(schema)?;
        }
        shared.validate()?;
        Ok(shared)
    }

    fn include(&mut self, other: &Self) -> Result<(), Error> {
        let differs = |what: &str| InvalidRequest::new(Rule::TableDiffers).because(what);
        if self.name != other.name {
            return Err(differs("their names differ").into());
        }
        if self.partition_key != other.partition_key || self.sort_key != other.sort_key {
            return Err(differs(&format!("their keys of table `{}` differ", self.name)).into());
        }
        for index in &other.local_indexes {
            match self.local_indexes.iter().find(|known| known.name == index.name) {
                Some(known) if known == index => {}
                Some(_) => return Err(differs(&format!("their indexes `{}` differ", index.name)).into()),
                None => self.local_indexes.push(index.clone()),
            }
        }
        for index in &other.global_indexes {
            match self.global_indexes.iter().find(|known| known.name == index.name) {
                Some(known) if known == index => {}
                Some(_) => return Err(differs(&format!("their indexes `{}` differ", index.name)).into()),
                None => self.global_indexes.push(index.clone()),
            }
        }
        Ok(())
    }

    /// The key of the table itself.
    pub fn table_key(&self) -> KeySchema<'_> {
        KeySchema {
            partition: std::slice::from_ref(&self.partition_key),
            sort: self.sort_key.as_slice(),
            kind: IndexKind::Table,
            table: self,
        }
    }

    /// The key of the table itself, or of one of its indexes; `None` for an index that it does not have.
    pub fn key_schema(&self, index: Option<&str>) -> Option<KeySchema<'_>> {
        let Some(name) = index else { return Some(self.table_key()) };
        let local = self.local_indexes.iter().find(|index| index.name == name).map(|index| KeySchema {
            partition: std::slice::from_ref(&self.partition_key),
            sort: std::slice::from_ref(&index.sort_key),
            kind: IndexKind::Local(&index.projection),
            table: self,
        });
        local.or_else(|| {
            let index = self.global_indexes.iter().find(|index| index.name == name)?;
            Some(KeySchema {
                partition: &index.partition_keys,
                sort: &index.sort_keys,
                kind: IndexKind::Global(&index.projection),
                table: self,
            })
        })
    }

    /// The key attributes of all indexes, which constrain what may be written: an item may lack one, but
    /// a value of another type is refused.
    pub fn index_key_attributes(&self) -> impl Iterator<Item = &KeyAttribute> {
        let local = self.local_indexes.iter().map(|index| &index.sort_key);
        let global =
            self.global_indexes.iter().flat_map(|index| index.partition_keys.iter().chain(&index.sort_keys));
        local.chain(global)
    }
}

/// The key of a table or of an index.
#[derive(Debug, Clone, Copy)]
pub struct KeySchema<'s> {
    /// The attributes that decide the partition: one, or up to four for a global index.
    pub partition: &'s [KeyAttribute],
    /// The attributes that order a partition: at most one, or up to four for a global index.
    pub sort: &'s [KeyAttribute],
    /// What the key belongs to.
    pub kind: IndexKind<'s>,
    table: &'s TableSchema,
}

impl<'s> KeySchema<'s> {
    /// All attributes of the key, in their order.
    pub fn attributes(&self) -> impl Iterator<Item = &'s KeyAttribute> + use<'s> {
        self.partition.iter().chain(self.sort)
    }

    /// Whether an attribute is part of the key.
    pub fn contains(&self, name: &str) -> bool {
        self.attributes().any(|key| key.name == name)
    }

    /// The key that a read of it goes on after with the next item: the attributes of this key and of the table's.
    /// `None` if the item lacks one.
    pub fn start_key_of(&self, item: &Item) -> Option<Item> {
        let mut key = Item::with_capacity(self.attributes().count() + 2);
        for attribute in self.attributes().chain(self.table.key_attributes()) {
            key.insert(&*attribute.name, item.get(&attribute.name)?.clone());
        }
        Some(key)
    }

    /// Whether the table or index holds an attribute.
    pub fn holds(&self, name: &str) -> bool {
        match self.kind {
            IndexKind::Table => true,
            IndexKind::Local(projection) | IndexKind::Global(projection) => {
                projection.contains(name) || self.contains(name) || self.table.is_key(name)
            }
        }
    }
}

/// What a key belongs to, and what can be read there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexKind<'s> {
    /// The table itself.
    Table,
    /// A local secondary index.
    Local(&'s IndexProjection),
    /// A global secondary index.
    Global(&'s IndexProjection),
}
