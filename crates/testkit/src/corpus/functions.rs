//! Functions in conditions.

use super::{
    Entry,
    filters::{fails, holds},
};
use twintable::{Item, Value, ValueType, expr::Operand, item, path};

/// An item with a value of each type, under the name of the type.
pub(super) fn each_type() -> Item {
    item! {
        "S" => "text", "N" => 1, "B" => Value::binary([1, 2, 3]), "BOOL" => true, "NULL" => Value::Null,
        "L" => Value::list([Value::from(1), Value::list([2])]), "M" => Value::map([("x", 1)]),
        "SS" => Value::string_set(["a", "b"]), "NS" => Value::number_set([1, 2]),
        "BS" => Value::binary_set([[1], [2]]),
    }
}

fn of_types() -> impl Iterator<Item = Entry> {
    const NAMES: [(&str, ValueType); 10] = [
        ("a text is of type S", ValueType::String),
        ("a number is of type N", ValueType::Number),
        ("bytes are of type B", ValueType::Binary),
        ("a truth value is of type BOOL", ValueType::Bool),
        ("a null is of type NULL", ValueType::Null),
        ("a list is of type L", ValueType::List),
        ("a map is of type M", ValueType::Map),
        ("a set of texts is of type SS", ValueType::StringSet),
        ("a set of numbers is of type NS", ValueType::NumberSet),
        ("a set of bytes is of type BS", ValueType::BinarySet),
    ];
    NAMES.into_iter().map(|(name, of)| holds(name, each_type(), path(of.descriptor()).type_is(of)))
}

pub(super) fn entries() -> Vec<Entry> {
    let text = |text: &str| Operand::from(text);
    let named = vec![
        holds("attribute_exists is true for a null", each_type(), path("NULL").exists()),
        fails("attribute_exists is false for a missing attribute", each_type(), path("x").exists()),
        holds("attribute_not_exists is true for a missing attribute", each_type(), path("x").not_exists()),
        fails("attribute_not_exists is false for a null", each_type(), path("NULL").not_exists()),
        fails("attribute_type is false for another type", each_type(), path("S").type_is(ValueType::Number)),
        fails(
            "attribute_type is false for a missing attribute",
            each_type(),
            path("x").type_is(ValueType::Null),
        ),
        holds("a text begins with its prefix", each_type(), path("S").begins_with("te")),
        holds("a text begins with the empty text", each_type(), path("S").begins_with("")),
        fails("a text does not begin with its end", each_type(), path("S").begins_with("xt")),
        holds("bytes begin with their prefix", each_type(), path("B").begins_with(Value::binary([1, 2]))),
        fails("a number begins with nothing", each_type(), path("N").begins_with("1")),
        fails("what is missing begins with nothing", each_type(), path("x").begins_with("a")),
        holds("a constant may begin with an attribute", each_type(), text("textual").begins_with(path("S"))),
        holds("a text contains its part", each_type(), path("S").contains("ex")),
        holds("bytes contain their part", each_type(), path("B").contains(Value::binary([2, 3]))),
        holds("a list contains its element", each_type(), path("L").contains(1)),
        holds(
            "a list contains a list that is its element",
            each_type(),
            path("L").contains(Value::list([2])),
        ),
        holds("a set of texts contains its element", each_type(), path("SS").contains("b")),
        holds("a set of numbers contains its element", each_type(), path("NS").contains(2)),
        holds("a set of bytes contains its element", each_type(), path("BS").contains(Value::binary([2]))),
        fails(
            "a set contains no part of an element",
            item! { "s" => Value::string_set(["ab"]) },
            path("s").contains("a"),
        ),
        fails("a set contains no set", each_type(), path("NS").contains(Value::number_set([1]))),
        fails("a map contains nothing", each_type(), path("M").contains("x")),
        fails("what is missing contains nothing", each_type(), path("x").contains("a")),
        holds("a constant may contain an attribute", each_type(), text("some text").contains(path("S"))),
        holds("the size of a text is its length", each_type(), path("S").size().eq(4)),
        holds("the size of bytes is their number", each_type(), path("B").size().eq(3)),
        holds("the size of a list is the number of its elements", each_type(), path("L").size().eq(2)),
        holds("the size of a map is the number of its fields", each_type(), path("M").size().eq(1)),
        holds("the size of a set is the number of its elements", each_type(), path("NS").size().eq(2)),
        fails("a number has no size", each_type(), path("N").size().ge(0)),
        holds("what has no size differs from every number", each_type(), path("BOOL").size().ne(1)),
        fails("a size is a number", each_type(), path("S").size().lt("z")),
    ];
    of_types().chain(named).collect()
}
