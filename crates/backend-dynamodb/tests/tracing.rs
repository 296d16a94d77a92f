//! What an operation tells the log, and what it does not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod embedded;

use std::{
    collections::HashSet,
    fmt::{self, Write as _},
    sync::{Arc, Mutex},
    thread::{self, ThreadId},
};
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    instrument::WithSubscriber,
    span::{Attributes, Id, Record},
};
use twintable::{
    GlobalIndex, KeyAttribute, PrimaryKey, TableSchema, Wait,
    expr::{KeyCondition, Update},
    item, path,
    store::{
        GetItem, ItemStore, PutItem, Query, ReturnConsumedCapacity, TableAdmin, TransactDelete,
        TransactWriteItems, UpdateItem,
    },
};

const SECRET: &str = "very secret";

/// Keeps the spans and events of this crate, a line each, and on which threads others made events. An event's line is
/// indented by the spans of this crate that it is in.
#[derive(Debug, Clone, Default)]
struct Log(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    lines: Vec<String>,
    others: HashSet<ThreadId>,
    spans: u64,
    ours: HashSet<u64>,
    entered: Vec<(ThreadId, u64)>,
}

impl Log {
    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().lines.clone()
    }

    /// Whether it is of this crate.
    fn keep(&self, metadata: &Metadata<'_>, indent: &str, record: impl FnOnce(&mut Line)) -> bool {
        let is_ours = metadata.target().starts_with("twintable_dynamodb");
        if is_ours {
            assert_eq!(*metadata.level(), Level::DEBUG);
            let mut line = Line(indent.to_owned());
            record(&mut line);
            self.0.lock().unwrap().lines.push(line.0.trim_end().to_owned());
        } else {
            self.0.lock().unwrap().others.insert(thread::current().id());
        }
        is_ours
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, "{}={value:?} ", field.name()).unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let is_ours = self.keep(span.metadata(), "", |line| span.record(line));
        let mut kept = self.0.lock().unwrap();
        kept.spans += 1;
        let id = kept.spans;
        if is_ours {
            kept.ours.insert(id);
        }
        Id::from_u64(id)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let kept = self.0.lock().unwrap();
        let here = kept.entered.iter().filter(|(thread, _)| *thread == thread::current().id());
        let indent = "  ".repeat(here.filter(|(_, id)| kept.ours.contains(id)).count());
        drop(kept);
        self.keep(event.metadata(), &indent, |line| event.record(line));
    }

    fn enter(&self, id: &Id) {
        self.0.lock().unwrap().entered.push((thread::current().id(), id.into_u64()));
    }

    fn exit(&self, id: &Id) {
        let mut kept = self.0.lock().unwrap();
        let left = (thread::current().id(), id.into_u64());
        let place = kept.entered.iter().rposition(|entered| *entered == left).expect("it was entered");
        kept.entered.remove(place);
    }
}

#[tokio::test]
async fn each_operation_says_what_it_did_and_never_shows_keys_or_values() {
    let log = Log::default();
    let store = embedded::store();
    let key = || PrimaryKey::new("PK", SECRET);
    async {
        let by_name = GlobalIndex::new("by_name", KeyAttribute::string("name"));
        let schema = TableSchema::new("shop", KeyAttribute::string("PK")).global_index(by_name);
        store.create_table(schema).await.unwrap();
        let put = PutItem::new("shop", item! { "PK" => SECRET, "name" => SECRET });
        let total = ReturnConsumedCapacity::Total;
        store.put_item(PutItem { return_consumed_capacity: total, ..put.clone() }).await.unwrap();
        store.put_item(put.when(path("name").ne(SECRET))).await.unwrap_err();
        let update = Update::new().set("PK", SECRET);
        store.update_item(UpdateItem::new("shop", key(), update)).await.unwrap_err();
        let query = Query::new("shop", KeyCondition::partition("name", SECRET)).index("by_name");
        store.query(query).await.unwrap();
        let delete = TransactDelete::new("shop", key());
        store.transact_write_items(TransactWriteItems::of([delete.into()])).await.unwrap();
        store.get_item(GetItem::new("archive", key())).await.unwrap_err();
        store.list_tables().await.unwrap();
    }
    .with_subscriber(log.clone())
    .await;
    assert_eq!(
        log.lines(),
        [
            r#"operation="CreateTable" table="shop""#,
            r#"  outcome="done""#,
            r#"operation="PutItem" table="shop""#,
            r#"  outcome="done" units=2.0"#,
            r#"operation="PutItem" table="shop""#,
            "  outcome=ConditionFailed",
            r#"operation="UpdateItem" table="shop""#,
            "  outcome=InvalidRequest",
            r#"operation="Query" table="shop" index="by_name""#,
            r#"  outcome="done""#,
            r#"operation="TransactWriteItems" table="shop""#,
            r#"  outcome="done""#,
            r#"operation="GetItem" table="archive""#,
            "  outcome=TableNotFound",
            r#"operation="ListTables""#,
            r#"  outcome="done""#,
        ]
    );
}

#[test]
fn a_blocking_call_is_logged_where_it_was_made() {
    let log = Log::default();
    let store = embedded::store();
    tracing::subscriber::with_default(log.clone(), || {
        store.get_item(GetItem::new("shop", PrimaryKey::new("PK", SECRET))).wait().unwrap_err();
    });
    assert_eq!(log.lines(), [r#"operation="GetItem" table="shop""#, "  outcome=TableNotFound"]);
    // The SDK's own events come from the thread that the call ran on.
    assert!(log.0.lock().unwrap().others.iter().any(|&made| made != thread::current().id()));
}
