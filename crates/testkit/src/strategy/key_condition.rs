//! Key conditions, which fit the key of a table or of an index, or nearly.

use super::{
    key::{empty, key_value, other_type},
    names::ABSENT,
};
use proptest::{prelude::*, sample::select};
use twintable::{
    KeySchema, KeyType, Value,
    expr::{KeyCondition, SortCondition},
};

/// A key condition for any key: positions in the pools of values, and how many sort attributes it is to name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyConditionDraft {
    /// The values of the partition attributes.
    pub partition: [u8; 4],
    /// How many sort attributes it names, if the key has so many.
    pub sorts: u8,
    /// The values of all the sort attributes but the last one.
    pub equal: [u8; 4],
    /// The condition on the last sort attribute.
    pub last: SortDraft,
    /// What is wrong with it.
    pub fault: Option<KeyConditionFault>,
}

/// A condition on a sort attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as the conditions are")]
pub enum SortDraft {
    Equal(u8),
    Less(u8),
    LessOrEqual(u8),
    Greater(u8),
    GreaterOrEqual(u8),
    /// The lesser of the two values comes first.
    Between(u8, u8),
    /// Becomes an equality for a number.
    BeginsWith(u8),
}

/// What is wrong with a key condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyConditionFault {
    /// The first partition attribute is missing.
    PartitionMissing,
    /// The partition attribute has another type.
    PartitionType,
    /// The partition attribute is empty.
    PartitionEmpty,
    /// It names an attribute that is no key.
    Unknown,
    /// It names the partition attribute twice.
    Twice,
    /// The last sort attribute has another type.
    SortType,
    /// The last sort attribute is compared with nothing that a key can be.
    NoKeyType,
    /// It names the sort attributes from the right.
    SortOrder,
    /// A range comes before the last sort attribute.
    RangeFirst,
    /// A lower bound above the upper one.
    BetweenOrder,
    /// Bounds of two types.
    BetweenTypes,
    /// `begins_with` of a number.
    PrefixOfNumber,
}

impl KeyConditionFault {
    /// All faults.
    pub const ALL: [Self; 12] = [
        Self::PartitionMissing,
        Self::PartitionType,
        Self::PartitionEmpty,
        Self::Unknown,
        Self::Twice,
        Self::SortType,
        Self::NoKeyType,
        Self::SortOrder,
        Self::RangeFirst,
        Self::BetweenOrder,
        Self::BetweenTypes,
        Self::PrefixOfNumber,
    ];
}

impl SortDraft {
    fn condition(self, key_type: KeyType) -> SortCondition {
        let value = |position| key_value(key_type, position);
        match self {
            Self::Equal(position) => SortCondition::Equal(value(position)),
            Self::Less(position) => SortCondition::Less(value(position)),
            Self::LessOrEqual(position) => SortCondition::LessOrEqual(value(position)),
            Self::Greater(position) => SortCondition::Greater(value(position)),
            Self::GreaterOrEqual(position) => SortCondition::GreaterOrEqual(value(position)),
            Self::Between(one, other) => {
                let (one, other) = (value(one), value(other));
                if one.compare(&other).is_some_and(std::cmp::Ordering::is_gt) {
                    SortCondition::Between(other, one)
                } else {
                    SortCondition::Between(one, other)
                }
            }
            Self::BeginsWith(position) if key_type == KeyType::Number => {
                SortCondition::Equal(value(position))
            }
            Self::BeginsWith(position) => SortCondition::BeginsWith(value(position)),
        }
    }
}

impl KeyConditionDraft {
    /// The key condition for the key of a table or of an index.
    pub fn condition(&self, key: &KeySchema<'_>) -> KeyCondition {
        let Self { partition, sorts, equal, last, fault } = self;
        let mut condition = KeyCondition { partition: Vec::new(), sort: Vec::new() };
        for (declared, position) in key.partition.iter().zip(partition) {
            condition.partition.push((declared.name.clone(), key_value(declared.key_type, *position)));
        }
        let count = usize::from(*sorts).min(key.sort.len());
        for (index, (declared, position)) in key.sort.iter().zip(equal).take(count).enumerate() {
            let sort = if index + 1 == count {
                last.condition(declared.key_type)
            } else {
                SortCondition::Equal(key_value(declared.key_type, *position))
            };
            condition.sort.push((declared.name.clone(), sort));
        }
        if let Some(fault) = fault {
            fault.apply(&mut condition, key);
        }
        condition
    }
}

impl KeyConditionFault {
    fn apply(self, condition: &mut KeyCondition, key: &KeySchema<'_>) {
        let first_type = key.partition.first().map_or(KeyType::String, |key| key.key_type);
        let sort_type = |index: usize| key.sort.get(index).map_or(KeyType::String, |key| key.key_type);
        let partition = condition.partition.first_mut();
        match self {
            Self::PartitionMissing => condition.partition = condition.partition.split_off(1),
            Self::PartitionType => {
                if let Some((_, value)) = partition {
                    *value = other_type(first_type);
                }
            }
            Self::PartitionEmpty => {
                if let Some((_, value)) = partition {
                    *value = empty(first_type);
                }
            }
            Self::Unknown => condition.sort.push((ABSENT.into(), SortCondition::Equal(Value::from(1)))),
            Self::Twice => {
                if let Some((name, value)) = condition.partition.first().cloned() {
                    condition.sort = vec![(name, SortCondition::Equal(value))];
                }
            }
            Self::SortType => {
                let value = other_type(sort_type(condition.sort.len().saturating_sub(1)));
                replace_last(condition, SortCondition::Equal(value));
            }
            Self::NoKeyType => replace_last(condition, SortCondition::Less(Value::from(true))),
            Self::SortOrder => {
                if let Some(last) = key.sort.last() {
                    let value = key_value(last.key_type, 0);
                    condition.sort = vec![(last.name.clone(), SortCondition::Equal(value))];
                }
            }
            Self::RangeFirst => {
                if let Some((_, first)) = condition.sort.first_mut() {
                    *first = SortCondition::Less(key_value(sort_type(0), 0));
                }
            }
            Self::BetweenOrder => {
                let value = |position| key_value(sort_type(condition.sort.len().saturating_sub(1)), position);
                let between = SortCondition::Between(value(1), value(0));
                replace_last(condition, between);
            }
            Self::BetweenTypes => {
                replace_last(condition, SortCondition::Between(Value::from("a"), Value::from(1)));
            }
            Self::PrefixOfNumber => replace_last(condition, SortCondition::BeginsWith(Value::from(1))),
        }
    }
}

/// A condition on the last sort attribute, or on one that is no key where there is none.
fn replace_last(condition: &mut KeyCondition, with: SortCondition) {
    match condition.sort.last_mut() {
        Some((_, last)) => *last = with,
        None => condition.sort.push((ABSENT.into(), with)),
    }
}

/// A key condition, mostly valid.
pub fn key_condition() -> BoxedStrategy<KeyConditionDraft> {
    let position = || 0_u8..4;
    let last = prop_oneof![
        position().prop_map(SortDraft::Equal),
        position().prop_map(SortDraft::Less),
        position().prop_map(SortDraft::LessOrEqual),
        position().prop_map(SortDraft::Greater),
        position().prop_map(SortDraft::GreaterOrEqual),
        (position(), position()).prop_map(|(one, other)| SortDraft::Between(one, other)),
        position().prop_map(SortDraft::BeginsWith),
    ];
    let sorts = prop_oneof![2 => Just(0_u8), 3 => Just(1), 2 => 2_u8..=4];
    let fault = proptest::option::weighted(0.08, select(KeyConditionFault::ALL.as_slice()));
    let values = || proptest::array::uniform4(0_u8..3);
    (values(), sorts, values(), last, fault)
        .prop_map(|(partition, sorts, equal, last, fault)| KeyConditionDraft {
            partition,
            sorts,
            equal,
            last,
            fault,
        })
        .boxed()
}
