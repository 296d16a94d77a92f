//! Values of every type, as they are stored and read.

use super::{
    Entry,
    functions::each_type,
    setting::{k, one, plain, row},
};
use crate::Outcome;
use twintable::{
    Item, Number, Value, item,
    store::{GetItem, GetItemOutcome, PutItem, PutItemOutcome},
};

/// An item that comes back as it was stored.
fn comes_back(name: &'static str, attributes: Item) -> Entry {
    let outcome = GetItemOutcome { item: Some(row(attributes.clone())), consumed_capacity: None };
    Entry::gives(name, one(attributes), GetItem::new("main", k()).consistent(), Outcome::Get(outcome))
}

/// An item that is put.
fn is_put(name: &'static str, attributes: Item) -> Entry {
    let put = PutItem::new("main", row(attributes.clone()));
    Entry::gives(name, plain(), put, Outcome::Put(PutItemOutcome::default())).leaving([row(attributes)])
}

fn parts(coefficient: i128, exponent: i32) -> Value {
    Number::from_parts(coefficient, exponent).unwrap_or_default().into()
}

pub(super) fn entries() -> Vec<Entry> {
    const DIGITS: i128 = 12_345_678_901_234_567_890_123_456_789_012_345_678;
    let (no_list, no_map): ([Value; 0], [(&str, Value); 0]) = ([], []);
    vec![
        comes_back("a value of every type comes back", each_type()),
        is_put("a value of every type is put", each_type()),
        is_put("a number of 38 digits is put", item! { "n" => parts(DIGITS, 0), "m" => parts(-DIGITS, -20) }),
        is_put("a number may be very small", item! { "n" => parts(1, -130), "m" => parts(-7, -110) }),
        is_put("a number may be very large", item! { "n" => parts(DIGITS, 88), "m" => parts(-7, 100) }),
        is_put("a number may have a fraction", item! { "n" => parts(15, -1), "m" => parts(-1, -3) }),
        is_put("a number may be zero", item! { "n" => 0, "m" => parts(0, 5) }),
        is_put("a text may be empty", item! { "s" => "" }),
        is_put("a text may be beyond ASCII", item! { "s" => "caf\u{e9} \u{ffee}" }),
        is_put("a text may be beyond the basic plane", item! { "s" => "\u{1f600}" }),
        is_put("bytes may be none", item! { "b" => Value::binary([]) }),
        is_put(
            "a list and a map may be empty",
            item! { "l" => Value::list(no_list), "m" => Value::map(no_map) },
        ),
        is_put(
            "a set may have one element",
            item! {
                "ss" => Value::string_set(["a"]), "ns" => Value::number_set([1]), "bs" => Value::binary_set([[1]]),
            },
        ),
        is_put("numbers in a set are equal by value", item! { "ns" => Value::number_set([1, 2]) }),
    ]
}
