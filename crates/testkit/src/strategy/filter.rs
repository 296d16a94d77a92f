//! Filters and conditions: every node, every comparator, every operand.

use super::{
    item::deep,
    names::{ABSENT, PARTITION_KEY},
    path::{path, path_to},
    value::{value, value_of},
};
use proptest::{collection, prelude::*, sample::select};
use std::cmp::Ordering;
use twintable::{
    Path, Value, ValueType,
    expr::{Comparator, Filter, Operand, Terms},
};

/// The types that have an order.
const ORDERED: [ValueType; 3] = [ValueType::Number, ValueType::String, ValueType::Binary];
/// The levels of `and`, `or` and `not`.
const LEVELS: u32 = 2;

/// An operand: a path, mostly to a value of a type, a constant of the type, or a size.
pub fn operand(value_type: ValueType) -> BoxedStrategy<Operand> {
    let constant = value_of(value_type).prop_map(Operand::Value);
    let at = path_to(value_type).prop_map(Operand::Path);
    if value_type == ValueType::Number {
        prop_oneof![4 => constant, 4 => at, 1 => path().prop_map(Operand::Size)].boxed()
    } else {
        prop_oneof![1 => constant, 1 => at].boxed()
    }
}

/// As [`operand`], but mostly no constant: the side that is looked at.
fn subject(value_type: ValueType) -> BoxedStrategy<Operand> {
    prop_oneof![
        6 => path_to(value_type).prop_map(Operand::Path),
        1 => operand(value_type),
        1 => path().prop_map(Operand::Size),
    ]
    .boxed()
}

fn each_type(of: impl Fn(ValueType) -> BoxedStrategy<Filter>) -> BoxedStrategy<Filter> {
    proptest::strategy::Union::new(ValueType::ALL.map(of)).boxed()
}

fn each_ordered(of: impl Fn(ValueType) -> BoxedStrategy<Filter>) -> BoxedStrategy<Filter> {
    proptest::strategy::Union::new(ORDERED.map(of)).boxed()
}

fn compare(value_type: ValueType) -> BoxedStrategy<Filter> {
    (subject(value_type), select(Comparator::ALL.as_slice()), operand(value_type))
        .prop_map(|(left, comparator, right)| comparison(left, comparator, right))
        .boxed()
}

/// Asks constants without an order for equality alone.
fn comparison(left: Operand, comparator: Comparator, right: Operand) -> Filter {
    let unordered = |operand: &Operand| match operand {
        Operand::Value(value) => !value.value_type().is_ordered(),
        Operand::Path(_) | Operand::Size(_) => false,
    };
    let comparator = match comparator {
        Comparator::Less | Comparator::LessOrEqual if unordered(&left) || unordered(&right) => {
            Comparator::Equal
        }
        Comparator::Greater | Comparator::GreaterOrEqual if unordered(&left) || unordered(&right) => {
            Comparator::NotEqual
        }
        Comparator::Equal
        | Comparator::NotEqual
        | Comparator::Less
        | Comparator::LessOrEqual
        | Comparator::Greater
        | Comparator::GreaterOrEqual => comparator,
    };
    Filter::Compare { left, comparator, right }
}

fn between(value_type: ValueType) -> BoxedStrategy<Filter> {
    (subject(value_type), operand(value_type), operand(value_type))
        .prop_map(|(operand, one, other)| {
            let swapped = match (&one, &other) {
                (Operand::Value(one), Operand::Value(other)) => {
                    one.compare(other).is_some_and(Ordering::is_gt)
                }
                _ => false,
            };
            let (low, high) = if swapped { (other, one) } else { (one, other) };
            Filter::Between { operand, low, high }
        })
        .boxed()
}

fn is_in(value_type: ValueType) -> BoxedStrategy<Filter> {
    let each = prop_oneof![6 => operand(value_type), 1 => value().prop_map(Operand::Value)];
    (subject(value_type), collection::vec(each, 1..5))
        .prop_map(|(operand, list)| Filter::In { operand, list })
        .boxed()
}

fn begins_with() -> BoxedStrategy<Filter> {
    let of = |value_type| {
        let prefix = || prop_oneof![3 => value_of(value_type).prop_map(Operand::Value), 1 => path_to(value_type).prop_map(Operand::Path)];
        let operand = prop_oneof![
            5 => path_to(value_type).prop_map(Operand::Path),
            1 => value_of(value_type).prop_map(Operand::Value),
        ];
        (operand, prefix()).prop_map(|(operand, prefix)| Filter::BeginsWith { operand, prefix })
    };
    prop_oneof![2 => of(ValueType::String), 1 => of(ValueType::Binary)].boxed()
}

fn contains() -> BoxedStrategy<Filter> {
    let of = |container_type, element: BoxedStrategy<Operand>| {
        let container = prop_oneof![
            6 => path_to(container_type).prop_map(Operand::Path),
            1 => value_of(container_type).prop_map(Operand::Value),
        ];
        (container, element).prop_map(|(container, element)| Filter::Contains { container, element }).boxed()
    };
    let typed = |value_type| {
        prop_oneof![
            4 => value_of(value_type).prop_map(Operand::Value),
            1 => path_to(value_type).prop_map(Operand::Path),
        ]
        .boxed()
    };
    let any =
        || prop_oneof![4 => value().prop_map(Operand::Value), 1 => path().prop_map(Operand::Path)].boxed();
    prop_oneof![
        of(ValueType::String, typed(ValueType::String)),
        of(ValueType::Binary, typed(ValueType::Binary)),
        of(ValueType::StringSet, typed(ValueType::String)),
        of(ValueType::NumberSet, typed(ValueType::Number)),
        of(ValueType::BinarySet, typed(ValueType::Binary)),
        of(ValueType::List, any()),
        of(ValueType::Map, any()),
    ]
    .boxed()
}

fn leaf() -> BoxedStrategy<Filter> {
    let size_comparison = (operand(ValueType::Number), select(Comparator::ALL.as_slice()), path())
        .prop_map(|(left, comparator, path)| comparison(left, comparator, Operand::Size(path)));
    let any_comparison =
        (path(), select(Comparator::ALL.as_slice()), value()).prop_map(|(path, comparator, value)| {
            comparison(Operand::Path(path), comparator, Operand::Value(value))
        });
    prop_oneof![
        4 => each_ordered(compare),
        4 => each_type(compare),
        1 => any_comparison,
        1 => size_comparison,
        2 => each_ordered(between),
        2 => each_type(is_in),
        2 => path().prop_map(Path::exists),
        2 => path().prop_map(Path::not_exists),
        2 => (path(), select(ValueType::ALL.as_slice())).prop_map(|(path, value_type)| path.type_is(value_type)),
        2 => begins_with(),
        4 => contains(),
    ]
    .boxed()
}

/// A filter that breaks no rule; but for an operand that happens to be compared with itself.
pub fn valid_filter() -> BoxedStrategy<Filter> {
    let mut filter = leaf();
    let leaf = filter.clone();
    for _ in 0..LEVELS {
        let terms = || collection::vec(filter.clone(), 1..4);
        filter = prop_oneof![
            6 => leaf.clone(),
            2 => terms().prop_map(Filter::all),
            2 => terms().prop_map(Filter::any),
            2 => filter.clone().prop_map(|filter| !filter),
        ]
        .boxed();
    }
    filter
}

/// A filter that breaks a rule, alone or as part of a valid one.
pub fn invalid_filter() -> BoxedStrategy<Filter> {
    let name = || twintable::path("s");
    let number = || Just(twintable::path("n"));
    let unordered = prop_oneof![
        Just(Value::from(true)),
        Just(Value::Null),
        Just(Value::list([1])),
        Just(Value::map([("n", 1)])),
        Just(Value::string_set(["a"])),
        Just(Value::number_set([1])),
        Just(Value::BinarySet([vec![1]].into())),
    ];
    let bad_constant = prop_oneof![
        Just(Value::StringSet([].into())),
        Just(Value::list([Value::NumberSet([].into())])),
        Just(Value::map([("m", Value::BinarySet([].into()))])),
        Just(Value::map([("", 1)])),
        Just(deep(32)),
    ];
    let bad_path = prop_oneof![
        Just(twintable::path("")),
        Just(name().field("")),
        Just((0..40).fold(name(), |path, _| path.field("m"))),
    ];
    let ordering = select(Comparator::ALL[2..].to_vec());
    let broken = prop_oneof![
        2 => prop_oneof![
            Just(Filter::And(Terms::default())),
            Just(Filter::Or(Terms::default())),
            number().prop_map(|path| path.is_in(Vec::<Operand>::new())),
            number().prop_map(|path| path.is_in(0..101)),
        ],
        1 => (path(), ordering, unordered.clone()).prop_map(|(path, comparator, value)| Filter::Compare {
            left: path.into(),
            comparator,
            right: value.into(),
        }),
        1 => (path(), unordered).prop_map(|(path, value)| path.between(1, value)),
        1 => prop_oneof![
            number().prop_map(|path| path.between(2, 1)),
            number().prop_map(|path| path.between(2, "a")),
            path().prop_map(|path| path.clone().eq(path)),
            path().prop_map(|path| path.clone().contains(path)),
        ],
        2 => prop_oneof![
            number().prop_map(|path| path.begins_with(1)),
            number().prop_map(|path| path.clone().size().begins_with("a")),
            number().prop_map(move |path| name().contains(path.size())),
        ],
        1 => bad_constant.prop_map(|value| twintable::path("s").eq(value)),
        1 => bad_path.prop_map(Path::exists),
        1 => prop_oneof![
            Just((0..40).fold(name().exists(), |filter, _| Filter::any([filter]))),
            Just(Filter::any((0..302).map(|_| name().eq(1)))),
            Just(Filter::all((0..140).map(|_| name().not_exists()))),
        ],
    ];
    (valid_filter(), broken, 0_u8..4)
        .prop_map(|(valid, broken, place)| match place {
            0 | 1 => broken,
            2 => Filter::all([valid, broken]),
            _ => Filter::any([valid, !broken]),
        })
        .boxed()
}

/// A filter, mostly valid.
pub fn filter() -> BoxedStrategy<Filter> {
    prop_oneof![12 => valid_filter(), 1 => invalid_filter()].boxed()
}

/// The condition of a write: a filter, or whether the item is there.
pub fn condition() -> BoxedStrategy<Filter> {
    prop_oneof![
        3 => filter(),
        1 => Just(twintable::path(PARTITION_KEY).exists()),
        1 => Just(twintable::path(PARTITION_KEY).not_exists()),
        1 => Just(twintable::path(ABSENT).not_exists()),
    ]
    .boxed()
}
