//! Cursors that were cut or changed on the way.

use super::*;

fn made() -> [(Cursors, Cursor); 2] {
    both().map(|cursors| {
        let cursor = cursors.seal(&after_order(), &query(), now()).unwrap();
        (cursors, cursor)
    })
}

fn refuses(cursors: &Cursors, cursor: &Cursor) -> CursorError {
    cursors.open(cursor, &query(), now()).expect_err(cursor.as_str())
}

#[test]
fn a_text_cut_at_any_length_is_refused() {
    for (cursors, cursor) in made() {
        let text = cursor.as_str();
        for length in 0..text.len() {
            for cut in [&text[..length], &text[text.len() - length..]] {
                let refusal = refuses(&cursors, &cut.parse().unwrap());
                assert_ne!(refusal, CursorError::Expired, "{length}");
                if length == 0 {
                    assert_eq!(refusal, CursorError::Malformed);
                }
            }
        }
    }
}

#[test]
fn bytes_cut_at_any_length_are_refused() {
    for (cursors, cursor) in made() {
        let bytes = bytes(&cursor);
        for length in 0..bytes.len() {
            refuses(&cursors, &cursor_of(&bytes[..length]));
        }
    }
}

#[test]
fn a_bit_changed_at_any_place_is_refused() {
    for (cursors, cursor) in made() {
        let whole = bytes(&cursor);
        for bit in 0..whole.len() * 8 {
            let mut changed = whole.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            refuses(&cursors, &cursor_of(&changed));
        }
    }
}

#[test]
fn a_character_changed_at_any_place_is_refused() {
    for (cursors, cursor) in made() {
        for place in 0..cursor.as_str().len() {
            for character in "AB-_9=+/ \0é".chars() {
                let mut text = cursor.to_string();
                text.replace_range(place..=place, character.encode_utf8(&mut [0; 4]));
                if text != cursor.as_str() {
                    refuses(&cursors, &text.parse().unwrap());
                }
            }
        }
    }
}

#[test]
fn nothing_may_stand_before_or_after_a_cursor() {
    for (cursors, cursor) in made() {
        for more in ["A", "AA", "AAA", "AAAA", "=", "==", " ", "\n", "\0"] {
            refuses(&cursors, &format!("{cursor}{more}").parse().unwrap());
            refuses(&cursors, &format!("{more}{cursor}").parse().unwrap());
        }
        let mut longer = bytes(&cursor);
        longer.push(0);
        refuses(&cursors, &cursor_of(&longer));
    }
}

#[test]
fn bits_that_the_last_character_has_to_spare_are_refused() {
    for (cursors, cursor) in made() {
        let text = cursor.as_str();
        let (start, last) = text.split_at(text.len() - 1);
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for other in alphabet.chars().filter(|other| !last.starts_with(*other)) {
            refuses(&cursors, &format!("{start}{other}").parse().unwrap());
        }
    }
}

#[test]
fn another_key_id_is_refused() {
    let cursors = Cursors::new().sealed(secrets().accepting(8, [8; 32]).accepting(9, [7; 32]));
    let whole = bytes(&cursors.seal(&after_order(), &query(), now()).unwrap());
    let with_id = |id: u32| {
        let mut changed = whole.clone();
        changed[2..6].copy_from_slice(&id.to_be_bytes());
        cursors.open(&cursor_of(&changed), &query(), now())
    };
    assert_eq!(with_id(7), Ok(after_order()));
    assert_eq!(with_id(8), Err(CursorError::Forged));
    // The same secret: the id is under the seal too.
    assert_eq!(with_id(9), Err(CursorError::Forged));
    assert_eq!(with_id(10), Err(CursorError::UnknownKey));
}
