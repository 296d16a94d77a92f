//! What repositories write, as changes of items: decoded they are the entities' own, and what the library keeps beside
//! them is nobody's. Both backends run these tests.

use super::{Store, store_with, support::wait};
use twintable::{
    change::{Change, ChangeKind, EntityChange, StreamRecords, ViewType},
    prelude::*,
};
use twintable_testkit::fixture::{self, Contents, Diff, Format};

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "members", partition_key = "MEMBER#{id}", sort_key = "PROFILE")]
struct Member {
    id: String,
    #[entity(unique)]
    email: String,
    #[entity(version)]
    version: u64,
}

/// Its key is a field as it is, and no attribute tells its type.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "nicknames", only_type, partition_key = owner)]
struct Nickname {
    owner: String,
    #[entity(unique)]
    text: String,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "logins", partition_key = "TENANT#{@tenant}#LOGIN#{id}")]
struct Login {
    id: String,
}

fn member(email: &str, version: u64) -> Member {
    Member { id: "1".to_owned(), email: email.to_owned(), version }
}

/// What a write did to the items of a table.
fn changes<T: Entity>(store: &Store, write: impl Future<Output = Result<T, Error>>) -> Vec<Change> {
    let (written, diff) = wait(fixture::changed_by(store, [T::schema()], write)).unwrap();
    written.unwrap();
    of_diff(&diff)
}

fn of_diff(diff: &Diff) -> Vec<Change> {
    let of_table = |(name, table): (&str, &fixture::TableDiff)| {
        let added = table.added.iter().map(|(key, new)| (key.clone(), None, Some(new.clone())));
        let removed = table.removed.iter().map(|(key, old)| (key.clone(), Some(old.clone()), None));
        let changed = table
            .changed
            .iter()
            .map(|item| (item.key.clone(), Some(item.old.clone()), Some(item.new.clone())));
        let all = added.chain(removed).chain(changed);
        all.map(|(key, old, new)| Change::between(name, key, old, new).unwrap()).collect::<Vec<_>>()
    };
    diff.tables().flat_map(of_table).collect()
}

/// The changes of entities among them, through the records of a stream.
fn decoded<T: Entity>(changes: &[Change], view: ViewType) -> Vec<EntityChange<T>> {
    let seen: StreamRecords = changes.iter().map(|change| change.clone().seen_by(view)).collect();
    let changes = seen.into_iter().map(|record| record.into_change(T::schema()).unwrap());
    changes.filter_map(|change| change.decode().unwrap()).collect()
}

#[test]
fn each_write_of_an_entity_is_one_change_of_it() {
    let store = wait(store_with(Member::schema().clone()));
    let members = store.repository::<Member>();

    let created = changes(&store, members.create(member("a@x", 0)).into_future());
    // The item that holds the address beside it.
    assert_eq!(created.len(), 2);
    assert_eq!(decoded(&created, ViewType::NewAndOldImages), [EntityChange::Created(member("a@x", 1))]);
    assert_eq!(decoded::<Member>(&created, ViewType::KeysOnly), [EntityChange::Unseen(ChangeKind::Insert)]);

    let put = changes(&store, members.put(member("b@x", 1)).into_future());
    assert_eq!(put.len(), 3);
    let both = EntityChange::Changed { old: member("a@x", 1), new: member("b@x", 2) };
    assert_eq!(decoded(&put, ViewType::NewAndOldImages), [both]);
    assert_eq!(decoded(&put, ViewType::NewImage), [EntityChange::ChangedTo(member("b@x", 2))]);
    assert_eq!(decoded(&put, ViewType::OldImage), [EntityChange::ChangedFrom(member("a@x", 1))]);

    let deletion = async { members.delete(Member::key("1")).await.map(|()| member("b@x", 2)) };
    let deleted = changes(&store, deletion);
    assert_eq!(decoded(&deleted, ViewType::NewAndOldImages), [EntityChange::Deleted(member("b@x", 2))]);
    assert_eq!(decoded::<Member>(&deleted, ViewType::NewImage), [EntityChange::Unseen(ChangeKind::Remove)]);
}

#[test]
fn where_no_attribute_tells_the_type_the_key_tells_what_is_no_entity() {
    let store = wait(store_with(Nickname::schema().clone()));
    let ann = Nickname { owner: "ann".to_owned(), text: "a".to_owned() };
    let created = changes(&store, store.repository::<Nickname>().create(ann.clone()).into_future());
    assert_eq!(created.len(), 2);
    assert_eq!(decoded(&created, ViewType::NewAndOldImages), [EntityChange::Created(ann)]);
    assert_eq!(decoded::<Nickname>(&created, ViewType::KeysOnly).len(), 1);
}

#[test]
fn entities_of_all_scopes_are_seen() {
    let store = wait(store_with(Login::schema().clone()));
    for tenant in ["acme", "a#b"] {
        let login = Login { id: "1".to_owned() };
        let logins = store.scoped_repository::<Login>(tenant);
        let created = changes(&store, logins.create(login.clone()).into_future());
        assert_eq!(decoded(&created, ViewType::NewAndOldImages), [EntityChange::Created(login)]);
        assert_eq!(
            decoded::<Login>(&created, ViewType::KeysOnly),
            [EntityChange::Unseen(ChangeKind::Insert)]
        );
    }
}

#[test]
fn a_fixture_loads_into_this_backend_and_is_found_there() {
    let schema = Member::schema();
    let text = r#"[{"PK": "MEMBER#1", "SK": "PROFILE", "entity_type": "member", "id": "1", "email": "a@x", "version": 1,
        "n": 12345678901234567890123456789012345678, "b": {"B": "AP8="}, "s": {"NS": ["1", "2"]}}]"#;
    let contents = Contents::read(Format::Json, text, [schema]).unwrap();
    let store = wait(store_with(schema.clone()));
    assert_eq!(wait(contents.load(&store)).unwrap(), 1);
    assert_eq!(wait(Contents::of(&store, [schema])).unwrap(), contents);
    let found = wait(store.repository::<Member>().get(Member::key("1"))).unwrap();
    assert_eq!(found, Some(member("a@x", 1)));
}
