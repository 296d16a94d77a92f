//! What a partial update must change beside what it was asked to: the composed keys of indexes.

use super::{IndexLayout, KeyField, Layout};
use crate::{
    InvalidRequest, Path, Rule, Value,
    expr::{Action, Comparator, Filter, Operand, SetValue, Source, Update, if_not_exists},
    path,
    typed::Made,
};
use std::borrow::Cow;

/// What is known of an attribute while an update is worked out.
#[derive(Debug, Clone, PartialEq)]
enum Known {
    /// It has this value already, and keeps it.
    Stays(Value),
    /// The update sets it to this value.
    Set(Value),
    /// The update sets it to this value where it has none.
    SetIfAbsent(Value),
    /// The update takes it away.
    Removed,
    /// The update works it out from the stored item.
    Computed,
}

/// The attributes whose values are known while an update is worked out.
#[derive(Debug)]
pub(crate) struct Upkeep<'l> {
    layout: &'l Layout,
    known: Vec<(String, Known)>,
    /// Whether any key is composed of attributes that may change.
    matters: bool,
}

impl<'l> Upkeep<'l> {
    /// Starts with the values that the primary key was composed of.
    pub(crate) fn new(layout: &'l Layout, parts_of_key: Vec<(String, Value)>) -> Self {
        let known = parts_of_key.into_iter().map(|(name, value)| (name, Known::Stays(value))).collect();
        Self { layout, known, matters: layout.composes_index_keys() }
    }

    /// Refuses changes of what the repository keeps, and takes note of the others.
    pub(crate) fn changes(&mut self, update: &Update) -> Made<()> {
        for action in &update.actions {
            let target = action.target();
            if self.layout.keeps(target.attribute()) {
                return Err(InvalidRequest::new(Rule::ManagedAttribute).at(target.clone()));
            }
            if self.matters {
                self.note(target.attribute(), known_after(action));
            }
        }
        Ok(())
    }

    /// Takes note of a value that the repository itself sets.
    pub(crate) fn sets(&mut self, attribute: &str, value: &Value) {
        self.note(attribute, Known::Set(value.clone()));
    }

    /// Takes note of a value that the repository lets the store work out.
    pub(crate) fn computes(&mut self, attribute: &str) {
        self.note(attribute, Known::Computed);
    }

    /// Takes note of a value that the repository itself sets where there is none.
    pub(crate) fn sets_if_absent(&mut self, attribute: &str, value: &Value) {
        self.note(attribute, Known::SetIfAbsent(value.clone()));
    }

    /// Takes note of the attributes that a condition says the value of.
    pub(crate) fn requires(&mut self, condition: &Filter) {
        if let Filter::And(terms) = condition {
            terms.iter().for_each(|term| self.requires(term));
        }
        let Filter::Compare { left, comparator: Comparator::Equal, right } = condition else { return };
        if let (Operand::Path(path), Operand::Value(value)) | (Operand::Value(value), Operand::Path(path)) =
            (left, right)
        {
            self.given(path, value);
        }
    }

    /// Takes note of a value that the attribute has, by the caller's word.
    pub(crate) fn given(&mut self, path: &Path, value: &Value) {
        if path.steps().is_empty() && self.known(path.attribute()).is_none() {
            self.note(path.attribute(), Known::Stays(value.clone()));
        }
    }

    fn note(&mut self, attribute: &str, known: Known) {
        if !self.matters {
            return;
        }
        self.known.retain(|(name, _)| name != attribute);
        self.known.push((attribute.to_owned(), known));
    }

    fn known(&self, attribute: &str) -> Option<&Known> {
        self.known.iter().find_map(|(name, known)| (name == attribute).then_some(known))
    }

    fn is_changed(&self, attribute: &str) -> bool {
        !matches!(self.known(attribute), None | Some(Known::Stays(_)))
    }

    /// The changes of composed index keys that follow. An item that may be created by the update also gets the
    /// keys that are made of its primary key alone.
    pub(crate) fn actions(&self, may_create: bool) -> Made<Vec<Action>> {
        let mut actions: Vec<Action> = Vec::new();
        for index in self.layout.indexes() {
            let has_changed = |field: &KeyField| attributes(index, field).any(|name| self.is_changed(name));
            for field in self.layout.composed_fields(index) {
                let is_new = may_create && attributes(index, field).all(|name| self.known(name).is_some());
                let is_done = |action: &Action| action.target().attribute() == field.attribute.name;
                if (has_changed(field) || is_new) && !actions.iter().any(is_done) {
                    actions.push(self.action(index, field)?);
                }
            }
        }
        Ok(actions)
    }

    fn action(&self, index: &IndexLayout, field: &KeyField) -> Made<Action> {
        if self.layout.has_variants() {
            return Err(InvalidRequest::new(Rule::VariantUpdate).because(format!("index `{}`", index.name())));
        }
        let target = path(field.attribute.name.clone());
        let mut removes = false;
        let mut missing = Vec::new();
        for name in attributes(index, field) {
            match self.known(name) {
                Some(Known::Computed) => {
                    let detail = format!("index `{}`", index.name());
                    return Err(InvalidRequest::new(Rule::IndexPartComputed)
                        .at(name.to_owned())
                        .because(detail));
                }
                Some(Known::Removed) => removes = true,
                Some(Known::Set(_) | Known::SetIfAbsent(_) | Known::Stays(_)) => {}
                None => missing.push(name),
            }
        }
        let is_member = |when: &super::Membership| match self.value(&when.attribute) {
            Some(value) => when.holds_for(Some(value)),
            None => true,
        };
        if removes || !index.membership().is_none_or(is_member) {
            return Ok(Action::Remove(target));
        }
        if !missing.is_empty() {
            return Err(lacks(index, &missing));
        }
        let value = field.value(&|name: &str| self.value(name))?;
        let Some(value) = value else { return Ok(Action::Remove(target)) };
        let is_set = attributes(index, field).any(|name| matches!(self.known(name), Some(Known::Set(_))));
        let is_kept =
            attributes(index, field).any(|name| matches!(self.known(name), Some(Known::SetIfAbsent(_))));
        let source = match (is_set, is_kept) {
            // The one part is new, the other may be as it was.
            (true, true) => return Err(lacks(index, &self.kept(index, field))),
            (false, true) => if_not_exists(target.clone(), value),
            (_, false) => Source::Value(value),
        };
        Ok(Action::Set(target, SetValue::Source(source)))
    }

    fn kept<'f>(&self, index: &'f IndexLayout, field: &'f KeyField) -> Vec<&'f str> {
        attributes(index, field)
            .filter(|name| matches!(self.known(name), Some(Known::SetIfAbsent(_))))
            .collect()
    }

    fn value(&self, attribute: &str) -> Option<&Value> {
        match self.known(attribute)? {
            Known::Stays(value) | Known::Set(value) | Known::SetIfAbsent(value) => Some(value),
            Known::Removed | Known::Computed => None,
        }
    }
}

impl Layout {
    /// Whether an attribute is written by the repository alone.
    fn keeps(&self, attribute: &str) -> bool {
        self.alternatives().any(|layout| layout.keeps_itself(attribute))
    }

    fn keeps_itself(&self, attribute: &str) -> bool {
        self.version_attribute() == Some(attribute)
            || (self.type_attribute == Some(attribute))
            || self.stamps().iter().any(|stamp| stamp.attribute == attribute)
            || self.primary_fields().any(|field| field.is_composed(attribute) || field.composes_of(attribute))
            || self.indexes().iter().any(|index| index.composed().any(|field| field.is_composed(attribute)))
    }
}

/// The attributes that decide a composed key of an index: its parts, and the one that membership hangs on.
fn attributes<'i>(index: &'i IndexLayout, field: &'i KeyField) -> impl Iterator<Item = &'i str> {
    field.parts().chain(index.membership().map(|when| when.attribute.as_ref()))
}

fn known_after(action: &Action) -> Known {
    match action {
        Action::Set(target, SetValue::Source(Source::Value(value))) if target.steps().is_empty() => {
            Known::Set(value.clone())
        }
        Action::Remove(target) if target.steps().is_empty() => Known::Removed,
        Action::Set(..) | Action::Remove(_) | Action::Add(..) | Action::Delete(..) => Known::Computed,
    }
}

fn lacks(index: &IndexLayout, parts: &[&str]) -> Box<InvalidRequest> {
    let parts: Vec<Cow<'_, str>> = parts.iter().map(|part| format!("`{part}`").into()).collect();
    let detail = format!("index `{}` lacks {}", index.name(), parts.join(", "));
    InvalidRequest::new(Rule::IndexPartUnknown).because(detail)
}
