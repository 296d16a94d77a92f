//! An entity's own rules, and what it fills in by itself. Both backends run these tests.

use super::{
    Store, store_with,
    support::{index, kind, stored, wait},
};
use std::{
    sync::{Arc, LazyLock},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use twintable::{
    AttributeType, ErrorKind, Versioned,
    index::KeyQuery,
    layout::{Check, KeyField, Layout},
    prelude::*,
};
use twintable_testkit::ManualClock;

#[derive(Debug, Clone, PartialEq)]
struct Guest {
    /// Filled in when it is first written.
    id: String,
    name: String,
    age: u32,
    version: u64,
}

index!(Table of Guest: None);

impl Guest {
    const NAME: Attribute<Self, String> = Attribute::new("name");
    const AGE: Attribute<Self, u32> = Attribute::new("age");

    fn new(name: &str, age: u32) -> Self {
        Self { id: String::new(), name: name.to_owned(), age, version: 0 }
    }

    fn with_id(id: &str, age: u32) -> Self {
        Self { id: id.to_owned(), ..Self::new("ann", age) }
    }

    fn key(id: &str) -> Key<Self> {
        Key::from_parts([("id", Ok(id.into()))])
    }

    fn is_of_age(age: u32) -> Result<(), &'static str> {
        if age < 18 { Err("too young") } else { Ok(()) }
    }
}

impl Entity for Guest {
    const NAME: &'static str = "guest";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            let problem = |value: &Value| {
                let age = u32::from_value(value).ok()?;
                Guest::is_of_age(age).err().map(str::to_owned)
            };
            Layout::new("guest", "guests", KeyField::of::<String>("id"))
                .version("version")
                .required(["id", "name", "age"])
                .check(Check { attribute: "age", problem })
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "id" => &self.id, "name" => &self.name, "age" => self.age, "version" => self.version })
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self {
            id: Self::read(item, "id")?,
            name: Self::read(item, "name")?,
            age: Self::read(item, "age")?,
            version: Self::read(item, "version")?,
        })
    }

    fn version(&self) -> Option<u64> {
        Some(self.version)
    }

    fn fill(&mut self, now: SystemTime) {
        if self.id.is_empty() {
            let seconds = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
            self.id = format!("guest-{seconds}");
        }
    }

    fn validate(&self) -> Result<(), Error> {
        // Of the whole, and of a field.
        if self.name == self.id {
            return Err(Error::validation("guest", None, "a guest has a name of its own"));
        }
        Self::is_of_age(self.age).map_err(|problem| Error::validation("guest", Some("age"), problem))
    }
}

impl Versioned for Guest {}

fn store() -> Store {
    wait(store_with(Guest::schema().clone()))
}

/// A write that is refused for a rule of the entity, and what it says.
fn problem<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ValidationFailed, "{error}");
    error.to_string()
}

#[test]
fn an_entity_that_breaks_its_own_rules_is_not_written() {
    let store = store();
    let guests = store.repository::<Guest>();
    let young = "field `age` of guest: too young";
    assert_eq!(problem(wait(guests.create(Guest::with_id("1", 17)))), young);
    assert_eq!(problem(wait(guests.put(Guest::with_id("1", 17)).returning_nothing())), young);
    let nameless = Guest { name: "1".to_owned(), ..Guest::with_id("1", 18) };
    assert_eq!(problem(wait(guests.put(nameless))), "guest: a guest has a name of its own");
    assert_eq!(stored(&store, Guest::key("1")), None);
    let made = wait(guests.create(Guest::with_id("1", 18))).unwrap();
    let refused = wait(guests.update_with(Guest::key("1"), |guest| {
        guest.age = 17;
        Ok(())
    }));
    assert_eq!(problem(refused), young);
    assert_eq!(wait(guests.get(Guest::key("1"))).unwrap(), Some(made));
}

#[test]
fn an_update_that_sets_what_breaks_a_rule_is_refused() {
    let store = store();
    let guests = store.repository::<Guest>();
    let young = "field `age` of guest: too young";
    wait(guests.create(Guest::with_id("1", 18))).unwrap();
    let before = stored(&store, Guest::key("1"));
    assert_eq!(problem(wait(guests.update(Guest::key("1")).set(Guest::AGE, 17))), young);
    let upsert = guests.upsert(Guest::key("2")).set(Guest::NAME, "bob").set(Guest::AGE, 17);
    assert_eq!(problem(wait(upsert)), young);
    assert_eq!(stored(&store, Guest::key("1")), before);
    assert_eq!(stored(&store, Guest::key("2")), None);
    assert_eq!(wait(guests.update(Guest::key("1")).set(Guest::AGE, 19)).unwrap().age, 19);
}

#[test]
fn an_update_that_sets_what_breaks_a_rule_where_there_is_nothing_is_refused() {
    let store = store();
    let guests = store.repository::<Guest>();
    let upsert = guests.upsert(Guest::key("1")).set(Guest::NAME, "bob").set_if_absent(Guest::AGE, 17);
    assert_eq!(problem(wait(upsert)), "field `age` of guest: too young");
    assert_eq!(stored(&store, Guest::key("1")), None);
}

#[test]
fn a_rule_is_asked_after_reads_too_if_the_repository_is_told_so() {
    let store = store();
    let young = item! { "id" => "1", "name" => "ann", "age" => 17, "version" => 1, "entity_type" => "guest" };
    wait(store.items(Guest::schema().clone()).create(young)).unwrap();
    let guests = store.repository::<Guest>();
    assert_eq!(wait(guests.get(Guest::key("1"))).unwrap().map(|guest| guest.age), Some(17));
    assert_eq!(wait(guests.scan().all()).unwrap().len(), 1);
    let strict = store.repository::<Guest>().checking_reads();
    let all = || -> KeyCondition<Table> { KeyQuery::new([("id", Ok("1".into()))]).finish() };
    for refused in [
        problem(wait(strict.get(Guest::key("1")))),
        problem(wait(strict.query(all()).all())),
        problem(wait(strict.scan().all())),
        problem(wait(strict.update(Guest::key("1")).set(Guest::NAME, "bob"))),
    ] {
        assert_eq!(refused, "field `age` of guest: too young");
    }
    // An update looks at what it changes, and has happened.
    assert_eq!(wait(guests.get(Guest::key("1"))).unwrap().unwrap().name, "bob");
}

#[test]
fn what_is_missing_is_filled_in_before_the_rules_are_asked() {
    let store = store();
    let clock = ManualClock::at(UNIX_EPOCH + Duration::from_secs(7));
    let guests = TableRepository::<Guest>::new(Arc::new(store.clone())).with_clock(Arc::new(clock.clone()));
    let made = wait(guests.create(Guest::new("ann", 20))).unwrap();
    assert_eq!((made.id.as_str(), made.version), ("guest-7", 1));
    assert_eq!(wait(guests.get(made.primary_key())).unwrap(), Some(made.clone()));
    assert_eq!(kind(wait(guests.create(Guest::new("bob", 20)))), ErrorKind::AlreadyExists);
    clock.advance(Duration::from_secs(1));
    assert_eq!(wait(guests.put(Guest::new("bob", 20))).unwrap().id, "guest-8");
    // What has an identifier keeps it.
    assert_eq!(wait(guests.put(made.clone())).unwrap().id, "guest-7");
    clock.advance(Duration::from_secs(1));
    let refused = wait(guests.create(Guest::new("guest-9", 20)));
    assert_eq!(problem(refused), "guest: a guest has a name of its own");
}
