//! Aliases: what stands for a name or a value in the text of an expression.
//!
//! A mark and two characters. Validated expressions are too short for more aliases than there are; were there more all the
//! same, none is used twice.

use std::str;
use twintable::{Error, Rule};

/// The characters of an alias, in the order of their bytes: sorted aliases are in order of appearance.
const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The bytes of an alias.
const LENGTH: usize = 3;

/// How many aliases there are.
const COUNT: usize = ALPHABET.len() * ALPHABET.len();

// Written once, when the library is compiled: aliases are most of an expression's text.
static NAMES: &str = text(&all(b'#'));
static VALUES: &str = text(&all(b':'));

/// The alias of the name at a place, in order of appearance.
pub(super) fn of_name(place: usize) -> Result<&'static str, Error> {
    at(place, NAMES)
}

/// The alias of the value at a place, in order of appearance.
pub(super) fn of_value(place: usize) -> Result<&'static str, Error> {
    at(place, VALUES)
}

fn at(place: usize, all: &'static str) -> Result<&'static str, Error> {
    let first = place.saturating_mul(LENGTH);
    all.get(first..first.saturating_add(LENGTH)).ok_or_else(|| Error::invalid(Rule::ExpressionTooLong))
}

/// All aliases with a mark, one after the other.
const fn all(mark: u8) -> [u8; LENGTH * COUNT] {
    let mut bytes = [mark; LENGTH * COUNT];
    let mut place = 0;
    while place < COUNT {
        bytes[LENGTH * place + 1] = ALPHABET[place / ALPHABET.len()];
        bytes[LENGTH * place + 2] = ALPHABET[place % ALPHABET.len()];
        place += 1;
    }
    bytes
}

const fn text(ascii: &[u8]) -> &str {
    match str::from_utf8(ascii) {
        Ok(text) => text,
        // No alias is found then, which no test would miss.
        Err(_) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{COUNT, of_name, of_value};

    /// The order of names' aliases is tested where expressions are written.
    #[test]
    fn values_have_aliases_too_and_beyond_the_last_there_is_none() {
        assert_eq!(
            (of_value(0).unwrap(), of_value(62).unwrap(), of_value(COUNT - 1).unwrap()),
            (":00", ":10", ":zz")
        );
        for place in [COUNT, COUNT + 1, usize::MAX] {
            assert!(of_name(place).is_err() && of_value(place).is_err());
        }
    }
}
