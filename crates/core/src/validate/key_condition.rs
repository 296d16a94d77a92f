//! Key conditions.

use super::{
    distinct::few_and_distinct,
    key::{Part, key_value},
    key_condition_length, length,
    tally::Tally,
};
use crate::{
    Error, KeyAttribute, KeySchema, Rule, Value, ValueType,
    expr::{KeyCondition, SortCondition},
    path,
};

impl KeyCondition {
    /// Checks the key condition by itself: its shape and its constants.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken, and the attribute.
    pub fn validate(&self) -> Result<(), Error> {
        self.check().map(drop)
    }

    /// As [`validate`](Self::validate), and returns the bytes of its names and values.
    pub(super) fn check(&self) -> Result<usize, Error> {
        if self.partition.is_empty() {
            return Err(Error::invalid(Rule::PartitionMissing));
        }
        let mut tally = Tally::default();
        for (name, value) in &self.partition {
            key_value(Part::Partition, name, value)?;
            tally.name(name);
            tally.value(value);
        }
        for (index, (name, condition)) in self.sort.iter().enumerate() {
            let is_last = index + 1 == self.sort.len();
            if !is_last && !matches!(condition, SortCondition::Equal(_)) {
                return Err(Error::invalid_at(Rule::SortOrder, path(name.clone())));
            }
            validate_sort(name, condition)?;
            tally.name(name);
            condition.values().for_each(|value| tally.value(value));
        }
        self.names_are_distinct()?;
        if tally.is_large() {
            length::within_limit(key_condition_length(self))?;
        }
        Ok(tally.bytes())
    }

    fn names_are_distinct(&self) -> Result<(), Error> {
        let names = || {
            let partition = self.partition.iter().map(|(name, _)| name);
            partition.chain(self.sort.iter().map(|(name, _)| name))
        };
        if names().any(|name| name.is_empty()) {
            return Err(Error::invalid(Rule::EmptyName));
        }
        if few_and_distinct(names()) {
            return Ok(());
        }
        let mut names: Vec<_> = names().collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(Error::invalid_at(Rule::SortUnknown, path(pair[0].clone()))),
            None => Ok(()),
        }
    }

    /// Checks the key condition against the key of what is read.
    pub(super) fn validate_against(&self, key: &KeySchema<'_>) -> Result<(), Error> {
        for declared in key.partition {
            let Some((_, value)) = self.partition.iter().find(|(name, _)| *name == declared.name) else {
                return Err(Error::invalid_at(Rule::PartitionMissing, path(declared.name.clone())));
            };
            has_type(declared, value)?;
        }
        if let Some((name, _)) =
            self.partition.iter().find(|(name, _)| key.partition.iter().all(|key| key.name != *name))
        {
            return Err(Error::invalid_at(Rule::SortUnknown, path(name.clone())));
        }
        for (index, (name, condition)) in self.sort.iter().enumerate() {
            let Some(declared) = key.sort.get(index).filter(|declared| declared.name == *name) else {
                let rule = if key.contains(name) { Rule::SortOrder } else { Rule::SortUnknown };
                return Err(Error::invalid_at(rule, path(name.clone())));
            };
            condition.values().try_for_each(|value| has_type(declared, value))?;
        }
        Ok(())
    }
}

fn has_type(declared: &KeyAttribute, value: &Value) -> Result<(), Error> {
    if value.value_type() == declared.key_type.value_type() {
        Ok(())
    } else {
        Err(Error::invalid_at(Rule::KeyConditionType, path(declared.name.clone())))
    }
}

fn validate_sort(name: &str, condition: &SortCondition) -> Result<(), Error> {
    let at = |rule| Err(Error::invalid_at(rule, path(name.to_owned())));
    condition.values().try_for_each(|value| key_value(Part::Sort, name, value))?;
    match condition {
        SortCondition::Between(low, high) => match low.compare(high) {
            None => at(Rule::BetweenTypes),
            Some(order) if order.is_gt() => at(Rule::BetweenOrder),
            Some(_) => Ok(()),
        },
        SortCondition::BeginsWith(prefix) if prefix.value_type() == ValueType::Number => at(Rule::PrefixType),
        SortCondition::BeginsWith(_)
        | SortCondition::Equal(_)
        | SortCondition::Less(_)
        | SortCondition::LessOrEqual(_)
        | SortCondition::Greater(_)
        | SortCondition::GreaterOrEqual(_) => Ok(()),
    }
}
