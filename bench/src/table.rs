//! The rows for whoever waits for them.

use crate::report::Row;
use std::fmt::Write;

/// A line for each row, and one for each peer below it.
pub fn table(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for row in rows {
        let Row { name, value, unit, goal, met, peers, note } = row;
        let verdict = match (goal, met) {
            (None, _) => "reported".to_owned(),
            (Some(goal), true) => format!("{goal}: met"),
            (Some(goal), false) => format!("{goal}: MISSED"),
        };
        line(&mut text, &format!("{name:<width$}  {value:>9} {unit:<14}  {verdict}"));
        for (peer, value) in peers {
            line(&mut text, &format!("{:<width$}  {value:>9} {unit:<14}  {peer}", ""));
        }
        if !note.is_empty() {
            line(&mut text, &format!("    {note}"));
        }
    }
    text
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{}", line.trim_end()).expect("a string takes everything");
}
