//! Reads and writes of one item, and what they return.

use super::{
    Entry,
    setting::{k, one, plain, row},
};
use crate::Outcome;
use twintable::{
    Item, Value,
    expr::Update,
    item, path,
    store::{
        DeleteItem, DeleteItemOutcome, GetItem, GetItemOutcome, PutItem, PutItemOutcome, ReturnValues,
        UpdateItem, UpdateItemOutcome,
    },
};

fn got(item: Option<Item>) -> Outcome {
    Outcome::Get(GetItemOutcome { item, consumed_capacity: None })
}

fn put(attributes: Option<Item>) -> Outcome {
    Outcome::Put(PutItemOutcome { attributes, consumed_capacity: None })
}

fn deleted(attributes: Option<Item>) -> Outcome {
    Outcome::Delete(DeleteItemOutcome { attributes, consumed_capacity: None })
}

fn old() -> Item {
    item! { "a" => 1, "m" => Value::map([("x", 1), ("y", 2)]), "l" => Value::list([0, 1, 2]) }
}

/// What an update of that item returns.
fn returns(
    name: &'static str,
    wanted: ReturnValues,
    update: Update,
    after: Item,
    returned: Option<Item>,
) -> Entry {
    let request = UpdateItem::new("main", k(), update).returning(wanted);
    let outcome = UpdateItemOutcome { attributes: returned, consumed_capacity: None };
    Entry::gives(name, one(old()), request, Outcome::Update(outcome)).leaving([row(after)])
}

/// What an update of a missing item returns.
fn of_missing(
    name: &'static str,
    wanted: ReturnValues,
    update: Update,
    after: Option<Item>,
    returned: Option<Item>,
) -> Entry {
    let request = UpdateItem::new("main", k(), update).returning(wanted);
    let outcome = UpdateItemOutcome { attributes: returned, consumed_capacity: None };
    Entry::gives(name, plain(), request, Outcome::Update(outcome)).leaving(after)
}

pub(super) fn entries() -> Vec<Entry> {
    let new = || row(item! { "b" => 2 });
    let single = vec![
        Entry::gives("a get finds an item", one(old()), GetItem::new("main", k()), got(Some(row(old())))),
        Entry::gives("a get finds nothing", plain(), GetItem::new("main", k()), got(None)),
        Entry::gives(
            "a consistent get finds an item",
            one(old()),
            GetItem::new("main", k()).consistent(),
            got(Some(row(old()))),
        ),
        Entry::gives(
            "a get of the other table",
            plain().holding_other([row(old())]),
            GetItem::new("other", k()),
            got(Some(row(old()))),
        ),
        Entry::gives("a put creates an item", plain(), PutItem::new("main", new()), put(None))
            .leaving([new()]),
        Entry::gives("a put replaces the whole item", one(old()), PutItem::new("main", new()), put(None))
            .leaving([new()]),
        Entry::gives(
            "a put returns the old item",
            one(old()),
            PutItem::new("main", new()).returning_old(),
            put(Some(row(old()))),
        )
        .leaving([new()]),
        Entry::gives(
            "a put that creates returns no old item",
            plain(),
            PutItem::new("main", new()).returning_old(),
            put(None),
        )
        .leaving([new()]),
        Entry::gives("a delete removes an item", one(old()), DeleteItem::new("main", k()), deleted(None))
            .leaving([]),
        Entry::gives("a delete of nothing is no error", plain(), DeleteItem::new("main", k()), deleted(None)),
        Entry::gives(
            "a delete returns the old item",
            one(old()),
            DeleteItem::new("main", k()).returning_old(),
            deleted(Some(row(old()))),
        )
        .leaving([]),
        Entry::gives(
            "a delete of nothing returns no old item",
            plain(),
            DeleteItem::new("main", k()).returning_old(),
            deleted(None),
        ),
    ];
    single.into_iter().chain(returned()).collect()
}

fn returned() -> Vec<Entry> {
    use ReturnValues::{AllNew, AllOld, None as Nothing, UpdatedNew, UpdatedOld};
    let set = || Update::new().set("a", 5).set(path("m").field("x"), 6);
    let after = || old().with("a", 5).with("m", Value::map([("x", 6), ("y", 2)]));
    let remove = || Update::new().remove("a");
    let removed = || item! { "m" => Value::map([("x", 1), ("y", 2)]), "l" => Value::list([0, 1, 2]) };
    let touched = |a: i32, x: i32| Some(item! { "a" => a, "m" => Value::map([("x", x)]) });
    let element = || Update::new().remove(path("l").index(1));
    let without = || old().with("l", Value::list([0, 2]));
    let create = || Update::new().set("b", 1);
    let created = || Some(row(item! { "b" => 1 }));
    let remove_b = || Update::new().remove("b");
    vec![
        returns("an update returns nothing by default", Nothing, set(), after(), None),
        returns("ALL_OLD is the item as it was", AllOld, set(), after(), Some(row(old()))),
        returns("ALL_NEW is the item as it is now", AllNew, set(), after(), Some(row(after()))),
        returns("UPDATED_OLD is what was there", UpdatedOld, set(), after(), touched(1, 1)),
        returns("UPDATED_NEW is what is there now", UpdatedNew, set(), after(), touched(5, 6)),
        returns("UPDATED_NEW has nothing of what was removed", UpdatedNew, remove(), removed(), None),
        returns(
            "UPDATED_OLD has what was removed",
            UpdatedOld,
            remove(),
            removed(),
            Some(item! { "a" => 1 }),
        ),
        returns(
            "UPDATED_OLD has the element that was removed alone",
            UpdatedOld,
            element(),
            without(),
            Some(item! { "l" => Value::list([1]) }),
        ),
        returns(
            "UPDATED_NEW has the element that moved in",
            UpdatedNew,
            element(),
            without(),
            Some(item! { "l" => Value::list([2]) }),
        ),
        of_missing("a created item has no old item", AllOld, create(), created(), None),
        of_missing("a created item has no old values", UpdatedOld, create(), created(), None),
        of_missing(
            "a created item has new values",
            UpdatedNew,
            create(),
            created(),
            Some(item! { "b" => 1 }),
        ),
        of_missing("a created item is returned with its key", AllNew, create(), created(), created()),
        of_missing("an item that is still missing is not returned", AllNew, remove_b(), None, None),
    ]
}
