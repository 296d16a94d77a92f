//! What an item held when it was read.

use super::{super::witness::Witness, PERSON, Watched, stored};
use crate::{
    Item, KeyTemplate, PartFormat, PrimaryKey,
    layout::{KeyField, Layout},
};

fn uniques(item: &Item) -> Witness {
    Witness::new([&*PERSON], Some(item), Watched::Uniques)
}

#[test]
fn unique_values_and_the_type_are_watched() {
    let ann = stored("1", "a@x");
    let witness = uniques(&ann);
    assert!(witness.is_current(Some(&ann)));
    assert!(witness.is_current(Some(&ann.clone().with("age", 7))));
    for other in [
        ann.clone().with("email", "b@x"),
        ann.clone().with("number", 7),
        ann.clone().with("entity_type", "robot"),
    ] {
        assert!(!witness.is_current(Some(&other)), "{other:?}");
    }
    assert!(!witness.is_current(None));
    let missing = Witness::new([&*PERSON], None, Watched::Uniques);
    assert!(missing.is_current(None));
    assert!(!missing.is_current(Some(&ann)));
}

#[test]
fn all_of_an_item_is_watched_that_is_returned() {
    let ann = stored("1", "a@x");
    let witness = Witness::new([&*PERSON], Some(&ann), Watched::Whole);
    for other in [ann.clone().with("age", 7), ann.clone().with("id", "2")] {
        assert!(!witness.is_current(Some(&other)), "{other:?}");
    }
    let condition = format!("{:?}", witness.condition(&PrimaryKey::new("PK", "P#1")));
    assert!(
        ["age", "number", "entity_type", "\"id\""].iter().all(|name| condition.contains(name)),
        "{condition}"
    );
}

#[test]
fn a_version_stands_for_all_of_an_item() {
    let id = KeyTemplate::new().literal("P#").part("id", PartFormat::String);
    let layout = Layout::new("person", "people", KeyField::composed("PK", id)).version("version");
    let ann = stored("1", "a@x").with("version", 3);
    let witness = Witness::new([&layout], Some(&ann), Watched::Whole);
    assert!(witness.is_current(Some(&ann.clone().with("age", 7))));
    assert!(!witness.is_current(Some(&ann.clone().with("version", 4))));
    let without = stored("1", "a@x");
    let witness = Witness::new([&layout], Some(&without), Watched::Whole);
    assert!(!witness.is_current(Some(&without.clone().with("email", "b@x"))));
}
