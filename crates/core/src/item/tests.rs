use super::Item;
use crate::{Path, Value, path};

fn order() -> Item {
    item! {
        "PK" => "CUSTOMER#1",
        "x.y" => 1,
        "lines" => Value::list([Value::map([("sku", "a")]), Value::map([("sku", "b")]), Value::from("note")]),
        "address" => Value::map([("city", Value::from("Oslo")), ("", Value::Null)]),
    }
}

fn at(item: &Item, text: &str) -> Option<Value> {
    item.at(&text.parse::<Path>().unwrap()).cloned()
}

#[test]
fn the_macro_takes_names_and_values_of_any_type() {
    let name = String::from("b");
    let item = item! { "a" => 1, name => "text", format!("c{}", 1) => Value::Null, };
    assert_eq!(item, Item::new().with("c1", Value::Null).with("b", "text").with("a", 1));
    assert_eq!(item! { "a" => 1, "a" => 2 }, item! { "a" => 2 });
    assert_eq!(item! {}, Item::default());
}

#[test]
fn a_changed_clone_leaves_the_other_alone() {
    let original = order();
    let mut changed = original.clone();
    changed.insert("credit", 5);
    changed.remove("lines");
    *changed.attributes_mut().get_mut("PK").unwrap() = Value::from("other");
    assert_eq!(original, order());
    assert_eq!((changed.len(), changed.get("PK")), (4, Some(&Value::from("other"))));
    let with = original.clone().with("PK", "third");
    assert_eq!(
        (original.get("PK"), with.get("PK")),
        (Some(&Value::from("CUSTOMER#1")), Some(&Value::from("third")))
    );
    let mut taken = original.clone().into_attributes();
    taken.remove("PK");
    assert_eq!(original, order());
}

#[test]
fn clones_share_their_attributes_until_one_changes() {
    let original = order();
    let mut clone = original.clone();
    assert!(std::ptr::eq(original.attributes(), clone.attributes()));
    assert_eq!(clone.remove("missing"), None);
    assert!(
        std::ptr::eq(original.attributes(), clone.attributes()),
        "nothing was removed, so nothing was copied"
    );
    clone.insert("a", 1);
    assert!(!std::ptr::eq(original.attributes(), clone.attributes()));
}

#[test]
fn paths_lead_into_maps_and_lists() {
    let order = order();
    for (text, expected) in [
        ("PK", Some(Value::from("CUSTOMER#1"))),
        ("\"x.y\"", Some(Value::from(1))),
        ("lines[1].sku", Some(Value::from("b"))),
        ("lines[2]", Some(Value::from("note"))),
        ("address.city", Some(Value::from("Oslo"))),
        // Nowhere: missing, past the end, of another kind, through a scalar.
        ("x", None),
        ("x.y", None),
        ("lines[3]", None),
        ("lines[4294967295]", None),
        ("lines.sku", None),
        ("address[0]", None),
        ("address.street", None),
        ("PK.a", None),
        ("PK[0]", None),
        ("lines[2].sku[0].deeper", None),
    ] {
        assert_eq!(at(&order, text), expected, "{text}");
    }
    assert_eq!(order.at(&path("address").field("")), Some(&Value::Null));
}

#[test]
fn absent_values_are_left_out() {
    let item = Item::new().with_some("a", Some(1)).with_some("b", None::<i32>);
    assert_eq!(item, item! { "a" => 1 });
}

#[test]
fn the_size_counts_names_and_values() {
    assert_eq!(Item::new().size(), 0);
    assert_eq!(item! { "PK" => "abc", "é" => 1 }.size(), (2 + 3) + (2 + 2));
    assert_eq!(item! { "m" => Value::map([("ab", true)]) }.size(), 1 + (3 + 1 + 2 + 1));
}

#[test]
fn attributes_come_in_the_order_of_their_names() {
    let item = item! { "b" => 2, "a" => 1, "B" => 0 };
    assert_eq!(item.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["B", "a", "b"]);
    assert_eq!((&item).into_iter().count(), 3);
    assert_eq!(item.clone().into_iter().collect::<Item>(), item);
}
