//! The part of keys that a repository supplies: a tenant, for example.

use crate::{
    Error, InvalidRequest, Item, PrimaryKey, Rule, Value,
    expr::{Action, Fallback, Filter, KeyCondition, SetValue, SortCondition, Source},
    layout::{KeyField, Layout},
    path,
};

/// A repository's scope, and the keys that have one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'r> {
    pub(super) layout: &'r Layout,
    pub(super) scope: Option<&'r str>,
}

impl Scope<'_> {
    /// Fills the scope into a primary key.
    pub(super) fn fill_key(&self, key: &mut PrimaryKey) -> Result<(), Error> {
        for (name, value) in std::iter::once(&mut key.partition).chain(&mut key.sort) {
            if let Some(field) = self.field(name) {
                self.fill(field, value)?;
            }
        }
        Ok(())
    }

    /// Fills the scope into the keys of an item.
    pub(super) fn fill_item(&self, layout: &Layout, item: &mut Item) -> Result<(), Error> {
        for field in layout.scoped_fields() {
            if item.contains(&field.attribute.name)
                && let Some(value) = item.attributes_mut().get_mut(&field.attribute.name)
            {
                self.fill(field, value)?;
            }
        }
        Ok(())
    }

    /// Fills the scope into a key condition.
    pub(super) fn fill_condition(&self, condition: &mut KeyCondition) -> Result<(), Error> {
        for (name, value) in &mut condition.partition {
            if let Some(field) = self.field(name) {
                self.fill(field, value)?;
            }
        }
        for (name, sort) in &mut condition.sort {
            let Some(field) = self.field(name) else { continue };
            match sort {
                SortCondition::Equal(value)
                | SortCondition::Less(value)
                | SortCondition::LessOrEqual(value)
                | SortCondition::Greater(value)
                | SortCondition::GreaterOrEqual(value)
                | SortCondition::BeginsWith(value) => self.fill(field, value)?,
                SortCondition::Between(low, high) => {
                    self.fill(field, low)?;
                    self.fill(field, high)?;
                }
            }
        }
        Ok(())
    }

    /// Fills the scope into the index keys that an update sets.
    pub(super) fn fill_actions(&self, actions: &mut [Action]) -> Result<(), Error> {
        for action in actions {
            let Action::Set(target, SetValue::Source(source)) = action else { continue };
            let Some(field) = self.field(target.attribute()) else { continue };
            match source {
                Source::Value(value) | Source::IfNotExists { fallback: Fallback::Value(value), .. } => {
                    self.fill(field, value)?;
                }
                Source::Path(_) | Source::IfNotExists { .. } => {}
            }
        }
        Ok(())
    }

    /// The filter of a scan that keeps to the scope: `None` where keys have none.
    pub(super) fn filter(&self) -> Result<Option<Filter>, Error> {
        let mut filter = None;
        let fields: Vec<_> = self.layout.primary_fields().filter(|field| field.has_scope()).collect();
        for field in &fields {
            filter = super::guard::both(filter, self.prefix(field)?);
        }
        if filter.is_none() && !fields.is_empty() {
            let fault = InvalidRequest::new(Rule::KeyScope);
            return Err(fault.because("the scope is not at the start of a key, so a scan cannot keep to it").into());
        }
        Ok(filter)
    }

    fn prefix(&self, field: &KeyField) -> Result<Option<Filter>, Error> {
        let Some(template) = &field.template else { return Ok(None) };
        let attribute = path(field.attribute.name.clone());
        let text = template.prefix(&[])?;
        let is_whole = template.parts().next().is_none();
        if text == template.with_scope(text.clone(), "-")? {
            // The scope comes after a part.
            return Ok(None);
        }
        let mut value = Value::String(text);
        self.fill(field, &mut value)?;
        Ok(Some(if is_whole { attribute.eq(value) } else { attribute.begins_with(value) }))
    }

    fn field(&self, name: &str) -> Option<&KeyField> {
        self.layout.scoped_fields().find(|field| field.attribute.name == name)
    }

    fn fill(&self, field: &KeyField, value: &mut Value) -> Result<(), Error> {
        let Some(scope) = self.scope else { return Err(InvalidRequest::new(Rule::KeyScope).into()) };
        if let (Some(template), Value::String(text)) = (&field.template, value) {
            *text = template.with_scope(std::mem::take(text), scope)?;
        }
        Ok(())
    }
}
