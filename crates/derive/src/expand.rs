//! The code that a derive writes: what a person could have written by hand.

mod attribute;
mod codec;
mod entity;
mod index;
mod layout;
mod projection;
mod variants;

pub(crate) use attribute::attribute;
pub(crate) use entity::entity;
pub(crate) use index::constructor_names;
pub(crate) use layout::composed_attributes;
pub(crate) use projection::projection;
pub(crate) use variants::variants;
