//! Composed keys of indexes, which partial updates keep as a full rewrite would write them. Both backends run these
//! tests.

use super::{
    Store, store_with,
    support::{index, kind, rule, stored, wait},
};
use std::sync::LazyLock;
use twintable::{
    ErrorKind, KeyTemplate, Optional, PartFormat, Rule,
    index::KeyQuery,
    layout::{IndexLayout, KeyField, Layout, Stamp},
    prelude::*,
};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ticket {
    pub(crate) id: String,
    pub(crate) assignee: Option<String>,
    pub(crate) priority: u32,
    pub(crate) country: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) status: String,
    pub(crate) team: String,
    pub(crate) opened: u64,
}

index!(ByAssignee of Ticket: Some("by_assignee"));
index!(ByPlace of Ticket: Some("by_place"));
index!(Queue of Ticket: Some("queue"));
index!(Everything of Ticket: Some("everything"));

impl Ticket {
    pub(crate) const ASSIGNEE: Attribute<Self, String, Optional> = Attribute::new("assignee");
    pub(crate) const PRIORITY: Attribute<Self, u32> = Attribute::new("priority");
    pub(crate) const COUNTRY: Attribute<Self, String, Optional> = Attribute::new("country");
    pub(crate) const CITY: Attribute<Self, String, Optional> = Attribute::new("city");
    pub(crate) const STATUS: Attribute<Self, String> = Attribute::new("status");
    pub(crate) const TEAM: Attribute<Self, String> = Attribute::new("team");
    pub(crate) const OPENED: Attribute<Self, u64> = Attribute::new("opened");

    fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            assignee: None,
            priority: 5,
            country: None,
            city: None,
            status: "open".to_owned(),
            team: "web".to_owned(),
            opened: 70,
        }
    }

    fn of_ann(id: &str) -> Self {
        Self { assignee: Some("ann".to_owned()), ..Self::new(id) }
    }

    fn in_bern(id: &str) -> Self {
        Self { country: Some("ch".to_owned()), city: Some("bern".to_owned()), ..Self::new(id) }
    }

    pub(crate) fn key(id: &str) -> Key<Self> {
        Key::from_parts([("id", Ok(id.into()))])
    }

    fn assigned_to(assignee: &str) -> KeyCondition<ByAssignee> {
        KeyQuery::new([("assignee", Ok(assignee.into()))]).finish()
    }

    fn in_place(country: &str, city: &str) -> KeyCondition<ByPlace> {
        KeyQuery::new([("country", Ok(country.into())), ("city", Ok(city.into()))]).finish()
    }

    fn waiting_for(team: &str) -> KeyCondition<Queue> {
        KeyQuery::new([("team", Ok(team.into()))]).finish()
    }

    fn everything() -> KeyCondition<Everything> {
        KeyQuery::new([]).finish()
    }
}

fn template(literal: &'static str) -> KeyTemplate {
    KeyTemplate::new().literal(literal)
}

impl Entity for Ticket {
    const NAME: &'static str = "ticket";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            let id = template("TICKET#").part("id", PartFormat::String);
            let assignee = template("ASSIGNEE#").part("assignee", PartFormat::String);
            let priority = KeyTemplate::new()
                .part("priority", PartFormat::Unsigned { digits: 3 })
                .literal("#")
                .part("id", PartFormat::String);
            let place =
                KeyTemplate::new().part("country", PartFormat::String).literal("#").part("city", PartFormat::String);
            let team = template("QUEUE#").part("team", PartFormat::String);
            let opened = KeyTemplate::new().part("opened", PartFormat::Unsigned { digits: 10 });
            Layout::new(Ticket::NAME, "tickets", KeyField::composed("PK", id.clone()))
                .index(
                    IndexLayout::global("by_assignee", KeyField::composed("assignee_pk", assignee))
                        .sort_key(KeyField::composed("assignee_sk", priority)),
                )
                .index(IndexLayout::global("by_place", KeyField::composed("place_pk", place)))
                .index(
                    IndexLayout::global("queue", KeyField::composed("queue_pk", team))
                        .sort_key(KeyField::composed("queue_sk", opened))
                        .when("status", vec!["open".into(), "held".into()]),
                )
                .index(
                    IndexLayout::global("everything", KeyField::composed("all_pk", template("ALL")))
                        .sort_key(KeyField::composed("all_sk", id)),
                )
                .required(["id", "priority", "status", "team", "opened"])
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        let item = item! {
            "id" => &self.id, "priority" => self.priority, "status" => &self.status, "team" => &self.team,
            "opened" => self.opened,
        };
        Ok(item
            .with_some("assignee", self.assignee.as_deref())
            .with_some("country", self.country.as_deref())
            .with_some("city", self.city.as_deref()))
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self {
            id: Self::read(item, "id")?,
            assignee: Self::read(item, "assignee")?,
            priority: Self::read(item, "priority")?,
            country: Self::read(item, "country")?,
            city: Self::read(item, "city")?,
            status: Self::read(item, "status")?,
            team: Self::read(item, "team")?,
            opened: Self::read(item, "opened")?,
        })
    }
}

/// The keys of indexes that a ticket can have.
const KEYS: [&str; 7] =
    ["assignee_pk", "assignee_sk", "place_pk", "queue_pk", "queue_sk", "all_pk", "all_sk"];

struct Ground {
    store: Store,
    tickets: TableRepository<Ticket>,
}

impl Ground {
    fn new() -> Self {
        let store = wait(store_with(Ticket::schema().clone()));
        Self { tickets: store.repository(), store }
    }

    fn with(ticket: Ticket) -> Self {
        let ground = Self::new();
        wait(ground.tickets.create(ticket)).unwrap();
        ground
    }

    fn item(&self) -> Option<Item> {
        stored(&self.store, Ticket::key("1"))
    }

    /// The stored key attributes of indexes, by name.
    fn keys(&self) -> Vec<(String, String)> {
        let item = self.item().unwrap();
        let text = |name: &str| Some((name.to_owned(), item.get(name)?.as_str()?.to_owned()));
        KEYS.iter().filter_map(|name| text(name)).collect()
    }

    fn key(&self, name: &str) -> Option<String> {
        self.keys().into_iter().find_map(|(key, value)| (key == name).then_some(value))
    }
}

fn ids(tickets: Result<Vec<Ticket>, Error>) -> Vec<String> {
    tickets.unwrap().into_iter().map(|ticket| ticket.id).collect()
}

/// An update that is refused because parts of a key are unknown, and what it says of them.
fn lacking(result: Result<Ticket, Error>) -> String {
    let error = result.unwrap_err();
    assert_eq!(error.rule(), Some(Rule::IndexPartUnknown), "{error}");
    error.to_string()
}

#[test]
fn a_whole_write_composes_the_keys_of_all_indexes_that_the_entity_is_in() {
    let ground = Ground::with(Ticket::of_ann("1"));
    let expected = [
        ("assignee_pk", "ASSIGNEE#ann"),
        ("assignee_sk", "005#1"),
        ("queue_pk", "QUEUE#web"),
        ("queue_sk", "0000000070"),
        ("all_pk", "ALL"),
        ("all_sk", "TICKET#1"),
    ];
    assert_eq!(ground.keys(), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let closed = Ticket { assignee: None, status: "closed".to_owned(), ..Ticket::in_bern("1") };
    wait(ground.tickets.put(closed)).unwrap();
    let names: Vec<_> = ground.keys().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["assignee_sk", "place_pk", "all_pk", "all_sk"]);
    assert_eq!(ground.key("place_pk").as_deref(), Some("ch#bern"));
}

#[test]
fn setting_a_part_sets_the_key() {
    let ground = Ground::with(Ticket::new("1"));
    let of_ann = || ids(wait(ground.tickets.query(Ticket::assigned_to("ann")).all()));
    assert_eq!(of_ann(), [""; 0]);
    wait(ground.tickets.update(Ticket::key("1")).set(Ticket::ASSIGNEE, "ann")).unwrap();
    assert_eq!(of_ann(), ["1"]);
    wait(ground.tickets.update(Ticket::key("1")).set(Ticket::ASSIGNEE, "b#b")).unwrap();
    assert_eq!(of_ann(), [""; 0]);
    assert_eq!(ids(wait(ground.tickets.query(Ticket::assigned_to("b#b")).all())), ["1"]);
    assert_eq!(ground.key("assignee_pk").as_deref(), Some("ASSIGNEE#b\"2b"));
    // The other part of this key is a part of the primary key, and so it is known.
    wait(ground.tickets.update(Ticket::key("1")).set(Ticket::PRIORITY, 12)).unwrap();
    assert_eq!(ground.key("assignee_sk").as_deref(), Some("012#1"));
}

#[test]
fn removing_a_part_removes_the_key_and_the_entity_leaves_the_index() {
    let ground = Ground::with(Ticket { assignee: Some("ann".to_owned()), ..Ticket::in_bern("1") });
    let update = || ground.tickets.update(Ticket::key("1"));
    wait(update().remove(Ticket::ASSIGNEE)).unwrap();
    assert_eq!(ground.key("assignee_pk"), None);
    assert_eq!(ids(wait(ground.tickets.query(Ticket::assigned_to("ann")).all())), [""; 0]);
    assert_eq!(ids(wait(ground.tickets.query(Ticket::in_place("ch", "bern")).all())), ["1"]);
    // One part is gone, so the other need not be known.
    wait(update().set_or_remove(Ticket::CITY, None)).unwrap();
    assert_eq!(ids(wait(ground.tickets.query(Ticket::in_place("ch", "bern")).all())), [""; 0]);
    wait(update().set_or_remove(Ticket::CITY, Some("bern".to_owned())).given(Ticket::COUNTRY, "ch")).unwrap();
    assert_eq!(ids(wait(ground.tickets.query(Ticket::in_place("ch", "bern")).all())), ["1"]);
    // The one that is removed decides, whatever is said of the other.
    wait(update().remove(Ticket::CITY).set(Ticket::COUNTRY, "de")).unwrap();
    assert_eq!(ground.key("place_pk"), None);
}

#[test]
fn an_update_of_something_else_leaves_the_keys_alone() {
    const REMARK: Attribute<Ticket, String, Optional> = Attribute::new("remark");
    let ground = Ground::with(Ticket { assignee: Some("ann".to_owned()), ..Ticket::in_bern("1") });
    let before = ground.item().unwrap();
    wait(ground.tickets.update(Ticket::key("1")).set(REMARK, "x")).unwrap();
    assert_eq!(ground.item(), Some(before.with("remark", "x")));
}

#[test]
fn an_entity_is_in_a_sparse_index_while_an_attribute_has_one_of_some_values() {
    let ground = Ground::with(Ticket::new("1"));
    let waiting = || ids(wait(ground.tickets.query(Ticket::waiting_for("web")).all()));
    let update = || ground.tickets.update(Ticket::key("1"));
    assert_eq!(waiting(), ["1"]);
    // Whatever the parts are, it is no longer in it.
    wait(update().set(Ticket::STATUS, "closed")).unwrap();
    assert_eq!(waiting(), [""; 0]);
    assert_eq!((ground.key("queue_pk"), ground.key("queue_sk")), (None, None));
    wait(update().set(Ticket::STATUS, "held").given(Ticket::TEAM, "web").given(Ticket::OPENED, 70_u64)).unwrap();
    assert_eq!(waiting(), ["1"]);
    // The status decides whether the new team belongs in the key.
    assert!(lacking(wait(update().set(Ticket::TEAM, "ops"))).contains("index `queue` lacks `status`"));
    wait(update().set(Ticket::TEAM, "ops").given(Ticket::STATUS, "held")).unwrap();
    assert_eq!(ground.key("queue_pk").as_deref(), Some("QUEUE#ops"));
    let done = update().set(Ticket::STATUS, "closed").set(Ticket::TEAM, "web").set(Ticket::OPENED, 80_u64);
    wait(done).unwrap();
    assert_eq!(waiting(), [""; 0]);
    wait(update().set(Ticket::TEAM, "dev").given(Ticket::STATUS, "closed")).unwrap();
    assert_eq!((ground.key("queue_pk"), ground.key("queue_sk")), (None, None));
}

#[test]
fn missing_parts_are_named() {
    let ground = Ground::with(Ticket::in_bern("1"));
    let before = ground.item();
    let update = || ground.tickets.update(Ticket::key("1"));
    assert!(lacking(wait(update().set(Ticket::CITY, "basel"))).contains("index `by_place` lacks `country`"));
    assert!(lacking(wait(update().set(Ticket::COUNTRY, "de"))).contains("index `by_place` lacks `city`"));
    assert!(lacking(wait(update().set(Ticket::STATUS, "open"))).contains("index `queue` lacks `team`"));
    let reopened = update().set(Ticket::STATUS, "open").given(Ticket::TEAM, "web");
    assert!(lacking(wait(reopened)).contains("index `queue` lacks `opened`"));
    assert_eq!(ground.item(), before);
}

#[test]
fn what_is_given_supplies_a_part_and_must_be_so() {
    let ground = Ground::with(Ticket::in_bern("1"));
    let update = |country: &str| {
        ground.tickets.update(Ticket::key("1")).set(Ticket::CITY, "basel").given(Ticket::COUNTRY, country)
    };
    let before = ground.item();
    let refused = wait(update("de")).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ConditionFailed);
    assert_eq!(refused.current::<Ticket>().unwrap(), Some(Ticket::in_bern("1")));
    assert_eq!(ground.item(), before);
    wait(update("ch")).unwrap();
    assert_eq!(ground.key("place_pk").as_deref(), Some("ch#basel"));
    // What is given stands beside the caller's own condition.
    let both = update("ch").when(Ticket::STATUS.eq("closed"));
    assert_eq!(kind(wait(both)), ErrorKind::ConditionFailed);
}

#[test]
fn what_is_given_is_what_was_there_before() {
    let ground = Ground::with(Ticket::in_bern("1"));
    let moved = |from: &str| {
        ground
            .tickets
            .update(Ticket::key("1"))
            .set(Ticket::CITY, "basel")
            .given(Ticket::CITY, from)
            .given(Ticket::COUNTRY, "ch")
    };
    assert_eq!(kind(wait(moved("basel"))), ErrorKind::ConditionFailed);
    wait(moved("bern")).unwrap();
    assert_eq!(ground.key("place_pk").as_deref(), Some("ch#basel"));
}

#[test]
fn a_condition_supplies_a_part_too() {
    let ground = Ground::with(Ticket::in_bern("1"));
    let update = || ground.tickets.update(Ticket::key("1")).set(Ticket::CITY, "basel");
    assert_eq!(kind(wait(update().when(Ticket::COUNTRY.eq("de")))), ErrorKind::ConditionFailed);
    wait(update().when(Ticket::COUNTRY.eq("ch") & Ticket::PRIORITY.lt(9_u32))).unwrap();
    assert_eq!(ground.key("place_pk").as_deref(), Some("ch#basel"));
    wait(update().set(Ticket::CITY, "genf").when(Ticket::PRIORITY.lt(9_u32)).when(Ticket::COUNTRY.eq("ch"))).unwrap_err();
    let turned = expr::Filter::Compare {
        left: Value::from("ch").into(),
        comparator: expr::Comparator::Equal,
        right: path("country").into(),
    };
    wait(update().when(Filter::untyped(turned))).unwrap();
}

#[test]
fn a_condition_that_leaves_a_part_open_does_not_supply_it() {
    let ground = Ground::with(Ticket::in_bern("1"));
    let country = || Ticket::COUNTRY;
    for condition in [
        country().eq("ch") | country().eq("de"),
        !country().eq("ch"),
        country().ne("ch"),
        country().is_in(["ch"]),
        country().eq(Ticket::CITY),
        country().begins_with("ch"),
        country().exists(),
    ] {
        let update = ground.tickets.update(Ticket::key("1")).set(Ticket::CITY, "basel");
        lacking(wait(update.when(condition)));
    }
}

#[test]
fn a_part_is_set_to_a_value_or_removed_but_not_computed() {
    let ground = Ground::with(Ticket::in_bern("1"));
    let before = ground.item();
    let update = || ground.tickets.update(Ticket::key("1"));
    let upsert = || {
        let upsert = ground.tickets.upsert(Ticket::key("1")).set(Ticket::STATUS, "open").set(Ticket::TEAM, "web");
        upsert.set(Ticket::PRIORITY, 1)
    };
    for refused in [
        rule(wait(update().increment(Ticket::PRIORITY, 1))),
        rule(wait(update().add(Ticket::PRIORITY, 1))),
        rule(wait(update().set_if_absent(Ticket::ASSIGNEE, "ann"))),
        rule(wait(update().set(Ticket::ASSIGNEE, Ticket::TEAM))),
        rule(wait(update().set_if_absent(Ticket::CITY, "bern").given(Ticket::COUNTRY, "ch"))),
        rule(wait(update().set_if_absent(Ticket::STATUS, "open"))),
        rule(wait(update().apply(Update::untyped(expr::Update::new().set(path("assignee").field("name"), "ann"))))),
        rule(wait(upsert().add(Ticket::OPENED, 1))),
        rule(wait(upsert().set_if_absent(Ticket::OPENED, 70_u64))),
    ] {
        assert_eq!(refused, Some(Rule::IndexPartComputed));
    }
    assert_eq!(ground.item(), before);
}

#[test]
fn an_update_cannot_write_what_the_repository_keeps() {
    let ground = Ground::with(Ticket::in_bern("1"));
    let before = ground.item();
    let kept = ["PK", "id", "entity_type", "assignee_pk", "assignee_sk", "queue_sk", "all_pk"];
    for attribute in kept {
        for update in [
            expr::Update::new().set(attribute, "x"),
            expr::Update::new().remove(attribute),
            expr::Update::new().set(path(attribute).field("x"), "x"),
        ] {
            let refused = wait(ground.tickets.update(Ticket::key("1")).apply(Update::untyped(update)));
            let error = refused.unwrap_err();
            assert_eq!(error.rule(), Some(Rule::ManagedAttribute), "{attribute}");
            assert!(error.to_string().contains(attribute), "{error}");
        }
    }
    assert_eq!(ground.item(), before);
}

#[test]
fn an_upsert_writes_the_type_the_parts_of_the_key_and_the_keys_of_indexes() {
    let ground = Ground::new();
    let upsert = || {
        ground
            .tickets
            .upsert(Ticket::key("1"))
            .set(Ticket::PRIORITY, 5)
            .set(Ticket::STATUS, "open")
            .set(Ticket::TEAM, "web")
            .set(Ticket::OPENED, 70_u64)
    };
    let made = wait(upsert().set(Ticket::ASSIGNEE, "ann")).unwrap();
    assert_eq!(made, Ticket::of_ann("1"));
    let item = ground.item();
    assert_eq!(item.as_ref().and_then(|item| item.get("entity_type")), Some(&"ticket".into()));
    assert_eq!(Ground::with(Ticket::of_ann("1")).item(), item);
    assert_eq!(ids(wait(ground.tickets.query(Ticket::everything()).all())), ["1"]);
    assert_eq!(wait(upsert()).unwrap(), Ticket::of_ann("1"));
    assert_eq!(ground.item(), item);
}

#[test]
fn an_upsert_sets_all_that_the_entity_requires() {
    let ground = Ground::new();
    let upsert = || ground.tickets.upsert(Ticket::key("1")).set(Ticket::TEAM, "web").set(Ticket::STATUS, "open");
    let refused = wait(upsert().set(Ticket::PRIORITY, 5)).unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::RequiredMissing));
    assert!(refused.to_string().contains("missing: `opened`"), "{refused}");
    // What is given is only there if the entity is.
    let given = wait(upsert().set(Ticket::PRIORITY, 5).given(Ticket::OPENED, 70_u64));
    assert_eq!(rule(given), Some(Rule::RequiredMissing));
    assert_eq!(ground.item(), None);
}

#[test]
fn a_key_that_names_no_entity_gives_no_parts() {
    let ground = Ground::with(Ticket::new("1"));
    let raw = || Key::<Ticket>::new(PrimaryKey::new("PK", "another#1"));
    assert_eq!(kind(wait(ground.tickets.update(raw()).set(Ticket::ASSIGNEE, "ann"))), ErrorKind::NotFound);
    assert!(lacking(wait(ground.tickets.update(raw()).set(Ticket::PRIORITY, 1))).contains("lacks `id`"));
    let same = Key::<Ticket>::new(PrimaryKey::new("PK", "TICKET#1"));
    wait(ground.tickets.update(same).set(Ticket::PRIORITY, 1)).unwrap();
    assert_eq!(ground.key("assignee_sk").as_deref(), Some("001#1"));
}

/// A table whose key and indexes share parts and attributes, and with indexes of what the repository writes.
mod shared {
    use super::*;

    #[derive(Debug, Clone, PartialEq)]
    pub(super) struct Line {
        pub(super) order: String,
        pub(super) number: u32,
        pub(super) state: String,
        pub(super) price: u32,
        pub(super) created_at: Option<u64>,
        pub(super) updated_at: Option<u64>,
    }

    index!(Inverted of Line: Some("inverted"));
    index!(ByPrice of Line: Some("by_price"));
    index!(ByState of Line: Some("by_state"));
    index!(Latest of Line: Some("latest"));

    impl Line {
        pub(super) const STATE: Attribute<Self, String> = Attribute::new("state");
        pub(super) const PRICE: Attribute<Self, u32> = Attribute::new("price");

        pub(super) fn new() -> Self {
            let (order, state) = ("o".to_owned(), "new".to_owned());
            Self { order, number: 1, state, price: 10, created_at: None, updated_at: None }
        }
    }

    impl Entity for Line {
        const NAME: &'static str = "line";

        fn layout() -> &'static Layout {
            static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
                let number = PartFormat::Unsigned { digits: 3 };
                let order = || KeyField::composed("PK", template("ORDER#").part("order", PartFormat::String));
                // The order stands in both attributes of the key.
                let line = template("LINE#").part("number", number).literal("#OF#").part("order", PartFormat::String);
                let line = || KeyField::composed("SK", line.clone());
                let state = || KeyField::composed("state_pk", template("STATE#").part("state", PartFormat::String));
                let price = KeyTemplate::new().part("price", number);
                let latest = KeyTemplate::new().part("updated_at", PartFormat::Unsigned { digits: 10 });
                Layout::new(Line::NAME, "lines", order())
                    .sort_key(line())
                    // The table's own key, turned round.
                    .index(IndexLayout::global("inverted", line()).sort_key(order()))
                    // Two indexes with one partition attribute.
                    .index(
                        IndexLayout::global("by_price", state()).sort_key(KeyField::composed("price_sk", price)),
                    )
                    .index(IndexLayout::global("by_state", state()))
                    .index(
                        IndexLayout::global("latest", KeyField::composed("all_pk", template("ALL")))
                            .sort_key(KeyField::composed("latest_sk", latest)),
                    )
                    .stamp(Stamp::created::<u64>("created_at"))
                    .stamp(Stamp::updated::<u64>("updated_at"))
                    .required(["order", "number", "state", "price"])
            });
            &LAYOUT
        }

        fn to_item(&self) -> Result<Item, Error> {
            let Self { order, number, state, price, created_at, updated_at } = self;
            Ok(item! { "order" => order, "number" => *number, "state" => state, "price" => *price }
                .with_some("created_at", *created_at)
                .with_some("updated_at", *updated_at))
        }

        fn from_item(item: &Item) -> Result<Self, Error> {
            Ok(Self {
                order: Self::read(item, "order")?,
                number: Self::read(item, "number")?,
                state: Self::read(item, "state")?,
                price: Self::read(item, "price")?,
                created_at: Self::read(item, "created_at")?,
                updated_at: Self::read(item, "updated_at")?,
            })
        }
    }

    pub(super) fn lines() -> (Store, TableRepository<Line>) {
        let store = wait(store_with(Line::schema().clone()));
        let lines = store.repository();
        (store, lines)
    }

    pub(super) fn key(name: &str, item: Option<Item>) -> Option<String> {
        item?.get(name)?.as_str().map(str::to_owned)
    }
}
use shared::{Line, lines};

#[test]
fn two_indexes_may_share_a_composed_attribute() {
    let (store, lines) = lines();
    let line = wait(lines.create(Line::new())).unwrap();
    wait(lines.update(line.primary_key()).set(Line::STATE, "paid")).unwrap();
    assert_eq!(shared::key("state_pk", stored(&store, line.primary_key())).as_deref(), Some("STATE#paid"));
}

#[test]
fn an_upsert_writes_a_part_once_that_stands_in_the_key_twice() {
    let (store, lines) = lines();
    let upsert = lines.upsert(Line::new().primary_key()).set(Line::STATE, "new").set(Line::PRICE, 10);
    let made = wait(upsert).unwrap();
    let by_upsert = stored(&store, made.primary_key());
    wait(lines.put(made.clone())).unwrap();
    let by_put = stored(&store, made.primary_key());
    for name in ["PK", "SK", "state_pk", "price_sk", "all_pk", "order", "number", "entity_type"] {
        assert_eq!(shared::key(name, by_upsert.clone()), shared::key(name, by_put.clone()), "{name}");
    }
}

#[test]
fn an_index_may_be_the_key_of_the_table_turned_round() {
    let (_, lines) = lines();
    let made = wait(lines.create(Line::new())).unwrap();
    let inverted: KeyCondition<shared::Inverted> =
        KeyQuery::new([("number", made.number.to_value()), ("order", made.order.to_value())]).finish();
    assert_eq!(wait(lines.query(inverted).all()).unwrap(), [made]);
}

#[test]
fn an_index_key_with_the_time_of_the_last_write_follows_every_update() {
    let (store, lines) = lines();
    let made = wait(lines.create(Line::new())).unwrap();
    for _ in 0..2 {
        let line = wait(lines.update(made.primary_key()).set(Line::PRICE, 20)).unwrap();
        let sort = shared::key("latest_sk", stored(&store, made.primary_key()));
        assert_eq!(sort, line.updated_at.map(|time| format!("{time:010}")));
    }
}
