//! Updates.

use super::{Code, path::place};
use std::fmt;
use twintable::expr::{Action, Fallback, SetValue, Source, Update};

impl fmt::Display for Code<'_, Update> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Update { actions } = self.0;
        f.write_str("Update::new()")?;
        actions.iter().try_for_each(|action| match action {
            Action::Set(path, value) => write!(f, ".set({}, {})", place(path), Code(value)),
            Action::Remove(path) => write!(f, ".remove({})", place(path)),
            Action::Add(path, value) => write!(f, ".add({}, {})", place(path), Code(value)),
            Action::Delete(path, value) => write!(f, ".delete({}, {})", place(path), Code(value)),
        })
    }
}

impl fmt::Display for Code<'_, SetValue> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            SetValue::Source(source) => write!(f, "{}", Code(source)),
            SetValue::Plus(left, right) => write!(f, "{} + {}", Left(left), Code(right)),
            SetValue::Minus(left, right) => write!(f, "{} - {}", Left(left), Code(right)),
            SetValue::ListAppend(first, second) => {
                write!(f, "list_append({}, {})", Code(first), Code(second))
            }
        }
    }
}

impl fmt::Display for Code<'_, Source> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Source::Path(path) => write!(f, "{}", Code(path)),
            Source::Value(value) => write!(f, "{}", Code(value)),
            // No function makes it without a path.
            Source::IfNotExists { paths, fallback } if paths.is_empty() => {
                write!(f, "Source::IfNotExists {{ paths: Vec::new(), fallback: {} }}", Whole(fallback))
            }
            Source::IfNotExists { paths, fallback } => {
                paths.iter().try_for_each(|path| write!(f, "if_not_exists({}, ", place(path)))?;
                match fallback {
                    Fallback::Path(path) => write!(f, "{}", Code(path))?,
                    Fallback::Value(value) => write!(f, "{}", Code(value))?,
                }
                paths.iter().try_for_each(|_| f.write_str(")"))
            }
        }
    }
}

/// A source to the left of an operator.
struct Left<'a>(&'a Source);

impl fmt::Display for Left<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Source::Value(value) => write!(f, "Source::from({})", Code(value)),
            Source::Path(_) | Source::IfNotExists { .. } => write!(f, "{}", Code(self.0)),
        }
    }
}

/// A fallback that no function is given.
struct Whole<'a>(&'a Fallback);

impl fmt::Display for Whole<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Fallback::Path(path) => write!(f, "Fallback::Path({})", Code(path)),
            Fallback::Value(value) => write!(f, "Fallback::Value(Value::from({}))", Code(value)),
        }
    }
}
