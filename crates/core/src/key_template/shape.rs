//! What a template must look like.

use super::{KeyTemplate, PartFormat, Segment, escape::is_reserved};

/// Why a template does not promise one text for each tuple of parts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// The template has no segments, so its text would be empty.
    #[error("a key has at least one segment: add a literal, a part or the scope")]
    Empty,
    /// The separator cannot be escaped.
    #[error(
        "the separator {separator:?} cannot be escaped: take a punctuation mark with no letter or digit before \
         it in ASCII, such as '#', '|' or '/', or write the parts raw"
    )]
    Separator {
        /// The separator.
        separator: char,
    },
    /// The separator or a literal contains one of the characters that the library keeps for itself.
    #[error(
        "the separator and the literals of a key do not contain U+10FFFD to U+10FFFF: take other characters"
    )]
    Reserved,
    /// More follows a part that varies in length, or whose length the template does not know, and it does not
    /// begin with the separator.
    #[error(
        "nothing shows where the part `{attribute}` ends: let the separator {separator:?} follow it, or let the \
         key end with it"
    )]
    OpenPart {
        /// The part's attribute.
        attribute: Box<str>,
        /// The separator.
        separator: char,
    },
    /// More follows a scope, and it does not begin with the separator.
    #[error(
        "nothing shows where the scope ends: let the separator {separator:?} follow it, or let the key end with it"
    )]
    OpenScope {
        /// The separator.
        separator: char,
    },
    /// An integer has room for no digits, or for more than a number can have.
    #[error("the part `{attribute}` has room for {digits} digits: 1 to 126 are possible")]
    Digits {
        /// The part's attribute.
        attribute: Box<str>,
        /// The digits.
        digits: u8,
    },
}

impl KeyTemplate {
    /// Checks the template's shape.
    ///
    /// # Errors
    ///
    /// The first of these that is broken, from the left:
    ///
    /// - there is a segment;
    /// - the separator can be escaped, or parts are raw;
    /// - neither the separator nor a literal contains U+10FFFD, U+10FFFE or U+10FFFF;
    /// - after a scope and a part that is a text, the separator follows or nothing;
    /// - an integer has room for 1 to 126 digits.
    ///
    /// ```
    /// use twintable::{KeyTemplate, PartFormat, TemplateError};
    ///
    /// let day = KeyTemplate::new().part("shop", PartFormat::String).literal(":").part("day", PartFormat::FixedString);
    /// assert!(matches!(day.validate(), Err(TemplateError::OpenPart { .. })));
    /// assert!(matches!(day.clone().separator(':').validate(), Err(TemplateError::Separator { .. })));
    /// assert_eq!(day.separator(':').raw().validate(), Ok(()));
    /// ```
    pub fn validate(&self) -> Result<(), TemplateError> {
        let separator = self.escaping.separator;
        if self.segments.is_empty() {
            return Err(TemplateError::Empty);
        }
        if is_reserved(separator) {
            return Err(TemplateError::Reserved);
        }
        if !self.escaping.raw && !self.escaping.can_escape() {
            return Err(TemplateError::Separator { separator });
        }
        for (index, segment) in self.segments.iter().enumerate() {
            let ends = match self.segments.get(index + 1) {
                None => true,
                Some(Segment::Literal(text)) => text.starts_with(separator),
                Some(Segment::Part { .. } | Segment::Scope) => false,
            };
            match segment {
                Segment::Literal(text) if text.contains(is_reserved) => return Err(TemplateError::Reserved),
                Segment::Scope if !ends => return Err(TemplateError::OpenScope { separator }),
                Segment::Part { attribute, format } => check_part(attribute, *format, ends, separator)?,
                Segment::Literal(_) | Segment::Scope => {}
            }
        }
        Ok(())
    }
}

fn check_part(attribute: &str, format: PartFormat, ends: bool, separator: char) -> Result<(), TemplateError> {
    match format {
        PartFormat::String | PartFormat::FixedString if !ends => {
            Err(TemplateError::OpenPart { attribute: attribute.into(), separator })
        }
        PartFormat::Unsigned { digits } | PartFormat::Signed { digits }
            if !(1..=PartFormat::MAX_DIGITS).contains(&digits) =>
        {
            Err(TemplateError::Digits { attribute: attribute.into(), digits })
        }
        PartFormat::String
        | PartFormat::FixedString
        | PartFormat::Unsigned { .. }
        | PartFormat::Signed { .. }
        | PartFormat::Number
        | PartFormat::Bool => Ok(()),
    }
}
