//! Where unique values stand: among which entities they are unique, and that reads never show the items that hold them.

use super::{
    super::support::{kind, rule, wait},
    Account, Store, store_with, violated,
};
use std::sync::Arc;
use twintable::{ErrorKind, Rule, TableUnitOfWork, prelude::*};

/// A name in a team: the names are keys, and unique whatever the team.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "teams", name = "player", partition_key = "TEAM#{team}", sort_key = name, query = of)]
#[entity(index(name = "by_name", partition_key = name, sort_key = "NAMED#{team}", projection = keys_only))]
struct Player {
    team: String,
    #[entity(unique)]
    name: String,
    #[entity(default)]
    points: u32,
}

/// The only type of its table; the indexes have nothing in their keys but what an item that holds a value has too.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "leases", name = "lease", only_type, partition_key = place, sort_key = room)]
#[entity(index(name = "by_room", partition_key = room, sort_key = place, projection = keys_only))]
#[entity(index(name = "by_end", partition_key = until))]
struct Lease {
    place: String,
    room: String,
    #[entity(unique)]
    tenant: String,
    #[entity(ttl)]
    until: u64,
}

fn lease(room: &str, tenant: &str) -> Lease {
    Lease { place: "p".into(), room: room.into(), tenant: tenant.into(), until: 9_999_999_999 }
}

fn leases() -> Store {
    let store = wait(store_with(Lease::schema().clone()));
    wait(store.repository::<Lease>().create(lease("unique", "ann"))).unwrap();
    store
}

#[test]
fn an_upsert_takes_a_value_that_is_part_of_the_key() {
    let store = wait(store_with(Player::schema().clone()));
    let players = store.repository::<Player>();
    wait(players.upsert(Player::key("a", "ann")).set(Player::POINTS, 1)).unwrap();
    wait(players.upsert(Player::key("a", "ann")).set(Player::POINTS, 2)).unwrap();
    let other = wait(players.upsert(Player::key("b", "ann")).set(Player::POINTS, 1));
    assert_eq!(violated(other), "name");
    let unit = TableUnitOfWork::new(Arc::new(store.clone()));
    let other = twintable::operation::upsert(Player::key("b", "ann")).set(Player::POINTS, 1);
    assert_eq!(kind(wait(Transaction::new().with(other).commit(&unit))), ErrorKind::TransactionCancelled);
}

#[test]
fn no_read_of_an_index_shows_an_item_that_holds_a_value() {
    let store = leases();
    let leases = store.repository::<Lease>();
    assert_eq!(wait(leases.scan().all()).unwrap(), [lease("unique", "ann")]);
    assert_eq!(wait(leases.query(Lease::by_end(&9_999_999_999)).all()).unwrap(), [lease("unique", "ann")]);
    assert_eq!(wait(leases.query(Lease::by_end(&9_999_999_999)).count()).unwrap(), 1);
    let by_room = || leases.query(Lease::by_room("unique"));
    assert_eq!(wait(by_room().follow().all()).unwrap(), [lease("unique", "ann")]);
    assert_eq!(wait(by_room().count()).unwrap(), 1);
}

#[test]
fn the_items_that_hold_values_are_spread_over_an_index_by_the_sort_key() {
    let store = leases();
    wait(store.repository::<Lease>().create(lease("2", "bob"))).unwrap();
    let items = wait(store.items(Lease::schema().clone()).scan().all()).unwrap();
    let holders = items.iter().filter(|item| !item.contains("tenant"));
    let mut rooms: Vec<_> = holders.map(|item| item.get("room").unwrap().as_str().unwrap()).collect();
    rooms.sort_unstable();
    rooms.dedup();
    assert_eq!(rooms.len(), 2);
}

#[test]
fn a_value_that_is_too_long_to_be_a_key_is_refused() {
    let leases = leases().repository::<Lease>();
    wait(leases.create(lease("2", &"x".repeat(900)))).unwrap();
    assert_eq!(violated(wait(leases.create(lease("3", &"x".repeat(900))))), "tenant");
    assert_eq!(rule(wait(leases.create(lease("3", &"x".repeat(2_040))))), Some(Rule::KeyTooLong));
}

#[test]
fn an_entity_without_a_scope_is_unique_also_where_others_have_one() {
    let store = leases();
    let unit = |tenant: &str| TableUnitOfWork::new(Arc::new(store.clone())).scoped(tenant);
    let taken = Transaction::new().with(create(lease("2", "ann")));
    assert_eq!(kind(wait(taken.commit(&unit("acme")))), ErrorKind::TransactionCancelled);
    wait(Transaction::new().with(create(lease("2", "bob"))).commit(&unit("acme"))).unwrap();
    let taken = Transaction::new().with(create(lease("3", "bob")));
    assert_eq!(kind(wait(taken.commit(&unit("other")))), ErrorKind::TransactionCancelled);
    wait(store.repository::<Lease>().delete(Lease::key("p", "2"))).unwrap();
    wait(Transaction::new().with(create(lease("3", "bob"))).commit(&unit("other"))).unwrap();
}

#[test]
fn the_same_key_in_another_table_is_another_entity() {
    #[derive(Debug, Clone, PartialEq, Entity)]
    #[entity(table = "accounts", name = "other", partition_key = "A#{id}")]
    struct Other {
        id: String,
    }

    #[derive(Debug, Clone, PartialEq, Entity)]
    #[entity(table = "others", name = "one", partition_key = "A#{id}")]
    struct One {
        id: String,
        #[entity(unique)]
        text: String,
    }

    let one = |id: &str| One { id: id.into(), text: "a".into() };
    let store = wait(store_with(One::schema().clone()));
    wait(twintable::store::TableAdmin::create_table(&store, Other::schema().clone())).unwrap();
    wait(store.repository::<One>().create(one("1"))).unwrap();
    // It leaves its value behind.
    let key = One::key("1").into_primary_key().unwrap();
    wait(store.items(One::schema().clone()).delete(Key::new(key))).unwrap();
    let taken_over = Transaction::new().with(put(Other { id: "1".into() })).with(create(one("2")));
    wait(taken_over.commit(&store)).unwrap();
}

#[test]
fn a_refusal_shows_no_value() {
    let store = wait(store_with(Account::schema().clone()));
    let accounts = store.scoped_repository::<Account>("hidden-tenant");
    let account = |id: &str| Account { id: id.into(), login: "hidden".into(), version: 0 };
    wait(accounts.create(account("1"))).unwrap();
    let alone = wait(accounts.create(account("2"))).unwrap_err();
    let unit = TableUnitOfWork::new(Arc::new(store.clone())).scoped("hidden-tenant");
    let together = wait(Transaction::new().with(create(account("2"))).commit(&unit)).unwrap_err();
    let Error::TransactionCancelled { reasons } = &together else { unreachable!() };
    let texts = format!("{alone} {alone:?} {together} {together:?} {reasons:?}");
    assert!(!texts.contains("hidden"), "{texts}");
    assert!(texts.contains("another account has the same `login`"), "{texts}");
}
