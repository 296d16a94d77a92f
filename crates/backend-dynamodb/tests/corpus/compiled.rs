//! What would be sent for each entry: every expression, with what its aliases stand for.

use std::fmt::Write as _;
use twintable::{Error, Value};
use twintable_dynamodb::{Explanation, explain};
use twintable_testkit::{
    Request,
    corpus::{Entry, groups},
};

#[test]
fn requests_are_compiled_as_they_were() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("compiled");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (group, entries) in groups() {
            let compiled: Vec<_> = entries.iter().map(compiled).collect();
            insta::assert_snapshot!(group.replace(' ', "_"), compiled.join("\n\n"));
        }
    });
}

/// An entry's name, and what would be sent or why nothing is.
fn compiled(entry: &Entry) -> String {
    let mut text = format!("{}:", entry.name);
    match explanation(&entry.request) {
        Ok(explanation) => show(&mut text, &explanation, 2),
        Err(error) => write!(text, "\n  nothing: {error:?}").unwrap(),
    }
    text
}

fn explanation(request: &Request) -> Result<Explanation, Error> {
    match request {
        Request::Get(request) => explain(request),
        Request::Put(request) => explain(request),
        Request::Update(request) => explain(request),
        Request::Delete(request) => explain(request),
        Request::Query(request) => explain(request),
        Request::Scan(request) => explain(request),
        Request::BatchGet(request) => explain(request),
        Request::BatchWrite(request) => explain(request),
        Request::TransactGet(request) => explain(request),
        Request::TransactWrite(request) => explain(request),
    }
}

/// As an explanation shows itself, but with the values.
fn show(text: &mut String, explanation: &Explanation, indent: usize) {
    let Explanation { operation, table, index, items, expressions, names, values, settings, parts } =
        explanation;
    let mut line = |inner: usize, line: String| write!(text, "\n{:inner$}{line}", "").unwrap();
    let on = table.iter().map(|table| format!(" on {table}"));
    let on = on.chain(index.iter().map(|index| format!(", index {index}")));
    line(indent, format!("{operation}{}", on.collect::<String>()));
    let inner = indent + 2;
    for (parameter, item) in items {
        let attributes = item.iter().map(|(name, value)| format!("{}: {}", short(name), json(value)));
        line(inner, format!("{parameter}: {{{}}}", attributes.collect::<Vec<_>>().join(", ")));
    }
    expressions.iter().for_each(|(parameter, text)| line(inner, format!("{parameter}: {}", short(text))));
    names.iter().for_each(|(alias, name)| line(inner, format!("{alias} = {name:?}")));
    values.iter().for_each(|(alias, value)| line(inner, format!("{alias} = {}", json(value))));
    settings.iter().for_each(|(parameter, value)| line(inner, format!("{parameter}: {value}")));
    parts.iter().for_each(|part| show(text, part, inner));
}

fn json(value: &Value) -> String {
    short(&serde_json::to_string(value).unwrap())
}

/// A text without the middle of what is very long.
fn short(text: &str) -> String {
    let (start, end) =
        (text.floor_char_boundary(400), text.ceil_char_boundary(text.len().saturating_sub(20)));
    if text.len() <= 500 {
        text.to_owned()
    } else {
        format!("{}[{} bytes]{}", &text[..start], end - start, &text[end..])
    }
}
