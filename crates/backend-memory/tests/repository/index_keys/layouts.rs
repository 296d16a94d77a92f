//! Layouts whose keys share attributes, parts and what the repository writes.

use super::super::{
    Store, store_with,
    support::{rule, stored, wait},
};
use std::sync::LazyLock;
use twintable::{
    KeyTemplate, PartFormat, Rule,
    layout::{IndexLayout, KeyField, Layout, Stamp},
    prelude::*,
};

/// Declares an entity that is its item, with a layout.
macro_rules! row {
    ($(#[$doc:meta])* $row:ident: $layout:expr;) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        struct $row(Item);

        impl Entity for $row {
            const NAME: &'static str = "row";

            fn layout() -> &'static Layout {
                static LAYOUT: LazyLock<Layout> = LazyLock::new(|| $layout);
                &LAYOUT
            }

            fn to_item(&self) -> Result<Item, Error> {
                Ok(self.0.clone())
            }

            fn from_item(item: &Item) -> Result<Self, Error> {
                Ok(Self(item.clone()))
            }
        }
    };
}

fn text(name: &'static str) -> KeyTemplate {
    KeyTemplate::new().part(name, PartFormat::String)
}

fn plain(name: &'static str) -> KeyField {
    KeyField::of::<String>(name)
}

/// The repository of such entities, with one in it.
fn with<T: Entity>(entity: T) -> (Store, TableRepository<T>, impl Fn() -> Key<T>) {
    let key = entity.primary_key();
    let store = wait(store_with(T::schema().clone()));
    let rows = store.repository();
    wait(rows.create(entity)).unwrap();
    (store, rows, move || key.clone())
}

/// An upsert and a put of what it made store the same, on a table without anything else.
fn upserts_as_it_puts<T: Entity + Clone>(key: impl Fn() -> Key<T>, update: expr::Update) {
    let store = wait(store_with(T::schema().clone()));
    let rows = store.repository::<T>();
    let made = wait(rows.upsert(key()).apply(Update::untyped(update))).unwrap();
    let by_upsert = stored(&store, key());
    wait(rows.put(made)).unwrap();
    assert_eq!(by_upsert, stored(&store, key()));
}

fn set<T>(name: &'static str, value: impl Into<Value>) -> Update<T> {
    Update::untyped(expr::Update::new().set(name, value.into()))
}

row! {
    /// Two indexes have one partition attribute.
    Shared: Layout::new("row", "rows", plain("id"))
        .index(IndexLayout::global("by_state", KeyField::composed("state_pk", text("state"))))
        .index(
            IndexLayout::global("by_price", KeyField::composed("state_pk", text("state")))
                .sort_key(KeyField::of::<u32>("price")),
        );
}

#[test]
fn two_indexes_may_share_a_composed_attribute() {
    let row = item! { "id" => "1", "state" => "new", "price" => 5 };
    let (store, rows, key) = with(Shared(row.clone()));
    let new = stored(&store, key()).unwrap();
    wait(rows.update(key()).apply(set("state", "paid"))).unwrap();
    assert_eq!(stored(&store, key()), Some(new.clone().with("state", "paid").with("state_pk", "paid")));
    wait(rows.update(key()).apply(Update::untyped(expr::Update::new().remove("state")))).unwrap();
    assert_eq!(stored(&store, key()).unwrap().get("state_pk"), None);
}

row! {
    /// The order stands in both attributes of the key.
    Repeated: Layout::new("row", "rows", KeyField::composed("PK", text("order")))
        .sort_key(KeyField::composed("SK", text("line").literal("#").part("order", PartFormat::String)));
}

#[test]
fn an_upsert_writes_a_part_once_that_stands_in_both_keys() {
    let key = || Key::from_parts([("order", Ok("o".into())), ("line", Ok("1".into()))]);
    upserts_as_it_puts::<Repeated>(key, expr::Update::new().set("price", 5));
}

row! {
    /// The part stands in the key twice.
    Twice: Layout::new("row", "rows", KeyField::composed("PK", text("id").literal("#").part("id", PartFormat::String)));
}

#[test]
fn an_upsert_writes_a_part_once_that_stands_in_the_key_twice() {
    upserts_as_it_puts::<Twice>(
        || Key::from_parts([("id", Ok("1".into()))]),
        expr::Update::new().set("price", 5),
    );
}

row! {
    /// An index that is the table's own key, turned round.
    Inverted: Layout::new("row", "rows", KeyField::composed("PK", text("order")))
        .sort_key(KeyField::composed("SK", text("line")))
        .index(
            IndexLayout::global("inverted", KeyField::composed("SK", text("line")))
                .sort_key(KeyField::composed("PK", text("order"))),
        );
}

#[test]
fn an_index_may_be_the_key_of_the_table_turned_round() {
    let key = || Key::from_parts([("order", Ok("o".into())), ("line", Ok("1".into()))]);
    let (store, rows, _) = with(Inverted(item! { "order" => "o", "line" => "1" }));
    wait(rows.update(key()).apply(set("price", 5))).unwrap();
    assert!(stored(&store, key()).unwrap().contains("price"));
    upserts_as_it_puts::<Inverted>(key, expr::Update::new().set("price", 5));
}

row! {
    /// The time of the last write orders an index, and the time of the first one another.
    Timed: Layout::new("row", "rows", plain("id"))
        .index(
            IndexLayout::global("latest", KeyField::composed("all_pk", KeyTemplate::new().literal("ALL")))
                .sort_key(KeyField::composed("latest_sk", time("updated_at"))),
        )
        .index(
            IndexLayout::global("oldest", KeyField::composed("every_pk", KeyTemplate::new().literal("ALL")))
                .sort_key(KeyField::composed("oldest_sk", time("created_at"))),
        )
        .stamp(Stamp::created::<u64>("created_at"))
        .stamp(Stamp::updated::<u64>("updated_at"));
}

fn time(name: &'static str) -> KeyTemplate {
    KeyTemplate::new().part(name, PartFormat::Unsigned { digits: 10 })
}

/// Whether the composed times of an item are its times.
fn is_on_time(item: &Item) -> bool {
    let written = |name: &str| item.get(name)?.as_str()?.parse::<u64>().ok().map(Value::from);
    [("latest_sk", "updated_at"), ("oldest_sk", "created_at")]
        .iter()
        .all(|(composed, time)| written(composed).is_some() && written(composed).as_ref() == item.get(time))
}

#[test]
fn an_index_key_with_a_time_that_the_repository_writes_follows_every_write() {
    let (store, rows, key) = with(Timed(item! { "id" => "1" }));
    assert!(is_on_time(&stored(&store, key()).unwrap()));
    let old = item! { "created_at" => 1, "updated_at" => 2 };
    wait(rows.put(Timed(old.with("id", "1")))).unwrap();
    assert!(is_on_time(&stored(&store, key()).unwrap()));
    wait(rows.update(key()).apply(set("price", 5))).unwrap();
    let updated = stored(&store, key()).unwrap();
    assert!(is_on_time(&updated));
    assert_eq!(updated.get("created_at"), Some(&1.into()));
}

#[test]
fn an_upsert_writes_the_index_keys_with_times_too() {
    let store = wait(store_with(Timed::schema().clone()));
    let rows = store.repository::<Timed>();
    let key = || Key::new(PrimaryKey::new("id", "1"));
    for price in [5, 6] {
        wait(rows.upsert(key()).apply(set("price", price))).unwrap();
        assert!(is_on_time(&stored(&store, key()).unwrap()));
    }
}

row! {
    /// The version is a part of an index key.
    Counted: Layout::new("row", "rows", plain("id"))
        .index(IndexLayout::global("by_version", KeyField::composed("version_pk", time("version"))))
        .version("version");
}

#[test]
fn an_index_key_with_the_version_in_it_never_goes_stale() {
    let (store, rows, key) = with(Counted(item! { "id" => "1" }));
    // The update may be refused, since it does not know the version that it makes.
    match wait(rows.update(key()).apply(set("price", 5))) {
        Ok(_) => {}
        Err(error) => assert_eq!(error.rule(), Some(Rule::IndexPartComputed)),
    }
    let item = stored(&store, key()).unwrap();
    let version = item.get("version_pk").and_then(Value::as_str).unwrap().parse::<u64>().unwrap();
    assert_eq!(item.get("version"), Some(&version.into()));
}

row! {
    /// A local index with a composed sort key, in the table only while there is a day.
    Local: Layout::new("row", "rows", plain("id"))
        .sort_key(plain("name"))
        .index(IndexLayout::local("by_day", KeyField::composed("day_sk", text("day").literal("#").part("name", PartFormat::String))));
}

#[test]
fn a_local_index_has_composed_keys_too() {
    let (store, rows, key) = with(Local(item! { "id" => "1", "name" => "a" }));
    wait(rows.update(key()).apply(set("day", "mon"))).unwrap();
    let by_day = || expr::KeyCondition::partition("id", "1").sort("day_sk").begins_with("mon#");
    let items = store.items(Local::schema().clone());
    assert_eq!(wait(items.query(by_day()).index("by_day").all()).unwrap().len(), 1);
    wait(rows.update(key()).apply(Update::untyped(expr::Update::new().remove("day")))).unwrap();
    assert_eq!(wait(items.query(by_day()).index("by_day").all()).unwrap().len(), 0);
}

row! {
    /// A key with a part that has room for two digits.
    Narrow: Layout::new("row", "rows", plain("id"))
        .index(IndexLayout::global("by_rank", KeyField::composed("rank_pk", KeyTemplate::new().part("rank", PartFormat::Unsigned { digits: 2 }))));
}

#[test]
fn a_value_that_does_not_fit_into_the_key_is_refused_by_every_write() {
    let (store, rows, key) = with(Narrow(item! { "id" => "1", "rank" => 99 }));
    let before = stored(&store, key());
    let too_wide = item! { "id" => "1", "rank" => 100 };
    assert_eq!(rule(wait(rows.put(Narrow(too_wide)))), Some(Rule::KeyPartWidth));
    assert_eq!(rule(wait(rows.update(key()).apply(set("rank", 100)))), Some(Rule::KeyPartWidth));
    assert_eq!(rule(wait(rows.update(key()).apply(set("rank", "x")))), Some(Rule::KeyPartType));
    assert_eq!(stored(&store, key()), before);
    // `NULL` is no part, so the item leaves the index.
    wait(rows.update(key()).apply(set("rank", Value::Null))).unwrap();
    assert_eq!(stored(&store, key()).unwrap().get("rank_pk"), None);
}
