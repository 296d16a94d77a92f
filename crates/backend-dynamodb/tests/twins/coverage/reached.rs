//! What was reached, and how often.

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
};
use twintable::Rule;

/// Counts by group and name; what has a name and was never met counts zero.
#[derive(Debug, Default)]
pub(super) struct Reached {
    counts: BTreeMap<(&'static str, &'static str), usize>,
    groups: HashSet<&'static str>,
    rules: BTreeMap<String, usize>,
}

/// Rules that no plan breaks, and why.
const OUT_OF_REACH: &[(Rule, &str)] = &[
    (Rule::NameTooLong, "64 KB of name"),
    (Rule::SubstitutionsTooLarge, "2 MB of names and values"),
    (Rule::TransactionTooLarge, "4 MB"),
    (Rule::KeyMissing, "every drawn item has its key; a wrong one has another type"),
    (Rule::TableName, "of tables: see the test of schemas"),
    (Rule::KeyAttributeTwice, "of tables"),
    (Rule::LocalIndexNeedsSortKey, "of tables"),
    (Rule::IndexCount, "of tables"),
    (Rule::IndexNameTwice, "of tables"),
    (Rule::IndexKeyCount, "of tables"),
    (Rule::IndexProjectionCount, "of tables"),
    (Rule::KeyTemplateShape, "of entities: plans are of items"),
    (Rule::KeyPartReserved, "of entities: plans are of items"),
    (Rule::KeyPartSeparator, "of entities: plans are of items"),
    (Rule::KeyPartWidth, "of entities: plans are of items"),
    (Rule::KeyPartType, "of entities: plans are of items"),
    (Rule::KeyPartMissing, "of entities: plans are of items"),
    (Rule::KeyScope, "of entities: plans are of items"),
    (Rule::IndexPartUnknown, "of entities: plans are of items"),
    (Rule::IndexPartComputed, "of entities: plans are of items"),
    (Rule::ManagedAttribute, "of entities: plans are of items"),
    (Rule::RequiredMissing, "of entities: plans are of items"),
    (Rule::VariantUpdate, "of entities: plans are of items"),
    (Rule::NoIndexFits, "of entities: plans are of items"),
    (Rule::TableDiffers, "of entities: plans are of items"),
    (Rule::BatchCheck, "of entities: plans are of items"),
    (Rule::BatchCondition, "of entities: plans are of items"),
    (Rule::CursorScope, "of entities: plans are of items"),
    (Rule::PageWithoutKeys, "of entities: plans are of items"),
    (Rule::ScanDenied, "of entities: plans are of items"),
    (Rule::UniqueComputed, "of entities: plans are of items"),
    (Rule::UniqueTable, "of entities: plans are of items"),
    (Rule::WriterEnded, "of entities: plans are of items"),
    (Rule::ValueEncoding, "of entities: plans are of items"),
    (Rule::Service, "the memory backend names every rule"),
];

impl Reached {
    /// Counts one of the names of a group.
    pub(super) fn note(&mut self, group: &'static str, name: &'static str, all: &[&'static str]) {
        if self.groups.insert(group) {
            self.counts.extend(all.iter().map(|name| ((group, *name), 0)));
        }
        *self.counts.entry((group, name)).or_default() += 1;
    }

    /// Counts a broken rule.
    pub(super) fn rule(&mut self, rule: Rule) {
        *self.rules.entry(format!("{rule:?}")).or_default() += 1;
    }

    /// Adds the rules that were never broken, and could have been.
    pub(super) fn rules(&mut self) {
        for rule in Rule::ALL.iter().filter(|rule| OUT_OF_REACH.iter().all(|(other, _)| other != *rule)) {
            self.rules.entry(format!("{rule:?}")).or_default();
        }
    }

    /// What was never met.
    pub(super) fn missing(&self) -> Vec<String> {
        let nodes = self
            .counts
            .iter()
            .filter(|(_, count)| **count == 0)
            .map(|((group, name), _)| format!("{group}: {name}"));
        let rules =
            self.rules.iter().filter(|(_, count)| **count == 0).map(|(rule, _)| format!("rule: {rule}"));
        nodes.chain(rules).collect()
    }
}

impl fmt::Display for Reached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((group, name), count) in &self.counts {
            writeln!(f, "{count:>8}  {group}: {name}")?;
        }
        for (rule, count) in &self.rules {
            writeln!(f, "{count:>8}  rule: {rule}")?;
        }
        Ok(())
    }
}

/// Counts the name of the pattern that a value matches. The match is exhaustive, so that a new variant breaks
/// the build; and every name must be met. What must not be met stands at the end.
macro_rules! reach {
    (
        $reached:expr, $group:literal, $value:expr,
        { $($pattern:pat => $name:literal,)+ $(; $other:pat => $never:expr)? }
    ) => {{
        let name = match $value {
            $($pattern => $name,)+
            $($other => $never,)?
        };
        $reached.note($group, name, &[$($name,)+])
    }};
}

pub(super) use reach;
