//! Conditions on one part select the texts whose part fulfils the bound, and no others.

use super::{
    compare,
    strategy::{Shape, Values, part, scope, shape_of_distinct_parts, values},
    text_of, tuple,
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
    strategy::Union,
    test_runner::TestCaseResult,
};
use twintable::{
    KeyTemplate, PartBound, PartFormat, Value,
    expr::{KeyCondition, SortCondition},
};

/// A bound that owns its values.
#[derive(Debug, Clone)]
enum Bound {
    Less(Value),
    LessOrEqual(Value),
    Greater(Value),
    GreaterOrEqual(Value),
    Between(Value, Value),
    BeginsWith(String),
}

impl Bound {
    fn borrowed(&self) -> PartBound<'_> {
        match self {
            Self::Less(value) => PartBound::Less(value),
            Self::LessOrEqual(value) => PartBound::LessOrEqual(value),
            Self::Greater(value) => PartBound::Greater(value),
            Self::GreaterOrEqual(value) => PartBound::GreaterOrEqual(value),
            Self::Between(low, high) => PartBound::Between(low, high),
            Self::BeginsWith(text) => PartBound::BeginsWith(text),
        }
    }

    fn holds_for(&self, value: &Value) -> bool {
        match self {
            Self::Less(bound) => compare(value, bound).is_lt(),
            Self::LessOrEqual(bound) => compare(value, bound).is_le(),
            Self::Greater(bound) => compare(value, bound).is_gt(),
            Self::GreaterOrEqual(bound) => compare(value, bound).is_ge(),
            Self::Between(low, high) => compare(value, low).is_ge() && compare(value, high).is_le(),
            Self::BeginsWith(prefix) => value.as_str().unwrap().starts_with(prefix),
        }
    }
}

/// A condition on one part of a template, and items that may fulfil it.
#[derive(Debug, Clone)]
struct Case {
    shape: Shape,
    items: Vec<Values>,
    /// The bounded part, counted from 0; the parts before it are as in the first item.
    bounded: usize,
    bound: Bound,
    scope: Option<String>,
}

impl Case {
    fn parts(&self) -> Vec<(String, PartFormat)> {
        self.shape.template.parts().map(|(name, format)| (name.to_owned(), format)).collect()
    }
}

fn bound(format: PartFormat, value: impl Strategy<Value = Value> + Clone + 'static) -> BoxedStrategy<Bound> {
    let one = || value.clone();
    let mut bounds = vec![
        one().prop_map(Bound::Less).boxed(),
        one().prop_map(Bound::LessOrEqual).boxed(),
        one().prop_map(Bound::Greater).boxed(),
        one().prop_map(Bound::GreaterOrEqual).boxed(),
        (one(), one()).prop_map(|(low, high)| Bound::Between(low, high)).boxed(),
    ];
    if matches!(format, PartFormat::String | PartFormat::FixedString) {
        let prefix = (one(), 0..4_usize).prop_map(|(value, length)| {
            Bound::BeginsWith(value.as_str().unwrap().chars().take(length).collect())
        });
        bounds.push(prefix.boxed());
    }
    Union::new(bounds).boxed()
}

fn case() -> impl Strategy<Value = Case> {
    (shape_of_distinct_parts(), any::<Index>()).prop_flat_map(|(shape, index)| {
        let parts: Vec<_> = shape.template.parts().map(|(name, format)| (name.to_owned(), format)).collect();
        let bounded = index.index(parts.len());
        let format = parts[bounded].1;
        // Few values, so that bounds are met exactly and texts begin with each other.
        let pool = vec(part(format, shape.separator, shape.raw), 1..5).prop_flat_map(move |pool| {
            let one = select(pool);
            (vec(one.clone(), 7), bound(format, one))
        });
        let items = vec((values(&shape), any::<bool>()), 7);
        let scope = scope(&shape);
        (Just(shape), items, pool, scope).prop_map(move |(shape, items, (pool, bound), scope)| {
            let first = items[0].0.clone();
            let item = |((mut values, is_beside), value): ((Values, bool), Value)| {
                for (name, _) in parts.iter().take(bounded).filter(|_| !is_beside) {
                    values.insert(name.clone(), first[name].clone());
                }
                values.insert(parts[bounded].0.clone(), value);
                values
            };
            let items = items.into_iter().zip(pool).map(item).collect();
            Case { shape, items, bounded, bound, scope }
        })
    })
}

fn filled(template: &KeyTemplate, condition: SortCondition, scope: Option<&str>) -> SortCondition {
    let fill = |value: Value| match (value, scope) {
        (Value::String(text), Some(scope)) => Value::String(template.with_scope(text, scope).unwrap()),
        (value, _) => value,
    };
    match condition {
        SortCondition::Equal(value) => SortCondition::Equal(fill(value)),
        SortCondition::LessOrEqual(value) => SortCondition::LessOrEqual(fill(value)),
        SortCondition::Between(low, high) => SortCondition::Between(fill(low), fill(high)),
        SortCondition::BeginsWith(value) => SortCondition::BeginsWith(fill(value)),
        other @ (SortCondition::Less(_) | SortCondition::Greater(_) | SortCondition::GreaterOrEqual(_)) => {
            panic!("{other:?} is not bounded on both sides")
        }
    }
}

/// Texts that begin almost with the prefix.
fn neighbours(prefix: &str) -> Vec<String> {
    let mut texts = vec!["PROFILE".to_owned(), "\0".to_owned(), "\u{10FFFD}".to_owned()];
    for (at, c) in prefix.char_indices() {
        texts.push(prefix[..at].to_owned());
        for other in [('\0'..c).next_back(), (c..='\u{10FFFD}').nth(1)].into_iter().flatten() {
            texts.push(format!("{}{other}{}", &prefix[..at], &prefix[at + c.len_utf8()..]));
            texts.push(format!("{}{other}1", &prefix[..at]));
        }
    }
    texts.retain(|text| !text.is_empty() && !text.starts_with(prefix));
    texts
}

fn selects_just_its_parts(case: &Case) -> TestCaseResult {
    let (template, parts) = (&case.shape.template, case.parts());
    let scope = case.scope.as_deref();
    let leading = &tuple(template, &case.items[0])[..case.bounded];
    let condition = match template.condition(leading, case.bound.borrowed()) {
        Ok(condition) => filled(template, condition, scope),
        Err(invalid) => {
            // Texts that more follows have no order.
            prop_assert_eq!(parts[case.bounded].1, PartFormat::String);
            prop_assert!(!matches!(case.bound, Bound::BeginsWith(_)), "{}", invalid);
            return Ok(());
        }
    };
    let whole = KeyCondition {
        partition: vec![("PK".into(), "p".into())],
        sort: vec![("SK".into(), condition.clone())],
    };
    let is_reversed = matches!(&case.bound, Bound::Between(low, high) if compare(low, high).is_gt());
    prop_assert_eq!(whole.validate().is_err(), is_reversed, "{:?}", whole);

    for values in &case.items {
        let (text, tuple) = (text_of(template, values, scope), tuple(template, values));
        let expected = tuple[..case.bounded] == *leading && case.bound.holds_for(&tuple[case.bounded]);
        // No text under a key is empty.
        if !text.is_empty() {
            prop_assert_eq!(
                condition.is_true_for(&Value::from(&text)),
                expected,
                "{:?} {:?}",
                text,
                condition
            );
        }
    }
    let prefix = filled(template, SortCondition::Equal(template.prefix(leading).unwrap().into()), scope);
    let Some(prefix) = prefix.values().next().and_then(Value::as_str) else { unreachable!() };
    let mut others = neighbours(prefix);
    if !matches!(parts[case.bounded].1, PartFormat::String | PartFormat::FixedString) {
        others.extend([prefix.to_owned(), format!("{prefix}!"), format!("{prefix}~")]);
    }
    for text in others {
        prop_assert!(!condition.is_true_for(&Value::from(&text)), "{:?} {:?}", text, condition);
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_condition_selects_just_its_parts(case in case()) {
        selects_just_its_parts(&case)?;
    }
}
