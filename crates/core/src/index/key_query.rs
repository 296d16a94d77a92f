//! A key condition in the making.

use super::Index;
use crate::{
    Entity, InvalidRequest, KeyCondition, Rule, Value, ValueError,
    attribute::unstorable,
    entity::lacks_parts,
    expr::{self, SortCondition},
    key_template::PartBound,
    layout::{KeyField, Layout},
    path,
    typed::Made,
};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// A partition of an index, and the first parts of its sort key: what the constructors of indexes start from.
///
/// Code that `#[derive(Entity)]` writes uses it.
pub struct KeyQuery<I> {
    made: Made<Parts>,
    index: PhantomData<fn() -> I>,
}

#[derive(Debug, Clone)]
struct Parts {
    condition: expr::KeyCondition,
    // The sort attribute that is being composed, and its parts so far.
    field: usize,
    leading: Vec<Value>,
}

impl<I: Index<Entity: Entity>> KeyQuery<I> {
    /// The partition, from the values of its attributes.
    pub fn new<const N: usize>(parts: [(&'static str, Result<Value, ValueError>); N]) -> Self {
        Self { made: partition::<I, N>(&parts), index: PhantomData }
    }

    /// Gives the next part of the sort key by equality.
    #[must_use]
    pub fn part(self, value: Result<Value, ValueError>) -> Self {
        let made = self.made.and_then(|mut parts| {
            let fields = sort_fields::<I>()?;
            let field = parts.current(&fields)?;
            let value = stored(field, value)?;
            match &field.template {
                None => parts.finish_field(field, SortCondition::Equal(value)),
                Some(template) => {
                    parts.leading.push(value);
                    if parts.leading.len() == template.parts().count() {
                        let text = template.prefix(&parts.leading)?;
                        parts.finish_field(field, SortCondition::Equal(Value::String(text)));
                    }
                }
            }
            Ok(parts)
        });
        Self { made, index: PhantomData }
    }

    /// Gives a range of the next part of the sort key.
    pub(super) fn bounded(self, bound: Bound) -> KeyCondition<I> {
        KeyCondition::of(self.made.and_then(|mut parts| {
            let fields = sort_fields::<I>()?;
            let field = parts.current(&fields)?;
            let condition = match &field.template {
                None => bound.on_attribute(field)?,
                Some(template) => bound.on_part(field, |bound| template.condition(&parts.leading, bound))?,
            };
            parts.finish_field(field, condition);
            Ok(parts.condition)
        }))
    }

    /// All that begins with the parts that were given.
    pub fn finish(self) -> KeyCondition<I> {
        KeyCondition::of(self.made.and_then(|mut parts| {
            let fields = sort_fields::<I>()?;
            if let Some(field) = fields.get(parts.field)
                && let Some(template) = &field.template
                && let Some(condition) = template.starting_with(&parts.leading)?
            {
                parts.finish_field(field, condition);
            }
            Ok(parts.condition)
        }))
    }
}

impl Parts {
    fn current<'f>(&self, fields: &[&'f KeyField]) -> Made<&'f KeyField> {
        fields.get(self.field).copied().ok_or_else(|| InvalidRequest::new(Rule::SortUnknown))
    }

    fn finish_field(&mut self, field: &KeyField, condition: SortCondition) {
        self.condition.sort.push((field.attribute.name.clone(), condition));
        self.leading.clear();
        self.field += 1;
    }
}

/// A bound on the next part of a sort key, with values that may not be storable.
pub(super) enum Bound {
    Less(Result<Value, ValueError>),
    LessOrEqual(Result<Value, ValueError>),
    Greater(Result<Value, ValueError>),
    GreaterOrEqual(Result<Value, ValueError>),
    Between(Result<Value, ValueError>, Result<Value, ValueError>),
    BeginsWith(Value),
}

impl Bound {
    fn on_attribute(self, field: &KeyField) -> Made<SortCondition> {
        Ok(match self {
            Self::Less(value) => SortCondition::Less(stored(field, value)?),
            Self::LessOrEqual(value) => SortCondition::LessOrEqual(stored(field, value)?),
            Self::Greater(value) => SortCondition::Greater(stored(field, value)?),
            Self::GreaterOrEqual(value) => SortCondition::GreaterOrEqual(stored(field, value)?),
            Self::Between(low, high) => SortCondition::Between(stored(field, low)?, stored(field, high)?),
            Self::BeginsWith(prefix) => SortCondition::BeginsWith(prefix),
        })
    }

    fn on_part(
        self,
        field: &KeyField,
        condition: impl FnOnce(PartBound<'_>) -> Made<SortCondition>,
    ) -> Made<SortCondition> {
        match self {
            Self::Less(value) => condition(PartBound::Less(&stored(field, value)?)),
            Self::LessOrEqual(value) => condition(PartBound::LessOrEqual(&stored(field, value)?)),
            Self::Greater(value) => condition(PartBound::Greater(&stored(field, value)?)),
            Self::GreaterOrEqual(value) => condition(PartBound::GreaterOrEqual(&stored(field, value)?)),
            Self::Between(low, high) => {
                condition(PartBound::Between(&stored(field, low)?, &stored(field, high)?))
            }
            Self::BeginsWith(prefix) => match prefix.as_str() {
                Some(prefix) => condition(PartBound::BeginsWith(prefix)),
                None => Err(InvalidRequest::new(Rule::KeyPartType).at(field.attribute.name.to_string())),
            },
        }
    }
}

fn layout_of<I: Index<Entity: Entity>>() -> &'static Layout {
    <I::Entity as Entity>::layout()
}

fn sort_fields<I: Index<Entity: Entity>>() -> Made<Vec<&'static KeyField>> {
    layout_of::<I>().key_fields(I::NAME).map(|(_, sort)| sort).ok_or_else(no_such_index)
}

fn no_such_index() -> Box<InvalidRequest> {
    InvalidRequest::new(Rule::NoSuchIndex)
}

fn partition<I: Index<Entity: Entity>, const N: usize>(
    parts: &[(&'static str, Result<Value, ValueError>); N],
) -> Made<Parts> {
    for (name, value) in parts {
        if let Err(error) = value {
            return Err(unstorable(&path(*name), error));
        }
    }
    let value_of = |name: &str| {
        let part = parts.iter().find(|(part, _)| *part == name);
        part.and_then(|(_, value)| value.as_ref().ok())
    };
    let (fields, _) = layout_of::<I>().key_fields(I::NAME).ok_or_else(no_such_index)?;
    let mut partition: Vec<(Cow<'static, str>, Value)> = Vec::with_capacity(fields.len());
    for field in fields {
        let value = field.value(&value_of)?;
        let value = value.ok_or_else(|| lacks_parts(field.parts().filter(|part| value_of(part).is_none())))?;
        partition.push((field.attribute.name.clone(), value));
    }
    Ok(Parts { condition: expr::KeyCondition { partition, sort: Vec::new() }, field: 0, leading: Vec::new() })
}

fn stored(field: &KeyField, value: Result<Value, ValueError>) -> Made<Value> {
    value.map_err(|error| unstorable(&path(field.attribute.name.clone()), &error))
}

impl<I> Clone for KeyQuery<I> {
    fn clone(&self) -> Self {
        Self { made: self.made.clone(), index: PhantomData }
    }
}

impl<I> fmt::Debug for KeyQuery<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("KeyQuery").field(&self.made).finish()
    }
}
