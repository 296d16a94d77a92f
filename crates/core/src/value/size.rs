//! The bytes that DynamoDB counts for a value.

use super::{List, Map, Value};
use crate::Number;

/// A list or a map costs this much, and one byte more for each value in it.
const CONTAINER_BYTES: usize = 3;

impl Value {
    /// The bytes that DynamoDB counts for the value in an item's size: for the 400 KB limit, for the 1 MB
    /// of a page, for consumed capacity.
    ///
    /// Texts count their UTF-8 bytes, binaries their bytes, `BOOL` and `NULL` 1, numbers
    /// [`Number::size`], sets the sum of their elements, lists and maps 3 and for each entry 1 and its
    /// contents, names included.
    ///
    /// ```
    /// use twintable::Value;
    ///
    /// assert_eq!(Value::from("café").size(), 5);
    /// assert_eq!(Value::list([1, 2]).size(), 3 + 2 * (1 + 2));
    /// ```
    pub fn size(&self) -> usize {
        match self {
            Self::String(text) => text.len(),
            Self::Number(number) => number.size(),
            Self::Binary(bytes) => bytes.len(),
            Self::Bool(_) | Self::Null => 1,
            Self::List(list) => list.size(),
            Self::Map(map) => map.size(),
            Self::StringSet(texts) => texts.iter().map(String::len).sum(),
            Self::NumberSet(numbers) => numbers.iter().map(|number| Number::size(*number)).sum(),
            Self::BinarySet(binaries) => binaries.iter().map(Vec::len).sum(),
        }
    }
}

impl List {
    fn size(&self) -> usize {
        CONTAINER_BYTES + self.iter().map(|value| 1 + value.size()).sum::<usize>()
    }
}

impl Map {
    fn size(&self) -> usize {
        CONTAINER_BYTES + self.len() + self.entries_size()
    }

    /// The bytes of the names and values alone: what an item counts.
    pub(crate) fn entries_size(&self) -> usize {
        self.entries().map(|(name, value)| name.len() + value.size()).sum()
    }
}
