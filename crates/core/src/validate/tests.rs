//! Each rule by its name: a request that breaks it and nothing else, and one beside it that is allowed.

mod batch;
mod condition;
mod key;
mod measured;
mod page;
mod schema;
mod size;
mod stored;
mod transaction;
mod update;

use crate::{
    Error, GlobalIndex, IndexProjection, Item, KeyAttribute, LocalIndex, PrimaryKey, Rule, TableSchema,
    expr::{Filter, Update},
    item,
    store::{GetItem, PutItem, Query, Scan, UpdateItem},
};

/// Makes a test of each line, and the list of the rules that have one.
macro_rules! rules {
    ($($name:ident: $rule:ident, $broken:expr => $allowed:expr;)*) => {
        pub(super) const RULES: &[crate::Rule] = &[$(crate::Rule::$rule,)*];

        $(
            #[test]
            fn $name() {
                let broken: Result<(), crate::Error> = $broken;
                assert_eq!(broken.err().and_then(|error| error.rule()), Some(crate::Rule::$rule));
                let allowed: Result<(), crate::Error> = $allowed;
                assert!(allowed.is_ok(), "{allowed:?}");
            }
        )*
    };
}
use rules;

/// The rules that no validation of a request can find broken, and why.
const NOT_HERE: &[(Rule, &str)] = &[
    (Rule::UpdatePath, "depends on the stored item"),
    (Rule::SourceMissing, "depends on the stored item"),
    (Rule::StoredType, "depends on the stored item"),
    (Rule::NumberRange, "depends on the stored item: constants are in range by their type"),
    (Rule::KeyTemplateShape, "a rule of entities: tested where layouts are"),
    (Rule::KeyPartReserved, "a rule of entities: tested where key templates are"),
    (Rule::KeyPartSeparator, "a rule of entities: tested where key templates are"),
    (Rule::KeyPartWidth, "a rule of entities: tested where key templates are"),
    (Rule::KeyPartType, "a rule of entities: tested where key templates are"),
    (Rule::KeyPartMissing, "a rule of entities: tested where layouts are"),
    (Rule::KeyScope, "a rule of entities: tested where key templates and repositories are"),
    (Rule::IndexPartUnknown, "a rule of entities: tested where repositories are"),
    (Rule::IndexPartComputed, "a rule of entities: tested where repositories are"),
    (Rule::ManagedAttribute, "a rule of entities: tested where repositories are"),
    (Rule::RequiredMissing, "a rule of entities: tested where repositories are"),
    (Rule::VariantUpdate, "a rule of entities: tested where repositories are"),
    (Rule::NoIndexFits, "a rule of entities: tested where the choice of an index is"),
    (Rule::ScanDenied, "a rule of repositories: tested where they are"),
    (Rule::CursorScope, "a rule of repositories: tested where they are"),
    (Rule::PageWithoutKeys, "a rule of reads: tested where they are"),
    (Rule::BatchCheck, "a rule of entities: tested where repositories are"),
    (Rule::BatchCondition, "a rule of entities: tested where repositories are"),
    (Rule::WriterEnded, "a rule of entities: tested where repositories are"),
    (Rule::UniqueTable, "a rule of entities: tested where layouts are"),
    (Rule::UniqueComputed, "a rule of entities: tested where repositories are"),
    (Rule::TableDiffers, "a rule of entities: tested where layouts are"),
    (Rule::ValueEncoding, "a rule of entities: tested where typed expressions are"),
    (Rule::Service, "only the service has reasons of its own"),
];

#[test]
fn every_rule_has_a_test_or_a_reason_to_have_none() {
    let tested = [
        batch::RULES,
        condition::RULES,
        stored::RULES,
        key::RULES,
        page::RULES,
        schema::RULES,
        size::RULES,
        transaction::RULES,
        update::RULES,
    ]
    .concat();
    for rule in Rule::ALL {
        let reasons = NOT_HERE.iter().filter(|(other, _)| other == rule).count();
        assert_eq!(usize::from(tested.contains(rule)) + reasons, 1, "{rule:?}");
    }
}

/// A table with a local index and three global ones, one of them with a key of four parts.
fn schema() -> TableSchema {
    let place = GlobalIndex::new("by_place", KeyAttribute::string("country"))
        .partition_key(KeyAttribute::string("city"))
        .sort_key(KeyAttribute::string("street"))
        .sort_key(KeyAttribute::number("house"));
    TableSchema::new("shop", KeyAttribute::string("PK"))
        .sort_key(KeyAttribute::string("SK"))
        .local_index(
            LocalIndex::new("by_day", KeyAttribute::number("day")).projection(IndexProjection::KeysOnly),
        )
        .global_index(
            GlobalIndex::new("by_email", KeyAttribute::string("email"))
                .projection(IndexProjection::include(["name"])),
        )
        .global_index(GlobalIndex::new("by_hash", KeyAttribute::binary("hash")))
        .global_index(place)
}

fn key() -> PrimaryKey {
    PrimaryKey::new("PK", "a").sort("SK", "b")
}

/// An item with the key of the table and nothing else.
fn stored() -> Item {
    item! { "PK" => "a", "SK" => "b" }
}

fn get(key: PrimaryKey) -> Result<(), Error> {
    let request = GetItem::new("shop", key);
    request.validate().and_then(|()| request.validate_against(&schema()))
}

fn put(item: Item) -> Result<(), Error> {
    let request = PutItem::new("shop", item);
    request.validate().and_then(|()| request.validate_against(&schema()))
}

fn when(condition: Filter) -> Result<(), Error> {
    let request = PutItem::new("shop", stored()).when(condition);
    request.validate().and_then(|()| request.validate_against(&schema()))
}

fn update(update: Update) -> Result<(), Error> {
    let request = UpdateItem::new("shop", key(), update);
    request.validate().and_then(|()| request.validate_against(&schema()))
}

fn query(request: &Query) -> Result<(), Error> {
    request.validate().and_then(|()| request.validate_against(&schema()))
}

fn scan(request: &Scan) -> Result<(), Error> {
    request.validate().and_then(|()| request.validate_against(&schema()))
}

fn text(length: usize) -> String {
    "x".repeat(length)
}
