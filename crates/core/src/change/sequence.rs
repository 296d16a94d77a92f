//! Numbers that order the changes of an item.

use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt, hash, str::FromStr};

/// The number of a change: of two changes of one item the later one has the greater number.
///
/// It is an integer of at most 40 digits, and as serde data a text, as the service writes it. It is compared as a number.
/// Its text is kept as it was read, zeros in front too, since it may have to be handed back: to begin a stream after a
/// record, or to say from where on a Lambda function wants records again.
///
/// # Examples
///
/// ```
/// use twintable::change::SequenceNumber;
///
/// let first: SequenceNumber = "99900000000008367680596".parse()?;
/// let second: SequenceNumber = "100000000000008367680597".parse()?;
/// assert!(first < second && "99900000000008367680596" > "100000000000008367680597");
///
/// let padded: SequenceNumber = "000000000000000000007".parse()?;
/// assert_eq!(padded, SequenceNumber::from(7));
/// assert_eq!(padded.to_string(), "000000000000000000007");
/// # Ok::<(), twintable::change::SequenceNumberError>(())
/// ```
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SequenceNumber {
    // The number is high * 10^38 + low: 40 digits do not fit in one `u128`.
    high: u8,
    low: u128,
    // The digits of the text.
    width: u8,
}

/// The power of ten between the two halves.
const HALF: u32 = 38;

/// Why a text is no sequence number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sequence number has 1 to 40 decimal digits")]
pub struct SequenceNumberError;

impl SequenceNumber {
    /// The most digits of a sequence number.
    pub const MAX_DIGITS: usize = 40;

    const fn number(self) -> (u8, u128) {
        (self.high, self.low)
    }
}

impl Default for SequenceNumber {
    /// Zero.
    fn default() -> Self {
        Self::from(0)
    }
}

impl From<u64> for SequenceNumber {
    fn from(number: u64) -> Self {
        let digits = number.checked_ilog10().map_or(1, |log| log + 1);
        // At most 20.
        Self { high: 0, low: u128::from(number), width: u8::try_from(digits).unwrap_or(u8::MAX) }
    }
}

impl FromStr for SequenceNumber {
    type Err = SequenceNumberError;

    fn from_str(text: &str) -> Result<Self, SequenceNumberError> {
        if text.len() > Self::MAX_DIGITS || text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Err(SequenceNumberError);
        }
        let (high, low) = text.split_at(text.len().saturating_sub(HALF as usize));
        let high = if high.is_empty() { Ok(0) } else { high.parse() };
        Ok(Self {
            high: high.map_err(|_| SequenceNumberError)?,
            low: low.parse().map_err(|_| SequenceNumberError)?,
            width: u8::try_from(text.len()).map_err(|_| SequenceNumberError)?,
        })
    }
}

impl TryFrom<String> for SequenceNumber {
    type Error = SequenceNumberError;

    fn try_from(text: String) -> Result<Self, SequenceNumberError> {
        text.parse()
    }
}

impl From<SequenceNumber> for String {
    fn from(number: SequenceNumber) -> Self {
        number.to_string()
    }
}

impl fmt::Display for SequenceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = usize::from(self.width);
        match width.checked_sub(HALF as usize).filter(|high| *high > 0) {
            Some(high) => write!(f, "{:0high$}{:0low$}", self.high, self.low, low = HALF as usize),
            None => write!(f, "{:0width$}", self.low),
        }
    }
}

impl Ord for SequenceNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number().cmp(&other.number())
    }
}

impl PartialOrd for SequenceNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for SequenceNumber {
    fn eq(&self, other: &Self) -> bool {
        self.number() == other.number()
    }
}

impl Eq for SequenceNumber {}

impl hash::Hash for SequenceNumber {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.number().hash(state);
    }
}
