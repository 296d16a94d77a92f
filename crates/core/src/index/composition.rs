//! A key condition that is composed from the left, for keys that are known at run time.

use crate::{
    InvalidRequest, Rule, Value, ValueError,
    attribute::unstorable,
    entity::lacks_parts,
    expr::{KeyCondition, SortCondition},
    key_template::PartBound,
    layout::KeyField,
    path,
    typed::Made,
};

/// A partition, and the first parts of a sort key.
#[derive(Debug, Clone)]
pub(crate) struct Composition<'l> {
    condition: KeyCondition,
    // The sort attributes that have no condition yet, the next one last.
    rest: Vec<&'l KeyField>,
    // The parts of the next sort attribute so far.
    leading: Vec<Value>,
}

/// A bound on the next part of a sort key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Bound {
    Less(Value),
    LessOrEqual(Value),
    Greater(Value),
    GreaterOrEqual(Value),
    Between(Value, Value),
    BeginsWith(Value),
}

impl<'l> Composition<'l> {
    /// The partition, from the values of the attributes that it is made of.
    pub(crate) fn new<'v>(
        partition: &[&KeyField],
        mut sort: Vec<&'l KeyField>,
        value_of: &impl Fn(&str) -> Option<&'v Value>,
    ) -> Made<Self> {
        let mut condition = KeyCondition { partition: Vec::with_capacity(partition.len()), sort: Vec::new() };
        for field in partition {
            let value = field.value(value_of)?;
            let value =
                value.ok_or_else(|| lacks_parts(field.parts().filter(|part| value_of(part).is_none())))?;
            condition.partition.push((field.attribute.name.clone(), value));
        }
        sort.reverse();
        let mut composition = Self { condition, rest: sort, leading: Vec::new() };
        composition.finish_fields()?;
        Ok(composition)
    }

    /// What was composed so far.
    pub(crate) const fn condition(&self) -> &KeyCondition {
        &self.condition
    }

    /// The attribute whose value is the next part of the sort key.
    pub(crate) fn next_part(&self) -> Option<&'l str> {
        let field = self.rest.last()?;
        match &field.template {
            None => Some(&field.attribute.name),
            Some(template) => template.parts().nth(self.leading.len()).map(|(name, _)| name),
        }
    }

    /// Gives the next part of the sort key by equality.
    pub(crate) fn part(&mut self, value: Value) -> Made<()> {
        let field = self.next_field()?;
        match &field.template {
            None => self.finish_field(field, SortCondition::Equal(value)),
            Some(template) => {
                self.leading.push(value);
                template.prefix(&self.leading)?;
            }
        }
        self.finish_fields()
    }

    /// The condition on the next sort attribute that a bound on the next part is.
    pub(crate) fn on_next_part(&self, bound: &Bound) -> Made<SortCondition> {
        let field = self.next_field()?;
        let Some(template) = &field.template else { return Ok(bound.on_attribute()) };
        let bound = match bound {
            Bound::Less(value) => PartBound::Less(value),
            Bound::LessOrEqual(value) => PartBound::LessOrEqual(value),
            Bound::Greater(value) => PartBound::Greater(value),
            Bound::GreaterOrEqual(value) => PartBound::GreaterOrEqual(value),
            Bound::Between(low, high) => PartBound::Between(low, high),
            Bound::BeginsWith(prefix) => match prefix.as_str() {
                Some(prefix) => PartBound::BeginsWith(prefix),
                None => {
                    return Err(InvalidRequest::new(Rule::KeyPartType).at(path(field.attribute.name.clone())));
                }
            },
        };
        template.condition(&self.leading, bound)
    }

    /// Ends the key condition with a condition on the next sort attribute.
    pub(crate) fn ended_by(mut self, last: SortCondition) -> Made<KeyCondition> {
        let field = self.next_field()?;
        self.finish_field(field, last);
        Ok(self.condition)
    }

    /// Ends the key condition: all that begins with the parts that were given.
    pub(crate) fn finish(mut self) -> Made<KeyCondition> {
        if let Some(field) = self.rest.last().copied()
            && let Some(template) = &field.template
            && let Some(condition) = template.starting_with(&self.leading)?
        {
            self.finish_field(field, condition);
        }
        Ok(self.condition)
    }

    /// A value for the next part, or why it cannot be stored.
    pub(crate) fn stored<V>(&self, value: Result<V, ValueError>) -> Made<V> {
        let field = self.next_field()?;
        value.map_err(|error| unstorable(&path(field.attribute.name.clone()), &error))
    }

    fn next_field(&self) -> Made<&'l KeyField> {
        self.rest.last().copied().ok_or_else(|| InvalidRequest::new(Rule::SortUnknown))
    }

    /// Finishes the sort attributes that have all their parts: also those that have none.
    fn finish_fields(&mut self) -> Made<()> {
        while let Some(field) = self.rest.last().copied()
            && let Some(template) = &field.template
            && template.parts().count() == self.leading.len()
        {
            let text = template.prefix(&self.leading)?;
            self.finish_field(field, SortCondition::Equal(Value::String(text)));
        }
        Ok(())
    }

    fn finish_field(&mut self, field: &KeyField, condition: SortCondition) {
        self.condition.sort.push((field.attribute.name.clone(), condition));
        self.leading.clear();
        self.rest.pop();
    }
}

impl Bound {
    fn on_attribute(&self) -> SortCondition {
        match self.clone() {
            Self::Less(value) => SortCondition::Less(value),
            Self::LessOrEqual(value) => SortCondition::LessOrEqual(value),
            Self::Greater(value) => SortCondition::Greater(value),
            Self::GreaterOrEqual(value) => SortCondition::GreaterOrEqual(value),
            Self::Between(low, high) => SortCondition::Between(low, high),
            Self::BeginsWith(prefix) => SortCondition::BeginsWith(prefix),
        }
    }
}

#[cfg(test)]
mod tests;
