//! Ranges of one part, as conditions on the text.
//!
//! All texts with the same leading parts begin with one prefix, so they stand together in a partition, and the
//! bounds of a range begin with it too. No stored text contains the greatest character. So a bound that ends in
//! it is above everything that goes on from what stands before it, and equal to nothing.

use super::{KeyTemplate, PartFormat, Segment, TOP};
use crate::{InvalidRequest, Rule, Value, expr::SortCondition};

/// A bound on one part of a composed key, for [`KeyTemplate::condition`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartBound<'v> {
    /// `<`
    Less(&'v Value),
    /// `<=`
    LessOrEqual(&'v Value),
    /// `>`
    Greater(&'v Value),
    /// `>=`
    GreaterOrEqual(&'v Value),
    /// Both bounds included.
    Between(&'v Value, &'v Value),
    /// What a text begins with.
    BeginsWith(&'v str),
}

impl KeyTemplate {
    /// The condition on the text that holds where the leading parts are equal to the given values and the part
    /// after them fulfils the bound: just there, among the texts of this template.
    ///
    /// Texts of other templates are not in it, unless they begin with the [`prefix`](Self::prefix) of the leading
    /// parts as well: the texts of an order's lines may stand among those of the orders. A range on a number or a
    /// truth value also leaves out the prefix alone, and what goes on below or above all digits and signs.
    ///
    /// A bound has up to four bytes more than the texts it is made from, which count towards the 1,024 bytes of
    /// a sort key. Lower bounds above upper ones stay so, and a request with them is refused.
    ///
    /// # Errors
    ///
    /// As [`prefix`](Self::prefix), also for the bound. [`Rule::KeyPartType`] at the part's attribute as well for
    ///
    /// - a comparison with a [`PartFormat::String`] that more follows, since the key does not keep its order;
    /// - [`PartBound::BeginsWith`] of a part that is no text;
    ///
    /// and without an attribute if there is no part after the leading ones.
    ///
    /// # Examples
    ///
    /// ```
    /// use twintable::{KeyTemplate, PartBound, PartFormat, Value};
    ///
    /// let order = KeyTemplate::new().literal("ORDER#").part("number", PartFormat::Unsigned { digits: 3 });
    /// let from_42 = order.condition(&[], PartBound::GreaterOrEqual(&Value::from(42)))?;
    /// assert!(from_42.is_true_for(&Value::from("ORDER#042")));
    /// assert!(!from_42.is_true_for(&Value::from("ORDER#041")));
    /// assert!(!from_42.is_true_for(&Value::from("ORDER#latest")));
    /// # Ok::<(), Box<twintable::InvalidRequest>>(())
    /// ```
    pub fn condition(
        &self,
        leading: &[Value],
        bound: PartBound<'_>,
    ) -> Result<SortCondition, Box<InvalidRequest>> {
        let (prefix, rest) = self.write_leading(leading)?;
        let [Segment::Part { attribute, format }, after @ ..] = rest else {
            return self.refuse_count();
        };
        let range = Range { template: self, prefix, attribute, format: *format, is_last: after.is_empty() };
        range.condition(bound)
    }

    /// The condition on the text that holds where the leading parts are equal to the given values: `begins_with`,
    /// or `=` if all parts are given. `None` if all texts begin like that, since nothing stands before the first
    /// part.
    ///
    /// # Errors
    ///
    /// As [`prefix`](Self::prefix).
    pub fn starting_with(&self, leading: &[Value]) -> Result<Option<SortCondition>, Box<InvalidRequest>> {
        let (prefix, rest) = self.write_leading(leading)?;
        Ok(match (rest, prefix.as_str()) {
            ([], _) => Some(SortCondition::Equal(prefix.into())),
            (_, "") => None,
            _ => Some(SortCondition::BeginsWith(prefix.into())),
        })
    }
}

/// The part that a bound is on.
struct Range<'t> {
    template: &'t KeyTemplate,
    prefix: String,
    attribute: &'t str,
    format: PartFormat,
    /// Nothing follows the part.
    is_last: bool,
}

impl Range<'_> {
    fn condition(self, bound: PartBound<'_>) -> Result<SortCondition, Box<InvalidRequest>> {
        if !self.is_last && !self.format.is_fixed_width() && !matches!(bound, PartBound::BeginsWith(_)) {
            let detail = "more follows the text in the key, which does not keep its order then";
            return Err(InvalidRequest::new(Rule::KeyPartType).at(self.attribute.to_owned()).because(detail));
        }
        Ok(match bound {
            PartBound::Less(value) => self.less(&self.text(value)?),
            PartBound::LessOrEqual(value) => self.between(self.floor(), self.with_tails(value)?),
            PartBound::Greater(value) if self.is_last => {
                // The least text above another is that one and the least character.
                self.between(self.text(value)? + "\0", self.ceiling())
            }
            PartBound::Greater(value) => self.between(self.with_tails(value)?, self.ceiling()),
            PartBound::GreaterOrEqual(value) => self.between(self.text(value)?, self.ceiling()),
            PartBound::Between(low, high) => self.between(self.text(low)?, self.with_tails(high)?),
            PartBound::BeginsWith(part) => {
                let mut text = self.prefix.clone();
                self.format
                    .push_text(&mut text, part, self.template.escaping)
                    .or_else(|rule| self.template.refuse(rule, self.attribute, self.format))?;
                match text.as_str() {
                    "" => SortCondition::LessOrEqual(self.ceiling().into()),
                    _ => SortCondition::BeginsWith(text.into()),
                }
            }
        })
    }

    /// The text up to the end of the part.
    fn text(&self, value: &Value) -> Result<String, Box<InvalidRequest>> {
        let mut text = self.prefix.clone();
        self.template.push_part(&mut text, self.attribute, self.format, value)?;
        Ok(text)
    }

    /// A bound that is not below any text with this value of the part.
    fn with_tails(&self, value: &Value) -> Result<String, Box<InvalidRequest>> {
        let mut text = self.text(value)?;
        text.extend((!self.is_last).then_some(TOP));
        Ok(text)
    }

    /// A bound that is not above any text.
    fn floor(&self) -> String {
        let mut text = self.prefix.clone();
        text.extend(self.format.ends().map(|(least, _)| least));
        text
    }

    /// A bound that is above all texts.
    fn ceiling(&self) -> String {
        let mut text = self.prefix.clone();
        text.extend(self.format.ends().map(|(_, greatest)| greatest));
        text.push(TOP);
        text
    }

    /// All texts below one. Among texts without the greatest character, those are the ones up to its
    /// predecessor: the same with the last character before, followed by the greatest one.
    fn less(&self, text: &str) -> SortCondition {
        let mut before = text.chars();
        let previous = before.next_back().and_then(previous);
        let mut high = before.as_str().to_owned();
        if let Some(previous) = previous {
            high.extend([previous, TOP]);
        }
        let low = self.floor();
        // Nothing is below the least number, nor below the empty text, whose predecessor is outside the prefix.
        if low > high { self.nothing() } else { self.between(low, high) }
    }

    /// A range of texts. No stored text is empty, and no request may have an empty bound.
    fn between(&self, low: String, high: String) -> SortCondition {
        match (low.as_str(), high.as_str()) {
            ("", "") => self.nothing(),
            ("", _) => SortCondition::LessOrEqual(high.into()),
            _ => SortCondition::Between(low.into(), high.into()),
        }
    }

    /// A condition that no stored text fulfils.
    fn nothing(&self) -> SortCondition {
        SortCondition::Equal(self.ceiling().into())
    }
}

/// The character before, if there is one; characters leave out the surrogates.
fn previous(c: char) -> Option<char> {
    ('\0'..c).next_back()
}
