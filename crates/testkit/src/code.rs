//! Things as the Rust code that makes them, so that what a failed test prints can be pasted into a new one.
//!
//! The code uses the constructors that a person would use, and leaves out what is the default. It is on one line. Where a
//! number is no integer of 64 bits the code parses it with `?`.

mod filter;
mod key_condition;
mod literal;
mod path;
mod projection;
mod request;
mod schema;
mod update;
mod value;

use literal::Literal;
use std::fmt;

/// Something that is written as code.
pub(crate) struct Code<'a, T: ?Sized>(pub(crate) &'a T);

/// From this many on, equal things in a row are written once and counted.
const MANY: usize = 33;

impl fmt::Display for Code<'_, str> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.chars().count();
        match self.0.chars().next() {
            Some(first) if is_repeated(self.0) => write!(f, "{:?}.repeat({count})", first.to_string()),
            _ => write!(f, "{:?}", self.0),
        }
    }
}

/// Whether the code of a text is a `String`, one character many times, and no literal.
fn is_repeated(text: &str) -> bool {
    text.chars().count() >= MANY && all_equal(&text.chars().collect::<Vec<_>>())
}

fn all_equal<T: PartialEq>(things: &[T]) -> bool {
    things.windows(2).all(|pair| matches!(pair, [one, other] if one == other))
}

/// An array of things, or a vector of many that are equal.
fn list<T: PartialEq>(things: &[T], code: impl Fn(&T) -> String) -> String {
    match things {
        [first, ..] if things.len() >= MANY && all_equal(things) => {
            format!("vec![{}; {}]", code(first), things.len())
        }
        _ => format!("[{}]", things.iter().map(code).collect::<Vec<_>>().join(", ")),
    }
}

/// The same as a vector.
fn vec<T: PartialEq>(things: &[T], code: impl Fn(&T) -> String) -> String {
    let list = list(things, code);
    if list.starts_with('[') { format!("vec!{list}") } else { list }
}

/// Where a `String` or a name is asked for, which both are made of a literal.
fn into(text: &str) -> String {
    format!("{}.into()", Code(text))
}

#[cfg(test)]
mod tests;
