//! Updates that do not fit the item as it is.

use super::{
    Entry,
    setting::{k, one, plain},
};
use twintable::{
    Item, Number, Rule, Value,
    expr::{Update, list_append},
    item, path,
    store::UpdateItem,
};

fn refuses(name: &'static str, attributes: Item, update: Update, rule: Rule) -> Entry {
    Entry::breaks(name, one(attributes), UpdateItem::new("main", k(), update), rule)
}

pub(super) fn entries() -> Vec<Entry> {
    let new = Update::new;
    let item = || item! { "s" => "text", "n" => 1, "m" => Value::map([("x", 1)]), "l" => Value::list([1]) };
    let large = || item! { "n" => Number::from_parts(1, 50).unwrap_or_default() };
    let largest = Number::from_parts(9, 125).unwrap_or_default();
    vec![
        refuses("a parent must be there", item(), new().set(path("x").field("y"), 1), Rule::UpdatePath),
        refuses(
            "a parent must be a map for a field",
            item(),
            new().set(path("l").field("x"), 1),
            Rule::UpdatePath,
        ),
        refuses(
            "a parent must be a list for an index",
            item(),
            new().set(path("m").index(0), 1),
            Rule::UpdatePath,
        ),
        refuses(
            "a parent must be there for REMOVE",
            item(),
            new().remove(path("x").field("y")),
            Rule::UpdatePath,
        ),
        Entry::breaks(
            "a missing item has no parents",
            plain(),
            UpdateItem::new("main", k(), new().set(path("x").field("y"), 1)),
            Rule::UpdatePath,
        ),
        refuses("a source must be there", item(), new().set("a", path("x")), Rule::SourceMissing),
        refuses("a term of a sum must be there", item(), new().set("a", path("x") + 1), Rule::SourceMissing),
        refuses("a term of a sum is a number", item(), new().set("a", path("s") + 1), Rule::StoredType),
        refuses(
            "list_append takes lists",
            item(),
            new().set("a", list_append(path("s"), Value::list([1]))),
            Rule::StoredType,
        ),
        refuses("ADD finds a number", item(), new().add("s", 1), Rule::StoredType),
        refuses(
            "ADD finds a set of its type",
            item! { "s" => Value::number_set([1]) },
            new().add("s", Value::string_set(["a"])),
            Rule::StoredType,
        ),
        refuses("DELETE finds a set", item(), new().delete("n", Value::number_set([1])), Rule::StoredType),
        refuses("a sum has at most 38 digits", large(), new().set("n", path("n") + 1), Rule::NumberRange),
        refuses(
            "a sum stays in the range",
            item! { "n" => largest },
            new().add("n", largest),
            Rule::NumberRange,
        ),
    ]
}
