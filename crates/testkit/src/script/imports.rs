//! What the code of a script uses.

use std::{collections::BTreeSet, fmt};

/// What code may use, by module.
const NAMES: [(&str, &[&str]); 3] = [
    (
        "twintable::expr",
        &[
            "Fallback",
            "Filter",
            "KeyCondition",
            "Operand",
            "Projection",
            "Source",
            "Term",
            "Update",
            "if_not_exists",
            "list_append",
        ],
    ),
    (
        "twintable::store",
        &[
            "BatchGet",
            "BatchGetItem",
            "BatchWrite",
            "BatchWriteItem",
            "DeleteItem",
            "GetItem",
            "PutItem",
            "Query",
            "ReturnConsumedCapacity",
            "ReturnOld",
            "ReturnValues",
            "Scan",
            "Segment",
            "Select",
            "TransactCheck",
            "TransactDelete",
            "TransactGet",
            "TransactGetItems",
            "TransactPut",
            "TransactUpdate",
            "TransactWriteItems",
            "UpdateItem",
            "WriteRequest",
        ],
    ),
    (
        "twintable",
        &[
            "GlobalIndex",
            "IndexProjection",
            "KeyAttribute",
            "List",
            "LocalIndex",
            "Map",
            "Number",
            "PrimaryKey",
            "TableSchema",
            "Value",
            "ValueType",
            "item",
            "path",
        ],
    ),
];

/// Writes the imports of code with these words.
pub(super) fn write(f: &mut fmt::Formatter<'_>, words: &BTreeSet<&str>) -> fmt::Result {
    for (module, names) in NAMES {
        let used: Vec<_> = names.iter().copied().filter(|name| words.contains(name)).collect();
        match *used {
            [] => {}
            [name] => writeln!(f, "    use {module}::{name};")?,
            _ => writeln!(f, "    use {module}::{{{}}};", used.join(", "))?,
        }
    }
    writeln!(f, "    use twintable_testkit::script::Script;")
}

/// The words of code. Those in texts and in comments are left out, and those that another name leads to.
pub(super) fn words(code: &str) -> BTreeSet<&str> {
    let mut words = BTreeSet::new();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let mut rest = line;
        while let Some(start) = rest.find(|c: char| c == '"' || c.is_ascii_alphanumeric() || c == '_') {
            let (before, word) = rest.split_at(start);
            rest = word;
            if let Some(text) = rest.strip_prefix('"') {
                rest = after_text(text);
                continue;
            }
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            rest = after;
            if !before.ends_with("::") {
                words.insert(word);
            }
        }
    }
    words
}

/// What comes after the quote that ends a text.
fn after_text(text: &str) -> &str {
    let mut is_escaped = false;
    for (position, c) in text.char_indices() {
        match c {
            '"' if !is_escaped => return text.split_at(position + 1).1,
            _ => is_escaped = c == '\\' && !is_escaped,
        }
    }
    ""
}
