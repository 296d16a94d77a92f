//! What updates make of an item.

use super::{
    Entry,
    setting::{k, one, plain, row},
};
use crate::Outcome;
use twintable::{
    Item, Value,
    expr::{Update, if_not_exists, list_append},
    item, path,
    store::{UpdateItem, UpdateItemOutcome},
};

/// An update of an item with these attributes, and what they are after.
fn makes(name: &'static str, before: Item, update: Update, after: Item) -> Entry {
    Entry::gives(name, one(before), UpdateItem::new("main", k(), update), done()).leaving([row(after)])
}

/// An update of a missing item, and what comes to be.
fn creates(name: &'static str, update: Update, after: Option<Item>) -> Entry {
    Entry::gives(name, plain(), UpdateItem::new("main", k(), update), done()).leaving(after.map(row))
}

fn done() -> Outcome {
    Outcome::Update(UpdateItemOutcome::default())
}

fn list(elements: impl IntoIterator<Item = i32>) -> Value {
    Value::list(elements)
}

pub(super) fn entries() -> Vec<Entry> {
    setting().into_iter().chain(taking_away()).chain(adding()).chain(creating()).collect()
}

fn setting() -> Vec<Entry> {
    let new = Update::new;
    let n = || item! { "n" => 5 };
    let nested = || item! { "m" => Value::map([("x", Value::from(1)), ("y", Value::map([("z", 2)]))]), "l" => list([0, 1]) };
    let logged = |entries| item! { "log" => list(entries) };
    vec![
        makes("SET replaces an attribute", n(), new().set("n", "text"), item! { "n" => "text" }),
        makes("SET adds an attribute", n(), new().set("s", true), n().with("s", true)),
        makes("SET copies another attribute", n(), new().set("s", path("n")), n().with("s", 5)),
        makes(
            "SET reads the item as it was",
            item! { "a" => 1, "b" => 2 },
            new().set("a", path("b")).set("b", path("a")),
            item! { "a" => 2, "b" => 1 },
        ),
        makes("SET adds numbers", n(), new().set("n", path("n") + 2), item! { "n" => 7 }),
        makes("SET subtracts numbers", n(), new().set("n", path("n") - 7), item! { "n" => -2 }),
        makes("SET keeps a value that is there", n(), new().set("n", if_not_exists("n", 1)), n()),
        makes(
            "SET falls back on a value",
            n(),
            new().set("s", if_not_exists("s", "new")),
            n().with("s", "new"),
        ),
        makes(
            "SET falls back on an attribute",
            n(),
            new().set("s", if_not_exists("s", path("n"))),
            n().with("s", 5),
        ),
        makes(
            "SET takes the first value that is there",
            n(),
            new().set("s", if_not_exists("s", if_not_exists("n", 0))),
            n().with("s", 5),
        ),
        makes(
            "SET adds to a value that may be missing",
            n(),
            new().set("c", if_not_exists("c", 0) + 1),
            n().with("c", 1),
        ),
        makes(
            "SET appends to a list",
            logged([1]),
            new().set("log", list_append(path("log"), list([2, 3]))),
            logged_by([1, 2, 3]),
        ),
        makes(
            "SET puts before a list",
            logged([1]),
            new().set("log", list_append(list([0]), path("log"))),
            logged_by([0, 1]),
        ),
        makes(
            "SET starts a list",
            item! {},
            new().set("log", list_append(if_not_exists("log", list([])), list([1]))),
            logged_by([1]),
        ),
        makes(
            "SET reaches into a map",
            nested(),
            new().set(path("m").field("y").field("z"), 3),
            item! { "m" => Value::map([("x", Value::from(1)), ("y", Value::map([("z", 3)]))]), "l" => list([0, 1]) },
        ),
        makes(
            "SET replaces an element",
            nested(),
            new().set(path("l").index(1), 9),
            nested().with("l", list([0, 9])),
        ),
        makes(
            "SET appends past the end",
            nested(),
            new().set(path("l").index(9), 9).set(path("l").index(7), 7),
            nested().with("l", list([0, 1, 7, 9])),
        ),
        makes("an update without actions changes nothing", n(), new(), n()),
    ]
}

fn logged_by<const N: usize>(entries: [i32; N]) -> Item {
    item! { "log" => list(entries) }
}

fn taking_away() -> Vec<Entry> {
    let new = Update::new;
    let l = || item! { "l" => list([0, 1, 2, 3]) };
    let sets = || item! { "s" => Value::string_set(["a", "b"]), "n" => Value::number_set([1, 2]), "b" => Value::binary_set([[1], [2]]) };
    vec![
        makes(
            "REMOVE takes an attribute away",
            item! { "a" => 1, "b" => 2 },
            new().remove("a"),
            item! { "b" => 2 },
        ),
        makes("REMOVE of nothing does nothing", item! { "a" => 1 }, new().remove("x"), item! { "a" => 1 }),
        makes(
            "REMOVE takes a field away",
            item! { "m" => Value::map([("x", 1), ("y", 2)]) },
            new().remove(path("m").field("x")),
            item! { "m" => Value::map([("y", 2)]) },
        ),
        makes(
            "REMOVE closes the gap in a list",
            l(),
            new().remove(path("l").index(1)),
            item! { "l" => list([0, 2, 3]) },
        ),
        makes(
            "REMOVE counts in the list as it was",
            l(),
            new().remove(path("l").index(0)).remove(path("l").index(1)),
            item! { "l" => list([2, 3]) },
        ),
        makes(
            "SET beside REMOVE counts in the list as it was",
            l(),
            new().remove(path("l").index(1)).set(path("l").index(3), 9),
            item! { "l" => list([0, 2, 9]) },
        ),
        makes("REMOVE past the end does nothing", l(), new().remove(path("l").index(9)), l()),
        makes(
            "DELETE takes elements out",
            sets(),
            new().delete("s", Value::string_set(["a", "x"])),
            sets().with("s", Value::string_set(["b"])),
        ),
        makes(
            "DELETE takes numbers out",
            sets(),
            new().delete("n", Value::number_set([2])),
            sets().with("n", Value::number_set([1])),
        ),
        makes(
            "DELETE takes bytes out",
            sets(),
            new().delete("b", Value::binary_set([[2]])),
            sets().with("b", Value::binary_set([[1]])),
        ),
        makes(
            "DELETE of all elements removes the set",
            item! { "a" => 1, "s" => Value::string_set(["a"]) },
            new().delete("s", Value::string_set(["a"])),
            item! { "a" => 1 },
        ),
        makes(
            "DELETE from nothing does nothing",
            item! { "a" => 1 },
            new().delete("s", Value::string_set(["a"])),
            item! { "a" => 1 },
        ),
        makes(
            "DELETE that empties an element removes it",
            item! { "l" => Value::list([Value::number_set([1]), Value::from("x")]) },
            new().delete(path("l").index(0), Value::number_set([1])),
            item! { "l" => Value::list(["x"]) },
        ),
    ]
}

fn adding() -> Vec<Entry> {
    let new = Update::new;
    vec![
        makes("ADD adds to a number", item! { "n" => 5 }, new().add("n", -7), item! { "n" => -2 }),
        makes("ADD starts at zero", item! {}, new().add("n", 3), item! { "n" => 3 }),
        makes(
            "ADD unites sets",
            item! { "s" => Value::string_set(["a"]) },
            new().add("s", Value::string_set(["b"])),
            item! { "s" => Value::string_set(["a", "b"]) },
        ),
        makes(
            "ADD unites sets of numbers",
            item! { "s" => Value::number_set([1]) },
            new().add("s", Value::number_set([1, 2])),
            item! { "s" => Value::number_set([1, 2]) },
        ),
        makes(
            "ADD starts a set",
            item! {},
            new().add("s", Value::binary_set([[1]])),
            item! { "s" => Value::binary_set([[1]]) },
        ),
        makes(
            "ADD reaches into a map",
            item! { "m" => Value::map([("x", 1)]) },
            new().add(path("m").field("x"), 1),
            item! { "m" => Value::map([("x", 2)]) },
        ),
        makes(
            "all actions are done together",
            item! { "a" => 1, "b" => 2, "n" => 3, "s" => Value::string_set(["x", "y"]) },
            new().set("a", 9).remove("b").add("n", 1).delete("s", Value::string_set(["x"])),
            item! { "a" => 9, "n" => 4, "s" => Value::string_set(["y"]) },
        ),
    ]
}

fn creating() -> Vec<Entry> {
    let new = Update::new;
    vec![
        creates("SET creates an item", new().set("a", 1), Some(item! { "a" => 1 })),
        creates("ADD creates an item", new().add("n", 1), Some(item! { "n" => 1 })),
        creates("an update without actions creates a bare item", new(), Some(item! {})),
        creates("REMOVE creates no item", new().remove("a"), None),
        creates("DELETE creates no item", new().delete("s", Value::string_set(["a"])), None),
        creates("REMOVE beside SET creates an item", new().set("a", 1).remove("b"), Some(item! { "a" => 1 })),
    ]
}
