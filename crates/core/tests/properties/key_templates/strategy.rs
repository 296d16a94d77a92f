//! Strategies for templates and for the values of their parts.

use proptest::{collection::vec, option, prelude::*, sample::select};
use std::collections::BTreeMap;
use twintable::{KeyTemplate, Number, PartFormat, Value};

/// A template, and what it was made from.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    pub(crate) template: KeyTemplate,
    pub(crate) separator: char,
    pub(crate) raw: bool,
}

/// The values of a template's attributes.
pub(crate) type Values = BTreeMap<String, Value>;

/// Texts of this length are of fixed length here.
const FIXED: usize = 2;

/// What a segment becomes.
#[derive(Debug, Clone)]
enum Piece {
    Literal(String),
    Part(PartFormat, bool),
    Scope,
}

pub(crate) fn format() -> BoxedStrategy<PartFormat> {
    let digits = prop_oneof![4 => 1..=4_u8, 1 => select(vec![20_u8, 38, 39, 126])];
    prop_oneof![
        3 => Just(PartFormat::String),
        1 => Just(PartFormat::FixedString),
        2 => digits.clone().prop_map(|digits| PartFormat::Unsigned { digits }),
        2 => digits.prop_map(|digits| PartFormat::Signed { digits }),
        1 => Just(PartFormat::Number),
        1 => Just(PartFormat::Bool),
    ]
    .boxed()
}

fn delimiter() -> impl Strategy<Value = (char, bool)> {
    prop_oneof![
        2 => Just(('#', false)),
        1 => (select("!\"#$|/_.-@`~".chars().collect::<Vec<_>>()), Just(false)),
        1 => (select(":#0p n\0é\u{E000}\u{10FFFD}".chars().collect::<Vec<_>>()), Just(true)),
    ]
}

/// Templates of any shape. An attribute may have several parts, all of one format.
pub(crate) fn shape() -> BoxedStrategy<Shape> {
    let literal =
        prop_oneof![3 => "[AB#:|]{0,3}", 1 => any::<String>().prop_filter("reserved", |text| is_free(text))];
    let piece = prop_oneof![
        2 => literal.prop_map(Piece::Literal),
        4 => (format(), any::<bool>()).prop_map(|(format, first)| Piece::Part(format, first)),
        1 => Just(Piece::Scope),
    ];
    (delimiter(), vec(piece, 1..6))
        .prop_map(|((separator, raw), pieces)| Shape {
            template: template(separator, raw, &pieces),
            separator,
            raw,
        })
        .prop_filter("an empty template", |shape| shape.template.validate().is_ok())
        .boxed()
}

/// Templates for ranges: each part has an attribute of its own, and there is one.
pub(crate) fn shape_of_distinct_parts() -> BoxedStrategy<Shape> {
    shape()
        .prop_filter("an attribute twice, or none", |shape| {
            let mut names: Vec<_> = shape.template.parts().map(|(name, _)| name).collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            (1..=count).contains(&names.len()) && names.len() == count
        })
        .boxed()
}

fn template(separator: char, raw: bool, pieces: &[Piece]) -> KeyTemplate {
    let mut template = KeyTemplate::new().separator(separator);
    if raw {
        template = template.raw();
    }
    // Whether the last piece needs a separator, if one more follows.
    let mut is_open = false;
    for piece in pieces {
        if is_open && !matches!(piece, Piece::Literal(text) if text.is_empty() || text.starts_with(separator))
        {
            template = template.literal(separator.to_string());
        }
        template = match piece {
            Piece::Literal(text) => template.literal(text.clone()),
            Piece::Part(format, first) => template.part(format!("{format:?}{first}"), *format),
            Piece::Scope => template.scope(),
        };
        is_open = match piece {
            Piece::Literal(text) => is_open && text.is_empty(),
            Piece::Part(format, _) => matches!(format, PartFormat::String | PartFormat::FixedString),
            Piece::Scope => true,
        };
    }
    template
}

pub(crate) fn is_free(text: &str) -> bool {
    !text.contains(['\u{10FFFD}', '\u{10FFFE}', '\u{10FFFF}'])
}

/// Texts of few characters, such as the separator and its neighbours, and any others.
pub(crate) fn text(separator: char, has_separator: bool) -> BoxedStrategy<String> {
    let character = character(separator, has_separator);
    let few = vec(character, 0..4).prop_map(String::from_iter);
    let any = any::<String>()
        .prop_filter("reserved", move |text| is_free(text) && (has_separator || !text.contains(separator)));
    prop_oneof![4 => few, 1 => any].boxed()
}

fn character(separator: char, has_separator: bool) -> BoxedStrategy<char> {
    let near =
        |offset: i64| u32::try_from(i64::from(u32::from(separator)) + offset).ok().and_then(char::from_u32);
    let mut characters: Vec<char> = "12a\0!~é\u{D7FF}\u{E000}\u{10FFFD}".chars().collect();
    characters.extend([-2, -1, 0, 1].into_iter().filter_map(near));
    characters.retain(|c| is_free(&c.to_string()) && (has_separator || *c != separator));
    select(characters).boxed()
}

fn integer(digits: u8) -> impl Strategy<Value = Number> {
    let most = 10_i128.pow(u32::from(digits.min(38))) - 1;
    let coefficient = prop_oneof![2 => 0..=most.min(11), 2 => 0..=most, 1 => Just(most)];
    (coefficient, prop_oneof![2 => Just(0_u32), 1 => 0..126_u32]).prop_map(move |(coefficient, zeros)| {
        let room = u32::from(digits) - (coefficient.checked_ilog10().unwrap_or(0) + 1);
        Number::from_parts(coefficient, i32::try_from(zeros.min(room)).unwrap()).unwrap()
    })
}

/// A value that the format takes.
pub(crate) fn part(format: PartFormat, separator: char, raw: bool) -> BoxedStrategy<Value> {
    match format {
        PartFormat::String => text(separator, !raw).prop_map(Value::from).boxed(),
        PartFormat::FixedString => vec(character(separator, false), FIXED)
            .prop_map(|characters| Value::String(characters.into_iter().collect()))
            .boxed(),
        PartFormat::Unsigned { digits } => integer(digits).prop_map(Value::Number).boxed(),
        PartFormat::Signed { digits } => (integer(digits), any::<bool>())
            .prop_map(|(number, negative)| Value::Number(if negative { -number } else { number }))
            .boxed(),
        PartFormat::Number => crate::trees::number().prop_map(Value::Number).boxed(),
        PartFormat::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
    }
}

/// Values for all attributes of a template.
pub(crate) fn values(shape: &Shape) -> BoxedStrategy<Values> {
    let mut all = Just(Values::new()).boxed();
    for (name, format) in shape.template.parts() {
        let name = name.to_owned();
        all = (all, part(format, shape.separator, shape.raw))
            .prop_map(move |(mut values, value)| {
                values.insert(name.clone(), value);
                values
            })
            .boxed();
    }
    all
}

/// Nothing, or a scope that is not empty.
pub(crate) fn scope(shape: &Shape) -> BoxedStrategy<Option<String>> {
    option::of(text(shape.separator, !shape.raw).prop_filter("empty", |text| !text.is_empty())).boxed()
}
