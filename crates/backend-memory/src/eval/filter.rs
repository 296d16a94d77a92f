//! Whether a filter or condition is true for an item.

use super::operand::value;
use std::cmp::Ordering;
use twintable::{
    Item, Path, Value, ValueType,
    expr::{Comparator, Filter, Operand},
};

/// Whether the filter is true for the item. An item without attributes stands for a missing one.
pub(crate) fn is_true(filter: &Filter, item: &Item) -> bool {
    match filter {
        Filter::Compare { left, comparator, right } => compare(left, *comparator, right, item),
        Filter::Between { operand, low, high } => between(operand, low, high, item),
        Filter::In { operand, list } => is_in(operand, list, item),
        Filter::Exists(path) => item.at(path).is_some(),
        Filter::NotExists(path) => item.at(path).is_none(),
        Filter::TypeIs(path, value_type) => type_is(path, *value_type, item),
        Filter::BeginsWith { operand, prefix } => begins_with(operand, prefix, item),
        Filter::Contains { container, element } => contains(container, element, item),
        Filter::And(terms) => terms.iter().all(|term| is_true(term, item)),
        Filter::Or(terms) => terms.iter().any(|term| is_true(term, item)),
        Filter::Not(term) => !is_true(term, item),
    }
}

/// What is missing equals nothing and differs from everything.
fn compare(left: &Operand, comparator: Comparator, right: &Operand, item: &Item) -> bool {
    let (Some(left), Some(right)) = (value(left, item), value(right, item)) else {
        return comparator == Comparator::NotEqual;
    };
    let order = || left.compare(&right);
    match comparator {
        Comparator::Equal => left == right,
        Comparator::NotEqual => left != right,
        Comparator::Less => order().is_some_and(Ordering::is_lt),
        Comparator::LessOrEqual => order().is_some_and(Ordering::is_le),
        Comparator::Greater => order().is_some_and(Ordering::is_gt),
        Comparator::GreaterOrEqual => order().is_some_and(Ordering::is_ge),
    }
}

fn between(operand: &Operand, low: &Operand, high: &Operand, item: &Item) -> bool {
    compare(operand, Comparator::GreaterOrEqual, low, item)
        && compare(operand, Comparator::LessOrEqual, high, item)
}

fn is_in(operand: &Operand, list: &[Operand], item: &Item) -> bool {
    list.iter().any(|each| compare(operand, Comparator::Equal, each, item))
}

fn type_is(path: &Path, value_type: ValueType, item: &Item) -> bool {
    item.at(path).is_some_and(|value| value.value_type() == value_type)
}

fn begins_with(operand: &Operand, prefix: &Operand, item: &Item) -> bool {
    let (Some(whole), Some(prefix)) = (value(operand, item), value(prefix, item)) else { return false };
    match (&*whole, &*prefix) {
        (Value::String(text), Value::String(prefix)) => text.starts_with(prefix.as_str()),
        (Value::Binary(bytes), Value::Binary(prefix)) => bytes.starts_with(prefix),
        _ => false,
    }
}

fn contains(container: &Operand, element: &Operand, item: &Item) -> bool {
    let (Some(container), Some(element)) = (value(container, item), value(element, item)) else {
        return false;
    };
    match (&*container, &*element) {
        (Value::String(text), Value::String(part)) => text.contains(part.as_str()),
        (Value::Binary(bytes), Value::Binary(part)) => {
            part.is_empty() || bytes.windows(part.len()).any(|window| window == part.as_slice())
        }
        (Value::List(list), element) => list.contains(element),
        (Value::StringSet(set), Value::String(text)) => set.contains(text),
        (Value::NumberSet(set), Value::Number(number)) => set.contains(number),
        (Value::BinarySet(set), Value::Binary(bytes)) => set.contains(bytes),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_true;
    use twintable::{Value, expr::Filter, item, path};

    #[test]
    fn what_is_missing_differs_from_everything_and_equals_nothing() {
        let item = item! { "a" => 1 };
        assert!(is_true(&path("b").ne(1), &item));
        assert!(is_true(&path("b").ne(path("c")), &item));
        assert!(is_true(&!path("b").eq(1), &item));
        for filter in [
            path("b").eq(1),
            path("b").eq(path("c")),
            path("b").lt(1),
            path("b").between(0, 9),
            path("b").is_in([1]),
        ] {
            assert!(!is_true(&filter, &item), "{filter:?}");
        }
    }

    #[test]
    fn a_size_is_a_number_that_some_types_lack() {
        let item = item! { "text" => "a\u{1F600}", "number" => 7, "list" => Value::list([1, 2]) };
        assert!(is_true(&path("text").size().eq(3), &item));
        assert!(is_true(&path("list").size().eq(2), &item));
        assert!(is_true(&path("number").size().ne(1), &item));
        assert!(!is_true(&path("number").size().ge(0), &item));
        assert!(!is_true(&path("text").size().lt("z"), &item));
    }

    #[test]
    fn contains_looks_into_texts_bytes_sets_and_lists_alone() {
        let item = item! {
            "text" => "banana", "bytes" => b"\x01\x02\x03", "list" => Value::list([Value::list([1])]),
            "set" => Value::number_set([1, 2]), "map" => Value::map([("a", 1)]),
        };
        let holds: [Filter; 4] = [
            path("text").contains("nan"),
            path("bytes").contains(b"\x02\x03"),
            path("list").contains(Value::list([1])),
            path("set").contains(2),
        ];
        assert!(holds.iter().all(|filter| is_true(filter, &item)));
        let fails: [Filter; 3] = [
            path("map").contains("a"),
            path("set").contains(Value::number_set([1])),
            path("text").contains(1),
        ];
        assert!(!fails.iter().any(|filter| is_true(filter, &item)));
    }
}
