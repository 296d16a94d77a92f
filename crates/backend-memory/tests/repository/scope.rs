//! Keys with a scope: tenants in one table that never see each other. Both backends run these tests.

use super::{
    Store, store_with,
    support::{index, kind, rule, variants, wait},
};
use std::sync::{Arc, LazyLock};
use twintable::{
    ErrorKind, KeyTemplate, Optional, PartFormat, Rule,
    index::{KeyQuery, Last, SortOn},
    layout::{IndexLayout, KeyField, Layout},
    prelude::*,
    store::{DeleteItem, GetItem, ItemStore, PutItem, Query, UpdateItem},
};

#[derive(Debug, Clone, PartialEq)]
struct Doc {
    id: String,
    title: String,
    owner: Option<String>,
    day: u32,
}

index!(Table of Doc: None);
index!(ByOwner of Doc: Some("by_owner"));
index!(ByDay of Doc: Some("by_day"));
index!(ByTitle of Doc: Some("by_title"));

impl Doc {
    const TITLE: Attribute<Self, String> = Attribute::new("title");
    const OWNER: Attribute<Self, String, Optional> = Attribute::new("owner");
    const DAY: Attribute<Self, u32> = Attribute::new("day");

    fn new(id: &str, title: &str) -> Self {
        Self { id: id.to_owned(), title: title.to_owned(), owner: Some("ann".to_owned()), day: 1 }
    }

    fn key(id: &str) -> Key<Self> {
        Key::from_parts([("id", Ok(id.into()))])
    }

    fn with_id(id: &str) -> KeyCondition<Table> {
        KeyQuery::new([("id", Ok(id.into()))]).finish()
    }

    fn of_owner(owner: &str) -> SortOn<ByOwner, u32, Last, KeyCondition<ByOwner>> {
        SortOn::new(KeyQuery::new([("owner", Ok(owner.into()))]))
    }

    /// The sort key begins with the scope, and the partition key has none.
    fn of_day(day: u32) -> KeyQuery<ByDay> {
        KeyQuery::new([("day", day.to_value())])
    }

    /// There is no scope in this key.
    fn with_title(title: &str) -> KeyCondition<ByTitle> {
        KeyQuery::new([("title", Ok(title.into()))]).finish()
    }
}

impl Entity for Doc {
    const NAME: &'static str = "doc";
    const HAS_SCOPE: bool = true;

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            let id = KeyTemplate::new().literal("T#").scope().literal("#DOC#").part("id", PartFormat::String);
            let owner =
                KeyTemplate::new().literal("OWNER#").part("owner", PartFormat::String).literal("#").scope();
            let day = KeyTemplate::new().scope().literal("#").part("day", PartFormat::Unsigned { digits: 5 });
            let title = KeyTemplate::new().scope().literal("#").part("title", PartFormat::String);
            Layout::new(Doc::NAME, "docs", KeyField::composed("PK", id))
                .index(
                    IndexLayout::global("by_owner", KeyField::composed("owner_pk", owner))
                        .sort_key(KeyField::composed("owner_sk", day)),
                )
                .index(
                    IndexLayout::global("by_day", KeyField::of::<u32>("day"))
                        .sort_key(KeyField::composed("day_sk", title)),
                )
                .index(IndexLayout::global("by_title", KeyField::of::<String>("title")))
                .required(["id", "title", "day"])
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        let item = item! { "id" => &self.id, "title" => &self.title, "day" => self.day };
        Ok(item.with_some("owner", self.owner.as_deref()))
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self {
            id: Self::read(item, "id")?,
            title: Self::read(item, "title")?,
            owner: Self::read(item, "owner")?,
            day: Self::read(item, "day")?,
        })
    }
}

fn store() -> Store {
    wait(store_with(Doc::schema().clone()))
}

/// Two tenants with a document of the same id each, and one of them with one more.
fn two() -> (Store, TableRepository<Doc>, TableRepository<Doc>) {
    let store = store();
    let (acme, zeta) = (store.scoped_repository::<Doc>("acme"), store.scoped_repository::<Doc>("zeta"));
    wait(acme.create(Doc::new("1", "plan"))).unwrap();
    wait(zeta.create(Doc::new("1", "secret"))).unwrap();
    wait(zeta.create(Doc::new("2", "plan"))).unwrap();
    (store, acme, zeta)
}

fn titles(docs: Result<Vec<Doc>, Error>) -> Vec<String> {
    let mut titles: Vec<_> = docs.unwrap().into_iter().map(|doc| doc.title).collect();
    titles.sort_unstable();
    titles
}

/// All that is stored.
fn everything(store: &Store) -> Vec<Item> {
    wait(store.items(Doc::schema().clone()).scan().all()).unwrap()
}

#[test]
fn a_tenant_gets_its_own_entity_under_a_key_that_another_has_too() {
    let (store, acme, zeta) = two();
    assert_eq!(wait(acme.get(Doc::key("1"))).unwrap(), Some(Doc::new("1", "plan")));
    assert_eq!(wait(zeta.get(Doc::key("1"))).unwrap(), Some(Doc::new("1", "secret")));
    assert_eq!(wait(acme.get(Doc::key("2"))).unwrap(), None);
    assert_eq!(wait(acme.get(Doc::new("2", "plan").primary_key())).unwrap(), None);
    assert_eq!(wait(store.scoped_repository::<Doc>("nobody").scan().all()).unwrap(), []);
    let items = everything(&store);
    let keys: std::collections::BTreeSet<_> =
        items.iter().filter_map(|item| item.get("PK")?.as_str()).collect();
    assert_eq!(keys.into_iter().collect::<Vec<_>>(), ["T#acme#DOC#1", "T#zeta#DOC#1", "T#zeta#DOC#2"]);
}

#[test]
fn a_tenant_sees_its_own_entities_in_scans_and_queries() {
    let (_, acme, zeta) = two();
    assert_eq!(titles(wait(acme.scan().all())), ["plan"]);
    assert_eq!(titles(wait(zeta.scan().all())), ["plan", "secret"]);
    assert_eq!(titles(wait(zeta.scan().filter(Doc::TITLE.eq("secret")).all())), ["secret"]);
    assert_eq!(
        titles(wait(acme.scan().filter(Doc::TITLE.eq("secret") | Doc::TITLE.exists()).all())),
        ["plan"]
    );
    assert_eq!(titles(wait(acme.query(Doc::with_id("1")).all())), ["plan"]);
    assert_eq!(titles(wait(acme.query(Doc::with_id("2")).all())), [""; 0]);
    for index in
        [wait(acme.scan().of_index::<ByOwner>().all()), wait(acme.scan().of_index::<ByTitle>().all())]
    {
        assert_eq!(titles(index), ["plan"]);
    }
}

#[test]
fn a_tenant_sees_its_own_entities_in_an_index_whose_key_has_the_scope() {
    let (_, acme, zeta) = two();
    let of_ann = || KeyQuery::<ByOwner>::new([("owner", Ok("ann".into()))]).finish();
    assert_eq!(titles(wait(acme.query(of_ann()).all())), ["plan"]);
    assert_eq!(titles(wait(zeta.query(of_ann()).all())), ["plan", "secret"]);
    for condition in [
        Doc::of_owner("ann").eq(1),
        Doc::of_owner("ann").le(1),
        Doc::of_owner("ann").lt(2),
        Doc::of_owner("ann").ge(1),
        Doc::of_owner("ann").gt(0),
        Doc::of_owner("ann").between(0, 99_999),
    ] {
        assert_eq!(titles(wait(acme.query(condition).all())), ["plan"]);
    }
    for condition in [Doc::of_owner("ann").gt(1), Doc::of_owner("ann").lt(1), Doc::of_owner("bob").ge(0)] {
        assert_eq!(titles(wait(acme.query(condition).all())), [""; 0]);
    }
}

#[test]
fn a_tenant_sees_its_own_entities_where_only_the_sort_key_has_the_scope() {
    let (_, acme, zeta) = two();
    let by_title = || SortOn::<ByDay, String, Last, KeyCondition<ByDay>>::new(Doc::of_day(1));
    assert_eq!(titles(wait(acme.query(Doc::of_day(1).finish()).all())), ["plan"]);
    assert_eq!(titles(wait(zeta.query(Doc::of_day(1).finish()).all())), ["plan", "secret"]);
    assert_eq!(titles(wait(zeta.query(by_title().ge("q")).all())), ["secret"]);
    assert_eq!(titles(wait(acme.query(by_title().ge("a")).all())), ["plan"]);
    assert_eq!(titles(wait(acme.query(by_title().begins_with("")).all())), ["plan"]);
    assert_eq!(titles(wait(acme.query(by_title().eq("secret")).all())), [""; 0]);
}

#[test]
fn a_tenant_sees_its_own_entities_in_the_whole_partition_of_an_index() {
    let (_, acme, _) = two();
    assert_eq!(titles(wait(acme.query(Doc::of_day(1).finish().collection()).all())), ["plan"]);
}

#[test]
fn a_tenant_sees_its_own_entities_in_an_index_whose_key_has_no_scope() {
    let (_, acme, zeta) = two();
    assert_eq!(titles(wait(acme.query(Doc::with_title("plan")).all())), ["plan"]);
    assert_eq!(titles(wait(acme.query(Doc::with_title("secret")).all())), [""; 0]);
    assert_eq!(titles(wait(zeta.query(Doc::with_title("plan")).follow().all())), ["plan"]);
    assert_eq!(titles(wait(acme.query(Doc::with_title("secret")).follow().all())), [""; 0]);
}

/// Found by its word, whoever's it is.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "memos", partition_key = "T#{@tenant}#MEMO#{id}")]
#[entity(index(name = "by_word", partition_key = word))]
struct Memo {
    id: String,
    word: String,
}

#[test]
fn a_value_that_looks_like_the_place_of_a_scope_is_none() {
    let store = wait(store_with(Memo::schema().clone()));
    let (acme, zeta) = (store.scoped_repository::<Memo>("acme"), store.scoped_repository::<Memo>("zeta"));
    let memo = Memo { id: "1".to_owned(), word: "\u{10FFFE}".to_owned() };
    wait(zeta.create(memo.clone())).unwrap();
    assert_eq!(wait(acme.query(Memo::by_word(&memo.word)).all()).unwrap(), []);
    assert_eq!(wait(zeta.query(Memo::by_word(&memo.word)).all()).unwrap(), [memo]);
}

/// Only a key of its index has the scope.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "labels", partition_key = id)]
#[entity(index(name = "by_colour", partition_key = "T#{@tenant}#{colour}"))]
struct Label {
    id: String,
    colour: String,
}

#[test]
fn an_index_alone_can_have_the_scope() {
    let store = wait(store_with(Label::schema().clone()));
    let (acme, zeta) = (store.scoped_repository::<Label>("acme"), store.scoped_repository::<Label>("zeta"));
    let label = |id: &str| Label { id: id.to_owned(), colour: "red".to_owned() };
    wait(acme.create(label("1"))).unwrap();
    wait(zeta.create(label("2"))).unwrap();
    assert_eq!(wait(acme.query(Label::by_colour("red")).all()).unwrap(), [label("1")]);
    assert_eq!(wait(zeta.query(Label::by_colour("red")).all()).unwrap(), [label("2")]);
}

#[test]
fn a_key_that_names_its_own_scope_is_refused() {
    let (store, acme, _) = two();
    let before = everything(&store);
    let of_zeta = || Key::<Doc>::new(PrimaryKey::new("PK", "T#zeta#DOC#1"));
    assert_eq!(rule(wait(acme.get(of_zeta()))), Some(Rule::KeyScope));
    assert_eq!(rule(wait(acme.update(of_zeta()).set(Doc::OWNER, "bob"))), Some(Rule::KeyScope));
    assert_eq!(rule(wait(acme.delete(of_zeta()))), Some(Rule::KeyScope));
    assert_eq!(everything(&store), before);
}

#[test]
fn a_tenant_changes_its_own_entities_alone() {
    let (store, acme, zeta) = two();
    let of_zeta = || -> Vec<_> {
        let is_theirs =
            |item: &Item| item.get("PK").and_then(Value::as_str).is_some_and(|key| key.contains("zeta"));
        everything(&store).into_iter().filter(is_theirs).collect()
    };
    let before = of_zeta();
    assert_eq!(kind(wait(acme.create(Doc::new("1", "x")))), ErrorKind::AlreadyExists);
    wait(acme.update(Doc::key("1")).set(Doc::OWNER, "bob")).unwrap();
    assert_eq!(kind(wait(acme.update(Doc::key("2")).set(Doc::OWNER, "bob"))), ErrorKind::NotFound);
    wait(acme.upsert(Doc::key("2")).set(Doc::TITLE, "mine").set(Doc::DAY, 2)).unwrap();
    wait(acme.put(Doc::new("1", "x"))).unwrap();
    assert_eq!(wait(acme.delete(Doc::key("1")).returning_old()).unwrap(), Some(Doc::new("1", "x")));
    wait(acme.delete_entity(&Doc::new("2", "plan"))).unwrap();
    assert_eq!(titles(wait(acme.scan().all())), [""; 0]);
    assert_eq!(of_zeta(), before);
    assert_eq!(titles(wait(zeta.scan().all())), ["plan", "secret"]);
}

#[test]
fn partial_writes_fill_the_scope_into_index_keys() {
    let (store, acme, _) = two();
    wait(acme.update(Doc::key("1")).set(Doc::OWNER, "bob").set(Doc::DAY, 7).given(Doc::TITLE, "plan"))
        .unwrap();
    wait(acme.upsert(Doc::key("3")).set(Doc::TITLE, "new").set(Doc::DAY, 7).set(Doc::OWNER, "bob")).unwrap();
    let of_bob = || KeyQuery::<ByOwner>::new([("owner", Ok("bob".into()))]).finish();
    assert_eq!(titles(wait(acme.query(of_bob()).all())), ["new", "plan"]);
    let before = everything(&store);
    for id in ["1", "3"] {
        let doc = wait(acme.get(Doc::key(id))).unwrap().unwrap();
        wait(acme.put(doc)).unwrap();
    }
    assert_eq!(everything(&store), before);
}

#[test]
fn tenants_whose_names_begin_alike_do_not_see_each_other() {
    let tenants = ["a", "ab", "a#", "a#DOC", "a#DOC#1", "\"", "\"1", "ä"];
    let store = store();
    for tenant in tenants {
        wait(store.scoped_repository::<Doc>(tenant).create(Doc::new("1", tenant))).unwrap();
    }
    for tenant in tenants {
        let docs = store.scoped_repository::<Doc>(tenant);
        assert_eq!(titles(wait(docs.scan().all())), [tenant]);
        assert_eq!(titles(wait(docs.query(Doc::of_day(1).finish()).all())), [tenant]);
        assert_eq!(titles(wait(docs.query(Doc::of_owner("ann").ge(0)).all())), [tenant]);
        assert_eq!(wait(docs.get(Doc::key("1"))).unwrap(), Some(Doc::new("1", tenant)));
    }
}

#[test]
fn a_scope_that_cannot_stand_in_a_key_is_refused() {
    let store = store();
    for (scope, broken) in
        [("", Rule::KeyScope), ("\u{10FFFE}", Rule::KeyPartReserved), ("x\u{10FFFF}", Rule::KeyPartReserved)]
    {
        let docs = store.scoped_repository::<Doc>(scope);
        for refused in [
            rule(wait(docs.get(Doc::key("1")))),
            rule(wait(docs.create(Doc::new("1", "x")))),
            rule(wait(docs.put(Doc::new("1", "x")))),
            rule(wait(docs.update(Doc::key("1")))),
            rule(wait(docs.delete(Doc::key("1")))),
            rule(wait(docs.query(Doc::with_id("1")).all())),
            rule(wait(docs.scan().all())),
        ] {
            assert_eq!(refused, Some(broken), "{scope:?}");
        }
    }
    assert_eq!(everything(&store), []);
}

#[test]
fn a_key_with_a_scope_is_refused_where_no_repository_fills_it_in() {
    let store = store();
    let key = || Doc::key("1").into_primary_key();
    let condition = || Doc::with_id("1").into_expr();
    let table = "docs";
    for refused in [
        rule(key().and_then(|key| wait(store.get_item(GetItem::new(table, key))))),
        rule(key().and_then(|key| wait(store.put_item(PutItem::new(table, key.to_item()))))),
        rule(key().and_then(|key| wait(store.update_item(UpdateItem::new(table, key, expr::Update::new()))))),
        rule(key().and_then(|key| wait(store.delete_item(DeleteItem::new(table, key))))),
        rule(condition().and_then(|condition| wait(store.query(Query::new(table, condition))))),
    ] {
        assert_eq!(refused, Some(Rule::KeyScope));
    }
    assert_eq!(everything(&store), []);
}

#[test]
fn a_key_with_a_scope_is_refused_by_a_repository_of_items() {
    let store = store();
    let items = store.items(Doc::schema().clone());
    let key = || Doc::key("1").into_primary_key().map(Key::<Item>::new);
    for refused in [
        rule(key().and_then(|key| wait(items.get(key)))),
        rule(key().and_then(|key| wait(items.upsert(key)))),
        rule(key().and_then(|key| wait(items.put(key.as_primary_key()?.to_item())))),
    ] {
        assert_eq!(refused, Some(Rule::KeyScope));
    }
    assert_eq!(everything(&store), []);
}

/// Declares an entity that is its id, with a scope at another place of the key.
macro_rules! at {
    ($(#[$doc:meta])* $entity:ident: $layout:expr;) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        struct $entity(String);

        impl Entity for $entity {
            const NAME: &'static str = stringify!($entity);
            const HAS_SCOPE: bool = true;

            fn layout() -> &'static Layout {
                static LAYOUT: LazyLock<Layout> = LazyLock::new(|| $layout);
                &LAYOUT
            }

            fn to_item(&self) -> Result<Item, Error> {
                Ok(item! { "id" => &self.0 })
            }

            fn from_item(item: &Item) -> Result<Self, Error> {
                Self::read(item, "id").map(Self)
            }
        }
    };
}

fn id(literal: &'static str) -> KeyTemplate {
    KeyTemplate::new().literal(literal).part("id", PartFormat::String)
}

at! {
    /// The partition is the tenant.
    Whole: Layout::new("Whole", "wholes", KeyField::composed("PK", KeyTemplate::new().scope()))
        .sort_key(KeyField::composed("SK", id("DOC#")));
}

at! {
    /// The tenant is in the sort key.
    Sorted: Layout::new("Sorted", "sorted", KeyField::composed("PK", KeyTemplate::new().literal("ALL")))
        .sort_key(KeyField::composed("SK", KeyTemplate::new().scope().literal("#").part("id", PartFormat::String)));
}

at! {
    /// The tenant comes after a part.
    Late: Layout::new("Late", "lates", KeyField::composed("PK", id("DOC#").literal("#").scope()));
}

index!(Wholes of Whole: None);
index!(AllSorted of Sorted: None);

/// Each tenant makes one.
fn of_two_tenants<T: Entity + From<String>>() -> [(&'static str, TableRepository<T>); 2] {
    let store = wait(store_with(T::schema().clone()));
    let of = |tenant: &'static str| {
        let entities = store.scoped_repository::<T>(tenant);
        wait(entities.create(T::from(tenant.to_owned()))).unwrap();
        (tenant, entities)
    };
    ["acme", "acme#zeta"].map(of)
}

macro_rules! from_text {
    ($($entity:ident)*) => {$(
        impl From<String> for $entity {
            fn from(id: String) -> Self {
                Self(id)
            }
        }
    )*};
}
from_text!(Whole Sorted Late);

#[test]
fn a_scope_may_be_the_whole_partition_key() {
    for (tenant, docs) in of_two_tenants::<Whole>() {
        let own = [Whole(tenant.to_owned())];
        assert_eq!(wait(docs.scan().all()).unwrap(), own);
        let all: KeyCondition<Wholes> = KeyQuery::new([]).finish();
        assert_eq!(wait(docs.query(all.clone()).all()).unwrap(), own);
        assert_eq!(wait(docs.query(all.collection()).all()).unwrap(), own);
    }
}

#[test]
fn a_scope_may_stand_in_the_sort_key() {
    for (tenant, docs) in of_two_tenants::<Sorted>() {
        let own = [Sorted(tenant.to_owned())];
        assert_eq!(wait(docs.scan().all()).unwrap(), own);
        let all: KeyCondition<AllSorted> = KeyQuery::new([]).finish();
        assert_eq!(wait(docs.query(all).all()).unwrap(), own);
        let from = SortOn::<AllSorted, String, Last, KeyCondition<AllSorted>>::new(KeyQuery::new([])).ge("a");
        assert_eq!(wait(docs.query(from).all()).unwrap(), own);
    }
}

#[test]
fn a_whole_partition_with_the_scope_in_the_sort_key_is_that_of_the_tenant() {
    for (tenant, docs) in of_two_tenants::<Sorted>() {
        let all: KeyCondition<AllSorted> = KeyQuery::new([]).finish();
        assert_eq!(wait(docs.query(all.collection()).all()).unwrap(), [Sorted(tenant.to_owned())]);
    }
}

#[test]
fn a_scan_is_refused_where_it_could_not_keep_to_the_scope() {
    for (tenant, docs) in of_two_tenants::<Late>() {
        let own = Late(tenant.to_owned());
        assert_eq!(wait(docs.get(own.primary_key())).unwrap(), Some(own));
        assert_eq!(rule(wait(docs.scan().all())), Some(Rule::KeyScope));
    }
}

at! {
    /// The one.
    Cup: Layout::new("Cup", "things", KeyField::composed("PK", KeyTemplate::new().scope().literal("#CUP#").part("id", PartFormat::String)));
}

at! {
    /// The other.
    Hat: Layout::new("Hat", "things", KeyField::composed("PK", KeyTemplate::new().scope().literal("#HAT#").part("id", PartFormat::String)));
}

variants! {
    /// Two types of a tenant's entities, whose keys have nothing in common but the tenant.
    Thing = "thing": Cup Hat
}

#[test]
fn an_enum_of_entities_has_the_scope_of_its_variants() {
    let store = wait(store_with(Thing::schema().clone()));
    let (acme, zeta) = (store.scoped_repository::<Thing>("acme"), store.scoped_repository::<Thing>("zeta"));
    for thing in [Thing::Cup(Cup("1".to_owned())), Thing::Hat(Hat("2".to_owned()))] {
        wait(acme.create(thing.clone())).unwrap();
        assert_eq!(wait(acme.get(thing.primary_key())).unwrap(), Some(thing.clone()));
        assert_eq!(wait(zeta.get(thing.primary_key())).unwrap(), None);
    }
    assert_eq!(wait(zeta.scan().all()).unwrap(), []);
    assert_eq!(wait(acme.scan().all()).unwrap().len(), 2);
}

#[test]
fn a_repository_over_any_store_may_have_a_scope() {
    let (store, acme, _) = two();
    let other = TableRepository::<Doc>::scoped(Arc::new(store.clone()), "acme");
    assert_eq!(wait(other.scan().all()).unwrap(), wait(acme.scan().all()).unwrap());
}
