//! Writing.

use super::TableRepository;
use crate::{
    Error, InvalidRequest, Item, Key, Number, PrimaryKey, Rule, Value, attribute_type,
    expr::{Action, Fallback, Filter, SetValue, Source, Update, if_not_exists},
    layout::{Layout, StampOn, Upkeep},
    path,
    repository::{
        DeleteItem, Existence, PutItem, Returning, UpdateItem,
        guard::{Expected, Guard, both},
    },
    store::{self, ReturnConsumedCapacity, ReturnOld, ReturnValues},
};
use std::time::SystemTime;

impl<T: Send + Sync + 'static> TableRepository<T> {
    pub(super) async fn write_put(&self, request: PutItem<T>) -> Result<Option<T>, Error> {
        let PutItem { mut entity, existence, condition, returning } = request;
        let now = self.clock.now();
        self.mapping.fill(&mut entity, now);
        self.mapping.validate(&entity)?;
        let layout = self.mapping.layout_of(&entity);
        let mut item = self.mapping.to_item(&entity)?;
        stamp(layout, &mut item, existence, now)?;
        let (existence, expected) = count(layout, &mut item, existence)?;
        layout.complete(&mut item)?;
        self.scope().fill_item(layout, &mut item)?;
        let stored = if returning == Returning::New && layout.changes_on_write() {
            Some(self.mapping.from_item(&item)?)
        } else {
            None
        };
        let guard = Guard { version: layout.version_attribute(), ..self.guard() };
        let put = store::PutItem {
            table: self.table()?,
            item,
            condition: guard.condition_beside(existence, expected, condition, returning),
            return_values: if returning == Returning::Old { ReturnOld::AllOld } else { ReturnOld::None },
            return_on_condition_failure: ReturnOld::AllOld,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        let outcome = self.store.put_item(put).await;
        let outcome = outcome.map_err(|error| guard.refused(error, existence, expected))?;
        match returning {
            // What is stored is what was given, and what was filled in.
            Returning::New => Ok(Some(stored.unwrap_or(entity))),
            Returning::Old => outcome.attributes.map(|item| self.decoded(item)).transpose(),
            Returning::Nothing => Ok(None),
        }
    }

    pub(super) async fn write_update(&self, request: UpdateItem<T>) -> Result<Option<T>, Error> {
        let UpdateItem { key, update, given, existence, expecting, condition, returning } = request;
        let layout = self.layout();
        let needs_variant = existence == Existence::MayExist && layout.has_variants();
        if needs_variant || layout.has_managed_variants() {
            return Err(InvalidRequest::new(Rule::VariantUpdate).into());
        }
        let (update, given) = self.complete_update(&key, update, given, existence, condition.as_ref())?;
        let expected = expecting.map_or(Expected::Any, |version| Expected::Version(Number::from(version)));
        let condition = both(given, condition);
        let update = store::UpdateItem {
            table: self.table()?,
            key: self.filled(key)?,
            update,
            condition: self.guard().condition(existence, expected, condition),
            return_values: match returning {
                Returning::New => ReturnValues::AllNew,
                Returning::Old => ReturnValues::AllOld,
                Returning::Nothing => ReturnValues::None,
            },
            return_on_condition_failure: ReturnOld::AllOld,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        let outcome = self.store.update_item(update).await;
        let outcome = outcome.map_err(|error| self.guard().refused(error, existence, expected))?;
        if returning == Returning::New && outcome.attributes.is_none() {
            // Only taking away from nothing leaves nothing.
            return Err(Error::NotFound { entity: layout.name() });
        }
        outcome.attributes.map(|item| self.decoded(item)).transpose()
    }

    pub(super) async fn write_delete(&self, request: DeleteItem<T>) -> Result<Option<T>, Error> {
        let DeleteItem { key, expecting, condition, returning } = request;
        if expecting.is_some() && self.layout().version_attribute().is_none() {
            return Err(InvalidRequest::new(Rule::VariantUpdate).into());
        }
        let expected =
            expecting.map_or(Expected::Any, |version| Expected::VersionOrAbsent(Number::from(version)));
        let delete = store::DeleteItem {
            table: self.table()?,
            key: self.filled(key)?,
            condition: self.guard().condition_beside(Existence::MayExist, expected, condition, returning),
            return_values: if returning == Returning::Old { ReturnOld::AllOld } else { ReturnOld::None },
            return_on_condition_failure: ReturnOld::AllOld,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        let outcome = self.store.delete_item(delete).await;
        let outcome = outcome.map_err(|error| self.guard().refused(error, Existence::MayExist, expected))?;
        outcome.attributes.map(|item| self.decoded(item)).transpose()
    }

    /// The primary key with the scope. A key that was not composed for the entity could be that of another scope.
    pub(super) fn filled(&self, key: Key<T>) -> Result<PrimaryKey, Error> {
        let needs_scope = self.scope.is_some() && self.layout().scoped_fields().next().is_some();
        if needs_scope && !key.has_scope() {
            return Err(InvalidRequest::new(Rule::KeyScope).because("a key that names its own scope").into());
        }
        let mut key = key.into_unfilled()?;
        self.scope().fill_key(&mut key)?;
        Ok(key)
    }

    /// The update with what the repository adds to it: version, times, the type and fields of a new item, the keys
    /// of indexes. And the condition that what the caller gave is so.
    fn complete_update(
        &self,
        key: &Key<T>,
        mut update: Update,
        given: Vec<(crate::Path, Value)>,
        existence: Existence,
        condition: Option<&Filter>,
    ) -> Result<(Update, Option<Filter>), Error> {
        let layout = self.layout();
        check(layout, &update)?;
        let parts = layout.parts_of_key(key.as_unfilled()?);
        let mut upkeep = Upkeep::new(layout, parts.clone());
        upkeep.changes(&update)?;
        if let Some(condition) = condition {
            upkeep.requires(condition);
        }
        for (path, value) in &given {
            upkeep.given(path, value);
        }
        let may_create = existence == Existence::MayExist;
        let now = self.clock.now();
        for stamp in layout.stamps() {
            let time = (stamp.encode)(now);
            let time = time.map_err(|error| attribute_type::fault(layout.name(), stamp.attribute, &error))?;
            match stamp.on {
                StampOn::Write => {
                    upkeep.sets(stamp.attribute, &time);
                    update = update.set(stamp.attribute, time);
                }
                StampOn::Create if may_create => {
                    upkeep.sets_if_absent(stamp.attribute, &time);
                    update = update.set(stamp.attribute, if_not_exists(stamp.attribute, time));
                }
                StampOn::Create => {}
            }
        }
        if let Some(version) = layout.version_attribute() {
            upkeep.computes(version);
            update = update.add(version, 1);
        }
        if may_create {
            update = with_new_item(layout, update, parts)?;
        }
        let mut actions = upkeep.actions(may_create)?;
        self.scope().fill_actions(&mut actions)?;
        update.actions.extend(actions);
        let given = given.into_iter().map(|(path, value)| path.eq(value)).reduce(Filter::and);
        Ok((update, given))
    }
}

/// Checks the values that an update sets, as far as a field's own rules can be asked alone.
fn check(layout: &Layout, update: &Update) -> Result<(), Error> {
    for action in &update.actions {
        let Action::Set(target, SetValue::Source(source)) = action else { continue };
        let (Source::Value(value) | Source::IfNotExists { fallback: Fallback::Value(value), .. }) = source
        else {
            continue;
        };
        let of_target = |check: &&crate::layout::Check| {
            target.steps().is_empty() && check.attribute == target.attribute()
        };
        for check in layout.checks().iter().filter(of_target) {
            if let Some(problem) = (check.problem)(value) {
                return Err(Error::validation(layout.name(), Some(check.attribute), problem));
            }
        }
    }
    Ok(())
}

/// Adds what an item that may be new needs: its type, and the fields that its key is composed of.
fn with_new_item(layout: &Layout, mut update: Update, parts: Vec<(String, Value)>) -> Result<Update, Error> {
    let missing: Vec<_> = layout
        .required_attributes()
        .iter()
        .filter(|name| !parts.iter().any(|(part, _)| part == *name))
        .filter(|name| !update.actions.iter().any(|action| supplies(action, name)))
        .map(|name| format!("`{name}`"))
        .collect();
    if !missing.is_empty() {
        let fault = InvalidRequest::new(Rule::RequiredMissing);
        return Err(fault.because(format!("missing: {}", missing.join(", "))).into());
    }
    for (name, value) in parts {
        if !layout.schema().is_key(&name) {
            update = update.set(path(name), value);
        }
    }
    Ok(match layout.type_attribute_name() {
        Some(attribute) => update.set(attribute, layout.name()),
        None => update,
    })
}

/// Whether an item has an attribute after an action, whatever it was before.
fn supplies(action: &Action, attribute: &str) -> bool {
    let target = action.target();
    target.attribute() == attribute
        && target.steps().is_empty()
        && matches!(action, Action::Set(..) | Action::Add(..))
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
