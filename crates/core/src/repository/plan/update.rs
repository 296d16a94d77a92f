//! Partial updates.

use super::{Given, Planner, Refusal, UpdatePlan};
use crate::{
    Error, InvalidRequest, Number, PrimaryKey, Rule, Value, attribute_type,
    expr::{Action, Fallback, Filter, SetValue, Source, Update, if_not_exists},
    layout::{Layout, StampOn, Upkeep},
    path,
    repository::{
        Existence,
        guard::{Expected, both},
    },
};

/// What is asked of an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Changes {
    pub(crate) update: Update,
    pub(crate) given: Given,
    pub(crate) existence: Existence,
    pub(crate) expecting: Option<u64>,
    pub(crate) condition: Option<Filter>,
}

impl<'p> Planner<'p, '_> {
    /// The update with what the repository adds to it: version, times, the type and fields of a new item, the keys
    /// of indexes. Its condition says too that what the caller gave is so. The key is not filled yet.
    pub(crate) fn update(
        &self,
        key: PrimaryKey,
        has_scope: bool,
        changes: Changes,
    ) -> Result<UpdatePlan<'p>, Error> {
        let Changes { mut update, given, existence, expecting, condition } = changes;
        let layout = self.layout;
        let may_create = existence == Existence::MayExist;
        if (may_create && layout.has_variants()) || layout.has_managed_variants() {
            return Err(InvalidRequest::new(Rule::VariantUpdate).into());
        }
        check(layout, &update)?;
        let composes = layout.composes_index_keys();
        let parts = if composes || may_create { layout.parts_of_key(&key) } else { Vec::new() };
        let mut upkeep = Upkeep::new(layout, if composes { parts.clone() } else { Vec::new() });
        upkeep.changes(&update)?;
        if let Some(condition) = &condition {
            upkeep.requires(condition);
        }
        for (path, value) in &given {
            upkeep.given(path, value);
        }
        update = self.with_times(update, &mut upkeep, may_create)?;
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
        let expected = expecting.map_or(Expected::Any, |version| Expected::Version(Number::from(version)));
        let guard = self.guard();
        let condition = guard.condition(existence, expected, both(given, condition));
        let key = self.scope().filled_key(key, has_scope)?;
        Ok(UpdatePlan { key, update, condition, refusal: Refusal { guard, existence, expected } })
    }

    fn with_times(
        &self,
        mut update: Update,
        upkeep: &mut Upkeep<'_>,
        may_create: bool,
    ) -> Result<Update, Error> {
        for stamp in self.layout.stamps() {
            let time = (stamp.encode)(self.now);
            let time =
                time.map_err(|error| attribute_type::fault(self.layout.name(), stamp.attribute, &error))?;
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
        Ok(update)
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
