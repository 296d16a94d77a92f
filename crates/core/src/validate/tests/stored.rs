//! Values and items.

use super::{put, rules, stored, text, when};
use crate::{Error, Item, Number, Rule, Value, path};

fn nested(containers: usize) -> Value {
    (0..containers).fold(Value::Null, |value, level| {
        if level % 2 == 0 { Value::list([value]) } else { Value::map([("a", value)]) }
    })
}

fn no_texts() -> Value {
    Value::string_set([""; 0])
}

rules! {
    an_empty_set_of_texts: EmptySet, put(stored().with("a", no_texts()))
        => put(stored().with("a", Value::string_set([""])));
    an_empty_set_of_numbers: EmptySet, put(stored().with("a", Value::number_set([0_u8; 0])))
        => put(stored().with("a", Value::number_set([0])));
    an_empty_set_of_bytes: EmptySet, put(stored().with("a", Value::binary_set([[0]; 0])))
        => put(stored().with("a", Value::binary_set([Vec::new()])));
    an_empty_set_inside: EmptySet, put(stored().with("a", Value::list([Value::map([("b", no_texts())])])))
        => put(stored().with("a", Value::list([Value::map([("b", Value::list([0; 0]))])])));
    an_empty_set_as_a_constant: EmptySet, when(path("a").eq(no_texts()))
        => when(path("a").eq(Value::string_set(["b"])));
    an_empty_name_of_an_attribute: EmptyName, put(stored().with("", 1)) => put(stored().with(" ", 1));
    an_empty_name_in_a_map: EmptyName, put(stored().with("a", Value::map([("", 1)])))
        => put(stored().with("a", Value::map([("b", "")])));
    an_empty_name_in_a_constant: EmptyName, when(path("a").eq(Value::map([("", 1)])))
        => when(path("a").eq(""));
    an_empty_name_in_a_path: EmptyName, when(path("a").field("").exists())
        => when(path("a").field("b").exists());
    an_empty_name_at_the_start_of_a_path: EmptyName, when(path("").exists()) => when(path("a.").exists());
    a_name_of_65_536_bytes: NameTooLong, put(stored().with(text(65_536), 1))
        => put(stored().with(text(65_535), 1));
    containers_nested_32_deep: ValueTooDeep, put(stored().with("a", nested(32)))
        => put(stored().with("a", nested(31)));
    containers_nested_32_deep_in_a_constant: ValueTooDeep, when(path("a").eq(nested(32)))
        => when(path("a").eq(nested(31)));
}

#[test]
fn the_place_of_a_broken_rule_is_named() {
    let value = Value::list([Value::Null, Value::map([("b.c", no_texts())])]);
    let Err(Error::InvalidRequest(invalid)) = put(stored().with("a", value)) else { panic!("refused") };
    assert_eq!((invalid.rule, invalid.path), (Rule::EmptySet, Some(path("a").index(1).field("b.c"))));
}

#[test]
fn an_item_has_at_most_409_600_bytes() {
    let item = stored().with("a", "");
    let filled = |bytes| item.clone().with("a", text(bytes - item.size()));
    assert_eq!(filled(409_600).size(), Item::MAX_SIZE);
    assert!(put(filled(409_600)).is_ok());
    let Err(Error::ItemTooLarge(error)) = put(filled(409_601)) else { panic!("too large") };
    assert_eq!(error.size, Some(409_601));
    assert_eq!(error.attributes.first(), Some(&("a".to_owned(), 409_601 - 6)));
}

#[test]
fn names_and_all_types_count_for_the_largest_size() {
    // Each number has 20 bytes and the byte of its place in the list; the list has 3, and its name 1.
    let number: Number = "1234567890123456789012345678901234567.1".parse().unwrap();
    let list = |count: usize| Value::list(vec![number; count]);
    let item = |count, rest| stored().with("n", list(count)).with(text(rest), Value::Null);
    let room = Item::MAX_SIZE - stored().size() - 1 - 3 - 1;
    let (count, rest) = (room / 22, room % 22 + 22);
    assert_eq!(item(count - 1, rest).size(), Item::MAX_SIZE, "{}", number.size());
    assert!(put(item(count - 1, rest)).is_ok());
    assert!(matches!(put(item(count - 1, rest + 1)), Err(Error::ItemTooLarge(_))));
}

#[test]
fn empty_values_other_than_sets_are_allowed() {
    for value in [Value::from(""), Value::binary([]), Value::list([0; 0]), Value::map([("", 0); 0])] {
        assert!(put(stored().with("a", value.clone())).is_ok());
        assert!(put(stored().with("a", Value::list([value.clone()]))).is_ok());
        assert!(when(path("a").eq(value)).is_ok());
    }
}
