//! Filters and conditions.

use super::{Sink, operand::operand, path::path};
use twintable::{
    Error, Path, Rule, Value, ValueType,
    expr::{Comparator, Filter, Operand, Term, Terms},
};

/// Writes a filter that has been validated: the recursion needs its bound.
pub(crate) fn filter(sink: &mut Sink<'_>, filter: Filter) {
    match filter {
        Filter::Compare { left, comparator, right } => compare(sink, left, comparator, right),
        Filter::Between { operand, low, high } => between(sink, operand, low, high),
        Filter::In { operand, list } => is_in(sink, operand, list),
        Filter::Exists(at) => exists(sink, &at),
        Filter::NotExists(at) => not_exists(sink, &at),
        Filter::TypeIs(at, value_type) => type_is(sink, &at, value_type),
        Filter::BeginsWith { operand, prefix } => begins_with(sink, operand, prefix),
        Filter::Contains { container, element } => contains(sink, container, element),
        Filter::And(terms) => and(sink, terms),
        Filter::Or(terms) => or(sink, terms),
        Filter::Not(term) => not(sink, term),
    }
}

fn compare(sink: &mut Sink<'_>, left: Operand, comparator: Comparator, right: Operand) {
    operand(sink, left);
    sink.text(" ");
    sink.text(comparator.symbol());
    sink.text(" ");
    operand(sink, right);
}

fn between(sink: &mut Sink<'_>, value: Operand, low: Operand, high: Operand) {
    operand(sink, value);
    sink.text(" BETWEEN ");
    operand(sink, low);
    sink.text(" AND ");
    operand(sink, high);
}

fn is_in(sink: &mut Sink<'_>, value: Operand, list: Vec<Operand>) {
    if list.is_empty() {
        return sink.fail(Error::invalid(Rule::EmptyIn));
    }
    operand(sink, value);
    sink.text(" IN (");
    sink.separated(",", list, operand);
    sink.text(")");
}

fn exists(sink: &mut Sink<'_>, at: &Path) {
    sink.text("attribute_exists(");
    path(sink, at);
    sink.text(")");
}

fn not_exists(sink: &mut Sink<'_>, at: &Path) {
    sink.text("attribute_not_exists(");
    path(sink, at);
    sink.text(")");
}

fn type_is(sink: &mut Sink<'_>, at: &Path, value_type: ValueType) {
    sink.text("attribute_type(");
    path(sink, at);
    sink.text(",");
    sink.value(Value::from(value_type.descriptor()));
    sink.text(")");
}

fn begins_with(sink: &mut Sink<'_>, value: Operand, prefix: Operand) {
    sink.text("begins_with(");
    operand(sink, value);
    sink.text(",");
    operand(sink, prefix);
    sink.text(")");
}

fn contains(sink: &mut Sink<'_>, container: Operand, element: Operand) {
    sink.text("contains(");
    operand(sink, container);
    sink.text(",");
    operand(sink, element);
    sink.text(")");
}

fn and(sink: &mut Sink<'_>, terms: Terms) {
    if terms.is_empty() {
        return sink.fail(Error::invalid(Rule::EmptyAnd));
    }
    sink.separated(" AND ", terms, term);
}

fn or(sink: &mut Sink<'_>, terms: Terms) {
    if terms.is_empty() {
        return sink.fail(Error::invalid(Rule::EmptyOr));
    }
    sink.separated(" OR ", terms, term);
}

fn not(sink: &mut Sink<'_>, negated: Term) {
    sink.text("NOT ");
    term(sink, negated.into_inner());
}

/// A term in another one. `and` and `or` of several terms stand in one pair of parentheses, of one term they
/// are that term: the service refuses doubled parentheses.
fn term(sink: &mut Sink<'_>, inner: Filter) {
    match inner {
        Filter::And(terms) | Filter::Or(terms) if terms.len() == 1 => sink.separated("", terms, term),
        Filter::And(_) | Filter::Or(_) => {
            sink.text("(");
            filter(sink, inner);
            sink.text(")");
        }
        Filter::Compare { .. }
        | Filter::Between { .. }
        | Filter::In { .. }
        | Filter::Exists(_)
        | Filter::NotExists(_)
        | Filter::TypeIs(..)
        | Filter::BeginsWith { .. }
        | Filter::Contains { .. }
        | Filter::Not(_) => filter(sink, inner),
    }
}
