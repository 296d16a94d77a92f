//! Derived entities in a store: what a write returns is what is stored.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use twintable::{ErrorKind, prelude::*};
use twintable_memory::MemoryStore;
use twintable_testkit::ManualClock;

fn full_name(person: &Person) -> String {
    format!("{} {}", person.first, person.last)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "a check borrows its field")]
fn is_grown_up(age: &u8) -> Result<(), &'static str> {
    if *age < 18 { Err("too young") } else { Ok(()) }
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "people", partition_key = "PERSON#{id}", created_index = "newest")]
struct Person {
    id: String,
    first: String,
    last: String,
    #[entity(computed = full_name)]
    name: String,
    #[entity(validate = is_grown_up)]
    age: u8,
    #[entity(version)]
    version: u64,
    #[entity(created_at)]
    created_at: u64,
    #[entity(updated_at)]
    updated_at: Option<u64>,
}

/// Nothing but a computed field.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "people", partition_key = "LABEL#{id}")]
struct Label {
    id: String,
    #[entity(computed = shout)]
    text: String,
}

fn shout(label: &Label) -> String {
    label.id.to_uppercase()
}

fn person(id: &str) -> Person {
    Person {
        id: id.to_owned(),
        first: "Ann".to_owned(),
        last: "Lee".to_owned(),
        name: String::new(),
        age: 40,
        version: 0,
        created_at: 0,
        updated_at: None,
    }
}

fn store() -> (MemoryStore, ManualClock) {
    let clock = ManualClock::at(std::time::SystemTime::UNIX_EPOCH);
    let store = MemoryStore::builder().clock(clock.clone()).build();
    store.add_table(TableSchema::shared_by([Person::schema(), Label::schema()]).unwrap()).unwrap();
    (store, clock)
}

#[tokio::test]
async fn a_write_returns_what_is_stored() {
    let (store, _) = store();
    let people = store.repository::<Person>();
    let created = people.create(person("1")).await.unwrap();
    assert_eq!((created.name.as_str(), created.version), ("Ann Lee", 1));
    assert_eq!(created.updated_at, Some(created.created_at));
    assert_eq!(people.get(Person::key("1")).await.unwrap(), Some(created));

    let labels = store.repository::<Label>();
    let label = labels.put(Label { id: "a".to_owned(), text: String::new() }).await.unwrap();
    assert_eq!(label.text, "A");
    assert_eq!(labels.get(Label::key("a")).await.unwrap(), Some(label));
}

#[tokio::test]
async fn a_field_that_breaks_its_rule_is_not_written_in_any_way() {
    let (store, _) = store();
    let people = store.repository::<Person>();
    let young = Person { age: 7, ..person("1") };
    assert_eq!(people.create(young).await.unwrap_err().kind(), ErrorKind::ValidationFailed);
    people.create(person("1")).await.unwrap();
    let refused = people.update(Person::key("1")).set(Person::AGE, 7).await.unwrap_err();
    assert_eq!(refused.to_string(), "field `age` of person: too young");
    assert_eq!(people.get(Person::key("1")).await.unwrap().unwrap().age, 40);
}

#[tokio::test]
async fn all_of_a_type_are_listed_the_newest_first() {
    let (store, clock) = store();
    let people = store.repository::<Person>();
    for id in ["a", "b", "c"] {
        clock.advance(std::time::Duration::from_mins(1));
        people.create(person(id)).await.unwrap();
    }
    let newest = people.query(Person::newest()).descending().all().await.unwrap();
    assert_eq!(newest.iter().map(|person| person.id.as_str()).collect::<String>(), "cba");
    let since = newest.first().unwrap().created_at - 60;
    let latest = people.query(Person::newest().created_at().gt(since)).all().await.unwrap();
    assert_eq!(latest.iter().map(|person| person.id.as_str()).collect::<String>(), "c");
}

#[tokio::test]
async fn update_with_reads_changes_and_writes_back() {
    let (store, _) = store();
    let people = store.repository::<Person>();
    people.create(person("1")).await.unwrap();
    let mut calls = 0;
    let changed = people.update_with(Person::key("1"), |person| {
        calls += 1;
        person.age += 1;
        Ok(())
    });
    assert_eq!(changed.await.unwrap().age, 41);
    assert_eq!(calls, 1);
    let missing = people.update_with(Person::key("2"), |_| Ok(())).await.unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::NotFound);
}
