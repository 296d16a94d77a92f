//! The part of a table or index that a key condition selects.

use crate::key::{KeyBytes, Range};
use twintable::{
    KeySchema, Value,
    expr::{KeyCondition, SortCondition},
};

/// The keys that satisfy the condition, as one range. The condition has been checked against the schema.
pub(crate) fn range(condition: &KeyCondition, schema: &KeySchema<'_>, seed: u64) -> Range {
    let partition = schema.partition.iter().filter_map(|key| value_of(condition, &key.name));
    let mut prefix = KeyBytes::partition(partition, seed);
    let Some(((_, last), equal)) = condition.sort.split_last() else {
        return Range::prefix(&prefix);
    };
    for (_, condition) in equal {
        condition.values().for_each(|value| prefix.push(value));
    }
    sort_range(last, &prefix)
}

fn value_of<'c>(condition: &'c KeyCondition, name: &str) -> Option<&'c Value> {
    condition.partition.iter().find_map(|(attribute, value)| (attribute == name).then_some(value))
}

fn sort_range(condition: &SortCondition, prefix: &KeyBytes) -> Range {
    match condition {
        SortCondition::Equal(value) => Range::prefix(&prefix.with(value)),
        SortCondition::Less(bound) => Range::prefix(prefix).before(&prefix.with(bound)),
        SortCondition::LessOrEqual(bound) => Range::prefix(prefix).through(&prefix.with(bound)),
        SortCondition::Greater(bound) => Range::prefix(prefix).after(&prefix.with(bound)),
        SortCondition::GreaterOrEqual(bound) => Range::prefix(prefix).from(&prefix.with(bound)),
        SortCondition::Between(low, high) => {
            Range::prefix(prefix).from(&prefix.with(low)).through(&prefix.with(high))
        }
        SortCondition::BeginsWith(start) => Range::prefix(&prefix.with_open(start)),
    }
}
