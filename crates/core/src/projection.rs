//! Typed projections: structs that have some of an entity's attributes.

use crate::{Attribute, AttributeType, Codec, Coded, Error, Item, attribute_type, expr};

/// A struct with some attributes of an entity, for reads that return no more than those.
///
/// `#[derive(Projection)] #[entity(of = Customer)]` implements it, and checks that each field's type is that of the
/// entity's attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no projection",
    note = "derive it: `#[derive(Projection)] #[entity(of = Customer)]`"
)]
pub trait Projection: Sized + 'static {
    /// The entity.
    type Entity;

    /// What is read.
    fn projection() -> expr::Projection;

    /// The struct that an item holds.
    ///
    /// # Errors
    ///
    /// [`Error::Codec`] where an attribute is missing or cannot be read.
    fn from_item(item: &Item) -> Result<Self, Error>;
}

/// Fields that can hold an attribute of type `V`: a `V`, or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` cannot hold an attribute of type `{V}`",
    label = "the entity has this attribute with another type"
)]
pub trait ProjectedField<V>: Sized {
    #[doc(hidden)]
    fn project(entity: &'static str, item: &Item, attribute: &str) -> Result<Self, Error>;
}

impl<V: AttributeType> ProjectedField<V> for V {
    fn project(entity: &'static str, item: &Item, attribute: &str) -> Result<Self, Error> {
        attribute_type::read(entity, item, attribute)
    }
}

impl<V: AttributeType> ProjectedField<V> for Option<V> {
    fn project(entity: &'static str, item: &Item, attribute: &str) -> Result<Self, Error> {
        attribute_type::read(entity, item, attribute)
    }
}

impl<V, C: Codec<V>> ProjectedField<Coded<V, C>> for V {
    fn project(entity: &'static str, item: &Item, attribute: &str) -> Result<Self, Error> {
        attribute_type::read::<Coded<V, C>>(entity, item, attribute).map(Coded::into_inner)
    }
}

impl<V, C: Codec<V>> ProjectedField<Coded<V, C>> for Option<V> {
    fn project(entity: &'static str, item: &Item, attribute: &str) -> Result<Self, Error> {
        let read: Option<Coded<V, C>> = attribute_type::read(entity, item, attribute)?;
        Ok(read.map(Coded::into_inner))
    }
}

/// Reads a field from the attribute that it stands for: for implementations of [`Projection::from_item`].
///
/// # Errors
///
/// [`Error::Codec`] where the attribute is missing or cannot be read.
pub fn project<F: ProjectedField<V>, E: crate::Entity, V, M>(
    attribute: &Attribute<E, V, M>,
    item: &Item,
) -> Result<F, Error> {
    F::project(E::NAME, item, attribute.as_path().attribute())
}
