//! The parts of an item that reads return.

use super::{
    Entry,
    setting::{k, one, plain},
};
use crate::Outcome;
use twintable::{
    Item, Path, Value,
    expr::Projection,
    item, path,
    store::{GetItem, GetItemOutcome},
};

fn shows(name: &'static str, paths: impl IntoIterator<Item = Path>, part: Item) -> Entry {
    let stored = item! {
        "a" => 1, "b" => 2, "l" => Value::list([Value::from(0), Value::map([("x", 1), ("y", 2)]), Value::list([7, 8])]),
        "m" => Value::map([("x", Value::from(1)), ("y", Value::map([("z", 2)]))]), "e" => Value::list::<Value>([]),
    };
    let get = GetItem::new("main", k()).project(Projection::of(paths));
    Entry::gives(
        name,
        one(stored),
        get,
        Outcome::Get(GetItemOutcome { item: Some(part), consumed_capacity: None }),
    )
}

pub(super) fn entries() -> Vec<Entry> {
    let missing = GetItem::new("main", k()).project(Projection::of(["a"]));
    vec![
        shows("a projection returns an attribute", [path("a")], item! { "a" => 1 }),
        shows(
            "a projection returns several attributes",
            [path("b"), path("a")],
            item! { "a" => 1, "b" => 2 },
        ),
        shows("a field keeps its structure", [path("m").field("x")], item! { "m" => Value::map([("x", 1)]) }),
        shows(
            "a field of a field keeps its structure",
            [path("m").field("y").field("z")],
            item! { "m" => Value::map([("y", Value::map([("z", 2)]))]) },
        ),
        shows("an element keeps its structure", [path("l").index(0)], item! { "l" => Value::list([0]) }),
        shows(
            "elements come in the order of the list",
            [path("l").index(2), path("l").index(0)],
            item! { "l" => Value::list([Value::from(0), Value::list([7, 8])]) },
        ),
        shows(
            "a field of an element keeps its structure",
            [path("l").index(1).field("y")],
            item! { "l" => Value::list([Value::map([("y", 2)])]) },
        ),
        shows(
            "an element of an element keeps its structure",
            [path("l").index(2).index(1)],
            item! { "l" => Value::list([Value::list([8])]) },
        ),
        shows(
            "paths into one map are merged",
            [path("m").field("x"), path("m").field("y")],
            item! { "m" => Value::map([("x", Value::from(1)), ("y", Value::map([("z", 2)]))]) },
        ),
        shows("an empty container is returned", [path("e")], item! { "e" => Value::list::<Value>([]) }),
        shows(
            "what is missing is left out",
            [path("a"), path("x"), path("m").field("w")],
            item! { "a" => 1 },
        ),
        shows("an item without the attributes is empty, and there", [path("x")], item! {}),
        Entry::gives("a missing item is missing", plain(), missing, Outcome::Get(GetItemOutcome::default())),
    ]
}
