//! Exact decimal numbers, as DynamoDB stores them.

mod arithmetic;
mod convert;
mod text;

use std::cmp::Ordering;

/// A DynamoDB number: an exact decimal of at most 38 significant digits.
///
/// The magnitude is zero or from `1E-130` to `9.99…E+125`. Leading and trailing zeros do not count as
/// digits, and `1`, `1.0` and `1e0` are one number: equal, with one hash and one text. Nothing is ever
/// rounded; what does not fit is an error.
///
/// # Examples
///
/// ```
/// use twintable::Number;
///
/// let price: Number = "19.90".parse()?;
/// assert_eq!(price.to_string(), "19.9");
/// assert_eq!(price.checked_add(Number::from(1))?, "20.9".parse()?);
/// assert!("0.1".parse::<Number>()? < Number::from(1));
/// # Ok::<(), twintable::NumberError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Number {
    // The value is coefficient * 10^exponent. The coefficient never ends in a zero digit, and zero has
    // exponent 0, so equal numbers have equal fields. Two words instead of one `i128` keep the
    // alignment, and so the size of `Value`, at eight bytes.
    high: i64,
    low: u64,
    exponent: i16,
}

/// Why a text or a result is not a DynamoDB number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// The text is not a decimal number: spaces, hexadecimal, `NaN`, infinity or nothing at all.
    #[error("not a decimal number")]
    NotANumber,
    /// More than 38 significant digits would be needed.
    #[error("a number has at most 38 significant digits")]
    TooManyDigits,
    /// The magnitude would be `1E+126` or more.
    #[error("the magnitude of a number is at most 9.9999999999999999999999999999999999999E+125")]
    Overflow,
    /// The magnitude would be less than `1E-130`, but not zero.
    #[error("the magnitude of a number other than zero is at least 1E-130")]
    Underflow,
    /// The number does not fit in the integer type asked for, or has a fraction.
    #[error("the number does not fit in the integer type asked for")]
    NotThatInteger,
}

impl Number {
    /// The number of significant digits that fit.
    pub const MAX_DIGITS: u32 = 38;
    /// Zero.
    pub const ZERO: Self = Self { high: 0, low: 0, exponent: 0 };

    /// Builds `coefficient * 10^exponent`, exactly.
    ///
    /// # Errors
    ///
    /// [`NumberError::TooManyDigits`], [`NumberError::Overflow`] or [`NumberError::Underflow`] where the
    /// result is outside DynamoDB's range.
    pub fn from_parts(coefficient: i128, exponent: i32) -> Result<Self, NumberError> {
        Self::from_sign_and_magnitude(coefficient < 0, coefficient.unsigned_abs(), i64::from(exponent))
    }

    fn from_sign_and_magnitude(negative: bool, magnitude: u128, exponent: i64) -> Result<Self, NumberError> {
        if magnitude == 0 {
            return Ok(Self::ZERO);
        }
        let (magnitude, zeros) = strip_trailing_zeros(magnitude);
        Self::from_canonical(negative, magnitude, exponent.saturating_add(i64::from(zeros)))
    }

    /// An integer whose magnitude is one word: at most 20 digits, so always in range.
    #[inline]
    fn from_word(negative: bool, magnitude: u64) -> Self {
        if magnitude == 0 {
            return Self::ZERO;
        }
        let (magnitude, zeros) = strip_zeros_of_word(magnitude);
        let exponent = i16::from(zeros);
        if negative {
            Self { high: -1, low: magnitude.wrapping_neg(), exponent }
        } else {
            Self { high: 0, low: magnitude, exponent }
        }
    }

    /// `magnitude` is not zero and does not end in a zero digit.
    fn from_canonical(negative: bool, magnitude: u128, exponent: i64) -> Result<Self, NumberError> {
        let digits = u64::try_from(magnitude).map_or_else(|_| magnitude.ilog10(), u64::ilog10) + 1;
        if digits > Self::MAX_DIGITS {
            return Err(NumberError::TooManyDigits);
        }
        let leading = exponent.saturating_add(i64::from(digits) - 1);
        if leading > 125 {
            return Err(NumberError::Overflow);
        }
        if leading < -130 {
            return Err(NumberError::Underflow);
        }
        let Some(signed) = i128::try_from(magnitude).ok().map(|m| if negative { -m } else { m }) else {
            return Err(NumberError::TooManyDigits);
        };
        let exponent = i16::try_from(exponent).map_err(|_| NumberError::Overflow)?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "splits one word into two"
        )]
        Ok(Self { high: (signed >> 64) as i64, low: signed as u64, exponent })
    }

    /// The coefficient: the number is `coefficient() * 10^exponent()`, and the coefficient does not end
    /// in a zero digit.
    #[inline]
    pub fn coefficient(self) -> i128 {
        (i128::from(self.high) << 64) | i128::from(self.low)
    }

    /// The power of ten that the coefficient is multiplied with.
    #[inline]
    pub fn exponent(self) -> i32 {
        i32::from(self.exponent)
    }

    /// Whether the number is less than zero.
    #[inline]
    pub fn is_negative(self) -> bool {
        self.high < 0
    }

    /// Whether the number is zero.
    #[inline]
    pub fn is_zero(self) -> bool {
        self.high == 0 && self.low == 0
    }

    /// The number of significant digits; 0 for zero.
    pub fn digits(self) -> u32 {
        self.coefficient().unsigned_abs().checked_ilog10().map_or(0, |log| log + 1)
    }

    /// The bytes that DynamoDB counts for the number in an item's size.
    ///
    /// One byte, one for each two digits of the integer part, one for each two digits of the fraction
    /// (zeros at both ends of the whole left out), and one more if the number is negative.
    pub fn size(self) -> usize {
        let digits = self.digits();
        let fraction = u32::from(self.exponent.min(0).unsigned_abs()).min(digits);
        let pairs = (digits - fraction).div_ceil(2) + fraction.div_ceil(2);
        1 + pairs as usize + usize::from(self.is_negative())
    }
}

/// Splits off the zeros that a magnitude ends in, and says how many they were.
fn strip_trailing_zeros(mut magnitude: u128) -> (u128, u32) {
    let mut zeros = 0;
    while magnitude > u128::from(u64::MAX) {
        if !magnitude.is_multiple_of(10) {
            return (magnitude, zeros);
        }
        magnitude /= 10;
        zeros += 1;
    }
    // Most numbers fit in one word, where a division is many times cheaper.
    let (word, more) = strip_zeros_of_word(u64::try_from(magnitude).unwrap_or(u64::MAX));
    (u128::from(word), zeros + u32::from(more))
}

/// What is left of a number other than zero, and how many zeros it ended in.
#[inline]
fn strip_zeros_of_word(mut word: u64) -> (u64, u8) {
    let mut zeros = 0;
    while word.is_multiple_of(10) && word != 0 {
        word /= 10;
        zeros += 1;
    }
    (word, zeros)
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (self.coefficient(), other.coefficient());
        if self.exponent == other.exponent || a.signum() != b.signum() || a == 0 {
            return a.cmp(&b);
        }
        let magnitudes =
            compare_magnitudes((a.unsigned_abs(), self.exponent), (b.unsigned_abs(), other.exponent));
        if a < 0 { magnitudes.reverse() } else { magnitudes }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares two magnitudes that are not zero.
fn compare_magnitudes((a, a_exponent): (u128, i16), (b, b_exponent): (u128, i16)) -> Ordering {
    let (a_digits, b_digits) = (a.ilog10(), b.ilog10());
    let leading = |digits: u32, exponent: i16| i64::from(digits) + i64::from(exponent);
    leading(a_digits, a_exponent).cmp(&leading(b_digits, b_exponent)).then_with(|| {
        // The same leading digit's place: the one with fewer digits is scaled up to at most 38 digits.
        match a_digits.cmp(&b_digits) {
            Ordering::Less => (a * 10_u128.pow(b_digits - a_digits)).cmp(&b),
            Ordering::Equal => a.cmp(&b),
            Ordering::Greater => a.cmp(&(b * 10_u128.pow(a_digits - b_digits))),
        }
    })
}

#[cfg(test)]
mod tests;
