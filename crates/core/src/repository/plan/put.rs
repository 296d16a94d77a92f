//! Whole items.

use super::{Planner, PutPlan, Refusal};
use crate::{
    Error, Item, Number, Value, attribute_type,
    expr::Filter,
    layout::{Layout, StampOn},
    repository::{
        Existence, Returning,
        guard::{Expected, Guard},
    },
};
use std::time::SystemTime;

impl<'p> Planner<'p, '_> {
    /// The item with an entity's fields, complete, and the condition that it is written under. `own` is the layout
    /// of the entity itself: of an enum, that of its variant.
    pub(crate) fn put(
        &self,
        own: &'p Layout,
        mut item: Item,
        existence: Existence,
        condition: Option<Filter>,
        returning: Returning,
    ) -> Result<PutPlan<'p>, Error> {
        stamp(own, &mut item, existence, self.now)?;
        let (existence, expected) = count(own, &mut item, existence)?;
        own.complete(&mut item)?;
        let partition = &self.layout.schema().partition_key.name;
        item.get(partition).map_or(Ok(()), |value| self.scope().check_partition(partition, value))?;
        self.scope().fill_item(own, &mut item)?;
        let guard = Guard { version: own.version_attribute(), ..self.guard() };
        let condition = guard.condition_beside(existence, expected, condition, returning);
        Ok(PutPlan { item, condition, refusal: Refusal { guard, existence, expected } })
    }
}

/// Writes the times of a whole item.
fn stamp(layout: &Layout, item: &mut Item, existence: Existence, now: SystemTime) -> Result<(), Error> {
    for stamp in layout.stamps() {
        let is_due = match stamp.on {
            StampOn::Write => true,
            StampOn::Create => existence == Existence::MustNotExist || !item.contains(stamp.attribute),
        };
        if is_due {
            let time = (stamp.encode)(now);
            let time = time.map_err(|error| attribute_type::fault(layout.name(), stamp.attribute, &error))?;
            item.insert(stamp.attribute, time);
        }
    }
    Ok(())
}

/// Counts the version of a whole item up, and says what the stored version must be: none for the first, else the
/// one that the entity was read with.
fn count(layout: &Layout, item: &mut Item, existence: Existence) -> Result<(Existence, Expected), Error> {
    let Some(attribute) = layout.version_attribute() else { return Ok((existence, Expected::Any)) };
    let version = item.get(attribute).and_then(Value::as_number).unwrap_or_default();
    let next = version.checked_add(Number::from(1));
    let next = next.map_err(|error| Error::codec(layout.name(), attribute, error.to_string()))?;
    item.insert(attribute, next);
    Ok(match existence {
        Existence::MustNotExist => (existence, Expected::Any),
        Existence::MayExist | Existence::MustExist if version.is_zero() => {
            (Existence::MustNotExist, Expected::Any)
        }
        Existence::MayExist | Existence::MustExist => (existence, Expected::Version(version)),
    })
}
