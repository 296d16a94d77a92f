//! Which part of a table or index a query reads.

use crate::Value;
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, cmp::Ordering};

/// A key condition: equality on every partition attribute, and an optional condition on the sort
/// attributes.
///
/// A table and a local index have one partition attribute and at most one sort attribute. A global index
/// may have up to four of each; sort attributes are given from the left, all but the last by equality.
///
/// # Examples
///
/// ```
/// use twintable::expr::KeyCondition;
///
/// let orders = KeyCondition::partition("PK", "CUSTOMER#1").sort("SK").begins_with("ORDER#");
/// let all = KeyCondition::partition("PK", "CUSTOMER#1");
/// assert_ne!(orders, all);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[must_use = "a key condition does nothing until a query carries it"]
pub struct KeyCondition {
    /// The partition attributes and their values.
    pub partition: Vec<(Cow<'static, str>, Value)>,
    /// The conditions on sort attributes, in the order of the index; all but the last are equalities.
    pub sort: Vec<(Cow<'static, str>, SortCondition)>,
}

/// A condition on a sort attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SortCondition {
    /// `=`
    Equal(Value),
    /// `<`
    Less(Value),
    /// `<=`
    LessOrEqual(Value),
    /// `>`
    Greater(Value),
    /// `>=`
    GreaterOrEqual(Value),
    /// `BETWEEN`: both bounds included.
    Between(Value, Value),
    /// `begins_with`: texts and bytes only.
    BeginsWith(Value),
}

impl SortCondition {
    /// The values in the condition: two for `BETWEEN`, else one.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let (first, second) = match self {
            Self::Equal(value)
            | Self::Less(value)
            | Self::LessOrEqual(value)
            | Self::Greater(value)
            | Self::GreaterOrEqual(value)
            | Self::BeginsWith(value) => (value, None),
            Self::Between(low, high) => (low, Some(high)),
        };
        std::iter::once(first).chain(second)
    }

    /// Whether a sort attribute's value satisfies the condition.
    pub fn is_true_for(&self, value: &Value) -> bool {
        let order = |bound: &Value| value.compare(bound);
        match self {
            Self::Equal(bound) => value == bound,
            Self::Less(bound) => order(bound).is_some_and(Ordering::is_lt),
            Self::LessOrEqual(bound) => order(bound).is_some_and(Ordering::is_le),
            Self::Greater(bound) => order(bound).is_some_and(Ordering::is_gt),
            Self::GreaterOrEqual(bound) => order(bound).is_some_and(Ordering::is_ge),
            Self::Between(low, high) => {
                order(low).is_some_and(Ordering::is_ge) && order(high).is_some_and(Ordering::is_le)
            }
            Self::BeginsWith(prefix) => match (value, prefix) {
                (Value::String(text), Value::String(prefix)) => text.starts_with(prefix.as_str()),
                (Value::Binary(bytes), Value::Binary(prefix)) => bytes.starts_with(prefix),
                _ => false,
            },
        }
    }
}

impl KeyCondition {
    /// All items of a partition.
    pub fn partition(name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        Self { partition: vec![(name.into(), value.into())], sort: Vec::new() }
    }

    /// One more partition attribute, of a global index that has several.
    pub fn and_partition(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        self.partition.push((name.into(), value.into()));
        self
    }

    /// A condition on a sort attribute: the methods of what this returns say which.
    pub fn sort(self, name: impl Into<Cow<'static, str>>) -> SortOn {
        SortOn { condition: self, name: name.into() }
    }
}

/// A key condition that waits for the condition on a sort attribute.
#[derive(Debug, Clone)]
#[must_use = "says nothing until a comparison follows"]
pub struct SortOn {
    condition: KeyCondition,
    name: Cow<'static, str>,
}

impl SortOn {
    /// `=`
    pub fn eq(self, value: impl Into<Value>) -> KeyCondition {
        self.with(SortCondition::Equal(value.into()))
    }

    /// `<`
    pub fn lt(self, value: impl Into<Value>) -> KeyCondition {
        self.with(SortCondition::Less(value.into()))
    }

    /// `<=`
    pub fn le(self, value: impl Into<Value>) -> KeyCondition {
        self.with(SortCondition::LessOrEqual(value.into()))
    }

    /// `>`
    pub fn gt(self, value: impl Into<Value>) -> KeyCondition {
        self.with(SortCondition::Greater(value.into()))
    }

    /// `>=`
    pub fn ge(self, value: impl Into<Value>) -> KeyCondition {
        self.with(SortCondition::GreaterOrEqual(value.into()))
    }

    /// `BETWEEN`, both bounds included.
    pub fn between(self, low: impl Into<Value>, high: impl Into<Value>) -> KeyCondition {
        self.with(SortCondition::Between(low.into(), high.into()))
    }

    /// `begins_with`, for texts and bytes.
    pub fn begins_with(self, prefix: impl Into<Value>) -> KeyCondition {
        self.with(SortCondition::BeginsWith(prefix.into()))
    }

    fn with(mut self, condition: SortCondition) -> KeyCondition {
        self.condition.sort.push((self.name, condition));
        self.condition
    }
}
