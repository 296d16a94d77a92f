//! Items that cannot be read as the entity: the error has the item's key, whatever was taken out of the item before it
//! was found. Both backends run these tests.

use super::{Store, store_with, support::wait};
use twintable::prelude::*;

/// Its keys are composed.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "things", partition_key = "COMPOSED#{id}", sort_key = "AT#{at}")]
struct Composed {
    id: String,
    at: String,
    zeal: u32,
}

/// Its keys are fields, which are read before the one that is wrong.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "things", partition_key = id, sort_key = at)]
struct Plain {
    #[entity(rename = "PK")]
    id: String,
    #[entity(rename = "SK")]
    at: String,
    zeal: u32,
}

/// Variants that differ in how they have their keys.
#[derive(Debug, Clone, PartialEq, Entity)]
enum Thing {
    Composed(Composed),
    Plain(Plain),
}

fn store() -> Store {
    wait(store_with(Composed::schema().clone()))
}

/// What the store holds in place of an entity: a zeal that is no number.
fn spoiled(store: &Store, item: Item) -> PrimaryKey {
    let item = item.with("zeal", "none");
    let key = Composed::schema().key_of(&item).unwrap();
    wait(store.items(Composed::schema().clone()).put(item)).unwrap();
    key
}

fn composed() -> Item {
    item! { "PK" => "COMPOSED#1", "SK" => "AT#noon", "id" => "1", "at" => "noon", "entity_type" => "composed" }
}

fn plain() -> Item {
    item! { "PK" => "1", "SK" => "noon", "entity_type" => "plain" }
}

#[track_caller]
fn assert_names<T: std::fmt::Debug>(read: Result<T, Error>, key: &PrimaryKey) {
    let Err(Error::Codec(error)) = read else { panic!("{read:?}") };
    assert_eq!((error.attribute.as_ref(), error.key.as_ref()), ("zeal", Some(key)));
}

#[test]
fn the_error_has_the_composed_key() {
    let store = store();
    let key = spoiled(&store, composed());
    let things = store.repository::<Composed>();
    assert_names(wait(things.get(Composed::key("1", "noon"))), &key);
    assert_names(wait(things.query(Composed::partition("1")).all()), &key);
    assert_names(wait(things.scan().all()), &key);
}

#[test]
fn the_error_has_the_key_of_fields() {
    let store = store();
    let key = spoiled(&store, plain());
    let things = store.repository::<Plain>();
    assert_names(wait(things.get(Plain::key("1", "noon"))), &key);
    assert_names(wait(things.query(Plain::partition("1")).all()), &key);
    assert_names(wait(things.scan().all()), &key);
}

#[test]
fn the_error_has_the_key_of_a_variant() {
    for item in [composed(), plain()] {
        let store = store();
        let key = spoiled(&store, item);
        assert_names(wait(store.repository::<Thing>().scan().all()), &key);
    }
}
