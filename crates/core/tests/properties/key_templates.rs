//! Composed keys: one text for each tuple of parts, in order, and ranges that select just what they say.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod ranges;
mod strategy;

use self::strategy::{Shape, Values, format, part, scope, shape, text, values};
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
    strategy::ValueTree as _,
    test_runner::{TestCaseResult, TestRunner},
};
use std::{cmp::Ordering, collections::BTreeSet};
use twintable::{KeyTemplate, Number, PartFormat, Segment, Value, expr::SortCondition};

/// The text, with the scope filled in if there is one.
fn text_of(template: &KeyTemplate, values: &Values, scope: Option<&str>) -> String {
    let text = template.build(|attribute| values.get(attribute)).unwrap().unwrap();
    match scope {
        Some(scope) => template.with_scope(text, scope).unwrap(),
        None => text,
    }
}

/// The values of the parts, in order.
fn tuple(template: &KeyTemplate, values: &Values) -> Vec<Value> {
    template.parts().map(|(name, _)| values[name].clone()).collect()
}

/// How two values of one part are ordered.
fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        _ => a.compare(b).unwrap(),
    }
}

fn template_and_values() -> impl Strategy<Value = (Shape, Values, Option<String>)> {
    shape().prop_flat_map(|shape| {
        let (values, scope) = (values(&shape), scope(&shape));
        (Just(shape), values, scope)
    })
}

fn what_is_built_is_read(template: &KeyTemplate, values: &Values, scope: Option<&str>) -> TestCaseResult {
    let text = text_of(template, values, scope);
    let parts: Vec<_> = template.parts().map(|(name, _)| (name, values[name].clone())).collect();
    prop_assert_eq!(template.read(&text), Some(parts), "{:?}", text);
    prop_assert_eq!(text.contains('\u{10FFFE}'), template.has_scope() && scope.is_none());
    let has_greatest = text.contains('\u{10FFFF}');
    prop_assert!(!has_greatest);

    let fill = |text: String| match scope {
        Some(scope) => template.with_scope(text, scope).unwrap(),
        None => text,
    };
    let tuple = tuple(template, values);
    prop_assert_eq!(fill(template.prefix(&tuple).unwrap()), text.clone());
    for count in 0..=tuple.len() {
        prop_assert!(text.starts_with(&fill(template.prefix(&tuple[..count]).unwrap())));
        let condition = template.starting_with(&tuple[..count]).unwrap();
        let is_whole = matches!(condition, Some(SortCondition::Equal(_)));
        prop_assert_eq!(is_whole, count == tuple.len());
        prop_assert_eq!(
            condition.is_none(),
            !is_whole && template.prefix(&tuple[..count]).unwrap().is_empty()
        );
    }
    Ok(())
}

proptest! {
    #[test]
    fn keys_are_read_as_they_were_built((shape, values, scope) in template_and_values()) {
        what_is_built_is_read(&shape.template, &values, scope.as_deref())?;
    }

    #[test]
    fn two_tuples_have_two_keys(
        (shape, mut tuples) in shape().prop_flat_map(|shape| (Just(shape.clone()), vec(values(&shape), 2..6))),
        mixed: u8,
    ) {
        // One that differs in some parts only.
        let mut mix = tuples[0].clone();
        for (index, (name, value)) in tuples[1].iter().enumerate() {
            if mixed >> (index % 8) & 1 == 1 {
                mix.insert(name.clone(), value.clone());
            }
        }
        tuples.push(mix);
        for a in &tuples {
            for b in &tuples {
                let texts = [a, b].map(|values| text_of(&shape.template, values, None));
                prop_assert_eq!(a == b, texts[0] == texts[1], "{:?}", texts);
            }
        }
    }

    #[test]
    fn no_other_text_is_read(
        (shape, values, _) in template_and_values(),
        at: Index,
        change in 0..3_u8,
        other in prop_oneof![select(vec!['#', '"', '0', '1', '2', '9', ' ', 'a', 'n', 'p']), any::<char>()],
    ) {
        let mut text: Vec<char> = text_of(&shape.template, &values, None).chars().collect();
        if change == 0 {
            text.insert(at.index(text.len() + 1), other);
        } else if !text.is_empty() {
            let at = at.index(text.len());
            text[at] = other;
            if change == 1 {
                text.remove(at);
            }
        }
        let text = String::from_iter(text);
        if let Some(parts) = shape.template.read(&text)
            && !shape.template.has_scope()
        {
            let values = parts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            prop_assert_eq!(text_of(&shape.template, &values, None), text);
        }
    }

    #[test]
    fn any_text_can_be_tried(shape in shape(), text: String) {
        if let Some(parts) = shape.template.read(&text) {
            prop_assert_eq!(parts.len(), shape.template.parts().count());
        }
    }

    #[test]
    fn the_order_of_a_part_is_kept(
        (format, values) in format().prop_flat_map(|format| (Just(format), vec(part(format, '#', false), 2..8))),
    ) {
        let last = KeyTemplate::new().literal("A#").part("a", format);
        let inner = last.clone().literal("#\u{10FFFD}");
        for template in [last, inner].iter().take(1 + usize::from(format.is_fixed_width())) {
            let text = |value| template.build(|_| Some(value)).unwrap().unwrap();
            for (a, b) in values.iter().flat_map(|a| values.iter().map(move |b| (a, b))) {
                prop_assert_eq!(text(a).cmp(&text(b)), compare(a, b), "{:?} {:?}", text(a), text(b));
            }
        }
    }

    #[test]
    fn escaped_texts_begin_as_the_texts_do(
        (separator, long, short) in select(vec!['#', '|', '/', '_']).prop_flat_map(|separator| {
            (Just(separator), text(separator, true), text(separator, true))
        }),
    ) {
        let template = KeyTemplate::new().separator(separator).part("a", PartFormat::String);
        let written = |text: &str| template.prefix(&[Value::from(text)]).unwrap();
        prop_assert_eq!(written(&long).starts_with(&written(&short)), long.starts_with(&short));
        let both = written(&(short.clone() + &long));
        prop_assert!(both.starts_with(&written(&short)));
        prop_assert_eq!(written(&long).cmp(&written(&short)), long.cmp(&short));
    }
}

#[test]
fn every_kind_of_template_is_drawn() {
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..2000 {
        let (shape, values, scope) = template_and_values().new_tree(&mut runner).unwrap().current();
        seen.insert(format!("separator {:?}, raw: {}", shape.separator, shape.raw));
        for segment in shape.template.segments() {
            seen.insert(match segment {
                Segment::Literal(_) => "literal".to_owned(),
                Segment::Scope => format!("scope: {}", scope.is_some()),
                Segment::Part { format, .. } => format!("{format:?}"),
            });
        }
        let texts = values.values().filter_map(Value::as_str);
        if !shape.raw && texts.clone().any(|text| text.contains(shape.separator)) {
            seen.insert("escaped".to_owned());
        }
        if shape.template.parts().count() > values.len() {
            seen.insert("an attribute twice".to_owned());
        }
        if values.values().any(|value| value.as_number().is_some_and(Number::is_negative)) {
            seen.insert("negative".to_owned());
        }
    }
    for expected in [
        "separator '#', raw: false",
        "separator '|', raw: false",
        "separator ':', raw: true",
        "separator '#', raw: true",
        "literal",
        "scope: true",
        "scope: false",
        "String",
        "FixedString",
        "Number",
        "Bool",
        "Unsigned { digits: 1 }",
        "Unsigned { digits: 126 }",
        "Signed { digits: 1 }",
        "Signed { digits: 126 }",
        "escaped",
        "an attribute twice",
        "negative",
    ] {
        assert!(seen.contains(expected), "{expected} was not drawn: {seen:?}");
    }
}
