//! Writes that depend on a condition.

use super::{
    Entry,
    setting::{k, one, plain, row},
};
use crate::Outcome;
use twintable::{
    Error, Item,
    expr::{Filter, Update},
    item, path,
    store::{
        DeleteItem, DeleteItemOutcome, PutItem, PutItemOutcome, ReturnOld, UpdateItem, UpdateItemOutcome,
    },
};

fn open() -> Item {
    item! { "status" => "open" }
}

fn is(status: &'static str) -> Filter {
    path("status").eq(status)
}

fn failed(current: Option<Item>) -> Result<Outcome, Error> {
    Err(Error::ConditionFailed { current })
}

pub(super) fn entries() -> Vec<Entry> {
    let new = || row(item! { "status" => "new" });
    let put = || PutItem::new("main", new());
    let update = || UpdateItem::new("main", k(), Update::new().set("status", "new"));
    let delete = || DeleteItem::new("main", k());
    let returned = ReturnOld::AllOld;
    let asking_put = |condition| PutItem { return_on_condition_failure: returned, ..put().when(condition) };
    let asking_update =
        |condition| UpdateItem { return_on_condition_failure: returned, ..update().when(condition) };
    let asking_delete =
        |condition| DeleteItem { return_on_condition_failure: returned, ..delete().when(condition) };
    let (was_put, updated) =
        (Outcome::Put(PutItemOutcome::default()), Outcome::Update(UpdateItemOutcome::default()));
    let deleted = || Outcome::Delete(DeleteItemOutcome::default());
    let absent = || path("pk").not_exists();
    vec![
        Entry::gives("a put happens on its condition", one(open()), put().when(is("open")), was_put.clone())
            .leaving([new()]),
        Entry::gives("a put creates where there is nothing", plain(), put().when(absent()), was_put)
            .leaving([new()]),
        Entry::gives(
            "an update happens on its condition",
            one(open()),
            update().when(is("open")),
            updated.clone(),
        )
        .leaving([new()]),
        Entry::gives("an update creates where there is nothing", plain(), update().when(absent()), updated)
            .leaving([new()]),
        Entry::gives("a delete happens on its condition", one(open()), delete().when(is("open")), deleted())
            .leaving([]),
        Entry::gives(
            "a missing item differs from everything",
            plain(),
            delete().when(path("status").ne("open")),
            deleted(),
        ),
        Entry::new(
            "a put does not happen against its condition",
            one(open()),
            put().when(is("closed")),
            failed(None),
        ),
        Entry::new(
            "a put does not replace where there must be nothing",
            one(open()),
            put().when(absent()),
            failed(None),
        ),
        Entry::new(
            "a put's failure carries the item if asked",
            one(open()),
            asking_put(is("closed")),
            failed(Some(row(open()))),
        ),
        Entry::new(
            "an update does not happen against its condition",
            one(open()),
            update().when(is("closed")),
            failed(None),
        ),
        Entry::new(
            "an update's failure carries the item if asked",
            one(open()),
            asking_update(is("closed")),
            failed(Some(row(open()))),
        ),
        Entry::new(
            "a delete does not happen against its condition",
            one(open()),
            delete().when(is("closed")),
            failed(None),
        ),
        Entry::new(
            "a delete's failure carries the item if asked",
            one(open()),
            asking_delete(is("closed")),
            failed(Some(row(open()))),
        ),
        Entry::new(
            "a failure carries nothing where there is nothing",
            plain(),
            asking_put(is("open")),
            failed(None),
        ),
        Entry::new("a false condition creates no item", plain(), update().when(is("open")), failed(None)),
    ]
}
