//! What is compared with what, and what paths lead to.

use super::{
    Entry,
    filters::{fails, holds},
};
use twintable::{Item, Value, expr::Operand, item, path};

fn nested() -> Item {
    let inner =
        Value::map([("x", Value::list([Value::from(7), Value::list([8])])), ("y", Value::map([("z", 9)]))]);
    item! { "m" => inner, "l" => Value::list([Value::map([("x", 1)]), Value::list([2, 3])]), "s" => "abc", "n" => 3 }
}

pub(super) fn entries() -> Vec<Entry> {
    let constant = |value: i32| Operand::from(value);
    vec![
        holds("a path is compared with a value", nested(), path("n").eq(3)),
        holds("a path is compared with a path", item! { "a" => 1, "b" => 2 }, path("a").lt(path("b"))),
        holds("a path is compared with a size", nested(), path("n").eq(path("s").size())),
        holds("a value is compared with a path", nested(), constant(3).eq(path("n"))),
        holds("a value is compared with a value", nested(), constant(1).lt(2)),
        holds("a value is compared with a size", nested(), constant(2).lt(path("s").size())),
        holds("a size is compared with a path", nested(), path("s").size().eq(path("n"))),
        holds("a size is compared with a value", nested(), path("s").size().ge(3)),
        holds("a size is compared with a size", nested(), path("s").size().gt(path("l").size())),
        holds("a path leads to a field", nested(), path("m").field("y").exists()),
        holds("a path leads to a field of a field", nested(), path("m").field("y").field("z").eq(9)),
        holds("a path leads to an element of a field", nested(), path("m").field("x").index(0).eq(7)),
        holds("a path leads deeper", nested(), path("m").field("x").index(1).index(0).eq(8)),
        holds("a path leads to an element", nested(), path("l").index(1).exists()),
        holds("a path leads to a field of an element", nested(), path("l").index(0).field("x").eq(1)),
        holds("a path leads to an element of an element", nested(), path("l").index(1).index(1).eq(3)),
        fails("a field of a list is missing", nested(), path("l").field("x").exists()),
        fails("an element of a map is missing", nested(), path("m").index(0).exists()),
        fails("an index past the end is missing", nested(), path("l").index(4_000_000_000).exists()),
        fails("a field of a text is missing", nested(), path("s").field("x").exists()),
    ]
}
