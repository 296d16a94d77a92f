//! What can be stored.

use super::{Ground, key, one_of_each_type};
use twintable::{ErrorKind, Item, List, Map, Rule, Value, expr::Update, item, path};

/// A value inside this many lists and maps, in turn.
fn nested(levels: usize) -> Value {
    (0..levels).fold(Value::from(1), |inner, level| {
        if level % 2 == 0 { Value::list([inner]) } else { Value::map([("m", inner)]) }
    })
}

/// A value of each type comes back as it was.
pub(super) async fn every_type_comes_back_as_it_was(ground: &Ground) {
    let table = ground.table().await;
    let types: Item = one_of_each_type().into_iter().map(|v| (v.value_type().descriptor(), v)).collect();
    let item = types.with("pk", "k").with("all", Value::list(one_of_each_type()));
    table.put(item.clone()).await;
    assert_eq!(table.get(key("k")).await, Some(item));
}

/// Texts and names of any script come back byte by byte.
pub(super) async fn texts_come_back_byte_by_byte(ground: &Ground) {
    let table = ground.table().await;
    let item = item! {
        "pk" => "\u{1f511}",
        "na\u{ef}ve \u{2603}" => "\u{0}\u{1}\u{7f}\u{80}\u{ffff}\u{10ffff}",
        "quotes" => "'\"\\`${}#:",
        "spaces" => "  a\t\r\n b  ",
    };
    table.put(item.clone()).await;
    assert_eq!(table.get(key("\u{1f511}")).await, Some(item));
}

/// A text and a binary may be empty, inside containers too.
pub(super) async fn a_text_and_a_binary_may_be_empty(ground: &Ground) {
    let table = ground.table().await;
    let (text, bytes) = (Value::from(""), Value::binary([]));
    let item = item! {
        "pk" => "k",
        "s" => text.clone(),
        "b" => bytes.clone(),
        "l" => Value::list([text.clone(), bytes]),
        "m" => Value::map([("s", text)]),
        "ss" => Value::string_set(["", "a"]),
    };
    table.put(item.clone()).await;
    assert_eq!(table.get(key("k")).await, Some(item));
}

/// A list and a map may be empty.
pub(super) async fn a_list_and_a_map_may_be_empty(ground: &Ground) {
    let table = ground.table().await;
    let item = item! { "pk" => "k", "l" => List::new(), "m" => Map::new(), "n" => Value::list([Map::new()]) };
    table.put(item.clone()).await;
    assert_eq!(table.get(key("k")).await, Some(item));
}

/// An empty set is refused wherever it stands: in an item, in an update, in a condition.
pub(super) async fn a_set_is_not_empty(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    let none: [&str; 0] = [];
    let numbers: [i32; 0] = [];
    let binaries: [Vec<u8>; 0] = [];
    for set in [Value::string_set(none), Value::number_set(numbers), Value::binary_set(binaries)] {
        for value in [set.clone(), Value::list([set.clone()]), Value::map([("s", set.clone())])] {
            row.table
                .breaks(Rule::EmptySet, row.table.try_put(item! { "pk" => "k", "s" => value.clone() }))
                .await;
            row.update_breaks(Rule::EmptySet, Update::new().set("s", value.clone())).await;
            row.breaks(Rule::EmptySet, path("a").eq(value)).await;
        }
        row.update_breaks(Rule::EmptySet, Update::new().add("s", set.clone())).await;
        row.update_breaks(Rule::EmptySet, Update::new().delete("s", set)).await;
    }
}

/// An empty name is refused: of an attribute, in a map, in a path.
pub(super) async fn a_name_is_not_empty(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    let table = &row.table;
    table.breaks(Rule::EmptyName, table.try_put(item! { "pk" => "k", "" => 1 })).await;
    let map = Value::list([Value::map([("", 1)])]);
    table.breaks(Rule::EmptyName, table.try_put(item! { "pk" => "k", "l" => map.clone() })).await;
    row.breaks(Rule::EmptyName, path("").exists()).await;
    row.breaks(Rule::EmptyName, path("a").eq(map)).await;
    row.update_breaks(Rule::EmptyName, Update::new().remove(path("a").field(""))).await;
}

/// A name has at most 65,535 bytes.
pub(super) async fn a_name_has_a_limited_length(ground: &Ground) {
    let table = ground.table().await;
    let longest = item! { "pk" => "k" }.with("n".repeat(65_535), 1);
    table.put(longest.clone()).await;
    assert_eq!(table.get(key("k")).await, Some(longest));
    let longer = item! { "pk" => "k" }.with("n".repeat(65_536), 1);
    table.breaks(Rule::NameTooLong, table.try_put(longer)).await;
}

/// Lists and maps nest 31 levels deep inside an attribute.
pub(super) async fn a_value_may_be_31_levels_deep(ground: &Ground) {
    let row = ground.row(item! { "a" => nested(31) }).await;
    assert_eq!(row.table.get(key("k")).await.unwrap().get("a"), Some(&nested(31)));
    row.is_true(path("a").eq(nested(31))).await;
    assert_eq!(row.after(Update::new().set("a", nested(31))).await, item! { "a" => nested(31) });
}

/// A deeper value is refused: in an item, in an update, in a condition.
pub(super) async fn a_value_is_not_32_levels_deep(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    let table = &row.table;
    table.breaks(Rule::ValueTooDeep, table.try_put(item! { "pk" => "k", "a" => nested(32) })).await;
    row.update_breaks(Rule::ValueTooDeep, Update::new().set("a", nested(32))).await;
    row.breaks(Rule::ValueTooDeep, path("a").eq(nested(32))).await;
}

/// An item of 400 KB is stored, and one byte more is too large. Names count, in UTF-8.
pub(super) async fn an_item_has_at_most_400_kb(ground: &Ground) {
    let table = ground.table().await;
    let base = item! { "pk" => "k", "caf\u{e9}" => "", "n" => -123, "l" => Value::list([true]) };
    let fill = |bytes| base.clone().with("fill", "x".repeat(bytes));
    let room = Item::MAX_SIZE - fill(0).size();
    table.put(fill(room)).await;
    assert_eq!(table.get(key("k")).await, Some(fill(room)));
    table.fails(ErrorKind::ItemTooLarge, table.try_put(fill(room + 1))).await;
}

/// An update does not make an item larger than 400 KB.
pub(super) async fn an_update_makes_no_item_too_large(ground: &Ground) {
    let row = ground.row(item! { "a" => "x".repeat(250_000) }).await;
    let update = Update::new().set("b", "x".repeat(250_000));
    row.table.fails(ErrorKind::ItemTooLarge, row.table.try_update(key("k"), update)).await;
    let copy = Update::new().set("b", path("a"));
    row.table.fails(ErrorKind::ItemTooLarge, row.table.try_update(key("k"), copy)).await;
}
