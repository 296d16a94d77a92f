use super::*;
use crate::{
    Coded, EpochSeconds, Item,
    expr::{if_not_exists, list_append},
};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[test]
fn a_value_or_another_attribute_is_set() {
    says(one().set(Stock::NAME, "nail"), &plain().set("name", "nail"));
    says(one().set(Stock::NAME, Stock::NICK), &plain().set("name", path("nick")));
    says(one().set(Stock::NICK, Stock::ID), &plain().set("nick", path("id")));
    says(one().set(Stock::PRICE, 5_u8), &plain().set("price", 5));
    says(one().set(Stock::NOTES.index(2), "x"), &plain().set(path("notes").index(2), "x"));
    says(one().set(Stock::BY_SHOP.entry("a.b"), 7), &plain().set(path("by_shop").field("a.b"), 7));
    says(
        one().set(Stock::TAGS, BTreeSet::from(["a".to_owned()])),
        &plain().set("tags", Value::string_set(["a"])),
    );
    says(one().set(Stock::ANY, Value::Null), &plain().set("any", Value::Null));
    says(one().set(Stock::NOTES, &vec!["a".to_owned()]), &plain().set("notes", Value::list(["a"])));
    let expires: Attribute<Stock, Coded<SystemTime, EpochSeconds>> = Attribute::new("expires");
    says(one().set(expires, UNIX_EPOCH + Duration::from_secs(9)), &plain().set("expires", 9));
}

#[test]
fn what_is_absent_is_removed_instead() {
    says(one().set_or_remove(Stock::NICK, Some("a".to_owned())), &plain().set("nick", "a"));
    says(one().set_or_remove(Stock::NICK, None), &plain().remove("nick"));
    let tags = BTreeSet::from(["a".to_owned()]);
    says(one().set_or_remove(Stock::TAGS, Some(tags)), &plain().set("tags", Value::string_set(["a"])));
    says(one().set_or_remove(Stock::TAGS, Some(BTreeSet::new())), &plain().remove("tags"));
    says(one().remove(Stock::NICK), &plain().remove("nick"));
    says(one().remove(Stock::NOTES.index(0)), &plain().remove(path("notes").index(0)));
    says(one().remove(Stock::BY_SHOP.entry("a")), &plain().remove(path("by_shop").field("a")));
}

#[test]
fn a_value_is_set_where_there_is_none() {
    says(one().set_if_absent(Stock::NAME, "x"), &plain().set("name", if_not_exists("name", "x")));
    says(
        one().set_if_absent(Stock::NICK, Stock::NAME),
        &plain().set("nick", if_not_exists("nick", path("name"))),
    );
}

#[test]
fn numbers_of_any_sign_are_added_to_numbers_of_any_type() {
    says(one().increment(Stock::QUANTITY, 2), &plain().set("quantity", path("quantity") + 2));
    says(one().increment(Stock::QUANTITY, -1), &plain().set("quantity", path("quantity") + -1));
    says(one().increment(Stock::BYTES, -1_i8), &plain().set("bytes", path("bytes") + -1));
    says(one().increment(Stock::DELTA, u64::MAX), &plain().set("delta", path("delta") + u64::MAX));
    let half: Number = "0.5".parse().unwrap();
    says(one().increment(Stock::PRICE, half), &plain().set("price", path("price") + half));
    says(one().increment(Stock::RATE, half), &plain().set("rate", path("rate") + half));
    says(one().increment(Stock::ANY, 1), &plain().set("any", path("any") + 1));
    let shop = path("by_shop").field("a");
    says(one().increment(Stock::BY_SHOP.entry("a"), 1), &plain().set(shop.clone(), shop + 1));
}

#[test]
fn add_takes_what_is_missing_for_nothing() {
    says(one().add(Stock::QUANTITY, -1), &plain().add("quantity", -1));
    says(one().add(Stock::BYTES, 1_u8), &plain().add("bytes", 1));
    says(one().add(Stock::DELTA, 1_u64), &plain().add("delta", 1));
    says(one().add(Stock::PRICE, 1), &plain().add("price", 1));
    says(one().add(Stock::TAGS, ["a", "b"]), &plain().add("tags", Value::string_set(["a", "b"])));
    says(one().add(Stock::TAGS, &["a".to_owned()]), &plain().add("tags", Value::string_set(["a"])));
    says(one().add(Stock::SIZES, BTreeSet::from([1, 2])), &plain().add("sizes", Value::number_set([1, 2])));
    says(one().add(Stock::BLOBS, [vec![1]]), &plain().add("blobs", Value::binary_set([vec![1]])));
}

#[test]
fn elements_are_taken_out_of_sets() {
    says(one().delete(Stock::TAGS, ["a"]), &plain().delete("tags", Value::string_set(["a"])));
    says(one().delete(Stock::SIZES, [1, 2, 1]), &plain().delete("sizes", Value::number_set([1, 2])));
    says(one().delete(Stock::BLOBS, [vec![]]), &plain().delete("blobs", Value::binary_set([vec![]])));
}

#[test]
fn lists_grow_at_both_ends_and_from_nothing() {
    let notes = || if_not_exists("notes", Value::list::<Value>([]));
    let a = || Value::list(["a", "b"]);
    says(one().append(Stock::NOTES, ["a", "b"]), &plain().set("notes", list_append(notes(), a())));
    says(one().prepend(Stock::NOTES, ["a", "b"]), &plain().set("notes", list_append(a(), notes())));
    let owned = vec!["a".to_owned(), "b".to_owned()];
    says(one().append(Stock::NOTES, &owned), &plain().set("notes", list_append(notes(), a())));
    let nothing = plain().set("notes", list_append(notes(), Value::list::<Value>([])));
    says(one().append(Stock::NOTES, Vec::<String>::new()), &nothing);
}

#[test]
fn what_is_given_is_no_change() {
    let update = one().set(Stock::NAME, "x").given(Stock::QUANTITY, 3).given(Stock::ID, "s-1");
    assert_ne!(update, one().set(Stock::NAME, "x"));
    let shown = format!("{update:?}");
    assert!(shown.contains("quantity") && shown.contains("s-1"), "{shown}");
    let (changes, given) = update.clone().into_parts().unwrap();
    assert_eq!(changes, plain().set("name", "x"));
    assert_eq!(given, [(path("quantity"), Value::from(3)), (path("id"), Value::from("s-1"))]);
    says(update, &plain().set("name", "x"));
}

#[test]
fn changes_are_made_in_their_order_and_joined() {
    let discount = || one().increment(Stock::QUANTITY, -1).given(Stock::ID, "s-1");
    let update = one().set(Stock::NAME, "x").apply(discount()).remove(Stock::NICK);
    let expected = plain().set("name", "x").set("quantity", path("quantity") + -1).remove("nick");
    let (changes, given) = update.into_parts().unwrap();
    assert_eq!((changes, given), (expected, vec![(path("id"), Value::from("s-1"))]));
    says(one(), &plain());
    says(Update::untyped(plain().set("a", 1)).apply(Update::default()), &plain().set("a", 1));
    let items = Update::<Item>::new().apply(plain().set("a", 1));
    assert_eq!(items.into_expr().unwrap(), plain().set("a", 1));
}
