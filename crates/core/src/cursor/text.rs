//! The text that clients see.

use super::{CursorError, Kind};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// Where a read goes on, as a text: letters, digits, `-` and `_`.
///
/// It is opaque: what it holds, and how long it is, may change with the version of the library. `Debug` does
/// not show the text, since an unsealed one holds a key; `Display` and serde do.
///
/// # Examples
///
/// ```
/// use twintable::cursor::{Cursor, CursorError};
///
/// let cursor: Cursor = "AQA".parse()?;
/// assert_eq!(cursor.to_string(), "AQA");
/// assert_eq!(format!("{cursor:?}"), "Cursor(unsealed, 3 characters)");
/// assert_eq!("A".repeat(8193).parse::<Cursor>(), Err(CursorError::TooLong));
/// # Ok::<(), CursorError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cursor(Box<str>);

impl Cursor {
    /// The most bytes of text that a cursor may have. A longer text is refused before it is decoded.
    pub const MAX_LENGTH: usize = 8192;

    /// The most bytes that a text of that length stands for.
    pub(super) const MAX_BYTES: usize = Self::MAX_LENGTH / 4 * 3;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Writes bytes as text; `None` if they are too many.
    pub(super) fn encode(bytes: &[u8]) -> Option<Self> {
        (bytes.len() <= Self::MAX_BYTES).then(|| Self(BASE64.encode(bytes).into_boxed_str()))
    }

    /// The bytes that the text stands for. No two texts stand for the same bytes.
    pub(super) fn decode(&self) -> Result<Vec<u8>, CursorError> {
        BASE64.decode(self.0.as_bytes()).map_err(|_| CursorError::Malformed)
    }

    /// What the text says that it is.
    fn kind(&self) -> Option<Kind> {
        let start = self.0.as_bytes().get(..8).unwrap_or(self.0.as_bytes());
        Kind::read(&BASE64.decode(start).ok()?).ok().map(|(kind, _)| kind)
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    /// Takes a text in. Only its length is checked: [`Cursors::open`](super::Cursors::open) does the rest.
    fn from_str(text: &str) -> Result<Self, CursorError> {
        if text.len() <= Self::MAX_LENGTH { Ok(Self(text.into())) } else { Err(CursorError::TooLong) }
    }
}

impl TryFrom<String> for Cursor {
    type Error = CursorError;

    /// As [`from_str`](Self::from_str).
    fn try_from(text: String) -> Result<Self, CursorError> {
        if text.len() <= Self::MAX_LENGTH { Ok(Self(text.into())) } else { Err(CursorError::TooLong) }
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> Self {
        cursor.0.into_string()
    }
}

impl AsRef<str> for Cursor {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind() {
            Some(Kind::Sealed) => "sealed",
            Some(Kind::Unsealed) => "unsealed",
            None => "unknown",
        };
        write!(f, "Cursor({kind}, {} characters)", self.0.len())
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.try_into().map_err(de::Error::custom)
    }
}
