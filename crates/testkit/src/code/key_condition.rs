//! Key conditions.

use super::Code;
use std::fmt;
use twintable::expr::{KeyCondition, SortCondition};

impl fmt::Display for Code<'_, KeyCondition> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let KeyCondition { partition, sort } = self.0;
        let mut constructor = "KeyCondition::partition";
        for (name, value) in partition {
            write!(f, "{constructor}({}, {})", Code(name.as_ref()), Code(value))?;
            constructor = ".and_partition";
        }
        if partition.is_empty() {
            f.write_str("KeyCondition { partition: Vec::new(), sort: Vec::new() }")?;
        }
        sort.iter()
            .try_for_each(|(name, condition)| write!(f, ".sort({}).{}", Code(name.as_ref()), Code(condition)))
    }
}

impl fmt::Display for Code<'_, SortCondition> {
    /// The method that says it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            SortCondition::Equal(value) => write!(f, "eq({})", Code(value)),
            SortCondition::Less(value) => write!(f, "lt({})", Code(value)),
            SortCondition::LessOrEqual(value) => write!(f, "le({})", Code(value)),
            SortCondition::Greater(value) => write!(f, "gt({})", Code(value)),
            SortCondition::GreaterOrEqual(value) => write!(f, "ge({})", Code(value)),
            SortCondition::Between(low, high) => write!(f, "between({}, {})", Code(low), Code(high)),
            SortCondition::BeginsWith(prefix) => write!(f, "begins_with({})", Code(prefix)),
        }
    }
}
