//! Names of every length, written and read.

use super::{Borrowed, FieldName, Source, Taken, read, write};
use crate::{Map, Value};
use std::{collections::HashMap, convert::Infallible};

/// Texts of 0 to 39 bytes; those of at most 15 stand in a name's own bytes.
const TEXTS: [&str; 40] = {
    let all = "abcdefghijklmnopqrstuvwxyz0123456789ABCD";
    let mut texts = [""; 40];
    let mut length = 0;
    while length < texts.len() {
        texts[length] = all.split_at(length).0;
        length += 1;
    }
    texts
};

fn fields(texts: &[&'static str]) -> (Map, Map) {
    let mut written = Map::new();
    for (number, text) in texts.iter().enumerate() {
        write(&mut written, &FieldName::new(text), &number).expect("a number can be stored");
    }
    let values: HashMap<_, _> =
        written.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
    (written, Map::try_from_hash_map(values, Ok::<_, Infallible>).expect("nothing fails"))
}

fn read_all(mut fields: impl Source, texts: &[&'static str]) {
    for (number, text) in texts.iter().enumerate() {
        let name = FieldName::new(text);
        assert_eq!(name.text(), *text);
        assert_eq!(fields.peek(&name), Some(&Value::from(number)));
        assert_eq!(read::<usize>(&mut fields, &name), Ok(number));
    }
    let error = read::<usize>(&mut fields, &FieldName::new("missing")).unwrap_err();
    assert_eq!((error.problem(), error.path_in("map").to_string().as_str()), ("missing", "map.missing"));
}

#[test]
fn names_of_every_length_are_found_where_they_were_written() {
    // Few and many, in order and out of it.
    for texts in [&TEXTS[..3], &TEXTS[..20], &TEXTS[10..20], &TEXTS[..]] {
        for turn in [0, 1, texts.len() / 2] {
            let mut texts = texts.to_vec();
            texts.rotate_left(turn);
            let (written, unordered) = fields(&texts);
            assert_eq!(written.len(), texts.len());
            assert_eq!(written, unordered);
            for mut map in [written, unordered] {
                read_all(Borrowed::new(&map), &texts);
                read_all(Taken::new(&mut map), &texts);
            }
        }
    }
}

#[test]
fn a_field_that_is_written_twice_has_the_last_value() {
    let mut written = Map::new();
    for (text, value) in [("b", 1_u8), ("c", 2), ("a", 3), ("b", 4), ("c", 5)] {
        write(&mut written, &FieldName::new(text), &value).expect("a number can be stored");
    }
    assert_eq!(written, Map::from_iter([("a", 3), ("b", 4), ("c", 5)]));
}
