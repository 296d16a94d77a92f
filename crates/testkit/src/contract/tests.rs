//! Checks of the contract itself.

use super::CASES;
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs,
};
use twintable::Rule;

/// Files that have no cases: the list, the means, the checks.
const WITHOUT_CASES: &[&str] = &["cases", "ground", "run", "tests"];

/// The sources of all cases, by the name of their file: what is in the directory, listed anywhere or not.
fn sources() -> BTreeMap<String, String> {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/src/contract");
    let paths = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let files = paths.filter(|path| path.is_file());
    let named = files.map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path));
    let with_cases = named.filter(|(name, _)| !WITHOUT_CASES.contains(&name.as_str()));
    with_cases.map(|(name, path)| (name, fs::read_to_string(path).unwrap())).collect()
}

/// The functions of a file that take a ground alone and return nothing: its cases.
fn cases_in(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter_map(|line| {
        let (_, signature) = line.split_once("async fn ")?;
        let (name, parameters) = signature.split_once('(')?;
        let takes_ground_alone = parameters.ends_with("&Ground) {") && !parameters.contains(',');
        takes_ground_alone.then_some(name)
    })
}

#[test]
fn every_case_that_is_written_is_listed() {
    let sources = sources();
    let written: BTreeSet<_> = sources
        .iter()
        .flat_map(|(group, source)| cases_in(source).map(move |name| (group.as_str(), name)))
        .collect();
    let listed: BTreeSet<_> = CASES.iter().map(|case| (case.group, case.name)).collect();
    let only = |one: &BTreeSet<_>, other: &BTreeSet<_>| one.difference(other).copied().collect::<Vec<_>>();
    assert_eq!(only(&written, &listed), [], "written, but not in the list of cases");
    assert_eq!(only(&listed, &written), [], "listed, but not written as the others are");
}

#[test]
fn the_names_of_cases_are_found_in_a_source() {
    let source = "pub(super) async fn one(ground: &Ground) {\nasync fn two(g: &Ground) {\n\
                  async fn table(ground: &Ground) -> Table<'_> {\nasync fn three(ground: &Ground, n: u32) {\n";
    assert_eq!(cases_in(source).collect::<Vec<_>>(), ["one", "two"]);
}

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
    let sources = sources();
    for rule in Rule::ALL {
        let name = format!("Rule::{rule:?}");
        let is_named = |source: &String| {
            source.match_indices(&name).any(|(at, _)| {
                !source[at + name.len()..].starts_with(|next: char| next.is_ascii_alphanumeric())
            })
        };
        let asserted = sources.values().any(is_named);
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
