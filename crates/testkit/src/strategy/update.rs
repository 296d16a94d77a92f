//! Updates: every action, every value that SET can put, every source.

use super::{
    item::deep,
    names::PARTITION_KEY,
    path::{path, path_to, target, target_of},
    projection::apart,
    value::{value, value_of},
};
use proptest::{collection, prelude::*};
use twintable::{
    Value, ValueType,
    expr::{Action, Fallback, SetValue, Source, Update},
    path as to,
};

const SETS: [ValueType; 3] = [ValueType::StringSet, ValueType::NumberSet, ValueType::BinarySet];

/// A source of a value of a type, mostly.
fn source(value_type: ValueType) -> BoxedStrategy<Source> {
    let fallback = prop_oneof![
        5 => value_of(value_type).prop_map(Fallback::Value),
        1 => path_to(value_type).prop_map(Fallback::Path),
    ];
    let if_not_exists = (collection::vec(path_to(value_type), 1..3), fallback)
        .prop_map(|(paths, fallback)| Source::IfNotExists { paths, fallback });
    prop_oneof![
        3 => value_of(value_type).prop_map(Source::Value),
        2 => path_to(value_type).prop_map(Source::Path),
        3 => if_not_exists,
    ]
    .boxed()
}

fn set() -> BoxedStrategy<Action> {
    let plain = proptest::strategy::Union::new(ValueType::ALL.map(|value_type| {
        (target_of(value_type), source(value_type))
            .prop_map(|(target, from)| Action::Set(target, SetValue::Source(from)))
            .boxed()
    }));
    let any = (target(), value()).prop_map(|(target, value)| Action::Set(target, value.into()));
    let numbers = || (target_of(ValueType::Number), source(ValueType::Number), source(ValueType::Number));
    let lists = (target_of(ValueType::List), source(ValueType::List), source(ValueType::List));
    prop_oneof![
        3 => plain,
        3 => any,
        1 => numbers().prop_map(|(target, left, right)| Action::Set(target, SetValue::Plus(left, right))),
        1 => numbers().prop_map(|(target, left, right)| Action::Set(target, SetValue::Minus(left, right))),
        2 => lists.prop_map(|(target, first, second)| Action::Set(target, SetValue::ListAppend(first, second))),
    ]
    .boxed()
}

fn add() -> BoxedStrategy<Action> {
    let of = |value_type| {
        (target_of(value_type), value_of(value_type))
            .prop_map(|(target, value)| Action::Add(target, value))
            .boxed()
    };
    prop_oneof![3 => of(ValueType::Number), 1 => of(SETS[0]), 1 => of(SETS[1]), 1 => of(SETS[2])].boxed()
}

fn delete() -> BoxedStrategy<Action> {
    let of = |value_type| {
        (target_of(value_type), value_of(value_type))
            .prop_map(|(target, value)| Action::Delete(target, value))
            .boxed()
    };
    proptest::strategy::Union::new(SETS.map(of)).boxed()
}

/// An update that breaks no rule that can be told without the item; it may have no actions.
pub fn valid_update() -> BoxedStrategy<Update> {
    let action = prop_oneof![
        5 => set(),
        2 => target().prop_map(Action::Remove),
        3 => add(),
        2 => delete(),
    ];
    collection::vec(action, 0..5)
        .prop_map(|actions| Update { actions: apart(actions, Action::target) })
        .boxed()
}

/// An update with one action that breaks a rule.
pub fn invalid_update() -> BoxedStrategy<Update> {
    let empty = || Value::StringSet([].into());
    let no_number = || Just(Value::from("a"));
    let broken = prop_oneof![
        2 => Just(Update::new().set(PARTITION_KEY, "a")),
        1 => Just(Update::new().remove(to(PARTITION_KEY).field("n"))),
        2 => prop_oneof![
            target().prop_map(|target| Update::new().remove(target.clone()).remove(target)),
            target().prop_map(|target| Update::new().remove(target.clone()).set(target.field("n"), 1)),
            target().prop_map(|target| Update::new().add(target.clone().index(0), 1).set(target.field("n"), 1)),
        ],
        2 => prop_oneof![
            (target(), no_number()).prop_map(|(target, value)| Update::new().add(target, value)),
            target().prop_map(|target| Update::new().delete(target, 1)),
            target().prop_map(move |target| Update::new().delete(target, empty())),
            target().prop_map(move |target| Update::new().add(target, empty())),
        ],
        2 => prop_oneof![
            (path(), no_number()).prop_map(|(path, value)| Update::new().set("n", path + value)),
            (path(), no_number()).prop_map(|(path, value)| Update::new().set("n", Source::Value(value) - path)),
            path().prop_map(|path| Update::new().set("l", twintable::expr::list_append(path, 1))),
            Just(Update::new().set("n", Source::IfNotExists {
                paths: Vec::new(),
                fallback: Fallback::Value(Value::from(1)),
            })),
        ],
        1 => prop_oneof![
            target().prop_map(move |target| Update::new().set(target, empty())),
            Just(Update::new().set("l", deep(32))),
            Just(Update::new().set("m", Value::map([("", 1)]))),
            Just(Update::new().set("", 1)),
            Just(Update::new().remove((0..40).fold(to("m"), |path, _| path.field("m")))),
            Just(Update { actions: (0..400).map(|index| Action::Add(to("l").index(index), Value::from(1))).collect() }),
            Just(Update { actions: (0..310).map(|index| {
                let one = || Source::Value(Value::from(1));
                Action::Set(to("l").index(index), SetValue::Plus(one(), one()))
            }).collect() }),
        ],
    ];
    broken.boxed()
}

/// An update, mostly valid.
pub fn update() -> BoxedStrategy<Update> {
    prop_oneof![12 => valid_update(), 1 => invalid_update()].boxed()
}
