//! Numbers from and to Rust's own number types.

use super::{Number, NumberError};

macro_rules! from_integer {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Number {
            #[inline]
            fn from(integer: $integer) -> Self {
                let wide = i128::from(integer);
                // The magnitude of every 64-bit integer is a word, so this cannot fail.
                Self::from_word(wide < 0, u64::try_from(wide.unsigned_abs()).unwrap_or_default())
            }
        }
    )*};
}

from_integer!(u8 u16 u32 u64 i8 i16 i32 i64);

macro_rules! to_integer {
    ($($integer:ty)*) => {$(
        impl TryFrom<Number> for $integer {
            type Error = NumberError;

            #[inline]
            fn try_from(number: Number) -> Result<Self, NumberError> {
                let integer = number.to_i128().ok_or(NumberError::NotThatInteger)?;
                Self::try_from(integer).map_err(|_| NumberError::NotThatInteger)
            }
        }
    )*};
}

to_integer!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

impl TryFrom<Number> for u128 {
    type Error = NumberError;

    #[inline]
    fn try_from(number: Number) -> Result<Self, NumberError> {
        let scaled =
            || number.coefficient().unsigned_abs().checked_mul(10_u128.checked_pow(number.scale()?)?);
        if number.is_negative() { None } else { scaled() }.ok_or(NumberError::NotThatInteger)
    }
}

impl TryFrom<Number> for i128 {
    type Error = NumberError;

    #[inline]
    fn try_from(number: Number) -> Result<Self, NumberError> {
        number.to_i128().ok_or(NumberError::NotThatInteger)
    }
}

impl TryFrom<i128> for Number {
    type Error = NumberError;

    #[inline]
    fn try_from(integer: i128) -> Result<Self, NumberError> {
        Self::from_parts(integer, 0)
    }
}

impl TryFrom<u128> for Number {
    type Error = NumberError;

    #[inline]
    fn try_from(integer: u128) -> Result<Self, NumberError> {
        Self::from_sign_and_magnitude(false, integer, 0)
    }
}

macro_rules! from_pointer_sized {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Number {
            #[inline]
            fn from(integer: $integer) -> Self {
                // No target has pointers of more than 64 bits, so this cannot fail either.
                Self::from_parts(integer as i128, 0).unwrap_or_default()
            }
        }
    )*};
}

from_pointer_sized!(usize isize);

impl TryFrom<f64> for Number {
    type Error = NumberError;

    /// Takes the shortest decimal text that reads back as the same float: `0.1` becomes exactly 0.1.
    #[inline]
    fn try_from(float: f64) -> Result<Self, NumberError> {
        if float.is_finite() { format!("{float:e}").parse() } else { Err(NumberError::NotANumber) }
    }
}

impl Number {
    #[inline]
    fn to_i128(self) -> Option<i128> {
        if self.exponent == 0 {
            return Some(self.coefficient());
        }
        self.coefficient().checked_mul(10_i128.checked_pow(self.scale()?)?)
    }

    /// The zeros at the end of an integer; `None` for a fraction.
    fn scale(self) -> Option<u32> {
        u32::try_from(self.exponent()).ok()
    }

    /// The nearest float. Digits beyond the float's precision are lost.
    pub fn to_f64(self) -> f64 {
        // The text is a valid float literal by construction.
        self.to_string().parse().unwrap_or(f64::NAN)
    }
}
