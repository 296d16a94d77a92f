//! Positions as bytes.
//!
//! First the names of the attributes that the key condition does not name with `=`, each once. Then the
//! position, in which a name is its place among all: those of the key condition, then these.

use super::{Position, Progress, position_tag, progress_tag, value_tag};
use crate::{
    Item, Value,
    cursor::{Binding, SealError},
};

impl Position {
    /// Writes the position. What the read itself says of a key is left out.
    pub(in crate::cursor) fn write(&self, binding: &Binding) -> Result<Vec<u8>, SealError> {
        let mut writer = Writer { names: binding.pinned_names().collect(), body: Vec::new(), binding };
        match (self, binding.is_parallel()) {
            (Self::After(key), false) => {
                writer.body.push(position_tag::AFTER);
                writer.key(key)?;
            }
            (Self::Segments(segments), true) => {
                writer.body.push(position_tag::SEGMENTS);
                writer.length(segments.len())?;
                segments.iter().try_for_each(|progress| writer.progress(progress))?;
            }
            (Self::After(_), true) | (Self::Segments(_), false) => return Err(SealError::OtherRead),
        }
        writer.into_bytes()
    }
}

struct Writer<'p> {
    names: Vec<&'p str>,
    body: Vec<u8>,
    binding: &'p Binding,
}

impl<'p> Writer<'p> {
    fn into_bytes(self) -> Result<Vec<u8>, SealError> {
        let names = self.names.get(self.binding.pinned_names().count()..).unwrap_or_default();
        let mut bytes = vec![byte(names.len())?];
        for name in names {
            if name.is_empty() {
                return Err(SealError::NotAKey);
            }
            bytes.push(u8::try_from(name.len()).map_err(|_| SealError::NotAKey)?);
            bytes.extend_from_slice(name.as_bytes());
        }
        bytes.extend(self.body);
        Ok(bytes)
    }

    fn progress(&mut self, progress: &'p Progress) -> Result<(), SealError> {
        match progress {
            Progress::NotStarted => self.body.push(progress_tag::NOT_STARTED),
            Progress::Done => self.body.push(progress_tag::DONE),
            Progress::After(key) => {
                self.body.push(progress_tag::AFTER);
                self.key(key)?;
            }
        }
        Ok(())
    }

    fn key(&mut self, key: &'p Item) -> Result<(), SealError> {
        self.body.push(byte(key.len())?);
        key.iter().try_for_each(|(name, value)| self.attribute(name, value))
    }

    fn attribute(&mut self, name: &'p str, value: &Value) -> Result<(), SealError> {
        let known = self.names.iter().position(|known| *known == name);
        let place = known.unwrap_or(self.names.len());
        if known.is_none() {
            self.names.push(name);
        }
        self.body.push(byte(place)?);
        if self.binding.pinned(name) == Some(value) {
            self.body.push(value_tag::PINNED);
            return Ok(());
        }
        match value {
            Value::String(text) => self.value(value_tag::STRING, text.as_bytes()),
            Value::Number(number) => self.value(value_tag::NUMBER, number.to_text().as_bytes()),
            Value::Binary(bytes) => self.value(value_tag::BINARY, bytes),
            Value::Bool(_)
            | Value::Null
            | Value::List(_)
            | Value::Map(_)
            | Value::StringSet(_)
            | Value::NumberSet(_)
            | Value::BinarySet(_) => Err(SealError::NotAKey),
        }
    }

    fn value(&mut self, tag: u8, bytes: &[u8]) -> Result<(), SealError> {
        self.body.push(tag);
        self.length(bytes.len())?;
        self.body.extend_from_slice(bytes);
        Ok(())
    }

    fn length(&mut self, length: usize) -> Result<(), SealError> {
        // No cursor has room for more.
        let length = u16::try_from(length).map_err(|_| SealError::TooLarge)?;
        self.body.extend_from_slice(&length.to_be_bytes());
        Ok(())
    }
}

fn byte(number: usize) -> Result<u8, SealError> {
    u8::try_from(number).map_err(|_| SealError::TooLarge)
}
