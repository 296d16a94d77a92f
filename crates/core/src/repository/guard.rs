//! What a repository asks of a stored item beside what its caller asks: that it is there or not, and that it is
//! of the repository's type.

use super::{Existence, Returning};
use crate::{Error, Item, TableSchema, Value, expr::Filter, path};

/// A repository's type, and how its items are told apart from others in the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guard<'r> {
    pub(super) name: &'static str,
    pub(super) schema: &'r TableSchema,
    pub(super) type_tag: Option<(&'static str, &'static str)>,
}

impl Guard<'_> {
    /// What must be true of the stored item: its existence, its type, and the caller's own condition.
    pub(super) fn condition(&self, existence: Existence, condition: Option<Filter>) -> Option<Filter> {
        let partition = path(self.schema.partition_key.name.clone());
        let own = match (existence, self.of_type()) {
            (Existence::MustNotExist, _) => Some(partition.not_exists()),
            // What has the type is there.
            (Existence::MustExist, Some(of_type)) => Some(of_type),
            (Existence::MustExist, None) => Some(partition.exists()),
            (Existence::MayExist, Some(of_type)) => Some(partition.not_exists().or(of_type)),
            (Existence::MayExist, None) => None,
        };
        both(own, condition)
    }

    /// As [`condition`](Self::condition), for a write that acts on a key whatever is there. Without any other
    /// condition, and with nothing to return, it stays without one: a backend may then repeat it safely.
    pub(super) fn condition_beside(
        &self,
        existence: Existence,
        condition: Option<Filter>,
        returning: Returning,
    ) -> Option<Filter> {
        let is_plain = existence == Existence::MayExist && condition.is_none() && returning != Returning::Old;
        if is_plain { None } else { self.condition(existence, condition) }
    }

    /// Only items of the type, and those that the caller's own filter is true for.
    ///
    /// A filter cannot name a key of what is read, and an index that lacks the type attribute would hide
    /// everything: then the items are told apart when they are read, as far as they can be.
    pub(super) fn filter(&self, index: Option<&str>, filter: Option<Filter>) -> Option<Filter> {
        let can_filter = |attribute: &str| match self.schema.key_schema(index) {
            Some(key) => !key.contains(attribute) && key.holds(attribute),
            None => true,
        };
        let of_type = self.type_tag.filter(|(attribute, _)| can_filter(attribute));
        both(of_type.map(|(attribute, name)| path(attribute).eq(name)), filter)
    }

    /// A condition that failed because of what the verb asks for is that error.
    pub(super) fn refused(&self, error: Error, existence: Existence) -> Error {
        let Error::ConditionFailed { current } = error else { return error };
        let entity = self.name;
        match (existence, current) {
            (Existence::MustExist, None) => Error::NotFound { entity },
            (Existence::MustNotExist, Some(_)) => Error::AlreadyExists { entity },
            (Existence::MustExist | Existence::MayExist, Some(current)) => match self.check_type(&current) {
                Ok(()) => Error::ConditionFailed { current: Some(current) },
                Err(of_another_type) => of_another_type,
            },
            (Existence::MayExist | Existence::MustNotExist, None) => Error::ConditionFailed { current: None },
        }
    }

    /// Fails for an item that is not of the type.
    pub(super) fn check_type(&self, item: &Item) -> Result<(), Error> {
        match self.type_tag {
            Some((attribute, name)) if item.get(attribute).and_then(Value::as_str) != Some(name) => {
                Err(Error::WrongType { entity: self.name })
            }
            _ => Ok(()),
        }
    }

    /// Whether an item that was read from an index, or from the table, can be of the type: an index may not
    /// hold the attribute that says so.
    pub(super) fn may_be_of_type(&self, index: Option<&str>, item: &Item) -> bool {
        let is_held = |attribute: &str| self.schema.key_schema(index).is_some_and(|key| key.holds(attribute));
        let must_say =
            self.type_tag.is_some_and(|(attribute, _)| is_held(attribute) || item.contains(attribute));
        !must_say || self.check_type(item).is_ok()
    }

    fn of_type(&self) -> Option<Filter> {
        self.type_tag.map(|(attribute, name)| path(attribute).eq(name))
    }
}

/// Two conditions that must both be true, if there are two.
pub(super) fn both(first: Option<Filter>, second: Option<Filter>) -> Option<Filter> {
    match (first, second) {
        (Some(first), Some(second)) => Some(first.and(second)),
        (first, second) => first.or(second),
    }
}
