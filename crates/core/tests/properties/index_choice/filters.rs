//! Filters that have to do with keys.

use super::{
    shape::Shape,
    strategy::{ATTRIBUTES, FIXED, Fields, SCOPES, TRUTH, VARIANTS, any_value, value, value_type},
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
};
use std::cmp::Ordering;
use twintable::{
    Path, Value,
    expr::{Filter, Operand},
    layout::KeyField,
    path,
};

/// A comparison, with the constant on the right or on the left.
fn compared(path: Path, operator: usize, value: Value, is_mirrored: bool) -> Filter {
    let (left, right) = (Operand::from(path), Operand::Value(value));
    let (left, right) = if is_mirrored { (right, left) } else { (left, right) };
    match operator {
        0 => left.eq(right),
        1 => left.lt(right),
        2 => left.le(right),
        3 => left.gt(right),
        4 => left.ge(right),
        _ => left.ne(right),
    }
}

/// A term about one attribute.
fn term(attribute: &'static str) -> BoxedStrategy<Filter> {
    let value = any_value(attribute);
    let own = move || path(attribute);
    let compared = (select(vec![0, 0, 0, 1, 2, 3, 4, 5]), any::<bool>(), value.clone()).prop_map(
        move |(operator, is_mirrored, value)| {
            // Truth values have no order.
            let operator =
                if matches!(value, Value::Bool(_) | Value::Null) { 5 * (operator % 2) } else { operator };
            compared(own(), operator, value, is_mirrored)
        },
    );
    prop_oneof![
        8 => compared,
        2 => bound(attribute),
        1 => vec(value.clone(), 1..3).prop_map(move |list| own().is_in(list.into_iter().map(Operand::Value))),
        1 => Just(own().exists()),
        1 => Just(own().not_exists()),
        1 => Just(own().type_is(value_type(attribute))),
        1 => Just(own().size().ge(1)),
        1 => (select(ATTRIBUTES.to_vec()), any::<bool>()).prop_map(move |(other, equal)| {
            let other = if other == attribute { "entity_type" } else { other };
            if equal { own().eq(path(other)) } else { own().contains(path(other)) }
        }),
        1 => value.prop_map(move |value| !own().eq(Operand::Value(value))),
    ]
    .boxed()
}

/// A range of an attribute.
fn bound(attribute: &'static str) -> BoxedStrategy<Filter> {
    let attribute = if attribute == TRUTH { FIXED } else { attribute };
    let own = move || path(attribute);
    let between = (value(attribute), value(attribute)).prop_map(move |(one, other)| {
        let is_ordered = one.compare(&other).is_none_or(Ordering::is_le);
        let (low, high) = if is_ordered { (one, other) } else { (other, one) };
        own().between(low, high)
    });
    let one = (1..5_usize, any::<bool>(), value(attribute))
        .prop_map(move |(operator, is_mirrored, value)| compared(own(), operator, value, is_mirrored));
    let begins = select(vec!["", "x", "a", "aa"]).prop_map(move |prefix| own().begins_with(prefix));
    prop_oneof![2 => between, 3 => one, 1 => begins].boxed()
}

pub(crate) fn any_term() -> BoxedStrategy<Filter> {
    let one = || select(ATTRIBUTES.to_vec()).prop_flat_map(term);
    prop_oneof![
        6 => one(),
        1 => (one(), one()).prop_map(|(first, second)| first.or(second)),
        1 => (one(), one()).prop_map(|(first, second)| Filter::all([first, second])),
        1 => select(VARIANTS.to_vec()).prop_map(|name| path("entity_type").eq(name)),
    ]
    .boxed()
}

/// Terms that give what a key is made of as an item has it, and a range of what comes next.
pub(crate) fn aimed(shape: &Shape, fields: &[Fields]) -> BoxedStrategy<Vec<Filter>> {
    let (shape, fields) = (shape.clone(), fields.to_vec());
    (any::<Index>(), any::<Index>(), any::<Index>(), vec(any::<Index>(), 2))
        .prop_flat_map(move |(place, item, given, others)| {
            let places = shape.places();
            let (partition, sort) = &places[place.index(places.len())];
            let kept: Vec<_> = fields
                .iter()
                .filter(|(_, _, item)| shape.stored(item, VARIANTS[0], SCOPES[0]).is_some())
                .collect();
            let kept = if kept.is_empty() { fields.iter().collect() } else { kept };
            let item = &kept[item.index(kept.len())].2;
            let parts = |of: &[&KeyField]| -> Vec<&'static str> {
                let names = of.iter().flat_map(|field| field.parts().map(str::to_owned).collect::<Vec<_>>());
                names.map(|name| ATTRIBUTES.into_iter().find(|known| *known == name).unwrap()).collect()
            };
            let equal = |name: &'static str| Some(Path::new(name).eq(item.get(name)?.clone()));
            let mut terms: Vec<_> = parts(partition).into_iter().filter_map(equal).collect();
            let sort = parts(sort);
            let given = given.index(sort.len() + 1);
            terms.extend(sort[..given].iter().copied().filter_map(equal));
            let next = sort.get(given).copied().unwrap_or(FIXED);
            let ranges = prop_oneof![2 => vec(bound(next), 0..2), 1 => vec(bound(next), 2)];
            // What follows may be missing: some of it is shown to be there.
            let after = sort.get(given + 1..).unwrap_or_default().iter();
            let shown = after
                .zip(others)
                .filter(|(_, at)| at.index(2) == 0)
                .map(|(name, _)| path(*name).type_is(value_type(name)));
            (Just(terms), ranges, Just(shown.collect::<Vec<_>>()))
        })
        .prop_map(|(mut terms, ranges, shown)| {
            terms.extend(ranges);
            terms.extend(shown);
            terms
        })
        .boxed()
}
