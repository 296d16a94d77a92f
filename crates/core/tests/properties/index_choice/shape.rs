//! Entities of any shape, and how their items are stored.

use twintable::{
    Item, KeyTemplate, KeyType, Value,
    expr::{KeyCondition, SortCondition},
    layout::{IndexLayout, KeyField, Layout},
};

/// What a layout is made of.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    pub(crate) partition: KeyField,
    pub(crate) sort: Option<KeyField>,
    pub(crate) indexes: Vec<IndexLayout>,
    pub(crate) required: Vec<&'static str>,
}

impl Shape {
    pub(crate) fn layout(&self, name: &'static str) -> Layout {
        let layout =
            Layout::new(name, "table", self.partition.clone()).required(self.required.iter().copied());
        let layout = match &self.sort {
            Some(sort) => layout.sort_key(sort.clone()),
            None => layout,
        };
        self.indexes.iter().cloned().fold(layout, Layout::index)
    }

    /// The key fields of the table, or of an index: partition and sort.
    pub(crate) fn places(&self) -> Vec<(Vec<&KeyField>, Vec<&KeyField>)> {
        let table = (vec![&self.partition], self.sort.iter().collect());
        let indexes = self.indexes.iter().map(|index| {
            let own: Vec<_> = index.partition().iter().collect();
            (if index.is_local() { vec![&self.partition] } else { own }, index.sort().iter().collect())
        });
        std::iter::once(table).chain(indexes).collect()
    }

    /// Whether any key has the scope.
    pub(crate) fn is_scoped(&self) -> bool {
        self.places().into_iter().flat_map(|(partition, sort)| [partition, sort]).flatten().any(has_scope)
    }

    /// The item as it is stored in a scope; `None` if the repository or the service refuses it.
    pub(crate) fn stored(&self, fields: &Item, name: &str, scope: &str) -> Option<Item> {
        let mut item = fields.clone();
        let value_of = |field: &KeyField, fields: &Item| value_of(field, fields, scope);
        item.insert("entity_type", name);
        let is_required = |name: &&str| item.get(name).is_some_and(|value| *value != Value::Null);
        if !self.required.iter().all(is_required) {
            return None;
        }
        for field in std::iter::once(&self.partition).chain(&self.sort) {
            let value = value_of(field, fields).ok()??;
            item.insert(field.attribute.name.as_ref(), value);
        }
        for index in &self.indexes {
            let is_member = index.membership().is_none_or(|when| when.holds_for(fields.get(&when.attribute)));
            for field in index.partition().iter().chain(index.sort()) {
                let value = value_of(field, fields).ok()?;
                if let Some(value) = value.filter(|_| is_member || field.template.is_none()) {
                    item.insert(field.attribute.name.as_ref(), value);
                }
            }
        }
        Some(item)
    }
}

fn has_scope(field: &KeyField) -> bool {
    field.template.as_ref().is_some_and(KeyTemplate::has_scope)
}

/// The key condition that is sent in a scope.
pub(crate) fn filled(condition: &KeyCondition, fields: &[&KeyField], scope: &str) -> KeyCondition {
    let fill = |name: &str, value: &mut Value| {
        let field = fields.iter().find(|field| field.attribute.name == name);
        if let (Some(template), Value::String(text)) =
            (field.and_then(|field| field.template.as_ref()), value)
        {
            *text = template.with_scope(text.clone(), scope).unwrap();
        }
    };
    let mut condition = condition.clone();
    condition.partition.iter_mut().for_each(|(name, value)| fill(name, value));
    for (name, sort) in &mut condition.sort {
        match sort {
            SortCondition::Between(low, high) => {
                fill(name, low);
                fill(name, high);
            }
            SortCondition::Equal(value)
            | SortCondition::Less(value)
            | SortCondition::LessOrEqual(value)
            | SortCondition::Greater(value)
            | SortCondition::GreaterOrEqual(value)
            | SortCondition::BeginsWith(value) => fill(name, value),
        }
    }
    condition
}

/// The value of a key attribute: an error where it would be refused.
fn value_of(field: &KeyField, fields: &Item, scope: &str) -> Result<Option<Value>, ()> {
    let Some(template) = &field.template else {
        return match (fields.get(&field.attribute.name), field.attribute.key_type) {
            (Some(Value::String(text)), KeyType::String) if text.is_empty() => Err(()),
            (Some(value), key_type) if value.value_type() != key_type.value_type() => Err(()),
            (value, _) => Ok(value.cloned()),
        };
    };
    let text = template.build(|name| fields.get(name)).map_err(drop)?;
    text.map(|text| template.with_scope(text, scope).map(Value::String)).transpose().map_err(drop)
}
