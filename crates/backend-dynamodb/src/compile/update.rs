//! Updates.

use super::{Sink, path::path};
use twintable::{
    Error, Path, Rule, Value,
    expr::{Action, Fallback, SetValue, Source, Update},
};

/// The actions of an update, by clause: the service takes each keyword once.
#[derive(Default)]
struct Clauses {
    set: Vec<(Path, SetValue)>,
    remove: Vec<Path>,
    add: Vec<(Path, Value)>,
    delete: Vec<(Path, Value)>,
}

/// Writes an update that has actions; one without any has no text to send.
pub(crate) fn update(sink: &mut Sink<'_>, update: Update) {
    let Update { actions } = update;
    let mut clauses = Clauses::default();
    for action in actions {
        match action {
            Action::Set(target, value) => clauses.set.push((target, value)),
            Action::Remove(target) => clauses.remove.push(target),
            Action::Add(target, operand) => clauses.add.push((target, operand)),
            Action::Delete(target, elements) => clauses.delete.push((target, elements)),
        }
    }
    let Clauses { set, remove, add, delete } = clauses;
    let mut separator = "";
    clause(sink, &mut separator, "SET ", set, |sink, (target, value)| {
        path(sink, &target);
        sink.text(" = ");
        set_value(sink, value);
    });
    clause(sink, &mut separator, "REMOVE ", remove, |sink, target| path(sink, &target));
    clause(sink, &mut separator, "ADD ", add, target_and_value);
    clause(sink, &mut separator, "DELETE ", delete, target_and_value);
}

fn clause<T>(
    sink: &mut Sink<'_>,
    separator: &mut &'static str,
    keyword: &str,
    actions: Vec<T>,
    write: impl FnMut(&mut Sink<'_>, T),
) {
    if actions.is_empty() {
        return;
    }
    sink.text(separator);
    sink.text(keyword);
    sink.separated(", ", actions, write);
    *separator = " ";
}

fn target_and_value(sink: &mut Sink<'_>, (target, value): (Path, Value)) {
    path(sink, &target);
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
