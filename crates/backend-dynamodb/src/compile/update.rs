//! Updates.

use super::{Sink, path::path};
use twintable::{
    Error, Path, Rule, Value,
    expr::{Action, Fallback, SetValue, Source, Update},
};

/// Writes an update that has actions; one without any has no text to send.
pub(crate) fn update(sink: &mut Sink<'_>, update: Update) {
    let Update { mut actions } = update;
    // The service takes each keyword once. The order within a clause stays.
    actions.sort_by_key(|action| clause(action).0);
    let mut last = None;
    for action in actions {
        let (number, keyword) = clause(&action);
        match last {
            Some(last) if last == number => sink.text(", "),
            last => {
                sink.text(if last.is_some() { " " } else { "" });
                sink.text(keyword);
            }
        }
        last = Some(number);
        write(sink, action);
    }
}

/// Where the clause of an action stands among the clauses, and how it begins.
const fn clause(action: &Action) -> (u8, &'static str) {
    match action {
        Action::Set(..) => (0, "SET "),
        Action::Remove(_) => (1, "REMOVE "),
        Action::Add(..) => (2, "ADD "),
        Action::Delete(..) => (3, "DELETE "),
    }
}

fn write(sink: &mut Sink<'_>, action: Action) {
    match action {
        Action::Set(target, value) => {
            path(sink, &target);
            sink.text(" = ");
            set_value(sink, value);
        }
        Action::Remove(target) => path(sink, &target),
        Action::Add(target, operand) => target_and_value(sink, &target, operand),
        Action::Delete(target, elements) => target_and_value(sink, &target, elements),
    }
}

fn target_and_value(sink: &mut Sink<'_>, target: &Path, value: Value) {
    path(sink, target);
    sink.text(" ");
    sink.value(value);
}

fn set_value(sink: &mut Sink<'_>, value: SetValue) {
    match value {
        SetValue::Source(only) => source(sink, only),
        SetValue::Plus(left, right) => arithmetic(sink, left, " + ", right),
        SetValue::Minus(left, right) => arithmetic(sink, left, " - ", right),
        SetValue::ListAppend(first, second) => list_append(sink, first, second),
    }
}

fn arithmetic(sink: &mut Sink<'_>, left: Source, operator: &str, right: Source) {
    source(sink, left);
    sink.text(operator);
    source(sink, right);
}

fn list_append(sink: &mut Sink<'_>, first: Source, second: Source) {
    sink.text("list_append(");
    source(sink, first);
    sink.text(",");
    source(sink, second);
    sink.text(")");
}

fn source(sink: &mut Sink<'_>, source: Source) {
    match source {
        Source::Path(from) => path(sink, &from),
        Source::Value(constant) => sink.value(constant),
        Source::IfNotExists { paths, fallback } => if_not_exists(sink, &paths, fallback),
    }
}

/// Nests once for each path: `if_not_exists(a,if_not_exists(b,:v))`.
fn if_not_exists(sink: &mut Sink<'_>, paths: &[Path], otherwise: Fallback) {
    if paths.is_empty() {
        return sink.fail(Error::invalid(Rule::IfNotExistsPath));
    }
    for from in paths {
        sink.text("if_not_exists(");
        path(sink, from);
        sink.text(",");
    }
    fallback(sink, otherwise);
    for _ in paths {
        sink.text(")");
    }
}

fn fallback(sink: &mut Sink<'_>, fallback: Fallback) {
    match fallback {
        Fallback::Path(from) => path(sink, &from),
        Fallback::Value(constant) => sink.value(constant),
    }
}
