mod presence;
mod rank;
mod sort;
mod terms;
mod text;
mod variants;

use super::*;
use crate::{
    IndexProjection, KeyAttribute, KeyTemplate, PartFormat, Path, ValueType,
    expr::{KeyCondition, Operand, SortCondition},
    layout::KeyField,
    path,
};

/// A key attribute that is a text.
fn text(name: &'static str) -> KeyField {
    KeyField::plain(KeyAttribute::string(name))
}

/// A key attribute that is a number.
fn number(name: &'static str) -> KeyField {
    KeyField::plain(KeyAttribute::number(name))
}

/// A key attribute that is composed of a literal and texts.
fn composed(name: &'static str, literal: &'static str, parts: &[&'static str]) -> KeyField {
    let template =
        parts.iter().enumerate().fold(KeyTemplate::new().literal(literal), |template, (at, part)| {
            let template = if at > 0 { template.literal("#") } else { template };
            template.part(*part, PartFormat::String)
        });
    assert_eq!(template.validate(), Ok(()));
    KeyField::composed(name, template)
}

/// Entities whose primary key is `id`.
fn with_index(index: IndexLayout) -> Layout {
    Layout::new("order", "shop", text("id")).index(index)
}

fn chosen(layout: &Layout, filter: &Filter) -> Choice {
    layout.choose(filter, false).unwrap()
}

/// Why the one index was not chosen; `None` if it was.
fn why_not(layout: &Layout, filter: &Filter) -> Option<WhyNot> {
    let choice = chosen(layout, filter);
    choice.passed_over.into_iter().find(|other| other.index.is_some()).map(|other| other.why)
}

/// The rule for the sake of which the one index was not chosen.
fn refusal(layout: &Layout, filter: &Filter) -> Option<(Rule, Option<Path>)> {
    let why = why_not(layout, filter)?;
    let WhyNot::Refused(fault) = why else { panic!("{why:?}") };
    Some((fault.rule, fault.path))
}

/// What is chosen for the sort key, and what is left of the filter.
fn sorted(layout: &Layout, filter: &Filter) -> (Vec<SortCondition>, Option<Filter>) {
    let choice = chosen(layout, filter);
    let sort = choice.key_condition.unwrap_or_else(|| panic!("a scan: {:?}", choice.passed_over)).sort;
    (sort.into_iter().map(|(_, condition)| condition).collect(), choice.filter)
}
