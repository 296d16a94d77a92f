//! Numbers from and to text: DynamoDB's own form on the wire.

use super::{Number, NumberError};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

impl FromStr for Number {
    type Err = NumberError;

    /// Reads a decimal number: an optional sign, digits with an optional point, an optional exponent.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let bytes = text.as_bytes();
        // Most numbers are short integers, which one word holds.
        if bytes.len() <= 18 && bytes.iter().all(u8::is_ascii_digit) && !bytes.is_empty() {
            let word = bytes.iter().fold(0_u64, |word, digit| word * 10 + u64::from(digit - b'0'));
            return Ok(Self::from_word(false, word));
        }
        let (negative, rest) = match bytes {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] | rest => (false, rest),
        };
        let mantissa_end = rest.iter().position(|b| matches!(b, b'e' | b'E')).unwrap_or(rest.len());
        let (mantissa, tail) = rest.split_at(mantissa_end);
        let exponent = if tail.is_empty() { 0 } else { parse_exponent(&tail[1..])? };
        let Digits { magnitude, scale } = parse_mantissa(mantissa)?;
        if magnitude == 0 {
            // A zero's exponent is range-checked too.
            return match exponent {
                126.. => Err(NumberError::Overflow),
                ..-130 => Err(NumberError::Underflow),
                _ => Ok(Self::ZERO),
            };
        }
        Self::from_canonical(negative, magnitude, exponent.saturating_add(scale))
    }
}

/// A magnitude that does not end in a zero digit, and the power of ten that it is multiplied with.
struct Digits {
    magnitude: u128,
    scale: i64,
}

fn parse_mantissa(mantissa: &[u8]) -> Result<Digits, NumberError> {
    let (mut magnitude, mut digits, mut zeros) = (0_u128, 0_u32, 0_u32);
    let (mut fraction, mut after_point, mut any_digit) = (0_i64, false, false);
    for byte in mantissa {
        match byte {
            b'.' if !after_point => after_point = true,
            b'0'..=b'9' => {
                any_digit = true;
                fraction += i64::from(after_point);
                match (byte - b'0', magnitude) {
                    (0, 0) => {}
                    (0, _) => zeros = zeros.saturating_add(1),
                    (digit, _) => {
                        // Zeros count only once a digit follows them.
                        digits = digits.saturating_add(zeros).saturating_add(1);
                        if digits > Number::MAX_DIGITS {
                            return Err(NumberError::TooManyDigits);
                        }
                        magnitude = magnitude * 10_u128.pow(zeros + 1) + u128::from(digit);
                        zeros = 0;
                    }
                }
            }
            _ => return Err(NumberError::NotANumber),
        }
    }
    if any_digit {
        Ok(Digits { magnitude, scale: i64::from(zeros) - fraction })
    } else {
        Err(NumberError::NotANumber)
    }
}

fn parse_exponent(text: &[u8]) -> Result<i64, NumberError> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    if digits.is_empty() {
        return Err(NumberError::NotANumber);
    }
    let mut exponent = 0_i64;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return Err(NumberError::NotANumber);
        }
        exponent = exponent.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
    }
    Ok(if negative { -exponent } else { exponent })
}

impl Number {
    /// DynamoDB's canonical text: no exponent, no leading zeros, no zeros at the end of a fraction.
    pub fn to_text(self) -> String {
        let mut text = String::with_capacity(24);
        if self.is_negative() {
            text.push('-');
        }
        self.push_magnitude(&mut text);
        text
    }

    fn push_magnitude(self, text: &mut String) {
        let mut buffer = itoa::Buffer::new();
        let magnitude = self.coefficient().unsigned_abs();
        // Most numbers fit in one word, which is written many times faster.
        let digits = match u64::try_from(magnitude) {
            Ok(word) => buffer.format(word),
            Err(_) => buffer.format(magnitude),
        };
        if let Ok(zeros) = usize::try_from(self.exponent) {
            text.push_str(digits);
            text.extend(std::iter::repeat_n('0', zeros));
        } else {
            let fraction = usize::from(self.exponent.unsigned_abs());
            let integer = digits.len().saturating_sub(fraction);
            text.push_str(if integer == 0 { "0" } else { &digits[..integer] });
            text.push('.');
            text.extend(std::iter::repeat_n('0', fraction.saturating_sub(digits.len())));
            text.push_str(&digits[integer..]);
        }
    }
}

impl fmt::Display for Number {
    /// Writes [`to_text`](Self::to_text).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(24);
        self.push_magnitude(&mut text);
        f.pad_integral(!self.is_negative(), "", &text)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Number {
    /// Writes the canonical text, since most formats' own numbers cannot carry 38 digits.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the text of a decimal number")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Visitor)
    }
}
