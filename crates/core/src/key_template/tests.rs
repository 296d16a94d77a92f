mod numeric;
mod range;
mod shape;

use super::{KeyTemplate, PartFormat, Segment};
use crate::{InvalidRequest, Item, Number, Rule, Value, item};
use std::collections::HashMap;

fn build(template: &KeyTemplate, item: &Item) -> Option<String> {
    assert_eq!(template.validate(), Ok(()));
    template.build(|attribute| item.get(attribute)).unwrap()
}

fn refusal(template: &KeyTemplate, item: &Item) -> InvalidRequest {
    *template.build(|attribute| item.get(attribute)).unwrap_err()
}

/// The text of one part, and nothing else, with what it reads back as.
fn text_of(format: PartFormat, value: impl Into<Value>) -> String {
    let (template, value) = (KeyTemplate::new().part("a", format), value.into());
    let text = build(&template, &item! { "a" => value.clone() }).unwrap();
    assert_eq!(template.read(&text), Some(vec![("a", value)]), "{text}");
    text
}

/// The rule that a value breaks in an escaped part, and in a raw one.
fn rules_of(format: PartFormat, value: impl Into<Value>) -> [Option<Rule>; 2] {
    let value = value.into();
    [KeyTemplate::new(), KeyTemplate::new().raw()].map(|template| {
        let built = template.part("a.b", format).build(|_| Some(&value));
        built.err().map(|invalid| {
            assert_eq!(invalid.path, Some("a.b".into()));
            invalid.rule
        })
    })
}

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

#[test]
fn literals_that_meet_become_one() {
    let template = KeyTemplate::new().literal("").literal("A").literal("#".to_owned()).literal("").scope();
    assert_eq!(template.segments(), [Segment::Literal("A#".into()), Segment::Scope]);
    assert!(template.has_scope());
    assert!(!KeyTemplate::default().literal("A").has_scope());
    assert_eq!(build(&KeyTemplate::new().literal("PROFILE"), &Item::new()).as_deref(), Some("PROFILE"));
}

#[test]
fn parts_are_listed_in_order_also_twice() {
    let template = KeyTemplate::new()
        .part("a", PartFormat::Bool)
        .part("a", PartFormat::Bool)
        .literal("#")
        .part("b", PartFormat::String);
    let parts = [("a", PartFormat::Bool), ("a", PartFormat::Bool), ("b", PartFormat::String)];
    assert_eq!(template.parts().collect::<Vec<_>>(), parts);
    assert_eq!(build(&template, &item! { "a" => true, "b" => "x" }).as_deref(), Some("11#x"));
    assert!(template.read("11#x").is_some());
    assert_eq!(template.read("10#x"), None);
}

#[test]
fn the_separator_and_the_character_below_are_escaped() {
    for (separator, text, escaped) in [
        ('#', "plain !$\\", "plain !$\\"),
        ('#', "a#b\"c#", "a\"2b\"1c\"2"),
        ('#', "\"2", "\"12"),
        ('|', "a#b|{}", "a#b{2{1}"),
        ('/', "a.b/c", "a.1b.2c"),
        ('#', "", ""),
    ] {
        let template = KeyTemplate::new().separator(separator).part("a", PartFormat::String);
        assert_eq!(build(&template, &item! { "a" => text }).as_deref(), Some(escaped));
        assert_eq!(template.read(escaped), Some(vec![("a", text.into())]));
    }
}

#[test]
fn no_two_pairs_of_texts_have_one_key() {
    let characters = ['#', '"', '1', '2', 'a'];
    let mut texts = vec![String::new()];
    for at in 0..31 {
        texts.extend(characters.map(|c| format!("{}{c}", texts[at])));
    }
    let template =
        KeyTemplate::new().part("a", PartFormat::String).literal("#").part("b", PartFormat::String);
    let mut built = HashMap::new();
    for a in &texts {
        for b in &texts {
            let text = build(&template, &item! { "a" => a, "b" => b }).unwrap();
            assert_eq!(built.insert(text, (a, b)), None);
        }
    }
    assert_eq!(built.len(), 156 * 156);
}

#[test]
fn raw_parts_stand_as_they_are() {
    let template = KeyTemplate::new().separator(':').raw();
    let template = template.part("a", PartFormat::String).literal(":").part("b", PartFormat::String);
    assert_eq!(build(&template, &item! { "a" => "x#9", "b" => "" }).as_deref(), Some("x#9:"));
    assert_eq!(template.read("x:y:z"), None);
    let invalid = refusal(&template, &item! { "a" => "secret:", "b" => "" });
    assert_eq!(invalid.rule, Rule::KeyPartSeparator);
    let text = "a raw part of a composed key does not contain the separator (at `a`): the separator is ':'";
    assert_eq!(invalid.to_string(), text);
}

#[test]
fn a_part_without_a_value_makes_no_text() {
    let template =
        KeyTemplate::new().part("a", PartFormat::String).literal("#").part("b", PartFormat::Number);
    for item in [item! { "a" => "x" }, item! { "b" => 1 }, item! { "a" => "x", "b" => Value::Null }] {
        assert_eq!(build(&template, &item), None);
    }
    assert!(build(&template, &item! { "a" => "", "b" => 0 }).is_some());
}

#[test]
fn texts_of_a_fixed_length_stand_as_they_are() {
    assert_eq!(text_of(PartFormat::FixedString, "2024-01-01T\""), "2024-01-01T\"");
    assert_eq!(rules_of(PartFormat::FixedString, "a#b"), [Some(Rule::KeyPartSeparator); 2]);
    assert_eq!(rules_of(PartFormat::String, "a#b"), [None, Some(Rule::KeyPartSeparator)]);
}

#[test]
fn reserved_characters_are_refused() {
    for format in [PartFormat::String, PartFormat::FixedString] {
        for text in ["\u{10FFFD}", "\u{10FFFE}", "a\u{10FFFF}b"] {
            assert_eq!(rules_of(format, text), [Some(Rule::KeyPartReserved); 2]);
            assert_eq!(KeyTemplate::new().part("a", format).read(text), None);
        }
        assert_eq!(text_of(format, "\u{10FFFC}\0"), "\u{10FFFC}\0");
    }
}

#[test]
fn truth_values() {
    assert_eq!(text_of(PartFormat::Bool, false), "0");
    assert_eq!(text_of(PartFormat::Bool, true), "1");
    assert_eq!(KeyTemplate::new().part("a", PartFormat::Bool).read("2"), None);
}

#[test]
fn a_value_of_another_type_is_refused() {
    for (format, value, takes) in [
        (PartFormat::String, Value::from(1), "a text"),
        (PartFormat::FixedString, Value::binary([1]), "a text"),
        (PartFormat::Unsigned { digits: 3 }, Value::from("1"), "an integer from 0, of at most 3 digits"),
        (PartFormat::Signed { digits: 3 }, Value::Bool(true), "an integer of at most 3 digits"),
        (PartFormat::Number, Value::from("1"), "a number"),
        (PartFormat::Bool, Value::from(1), "a truth value"),
    ] {
        let invalid = refusal(&KeyTemplate::new().part("a", format), &item! { "a" => value });
        assert_eq!(invalid.rule, Rule::KeyPartType);
        assert_eq!(invalid.detail, Some(format!("it is {takes}").into()));
    }
}

#[test]
fn a_text_that_was_not_built_is_not_read() {
    let template = KeyTemplate::new()
        .literal("O#")
        .part("a", PartFormat::String)
        .literal("#L#")
        .part("b", PartFormat::Unsigned { digits: 2 });
    assert!(template.read("O#x#L#07").is_some());
    for text in [
        "",
        "O",
        "O#x#L#7",
        "O#x#L#007",
        "O#x#L#+7",
        "O#x#L#0é",
        "o#x#L#07",
        "O#x#y#L#07",
        "O#x\"3#L#07",
        "O#x\"#L#07",
    ] {
        assert_eq!(template.read(text), None, "{text}");
    }
}

#[test]
fn a_scope_is_a_hole_until_it_is_filled_in() {
    let template = KeyTemplate::new().scope().literal("#").part("a", PartFormat::String).literal("#").scope();
    let text = build(&template, &item! { "a" => "x" }).unwrap();
    assert_eq!(text, "\u{10FFFE}#x#\u{10FFFE}");
    let filled = template.with_scope(text.clone(), "t#1").unwrap();
    assert_eq!(filled, "t\"21#x#t\"21");
    for text in [&text, &filled] {
        assert_eq!(template.read(text), Some(vec![("a", "x".into())]));
    }
    for other in ["#x#", "t#x#u", "t#x#\u{10FFFE}", "\u{10FFFE}\u{10FFFE}#x#t", "\"#x#\""] {
        assert_eq!(template.read(other), None, "{other}");
    }
    assert_eq!(template.with_scope("PROFILE".to_owned(), "").unwrap(), "PROFILE");
}

#[test]
fn scopes_that_cannot_be_filled_in() {
    let (escaped, raw) = (KeyTemplate::new().scope(), KeyTemplate::new().raw().scope());
    let rule = |template: &KeyTemplate, scope| {
        template.with_scope("\u{10FFFE}".to_owned(), scope).map_err(|invalid| invalid.rule)
    };
    assert_eq!(rule(&escaped, ""), Err(Rule::KeyScope));
    assert_eq!(rule(&escaped, "a\u{10FFFE}"), Err(Rule::KeyPartReserved));
    assert_eq!(rule(&escaped, "a#\""), Ok("a\"2\"1".to_owned()));
    assert_eq!(rule(&raw, "a#\""), Err(Rule::KeyPartSeparator));
    assert_eq!(rule(&raw, "\u{10FFFF}"), Err(Rule::KeyPartReserved));
}
