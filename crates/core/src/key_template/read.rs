//! From texts to values.

use super::{HOLE, KeyTemplate, Segment};
use crate::Value;

impl KeyTemplate {
    /// Takes a text apart: the attribute and the value of each part, in the order of [`parts`](Self::parts).
    ///
    /// `None` if [`build`](Self::build) does not write this text from any values. A scope may be filled in or
    /// not; it gives no part. If there are several scopes or an attribute has several parts, they agree.
    pub fn read<'t>(&'t self, text: &str) -> Option<Vec<(&'t str, Value)>> {
        let mut rest = text;
        let mut scope = None;
        let mut parts: Vec<(&str, Value)> = Vec::with_capacity(self.segments.len());
        for segment in &self.segments {
            match segment {
                Segment::Literal(literal) => rest = rest.strip_prefix(literal.as_ref())?,
                Segment::Scope => {
                    let (written, after) = self.escaping.split(rest);
                    if !self.is_scope(written) || scope.is_some_and(|scope| scope != written) {
                        return None;
                    }
                    (scope, rest) = (Some(written), after);
                }
                Segment::Part { attribute, format } => {
                    let (written, after) = match format.width() {
                        Some(width) => rest.split_at_checked(width)?,
                        None => self.escaping.split(rest),
                    };
                    let value = format.read(written, self.escaping)?;
                    if parts.iter().any(|(name, known)| name == attribute && *known != value) {
                        return None;
                    }
                    parts.push((attribute, value));
                    rest = after;
                }
            }
        }
        rest.is_empty().then_some(parts)
    }

    /// Whether a text stands for a scope: a hole, or what is filled in.
    fn is_scope(&self, written: &str) -> bool {
        let mut characters = written.chars();
        (characters.next() == Some(HOLE) && characters.next().is_none())
            || self.escaping.read(written).is_some_and(|scope| !scope.is_empty())
    }
}
