//! Batches.

use super::{
    Entry,
    setting::{key, plain},
};
use crate::Outcome;
use twintable::{
    Item, PrimaryKey,
    expr::Projection,
    item,
    store::{
        BatchGet, BatchGetItem, BatchGetItemOutcome, BatchWrite, BatchWriteItem, BatchWriteItemOutcome,
        ReturnConsumedCapacity, WriteRequest,
    },
};

fn found(main: Vec<Item>, other: Vec<Item>) -> Outcome {
    let items = vec![("main".to_owned(), main), ("other".to_owned(), other)];
    Outcome::BatchGet(BatchGetItemOutcome { items, ..BatchGetItemOutcome::default() })
}

fn a() -> Item {
    item! { "pk" => "a", "n" => 1 }
}

fn b() -> Item {
    item! { "pk" => "b", "n" => 2 }
}

pub(super) fn entries() -> Vec<Entry> {
    let setting = || plain().holding([a(), b()]).holding_other([a()]);
    let get = |keys: &[&'static str]| BatchGet::new("main", keys.iter().map(|pk| key(pk)));
    let both = |main, other| BatchGetItem {
        tables: vec![main, other],
        return_consumed_capacity: ReturnConsumedCapacity::None,
    };
    let other = || BatchGet::new("other", [key("a")]);
    let projection = || Some(Projection::of(["n"]));
    let put = |item| WriteRequest::Put(item);
    let delete = |key: PrimaryKey| WriteRequest::Delete(key);
    let done = || Outcome::BatchWrite(BatchWriteItemOutcome::default());
    let c = || item! { "pk" => "c" };
    let to_both = BatchWriteItem {
        tables: vec![BatchWrite::new("main", [put(c())]), BatchWrite::new("other", [delete(key("a"))])],
        return_consumed_capacity: ReturnConsumedCapacity::None,
    };
    vec![
        Entry::gives(
            "a batch reads items",
            setting(),
            BatchGetItem::of(get(&["a", "b"])),
            found(vec![a(), b()], vec![]),
        ),
        Entry::gives(
            "a batch leaves missing items out",
            setting(),
            BatchGetItem::of(get(&["a", "x"])),
            found(vec![a()], vec![]),
        ),
        Entry::gives(
            "a batch may find nothing",
            setting(),
            BatchGetItem::of(get(&["x"])),
            found(vec![], vec![]),
        ),
        Entry::gives(
            "a batch may read consistently",
            setting(),
            BatchGetItem::of(BatchGet { consistent: true, ..get(&["a"]) }),
            found(vec![a()], vec![]),
        ),
        Entry::gives(
            "a batch may project",
            setting(),
            BatchGetItem::of(BatchGet { projection: projection(), ..get(&["a"]) }),
            found(vec![item! { "n" => 1 }], vec![]),
        ),
        Entry::gives(
            "a batch reads two tables",
            setting(),
            both(get(&["b"]), other()),
            found(vec![b()], vec![a()]),
        ),
        Entry::gives(
            "a batch puts",
            setting(),
            BatchWriteItem::of(BatchWrite::new("main", [put(c())])),
            done(),
        )
        .leaving([a(), b(), c()]),
        Entry::gives(
            "a batch puts and deletes",
            setting(),
            BatchWriteItem::of(BatchWrite::new("main", [put(c()), delete(key("a"))])),
            done(),
        )
        .leaving([b(), c()]),
        Entry::gives(
            "a batch may delete nothing",
            setting(),
            BatchWriteItem::of(BatchWrite::new("main", [delete(key("x"))])),
            done(),
        ),
        Entry::gives("a batch writes to two tables", setting(), to_both, done())
            .leaving([a(), b(), c()])
            .leaving_other([]),
    ]
}
