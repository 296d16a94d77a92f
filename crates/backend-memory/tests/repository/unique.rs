//! Unique fields: two entities never have the same value. Both backends run these tests.

#[path = "unique/places.rs"]
mod places;
#[path = "unique/races.rs"]
mod races;

use super::{
    Store, store_with,
    support::{kind, rule, stored, wait},
};
use twintable::{ErrorKind, Rule, prelude::*};

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "people", name = "person", partition_key = "PERSON#{id}", sort_key = "PROFILE")]
struct Person {
    id: String,
    #[entity(unique)]
    email: String,
    country: String,
    #[entity(unique(within = [country]))]
    tax_number: Option<u64>,
    age: u32,
    nickname: Option<String>,
}

/// Its only key is a field as it is, and it expires.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "handles", name = "handle", only_type, partition_key = owner)]
struct Handle {
    owner: String,
    #[entity(unique)]
    text: String,
    #[entity(ttl)]
    until: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "accounts", name = "account", partition_key = "TENANT#{@tenant}#ACCOUNT#{id}")]
struct Account {
    id: String,
    #[entity(unique)]
    login: String,
    #[entity(version)]
    version: u64,
}

fn person(id: &str, email: &str) -> Person {
    Person {
        id: id.into(),
        email: email.into(),
        country: "NO".into(),
        tax_number: None,
        age: 30,
        nickname: None,
    }
}

fn store() -> Store {
    wait(store_with(Person::schema().clone()))
}

/// The number of items in the table, the ones that hold values included.
fn items(store: &Store) -> usize {
    wait(store.items(Person::schema().clone()).scan().consistent().all()).unwrap().len()
}

/// The violated field.
fn violated<T: std::fmt::Debug>(outcome: Result<T, Error>) -> &'static str {
    let Error::UniqueViolation(taken) = outcome.unwrap_err() else { unreachable!() };
    taken.attribute
}

#[test]
fn a_value_belongs_to_one_entity() {
    let store = store();
    let people = store.repository::<Person>();
    let ann = wait(people.create(person("1", "ann@x"))).unwrap();
    assert_eq!(ann, person("1", "ann@x"));
    assert_eq!(violated(wait(people.create(person("2", "ann@x")))), "email");
    assert_eq!(wait(people.get(Person::key("2"))).unwrap(), None);
    wait(people.create(person("2", "bob@x"))).unwrap();
    assert_eq!(items(&store), 4);
}

#[test]
fn the_items_that_hold_values_are_no_entities() {
    let store = store();
    let people = store.repository::<Person>();
    wait(people.create(Person { tax_number: Some(7), ..person("1", "ann@x") })).unwrap();
    assert_eq!(items(&store), 3);
    assert_eq!(wait(people.scan().all()).unwrap().len(), 1);
    let store = wait(store_with(Handle::schema().clone()));
    let handles = store.repository::<Handle>();
    wait(handles.create(Handle { owner: "ann".into(), text: "a".into(), until: None })).unwrap();
    assert_eq!(wait(handles.scan().all()).unwrap().len(), 1);
}

#[test]
fn their_keys_cannot_be_those_of_entities() {
    let store = wait(store_with(Handle::schema().clone()));
    let handles = store.repository::<Handle>();
    let owner = "\u{10FFFD}unique#Ehandle".to_owned();
    let key = || Key::new(PrimaryKey::new("owner", owner.clone()));
    let handle = Handle { owner: owner.clone(), text: "a".into(), until: None };
    assert_eq!(rule(wait(handles.put(handle))), Some(Rule::KeyPartReserved));
    assert_eq!(rule(wait(handles.get(key()))), Some(Rule::KeyPartReserved));
    assert_eq!(rule(wait(handles.delete(key()))), Some(Rule::KeyPartReserved));
}

#[test]
fn the_same_entity_again_exists_already() {
    let people = store().repository::<Person>();
    wait(people.create(person("1", "ann@x"))).unwrap();
    assert_eq!(kind(wait(people.create(person("1", "ann@x")))), ErrorKind::AlreadyExists);
    assert_eq!(kind(wait(people.create(person("1", "other@x")))), ErrorKind::AlreadyExists);
    wait(people.create(person("2", "other@x"))).unwrap();
}

#[test]
fn a_put_gives_the_old_value_back() {
    let store = store();
    let people = store.repository::<Person>();
    wait(people.put(person("1", "ann@x"))).unwrap();
    let old = wait(people.put(person("1", "new@x")).returning_old()).unwrap();
    assert_eq!(old, Some(person("1", "ann@x")));
    wait(people.put(person("2", "ann@x"))).unwrap();
    assert_eq!(violated(wait(people.put(person("1", "ann@x")))), "email");
    assert_eq!(items(&store), 4);
}

#[test]
fn a_delete_gives_the_value_back() {
    let store = store();
    let people = store.repository::<Person>();
    wait(people.create(Person { tax_number: Some(7), ..person("1", "ann@x") })).unwrap();
    wait(people.delete(Person::key("1"))).unwrap();
    assert_eq!(items(&store), 0);
    wait(people.delete(Person::key("1"))).unwrap();
    wait(people.create(person("2", "ann@x"))).unwrap();
    let old = wait(people.delete(Person::key("2")).returning_old()).unwrap();
    assert_eq!(old, Some(person("2", "ann@x")));
}

#[test]
fn an_update_moves_to_another_value() {
    let store = store();
    let people = store.repository::<Person>();
    wait(people.create(person("1", "ann@x"))).unwrap();
    wait(people.create(person("2", "bob@x"))).unwrap();
    let outcome = wait(people.update(Person::key("1")).set(Person::EMAIL, "bob@x"));
    assert_eq!(violated(outcome), "email");
    let new =
        wait(people.update(Person::key("1")).set(Person::EMAIL, "ann@y").increment(Person::AGE, 1)).unwrap();
    assert_eq!(new, Person { age: 31, ..person("1", "ann@y") });
    wait(people.create(person("3", "ann@x"))).unwrap();
    let old = wait(people.update(Person::key("1")).set(Person::EMAIL, "ann@z").returning_old()).unwrap();
    assert_eq!(old, Some(Person { age: 31, ..person("1", "ann@y") }));
    assert_eq!(items(&store), 6);
}

#[test]
fn an_update_of_other_fields_is_a_plain_one() {
    let store = store();
    let people = store.repository::<Person>();
    wait(people.create(person("1", "ann@x"))).unwrap();
    let new = wait(people.update(Person::key("1")).set(Person::AGE, 40)).unwrap();
    assert_eq!(new.age, 40);
    assert_eq!(violated(wait(people.create(person("2", "ann@x")))), "email");
}

#[test]
fn a_value_is_unique_within_other_fields() {
    let store = store();
    let people = store.repository::<Person>();
    let taxed = |id: &str, country: &str, number| Person {
        country: country.into(),
        tax_number: number,
        ..person(id, id)
    };
    wait(people.create(taxed("1", "NO", Some(7)))).unwrap();
    wait(people.create(taxed("2", "SE", Some(7)))).unwrap();
    assert_eq!(violated(wait(people.create(taxed("3", "NO", Some(7))))), "tax_number");
    wait(people.create(taxed("3", "NO", None))).unwrap();
    wait(people.create(taxed("4", "NO", None))).unwrap();
    let moved = wait(people.update(Person::key("2")).set(Person::COUNTRY, "NO"));
    assert_eq!(violated(moved), "tax_number");
    wait(people.update(Person::key("1")).remove(Person::TAX_NUMBER)).unwrap();
    wait(people.update(Person::key("2")).set(Person::COUNTRY, "NO")).unwrap();
    // Four entities with their addresses, and one number.
    assert_eq!(items(&store), 9);
}

#[test]
fn what_makes_a_value_unknown_is_refused() {
    let people = store().repository::<Person>();
    wait(people.create(Person { tax_number: Some(7), ..person("1", "ann@x") })).unwrap();
    let outcome = wait(people.update(Person::key("1")).increment(Person::TAX_NUMBER, 1));
    assert_eq!(rule(outcome), Some(Rule::UniqueComputed));
}

#[test]
fn a_failed_condition_is_no_violation() {
    let people = store().repository::<Person>();
    wait(people.create(person("1", "ann@x"))).unwrap();
    let update = people.update(Person::key("1")).set(Person::EMAIL, "b@x").when(Person::AGE.gt(30));
    let error = wait(update).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConditionFailed);
    assert_eq!(error.current::<Person>().unwrap(), Some(person("1", "ann@x")));
    let missing = wait(people.update(Person::key("9")).set(Person::EMAIL, "b@x"));
    assert_eq!(kind(missing), ErrorKind::NotFound);
    wait(people.create(person("2", "b@x"))).unwrap();
}

#[test]
fn an_upsert_takes_its_values() {
    let store = store();
    let people = store.repository::<Person>();
    let upsert = |id: &str, email: &str| {
        let change = people.upsert(Person::key(id)).set(Person::EMAIL, email.to_owned());
        wait(change.set(Person::COUNTRY, "NO").set(Person::AGE, 30))
    };
    assert_eq!(upsert("1", "ann@x").unwrap(), person("1", "ann@x"));
    assert_eq!(violated(upsert("2", "ann@x")), "email");
    assert_eq!(upsert("1", "ann@y").unwrap(), person("1", "ann@y"));
    assert_eq!(upsert("2", "ann@x").unwrap(), person("2", "ann@x"));
    assert_eq!(items(&store), 4);
}

#[test]
fn versions_count_beside_unique_values() {
    let store = wait(store_with(Account::schema().clone()));
    let accounts = store.scoped_repository::<Account>("acme");
    let account = |id: &str, login: &str| Account { id: id.into(), login: login.into(), version: 0 };
    let first = wait(accounts.create(account("1", "ann"))).unwrap();
    assert_eq!(first.version, 1);
    let second = wait(accounts.put(Account { login: "bob".into(), ..first.clone() })).unwrap();
    assert_eq!(second.version, 2);
    assert_eq!(kind(wait(accounts.put(first.clone()))), ErrorKind::VersionConflict);
    assert_eq!(kind(wait(accounts.delete_entity(&first))), ErrorKind::VersionConflict);
    let renamed = wait(accounts.update_with(Account::key("1"), |account| {
        account.login = "ann".into();
        Ok(())
    }));
    assert_eq!(renamed.unwrap().version, 3);
    let third = wait(accounts.update(Account::key("1")).set(Account::LOGIN, "eve").expecting(3)).unwrap();
    assert_eq!(third, Account { version: 4, ..account("1", "eve") });
    wait(accounts.delete_entity(&third)).unwrap();
    assert_eq!(wait(store.items(Account::schema().clone()).scan().all()).unwrap(), []);
}

#[test]
fn values_are_unique_within_a_scope() {
    let store = wait(store_with(Account::schema().clone()));
    let (acme, other) =
        (store.scoped_repository::<Account>("acme"), store.scoped_repository::<Account>("other"));
    let account = |id: &str| Account { id: id.into(), login: "ann".into(), version: 0 };
    wait(acme.create(account("1"))).unwrap();
    wait(other.create(account("1"))).unwrap();
    assert_eq!(violated(wait(acme.create(account("2")))), "login");
    assert_eq!(violated(wait(other.create(account("2")))), "login");
}

#[test]
fn a_value_expires_with_its_owner() {
    let store = wait(store_with(Handle::schema().clone()));
    let handles = store.repository::<Handle>();
    let handle = |owner: &str, until| Handle { owner: owner.into(), text: "a".into(), until };
    wait(handles.create(handle("ann", Some(1_000)))).unwrap();
    wait(handles.create(handle("bob", Some(10_000_000_000)))).unwrap();
    assert_eq!(violated(wait(handles.create(handle("eve", None)))), "text");
    // The expired owner has nothing to give back any more.
    wait(handles.delete(Handle::key("ann"))).unwrap();
    assert_eq!(violated(wait(handles.create(handle("eve", None)))), "text");
    wait(handles.update(Handle::key("bob")).set(Handle::UNTIL, 1_000)).unwrap();
    wait(handles.create(handle("eve", None))).unwrap();
}

#[test]
fn a_value_that_was_left_behind_is_taken_over() {
    let store = store();
    let people = store.repository::<Person>();
    wait(people.create(person("1", "ann@x"))).unwrap();
    let items = store.items(Person::schema().clone());
    wait(items.delete(Key::new(Person::key("1").into_primary_key().unwrap()))).unwrap();
    wait(people.create(person("2", "ann@x"))).unwrap();
    assert_eq!(violated(wait(people.create(person("3", "ann@x")))), "email");
    // The same owner with another value.
    let key = Person::key("2").into_primary_key().unwrap();
    wait(items.update(Key::new(key)).apply(expr::Update::new().set("email", "bob@x"))).unwrap();
    wait(people.create(person("3", "ann@x"))).unwrap();
    assert_eq!(stored(&store, Person::key("3")).unwrap().get("email"), Some(&Value::from("ann@x")));
}

#[test]
fn an_entity_from_before_the_field_was_unique_takes_its_value_when_it_is_put() {
    let store = store();
    let people = store.repository::<Person>();
    wait(people.create(person("1", "ann@x"))).unwrap();
    let items = store.items(Person::schema().clone());
    for item in wait(items.scan().all()).unwrap() {
        if item.get("email").is_none() {
            wait(items.delete(Key::new(Person::schema().key_of(&item).unwrap()))).unwrap();
        }
    }
    wait(people.put(person("1", "ann@x"))).unwrap();
    assert_eq!(violated(wait(people.create(person("2", "ann@x")))), "email");
}

#[test]
fn values_that_look_alike_differ() {
    let people = store().repository::<Person>();
    for (id, email) in ["a#b", "a##b", "a", "#a", "a#", "a#Sb", "", "A"].into_iter().enumerate() {
        wait(people.create(person(&id.to_string(), email))).unwrap();
        assert_eq!(violated(wait(people.create(person("x", email)))), "email", "{email}");
    }
}
