//! Texts inside a key: delimited by a separator, and escaped so that they do not contain it.
//!
//! The separator `c` and the character `e` just below it become `e2` and `e1`. Every character has a code of
//! its own, no code begins with another, and codes are ordered as the characters are: a character below `e` is
//! below both, `e1 < e2`, and a character above `c` is above both. So the escaped texts have the order of the
//! texts, one begins with another just where the texts do, and the separator is not in them.

use super::{HOLE, TOP, UNIQUE_MARK};
use crate::Rule;

/// How texts are delimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Escaping {
    pub(super) separator: char,
    /// Texts stand as they are, and do not contain the separator.
    pub(super) raw: bool,
}

pub(super) const fn is_reserved(c: char) -> bool {
    c == HOLE || c == TOP || c == UNIQUE_MARK
}

impl Escaping {
    /// The character just below the separator; `None` if texts stand as they are.
    fn escape(self) -> Option<char> {
        if self.raw { None } else { u32::from(self.separator).checked_sub(1).and_then(char::from_u32) }
    }

    /// Whether the separator can be escaped, by a character that few texts contain.
    pub(super) fn can_escape(self) -> bool {
        let is_mark = self.separator.is_ascii_punctuation();
        is_mark && self.escape().is_some_and(|escape| !escape.is_ascii_alphanumeric())
    }

    /// Writes a text. What was written before an error is to be thrown away.
    pub(super) fn push(self, text: &mut String, part: &str) -> Result<(), Rule> {
        if self.is_plain(part) {
            text.push_str(part);
            return Ok(());
        }
        let escape = self.escape();
        let mut written = 0;
        for (at, c) in part.char_indices() {
            let code = match escape {
                _ if is_reserved(c) => return Err(Rule::KeyPartReserved),
                Some(_) if c == self.separator => '2',
                Some(escape) if c == escape => '1',
                None if c == self.separator => return Err(Rule::KeyPartSeparator),
                Some(_) | None => continue,
            };
            text.push_str(&part[written..at]);
            text.extend(escape);
            text.push(code);
            written = at + c.len_utf8();
        }
        text.push_str(&part[written..]);
        Ok(())
    }

    /// Whether a look at the bytes shows that nothing in the text is to be escaped or refused: most texts.
    fn is_plain(self, part: &str) -> bool {
        let first = |c: char| c.encode_utf8(&mut [0; 4]).bytes().next();
        let (separator, escape) = (first(self.separator), self.escape().and_then(first));
        // The reserved characters begin with one byte.
        let reserved = first(HOLE);
        !part.bytes().map(Some).any(|byte| byte == separator || byte == escape || byte == reserved)
    }

    /// Writes a text as it is, also where others are escaped.
    pub(super) fn push_plain(self, text: &mut String, part: &str) -> Result<(), Rule> {
        Self { raw: true, ..self }.push(text, part)
    }

    /// The text that was written; `None` if `push` does not write this. The separator is not in it: `split` took
    /// care of that.
    pub(super) fn read(self, written: &str) -> Option<String> {
        let escape = self.escape();
        let mut text = String::with_capacity(written.len());
        let mut rest = written.chars();
        while let Some(c) = rest.next() {
            if is_reserved(c) {
                return None;
            }
            text.push(match escape {
                Some(escape) if c == escape => match rest.next()? {
                    '1' => escape,
                    '2' => self.separator,
                    _ => return None,
                },
                Some(_) | None => c,
            });
        }
        Some(text)
    }

    /// The text that was written as it is.
    pub(super) fn read_plain(self, written: &str) -> Option<String> {
        Self { raw: true, ..self }.read(written)
    }

    /// Splits off what stands before the next separator, or all if there is none.
    pub(super) fn split(self, text: &str) -> (&str, &str) {
        text.split_at(text.find(self.separator).unwrap_or(text.len()))
    }
}
