//! Filters, as the conditions of writes.

use super::{rules, when};
use crate::{
    MAX_DEPTH, Path, Value, ValueType,
    expr::{Comparator, Filter, Operand},
    path,
};

fn nots(levels: usize) -> Filter {
    (0..levels).fold(path("a").exists(), |filter, _| Filter::all([filter]))
}

fn long_path(steps: usize) -> Path {
    (0..steps).fold(path("a"), |path, step| if step % 2 == 0 { path.field("b") } else { path.index(0) })
}

fn one_of(count: u32) -> Filter {
    path("a").is_in(0..count)
}

rules! {
    and_without_terms: EmptyAnd, when(Filter::all([])) => when(Filter::all([path("a").exists()]));
    and_without_terms_inside: EmptyAnd, when(!Filter::any([Filter::all([])])) => when(!path("a").exists());
    or_without_terms: EmptyOr, when(Filter::any([])) => when(Filter::any([path("a").exists()]));
    in_without_values: EmptyIn, when(one_of(0)) => when(one_of(1));
    in_with_101_values: InTooLong, when(one_of(101)) => when(one_of(100));
    between_with_a_truth_value: OrderOfUnordered, when(path("a").between(false, true))
        => when(path("a").between(0, 1));
    between_bounds_of_two_types: BetweenTypes, when(path("a").between(1, "2"))
        => when(path("a").between(1, path("b")));
    between_bounds_in_the_wrong_order: BetweenOrder, when(path("a").between(2, 1))
        => when(path("a").between(1, 1));
    between_texts_in_the_wrong_order: BetweenOrder, when(path("a").between("b", "a"))
        => when(path("a").between("10", "9"));
    a_path_compared_with_itself: SameOperand, when(path("a").eq(path("a"))) => when(path("a").eq(path("b")));
    a_size_compared_with_itself: SameOperand, when(path("a").size().lt(path("a").size()))
        => when(path("a").size().lt(path("a")));
    a_path_between_itself_and_more: SameOperand, when(path("a").between(path("a"), 1))
        => when(path("a").between(path("b"), path("b")));
    a_path_between_less_and_itself: SameOperand, when(path("a").between(0, path("a")))
        => when(path("a").between(0, 0));
    a_path_in_a_list_with_itself: SameOperand, when(path("a").is_in([path("b"), path("a")]))
        => when(path("a").is_in([path("b"), path("b")]));
    a_path_that_contains_itself: SameOperand, when(path("a").contains(path("a")))
        => when(path("a").contains(path("a").field("b")));
    a_path_that_begins_with_itself: SameOperand, when(path("a").begins_with(path("a")))
        => when(path("a").begins_with(path("b")));
    a_prefix_that_is_a_number: PrefixType, when(path("a").begins_with(1)) => when(path("a").begins_with("1"));
    a_prefix_that_is_a_set: PrefixType, when(path("a").begins_with(Value::string_set(["x"])))
        => when(path("a").begins_with(Value::binary([1])));
    a_prefix_that_is_a_size: PrefixType, when(path("a").begins_with(path("b").size()))
        => when(path("a").begins_with(path("b")));
    a_number_that_has_a_prefix: PrefixType, when(Operand::from(12).begins_with("1"))
        => when(Operand::from("12").begins_with(path("a")));
    a_size_that_contains: ContainsOperand, when(path("a").size().contains(1)) => when(path("a").contains(1));
    a_size_that_is_contained: ContainsOperand, when(path("a").contains(path("b").size()))
        => when(Operand::from("abc").contains(path("b")));
    terms_nested_33_deep: FilterTooDeep, when(nots(33)) => when(nots(MAX_DEPTH));
    a_path_of_33_parts: PathTooDeep, when(long_path(32).exists()) => when(long_path(31).exists());
    a_path_of_33_parts_as_an_operand: PathTooDeep, when(path("a").eq(long_path(32)))
        => when(path("a").eq(long_path(31)));
}

#[test]
fn only_ordered_constants_have_an_order() {
    let values = [
        Value::from("a"),
        Value::from(1),
        Value::binary([1]),
        Value::Bool(true),
        Value::Null,
        Value::list([1]),
        Value::map([("a", 1)]),
        Value::string_set(["a"]),
        Value::number_set([1]),
        Value::binary_set([[1]]),
    ];
    assert_eq!(values.each_ref().map(Value::value_type), ValueType::ALL);
    for value in values {
        for comparator in Comparator::ALL {
            let fits = value.value_type().is_ordered() || !comparator.needs_order();
            let (constant, stored) = (Operand::from(value.clone()), Operand::from(path("a")));
            for (left, right) in [(constant.clone(), stored.clone()), (stored, constant)] {
                let result = when(Filter::Compare { left, comparator, right });
                let expected = (!fits).then_some(crate::Rule::OrderOfUnordered);
                assert_eq!(result.err().and_then(|error| error.rule()), expected, "{value:?} {comparator:?}");
            }
        }
    }
}

#[test]
fn what_the_service_allows_is_allowed() {
    for condition in [
        Operand::from(1).eq(2),
        path("a").eq(Value::Null),
        path("a").type_is(ValueType::Null),
        !!!path("a").exists(),
        path("a").begins_with(""),
        path("a").size().gt("not a number"),
        path("a").size().between(1, 2),
        path("a").is_in([Value::from(1), Value::from("a"), Value::Null]),
        path("a").index(u32::MAX).exists(),
        path("PK").not_exists(),
    ] {
        assert!(when(condition.clone()).is_ok(), "{condition:?}");
    }
}
