//! Somebody else writes between the read and the transaction.

use super::{
    super::{
        at_once::AtOnce,
        hooked::{HookedStore, Moment},
        support::{kind, meanwhile, wait},
    },
    Person, Store, items, person, store, store_with, violated,
};
use std::sync::{Arc, Mutex};
use twintable::{ErrorKind, prelude::*, store::ItemStore};
use twintable_testkit::{
    Operation,
    faults::{Fault, FaultPlan, FaultStore},
};

/// One variant has a unique field, the other has none.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "guests", name = "member", partition_key = "GUEST#{id}")]
struct Member {
    id: String,
    #[entity(unique)]
    email: String,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "guests", name = "visitor", partition_key = "GUEST#{id}")]
struct Visitor {
    id: String,
    email: String,
}

#[derive(Debug, Clone, PartialEq, Entity)]
enum Guest {
    Member(Member),
    Visitor(Visitor),
}

fn member(id: &str, email: &str) -> Member {
    Member { id: id.into(), email: email.into() }
}

/// A store in which something is done once, before the n-th transaction of writes.
fn before_writing(
    inner: Arc<dyn ItemStore>,
    nth: usize,
    other: impl FnOnce() + Send + 'static,
) -> HookedStore {
    let left = Mutex::new((nth, Some(other)));
    HookedStore::new(inner, move |moment| {
        let mut left = left.lock().unwrap();
        let (writes, other) = &mut *left;
        let is_writing = moment == Moment::Before(Operation::TransactWriteItems);
        *writes = writes.saturating_sub(usize::from(is_writing));
        let other = if *writes == 0 { other.take() } else { None };
        Box::pin(async move { other.into_iter().for_each(meanwhile) })
    })
}

/// A repository in which something happens between the read and the transaction.
fn raced<T: Entity>(store: &Store, other: impl FnOnce() + Send + 'static) -> TableRepository<T> {
    let inner = Arc::new(store.clone());
    let hooked = before_writing(inner, 1, other);
    TableRepository::new(Arc::new(hooked)).with_timer(Arc::new(AtOnce))
}

/// A repository over a store that misbehaves.
fn faulty<T: Entity>(store: &Store, plan: FaultPlan) -> TableRepository<T> {
    let faulty = FaultStore::new(Arc::new(store.clone()), plan);
    TableRepository::new(Arc::new(faulty)).with_timer(Arc::new(AtOnce))
}

fn guests() -> Store {
    wait(store_with(Guest::schema().clone()))
}

/// The number of items of guests in the table, those that hold values included.
fn guest_items(store: &Store) -> usize {
    wait(store.items(Guest::schema().clone()).scan().consistent().all()).unwrap().len()
}

/// Removes an item past its repository.
fn lose(store: &Store, key: Key<Person>) {
    let items = store.items(Person::schema().clone());
    wait(items.delete(Key::new(key.into_primary_key().unwrap()))).unwrap();
}

#[test]
fn a_put_gives_back_what_the_entity_had_when_it_was_replaced() {
    let store = store();
    let people = store.repository::<Person>();
    wait(people.create(person("1", "ann@x"))).unwrap();
    let other = people.clone();
    let raced = raced::<Person>(&store, move || {
        wait(other.update(Person::key("1")).set(Person::EMAIL, "new@x")).unwrap();
    });
    let old = wait(raced.put(person("1", "bob@x")).returning_old()).unwrap();
    assert_eq!(old, Some(person("1", "new@x")));
    assert_eq!(items(&store), 2);
    wait(people.create(person("2", "new@x"))).unwrap();
    wait(people.create(person("3", "ann@x"))).unwrap();
}

#[test]
fn a_delete_gives_back_what_the_entity_had_when_it_was_removed() {
    let store = store();
    let people = store.repository::<Person>();
    wait(people.create(person("1", "ann@x"))).unwrap();
    let other = people.clone();
    let raced = raced::<Person>(&store, move || {
        wait(other.put(Person { tax_number: Some(7), ..person("1", "new@x") })).unwrap();
    });
    wait(raced.delete(Person::key("1"))).unwrap();
    assert_eq!(items(&store), 0);
}

#[test]
fn the_entity_as_it_was_is_that_of_the_moment_of_the_write() {
    let older = || Person { age: 31, ..person("1", "ann@x") };
    let race = || {
        let store = store();
        let people = store.repository::<Person>();
        wait(people.create(person("1", "ann@x"))).unwrap();
        // No unique field is touched.
        raced::<Person>(&store, move || {
            wait(people.update(Person::key("1")).increment(Person::AGE, 1)).unwrap();
        })
    };
    assert_eq!(wait(race().delete(Person::key("1")).returning_old()).unwrap(), Some(older()));
    assert_eq!(wait(race().put(person("1", "bob@x")).returning_old()).unwrap(), Some(older()));
    let people = race();
    let update = people.update(Person::key("1")).set(Person::EMAIL, "bob@x").returning_old();
    assert_eq!(wait(update).unwrap(), Some(older()));
}

#[test]
fn the_entity_as_it_was_has_what_was_added_meanwhile() {
    let store = store();
    let people = store.repository::<Person>();
    wait(people.create(person("1", "ann@x"))).unwrap();
    let raced = raced::<Person>(&store, move || {
        wait(people.update(Person::key("1")).set(Person::NICKNAME, "Annie")).unwrap();
    });
    let old = wait(raced.delete(Person::key("1")).returning_old()).unwrap();
    assert_eq!(old.unwrap().nickname.as_deref(), Some("Annie"));
}

#[test]
fn a_put_of_another_variant_gives_back_what_the_one_before_had() {
    let store = guests();
    let members = store.repository::<Member>();
    wait(members.create(member("1", "ann@x"))).unwrap();
    let other = members.clone();
    let raced = raced::<Guest>(&store, move || {
        wait(other.update(Member::key("1")).set(Member::EMAIL, "new@x")).unwrap();
    });
    wait(raced.put(Visitor { id: "1".into(), email: "ann@x".into() }.into())).unwrap();
    assert_eq!(guest_items(&store), 1);
}

#[test]
fn a_put_sees_that_the_variant_changed_meanwhile() {
    let store = guests();
    let everybody = store.repository::<Guest>();
    let visitor = || Visitor { id: "1".into(), email: "ann@x".into() };
    wait(everybody.put(visitor().into())).unwrap();
    let other = everybody.clone();
    let raced = raced::<Guest>(&store, move || {
        wait(other.put(member("1", "ann@x").into())).unwrap();
    });
    wait(raced.put(member("1", "bob@x").into())).unwrap();
    assert_eq!(guest_items(&store), 2);
    wait(raced.delete(Member::key("1").lifted())).unwrap();
    assert_eq!(guest_items(&store), 0);
}

/// A repository in which something happens between the attempt that finds a value left behind and the one that takes
/// it over.
fn raced_takeover<T: Entity>(store: &Store, other: impl FnOnce() + Send + 'static) -> TableRepository<T> {
    let inner = Arc::new(store.clone());
    let hooked = before_writing(inner, 2, other);
    TableRepository::new(Arc::new(hooked)).with_timer(Arc::new(AtOnce))
}

#[test]
fn a_value_is_not_taken_over_from_an_owner_that_comes_back() {
    let store = store();
    let people = store.repository::<Person>();
    wait(people.create(person("1", "ann@x"))).unwrap();
    lose(&store, Person::key("1"));
    let back = people.clone();
    let raced = raced_takeover::<Person>(&store, move || {
        wait(back.create(person("1", "ann@x"))).unwrap();
    });
    assert_eq!(violated(wait(raced.create(person("2", "ann@x")))), "email");
    assert_eq!(wait(people.get(Person::key("1"))).unwrap(), Some(person("1", "ann@x")));
}

#[test]
fn a_value_is_not_taken_over_from_an_item_that_becomes_its_owner_again() {
    let store = guests();
    let members = store.repository::<Member>();
    wait(members.create(member("1", "ann@x"))).unwrap();
    // This repository knows of no unique field.
    let visitors = store.repository::<Visitor>();
    wait(visitors.put(Visitor { id: "1".into(), email: "ann@x".into() })).unwrap();
    let back = members.clone();
    let raced = raced_takeover::<Member>(&store, move || {
        wait(back.put(member("1", "ann@x"))).unwrap();
    });
    assert_eq!(violated(wait(raced.create(member("2", "ann@x")))), "email");
    assert_eq!(wait(members.scan().all()).unwrap(), [member("1", "ann@x")]);
}

#[test]
fn all_values_that_one_entity_left_behind_are_taken_over() {
    let store = store();
    let people = store.repository::<Person>();
    let ann = |id| Person { tax_number: Some(7), ..person(id, "ann@x") };
    wait(people.create(ann("1"))).unwrap();
    lose(&store, Person::key("1"));
    wait(people.create(ann("2"))).unwrap();
    assert_eq!(items(&store), 3);
    assert_eq!(violated(wait(people.create(ann("3")))), "email");
}

#[test]
fn an_entity_that_was_written_is_read_again_until_an_answer_comes() {
    let store = store();
    let people = store.repository::<Person>();
    wait(people.create(person("1", "a@x"))).unwrap();
    let rename = |plan: FaultPlan, email: &str| {
        let people = faulty::<Person>(&store, plan);
        wait(people.update(Person::key("1")).set(Person::EMAIL, email.to_owned()))
    };
    let reads = |fault: Fault| fault.on(Operation::GetItem);
    for fault in [Fault::Throttled, Fault::TimedOutBefore, Fault::Unavailable] {
        let plan = FaultPlan::new().with(reads(fault).nth(2));
        assert_eq!(rename(plan, "b@x").unwrap(), person("1", "b@x"));
    }
    // It happened: an error that says that it did not would be wrong.
    for fault in [Fault::Throttled, Fault::Refused] {
        let plan = FaultPlan::new().with(reads(fault).starting_at(2));
        assert_eq!(kind(rename(plan, "c@x")), ErrorKind::TimedOut);
        assert_eq!(wait(people.get(Person::key("1"))).unwrap(), Some(person("1", "c@x")));
    }
}

#[test]
fn a_write_that_fails_after_a_lost_answer_is_unknown() {
    let store = store();
    let lost = Fault::TimedOutAfter.on(Operation::TransactWriteItems).nth(1);
    for then in [Fault::Throttled, Fault::Conflict(0), Fault::Refused] {
        let plan = FaultPlan::new().with(lost.clone());
        let plan = plan.with(then.on(Operation::TransactWriteItems).starting_at(2));
        let people = faulty::<Person>(&store, plan);
        assert_eq!(kind(wait(people.create(person("1", "ann@x")))), ErrorKind::TimedOut);
        wait(store.repository::<Person>().delete(Person::key("1"))).unwrap();
    }
    let people = faulty::<Person>(&store, FaultPlan::new().with(lost));
    wait(people.create(person("1", "ann@x"))).unwrap();
}

#[test]
fn who_is_always_beaten_gets_a_conflict() {
    let store = store();
    let people = store.repository::<Person>();
    wait(people.create(person("1", "a@x"))).unwrap();
    let other = people.clone();
    let always = HookedStore::new(Arc::new(store.clone()), move |moment| {
        let other = other.clone();
        let is_due = moment == Moment::Before(Operation::TransactWriteItems);
        Box::pin(async move {
            if is_due {
                let email = format!("{:?}@x", std::time::Instant::now());
                meanwhile(|| wait(other.update(Person::key("1")).set(Person::EMAIL, email))).unwrap();
            }
        })
    });
    let raced = TableRepository::<Person>::new(Arc::new(always)).with_timer(Arc::new(AtOnce));
    let beaten = wait(raced.update(Person::key("1")).set(Person::EMAIL, "b@x"));
    assert_eq!(kind(beaten), ErrorKind::Conflict);
    assert_eq!(items(&store), 2);
}
