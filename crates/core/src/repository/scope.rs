//! The part of keys that a repository supplies: a tenant, for example.

use crate::{
    Error, InvalidRequest, Item, Key, PrimaryKey, Rule, Value,
    expr::{Action, Fallback, Filter, KeyCondition, SetValue, SortCondition, Source},
    key_template::{HOLE, UNIQUE_MARK},
    layout::{KeyField, Layout},
    path,
};

/// A repository's scope, and the keys that have one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope<'r> {
    pub(crate) layout: &'r Layout,
    pub(crate) scope: Option<&'r str>,
}

impl Scope<'_> {
    /// The primary key with the scope. A key that was not composed for the entity could be that of another scope.
    pub(crate) fn filled<T>(&self, key: Key<T>) -> Result<PrimaryKey, Error> {
        let has_scope = key.has_scope();
        self.filled_key(key.into_unfilled()?, has_scope)
    }

    pub(crate) fn filled_key(&self, mut key: PrimaryKey, has_scope: bool) -> Result<PrimaryKey, Error> {
        let needs_scope = self.scope.is_some() && self.layout.is_scoped();
        if needs_scope && !has_scope {
            return Err(InvalidRequest::new(Rule::KeyScope).because("a key that names its own scope").into());
        }
        self.check_partition(&key.partition.0, &key.partition.1)?;
        self.fill_key(&mut key)?;
        Ok(key)
    }

    /// Refuses the keys of items that hold unique values: an entity has no such key.
    pub(super) fn check_partition(&self, name: &str, value: &Value) -> Result<(), Error> {
        if !self.layout.is_of_items() && value.as_str().is_some_and(|text| text.starts_with(UNIQUE_MARK)) {
            return Err(InvalidRequest::new(Rule::KeyPartReserved).at(name.to_owned()).into());
        }
        Ok(())
    }

    /// Fills the scope into a primary key.
    pub(crate) fn fill_key(&self, key: &mut PrimaryKey) -> Result<(), Error> {
        for (name, value) in std::iter::once(&mut key.partition).chain(&mut key.sort) {
            if let Some(field) = self.field(name) {
                self.fill(field, value)?;
            }
        }
        Ok(())
    }

    /// Fills the scope into the keys of an item.
    pub(crate) fn fill_item(&self, layout: &Layout, item: &mut Item) -> Result<(), Error> {
        for field in layout.scoped_fields() {
            if item.contains(&field.attribute.name)
                && let Some(value) = item.attributes_mut().get_mut(&field.attribute.name)
            {
                self.fill(field, value)?;
            }
        }
        Ok(())
    }

    /// Fills the scope into the key condition of a query, and returns the filter that keeps the query to the scope
    /// where the condition does not.
    pub(crate) fn fill_query(
        &self,
        index: Option<&str>,
        condition: &mut KeyCondition,
    ) -> Result<Option<Filter>, Error> {
        let is_kept = !self.layout.is_scoped() || self.is_scoped(condition);
        let filter = match index {
            _ if is_kept => None,
            None => {
                self.keep_to_scope(condition)?;
                None
            }
            Some(_) => self.filter_of_index(index)?,
        };
        self.fill_condition(condition)?;
        Ok(filter)
    }

    /// Whether a key condition says the scope itself: in a value of a key that has one.
    fn is_scoped(&self, condition: &KeyCondition) -> bool {
        let has_hole = |value: &Value| value.as_str().is_some_and(|text| text.contains(HOLE));
        let has_scope = |name: &str| self.field(name).is_some();
        condition.partition.iter().any(|(name, value)| has_scope(name) && has_hole(value))
            || condition.sort.iter().any(|(name, sort)| has_scope(name) && sort.values().all(has_hole))
    }

    /// A whole partition of the table, whose sort key has the scope, becomes that of the scope.
    fn keep_to_scope(&self, condition: &mut KeyCondition) -> Result<(), Error> {
        let sort = self.layout.schema().sort_key.as_ref().map(|sort| &sort.name);
        let prefixes = self.layout.alternatives().map(|layout| prefix_of(layout, sort?)).collect::<Vec<_>>();
        match (sort, prefixes.as_slice()) {
            (Some(name), [Some(first), rest @ ..])
                if condition.sort.is_empty() && rest.iter().all(|other| other.as_ref() == Some(first)) =>
            {
                let value = Value::String(first.text.clone());
                let sort = if first.is_whole {
                    SortCondition::Equal(value)
                } else {
                    SortCondition::BeginsWith(value)
                };
                condition.sort.push((name.clone(), sort));
                Ok(())
            }
            _ => Err(refused("a range of the sort key reaches over its scope")),
        }
    }

    /// The filter of an index whose key does not keep a query to the scope.
    fn filter_of_index(&self, index: Option<&str>) -> Result<Option<Filter>, Error> {
        let schema = self.layout.schema();
        let key = schema.key_schema(index);
        let is_key = |attribute: &str| key.is_some_and(|key| key.contains(attribute));
        if self.layout.primary_fields().any(|field| is_key(&field.attribute.name)) {
            return Err(refused(
                "the index has a key of the table, so a query of it cannot keep to the scope",
            ));
        }
        self.filter()
    }

    fn fill_condition(&self, condition: &mut KeyCondition) -> Result<(), Error> {
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
    pub(crate) fn fill_actions(&self, actions: &mut [Action]) -> Result<(), Error> {
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
    pub(crate) fn filter(&self) -> Result<Option<Filter>, Error> {
        if !self.layout.is_scoped() {
            return Ok(None);
        }
        let mut filters: Vec<Filter> = Vec::new();
        for layout in self.layout.alternatives() {
            let filter = self.filter_of(layout)?;
            if !filters.contains(&filter) {
                filters.push(filter);
            }
        }
        Ok(filters.into_iter().reduce(Filter::or))
    }

    fn filter_of(&self, layout: &Layout) -> Result<Filter, Error> {
        if !layout.primary_fields().any(KeyField::has_scope) {
            let of_type = layout.type_attribute_name().map(|attribute| path(attribute).eq(layout.name()));
            return of_type.ok_or_else(|| refused("the key of the table has no scope"));
        }
        let mut filter = None;
        for field in layout.primary_fields() {
            if let Some(Prefix { text, is_whole }) = prefix_of(layout, &field.attribute.name) {
                let mut value = Value::String(text);
                self.fill(field, &mut value)?;
                let attribute = path(field.attribute.name.clone());
                let own = if is_whole { attribute.eq(value) } else { attribute.begins_with(value) };
                filter = super::guard::both(filter, Some(own));
            }
        }
        filter.ok_or_else(|| refused("the scope is not at the start of a key, so a scan cannot keep to it"))
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

/// The text that a key begins with, up to its scope.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Prefix {
    text: String,
    is_whole: bool,
}

/// The text that all keys of a layout begin with, up to the scope and the separator after it; `None` where the scope
/// comes after a part, or there is none.
fn prefix_of(layout: &Layout, attribute: &str) -> Option<Prefix> {
    let field = layout.primary_fields().find(|field| field.attribute.name == attribute)?;
    let text = field.template.as_ref()?.prefix(&[]).ok()?;
    let end = text.find(HOLE)? + HOLE.len_utf8();
    let separator = text.get(end..)?.chars().next().map_or(0, char::len_utf8);
    let is_whole = separator == 0;
    Some(Prefix { text: text.get(..end + separator)?.to_owned(), is_whole })
}

fn refused(why: &str) -> Error {
    InvalidRequest::new(Rule::KeyScope).because(why).into()
}
