//! Trees of every shape, their names as hostile as names can be.
//!
//! The parts are boxed: nested by value they would be larger than a test's stack.

use proptest::{collection::vec, prelude::*};
use twintable::{
    Path, Value, ValueType,
    expr::{
        Action, Comparator, Fallback, Filter, KeyCondition, Operand, Projection, SetValue, SortCondition,
        Source, Term, Update,
    },
    path,
};

fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(vec![
            "a",
            "b",
            "#x",
            ":v",
            "a.b",
            "a[0]",
            "size(a)",
            "a = :v OR 1",
            "#00",
            ":00",
            "SET",
            "and",
            " ",
            "\"",
            "(",
            "é",
        ])
        .prop_map(str::to_owned),
        "[a-z#:.() =]{1,8}",
    ]
}

fn values() -> BoxedStrategy<Value> {
    prop_oneof![
        names().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        vec(any::<u8>(), 0..4).prop_map(Value::binary),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
        vec(names(), 1..3).prop_map(Value::string_set),
        vec(names(), 0..3).prop_map(Value::list),
    ]
    .boxed()
}

fn paths() -> BoxedStrategy<Path> {
    let step = prop_oneof![names().prop_map(Ok), (0..200_u32).prop_map(Err)];
    (names(), vec(step, 0..3))
        .prop_map(|(attribute, steps)| {
            steps.into_iter().fold(path(attribute), |path, step| match step {
                Ok(name) => path.field(name),
                Err(index) => path.index(index),
            })
        })
        .boxed()
}

fn operands() -> BoxedStrategy<Operand> {
    prop_oneof![
        paths().prop_map(Operand::Path),
        values().prop_map(Operand::Value),
        paths().prop_map(Operand::Size),
    ]
    .boxed()
}

pub(super) fn filters() -> impl Strategy<Value = Filter> {
    let comparators = proptest::sample::select(Comparator::ALL.to_vec());
    let types = proptest::sample::select(ValueType::ALL.to_vec());
    let leaves = prop_oneof![
        (operands(), comparators, operands()).prop_map(|(left, comparator, right)| Filter::Compare {
            left,
            comparator,
            right
        }),
        (operands(), operands(), operands()).prop_map(|(operand, low, high)| Filter::Between {
            operand,
            low,
            high
        }),
        (operands(), vec(operands(), 1..4)).prop_map(|(operand, list)| Filter::In { operand, list }),
        paths().prop_map(Filter::Exists),
        paths().prop_map(Filter::NotExists),
        (paths(), types).prop_map(|(path, value_type)| Filter::TypeIs(path, value_type)),
        (operands(), operands()).prop_map(|(operand, prefix)| Filter::BeginsWith { operand, prefix }),
        (operands(), operands()).prop_map(|(container, element)| Filter::Contains { container, element }),
    ];
    leaves.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(|terms| Filter::And(terms.into_iter().collect())),
            vec(inner.clone(), 1..4).prop_map(|terms| Filter::Or(terms.into_iter().collect())),
            inner.prop_map(|term| Filter::Not(Term::new(term))),
        ]
    })
}

pub(super) fn key_conditions() -> impl Strategy<Value = KeyCondition> {
    let sort = prop_oneof![
        values().prop_map(SortCondition::Equal),
        values().prop_map(SortCondition::Less),
        values().prop_map(SortCondition::LessOrEqual),
        values().prop_map(SortCondition::Greater),
        values().prop_map(SortCondition::GreaterOrEqual),
        (values(), values()).prop_map(|(low, high)| SortCondition::Between(low, high)),
        values().prop_map(SortCondition::BeginsWith),
    ];
    let named = |name: String| std::borrow::Cow::from(name);
    let partition = vec((names().prop_map(named), values()), 1..4);
    (partition, vec((names().prop_map(named), sort), 0..4))
        .prop_map(|(partition, sort)| KeyCondition { partition, sort })
}

fn sources() -> BoxedStrategy<Source> {
    let fallbacks = prop_oneof![paths().prop_map(Fallback::Path), values().prop_map(Fallback::Value)];
    prop_oneof![
        paths().prop_map(Source::Path),
        values().prop_map(Source::Value),
        (vec(paths(), 1..4), fallbacks).prop_map(|(paths, fallback)| Source::IfNotExists { paths, fallback }),
    ]
    .boxed()
}

pub(super) fn updates() -> impl Strategy<Value = Update> {
    let set_values = prop_oneof![
        sources().prop_map(SetValue::Source),
        (sources(), sources()).prop_map(|(left, right)| SetValue::Plus(left, right)),
        (sources(), sources()).prop_map(|(left, right)| SetValue::Minus(left, right)),
        (sources(), sources()).prop_map(|(first, second)| SetValue::ListAppend(first, second)),
    ];
    let actions = prop_oneof![
        (paths(), set_values).prop_map(|(target, value)| Action::Set(target, value)),
        paths().prop_map(Action::Remove),
        (paths(), values()).prop_map(|(target, operand)| Action::Add(target, operand)),
        (paths(), values()).prop_map(|(target, elements)| Action::Delete(target, elements)),
    ];
    vec(actions, 1..8).prop_map(|actions| Update { actions })
}

pub(super) fn projections() -> impl Strategy<Value = Projection> {
    vec(paths(), 1..8).prop_map(Projection::of)
}
