//! Paths from and to text.

use super::{Path, Step};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, fmt::Write as _, iter::Peekable, str::Chars, str::FromStr};

/// Why a text is not a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// A name is missing: at the start, or after a dot.
    #[error("a name is missing in the path; an empty name cannot be stored")]
    MissingName,
    /// A quoted name does not end.
    #[error("a quoted name in the path does not end")]
    OpenQuote,
    /// A list index is not a plain integer in brackets.
    #[error("a list index in the path is a plain integer in brackets, such as [0]")]
    BadIndex,
    /// Something follows a name or an index that is neither `.name` nor `[index]`.
    #[error("a path goes on with .name or [index]")]
    BadStep,
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_name(f, &self.attribute)?;
        for step in &self.steps {
            match step {
                Step::Field(name) => {
                    f.write_char('.')?;
                    write_name(f, name)?;
                }
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

fn write_name(f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
    if !name.is_empty() && !name.contains(['.', '[', ']', '"', '\\']) {
        return f.write_str(name);
    }
    f.write_char('"')?;
    for c in name.chars() {
        if matches!(c, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    f.write_char('"')
}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let mut rest = text.chars().peekable();
        let mut path = super::path(read_name(&mut rest)?);
        while let Some(next) = rest.next() {
            path = match next {
                '.' => path.field(read_name(&mut rest)?),
                '[' => path.index(read_index(&mut rest)?),
                _ => return Err(PathError::BadStep),
            };
        }
        Ok(path)
    }
}

fn read_name(rest: &mut Peekable<Chars<'_>>) -> Result<String, PathError> {
    let mut name = String::new();
    if rest.next_if_eq(&'"').is_none() {
        while let Some(c) = rest.next_if(|c| !matches!(c, '.' | '[' | ']' | '"' | '\\')) {
            name.push(c);
        }
        return if name.is_empty() { Err(PathError::MissingName) } else { Ok(name) };
    }
    loop {
        match rest.next() {
            Some('"') if name.is_empty() => return Err(PathError::MissingName),
            Some('"') => return Ok(name),
            Some('\\') => name.push(rest.next().ok_or(PathError::OpenQuote)?),
            Some(c) => name.push(c),
            None => return Err(PathError::OpenQuote),
        }
    }
}

fn read_index(rest: &mut Peekable<Chars<'_>>) -> Result<u32, PathError> {
    let mut digits = String::new();
    while let Some(c) = rest.next_if(char::is_ascii_digit) {
        digits.push(c);
    }
    let leading_zero = digits.len() > 1 && digits.starts_with('0');
    match (rest.next(), digits.parse()) {
        (Some(']'), Ok(index)) if !leading_zero => Ok(index),
        _ => Err(PathError::BadIndex),
    }
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
