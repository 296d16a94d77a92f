//! Exact sums and differences.

use super::{Number, NumberError};
use std::ops::Neg;

impl Number {
    /// Adds two numbers, exactly.
    ///
    /// # Errors
    ///
    /// [`NumberError`] where the sum needs more than 38 digits or leaves the range, as DynamoDB refuses
    /// such an update. Nothing is rounded.
    pub fn checked_add(self, other: Self) -> Result<Self, NumberError> {
        if self.is_zero() {
            return Ok(other);
        }
        if other.is_zero() {
            return Ok(self);
        }
        let (coarse, fine) = if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        // `fine` ends in a digit other than zero, so if the scaled `coarse` does not fit in 128 bits, the
        // sum has more than 38 digits whatever the signs are.
        let scale = u32::try_from(coarse.exponent() - fine.exponent()).unwrap_or(u32::MAX);
        let scaled = 10_u128
            .checked_pow(scale)
            .and_then(|factor| coarse.coefficient().unsigned_abs().checked_mul(factor))
            .ok_or(NumberError::TooManyDigits)?;
        let magnitude = fine.coefficient().unsigned_abs();
        let exponent = i64::from(fine.exponent);
        if coarse.is_negative() == fine.is_negative() {
            let sum = scaled.checked_add(magnitude).ok_or(NumberError::TooManyDigits)?;
            Self::from_sign_and_magnitude(coarse.is_negative(), sum, exponent)
        } else if scaled >= magnitude {
            Self::from_sign_and_magnitude(coarse.is_negative(), scaled - magnitude, exponent)
        } else {
            Self::from_sign_and_magnitude(fine.is_negative(), magnitude - scaled, exponent)
        }
    }

    /// Subtracts `other`, exactly.
    ///
    /// # Errors
    ///
    /// As [`checked_add`](Self::checked_add).
    pub fn checked_sub(self, other: Self) -> Result<Self, NumberError> {
        self.checked_add(-other)
    }
}

impl Neg for Number {
    type Output = Self;

    fn neg(self) -> Self {
        let negated = -self.coefficient();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "splits one word into two"
        )]
        Self { high: (negated >> 64) as i64, low: negated as u64, exponent: self.exponent }
    }
}
