//! Composed keys of indexes, which partial updates keep as a full rewrite would write them. Both backends run these
//! tests.

#[path = "index_keys/layouts.rs"]
mod layouts;
#[path = "index_keys/rewrites.rs"]
mod rewrites;
#[path = "index_keys/ticket.rs"]
mod ticket;

use super::{
    Store, store_with,
    support::{kind, rule, stored, wait},
};
use ticket::{KEYS, Ticket};
use twintable::{ErrorKind, Optional, Rule, prelude::*};

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
    wait(update().set(Ticket::STATUS, "held").given(Ticket::TEAM, "web").given(Ticket::OPENED, 70_u64))
        .unwrap();
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
fn an_entity_is_in_a_sparse_index_by_the_part_that_its_key_is_made_of() {
    let ground = Ground::with(Ticket::new("1"));
    let update = || ground.tickets.update(Ticket::key("1"));
    let labelled = |label: &str| ids(wait(ground.tickets.query(Ticket::labelled(label)).all()));
    wait(update().set(Ticket::LABEL, "blue")).unwrap();
    assert_eq!(labelled("blue"), [""; 0]);
    wait(update().set(Ticket::LABEL, "red")).unwrap();
    assert_eq!(labelled("red"), ["1"]);
    wait(update().remove(Ticket::LABEL)).unwrap();
    assert_eq!((labelled("red"), ground.key("label_pk")), (Vec::new(), None));
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
    wait(update().set(Ticket::CITY, "genf").when(Ticket::PRIORITY.lt(9_u32)).when(Ticket::COUNTRY.eq("ch")))
        .unwrap_err();
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
        let upsert =
            ground.tickets.upsert(Ticket::key("1")).set(Ticket::STATUS, "open").set(Ticket::TEAM, "web");
        upsert.set(Ticket::PRIORITY, 1)
    };
    for refused in [
        rule(wait(update().increment(Ticket::PRIORITY, 1))),
        rule(wait(update().add(Ticket::PRIORITY, 1))),
        rule(wait(update().set_if_absent(Ticket::ASSIGNEE, "ann"))),
        rule(wait(update().set(Ticket::ASSIGNEE, Ticket::TEAM))),
        rule(wait(update().set_if_absent(Ticket::CITY, "bern").given(Ticket::COUNTRY, "ch"))),
        rule(wait(update().set_if_absent(Ticket::STATUS, "open"))),
        rule(wait(
            update().apply(Update::untyped(expr::Update::new().set(path("assignee").field("name"), "ann"))),
        )),
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
    let upsert =
        || ground.tickets.upsert(Ticket::key("1")).set(Ticket::TEAM, "web").set(Ticket::STATUS, "open");
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
