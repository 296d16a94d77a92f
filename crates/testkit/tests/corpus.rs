//! The corpus says what the model does, and leaves out nothing that a request can be or meet.

use futures::executor::block_on;
use std::{collections::HashSet, fs, path::Path};
use twintable::{ErrorKind, Rule};
use twintable_testkit::{
    corpus::{groups, schemas},
    coverage::Coverage,
    model::ModelStore,
};

const OF_ENTITIES: &str = "a rule of entities: a store is never asked";

/// Rules that no entry breaks.
const UNBROKEN: &[(Rule, &str)] = &[
    (Rule::KeyTemplateShape, OF_ENTITIES),
    (Rule::KeyPartReserved, OF_ENTITIES),
    (Rule::KeyPartSeparator, OF_ENTITIES),
    (Rule::KeyPartWidth, OF_ENTITIES),
    (Rule::KeyPartType, OF_ENTITIES),
    (Rule::KeyPartMissing, OF_ENTITIES),
    (Rule::KeyScope, OF_ENTITIES),
    (Rule::IndexPartUnknown, OF_ENTITIES),
    (Rule::IndexPartComputed, OF_ENTITIES),
    (Rule::ManagedAttribute, OF_ENTITIES),
    (Rule::RequiredMissing, OF_ENTITIES),
    (Rule::VariantUpdate, OF_ENTITIES),
    (Rule::NoIndexFits, OF_ENTITIES),
    (Rule::ScanDenied, OF_ENTITIES),
    (Rule::CursorScope, OF_ENTITIES),
    (Rule::PageWithoutKeys, OF_ENTITIES),
    (Rule::BatchCheck, OF_ENTITIES),
    (Rule::BatchCondition, OF_ENTITIES),
    (Rule::UniqueTable, OF_ENTITIES),
    (Rule::UniqueComputed, OF_ENTITIES),
    (Rule::WriterEnded, OF_ENTITIES),
    (Rule::TableDiffers, OF_ENTITIES),
    (Rule::ValueEncoding, OF_ENTITIES),
    (Rule::Service, "it stands for what a service refuses for a reason of its own"),
];

const OF_REPOSITORIES: &str = "an error of repositories and what stands above a store";
const OF_SERVICES: &str = "an error of a service under load, or of the way there";

/// Kinds of errors that no entry meets.
const UNMET: &[(ErrorKind, &str)] = &[
    (ErrorKind::AlreadyExists, OF_REPOSITORIES),
    (ErrorKind::NotFound, OF_REPOSITORIES),
    (ErrorKind::VersionConflict, OF_REPOSITORIES),
    (ErrorKind::UniqueViolation, OF_REPOSITORIES),
    (ErrorKind::ValidationFailed, OF_REPOSITORIES),
    (ErrorKind::WrongType, OF_REPOSITORIES),
    (ErrorKind::Codec, OF_REPOSITORIES),
    (ErrorKind::BatchIncomplete, OF_REPOSITORIES),
    (ErrorKind::Unfinished, OF_REPOSITORIES),
    (ErrorKind::MoreThanOne, OF_REPOSITORIES),
    (ErrorKind::CursorRejected, OF_REPOSITORIES),
    (ErrorKind::CursorNotMade, OF_REPOSITORIES),
    (ErrorKind::Throttled, OF_SERVICES),
    (ErrorKind::Conflict, OF_SERVICES),
    (ErrorKind::TimedOut, OF_SERVICES),
    (ErrorKind::Backend, OF_SERVICES),
    (ErrorKind::ItemCollectionTooLarge, "10 GB of items"),
];

#[test]
fn the_model_does_what_the_corpus_says() {
    for (group, entry) in
        groups().into_iter().flat_map(|(group, entries)| entries.into_iter().map(move |entry| (group, entry)))
    {
        block_on(entry.check(&ModelStore::new()))
            .unwrap_or_else(|departure| panic!("{group}: {}: {departure}", entry.name));
    }
    for entry in schemas() {
        block_on(entry.check(&ModelStore::new()))
            .unwrap_or_else(|departure| panic!("{}: {departure}", entry.name));
    }
}

#[test]
fn the_corpus_leaves_nothing_out() {
    let mut coverage = Coverage::default();
    for entry in groups().into_iter().flat_map(|(_, entries)| entries) {
        let tables = &entry.setting.tables;
        coverage.request(&entry.request, tables);
        let outcome = block_on(entry.outcome(&ModelStore::new())).unwrap();
        coverage.outcome(&entry.request, &outcome, tables);
    }
    schemas()
        .iter()
        .filter_map(|entry| entry.expected.as_ref().err()?.rule())
        .for_each(|rule| coverage.rule(rule));
    let missing = coverage.missing(UNBROKEN);
    assert!(missing.is_empty(), "not in the corpus: {missing:#?}");
}

#[test]
fn the_corpus_meets_every_kind_of_error() {
    let of_requests =
        groups().into_iter().flat_map(|(_, entries)| entries).map(|entry| entry.expected.map(drop));
    let all = of_requests.chain(schemas().into_iter().map(|entry| entry.expected));
    let met: HashSet<_> = all.filter_map(|expected| expected.err().map(|error| error.kind())).collect();
    for kind in ErrorKind::ALL {
        let excused = UNMET.iter().any(|(unmet, _)| unmet == kind);
        assert!(met.contains(kind) != excused, "{kind:?}: met {}, excused {excused}", met.contains(kind));
    }
}

#[test]
fn every_entry_has_a_name_of_its_own() {
    let mut names = HashSet::new();
    let of_requests = groups().into_iter().flat_map(|(_, entries)| entries).map(|entry| entry.name);
    for name in of_requests.chain(schemas().into_iter().map(|entry| entry.name)) {
        assert!(names.insert(name), "two entries are called {name:?}");
    }
}

#[test]
fn every_file_of_entries_is_a_group() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/corpus");
    let sources =
        fs::read_dir(directory).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    let files = sources.filter(|source| source.contains("fn entries() -> Vec<Entry>")).count();
    assert_eq!(groups().len(), files);
}
