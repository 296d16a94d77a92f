//! Entities with a version: nobody writes over what they have not read. Both backends run these tests.

use super::{
    Store, store_with,
    support::{kind, meanwhile, rule, stored, wait},
};
use std::sync::LazyLock;
use twintable::{
    ErrorKind, Fixed, Rule, Versioned,
    layout::{KeyField, Layout},
    prelude::*,
};

#[derive(Debug, Clone, PartialEq)]
struct Account {
    id: String,
    balance: u32,
    version: u64,
}

/// Another type in the same table, without a version.
#[derive(Debug, Clone, PartialEq)]
struct Note;

/// The only type in its table, which has no attribute that says so.
#[derive(Debug, Clone, PartialEq)]
struct Counter {
    count: u32,
    version: u64,
}

impl Account {
    const BALANCE: Attribute<Self, u32> = Attribute::new("balance");
    const VERSION: Attribute<Self, u64, Fixed> = Attribute::new("version");

    fn new(balance: u32) -> Self {
        Self { id: "a".to_owned(), balance, version: 0 }
    }

    fn at(version: u64, balance: u32) -> Self {
        Self { version, ..Self::new(balance) }
    }

    fn key() -> Key<Self> {
        Self::new(0).primary_key()
    }
}

impl Entity for Account {
    const NAME: &'static str = "account";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            Layout::new(Account::NAME, "accounts", KeyField::of::<String>("id"))
                .version("version")
                .required(["id", "balance"])
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "id" => &self.id, "balance" => self.balance, "version" => self.version })
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self {
            id: Self::read(item, "id")?,
            balance: Self::read(item, "balance")?,
            version: Self::read(item, "version")?,
        })
    }

    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

impl Versioned for Account {}

impl Entity for Note {
    const NAME: &'static str = "note";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> =
            LazyLock::new(|| Layout::new(Note::NAME, "accounts", KeyField::of::<String>("id")));
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "id" => "a" })
    }

    fn from_item(_: &Item) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Counter {
    const COUNT: Attribute<Self, u32> = Attribute::new("count");
}

impl Entity for Counter {
    const NAME: &'static str = "counter";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            Layout::new(Counter::NAME, "counters", KeyField::of::<String>("id"))
                .type_attribute(None)
                .version("version")
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "id" => "c", "count" => self.count, "version" => self.version })
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self { count: Self::read(item, "count")?, version: Self::read(item, "version")? })
    }

    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

impl Versioned for Counter {}

fn store() -> Store {
    wait(store_with(Account::schema().clone()))
}

fn accounts() -> TableRepository<Account> {
    store().repository()
}

/// What is there after a write, as another reader sees it.
fn read(accounts: &TableRepository<Account>) -> Option<Account> {
    wait(accounts.get(Account::key()).consistent()).unwrap()
}

/// The outcome of a version conflict: the entity as it is.
fn conflict<T: std::fmt::Debug>(result: Result<T, Error>) -> Option<Account> {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::VersionConflict, "{error}");
    error.current().unwrap()
}

#[test]
fn a_create_writes_version_one_and_returns_it() {
    let accounts = accounts();
    let made = wait(accounts.create(Account::new(5))).unwrap();
    assert_eq!(made, Account::at(1, 5));
    assert_eq!(read(&accounts), Some(made));
}

#[test]
fn a_put_of_what_was_never_read_makes_it_new() {
    let accounts = accounts();
    assert_eq!(wait(accounts.put(Account::new(5))).unwrap(), Account::at(1, 5));
    assert_eq!(kind(wait(accounts.put(Account::new(6)))), ErrorKind::AlreadyExists);
    assert_eq!(kind(wait(accounts.put(Account::new(6)).returning_nothing())), ErrorKind::AlreadyExists);
    assert_eq!(kind(wait(accounts.put(Account::new(6)).returning_old())), ErrorKind::AlreadyExists);
    assert_eq!(kind(wait(accounts.create(Account::new(6)))), ErrorKind::AlreadyExists);
    assert_eq!(read(&accounts), Some(Account::at(1, 5)));
}

#[test]
fn a_put_needs_the_version_that_was_read_and_writes_the_next_one() {
    let accounts = accounts();
    let made = wait(accounts.create(Account::new(5))).unwrap();
    let second = wait(accounts.put(Account { balance: 6, ..made })).unwrap();
    assert_eq!(second, Account::at(2, 6));
    assert_eq!(read(&accounts), Some(second));
    assert_eq!(wait(accounts.put(Account::at(2, 7)).returning_old()).unwrap(), Some(Account::at(2, 6)));
    wait(accounts.put(Account::at(3, 8)).returning_nothing()).unwrap();
    assert_eq!(read(&accounts), Some(Account::at(4, 8)));
}

#[test]
fn the_second_of_two_writers_is_told_what_the_first_one_wrote() {
    let accounts = accounts();
    wait(accounts.create(Account::new(5))).unwrap();
    let (first, second) = (read(&accounts).unwrap(), read(&accounts).unwrap());
    wait(accounts.put(Account { balance: 6, ..first })).unwrap();
    let error = wait(accounts.put(Account { balance: 7, ..second })).unwrap_err();
    assert!(matches!(error, Error::VersionConflict { entity: "account", current: Some(_) }), "{error}");
    assert_eq!(error.to_string(), "account has another version than expected");
    assert!(!error.is_retryable());
    assert_eq!(error.current::<Account>().unwrap(), Some(Account::at(2, 6)));
    assert_eq!(read(&accounts), Some(Account::at(2, 6)));
}

#[test]
fn a_put_of_what_is_gone_is_a_conflict_with_nothing() {
    let accounts = accounts();
    assert_eq!(conflict(wait(accounts.put(Account::at(1, 5)))), None);
    assert_eq!(conflict(wait(accounts.put(Account::at(1, 5)).when(Account::BALANCE.eq(1)))), None);
    assert_eq!(read(&accounts), None);
}

#[test]
fn a_version_from_the_future_is_a_conflict_too() {
    let accounts = accounts();
    wait(accounts.create(Account::new(5))).unwrap();
    assert_eq!(conflict(wait(accounts.put(Account::at(2, 6)))), Some(Account::at(1, 5)));
}

#[test]
fn every_update_counts_the_version_up() {
    let accounts = accounts();
    wait(accounts.create(Account::new(5))).unwrap();
    let updated = wait(accounts.update(Account::key()).increment(Account::BALANCE, -1)).unwrap();
    assert_eq!(updated, Account::at(2, 4));
    let old = wait(accounts.update(Account::key()).set(Account::BALANCE, 6).returning_old()).unwrap();
    assert_eq!(old, Some(Account::at(2, 4)));
    wait(accounts.update(Account::key()).returning_nothing()).unwrap();
    assert_eq!(read(&accounts), Some(Account::at(4, 6)));
}

#[test]
fn an_upsert_starts_with_version_one_and_counts_on() {
    let accounts = accounts();
    let upsert = |balance: u32| wait(accounts.upsert(Account::key()).set(Account::BALANCE, balance)).unwrap();
    assert_eq!(upsert(5), Account::at(1, 5));
    assert_eq!(upsert(6), Account::at(2, 6));
    assert_eq!(wait(accounts.put(Account::at(2, 7))).unwrap(), Account::at(3, 7));
}

#[test]
fn an_update_may_expect_a_version() {
    let accounts = accounts();
    let update = |version| accounts.update(Account::key()).set(Account::BALANCE, 9).expecting(version);
    assert_eq!(kind(wait(update(1))), ErrorKind::NotFound);
    wait(accounts.create(Account::new(5))).unwrap();
    assert_eq!(conflict(wait(update(0))), Some(Account::at(1, 5)));
    assert_eq!(wait(update(1)).unwrap(), Account::at(2, 9));
    assert_eq!(conflict(wait(update(1))), Some(Account::at(2, 9)));
    assert_eq!(conflict(wait(update(1).returning_nothing())), Some(Account::at(2, 9)));
}

#[test]
fn an_upsert_that_expects_a_version_does_not_create() {
    let accounts = accounts();
    let upsert = |version| accounts.upsert(Account::key()).set(Account::BALANCE, 9).expecting(version);
    assert_eq!(conflict(wait(upsert(1))), None);
    assert_eq!(read(&accounts), None);
    wait(accounts.create(Account::new(5))).unwrap();
    assert_eq!(wait(upsert(1)).unwrap(), Account::at(2, 9));
}

#[test]
fn an_update_cannot_set_the_version() {
    let store = store();
    let accounts = store.repository::<Account>();
    wait(accounts.create(Account::new(5))).unwrap();
    let before = stored(&store, Account::key());
    for update in [
        expr::Update::new().set("version", 7),
        expr::Update::new().set("version", path("version") + 1),
        expr::Update::new().add("version", 1),
        expr::Update::new().remove("version"),
    ] {
        let refused = wait(accounts.update(Account::key()).apply(Update::untyped(update)));
        assert_eq!(rule(refused), Some(Rule::ManagedAttribute));
    }
    assert_eq!(stored(&store, Account::key()), before);
}

#[test]
fn a_condition_may_look_at_the_version() {
    let accounts = accounts();
    wait(accounts.create(Account::new(5))).unwrap();
    let update = |version: u64| {
        accounts.update(Account::key()).set(Account::BALANCE, 9).when(Account::VERSION.le(version))
    };
    assert_eq!(kind(wait(update(0))), ErrorKind::ConditionFailed);
    assert_eq!(wait(update(1)).unwrap(), Account::at(2, 9));
}

#[test]
fn only_the_entity_that_was_read_is_deleted() {
    let accounts = accounts();
    let made = wait(accounts.create(Account::new(5))).unwrap();
    wait(accounts.put(Account { balance: 6, ..made.clone() })).unwrap();
    assert_eq!(conflict(wait(accounts.delete_entity(&made))), Some(Account::at(2, 6)));
    assert_eq!(conflict(wait(accounts.delete_entity(&Account::new(5)))), Some(Account::at(2, 6)));
    let old = wait(accounts.delete_entity(&Account::at(2, 0)).returning_old()).unwrap();
    assert_eq!(old, Some(Account::at(2, 6)));
    assert_eq!(read(&accounts), None);
}

#[test]
fn to_delete_a_missing_entity_is_no_error() {
    let accounts = accounts();
    wait(accounts.delete_entity(&Account::at(3, 5))).unwrap();
    assert_eq!(wait(accounts.delete_entity(&Account::at(3, 5)).returning_old()).unwrap(), None);
    wait(accounts.delete(Account::key()).expecting(3)).unwrap();
}

#[test]
fn a_delete_by_key_looks_at_the_version_only_if_it_is_told_to() {
    let accounts = accounts();
    wait(accounts.create(Account::new(5))).unwrap();
    assert_eq!(conflict(wait(accounts.delete(Account::key()).expecting(2))), Some(Account::at(1, 5)));
    wait(accounts.delete(Account::key()).expecting(1)).unwrap();
    assert_eq!(read(&accounts), None);
    wait(accounts.create(Account::new(5))).unwrap();
    wait(accounts.delete(Account::key())).unwrap();
    assert_eq!(read(&accounts), None);
}

#[test]
fn update_with_starts_again_where_somebody_else_was_faster() {
    let accounts = accounts();
    wait(accounts.create(Account::new(5))).unwrap();
    let mut seen = Vec::new();
    let changed = wait(accounts.update_with(Account::key(), |account| {
        seen.push(account.clone());
        if seen.len() < 3 {
            let other = accounts.update(Account::key()).increment(Account::BALANCE, 10);
            meanwhile(|| wait(other)).unwrap();
        }
        account.balance += 1;
        Ok(())
    }));
    assert_eq!(changed.unwrap(), Account::at(4, 26));
    assert_eq!(seen, [Account::at(1, 5), Account::at(2, 15), Account::at(3, 25)]);
    assert_eq!(read(&accounts), Some(Account::at(4, 26)));
}

#[test]
fn update_with_gives_up_when_others_are_always_faster() {
    let accounts = accounts();
    wait(accounts.create(Account::new(5))).unwrap();
    let mut attempts = 0;
    let refused = wait(accounts.update_with(Account::key(), |account| {
        attempts += 1;
        let other = accounts.update(Account::key()).increment(Account::BALANCE, 10);
        meanwhile(|| wait(other)).unwrap();
        account.balance = 0;
        Ok(())
    }));
    assert_eq!(conflict(refused), Some(Account::at(11, 105)));
    assert_eq!(attempts, 10);
}

#[test]
fn update_with_keeps_the_error_of_the_function_and_writes_nothing() {
    let accounts = accounts();
    wait(accounts.create(Account::new(5))).unwrap();
    let refused = wait(accounts.update_with(Account::key(), |account| {
        account.balance = 0;
        Err(Error::validation(Account::NAME, Some("balance"), "too low"))
    }));
    assert_eq!(refused.unwrap_err().to_string(), "field `balance` of account: too low");
    assert_eq!(read(&accounts), Some(Account::at(1, 5)));
    // An error of its own is no lost race, whatever it looks like.
    let mut attempts = 0;
    let refused = wait(accounts.update_with(Account::key(), |_| {
        attempts += 1;
        Err(Error::VersionConflict { entity: "another", current: None })
    }));
    assert!(matches!(refused, Err(Error::VersionConflict { entity: "another", .. })));
    assert_eq!(attempts, 1);
}

#[test]
fn update_with_changes_only_what_is_there() {
    let store = store();
    let accounts = store.repository::<Account>();
    let spend = |account: &mut Account| {
        account.balance -= 1;
        Ok(())
    };
    assert_eq!(kind(wait(accounts.update_with(Account::key(), spend))), ErrorKind::NotFound);
    wait(accounts.create(Account::new(5))).unwrap();
    let refused = wait(accounts.update_with(Account::key(), |account| {
        meanwhile(|| wait(accounts.delete(Account::key()))).unwrap();
        spend(account)
    }));
    assert_eq!(kind(refused), ErrorKind::NotFound);
    assert_eq!(read(&accounts), None);
    wait(store.repository::<Note>().create(Note)).unwrap();
    assert_eq!(kind(wait(accounts.update_with(Account::key(), spend))), ErrorKind::WrongType);
}

/// Each verb, with a version and a condition.
fn write(accounts: &TableRepository<Account>, version: u64, balance: u32) -> [ErrorKind; 3] {
    let when = || Account::BALANCE.eq(balance);
    [
        kind(wait(accounts.put(Account::at(version, 0)).when(when()))),
        kind(wait(accounts.update(Account::key()).set(Account::BALANCE, 0).expecting(version).when(when()))),
        kind(wait(accounts.delete_entity(&Account::at(version, 0)).when(when()))),
    ]
}

#[test]
fn the_reasons_why_nothing_was_written_are_told_apart() {
    let store = store();
    let accounts = store.repository::<Account>();
    assert_eq!(
        write(&accounts, 1, 5),
        [ErrorKind::VersionConflict, ErrorKind::NotFound, ErrorKind::ConditionFailed],
    );
    wait(accounts.create(Account::new(5))).unwrap();
    assert_eq!(write(&accounts, 2, 5), [ErrorKind::VersionConflict; 3]);
    assert_eq!(write(&accounts, 1, 6), [ErrorKind::ConditionFailed; 3]);
    // Where both are so, the version is the news.
    assert_eq!(write(&accounts, 2, 6), [ErrorKind::VersionConflict; 3]);
    assert_eq!(read(&accounts), Some(Account::at(1, 5)));
    wait(accounts.delete(Account::key())).unwrap();
    wait(store.repository::<Note>().create(Note)).unwrap();
    let note = stored(&store, Account::key());
    assert_eq!(write(&accounts, 1, 5), [ErrorKind::WrongType; 3]);
    assert_eq!(stored(&store, Account::key()), note);
}

#[test]
fn a_table_with_one_type_needs_no_name_of_it_to_count() {
    let store = wait(store_with(Counter::schema().clone()));
    let counters = store.repository::<Counter>();
    let key = || Counter { count: 0, version: 0 }.primary_key();
    assert_eq!(kind(wait(counters.update(key()).set(Counter::COUNT, 1))), ErrorKind::NotFound);
    assert_eq!(kind(wait(counters.put(Counter { count: 1, version: 1 }))), ErrorKind::VersionConflict);
    let made = wait(counters.put(Counter { count: 1, version: 0 })).unwrap();
    assert_eq!(kind(wait(counters.put(Counter { count: 2, version: 0 }))), ErrorKind::AlreadyExists);
    assert_eq!(wait(counters.put(made.clone())).unwrap(), Counter { count: 1, version: 2 });
    assert_eq!(kind(wait(counters.put(made.clone()))), ErrorKind::VersionConflict);
    assert_eq!(kind(wait(counters.update(key()).expecting(1))), ErrorKind::VersionConflict);
    assert_eq!(
        kind(wait(counters.update(key()).expecting(2).when(Counter::COUNT.eq(2)))),
        ErrorKind::ConditionFailed
    );
    assert_eq!(
        wait(counters.update(key()).add(Counter::COUNT, 1)).unwrap(),
        Counter { count: 2, version: 3 }
    );
    assert_eq!(kind(wait(counters.delete_entity(&made))), ErrorKind::VersionConflict);
    assert_eq!(stored(&store, key()), Some(item! { "id" => "c", "count" => 2, "version" => 3 }));
}

#[test]
fn versions_are_kept_behind_a_trait_object() {
    async fn spend(accounts: &dyn Repository<Account>) -> Result<Account, Error> {
        accounts
            .update_with(Account::key(), |account| {
                account.balance -= 1;
                Ok(())
            })
            .await
    }
    let accounts = accounts();
    wait(accounts.create(Account::new(5))).unwrap();
    assert_eq!(wait(spend(&accounts)).unwrap(), Account::at(2, 4));
}
