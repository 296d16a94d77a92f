//! What each verb of the typed layer asks for, returns and refuses. Both backends run these tests.

use super::{Store, store_with};
use std::{future::IntoFuture, sync::LazyLock};
use twintable::{ErrorKind, prelude::*};

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

fn schema() -> &'static TableSchema {
    static SCHEMA: LazyLock<TableSchema> = LazyLock::new(|| {
        TableSchema::new("lists", KeyAttribute::string("pk"))
            .sort_key(KeyAttribute::number("sk"))
            .global_index(GlobalIndex::new("by_title", KeyAttribute::string("title")))
            .global_index(
                GlobalIndex::new("by_type", KeyAttribute::string("entity_type"))
                    .sort_key(KeyAttribute::number("sk")),
            )
    });
    &SCHEMA
}

impl Task {
    fn new(id: u32, title: &str) -> Self {
        Self { list: "home".to_owned(), id, title: title.to_owned(), done: false }
    }

    fn key(id: u32) -> Key<Self> {
        Key::new(PrimaryKey::new("pk", "home").sort("sk", id))
    }
}

impl Entity for Task {
    const NAME: &'static str = "task";

    fn schema() -> &'static TableSchema {
        schema()
    }

    fn primary_key(&self) -> Key<Self> {
        Self::key(self.id)
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "title" => &self.title, "done" => self.done })
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        let text =
            |name| item.get(name).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| Self::lacks(name));
        let id = item.get("sk").and_then(Value::as_number).ok_or_else(|| Self::lacks("sk"))?;
        let done = item.get("done").and_then(Value::as_bool).ok_or_else(|| Self::lacks("done"))?;
        Ok(Self {
            list: text("pk")?,
            id: id.try_into().map_err(|_| Self::lacks("sk"))?,
            title: text("title")?,
            done,
        })
    }
}

impl Entity for Note {
    const NAME: &'static str = "note";

    fn schema() -> &'static TableSchema {
        schema()
    }

    fn primary_key(&self) -> Key<Self> {
        Key::new(PrimaryKey::new("pk", self.list.as_str()).sort("sk", 0))
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(Item::new())
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        let list = item.get("pk").and_then(Value::as_str).ok_or_else(|| Self::lacks("pk"))?;
        Ok(Self { list: list.to_owned() })
    }
}

fn store() -> Store {
    wait(store_with(schema().clone()))
}

fn wait<F: IntoFuture>(operation: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(operation.into_future())
}

fn kind<T: std::fmt::Debug>(result: Result<T, Error>) -> ErrorKind {
    result.unwrap_err().kind()
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
    wait(tasks.put(Task::new(1, "mow")).when(path("done").eq(false)).returning_nothing()).unwrap();
    let refused = wait(tasks.put(Task::new(1, "row")).when(path("done").eq(true))).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ConditionFailed);
    assert_eq!(refused.current::<Task>().unwrap(), Some(Task::new(1, "mow")));
}

#[test]
fn update_changes_what_is_there_and_says_why_not() {
    let tasks = store().repository::<Task>();
    assert_eq!(kind(wait(tasks.update(Task::key(1)).set("done", true))), ErrorKind::NotFound);
    wait(tasks.create(Task::new(1, "sow"))).unwrap();
    let open = || path("done").eq(false);
    let done = wait(tasks.update(Task::key(1)).set("done", true).when(open())).unwrap();
    assert!(done.done);
    assert_eq!(
        kind(wait(tasks.update(Task::key(1)).set("done", true).when(open()))),
        ErrorKind::ConditionFailed
    );
    let old =
        wait(tasks.update(Task::key(1)).apply(Update::new().set("title", "reap")).returning_old()).unwrap();
    assert_eq!(old.unwrap().title, "sow");
    wait(tasks.update(Task::key(1)).add("marks", 1).remove("marks2").returning_nothing()).unwrap();
    assert_eq!(kind(wait(tasks.update(Task::key(1)).set("sk", 2))), ErrorKind::InvalidRequest);
}

#[test]
fn upsert_makes_what_is_missing_an_entity_of_its_type() {
    let tasks = store().repository::<Task>();
    let made = wait(tasks.upsert(Task::key(1)).set("title", "sow").set("done", false)).unwrap();
    assert_eq!(made, Task::new(1, "sow"));
    assert_eq!(wait(tasks.scan().all()).unwrap(), [Task::new(1, "sow")]);
    let partial = wait(tasks.upsert(Task::key(2)).set("title", "reap")).unwrap_err();
    assert_eq!(partial.kind(), ErrorKind::Codec);
}

#[test]
fn delete_takes_away_and_does_not_mind_what_is_missing() {
    let tasks = store().repository::<Task>();
    wait(tasks.delete(Task::key(1))).unwrap();
    wait(tasks.create(Task::new(1, "sow"))).unwrap();
    assert_eq!(
        kind(wait(tasks.delete(Task::key(1)).when(path("done").eq(true)))),
        ErrorKind::ConditionFailed
    );
    assert_eq!(wait(tasks.delete(Task::key(1)).returning_old()).unwrap(), Some(Task::new(1, "sow")));
    assert_eq!(wait(tasks.get(Task::key(1))).unwrap(), None);
}

#[test]
fn queries_and_scans_return_one_type_alone() {
    let store = store();
    let (tasks, notes) = (store.repository::<Task>(), store.repository::<Note>());
    wait(notes.create(Note { list: "home".to_owned() })).unwrap();
    for id in 1..=3 {
        wait(tasks.create(Task::new(id, "sow"))).unwrap();
    }
    let home = || KeyCondition::partition("pk", "home");
    let ids = |tasks: Vec<Task>| tasks.into_iter().map(|task| task.id).collect::<Vec<_>>();
    assert_eq!(ids(wait(tasks.query(home()).descending().all()).unwrap()), [3, 2, 1]);
    assert_eq!(ids(wait(tasks.query(home()).filter(path("title").eq("mow")).all()).unwrap()), [0; 0]);
    assert_eq!(wait(notes.scan().all()).unwrap().len(), 1);
    let by_title = KeyCondition::partition("title", "sow");
    assert_eq!(wait(tasks.query(by_title).index("by_title").all()).unwrap().len(), 3);
    // The type is the key here: it cannot be filtered by, and need not be.
    let by_type = KeyCondition::partition("entity_type", "task").sort("sk").ge(2);
    assert_eq!(ids(wait(tasks.query(by_type).index("by_type").all()).unwrap()), [2, 3]);
    let of_notes = KeyCondition::partition("entity_type", "note");
    assert_eq!(ids(wait(tasks.query(of_notes).index("by_type").all()).unwrap()), [0; 0]);
}

#[test]
fn a_page_says_where_the_next_one_starts() {
    let tasks = store().repository::<Task>();
    for id in 1..=3 {
        wait(tasks.create(Task::new(id, "sow"))).unwrap();
    }
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page =
            wait(tasks.query(KeyCondition::partition("pk", "home")).limit(2).after(after).page()).unwrap();
        assert!(page.items.len() <= 2);
        seen.extend(page.items.into_iter().map(|task| task.id));
        after = page.last_evaluated_key;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, [1, 2, 3]);
}

#[test]
fn an_item_of_another_type_is_an_error_that_names_no_value() {
    let store = store();
    wait(store.repository::<Note>().create(Note { list: "home".to_owned() })).unwrap();
    let error = wait(store.repository::<Task>().get(Task::key(0))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongType);
    assert_eq!(error.to_string(), "the item under the key is no task");
}

#[test]
fn an_item_of_another_type_stays_as_it_is() {
    let store = store();
    let (tasks, notes) = (store.repository::<Task>(), store.repository::<Note>());
    let note = Note { list: "home".to_owned() };
    wait(notes.create(note)).unwrap();
    // The whole item: as a note it would not show what was added to it.
    let items = store.items(schema().clone());
    let stored = || wait(items.get(Key::new(Task::key(0).into_primary_key()))).unwrap();
    let before = stored();
    let any = || path("pk").exists();
    for refused in [
        kind(wait(tasks.update(Task::key(0)).set("done", true))),
        kind(wait(tasks.upsert(Task::key(0)).set("done", true))),
        kind(wait(tasks.put(Task::new(0, "sow")).when(any()))),
        kind(wait(tasks.put(Task::new(0, "sow")).returning_old())),
        kind(wait(tasks.delete(Task::key(0)).when(any()))),
        kind(wait(tasks.delete(Task::key(0)).returning_old())),
    ] {
        assert_eq!(refused, ErrorKind::WrongType);
    }
    assert_eq!(kind(wait(tasks.create(Task::new(0, "sow")))), ErrorKind::AlreadyExists);
    assert_eq!(stored(), before);
}

#[test]
fn an_item_without_a_type_is_of_another_type() {
    let store = store();
    let untyped = Task::new(1, "sow").to_item().unwrap().with("pk", "home").with("sk", 1);
    wait(store.items(schema().clone()).create(untyped)).unwrap();
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
    let items = store().items(schema().clone());
    let item = item! { "pk" => "home", "sk" => 7, "anything" => Value::Null };
    wait(items.create(item.clone())).unwrap();
    assert_eq!(kind(wait(items.create(item.clone()))), ErrorKind::AlreadyExists);
    let key = || Key::new(PrimaryKey::new("pk", "home").sort("sk", 7));
    assert_eq!(wait(items.update(key()).set("more", 1)).unwrap(), item.clone().with("more", 1));
    assert_eq!(wait(items.scan().all()).unwrap(), [item.with("more", 1)]);
}

#[test]
fn domain_code_takes_a_repository_as_a_trait_object() {
    async fn finish(tasks: &dyn Repository<Task>, id: u32) -> Result<Task, Error> {
        tasks.update(Task::key(id)).set("done", true).when(path("done").eq(false)).await
    }
    let tasks = store().repository::<Task>();
    wait(tasks.create(Task::new(1, "sow"))).unwrap();
    assert!(wait(finish(&tasks, 1)).unwrap().done);
}
