//! Numbers as texts of one width whose order is the numbers' order.
//!
//! A negative number's digits are each taken from nine, so that the greater magnitude has the lesser text.

use crate::{Number, Rule};
use std::{fmt::Write as _, iter::repeat_n};

/// Before a negative number. It is below the other sign.
pub(super) const NEGATIVE: char = 'n';
/// Before zero and a positive number.
pub(super) const POSITIVE: char = 'p';

const MANTISSA_WIDTH: usize = Number::MAX_DIGITS as usize;
const EXPONENT_WIDTH: usize = 3;
pub(super) const NUMBER_WIDTH: usize = 1 + EXPONENT_WIDTH + MANTISSA_WIDTH;

/// The exponent of the least leading digit, as DynamoDB has it, is -130. It is written as 0.
const EXPONENT_BIAS: i32 = 130;

pub(super) fn push_unsigned(text: &mut String, number: Number, width: usize) -> Result<(), Rule> {
    if number.is_negative() { Err(Rule::KeyPartWidth) } else { push_integer(text, number, width) }
}

pub(super) fn push_signed(text: &mut String, number: Number, width: usize) -> Result<(), Rule> {
    text.push(sign(number));
    push_integer(text, number, width)
}

/// Writes the digits of an integer, padded.
fn push_integer(text: &mut String, number: Number, width: usize) -> Result<(), Rule> {
    // The exponent of a number with a fraction is negative.
    let zeros = usize::try_from(number.exponent()).map_err(|_| Rule::KeyPartWidth)?;
    let digits = number.digits() as usize;
    let padding = width.checked_sub(digits + zeros).ok_or(Rule::KeyPartWidth)?;
    let zero = if number.is_negative() { '9' } else { '0' };
    text.extend(repeat_n(zero, padding));
    if digits > 0 {
        push_digits(text, number.is_negative(), number.coefficient().unsigned_abs(), digits);
    }
    text.extend(repeat_n(zero, zeros));
    Ok(())
}

/// Writes a number: its sign, the exponent of its leading digit, and its digits from the leading one on.
pub(super) fn push_number(text: &mut String, number: Number) {
    let (digits, negative) = (number.digits(), number.is_negative());
    let mantissa = number.coefficient().unsigned_abs() * 10_u128.pow(Number::MAX_DIGITS - digits);
    let exponent = match i32::try_from(digits) {
        Ok(digits) if digits > 0 => number.exponent() + digits - 1 + EXPONENT_BIAS,
        Ok(_) | Err(_) => 0,
    };
    text.push(sign(number));
    push_digits(text, negative, exponent.unsigned_abs().into(), EXPONENT_WIDTH);
    push_digits(text, negative, mantissa, MANTISSA_WIDTH);
}

fn sign(number: Number) -> char {
    if number.is_negative() { NEGATIVE } else { POSITIVE }
}

/// Writes digits with zeros before them, each taken from nine if the number is negative. The magnitude has no
/// more digits than are asked for, and those are 1 to 38.
fn push_digits(text: &mut String, negative: bool, magnitude: u128, digits: usize) {
    let magnitude = if negative { nines(digits).saturating_sub(magnitude) } else { magnitude };
    // Writing to a text cannot fail.
    let _ = write!(text, "{magnitude:0digits$}");
}

/// The number that is written with so many nines.
fn nines(digits: usize) -> u128 {
    (0..digits).fold(0_u128, |nines, _| nines.saturating_mul(10).saturating_add(9))
}

pub(super) fn read_unsigned(written: &str) -> Option<Number> {
    read_digits(false, written)?.parse().ok()
}

pub(super) fn read_signed(written: &str) -> Option<Number> {
    let (negative, digits) = read_sign(written)?;
    let magnitude: Number = read_digits(negative, digits)?.parse().ok()?;
    // Zero is written in one way.
    (!negative || !magnitude.is_zero()).then_some(if negative { -magnitude } else { magnitude })
}

pub(super) fn read_number(written: &str) -> Option<Number> {
    let (negative, digits) = read_sign(written)?;
    let digits = read_digits(negative, digits)?;
    let (exponent, mantissa) = digits.split_at_checked(EXPONENT_WIDTH)?;
    let (exponent, magnitude) = (exponent.parse::<i32>().ok()?, mantissa.parse::<i128>().ok()?);
    if magnitude == 0 {
        return (exponent == 0 && !negative).then_some(Number::ZERO);
    }
    if mantissa.starts_with('0') {
        return None;
    }
    let scale = EXPONENT_BIAS + i32::try_from(mantissa.len()).ok()? - 1;
    Number::from_parts(if negative { -magnitude } else { magnitude }, exponent - scale).ok()
}

/// Splits off the sign, and says whether it is the negative one.
fn read_sign(written: &str) -> Option<(bool, &str)> {
    let negative = written.strip_prefix(NEGATIVE).map(|digits| (true, digits));
    negative.or_else(|| written.strip_prefix(POSITIVE).map(|digits| (false, digits)))
}

/// Digits as they were before they were taken from nine; `None` for anything else than digits.
fn read_digits(negative: bool, written: &str) -> Option<String> {
    let digit = |byte: u8| {
        let digit = byte.is_ascii_digit().then(|| byte - b'0')?;
        Some(char::from(b'0' + if negative { 9 - digit } else { digit }))
    };
    written.bytes().map(digit).collect()
}
