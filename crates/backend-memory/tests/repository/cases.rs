//! What each verb of the typed layer asks for, returns and refuses. Both backends run these tests.

use super::{
    Store, store_with,
    support::{index, kind, rule, stored, wait},
};
use std::sync::LazyLock;
use twintable::{
    ErrorKind, Fixed, Optional, Rule,
    index::{KeyQuery, SortOn, Whole},
    layout::{IndexLayout, KeyField, Layout},
    prelude::*,
};

#[derive(Debug, Clone, PartialEq)]
struct Task {
    list: String,
    id: u32,
    title: String,
    done: bool,
}

/// Another type in the same table.
#[derive(Debug, Clone, PartialEq)]
struct Note {
    list: String,
}

index!(Table of Task: None);
index!(ByTitle of Task: Some("by_title"));
index!(ByType of Task: Some("by_type"));

impl Task {
    const LIST: Attribute<Self, String, Fixed> = Attribute::new("pk");
    const TITLE: Attribute<Self, String> = Attribute::new("title");
    const DONE: Attribute<Self, bool> = Attribute::new("done");
    const MARKS: Attribute<Self, u32, Optional> = Attribute::new("marks");
    const REMARK: Attribute<Self, String, Optional> = Attribute::new("remark");

    fn new(id: u32, title: &str) -> Self {
        Self { list: "home".to_owned(), id, title: title.to_owned(), done: false }
    }

    fn key(id: u32) -> Key<Self> {
        Key::from_parts([("pk", Ok("home".into())), ("sk", id.to_value())])
    }

    fn of_home() -> KeyCondition<Table> {
        KeyQuery::new([("pk", Ok("home".into()))]).finish()
    }

    fn of_type(name: &str) -> KeyQuery<ByType> {
        KeyQuery::new([("entity_type", Ok(name.into()))])
    }
}

impl Entity for Task {
    const NAME: &'static str = "task";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            Layout::new(Task::NAME, "lists", KeyField::of::<String>("pk"))
                .sort_key(KeyField::of::<u32>("sk"))
                .index(IndexLayout::global("by_title", KeyField::of::<String>("title")))
                .index(
                    IndexLayout::global("by_type", KeyField::of::<String>("entity_type"))
                        .sort_key(KeyField::of::<u32>("sk")),
                )
                .required(["pk", "sk", "title", "done"])
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "pk" => &self.list, "sk" => self.id, "title" => &self.title, "done" => self.done })
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self {
            list: Self::read(item, "pk")?,
            id: Self::read(item, "sk")?,
            title: Self::read(item, "title")?,
            done: Self::read(item, "done")?,
        })
    }
}

impl Entity for Note {
    const NAME: &'static str = "note";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            Layout::new(Note::NAME, "lists", KeyField::of::<String>("pk")).sort_key(KeyField::of::<u32>("sk"))
        });
        &LAYOUT
    }

    fn primary_key(&self) -> Key<Self> {
        Key::new(PrimaryKey::new("pk", self.list.as_str()).sort("sk", 0))
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "pk" => &self.list, "sk" => 0 })
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self { list: Self::read(item, "pk")? })
    }
}

fn schema() -> TableSchema {
    TableSchema::shared_by([Task::schema(), Note::schema()]).unwrap()
}

fn store() -> Store {
    wait(store_with(schema()))
}

fn note() -> Note {
    Note { list: "home".to_owned() }
}

#[test]
fn create_makes_what_is_new_and_refuses_what_is_there() {
    let tasks = store().repository::<Task>();
    assert_eq!(wait(tasks.get(Task::key(1))).unwrap(), None);
    assert_eq!(wait(tasks.create(Task::new(1, "sow"))).unwrap(), Task::new(1, "sow"));
    assert_eq!(kind(wait(tasks.create(Task::new(1, "reap")))), ErrorKind::AlreadyExists);
    assert_eq!(wait(tasks.get(Task::key(1)).consistent()).unwrap(), Some(Task::new(1, "sow")));
}

#[test]
fn put_replaces_and_returns_what_it_is_asked_for() {
    let tasks = store().repository::<Task>();
    assert_eq!(wait(tasks.put(Task::new(1, "sow"))).unwrap(), Task::new(1, "sow"));
    assert_eq!(wait(tasks.put(Task::new(1, "reap")).returning_old()).unwrap(), Some(Task::new(1, "sow")));
    wait(tasks.put(Task::new(1, "mow")).when(Task::DONE.eq(false)).returning_nothing()).unwrap();
    let refused = wait(tasks.put(Task::new(1, "row")).when(Task::DONE.eq(true))).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ConditionFailed);
    assert_eq!(refused.current::<Task>().unwrap(), Some(Task::new(1, "mow")));
}

#[test]
fn update_changes_what_is_there_and_says_why_not() {
    let tasks = store().repository::<Task>();
    assert_eq!(kind(wait(tasks.update(Task::key(1)).set(Task::DONE, true))), ErrorKind::NotFound);
    wait(tasks.create(Task::new(1, "sow"))).unwrap();
    let open = || Task::DONE.eq(false);
    let done = wait(tasks.update(Task::key(1)).set(Task::DONE, true).when(open())).unwrap();
    assert!(done.done);
    assert_eq!(
        kind(wait(tasks.update(Task::key(1)).set(Task::DONE, true).when(open()))),
        ErrorKind::ConditionFailed
    );
    let reap = Update::new().set(Task::TITLE, "reap");
    let old = wait(tasks.update(Task::key(1)).apply(reap).returning_old()).unwrap();
    assert_eq!(old.unwrap().title, "sow");
    wait(tasks.update(Task::key(1)).add(Task::MARKS, 1).remove(Task::REMARK).returning_nothing()).unwrap();
    let of_key = Update::untyped(expr::Update::new().set("sk", 2));
    assert_eq!(rule(wait(tasks.update(Task::key(1)).apply(of_key))), Some(Rule::UpdateOfKey));
}

#[test]
fn upsert_makes_what_is_missing_an_entity_of_its_type() {
    let store = store();
    let tasks = store.repository::<Task>();
    let made = wait(tasks.upsert(Task::key(1)).set(Task::TITLE, "sow").set(Task::DONE, false)).unwrap();
    assert_eq!(made, Task::new(1, "sow"));
    assert_eq!(wait(tasks.scan().all()).unwrap(), [Task::new(1, "sow")]);
    let partial = wait(tasks.upsert(Task::key(2)).set(Task::TITLE, "reap")).unwrap_err();
    assert_eq!(partial.rule(), Some(Rule::RequiredMissing));
    assert!(partial.to_string().contains("missing: `done`"), "{partial}");
    assert_eq!(stored(&store, Task::key(2)), None);
}

#[test]
fn delete_takes_away_and_does_not_mind_what_is_missing() {
    let tasks = store().repository::<Task>();
    wait(tasks.delete(Task::key(1))).unwrap();
    wait(tasks.create(Task::new(1, "sow"))).unwrap();
    assert_eq!(kind(wait(tasks.delete(Task::key(1)).when(Task::DONE.eq(true)))), ErrorKind::ConditionFailed);
    assert_eq!(wait(tasks.delete(Task::key(1)).returning_old()).unwrap(), Some(Task::new(1, "sow")));
    assert_eq!(wait(tasks.get(Task::key(1))).unwrap(), None);
}

#[test]
fn queries_and_scans_return_one_type_alone() {
    let store = store();
    let (tasks, notes) = (store.repository::<Task>(), store.repository::<Note>());
    wait(notes.create(note())).unwrap();
    for id in 1..=3 {
        wait(tasks.create(Task::new(id, "sow"))).unwrap();
    }
    let ids = |tasks: Vec<Task>| tasks.into_iter().map(|task| task.id).collect::<Vec<_>>();
    assert_eq!(ids(wait(tasks.query(Task::of_home()).descending().all()).unwrap()), [3, 2, 1]);
    let mowing = Task::TITLE.eq("mow");
    assert_eq!(ids(wait(tasks.query(Task::of_home()).filter(mowing).all()).unwrap()), [0; 0]);
    assert_eq!(wait(notes.scan().all()).unwrap().len(), 1);
    let by_title: KeyCondition<ByTitle> = KeyQuery::new([("title", Ok("sow".into()))]).finish();
    assert_eq!(wait(tasks.query(by_title).all()).unwrap().len(), 3);
    // The type is the key here: it cannot be filtered by, and need not be.
    let by_type = SortOn::<ByType, u32, Whole, KeyCondition<ByType>>::new(Task::of_type("task")).ge(2);
    assert_eq!(ids(wait(tasks.query(by_type).all()).unwrap()), [2, 3]);
    let of_notes = Task::of_type("note").finish();
    assert_eq!(ids(wait(tasks.query(of_notes).all()).unwrap()), [0; 0]);
}

#[test]
fn a_scan_of_an_index_returns_what_is_in_it() {
    let store = store();
    let (tasks, notes) = (store.repository::<Task>(), store.repository::<Note>());
    wait(notes.create(note())).unwrap();
    wait(tasks.create(Task::new(1, "sow"))).unwrap();
    assert_eq!(wait(tasks.scan().of_index::<ByTitle>().all()).unwrap(), [Task::new(1, "sow")]);
    assert_eq!(wait(tasks.scan().of_index::<ByType>().all()).unwrap(), [Task::new(1, "sow")]);
}

#[test]
fn a_page_says_where_the_next_one_starts() {
    let tasks = store().repository::<Task>();
    for id in 1..=3 {
        wait(tasks.create(Task::new(id, "sow"))).unwrap();
    }
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = wait(tasks.query(Task::of_home()).limit(2).after(after).page()).unwrap();
        assert!(page.items.len() <= 2);
        seen.extend(page.items.into_iter().map(|task| task.id));
        after = page.cursor;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, [1, 2, 3]);
}

#[test]
fn an_item_of_another_type_is_an_error_that_names_no_value() {
    let store = store();
    wait(store.repository::<Note>().create(note())).unwrap();
    let error = wait(store.repository::<Task>().get(Task::key(0))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongType);
    assert_eq!(error.to_string(), "the item under the key is note, not task");
}

#[test]
fn an_item_of_another_type_stays_as_it_is() {
    let store = store();
    let (tasks, notes) = (store.repository::<Task>(), store.repository::<Note>());
    wait(notes.create(note())).unwrap();
    // The whole item: as a note it would not show what was added to it.
    let before = stored(&store, Task::key(0));
    let any = || Task::LIST.exists();
    for refused in [
        kind(wait(tasks.update(Task::key(0)).set(Task::DONE, true))),
        kind(wait(tasks.upsert(Task::key(0)).set(Task::TITLE, "sow").set(Task::DONE, true))),
        kind(wait(tasks.put(Task::new(0, "sow")).when(any()))),
        kind(wait(tasks.put(Task::new(0, "sow")).returning_old())),
        kind(wait(tasks.delete(Task::key(0)).when(any()))),
        kind(wait(tasks.delete(Task::key(0)).returning_old())),
    ] {
        assert_eq!(refused, ErrorKind::WrongType);
    }
    assert_eq!(kind(wait(tasks.create(Task::new(0, "sow")))), ErrorKind::AlreadyExists);
    assert_eq!(stored(&store, Task::key(0)), before);
}

#[test]
fn an_item_without_a_type_is_of_another_type() {
    let store = store();
    let untyped = Task::new(1, "sow").to_item().unwrap();
    wait(store.items(schema()).create(untyped)).unwrap();
    let tasks = store.repository::<Task>();
    assert_eq!(kind(wait(tasks.get(Task::key(1)))), ErrorKind::WrongType);
    assert_eq!(wait(tasks.scan().all()).unwrap(), []);
}

#[test]
fn the_key_of_an_entity_is_where_it_is_stored() {
    let tasks = std::sync::Arc::new(store().repository::<Task>());
    let made = wait(tasks.create(Task::new(1, "sow"))).unwrap();
    assert_eq!(wait(tasks.get(made.primary_key())).unwrap(), Some(made.clone()));
    wait(tasks.delete_entity(&made)).unwrap();
    assert_eq!(wait(tasks.get(made.primary_key())).unwrap(), None);
}

#[test]
fn plain_items_have_the_same_verbs() {
    let items = store().items(schema());
    let item = item! { "pk" => "home", "sk" => 7, "anything" => Value::Null };
    wait(items.create(item.clone())).unwrap();
    assert_eq!(kind(wait(items.create(item.clone()))), ErrorKind::AlreadyExists);
    let key = || Key::new(PrimaryKey::new("pk", "home").sort("sk", 7));
    let more = || expr::Update::new().set("more", 1);
    assert_eq!(wait(items.update(key()).apply(more())).unwrap(), item.clone().with("more", 1));
    assert_eq!(
        kind(wait(items.update(key()).apply(more()).when(path("more").eq(2)))),
        ErrorKind::ConditionFailed
    );
    assert_eq!(wait(items.scan().all()).unwrap(), [item.clone().with("more", 1)]);
    let home = expr::KeyCondition::partition("pk", "home");
    assert_eq!(wait(items.query(home).filter(path("more").eq(1)).all()).unwrap(), [item.with("more", 1)]);
    let by_type = expr::KeyCondition::partition("entity_type", "task");
    assert_eq!(wait(items.query(by_type).index("by_type").all()).unwrap(), []);
}

#[test]
fn domain_code_takes_a_repository_as_a_trait_object() {
    async fn finish(tasks: &dyn Repository<Task>, id: u32) -> Result<Task, Error> {
        tasks.update(Task::key(id)).set(Task::DONE, true).when(Task::DONE.eq(false)).await
    }
    let tasks = store().repository::<Task>();
    wait(tasks.create(Task::new(1, "sow"))).unwrap();
    assert!(wait(finish(&tasks, 1)).unwrap().done);
}

#[test]
fn what_cannot_be_stored_is_refused_when_it_is_used() {
    const WEIGHT: Attribute<Task, f64, Optional> = Attribute::new("weight");
    let store = store();
    let tasks = store.repository::<Task>();
    wait(tasks.create(Task::new(1, "sow"))).unwrap();
    let before = stored(&store, Task::key(1));
    let broken_key = || Key::<Task>::from_parts([("pk", Ok("home".into())), ("sk", f64::NAN.to_value())]);
    let half_a_key = || Key::<Task>::from_parts([("pk", Ok("home".into()))]);
    let weighs = || WEIGHT.eq(f64::NAN);
    for (refused, broken) in [
        (rule(wait(tasks.get(broken_key()))), Rule::ValueEncoding),
        (rule(wait(tasks.get(half_a_key()))), Rule::KeyPartMissing),
        (rule(wait(tasks.update(broken_key()).set(Task::DONE, true))), Rule::ValueEncoding),
        (
            rule(wait(tasks.update(Task::key(1)).set(WEIGHT, f64::NAN).set(Task::DONE, true))),
            Rule::ValueEncoding,
        ),
        (rule(wait(tasks.update(Task::key(1)).set(Task::DONE, true).when(weighs()))), Rule::ValueEncoding),
        (rule(wait(tasks.upsert(Task::key(1)).given(WEIGHT, f64::NAN))), Rule::ValueEncoding),
        (rule(wait(tasks.put(Task::new(1, "mow")).when(weighs()))), Rule::ValueEncoding),
        (rule(wait(tasks.delete(Task::key(1)).when(weighs()))), Rule::ValueEncoding),
        (rule(wait(tasks.delete(half_a_key()))), Rule::KeyPartMissing),
        (rule(wait(tasks.query(Task::of_home()).filter(!weighs()).all())), Rule::ValueEncoding),
        (rule(wait(tasks.scan().filter(weighs() | Task::DONE.eq(false)).all())), Rule::ValueEncoding),
        (rule(wait(tasks.scan().filter(Filter::all([])).all())), Rule::EmptyAnd),
        (rule(wait(tasks.scan().filter(Task::TITLE.is_in([""; 0])).all())), Rule::EmptyIn),
    ] {
        assert_eq!(refused, Some(broken));
    }
    let half_a_condition: KeyCondition<Table> = KeyQuery::new([]).finish();
    assert_eq!(rule(wait(tasks.query(half_a_condition).page())), Some(Rule::KeyPartMissing));
    assert_eq!(stored(&store, Task::key(1)), before);
}
