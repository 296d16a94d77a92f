//! What a change of an item means for entities.

use super::{Change, ChangeKind};
use crate::{Entity, Error, Item, PrimaryKey, key_template::UNIQUE_MARK};

/// What happened to an entity.
///
/// A stream with new and old images gives the first three. Streams with other
/// [view types](super::ViewType) leave images out, and what is known then is less:
///
/// | view type            | insert                        | modify                                | remove                        |
/// |----------------------|-------------------------------|---------------------------------------|-------------------------------|
/// | `NEW_AND_OLD_IMAGES` | [`Created`](Self::Created)    | [`Changed`](Self::Changed)            | [`Deleted`](Self::Deleted)    |
/// | `NEW_IMAGE`          | [`Created`](Self::Created)    | [`ChangedTo`](Self::ChangedTo)        | [`Unseen`](Self::Unseen)      |
/// | `OLD_IMAGE`          | [`Unseen`](Self::Unseen)      | [`ChangedFrom`](Self::ChangedFrom)    | [`Deleted`](Self::Deleted)    |
/// | `KEYS_ONLY`          | [`Unseen`](Self::Unseen)      | [`Unseen`](Self::Unseen)              | [`Unseen`](Self::Unseen)      |
///
/// Where an item of another type was put over an entity, the entity is deleted; where the entity was put over such an
/// item, it is created. Only both images together tell that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntityChange<T> {
    /// It is new.
    Created(T),
    /// It was one, and is another.
    Changed {
        /// Before.
        old: T,
        /// After.
        new: T,
    },
    /// It is gone: this is the last that there was.
    Deleted(T),
    /// It was changed to this. What it was, the stream leaves out.
    ChangedTo(T),
    /// It was changed from this. What it is, the stream leaves out.
    ChangedFrom(T),
    /// The stream leaves out what would tell. The [key](Change::key) has the form of the entity's; another type of
    /// entity may have keys of the same form.
    Unseen(ChangeKind),
}

impl<T> EntityChange<T> {
    /// The entity before the change and after it, as far as they are known.
    pub fn into_images(self) -> (Option<T>, Option<T>) {
        match self {
            Self::Created(new) | Self::ChangedTo(new) => (None, Some(new)),
            Self::Changed { old, new } => (Some(old), Some(new)),
            Self::Deleted(old) | Self::ChangedFrom(old) => (Some(old), None),
            Self::Unseen(_) => (None, None),
        }
    }

    /// What became of the entity.
    pub const fn kind(&self) -> ChangeKind {
        match self {
            Self::Created(_) => ChangeKind::Insert,
            Self::Changed { .. } | Self::ChangedTo(_) | Self::ChangedFrom(_) => ChangeKind::Modify,
            Self::Deleted(_) => ChangeKind::Remove,
            Self::Unseen(kind) => *kind,
        }
    }
}

/// What a [`Change`] can be decoded to: an entity, an enum of entities, or an [`Item`] as it is.
#[diagnostic::on_unimplemented(
    message = "a change cannot be decoded to `{Self}`: it is no entity and no `Item`"
)]
pub trait Decode: Sized {
    /// Whether a change of that table and key can be one of this type.
    fn may_have(table: &str, key: &PrimaryKey) -> bool;

    /// Whether a key has the form of this type's keys.
    fn has_form_of(key: &PrimaryKey) -> bool;

    /// What an image holds; `None` if it is of another type.
    ///
    /// # Errors
    ///
    /// [`Error::Codec`] where it is of this type and cannot be read.
    fn from_image(image: &Item) -> Result<Option<Self>, Error>;
}

impl<T: Entity> Decode for T {
    fn may_have(table: &str, key: &PrimaryKey) -> bool {
        let is_internal = key.partition.1.as_str().is_some_and(|text| text.starts_with(UNIQUE_MARK));
        T::schema().name == table && !is_internal
    }

    fn has_form_of(key: &PrimaryKey) -> bool {
        T::layout().has_form_of(key)
    }

    fn from_image(image: &Item) -> Result<Option<Self>, Error> {
        T::layout().is_type_of(image).then(|| T::from_item(image)).transpose()
    }
}

impl Decode for Item {
    fn may_have(_table: &str, _key: &PrimaryKey) -> bool {
        true
    }

    fn has_form_of(_key: &PrimaryKey) -> bool {
        true
    }

    fn from_image(image: &Self) -> Result<Option<Self>, Error> {
        Ok(Some(image.clone()))
    }
}

/// One image of a change, for a type.
enum Image<T> {
    /// There is one, and the record does not have it.
    LeftOut,
    /// Of another type.
    Other,
    Is(T),
}

impl Change {
    /// What happened to an entity: `T` is an entity, an enum of entities, or an [`Item`] of any kind.
    ///
    /// `None` for a change of another table, of an item of another type, and of an item that the library keeps for itself
    /// beside the entities, such as those that hold [unique values](crate::layout::Unique). As an [`Item`] every change is
    /// seen.
    ///
    /// # Errors
    ///
    /// [`Error::Codec`] where an image is of the type and cannot be read. It names the entity and the attribute, and has
    /// the key.
    pub fn decode<T: Decode>(&self) -> Result<Option<EntityChange<T>>, Error> {
        if !T::may_have(&self.table, &self.key) {
            return Ok(None);
        }
        let decoded = match self.kind {
            ChangeKind::Insert => match self.image(self.new.as_ref())? {
                Image::Is(new) => Some(EntityChange::Created(new)),
                Image::Other => None,
                Image::LeftOut => self.unseen::<T>(),
            },
            ChangeKind::Remove => match self.image(self.old.as_ref())? {
                Image::Is(old) => Some(EntityChange::Deleted(old)),
                Image::Other => None,
                Image::LeftOut => self.unseen::<T>(),
            },
            ChangeKind::Modify => match (self.image(self.old.as_ref())?, self.image(self.new.as_ref())?) {
                (Image::Is(old), Image::Is(new)) => Some(EntityChange::Changed { old, new }),
                (Image::Is(old), Image::Other) => Some(EntityChange::Deleted(old)),
                (Image::Other, Image::Is(new)) => Some(EntityChange::Created(new)),
                (Image::LeftOut, Image::Is(new)) => Some(EntityChange::ChangedTo(new)),
                (Image::Is(old), Image::LeftOut) => Some(EntityChange::ChangedFrom(old)),
                (Image::LeftOut, Image::LeftOut) => self.unseen::<T>(),
                (Image::Other, Image::Other | Image::LeftOut) | (Image::LeftOut, Image::Other) => None,
            },
        };
        Ok(decoded)
    }

    fn image<T: Decode>(&self, image: Option<&Item>) -> Result<Image<T>, Error> {
        let Some(image) = image else { return Ok(Image::LeftOut) };
        let read = T::from_image(image).map_err(|error| error.with_key(Some(self.key.clone())))?;
        Ok(read.map_or(Image::Other, Image::Is))
    }

    fn unseen<T: Decode>(&self) -> Option<EntityChange<T>> {
        T::has_form_of(&self.key).then_some(EntityChange::Unseen(self.kind))
    }
}
