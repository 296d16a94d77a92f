//! What is written down: one row for each goal.

use serde::Serialize;
use std::collections::BTreeMap;

/// What a value is to be.
#[derive(Debug, Clone, Copy)]
pub enum Goal {
    AtMost(f64),
    AtLeast(f64),
    /// Reported, and no more.
    None,
}

impl Goal {
    fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtMost(goal) => value <= goal,
            Self::AtLeast(goal) => value >= goal,
            Self::None => true,
        }
    }

    fn to_text(self) -> Option<String> {
        match self {
            Self::AtMost(goal) => Some(format!("<= {goal}")),
            Self::AtLeast(goal) => Some(format!(">= {goal}")),
            Self::None => None,
        }
    }
}

/// A row of `results.json`.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    pub name: String,
    pub value: f64,
    pub unit: String,
    pub goal: Option<String>,
    pub met: bool,
    /// The same value for others.
    pub peers: BTreeMap<String, f64>,
    /// How it was told: by time or by instructions, and how much it varied.
    pub note: String,
}

impl Row {
    pub fn new(name: &str, value: f64, unit: &str, goal: Goal) -> Self {
        Self {
            name: name.to_owned(),
            value: rounded(value),
            unit: unit.to_owned(),
            goal: goal.to_text(),
            met: goal.is_met(value),
            peers: BTreeMap::new(),
            note: String::new(),
        }
    }

    pub fn peer(mut self, name: &str, value: f64) -> Self {
        self.peers.insert(name.to_owned(), rounded(value));
        self
    }

    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

/// Three digits say what can be said of a measurement.
fn rounded(value: f64) -> f64 {
    if value >= 100.0 { value.round() } else { (value * 1000.0).round() / 1000.0 }
}
