//! What a verb asks of the item as it was: that it is there, or not, that it is of the repository's type, and that
//! it has the expected version.

use super::{Existence, Returning};
use crate::{
    Error, Item, Number, Value,
    expr::{Filter, Operand},
    layout::{Layout, UNIQUE_OWNER},
    path,
};

/// What must be true of the stored item.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guard<'r> {
    pub(crate) layout: &'r Layout,
    /// The attribute that holds the version: of the entity at hand, where types differ.
    pub(crate) version: Option<&'static str>,
    /// The time before which an item counts as absent, if expired items do.
    pub(crate) expired_before: Option<i64>,
}

/// What a write asks of the stored item's version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    /// Whatever it is.
    Any,
    /// This version.
    Version(Number),
    /// This version, or that there is no item.
    VersionOrAbsent(Number),
}

impl<'r> Guard<'r> {
    /// What is asked for a layout. Expired items count as absent if a time is given.
    pub(crate) const fn new(layout: &'r Layout, expired_before: Option<i64>) -> Self {
        Self { layout, version: layout.version_attribute(), expired_before }
    }

    /// What must be true of the stored item: its existence, its type, its version, and the caller's own condition.
    pub(crate) fn condition(
        &self,
        existence: Existence,
        expected: Expected,
        condition: Option<Filter>,
    ) -> Option<Filter> {
        let partition = || path(self.layout.schema().partition_key.name.clone());
        let is_there = existence == Existence::MustExist || matches!(expected, Expected::Version(_));
        let existence = if is_there { Existence::MustExist } else { existence };
        let own = match (existence, self.of_type()) {
            (Existence::MustNotExist, _) => Some(self.or_expired(partition().not_exists())),
            // What has the type is there.
            (Existence::MustExist, Some(of_type)) => Some(of_type),
            (Existence::MustExist, None) => Some(partition().exists()),
            (Existence::MayExist, Some(of_type)) => Some(partition().not_exists().or(of_type)),
            (Existence::MayExist, None) => None,
        };
        let version = match (expected, self.version) {
            (Expected::Version(version), Some(attribute)) => Some(path(attribute).eq(version)),
            (Expected::VersionOrAbsent(version), Some(attribute)) => {
                Some(path(attribute).eq(version).or(partition().not_exists()))
            }
            (Expected::Any, _) | (_, None) => None,
        };
        both(both(own, version), condition)
    }

    /// As [`condition`](Self::condition), for a write that acts on a key whatever is there. Without any other
    /// condition, and with nothing to return, it stays without one: a backend may then repeat it safely.
    pub(crate) fn condition_beside(
        &self,
        existence: Existence,
        expected: Expected,
        condition: Option<Filter>,
        returning: Returning,
    ) -> Option<Filter> {
        let is_plain = existence == Existence::MayExist
            && expected == Expected::Any
            && condition.is_none()
            && returning != Returning::Old;
        if is_plain { None } else { self.condition(existence, expected, condition) }
    }

    /// Only items of the type that are not expired, and those that the caller's own filter is true for.
    ///
    /// A filter cannot name a key of what is read, and an index that lacks the type attribute would hide
    /// everything: then the items are told apart when they are read, as far as they can be.
    pub(crate) fn filter(&self, index: Option<&str>, filter: Option<Filter>) -> Option<Filter> {
        let key = self.layout.schema().key_schema(index);
        let can_filter =
            |attribute: &str| key.is_none_or(|key| !key.contains(attribute) && key.holds(attribute));
        let of_type = self.layout.type_attribute_name().filter(|attribute| can_filter(attribute));
        let of_type = of_type.and_then(|_| self.of_type());
        let alive = self.expired_before.and_then(|now| {
            let attributes = self.layout.ttl_attributes().iter().filter(|attribute| can_filter(attribute));
            let alive =
                attributes.map(|attribute| path(*attribute).not_exists().or(path(*attribute).gt(now)));
            alive.reduce(Filter::and)
        });
        both(both(both(of_type, self.no_sentinels(index)), alive), filter)
    }

    /// Keeps the items that hold unique values out, where no type attribute does.
    fn no_sentinels(&self, index: Option<&str>) -> Option<Filter> {
        let key = self.layout.schema().key_schema(index);
        let is_held = key.is_some_and(|key| key.holds(UNIQUE_OWNER));
        (is_held && self.must_tell_sentinels(index)).then(|| path(UNIQUE_OWNER).not_exists())
    }

    /// Whether items that hold unique values are in the index, or in the table, and have no type attribute there that
    /// a filter could look at.
    pub(crate) fn must_tell_sentinels(&self, index: Option<&str>) -> bool {
        let key = self.layout.schema().key_schema(index);
        let tells = |attribute| key.is_some_and(|key| key.holds(attribute) && !key.contains(attribute));
        !self.layout.type_attribute_name().is_some_and(tells)
            && index.map_or_else(|| self.layout.has_uniques(), |index| self.layout.has_sentinels_in(index))
    }

    /// Whether the [filter](Self::filter) hides all that a read does not return, so that the store can count. It cannot
    /// look at a key of what is read.
    pub(crate) fn is_told_by_filter(&self, index: Option<&str>) -> bool {
        let of_time = self.layout.ttl_attributes().iter().filter(|_| self.expired_before.is_some());
        let mut looked_at = self.layout.type_attribute_name().into_iter().chain(of_time.copied());
        let key = self.layout.schema().key_schema(index);
        looked_at.all(|attribute| key.is_none_or(|key| !key.contains(attribute)))
            && (!self.must_tell_sentinels(index) || self.no_sentinels(index).is_some())
    }

    /// A condition that failed because of what the verb asks for is that error.
    pub(crate) fn refused(&self, error: Error, existence: Existence, expected: Expected) -> Error {
        let Error::ConditionFailed { current } = error else { return error };
        let entity = self.layout.name();
        let Some(current) = current else {
            return match (existence, expected) {
                (Existence::MustExist, _) => Error::NotFound { entity },
                (_, Expected::Version(_)) => Error::VersionConflict { entity, current: None },
                (Existence::MayExist | Existence::MustNotExist, _) => {
                    Error::ConditionFailed { current: None }
                }
            };
        };
        if existence == Existence::MustNotExist && !self.is_expired(&current) {
            return Error::AlreadyExists { entity };
        }
        if existence == Existence::MustNotExist {
            return Error::ConditionFailed { current: Some(current) };
        }
        if let Err(of_another_type) = self.check_type(&current) {
            return of_another_type;
        }
        match expected {
            Expected::Version(version) | Expected::VersionOrAbsent(version)
                if self.version_of(&current) != Some(version) =>
            {
                Error::VersionConflict { entity, current: Some(current) }
            }
            Expected::Any | Expected::Version(_) | Expected::VersionOrAbsent(_) => {
                Error::ConditionFailed { current: Some(current) }
            }
        }
    }

    /// Fails for an item that is not of the type.
    pub(crate) fn check_type(&self, item: &Item) -> Result<(), Error> {
        if self.layout.is_type_of(item) { Ok(()) } else { Err(self.layout.wrong_type(item)) }
    }

    /// Whether a read of an index, or of the table, returns an item: it is of the type, and not expired.
    pub(crate) fn is_shown(&self, index: Option<&str>, item: &Item) -> bool {
        self.may_be_of_type(index, item) && !self.is_expired(item) && !self.layout.is_sentinel(item)
    }

    /// Whether an item that was read from an index, or from the table, can be of the type: an index may not
    /// hold the attribute that says so.
    fn may_be_of_type(&self, index: Option<&str>, item: &Item) -> bool {
        if self.layout.is_type_of(item) {
            return true;
        }
        let schema = self.layout.schema();
        let is_held = |attribute: &str| schema.key_schema(index).is_some_and(|key| key.holds(attribute));
        let attribute = self.layout.type_attribute_name();
        let must_say = attribute.is_some_and(|attribute| is_held(attribute) || item.contains(attribute));
        !must_say
    }

    /// Whether an item counts as absent because its time is over.
    pub(crate) fn is_expired(&self, item: &Item) -> bool {
        let Some(now) = self.expired_before.map(Number::from) else { return false };
        let ends =
            self.layout.ttl_attributes().iter().filter_map(|attribute| item.get(attribute)?.as_number());
        ends.into_iter().any(|end| end <= now)
    }

    fn or_expired(&self, absent: Filter) -> Filter {
        let Some(now) = self.expired_before else { return absent };
        self.layout
            .ttl_attributes()
            .iter()
            .fold(absent, |absent, attribute| absent.or(path(*attribute).le(now)))
    }

    fn version_of(&self, item: &Item) -> Option<Number> {
        item.get(self.version?).and_then(Value::as_number)
    }

    fn of_type(&self) -> Option<Filter> {
        let attribute = self.layout.type_attribute_name()?;
        Some(match self.layout.types() {
            [name] => path(attribute).eq(*name),
            names => Operand::Path(path(attribute)).is_in(names.iter().copied()),
        })
    }
}

/// Two conditions that must both be true, if there are two.
pub(crate) fn both(first: Option<Filter>, second: Option<Filter>) -> Option<Filter> {
    match (first, second) {
        (Some(first), Some(second)) => Some(first.and(second)),
        (first, second) => first.or(second),
    }
}
