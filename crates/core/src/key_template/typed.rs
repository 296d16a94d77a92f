//! Parts whose format follows from the type of a field.

use super::KeyTemplate;
use crate::{
    AttributeType,
    kind::{FixedWidth, Integer, KeyPartKind},
};
use std::borrow::Cow;

impl KeyTemplate {
    /// Adds a field of type `V` as a part. The separator, or the end of the key, comes after it.
    pub fn field<V: AttributeType<Kind: KeyPartKind>>(self, attribute: impl Into<Cow<'static, str>>) -> Self {
        self.part(attribute, <V::Kind as KeyPartKind>::FORMAT)
    }

    /// Adds a field of type `V` as a part that anything may follow, since all its values have one length.
    pub fn fixed_field<V: AttributeType<Kind: KeyPartKind + FixedWidth>>(
        self,
        attribute: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.field::<V>(attribute)
    }

    /// Adds an integer as a part with so many digits.
    pub fn field_of_digits<V: AttributeType<Kind: KeyPartKind + Integer>>(
        self,
        attribute: impl Into<Cow<'static, str>>,
        digits: u8,
    ) -> Self {
        self.part(attribute, <V::Kind as KeyPartKind>::FORMAT.with_digits(digits))
    }
}
