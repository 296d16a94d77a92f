//! Expressions in one form, whatever their placeholders, parentheses and order.

use serde_json::{Map, Value};

/// What placeholders stand for.
pub struct Placeholders<'r> {
    pub names: Option<&'r Map<String, Value>>,
    pub values: Option<&'r Map<String, Value>>,
}

/// A condition: its terms sorted, their placeholders replaced.
pub fn condition(text: &str, placeholders: &Placeholders<'_>) -> String {
    conjunction(&tokens(text, placeholders))
}

/// An update: its clauses sorted, and the actions of each.
pub fn update(text: &str, placeholders: &Placeholders<'_>) -> String {
    let tokens = tokens(text, placeholders);
    let starts = |token: &String| matches!(token.as_str(), "SET" | "ADD" | "REMOVE" | "DELETE");
    let mut clauses = Vec::new();
    for clause in tokens.chunk_by(|_, next| !starts(next)) {
        let Some((keyword, rest)) = clause.split_first() else { continue };
        let mut actions: Vec<String> = split(rest, ",").into_iter().map(|action| action.join(" ")).collect();
        actions.sort();
        clauses.push(format!("{keyword} {}", actions.join(", ")));
    }
    clauses.sort();
    clauses.join(" ")
}

/// The terms of an `AND`, sorted. A term that is one itself is taken apart too.
fn conjunction(tokens: &[String]) -> String {
    let terms = split(tokens, "AND");
    match terms.as_slice() {
        [term] => inside(term).map_or_else(|| term.join(" "), conjunction),
        terms => {
            let mut texts: Vec<String> = terms.iter().map(|term| conjunction(term)).collect();
            texts.sort();
            texts.join(" AND ")
        }
    }
}

/// What is in the parentheses that enclose all of it.
fn inside(tokens: &[String]) -> Option<&[String]> {
    let [open, inner @ .., close] = tokens else { return None };
    let mut depth = 0_i32;
    let stays_inside = inner.iter().all(|token| {
        depth += step(token);
        depth >= 0
    });
    (open == "(" && close == ")" && stays_inside).then_some(inner)
}

/// The parts between separators that are in no parentheses.
fn split<'t>(tokens: &'t [String], separator: &str) -> Vec<&'t [String]> {
    let mut depth = 0_i32;
    tokens
        .split(|token| {
            depth += step(token);
            depth == 0 && token == separator
        })
        .collect()
}

fn step(token: &str) -> i32 {
    match token {
        "(" => 1,
        ")" => -1,
        _ => 0,
    }
}

fn tokens(text: &str, placeholders: &Placeholders<'_>) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '#' | ':');
        let is_sign = |c: char| matches!(c, '<' | '>' | '=');
        let length = if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap_or(rest.len())
        } else if is_sign(first) {
            rest.find(|c| !is_sign(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        tokens.push(resolved(token, placeholders));
        rest = after.trim_start();
    }
    tokens
}

/// What a token stands for: an unused or unknown placeholder is left as it is, and differs.
fn resolved(token: &str, placeholders: &Placeholders<'_>) -> String {
    let of = |known: Option<&Map<String, Value>>| known.and_then(|known| known.get(token)).cloned();
    let found = match token.chars().next() {
        Some('#') => of(placeholders.names).map(|name| name.as_str().unwrap_or_default().to_owned()),
        Some(':') => of(placeholders.values).map(|value| value.to_string()),
        _ => None,
    };
    found.unwrap_or_else(|| token.to_owned())
}
