//! `attribute_exists`, `attribute_type`, `begins_with`, `contains` and `size`.

use super::{Ground, number, one_of_each_type};
use twintable::{Item, List, Map, Rule, Value, ValueType, expr::Operand, item, path};

/// An attribute exists whatever it holds, and so does what lies inside it.
pub(super) async fn every_value_exists(ground: &Ground) {
    let nested = Value::map([("l", Value::list([Value::Null]))]);
    let row = ground.row(item! { "empty" => "", "false" => false, "zero" => 0, "m" => nested }).await;
    for name in ["empty", "false", "zero", "m", "pk"] {
        row.is_true(path(name).exists()).await;
        row.is_false(path(name).not_exists()).await;
    }
    row.is_true(path("m").field("l").index(0).exists()).await;
}

/// Each type is told from all others.
pub(super) async fn the_type_of_a_value_is_told(ground: &Ground) {
    let row =
        ground.row(one_of_each_type().into_iter().map(|v| (v.value_type().descriptor(), v)).collect()).await;
    for value in one_of_each_type() {
        let own = value.value_type();
        for value_type in ValueType::ALL {
            let filter = path(own.descriptor()).type_is(value_type);
            if value_type == own { row.is_true(filter).await } else { row.is_false(filter).await }
        }
    }
}

/// `begins_with` compares texts byte by byte; the empty text begins every text.
pub(super) async fn a_text_begins_with_its_prefixes(ground: &Ground) {
    let row = ground.row(item! { "s" => "\u{e9}tude" }).await;
    for prefix in ["\u{e9}", "\u{e9}tu", "\u{e9}tude", ""] {
        row.is_true(path("s").begins_with(prefix)).await;
    }
    for prefix in ["e", "\u{c9}", "tude", "\u{e9}tudes"] {
        row.is_false(path("s").begins_with(prefix)).await;
    }
}

/// `begins_with` compares bytes with bytes.
pub(super) async fn bytes_begin_with_their_prefixes(ground: &Ground) {
    let row = ground.row(item! { "b" => Value::binary([1, 2, 255]), "s" => "\u{1}" }).await;
    row.is_true(path("b").begins_with(Value::binary([1, 2]))).await;
    row.is_true(path("b").begins_with(Value::binary([]))).await;
    row.is_false(path("b").begins_with(Value::binary([2]))).await;
    row.is_false(path("b").begins_with("\u{1}")).await;
    row.is_false(path("s").begins_with(Value::binary([1]))).await;
}

/// `begins_with` is false for a stored value of another type.
pub(super) async fn other_types_begin_with_nothing(ground: &Ground) {
    let row =
        ground.row(one_of_each_type().into_iter().map(|v| (v.value_type().descriptor(), v)).collect()).await;
    for name in ["N", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"] {
        row.is_false(path(name).begins_with("")).await;
        row.is_false(path("S").begins_with(path(name))).await;
    }
}

/// Either operand of `begins_with` may be an attribute or a constant.
pub(super) async fn a_prefix_may_be_an_attribute(ground: &Ground) {
    let row = ground.row(item! { "s" => "order-7", "kind" => "order" }).await;
    row.is_true(path("s").begins_with(path("kind"))).await;
    row.is_false(path("kind").begins_with(path("s"))).await;
    row.is_true(Operand::from("order-7").begins_with(path("kind"))).await;
}

/// `begins_with` takes constants of text or bytes alone, whatever the item.
pub(super) async fn a_prefix_is_text_or_bytes(ground: &Ground) {
    let row = ground.row(item! { "s" => "text" }).await;
    for value in one_of_each_type() {
        if !matches!(value.value_type(), ValueType::String | ValueType::Binary) {
            row.breaks(Rule::PrefixType, path("s").begins_with(value.clone())).await;
            row.breaks(Rule::PrefixType, path("gone").begins_with(value)).await;
        }
    }
    row.breaks(Rule::PrefixType, path("s").size().begins_with("4")).await;
}

/// `contains` finds a text in a text and bytes in bytes.
pub(super) async fn a_text_contains_its_parts(ground: &Ground) {
    let row = ground.row(item! { "s" => "caf\u{e9} au lait", "b" => Value::binary([1, 2, 3]) }).await;
    for part in ["caf\u{e9}", "\u{e9} a", "lait"] {
        row.is_true(path("s").contains(part)).await;
    }
    row.is_false(path("s").contains("LAIT")).await;
    row.is_false(path("s").contains("cafe")).await;
    row.is_true(path("b").contains(Value::binary([2, 3]))).await;
    row.is_false(path("b").contains(Value::binary([1, 3]))).await;
    row.is_false(path("s").contains(Value::binary("lait"))).await;
}

/// `contains` finds an element of a set, and only a whole one.
pub(super) async fn a_set_contains_its_elements(ground: &Ground) {
    let sets = item! {
        "ss" => Value::string_set(["red", "green"]),
        "ns" => Value::number_set([1, 20]),
        "bs" => Value::binary_set([[1, 2], [3, 4]]),
    };
    let row = ground.row(sets).await;
    row.is_true(path("ss").contains("red")).await;
    row.is_false(path("ss").contains("re")).await;
    row.is_true(path("ns").contains(number("2e1"))).await;
    row.is_false(path("ns").contains("20")).await;
    row.is_true(path("bs").contains(Value::binary([3, 4]))).await;
    row.is_false(path("bs").contains(Value::binary([3]))).await;
}

/// `contains` is no subset test: a set is not an element of a set.
pub(super) async fn a_set_contains_no_set(ground: &Ground) {
    let row =
        ground.row(item! { "ss" => Value::string_set(["a", "b"]), "same" => Value::string_set(["a"]) }).await;
    row.is_false(path("ss").contains(Value::string_set(["a"]))).await;
    row.is_false(path("ss").contains(path("same"))).await;
}

/// `contains` finds an element of a list, whatever its type, by value.
pub(super) async fn a_list_contains_its_elements(ground: &Ground) {
    let row = ground.row(item! { "l" => Value::list(one_of_each_type()) }).await;
    for value in one_of_each_type() {
        row.is_true(path("l").contains(value)).await;
    }
    row.is_false(path("l").contains("tex")).await;
    row.is_false(path("l").contains(Value::list([1, 2]))).await;
    row.is_false(path("l").contains(Value::map([("a", 2)]))).await;
}

/// `contains` is false for a number, a truth value, `NULL` and a map.
pub(super) async fn other_types_contain_nothing(ground: &Ground) {
    let row = ground
        .row(item! { "n" => 12, "b" => true, "null" => Value::Null, "m" => Value::map([("a", 1)]) })
        .await;
    row.is_false(path("n").contains(1)).await;
    row.is_false(path("n").contains("1")).await;
    row.is_false(path("b").contains(true)).await;
    row.is_false(path("null").contains(Value::Null)).await;
    row.is_false(path("m").contains("a")).await;
    row.is_false(path("m").contains(1)).await;
}

/// What is looked for may be an attribute, and what is looked into a constant.
pub(super) async fn contains_takes_attributes_and_constants(ground: &Ground) {
    let row = ground.row(item! { "tags" => Value::string_set(["a", "b"]), "tag" => "b", "s" => "abc" }).await;
    row.is_true(path("tags").contains(path("tag"))).await;
    row.is_true(path("s").contains(path("tag"))).await;
    row.is_true(Operand::from(Value::list(["x", "b"])).contains(path("tag"))).await;
    row.is_false(Operand::from(Value::list(["x"])).contains(path("tag"))).await;
}

/// `contains` takes no size.
pub(super) async fn contains_takes_no_size(ground: &Ground) {
    let row = ground.row(item! { "l" => Value::list([3]), "s" => "abc" }).await;
    row.breaks(Rule::ContainsOperand, path("l").contains(path("s").size())).await;
    row.breaks(Rule::ContainsOperand, path("l").size().contains(3)).await;
}

/// The size of a text is its length, of bytes their number, of a container the number of its elements.
pub(super) async fn the_size_of_a_value_is_its_length(ground: &Ground) {
    let sizes: [(Value, i32); 9] = [
        ("four".into(), 4),
        ("caf\u{e9}".into(), 4),
        (Value::binary([1, 2, 255]), 3),
        (Value::string_set(["a", "bb"]), 2),
        (Value::number_set([1, 20, 300]), 3),
        (Value::binary_set([[1], [2]]), 2),
        (Value::list([Value::Null, Value::list([1, 2])]), 2),
        (Value::map([("a", Value::Null)]), 1),
        (Value::map([("a", 1), ("b", 2)]), 2),
    ];
    for (value, size) in sizes {
        let row = ground.row(item! { "a" => value, "size" => size }).await;
        row.is_true(path("a").size().eq(size)).await;
        row.is_true(path("a").size().between(size - 1, size)).await;
        row.is_false(path("a").size().gt(size)).await;
        row.is_true(path("a").size().eq(path("size"))).await;
    }
}

/// The size of an empty text, binary, list or map is 0.
pub(super) async fn the_size_of_nothing_is_zero(ground: &Ground) {
    let empty = item! { "s" => "", "b" => Value::binary([]), "l" => List::new(), "m" => Map::new() };
    let row = ground.row(empty).await;
    for name in ["s", "b", "l", "m"] {
        row.is_true(path(name).size().eq(0)).await;
    }
}

/// Numbers, truth values, `NULL` and missing attributes have no size: all that compares it is false, but
/// for `<>`.
pub(super) async fn some_values_have_no_size(ground: &Ground) {
    let row = ground.row(item! { "n" => 1, "b" => true, "null" => Value::Null }).await;
    for name in ["n", "b", "null", "gone"] {
        row.is_false(path(name).size().ge(0)).await;
        row.is_false(path(name).size().eq(1)).await;
        row.is_false(path(name).size().between(0, 9)).await;
        row.is_true(path(name).size().ne(1)).await;
    }
}

/// A size is a number: it equals no text, and two sizes can be compared.
pub(super) async fn a_size_compares_as_a_number(ground: &Ground) {
    let row: Item = item! { "a" => "abc", "l" => Value::list([1, 2, 3]), "s" => "xy" };
    let row = ground.row(row).await;
    row.is_false(path("a").size().eq("3")).await;
    row.is_false(path("a").size().lt("9")).await;
    row.is_true(path("a").size().ne("3")).await;
    row.is_true(path("a").size().eq(path("l").size())).await;
    row.is_true(path("s").size().lt(path("a").size())).await;
    row.is_true(path("a").size().is_in([1, 3])).await;
    row.is_true(path("l").index(0).eq(1) & path("l").size().gt(1)).await;
}
