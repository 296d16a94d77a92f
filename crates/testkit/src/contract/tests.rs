//! Checks of the contract itself.

use super::CASES;
use std::collections::HashSet;
use twintable::Rule;

/// The sources of all cases.
const SOURCES: &[&str] = &[
    include_str!("batch_gets.rs"),
    include_str!("batch_writes.rs"),
    include_str!("comparisons.rs"),
    include_str!("functions.rs"),
    include_str!("global_indexes.rs"),
    include_str!("index_writes.rs"),
    include_str!("key_conditions.rs"),
    include_str!("keys.rs"),
    include_str!("limits.rs"),
    include_str!("logic.rs"),
    include_str!("ordering.rs"),
    include_str!("paths.rs"),
    include_str!("projections.rs"),
    include_str!("queries.rs"),
    include_str!("scans.rs"),
    include_str!("schemas.rs"),
    include_str!("set_updates.rs"),
    include_str!("tokens.rs"),
    include_str!("transactions.rs"),
    include_str!("update_paths.rs"),
    include_str!("add_updates.rs"),
    include_str!("delete_updates.rs"),
    include_str!("values.rs"),
];

/// Rules that no case can assert by name.
const UNASSERTED: &[(Rule, &str)] = &[
    (Rule::UpdatePath, "only the stored item shows it, and the service does not say which rule it was"),
    (Rule::SourceMissing, "only the stored item shows it, and the service does not say which rule it was"),
    (Rule::StoredType, "only the stored item shows it, and the service does not say which rule it was"),
    (Rule::NumberRange, "only the stored item shows it, and the service does not say which rule it was"),
    (Rule::KeyTemplateShape, "a rule of entities: a store is never asked"),
    (Rule::KeyPartReserved, "a rule of entities: a store is never asked"),
    (Rule::KeyPartSeparator, "a rule of entities: a store is never asked"),
    (Rule::KeyPartWidth, "a rule of entities: a store is never asked"),
    (Rule::KeyPartType, "a rule of entities: a store is never asked"),
    (Rule::KeyPartMissing, "a rule of entities: a store is never asked"),
    (Rule::KeyScope, "a rule of entities: a store is never asked"),
    (Rule::IndexPartUnknown, "a rule of entities: a store is never asked"),
    (Rule::IndexPartComputed, "a rule of entities: a store is never asked"),
    (Rule::ManagedAttribute, "a rule of entities: a store is never asked"),
    (Rule::RequiredMissing, "a rule of entities: a store is never asked"),
    (Rule::VariantUpdate, "a rule of entities: a store is never asked"),
    (Rule::BatchCheck, "a rule of entities: a store is never asked"),
    (Rule::ScanDenied, "a rule of entities: a store is never asked"),
    (Rule::CursorScope, "a rule of entities: a store is never asked"),
    (Rule::PageWithoutKeys, "a rule of entities: a store is never asked"),
    (Rule::BatchCondition, "a rule of entities: a store is never asked"),
    (Rule::WriterEnded, "a rule of entities: a store is never asked"),
    (Rule::UniqueTable, "a rule of entities: a store is never asked"),
    (Rule::UniqueComputed, "a rule of entities: a store is never asked"),
    (Rule::NoIndexFits, "a rule of entities: a store is never asked"),
    (Rule::TableDiffers, "a rule of entities: a store is never asked"),
    (Rule::ValueEncoding, "a rule of entities: a store is never asked"),
    (Rule::Service, "it stands for what the service refuses for a reason of its own"),
];

#[test]
fn every_rule_is_broken_by_a_case() {
    for rule in Rule::ALL {
        let name = format!("Rule::{rule:?}");
        let is_named = |source: &&str| {
            source.match_indices(&name).any(|(at, _)| {
                !source[at + name.len()..].starts_with(|next: char| next.is_ascii_alphanumeric())
            })
        };
        let asserted = SOURCES.iter().any(is_named);
        let excused = UNASSERTED.iter().any(|(unasserted, _)| unasserted == rule);
        assert!(asserted != excused, "{name}: asserted {asserted}, excused {excused}");
    }
}

#[test]
fn every_case_has_a_name_of_its_own() {
    let mut names = HashSet::new();
    for case in CASES {
        assert!(names.insert(case.name), "two cases are called `{}`", case.name);
    }
}

#[test]
fn every_name_fits_into_the_name_of_a_table() {
    for case in CASES {
        assert!(case.name.len() <= 100, "`{}` is too long", case.name);
    }
}
