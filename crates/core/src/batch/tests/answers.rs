//! Answers that do not fit the request, and what is known then.

use super::super::{BatchOptions, Observer, ReadOutcome, Reads, Target, Verdict, Way, Write, Writes, run};
use crate::{
    Error, ErrorKind, Item, PrimaryKey, Wait,
    expr::Projection,
    item, path,
    store::{
        BatchGet, BatchGetItem, BatchGetItemOutcome, BatchWrite, BatchWriteItem, BatchWriteItemOutcome,
        DeleteItem, DeleteItemOutcome, GetItem, GetItemOutcome, ItemStore, PageOutcome, PutItem,
        PutItemOutcome, Query, Scan, SystemTimer, TransactGetItems, TransactGetItemsOutcome,
        TransactWriteItems, TransactWriteItemsOutcome, UpdateItem, UpdateItemOutcome, WriteRequest,
    },
};
use async_trait::async_trait;
use std::{
    fmt,
    sync::{Arc, Mutex},
    time::Duration,
};

type Answers<R, O> = Box<dyn Fn(R) -> Option<Result<O, Error>> + Send + Sync>;

/// A store whose batches answer as a function says, or never.
struct Scripted {
    get: Answers<BatchGetItem, BatchGetItemOutcome>,
    write: Answers<BatchWriteItem, BatchWriteItemOutcome>,
}

impl Scripted {
    fn reads(
        get: impl Fn(BatchGetItem) -> Option<Result<BatchGetItemOutcome, Error>> + Send + Sync + 'static,
    ) -> Self {
        Self { get: Box::new(get), write: Box::new(|_| unreachable!()) }
    }

    fn writes(
        write: impl Fn(BatchWriteItem) -> Option<Result<BatchWriteItemOutcome, Error>> + Send + Sync + 'static,
    ) -> Self {
        Self { get: Box::new(|_| unreachable!()), write: Box::new(write) }
    }
}

impl fmt::Debug for Scripted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scripted")
    }
}

async fn answer<O>(answer: Option<Result<O, Error>>) -> Result<O, Error> {
    match answer {
        Some(answer) => answer,
        None => std::future::pending().await,
    }
}

#[async_trait]
impl ItemStore for Scripted {
    async fn batch_get_item(&self, request: BatchGetItem) -> Result<BatchGetItemOutcome, Error> {
        answer((self.get)(request)).await
    }

    async fn batch_write_item(&self, request: BatchWriteItem) -> Result<BatchWriteItemOutcome, Error> {
        answer((self.write)(request)).await
    }

    async fn get_item(&self, _: GetItem) -> Result<GetItemOutcome, Error> {
        unreachable!()
    }

    async fn put_item(&self, _: PutItem) -> Result<PutItemOutcome, Error> {
        unreachable!()
    }

    async fn update_item(&self, _: UpdateItem) -> Result<UpdateItemOutcome, Error> {
        unreachable!()
    }

    async fn delete_item(&self, _: DeleteItem) -> Result<DeleteItemOutcome, Error> {
        unreachable!()
    }

    async fn query(&self, _: Query) -> Result<PageOutcome, Error> {
        unreachable!()
    }

    async fn scan(&self, _: Scan) -> Result<PageOutcome, Error> {
        unreachable!()
    }

    async fn transact_get_items(&self, _: TransactGetItems) -> Result<TransactGetItemsOutcome, Error> {
        unreachable!()
    }

    async fn transact_write_items(&self, _: TransactWriteItems) -> Result<TransactWriteItemsOutcome, Error> {
        unreachable!()
    }
}

fn key(id: i32) -> PrimaryKey {
    PrimaryKey::new("id", id)
}

fn put<'a>(id: i32) -> Write<'a> {
    let target = Target { table: "shop".into(), key: key(id) };
    Write { way: Way::Put(target.key.to_item()), target }
}

/// Writes some items, with what is known of each at the end, and why it ended.
fn write(
    store: &Scripted,
    ids: std::ops::Range<i32>,
    options: BatchOptions,
) -> (Vec<String>, Option<ErrorKind>) {
    let mut verdicts = vec![String::new(); ids.len()];
    let settled = |place: usize, verdict: Verdict| {
        assert_eq!(verdicts[place], "", "told once");
        verdicts[place] = match verdict {
            Verdict::Done => "done".to_owned(),
            Verdict::NotDone(error) => format!("not done {:?}", error.map(|error| error.kind())),
            Verdict::Unknown => "unknown".to_owned(),
        };
    };
    let mut writes = Writes::new(store, settled);
    for (place, id) in ids.enumerate() {
        assert!(writes.add(place, put(id)).is_ok());
    }
    let end = run(&mut writes, &options, &SystemTimer, &mut Observer::none()).wait();
    let end = writes.finish(end).err().map(|error| error.kind());
    (verdicts, end)
}

fn few(concurrency: usize) -> BatchOptions {
    BatchOptions { concurrency, patience: Duration::ZERO, ..BatchOptions::default() }
}

#[test]
fn a_leftover_that_was_not_sent_leaves_its_request_unknown() {
    let other = || BatchWrite::new("shop", [WriteRequest::Put(item! { "id" => 999 })]);
    let store = Scripted::writes(move |_| {
        Some(Ok(BatchWriteItemOutcome { unprocessed: vec![other()], ..BatchWriteItemOutcome::default() }))
    });
    let (verdicts, end) = write(&store, 0..30, few(1));
    assert_eq!(end, Some(ErrorKind::Backend));
    assert_eq!(verdicts[..25], vec!["unknown"; 25]);
    assert_eq!(verdicts[25..], vec!["not done None"; 5]);
}

#[test]
fn a_failure_that_says_nothing_leaves_its_request_unknown() {
    let store = Scripted::writes(|_| {
        let error = crate::BackendError { code: "Odd".into(), retryable: false, source: None };
        Some(Err(Error::Backend(Box::new(error))))
    });
    let (verdicts, end) = write(&store, 0..26, few(1));
    assert_eq!(end, Some(ErrorKind::Backend));
    assert_eq!((verdicts[24].as_str(), verdicts[25].as_str()), ("unknown", "not done None"));
}

#[test]
fn what_is_in_flight_at_the_end_is_waited_for() {
    // The first request fails; the second is in flight then, and is done.
    let count = Mutex::new(0);
    let store = Scripted::writes(move |_| {
        let mut count = count.lock().unwrap();
        *count += 1;
        Some(match *count {
            1 => Err(Error::table_not_found("shop")),
            2 => Ok(BatchWriteItemOutcome::default()),
            _ => unreachable!("nothing is sent after the end"),
        })
    });
    let (verdicts, end) = write(&store, 0..75, few(2));
    assert_eq!(end, Some(ErrorKind::TableNotFound));
    assert_eq!(verdicts[..25], vec!["not done Some(TableNotFound)"; 25]);
    assert_eq!(verdicts[25..50], vec!["done"; 25]);
    assert_eq!(verdicts[50..], vec!["not done None"; 25]);
}

#[test]
fn what_was_refused_after_a_lost_answer_is_unknown() {
    let count = Mutex::new(0);
    let store = Scripted::writes(move |_| {
        let mut count = count.lock().unwrap();
        *count += 1;
        Some(Err(if *count == 1 { Error::TimedOut { source: None } } else { Error::table_not_found("shop") }))
    });
    let options = BatchOptions { concurrency: 1, ..BatchOptions::default() };
    let (verdicts, end) = write(&store, 0..3, options);
    assert_eq!((verdicts, end), (vec!["unknown".to_owned(); 3], Some(ErrorKind::TableNotFound)));
}

#[test]
fn at_the_deadline_only_what_is_in_flight_is_unknown() {
    let store = Scripted::writes(|request| {
        let first = request.tables[0].requests[0].clone();
        let is_first = first == WriteRequest::Put(item! { "id" => 0 });
        is_first.then(|| Ok(BatchWriteItemOutcome::default()))
    });
    let options =
        BatchOptions { concurrency: 2, deadline: Some(Duration::from_millis(20)), ..BatchOptions::default() };
    let (verdicts, end) = write(&store, 0..100, options);
    assert_eq!(end, Some(ErrorKind::TimedOut));
    assert_eq!(verdicts[..25], vec!["done"; 25]);
    assert_eq!(verdicts[25..75], vec!["unknown"; 50]);
    assert_eq!(verdicts[75..], vec!["not done None"; 25]);
}

/// Reads some items, and says what is known of each.
fn read(
    store: &Scripted,
    reads: &[(&'static str, i32, Option<&'static str>)],
) -> (Vec<ReadOutcome>, Option<ErrorKind>) {
    let mut asked = Reads::new(store);
    let mut groups = Vec::new();
    for (table, id, attribute) in reads {
        let known = groups.iter().position(|known| *known == (*table, *attribute));
        let group = known.unwrap_or_else(|| {
            groups.push((*table, *attribute));
            let projection =
                attribute.map(|attribute| Projection { paths: vec![path(attribute), path("id")] });
            asked.group((*table).into(), projection, false)
        });
        asked.add(group, key(*id));
    }
    let end = run(&mut asked, &BatchOptions::default(), &SystemTimer, &mut Observer::none()).wait();
    (asked.into_outcomes(), end.err().map(|error| error.kind()))
}

/// Every item is there, with what it was asked for.
fn everything(request: &BatchGetItem) -> BatchGetItemOutcome {
    let of = |part: &BatchGet| {
        let name = part.projection.as_ref().map_or("all", |projection| projection.paths[0].attribute());
        let items = part.keys.iter().map(|key| key.to_item().with("as", format!("{} {name}", part.table)));
        (part.table.to_string(), items.rev().collect())
    };
    BatchGetItemOutcome { items: request.tables.iter().map(of).collect(), ..BatchGetItemOutcome::default() }
}

fn found(outcomes: Vec<ReadOutcome>) -> Vec<Option<Item>> {
    outcomes.into_iter().map(ReadOutcome::into_item).collect()
}

#[test]
fn reads_of_several_tables_share_a_request_and_those_of_several_projections_do_not() {
    let requests = Arc::new(Mutex::new(Vec::new()));
    let asked = Arc::clone(&requests);
    let store = Scripted::reads(move |request| {
        let outcome = everything(&request);
        asked.lock().unwrap().push(request);
        Some(Ok(outcome))
    });
    let reads = [
        ("shop", 1, None),
        ("stock", 1, Some("count")),
        ("shop", 2, None),
        ("shop", 1, Some("total")),
        ("shop", 1, None),
    ];
    let (outcomes, end) = read(&store, &reads);
    assert_eq!(end, None);
    let item = |id: i32, text: &str| Some(item! { "id" => id, "as" => text });
    // The last one is the first again.
    let expected = [item(1, "shop all"), item(1, "stock count"), item(2, "shop all"), item(1, "shop total")];
    assert_eq!(found(outcomes), expected);
    let requests = requests.lock().unwrap();
    let keys = |request: &BatchGetItem| {
        request.tables.iter().map(|part| (part.table.to_string(), part.keys.len())).collect::<Vec<_>>()
    };
    assert_eq!(
        requests.iter().map(keys).collect::<Vec<_>>(),
        [vec![("shop".to_owned(), 2), ("stock".to_owned(), 1)], vec![("shop".to_owned(), 1)]]
    );
}

#[test]
fn an_item_that_was_not_asked_for_ends_a_batch_get() {
    for stray in [item! { "id" => 7 }, item! { "name" => 1 }] {
        let store = Scripted::reads(move |request| {
            let mut outcome = everything(&request);
            outcome.items[0].1.push(stray.clone());
            Some(Ok(outcome))
        });
        let (outcomes, end) = read(&store, &[("shop", 1, None)]);
        assert_eq!(end, Some(ErrorKind::Backend));
        assert!(matches!(&outcomes[..], [ReadOutcome::NotRead(Some(_))]));
    }
}

#[test]
fn a_leftover_key_that_was_not_asked_for_ends_a_batch_get() {
    let store = Scripted::reads(|_| {
        let unprocessed = vec![BatchGet::new("shop", [key(7)])];
        Some(Ok(BatchGetItemOutcome { unprocessed, ..BatchGetItemOutcome::default() }))
    });
    let (outcomes, end) = read(&store, &[("shop", 1, None)]);
    assert_eq!(end, Some(ErrorKind::Backend));
    assert!(matches!(&outcomes[..], [ReadOutcome::NotRead(Some(_))]), "and is not missing");
}
