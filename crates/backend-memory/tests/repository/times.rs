//! Times that a repository writes, and entities whose time is over. Both backends run these tests.

use super::{
    Store, store_with,
    support::{index, kind, rule, stored, wait},
};
use std::{
    sync::{Arc, LazyLock},
    time::{Duration, SystemTime},
};
use twintable::{
    ErrorKind, Fixed, Optional, Rule,
    index::KeyQuery,
    layout::{IndexLayout, KeyField, Layout, Stamp},
    prelude::*,
    project,
};
use twintable_testkit::ManualClock;

#[derive(Debug, Clone, PartialEq, Default)]
struct Session {
    user: String,
    id: String,
    page: String,
    created_at: Option<u64>,
    updated_at: Option<u64>,
    expires_at: Option<u64>,
}

/// Another type in the same table, which expires too.
#[derive(Debug, PartialEq)]
struct Note {
    expires_at: u64,
}

/// What a session shows of itself.
#[derive(Debug, PartialEq)]
struct Visit {
    page: String,
}

index!(Table of Session: None);
index!(ByPage of Session: Some("by_page"));
index!(ByExpiry of Session: Some("by_expiry"));
index!(ByUser of Session, without all: Some("by_user"));

impl Session {
    const PAGE: Attribute<Self, String> = Attribute::new("page");
    const EXPIRES_AT: Attribute<Self, u64, Optional> = Attribute::new("expires_at");
    const CREATED_AT: Attribute<Self, u64, Fixed> = Attribute::new("created_at");

    fn new(id: &str) -> Self {
        Self { user: "ann".to_owned(), id: id.to_owned(), page: "home".to_owned(), ..Self::default() }
    }

    fn until(id: &str, end: u64) -> Self {
        Self { expires_at: Some(end), ..Self::new(id) }
    }

    fn key(id: &str) -> Key<Self> {
        Self::new(id).primary_key()
    }

    fn of_ann<I: twintable::Index<Entity = Self>>() -> KeyCondition<I> {
        KeyQuery::new([("user", Ok("ann".into()))]).finish()
    }

    fn at_home() -> KeyCondition<ByPage> {
        KeyQuery::new([("page", Ok("home".into()))]).finish()
    }
}

impl Entity for Session {
    const NAME: &'static str = "session";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            Layout::new(Session::NAME, "sessions", KeyField::of::<String>("user"))
                .sort_key(KeyField::of::<String>("id"))
                .index(IndexLayout::global("by_page", KeyField::of::<String>("page")))
                // The time-to-live is a part of this key, so a query cannot filter by it.
                .index(
                    IndexLayout::global("by_expiry", KeyField::of::<String>("user"))
                        .sort_key(KeyField::of::<u64>("expires_at")),
                )
                // And this one does not hold it.
                .index(
                    IndexLayout::global("by_user", KeyField::of::<String>("user"))
                        .projection(IndexProjection::KeysOnly),
                )
                .stamp(Stamp::created::<u64>("created_at"))
                .stamp(Stamp::updated::<u64>("updated_at"))
                .ttl("expires_at")
                .required(["user", "id", "page"])
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "user" => &self.user, "id" => &self.id, "page" => &self.page }
            .with_some("created_at", self.created_at)
            .with_some("updated_at", self.updated_at)
            .with_some("expires_at", self.expires_at))
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self {
            user: Self::read(item, "user")?,
            id: Self::read(item, "id")?,
            page: Self::read(item, "page")?,
            created_at: Self::read(item, "created_at")?,
            updated_at: Self::read(item, "updated_at")?,
            expires_at: Self::read(item, "expires_at")?,
        })
    }
}

impl Entity for Note {
    const NAME: &'static str = "note";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            Layout::new(Note::NAME, "sessions", KeyField::of::<String>("user"))
                .sort_key(KeyField::of::<String>("id"))
                .ttl("expires_at")
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "user" => "ann", "id" => "1", "expires_at" => self.expires_at })
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self { expires_at: Self::read(item, "expires_at")? })
    }
}

impl Projection for Visit {
    type Entity = Session;

    fn projection() -> expr::Projection {
        expr::Projection::of(["page"])
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self { page: project(&Session::PAGE, item)? })
    }
}

/// The seconds since 1970 at which each test starts.
const START: u64 = 1_000;

/// A store, and the time.
struct Ground {
    store: Store,
    clock: ManualClock,
}

impl Ground {
    fn new() -> Self {
        Self::at(SystemTime::UNIX_EPOCH + Duration::from_secs(START))
    }

    fn at(time: SystemTime) -> Self {
        Self { store: wait(store_with(Session::schema().clone())), clock: ManualClock::at(time) }
    }

    fn of<T: Entity>(&self) -> TableRepository<T> {
        TableRepository::new(Arc::new(self.store.clone())).with_clock(Arc::new(self.clock.clone()))
    }

    fn sessions(&self) -> TableRepository<Session> {
        self.of()
    }

    fn living(&self) -> TableRepository<Session> {
        self.of().hiding_expired()
    }

    fn pass(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }
}

/// When a session was created and last written.
fn times(session: &Session) -> (Option<u64>, Option<u64>) {
    (session.created_at, session.updated_at)
}

fn ids(sessions: Result<Vec<Session>, Error>) -> Vec<String> {
    sessions.unwrap().into_iter().map(|session| session.id).collect()
}

#[test]
fn a_create_writes_both_times_whatever_the_entity_says() {
    let ground = Ground::new();
    let sessions = ground.sessions();
    let given = Session { created_at: Some(1), updated_at: Some(2), ..Session::new("1") };
    let made = wait(sessions.create(given)).unwrap();
    assert_eq!(times(&made), (Some(START), Some(START)));
    assert_eq!(wait(sessions.get(Session::key("1"))).unwrap(), Some(made));
    wait(sessions.create(Session::new("2")).returning_nothing()).unwrap();
    let other = wait(sessions.get(Session::key("2"))).unwrap().unwrap();
    assert_eq!(times(&other), (Some(START), Some(START)));
}

#[test]
fn a_put_keeps_when_the_entity_was_created() {
    let ground = Ground::new();
    let sessions = ground.sessions();
    let made = wait(sessions.create(Session::new("1"))).unwrap();
    ground.pass(60);
    let again = wait(sessions.put(made)).unwrap();
    assert_eq!(times(&again), (Some(START), Some(START + 60)));
    assert_eq!(wait(sessions.get(Session::key("1"))).unwrap(), Some(again));
    // It was read nowhere, so it is taken for new.
    let new = wait(sessions.put(Session::new("1"))).unwrap();
    assert_eq!(times(&new), (Some(START + 60), Some(START + 60)));
}

#[test]
fn an_update_writes_only_when_it_happened() {
    let ground = Ground::new();
    let sessions = ground.sessions();
    wait(sessions.create(Session::new("1"))).unwrap();
    ground.pass(60);
    let moved = wait(sessions.update(Session::key("1")).set(Session::PAGE, "cart")).unwrap();
    assert_eq!(times(&moved), (Some(START), Some(START + 60)));
    ground.pass(60);
    let touched = wait(sessions.update(Session::key("1"))).unwrap();
    assert_eq!(times(&touched), (Some(START), Some(START + 120)));
}

#[test]
fn an_upsert_keeps_when_the_entity_was_created() {
    let ground = Ground::new();
    let sessions = ground.sessions();
    let upsert = || wait(sessions.upsert(Session::key("1")).set(Session::PAGE, "home")).unwrap();
    assert_eq!(times(&upsert()), (Some(START), Some(START)));
    ground.pass(60);
    assert_eq!(times(&upsert()), (Some(START), Some(START + 60)));
    let stored = stored(&ground.store, Session::key("1")).unwrap();
    let whole = item! {
        "user" => "ann", "id" => "1", "page" => "home", "entity_type" => "session",
        "created_at" => START, "updated_at" => START + 60,
    };
    assert_eq!(stored, whole);
}

#[test]
fn a_refused_write_changes_no_time() {
    let ground = Ground::new();
    let sessions = ground.sessions();
    wait(sessions.create(Session::new("1"))).unwrap();
    let before = stored(&ground.store, Session::key("1"));
    ground.pass(60);
    let elsewhere = || Session::PAGE.eq("cart");
    assert_eq!(kind(wait(sessions.create(Session::new("1")))), ErrorKind::AlreadyExists);
    assert_eq!(kind(wait(sessions.put(Session::new("1")).when(elsewhere()))), ErrorKind::ConditionFailed);
    assert_eq!(kind(wait(sessions.update(Session::key("1")).when(elsewhere()))), ErrorKind::ConditionFailed);
    assert_eq!(stored(&ground.store, Session::key("1")), before);
}

#[test]
fn an_update_cannot_set_a_time_that_the_repository_writes() {
    let sessions = Ground::new().sessions();
    wait(sessions.create(Session::new("1"))).unwrap();
    for attribute in ["created_at", "updated_at"] {
        let update = || Update::untyped(expr::Update::new().set(attribute, 1));
        assert_eq!(
            rule(wait(sessions.update(Session::key("1")).apply(update()))),
            Some(Rule::ManagedAttribute)
        );
        let upsert = sessions.upsert(Session::key("1")).set(Session::PAGE, "home").apply(update());
        assert_eq!(rule(wait(upsert)), Some(Rule::ManagedAttribute));
    }
}

#[test]
fn a_condition_may_look_at_a_time() {
    let sessions = Ground::new().sessions();
    wait(sessions.create(Session::new("1"))).unwrap();
    let young = |after: u64| wait(sessions.scan().filter(Session::CREATED_AT.gt(after)).all());
    assert_eq!(ids(young(START - 1)), ["1"]);
    assert_eq!(ids(young(START)), [""; 0]);
}

#[test]
fn a_time_that_cannot_be_stored_is_refused_before_anything_is_written() {
    let ground = Ground::at(SystemTime::UNIX_EPOCH - Duration::from_secs(1));
    let sessions = ground.sessions();
    for refused in [
        wait(sessions.create(Session::new("1"))),
        wait(sessions.put(Session::new("1"))),
        wait(sessions.update(Session::key("1"))),
        wait(sessions.upsert(Session::key("1")).set(Session::PAGE, "home")),
    ] {
        let error = refused.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Codec);
        assert!(error.to_string().ends_with("_at` of session: the time is out of range"), "{error}");
    }
    assert_eq!(stored(&ground.store, Session::key("1")), None);
}

/// Sessions that end before now, now, later and never.
fn four(ground: &Ground) -> TableRepository<Session> {
    let sessions = ground.sessions();
    for session in [
        Session::until("a over", START - 1),
        Session::until("b just over", START),
        Session::until("c alive", START + 1),
        Session::new("d for ever"),
    ] {
        wait(sessions.create(session)).unwrap();
    }
    sessions
}

#[test]
fn reads_hide_what_is_expired() {
    let ground = Ground::new();
    let (all, living) = (four(&ground), ground.living());
    for (id, is_alive) in [("a over", false), ("b just over", false), ("c alive", true), ("d for ever", true)]
    {
        assert!(wait(all.get(Session::key(id))).unwrap().is_some());
        assert_eq!(wait(living.get(Session::key(id))).unwrap().is_some(), is_alive, "{id}");
        let visit = wait(living.get(Session::key(id)).project::<Visit>()).unwrap();
        assert_eq!(visit, is_alive.then(|| Visit { page: "home".to_owned() }), "{id}");
    }
    let alive = ["c alive", "d for ever"];
    assert_eq!(ids(wait(living.query(Session::of_ann::<Table>()).all())), alive);
    assert_eq!(wait(living.query(Session::of_ann::<Table>()).project::<Visit>().all()).unwrap().len(), 2);
    assert_eq!(ids(wait(living.scan().all())), alive);
    assert_eq!(wait(living.query(Session::at_home()).all()).unwrap().len(), 2);
    assert_eq!(ids(wait(all.query(Session::of_ann::<Table>()).all())).len(), 4);
    assert_eq!(ids(wait(all.scan().all())).len(), 4);
    ground.pass(1);
    assert_eq!(ids(wait(living.scan().all())), ["d for ever"]);
    assert_eq!(wait(living.get(Session::key("c alive"))).unwrap(), None);
}

#[test]
fn a_filter_of_the_caller_holds_beside_the_hiding() {
    let ground = Ground::new();
    four(&ground);
    let living = ground.living();
    let ending = || Session::EXPIRES_AT.exists();
    assert_eq!(ids(wait(living.scan().filter(ending()).all())), ["c alive"]);
    assert_eq!(ids(wait(living.query(Session::of_ann::<Table>()).filter(!ending()).all())), ["d for ever"]);
    let any = ending() | !ending();
    assert_eq!(ids(wait(living.scan().filter(any).all())), ["c alive", "d for ever"]);
}

#[test]
fn an_index_with_the_time_to_live_in_its_key_hides_what_is_expired() {
    let ground = Ground::new();
    four(&ground);
    let living = ground.living();
    assert_eq!(ids(wait(living.query(Session::of_ann::<ByExpiry>()).all())), ["c alive"]);
    assert_eq!(ids(wait(living.scan().of_index::<ByExpiry>().all())), ["c alive"]);
}

#[test]
fn a_projection_of_an_index_with_the_time_to_live_in_its_key_hides_what_is_expired() {
    let ground = Ground::new();
    four(&ground);
    let visits = wait(ground.living().query(Session::of_ann::<ByExpiry>()).project::<Visit>().all());
    assert_eq!(visits.unwrap().len(), 1);
}

#[test]
fn what_an_index_points_to_is_hidden_where_it_is_expired() {
    let ground = Ground::new();
    let (all, living) = (four(&ground), ground.living());
    assert_eq!(
        ids(wait(living.query(Session::of_ann::<ByUser>()).follow().all())),
        ["c alive", "d for ever"]
    );
    assert_eq!(ids(wait(all.query(Session::of_ann::<ByUser>()).follow().all())).len(), 4);
}

#[test]
fn a_create_takes_the_place_of_what_is_expired() {
    let ground = Ground::new();
    let (all, living) = (ground.sessions(), ground.living());
    wait(all.create(Session::until("1", START + 60))).unwrap();
    assert_eq!(kind(wait(living.create(Session::new("1")))), ErrorKind::AlreadyExists);
    ground.pass(59);
    assert_eq!(kind(wait(living.create(Session::new("1")))), ErrorKind::AlreadyExists);
    ground.pass(1);
    assert_eq!(kind(wait(all.create(Session::new("1")))), ErrorKind::AlreadyExists);
    let other = wait(living.create(Session::new("1")).when(Session::PAGE.eq("cart")));
    assert_eq!(kind(other), ErrorKind::ConditionFailed);
    let made = wait(living.create(Session::new("1"))).unwrap();
    assert_eq!(times(&made), (Some(START + 60), Some(START + 60)));
    assert_eq!(stored(&ground.store, Session::key("1")).unwrap().get("expires_at"), None);
    // What never expires is never absent.
    ground.pass(1_000_000);
    assert_eq!(kind(wait(living.create(Session::new("1")))), ErrorKind::AlreadyExists);
}

#[test]
fn a_create_takes_the_place_of_an_expired_entity_of_another_type() {
    let ground = Ground::new();
    wait(ground.of::<Note>().create(Note { expires_at: START })).unwrap();
    let living = ground.living();
    assert_eq!(kind(wait(ground.sessions().create(Session::new("1")))), ErrorKind::AlreadyExists);
    wait(living.create(Session::new("1"))).unwrap();
    assert!(wait(living.get(Session::key("1"))).unwrap().is_some());
}

#[test]
fn an_expired_entity_can_still_be_deleted() {
    let ground = Ground::new();
    four(&ground);
    wait(ground.living().delete(Session::key("a over"))).unwrap();
    assert_eq!(stored(&ground.store, Session::key("a over")), None);
}
