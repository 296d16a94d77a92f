//! Strategies for expressions, valid or not, and what their constructors promise.

use crate::trees::{key_value, name, path, value};
use proptest::{collection::vec, prelude::*, sample::select};
use twintable::{
    ValueType,
    expr::{
        Action, Comparator, Fallback, Filter, KeyCondition, Operand, Projection, SetValue, SortCondition,
        Source, Term, Update, if_not_exists,
    },
};

fn operand() -> impl Strategy<Value = Operand> {
    prop_oneof![
        3 => path().prop_map(Operand::Path),
        2 => value().prop_map(Operand::Value),
        1 => path().prop_map(Operand::Size),
    ]
}

pub(crate) fn filter() -> BoxedStrategy<Filter> {
    let comparator = select(Comparator::ALL.to_vec());
    let value_type = select(ValueType::ALL.to_vec());
    let leaf = prop_oneof![
        3 => (operand(), comparator, operand())
            .prop_map(|(left, comparator, right)| Filter::Compare { left, comparator, right }),
        1 => (operand(), operand(), operand()).prop_map(|(operand, low, high)| operand.between(low, high)),
        1 => (operand(), vec(operand(), 0..4)).prop_map(|(operand, list)| operand.is_in(list)),
        1 => path().prop_map(Filter::Exists),
        1 => path().prop_map(Filter::NotExists),
        1 => (path(), value_type).prop_map(|(path, value_type)| Filter::TypeIs(path, value_type)),
        1 => (operand(), operand()).prop_map(|(operand, prefix)| operand.begins_with(prefix)),
        1 => (operand(), operand()).prop_map(|(container, element)| container.contains(element)),
    ];
    leaf.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Filter::all),
            vec(inner.clone(), 0..4).prop_map(Filter::any),
            inner.clone().prop_map(|filter| Filter::Not(Term::new(filter))),
            (inner.clone(), inner).prop_map(|(left, right)| left & right),
        ]
    })
    .boxed()
}

fn source() -> impl Strategy<Value = Source> {
    let fallback = prop_oneof![path().prop_map(Fallback::Path), value().prop_map(Fallback::Value)];
    prop_oneof![
        path().prop_map(Source::Path),
        value().prop_map(Source::Value),
        (vec(path(), 0..4), fallback).prop_map(|(paths, fallback)| Source::IfNotExists { paths, fallback }),
    ]
}

fn set_value() -> impl Strategy<Value = SetValue> {
    prop_oneof![
        source().prop_map(SetValue::Source),
        (source(), source()).prop_map(|(left, right)| SetValue::Plus(left, right)),
        (source(), source()).prop_map(|(left, right)| SetValue::Minus(left, right)),
        (source(), source()).prop_map(|(first, second)| SetValue::ListAppend(first, second)),
    ]
}

pub(crate) fn update() -> BoxedStrategy<Update> {
    let action = prop_oneof![
        (path(), set_value()).prop_map(|(path, value)| Action::Set(path, value)),
        path().prop_map(Action::Remove),
        (path(), value()).prop_map(|(path, value)| Action::Add(path, value)),
        (path(), value()).prop_map(|(path, value)| Action::Delete(path, value)),
    ];
    vec(action, 0..4).prop_map(|actions| Update { actions }).boxed()
}

pub(crate) fn projection() -> BoxedStrategy<Projection> {
    vec(path(), 0..5).prop_map(Projection::of).boxed()
}

pub(crate) fn key_condition() -> BoxedStrategy<KeyCondition> {
    let sort = prop_oneof![
        key_value().prop_map(SortCondition::Equal),
        key_value().prop_map(SortCondition::Less),
        key_value().prop_map(SortCondition::LessOrEqual),
        key_value().prop_map(SortCondition::Greater),
        key_value().prop_map(SortCondition::GreaterOrEqual),
        (key_value(), key_value()).prop_map(|(low, high)| SortCondition::Between(low, high)),
        key_value().prop_map(SortCondition::BeginsWith),
    ];
    let partition = prop_oneof![
        4 => key_value().prop_map(|value| vec![("PK".to_owned(), value)]),
        1 => vec((name(), key_value()), 0..3),
    ];
    let name = prop_oneof![4 => Just("SK".to_owned()), 1 => name()];
    (partition, vec((name, sort), 0..3))
        .prop_map(|(partition, sort)| KeyCondition {
            partition: partition.into_iter().map(|(name, value)| (name.into(), value)).collect(),
            sort: sort.into_iter().map(|(name, condition)| (name.into(), condition)).collect(),
        })
        .boxed()
}

proptest! {
    #[test]
    fn no_and_stands_directly_in_the_and_that_is_built(filters in vec(filter(), 2..5)) {
        let is_and = |filter: &Filter| matches!(filter, Filter::And(_));
        // What a caller nests on purpose stays nested; what the operators join is flat.
        let leaves: Vec<Filter> = filters.into_iter().filter(|filter| !is_and(filter)).collect();
        if let Some(joined) = leaves.iter().cloned().reduce(|left, right| left & right) {
            let expected = if leaves.len() == 1 { joined.clone() } else { Filter::all(leaves.clone()) };
            prop_assert_eq!(&joined, &expected);
            let from_the_right = leaves.into_iter().rev().reduce(|right, left| left & right);
            prop_assert_eq!(from_the_right, Some(expected));
        }
    }

    #[test]
    fn a_double_negation_changes_nothing(filter in filter()) {
        // One that a caller built by hand is taken away instead.
        prop_assume!(!matches!(&filter, Filter::Not(term) if matches!(**term, Filter::Not(_))));
        prop_assert_eq!(!!filter.clone(), filter);
    }

    #[test]
    fn if_not_exists_asks_for_its_paths_in_order(paths in vec(path(), 1..5), fallback in value()) {
        let nested = paths.iter().rev().fold(Source::Value(fallback.clone()), |source, path| {
            if_not_exists(path.clone(), source)
        });
        prop_assert_eq!(nested, Source::IfNotExists { paths, fallback: Fallback::Value(fallback) });
    }
}
