//! How the value of one part is written.

use super::{escape::Escaping, numeric};
use crate::{Rule, Value};

/// How a part of a composed key is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartFormat {
    /// A text of any length, escaped. Where more follows it, the key does not keep its order.
    String,
    /// A text of a type whose texts all have one length, such as a date or a UUID, written as it is. It does not
    /// contain the separator. The length is the type's promise: nothing checks it, and a text of another length
    /// may stand in the wrong order.
    FixedString,
    /// An integer from 0, padded with zeros: `00042`.
    Unsigned {
        /// The digits that there is room for: 1 to 126.
        digits: u8,
    },
    /// An integer: `p` and the padded digits, such as `p00042`; a negative one as `n` and each digit taken from
    /// nine, such as `n99957`.
    Signed {
        /// The digits that there is room for, without the sign: 1 to 126.
        digits: u8,
    },
    /// Any number, in 42 characters: a sign as in `Signed`, three digits for the exponent, and all 38 digits.
    Number,
    /// `0` or `1`.
    Bool,
}

impl PartFormat {
    /// The most digits that an integer can have.
    pub(super) const MAX_DIGITS: u8 = 126;

    /// Gives an integer room for so many digits. The other formats stay as they are.
    ///
    /// ```
    /// use twintable::PartFormat;
    ///
    /// let format = PartFormat::Unsigned { digits: 20 };
    /// assert_eq!(format.with_digits(6), PartFormat::Unsigned { digits: 6 });
    /// assert_eq!(PartFormat::String.with_digits(6), PartFormat::String);
    /// ```
    #[must_use]
    pub const fn with_digits(self, digits: u8) -> Self {
        match self {
            Self::Unsigned { .. } => Self::Unsigned { digits },
            Self::Signed { .. } => Self::Signed { digits },
            Self::String | Self::FixedString | Self::Number | Self::Bool => self,
        }
    }

    /// Whether all values are written in one length, so that the key keeps their order also where more follows.
    pub const fn is_fixed_width(self) -> bool {
        !matches!(self, Self::String)
    }

    /// The characters that every value takes, all of them ASCII; `None` where the template does not know, and a
    /// separator shows where the part ends.
    pub(super) fn width(self) -> Option<usize> {
        match self {
            Self::String | Self::FixedString => None,
            Self::Unsigned { digits } => Some(usize::from(digits)),
            Self::Signed { digits } => Some(1 + usize::from(digits)),
            Self::Number => Some(numeric::NUMBER_WIDTH),
            Self::Bool => Some(1),
        }
    }

    /// The first character of the least and of the greatest value, where a value has one for sure.
    pub(super) const fn ends(self) -> Option<(char, char)> {
        match self {
            Self::String | Self::FixedString => None,
            Self::Unsigned { .. } => Some(('0', '9')),
            Self::Signed { .. } | Self::Number => Some((numeric::NEGATIVE, numeric::POSITIVE)),
            Self::Bool => Some(('0', '1')),
        }
    }

    /// What the format takes, for errors.
    pub(super) fn takes(self) -> String {
        match self {
            Self::String | Self::FixedString => "a text".to_owned(),
            Self::Unsigned { digits } => format!("an integer from 0, of at most {digits} digits"),
            Self::Signed { digits } => format!("an integer of at most {digits} digits"),
            Self::Number => "a number".to_owned(),
            Self::Bool => "a truth value".to_owned(),
        }
    }

    /// Writes a value. What was written before an error is to be thrown away.
    pub(super) fn push(self, text: &mut String, value: &Value, escaping: Escaping) -> Result<(), Rule> {
        match (self, value) {
            (Self::String | Self::FixedString, Value::String(part)) => self.push_text(text, part, escaping),
            (Self::Unsigned { digits }, Value::Number(number)) => {
                numeric::push_unsigned(text, *number, digits.into())
            }
            (Self::Signed { digits }, Value::Number(number)) => {
                numeric::push_signed(text, *number, digits.into())
            }
            (Self::Number, Value::Number(number)) => {
                numeric::push_number(text, *number);
                Ok(())
            }
            (Self::Bool, Value::Bool(truth)) => {
                text.push(if *truth { '1' } else { '0' });
                Ok(())
            }
            _ => Err(Rule::KeyPartType),
        }
    }

    /// Writes a text, or what texts begin with.
    pub(super) fn push_text(self, text: &mut String, part: &str, escaping: Escaping) -> Result<(), Rule> {
        match self {
            Self::String => escaping.push(text, part),
            Self::FixedString => escaping.push_plain(text, part),
            Self::Unsigned { .. } | Self::Signed { .. } | Self::Number | Self::Bool => Err(Rule::KeyPartType),
        }
    }

    /// The value that was written; `None` if `push` does not write this.
    pub(super) fn read(self, written: &str, escaping: Escaping) -> Option<Value> {
        match self {
            Self::String => escaping.read(written).map(Value::String),
            Self::FixedString => escaping.read_plain(written).map(Value::String),
            Self::Unsigned { .. } => numeric::read_unsigned(written).map(Value::Number),
            Self::Signed { .. } => numeric::read_signed(written).map(Value::Number),
            Self::Number => numeric::read_number(written).map(Value::Number),
            Self::Bool => match written {
                "0" => Some(Value::Bool(false)),
                "1" => Some(Value::Bool(true)),
                _ => None,
            },
        }
    }
}
