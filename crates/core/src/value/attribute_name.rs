//! Names: of attributes, and of what is in maps.

use ecow::EcoString;
use std::{borrow::Cow, fmt, ops::Deref};

/// The name of an attribute, or of an entry of a [`Map`](super::Map).
///
/// It takes 16 bytes, and up to 15 bytes of text stand in these: most names need no memory of their own. Clones of longer
/// ones share their text.
///
/// # Examples
///
/// ```
/// use twintable::{AttributeName, item};
///
/// let name = AttributeName::from("city");
/// assert_eq!(item! { name.clone() => "Oslo" }.iter().next(), Some(("city", &"Oslo".into())));
/// assert_eq!(name.to_uppercase(), "CITY");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct AttributeName(EcoString);

impl AttributeName {
    /// The bytes of text that need no memory of their own.
    pub(crate) const SHORT: usize = EcoString::INLINE_LIMIT;

    /// A name of at most [`SHORT`](Self::SHORT) bytes; no text for a longer one.
    pub(crate) const fn short(text: &str) -> Self {
        Self(if text.len() > Self::SHORT { EcoString::new() } else { EcoString::inline(text) })
    }

    /// The name's text.
    #[inline]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl Deref for AttributeName {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for AttributeName {
    fn as_ref(&self) -> &str {
        self
    }
}

impl fmt::Debug for AttributeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for AttributeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl From<&str> for AttributeName {
    #[inline]
    fn from(text: &str) -> Self {
        Self(EcoString::from(text))
    }
}

impl From<String> for AttributeName {
    #[inline]
    fn from(text: String) -> Self {
        Self(EcoString::from(text))
    }
}

impl From<&String> for AttributeName {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Cow<'_, str>> for AttributeName {
    #[inline]
    fn from(text: Cow<'_, str>) -> Self {
        Self::from(text.as_ref())
    }
}

impl From<AttributeName> for String {
    #[inline]
    fn from(name: AttributeName) -> Self {
        Self::from(name.as_str())
    }
}
