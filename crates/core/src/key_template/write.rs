//! From values to texts.

use super::{HOLE, KeyTemplate, PartFormat, Segment};
use crate::{InvalidRequest, Rule, Value};

impl KeyTemplate {
    /// Writes the text from the values of the attributes. A scope stays a hole, U+10FFFE, that
    /// [`with_scope`](Self::with_scope) fills in.
    ///
    /// `None` if a part has no value, or `NULL`. Parts are looked at from the left, and an error or a missing
    /// value ends that.
    ///
    /// # Errors
    ///
    /// At the part's attribute:
    ///
    /// - [`Rule::KeyPartType`]: the value has another type than the part's format;
    /// - [`Rule::KeyPartWidth`]: an integer has a fraction or more digits than there is room for, or is negative
    ///   where the format has no sign;
    /// - [`Rule::KeyPartReserved`]: a text contains U+10FFFD, U+10FFFE or U+10FFFF;
    /// - [`Rule::KeyPartSeparator`]: a text that is not escaped contains the separator.
    pub fn build<'v>(
        &self,
        value_of: impl Fn(&str) -> Option<&'v Value>,
    ) -> Result<Option<String>, Box<InvalidRequest>> {
        let mut text = self.room(&value_of);
        for segment in &self.segments {
            match segment {
                Segment::Literal(literal) => text.push_str(literal),
                Segment::Scope => text.push(HOLE),
                Segment::Part { attribute, format } => match value_of(attribute) {
                    None | Some(Value::Null) => return Ok(None),
                    Some(value) => self.push_part(&mut text, attribute, *format, value)?,
                },
            }
        }
        Ok(Some(text))
    }

    /// The text up to the part that follows the leading ones, with the literal and the scope between them: what
    /// all texts with those leading parts begin with. With all parts given it is the whole text.
    ///
    /// ```
    /// use twintable::{KeyTemplate, PartFormat, Value};
    ///
    /// let order = KeyTemplate::new().literal("ORDER#").part("id", PartFormat::String).literal("#");
    /// assert_eq!(order.prefix(&[])?, "ORDER#");
    /// assert_eq!(order.prefix(&[Value::from("1")])?, "ORDER#1#");
    /// # Ok::<(), Box<twintable::InvalidRequest>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`build`](Self::build); [`Rule::KeyPartType`] also for `NULL`, and without an attribute for more values
    /// than the template has parts.
    pub fn prefix(&self, leading: &[Value]) -> Result<String, Box<InvalidRequest>> {
        self.write_leading(leading).map(|(text, _)| text)
    }

    /// The prefix, and the segments from the next part on.
    pub(super) fn write_leading(
        &self,
        leading: &[Value],
    ) -> Result<(String, &[Segment]), Box<InvalidRequest>> {
        let mut leading = leading.iter();
        let mut ahead = leading.clone();
        let mut text = self.room(|_| ahead.next());
        for (index, segment) in self.segments.iter().enumerate() {
            match segment {
                Segment::Literal(literal) => text.push_str(literal),
                Segment::Scope => text.push(HOLE),
                Segment::Part { attribute, format } => match leading.next() {
                    None => return Ok((text, &self.segments[index..])),
                    Some(value) => self.push_part(&mut text, attribute, *format, value)?,
                },
            }
        }
        if leading.next().is_some() { self.refuse_count() } else { Ok((text, &[])) }
    }

    /// Writes one part.
    pub(super) fn push_part(
        &self,
        text: &mut String,
        attribute: &str,
        format: PartFormat,
        value: &Value,
    ) -> Result<(), Box<InvalidRequest>> {
        format.push(text, value, self.escaping).or_else(|rule| self.refuse(rule, attribute, format))
    }

    /// Refuses a part that breaks a rule.
    #[cold]
    pub(super) fn refuse<T>(
        &self,
        rule: Rule,
        attribute: &str,
        format: PartFormat,
    ) -> Result<T, Box<InvalidRequest>> {
        let invalid = InvalidRequest::new(rule).at(attribute.to_owned());
        Err(if matches!(rule, Rule::KeyPartType | Rule::KeyPartWidth) {
            invalid.because(format!("it is {}", format.takes()))
        } else if rule == Rule::KeyPartSeparator {
            invalid.because(format!("the separator is {:?}", self.escaping.separator))
        } else {
            invalid
        })
    }

    /// Refuses values for more parts than there are.
    #[cold]
    pub(super) fn refuse_count<T>(&self) -> Result<T, Box<InvalidRequest>> {
        let parts = format!("the number of parts is {}", self.parts().count());
        Err(InvalidRequest::new(Rule::KeyPartType).because(parts))
    }

    /// A text with room for what will be written, unless something has to be escaped.
    fn room<'v>(&self, mut value_of: impl FnMut(&str) -> Option<&'v Value>) -> String {
        let length = |segment: &Segment| match segment {
            Segment::Literal(literal) => literal.len(),
            Segment::Part { attribute, format } => {
                let text = value_of(attribute).and_then(Value::as_str);
                format.width().or(text.map(str::len)).unwrap_or_default()
            }
            Segment::Scope => HOLE.len_utf8(),
        };
        String::with_capacity(self.segments.iter().map(length).sum())
    }
}
