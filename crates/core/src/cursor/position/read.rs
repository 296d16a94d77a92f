//! Positions from bytes that anyone may have made.
//!
//! Every byte is taken from the input once, and nothing is set aside for what a length merely promises. A name
//! is copied for each attribute that has it, so names are limited to 255 bytes.

use super::{Position, Progress, position_tag, progress_tag, value_tag};
use crate::{
    AttributeName, Item, Map, Value,
    cursor::{Binding, CursorError},
};

impl Position {
    /// Reads a position, all of the bytes.
    pub(in crate::cursor) fn read(bytes: &[u8], binding: &Binding) -> Result<Self, CursorError> {
        let position = Reader { rest: bytes, names: binding.pinned_names().collect(), binding }.position();
        position.ok_or(CursorError::Malformed)
    }
}

/// Takes things off the front; `None` where there is no such thing.
struct Reader<'b> {
    rest: &'b [u8],
    names: Vec<&'b str>,
    binding: &'b Binding,
}

impl<'b> Reader<'b> {
    fn position(mut self) -> Option<Position> {
        for _ in 0..self.byte()? {
            let length = self.byte()?;
            let name = self.text(usize::from(length)).filter(|name| !name.is_empty())?;
            self.names.push(name);
        }
        let position = match (self.byte()?, self.binding.is_parallel()) {
            (position_tag::AFTER, false) => Position::After(self.key()?),
            (position_tag::SEGMENTS, true) => {
                let segments = self.length()?;
                Position::Segments((0..segments).map(|_| self.progress()).collect::<Option<_>>()?)
            }
            _ => return None,
        };
        self.rest.is_empty().then_some(position)
    }

    fn progress(&mut self) -> Option<Progress> {
        match self.byte()? {
            progress_tag::NOT_STARTED => Some(Progress::NotStarted),
            progress_tag::AFTER => Some(Progress::After(self.key()?)),
            progress_tag::DONE => Some(Progress::Done),
            _ => None,
        }
    }

    fn key(&mut self) -> Option<Item> {
        let mut entries: Vec<(AttributeName, Value)> = Vec::new();
        for _ in 0..self.byte()? {
            let place = self.byte()?;
            let name = *self.names.get(usize::from(place))?;
            // In the order of the names, so each at most once.
            if entries.last().is_some_and(|(last, _)| last.as_str() >= name) {
                return None;
            }
            let value = self.value(name)?;
            entries.push((name.into(), value));
        }
        Some(Item::from(Map::from_entries(entries)))
    }

    fn value(&mut self, name: &str) -> Option<Value> {
        match self.byte()? {
            value_tag::PINNED => self.binding.pinned(name).cloned(),
            value_tag::STRING => {
                let length = self.length()?;
                self.text(length).map(Value::from)
            }
            value_tag::NUMBER => {
                let length = self.length()?;
                self.text(length)?.parse().ok().map(Value::Number)
            }
            value_tag::BINARY => {
                let length = self.length()?;
                self.take(length).map(Value::binary)
            }
            _ => None,
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    fn length(&mut self) -> Option<usize> {
        let (length, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(usize::from(u16::from_be_bytes(*length)))
    }

    fn text(&mut self, length: usize) -> Option<&'b str> {
        std::str::from_utf8(self.take(length)?).ok()
    }

    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }
}
