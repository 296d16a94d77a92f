use super::{KeyTemplate, PartFormat, Rule, Value};
use crate::{
    PartBound,
    expr::{KeyCondition, SortCondition},
};

/// The texts that a bound selects, of some that share a partition. The service accepts the condition.
fn selected<'t>(
    template: &KeyTemplate,
    leading: &[Value],
    bound: PartBound<'_>,
    texts: &[&'t str],
) -> Vec<&'t str> {
    assert_eq!(template.validate(), Ok(()));
    let condition = template.condition(leading, bound).unwrap();
    let request =
        KeyCondition { partition: vec![("PK".into(), "p".into())], sort: vec![("SK".into(), condition)] };
    request.validate().unwrap();
    texts.iter().copied().filter(|text| request.sort[0].1.is_true_for(&Value::from(*text))).collect()
}

fn value(number: i32) -> Value {
    Value::from(number)
}

const OTHERS: [&str; 10] =
    ["ORDER", "ORDER!1", "ORDER\"1", "ORDER$", "ORDER$2", "ORDERS#1", "ORDER2", "PROFILE", "OR", "ORDEQ#1"];

#[test]
fn ranges_of_a_last_text() {
    let template = KeyTemplate::new().literal("ORDER#").part("id", PartFormat::String);
    let texts = ["ORDER#", "ORDER#a", "ORDER#a\0", "ORDER#a!", "ORDER#a\"2b", "ORDER#b"];
    let all = [&texts[..], &OTHERS].concat();
    let (a, empty) = (Value::from("a"), Value::from(""));
    for (bound, expected) in [
        (PartBound::Less(&a), &texts[..1]),
        (PartBound::LessOrEqual(&a), &texts[..2]),
        (PartBound::Greater(&a), &texts[2..]),
        (PartBound::GreaterOrEqual(&a), &texts[1..]),
        (PartBound::Less(&empty), &[]),
        (PartBound::LessOrEqual(&empty), &texts[..1]),
        (PartBound::Greater(&empty), &texts[1..]),
        (PartBound::GreaterOrEqual(&empty), &texts),
        (PartBound::Less(&"a\0".into()), &texts[..2]),
        (PartBound::Less(&"\0".into()), &texts[..1]),
        (PartBound::Between(&a, &"a#b".into()), &texts[1..5]),
        (PartBound::BeginsWith("a"), &texts[1..5]),
        (PartBound::BeginsWith("a#"), &texts[4..5]),
        (PartBound::BeginsWith(""), &texts),
    ] {
        assert_eq!(selected(&template, &[], bound, &all), expected, "{bound:?}");
    }
}

#[test]
fn ranges_of_a_last_integer() {
    let template = KeyTemplate::new().literal("ORDER#").part("n", PartFormat::Signed { digits: 2 });
    let texts = ["ORDER#n00", "ORDER#n98", "ORDER#p00", "ORDER#p01", "ORDER#p99"];
    let all = [&texts[..], &OTHERS, &["ORDER#", "ORDER#!", "ORDER#count", "ORDER#summary"]].concat();
    for (bound, expected) in [
        (PartBound::Less(&value(0)), &texts[..2]),
        (PartBound::LessOrEqual(&value(0)), &texts[..3]),
        (PartBound::Greater(&value(0)), &texts[3..]),
        (PartBound::GreaterOrEqual(&value(-1)), &texts[1..]),
        (PartBound::Less(&value(-99)), &[]),
        (PartBound::Greater(&value(99)), &[]),
        (PartBound::Between(&value(-1), &value(1)), &texts[1..4]),
    ] {
        assert_eq!(selected(&template, &[], bound, &all), expected, "{bound:?}");
    }
}

#[test]
fn ranges_of_a_truth_value() {
    for (template, texts) in [
        (KeyTemplate::new().part("b", PartFormat::Bool), ["0", "1"]),
        (KeyTemplate::new().part("b", PartFormat::Bool).part("s", PartFormat::String), ["0", "1"]),
        (KeyTemplate::new().part("b", PartFormat::Bool).literal("#"), ["0#", "1#"]),
    ] {
        for (bound, expected) in [
            (PartBound::Less(&Value::Bool(false)), &[][..]),
            (PartBound::Less(&Value::Bool(true)), &texts[..1]),
            (PartBound::Greater(&Value::Bool(false)), &texts[1..]),
            (PartBound::Greater(&Value::Bool(true)), &[]),
            (PartBound::LessOrEqual(&Value::Bool(false)), &texts[..1]),
        ] {
            assert_eq!(selected(&template, &[], bound, &texts), expected, "{bound:?}");
        }
    }
}

#[test]
fn ranges_of_a_part_that_more_follows() {
    let template = KeyTemplate::new()
        .part("kind", PartFormat::String)
        .literal("#")
        .part("day", PartFormat::FixedString)
        .literal("#")
        .part("id", PartFormat::String);
    let texts = ["A#01#x", "A#02#", "A#02#x", "A#03#x"];
    let all = [&texts[..], &["A", "A!", "A$02", "B#02#x", "A \"2#02#x"]].concat();
    let (kind, day) = ([Value::from("A")], Value::from("02"));
    for (bound, expected) in [
        (PartBound::Less(&day), &texts[..1]),
        (PartBound::LessOrEqual(&day), &texts[..3]),
        (PartBound::Greater(&day), &texts[3..]),
        (PartBound::GreaterOrEqual(&day), &texts[1..]),
        (PartBound::Between(&day, &day), &texts[1..3]),
        (PartBound::BeginsWith("0"), &texts),
    ] {
        assert_eq!(selected(&template, &kind, bound, &all), expected, "{bound:?}");
    }
    let kinds = ["A#01#x", "A \"2#01#x", "B#01#x", "a#01#x"];
    assert_eq!(selected(&template, &[], PartBound::BeginsWith("A"), &kinds), kinds[..2]);
    let invalid = template.condition(&[], PartBound::Less(&"A".into())).unwrap_err();
    assert_eq!((invalid.rule, invalid.path), (Rule::KeyPartType, Some("kind".into())));
}

#[test]
fn no_bound_is_empty() {
    let template = KeyTemplate::new().part("id", PartFormat::String);
    let (texts, empty) = (["\0", "a"], Value::from(""));
    for (bound, expected) in [
        (PartBound::Less(&empty), &[][..]),
        (PartBound::LessOrEqual(&empty), &[]),
        (PartBound::Less(&"\0".into()), &[]),
        (PartBound::Less(&"a".into()), &texts[..1]),
        (PartBound::Greater(&empty), &texts),
        (PartBound::GreaterOrEqual(&empty), &texts),
        (PartBound::Between(&empty, &empty), &[]),
        (PartBound::Between(&empty, &"a".into()), &texts),
        (PartBound::BeginsWith(""), &texts),
    ] {
        assert_eq!(selected(&template, &[], bound, &texts), expected, "{bound:?}");
    }
}

#[test]
fn bounds_in_the_wrong_order_are_left_to_the_request() {
    let template = KeyTemplate::new().literal("#").part("n", PartFormat::Unsigned { digits: 1 });
    let condition = template.condition(&[], PartBound::Between(&value(2), &value(1))).unwrap();
    assert_eq!(condition, SortCondition::Between("#2".into(), "#1".into()));
}

#[test]
fn conditions_that_the_key_cannot_answer() {
    let template = KeyTemplate::new().part("n", PartFormat::Unsigned { digits: 1 }).literal("#");
    for (leading, bound, rule, path) in [
        (vec![], PartBound::BeginsWith("1"), Rule::KeyPartType, Some("n")),
        (vec![], PartBound::Less(&"1".into()), Rule::KeyPartType, Some("n")),
        (vec![], PartBound::Less(&Value::Null), Rule::KeyPartType, Some("n")),
        (vec![], PartBound::Less(&value(10)), Rule::KeyPartWidth, Some("n")),
        (vec![value(1)], PartBound::Less(&value(1)), Rule::KeyPartType, None),
        (vec![value(1), value(1)], PartBound::Less(&value(1)), Rule::KeyPartType, None),
        (vec![value(-1)], PartBound::Less(&value(1)), Rule::KeyPartWidth, Some("n")),
    ] {
        let invalid = template.condition(&leading, bound).unwrap_err();
        assert_eq!((invalid.rule, invalid.path), (rule, path.map(Into::into)), "{bound:?}");
    }
    let raw = KeyTemplate::new().raw().part("a", PartFormat::String);
    let invalid = raw.condition(&[], PartBound::BeginsWith("#")).unwrap_err();
    assert_eq!(invalid.rule, Rule::KeyPartSeparator);
    assert_eq!(template.prefix(&[value(1), value(2)]).unwrap_err().rule, Rule::KeyPartType);
}

#[test]
fn prefixes() {
    let order = KeyTemplate::new().literal("ORDER#").part("id", PartFormat::String);
    let line = order.clone().literal("#").scope().literal("#").part("n", PartFormat::Unsigned { digits: 2 });
    let [a, one] = [Value::from("a#"), value(1)];
    assert_eq!(line.prefix(&[]).unwrap(), "ORDER#");
    assert_eq!(line.prefix(std::slice::from_ref(&a)).unwrap(), "ORDER#a\"2#\u{10FFFE}#");
    assert_eq!(line.prefix(&[a.clone(), one]).unwrap(), "ORDER#a\"2#\u{10FFFE}#01");

    let [whole, begins] = [SortCondition::Equal, SortCondition::BeginsWith];
    assert_eq!(order.starting_with(&[]), Ok(Some(begins("ORDER#".into()))));
    assert_eq!(order.starting_with(std::slice::from_ref(&a)), Ok(Some(whole("ORDER#a\"2".into()))));
    assert_eq!(KeyTemplate::new().literal("A").starting_with(&[]), Ok(Some(whole("A".into()))));
    let id = KeyTemplate::new().part("id", PartFormat::String);
    assert_eq!(id.starting_with(&[]), Ok(None));
    assert_eq!(id.starting_with(&["x".into()]), Ok(Some(whole("x".into()))));
    assert!(id.starting_with(&[a.clone(), a]).is_err());
}
