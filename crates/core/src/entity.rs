//! Entities: the types of a domain, and how they stand in a table.

mod key;

pub use key::Key;
pub(crate) use key::lacks_parts;

use crate::{Error, Filter, Item, Map, TableSchema, ValueError, field, layout::Layout};
use std::{fmt::Display, time::SystemTime};

/// A type of the domain that is stored as one item.
///
/// `#[derive(Entity)]` implements it, and makes typed [attributes](struct@crate::Attribute), a constructor of keys and one
/// for each index. Written by hand, it is this:
///
/// # Examples
///
/// ```
/// use std::sync::LazyLock;
/// use twintable::{AttributeType, KeyTemplate, PartFormat, layout::{KeyField, Layout}, prelude::*};
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
///     fn layout() -> &'static Layout {
///         static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
///             let template = KeyTemplate::new().literal("CUSTOMER#").part("id", PartFormat::String);
///             Layout::new(Customer::NAME, "shop", KeyField::composed("PK", template))
///         });
///         &LAYOUT
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
///         Ok(Self { id: Self::read(item, "id")?, credit: Self::read(item, "credit")? })
///     }
/// }
///
/// impl Customer {
///     const CREDIT: Attribute<Self, Number> = Attribute::new("credit");
///
///     fn key(id: &str) -> Key<Self> {
///         Key::from_parts([("id", id.to_owned().to_value())])
///     }
/// }
///
/// let customer = Customer { id: "1".to_owned(), credit: Number::from(250) };
/// assert_eq!(Customer::from_item(&customer.to_item()?)?, customer);
/// assert_eq!(Customer::key("1"), Key::new(PrimaryKey::new("PK", "CUSTOMER#1")));
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no entity",
    note = "derive it: `#[derive(Entity)] #[entity(table = \"..\", partition_key = \"..\")]`"
)]
pub trait Entity: Send + Sync + Sized + 'static {
    /// The entity's name, in errors and in the table.
    const NAME: &'static str;

    /// Whether keys have a scope, such as a tenant, that a repository supplies. A repository for such an entity
    /// is made with that scope.
    const HAS_SCOPE: bool = false;

    /// How the entity stands in its table.
    fn layout() -> &'static Layout;

    /// How this one stands in its table: an enum's is that of its variant.
    fn layout_of(&self) -> &'static Layout {
        Self::layout()
    }

    /// The table with the indexes that this entity uses. Several entities may share a table: see
    /// [`TableSchema::shared_by`].
    fn schema() -> &'static TableSchema {
        Self::layout().schema()
    }

    /// The key that the entity is stored under.
    fn primary_key(&self) -> Key<Self> {
        let item = match self.to_item() {
            Ok(item) => item,
            Err(error) => return Key::of(Err(crate::repository::fault_of(error))),
        };
        Key::of_entity(self.layout_of().key_of(&item))
    }

    /// The fields of the entity as an item. The type, the keys and what the repository manages are added to it.
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

    /// As [`from_item`](Self::from_item), for an item that is not needed afterwards: values may move out of it.
    ///
    /// # Errors
    ///
    /// As [`from_item`](Self::from_item).
    fn take_from(item: &mut Item) -> Result<Self, Error> {
        Self::from_item(item)
    }

    /// The version that the entity was read with, if it has versions.
    fn version(&self) -> Option<u64> {
        None
    }

    /// Fills in what is made when the entity is first written: identifiers that are not set yet.
    fn fill(&mut self, _now: SystemTime) {}

    /// Checks the entity's own rules. A repository asks before it writes.
    ///
    /// # Errors
    ///
    /// [`Error::ValidationFailed`].
    fn validate(&self) -> Result<(), Error> {
        Ok(())
    }

    /// An item with room for so many attributes and for what is added when it is written, or the error of a field that cannot be stored: for implementations
    /// of [`to_item`](Self::to_item).
    ///
    /// # Errors
    ///
    /// [`Error::Codec`] with what the function fails with.
    fn encode(size: usize, fields: impl FnOnce(&mut Map) -> Result<(), ValueError>) -> Result<Item, Error> {
        let mut attributes = Map::with_capacity(size + Self::layout().added_attributes());
        match fields(&mut attributes) {
            Ok(()) => Ok(Item::from(attributes)),
            Err(error) => Err(error.into_codec(Self::NAME)),
        }
    }

    /// An entity, or the error of a field that cannot be read: for implementations of
    /// [`from_item`](Self::from_item).
    ///
    /// # Errors
    ///
    /// [`Error::Codec`] with what the function fails with.
    fn decode(fields: impl FnOnce() -> Result<Self, ValueError>) -> Result<Self, Error> {
        fields().map_err(|error| error.into_codec(Self::NAME))
    }

    /// The error of a field that breaks a rule: for implementations of [`validate`](Self::validate).
    fn invalid(field: &str, problem: impl Display) -> Error {
        Error::validation(Self::NAME, Some(field), problem.to_string())
    }

    /// Reads an attribute of an item: for implementations of [`from_item`](Self::from_item).
    ///
    /// # Errors
    ///
    /// [`Error::Codec`] where it is missing or cannot be read.
    fn read<V: crate::AttributeType>(item: &Item, attribute: &'static str) -> Result<V, Error> {
        let read =
            field::read(&mut field::Borrowed::new(item.attributes()), &field::FieldName::new(attribute));
        read.map_err(|error| error.into_codec(Self::NAME))
    }

    /// Adds an attribute to an item, unless it is absent: for implementations of [`to_item`](Self::to_item).
    ///
    /// # Errors
    ///
    /// [`Error::Codec`] where it cannot be stored.
    fn write<V: crate::AttributeType>(
        item: &mut Item,
        attribute: &'static str,
        value: &V,
    ) -> Result<(), Error> {
        let written = field::write(item.attributes_mut(), &field::FieldName::new(attribute), value);
        written.map_err(|error| error.into_codec(Self::NAME))
    }
}

/// Entities that can be a `V`: an entity itself, and an enum of entities for each of its variants.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not `{V}`, and no enum that has it as a variant",
    label = "an expression of another entity"
)]
pub trait Includes<V>: Sized {
    /// A filter of the one as a filter of the other: true only for that variant.
    fn lift(filter: Filter<V>) -> Filter<Self>;
}

impl<T> Includes<T> for T {
    fn lift(filter: Filter<T>) -> Filter<T> {
        filter
    }
}

/// Entities with a version: `#[entity(version)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no version",
    note = "mark an integer field with `#[entity(version)]`"
)]
pub trait Versioned: Entity {}
