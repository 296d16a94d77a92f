//! Entities: the types of a domain, and how they stand in a table.

use crate::{Error, Item, PrimaryKey, TableSchema};
use std::{fmt, hash, marker::PhantomData};

/// A type of the domain that is stored as one item.
///
/// # Examples
///
/// ```
/// use std::sync::LazyLock;
/// use twintable::prelude::*;
///
/// #[derive(Debug, Clone, PartialEq)]
/// struct Customer {
///     id: String,
///     credit: Number,
/// }
///
/// impl Entity for Customer {
///     const NAME: &'static str = "customer";
///
///     fn schema() -> &'static TableSchema {
///         static SHOP: LazyLock<TableSchema> =
///             LazyLock::new(|| TableSchema::new("shop", KeyAttribute::string("PK")));
///         &SHOP
///     }
///
///     fn primary_key(&self) -> Key<Self> {
///         Customer::key(&self.id)
///     }
///
///     fn to_item(&self) -> Result<Item, Error> {
///         Ok(item! { "id" => &self.id, "credit" => self.credit })
///     }
///
///     fn from_item(item: &Item) -> Result<Self, Error> {
///         let id = item.get("id").and_then(Value::as_str).ok_or_else(|| Self::lacks("id"))?;
///         let credit = item.get("credit").and_then(Value::as_number).ok_or_else(|| Self::lacks("credit"))?;
///         Ok(Self { id: id.to_owned(), credit })
///     }
/// }
///
/// impl Customer {
///     fn key(id: &str) -> Key<Self> {
///         Key::new(PrimaryKey::new("PK", format!("CUSTOMER#{id}")))
///     }
/// }
///
/// let customer = Customer { id: "1".to_owned(), credit: Number::from(250) };
/// assert_eq!(Customer::from_item(&customer.to_item()?)?, customer);
/// # Ok::<(), Error>(())
/// ```
pub trait Entity: Send + Sync + Sized + 'static {
    /// The entity's name, in errors and in the table.
    const NAME: &'static str;

    /// The attribute that tells the entities of one table apart: it holds [`NAME`](Self::NAME). It is written
    /// with every item, and an item that does not have it so is of another type: queries and scans leave it
    /// out, and a read or update of it fails. Only an index that does not hold the attribute cannot tell.
    /// `None` for a table that holds one type of entity.
    const TYPE_ATTRIBUTE: Option<&'static str> = Some("entity_type");

    /// The table that the entity is stored in. Several entities may name one table; each may know only those
    /// indexes that it uses.
    fn schema() -> &'static TableSchema;

    /// The key that the entity is stored under.
    fn primary_key(&self) -> Key<Self>;

    /// The entity as an item, with the key attributes of the indexes that it is in. Those of
    /// [`primary_key`](Self::primary_key) are added to it.
    ///
    /// # Errors
    ///
    /// [`Error::Codec`] where a value cannot be stored.
    fn to_item(&self) -> Result<Item, Error>;

    /// The entity that an item holds.
    ///
    /// # Errors
    ///
    /// [`Error::Codec`], with the attribute that is missing or cannot be read.
    fn from_item(item: &Item) -> Result<Self, Error>;

    /// The error for an item that lacks an attribute of the entity, or has it with another type.
    fn lacks(attribute: &str) -> Error {
        Error::codec(Self::NAME, attribute, "missing, or of another type")
    }
}

/// The primary key of an entity: a [`PrimaryKey`] that knows what it is the key of.
pub struct Key<T>(PrimaryKey, PhantomData<fn() -> T>);

impl<T> Key<T> {
    /// Takes a primary key for the key of a `T`.
    pub const fn new(key: PrimaryKey) -> Self {
        Self(key, PhantomData)
    }

    /// The primary key.
    pub const fn as_primary_key(&self) -> &PrimaryKey {
        &self.0
    }

    /// The primary key, taken out.
    pub fn into_primary_key(self) -> PrimaryKey {
        self.0
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        Self::new(self.0.clone())
    }
}

impl<T> PartialEq for Key<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Key<T> {}

impl<T> hash::Hash for Key<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Key").field(&self.0).finish()
    }
}
