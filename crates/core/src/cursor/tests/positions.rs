//! Positions as bytes that anyone may have made.

use super::*;
use proptest::{collection::vec, prelude::*};

fn scan() -> Binding {
    Binding::scan("shop", None, None)
}

fn read(bytes: &[u8], binding: &Binding) -> Result<Position, CursorError> {
    Position::read(bytes, binding)
}

/// One of each kind, with what it is read with.
fn valid() -> Vec<(Position, Binding)> {
    let key = item! { "PK" => "CUSTOMER#1", "SK" => "ORDER#20", "n" => -5, "b" => Value::binary([0, 255]) };
    let segments = vec![Progress::After(key.clone()), Progress::Done, Progress::NotStarted];
    vec![
        (Position::After(key.clone()), query()),
        (Position::After(key), scan()),
        (Position::After(Item::new()), scan()),
        (Position::Segments(segments), Binding::parallel_scan("shop", None)),
        (Position::Segments(Vec::new()), Binding::parallel_scan("shop", None)),
    ]
}

#[test]
fn what_is_written_is_read_and_no_part_of_it() {
    for (position, binding) in valid() {
        let mut bytes = position.write(&binding).unwrap();
        assert_eq!(read(&bytes, &binding), Ok(position));
        for length in 0..bytes.len() {
            assert_eq!(read(&bytes[..length], &binding), Err(CursorError::Malformed), "{length}");
        }
        bytes.push(0);
        assert_eq!(read(&bytes, &binding), Err(CursorError::Malformed));
    }
}

#[test]
fn bytes_that_are_no_position_are_refused() {
    let good: &[u8] = b"\x02\x01a\x01b\x01\x02\x00\x01\x00\x01x\x01\x02\x00\x0215";
    assert_eq!(read(good, &scan()), Ok(Position::After(item! { "a" => "x", "b" => 15 })));
    for (bytes, what) in [
        (b"".as_slice(), "nothing"),
        (b"\x00\x03\x00", "an unknown kind of position"),
        (b"\x00\x00\x00", "no kind of position"),
        (b"\x00\x02\x00\x00", "segments where there are none"),
        (b"\x01\x00\x01\x01\x00\x01\x00\x01x", "an empty name"),
        (b"\x01\x01\xff\x01\x01\x00\x01\x00\x01x", "a name that is no text"),
        (b"\x01\x01a\x01\x01\x01\x01\x00\x01x", "a name past the last"),
        (b"\x01\x01a\x01\x01\x00\x04\x00\x01x", "an unknown type"),
        (b"\x01\x01a\x01\x01\x00\x00", "a value that the read does not have"),
        (b"\x01\x01a\x01\x01\x00\x01\x00\x01\xff", "a text that is none"),
        (b"\x01\x01a\x01\x01\x00\x02\x00\x01x", "a number that is none"),
        (b"\x01\x01a\x01\x01\x00\x02\x00\x051E999", "a number out of range"),
        (b"\x01\x01a\x01\x02\x00\x01\x00\x01x\x00\x01\x00\x01x", "an attribute twice"),
        (b"\x02\x01b\x01a\x01\x02\x00\x01\x00\x01x\x01\x01\x00\x01x", "attributes out of order"),
        (b"\x02\x01a\x01a\x01\x02\x00\x01\x00\x01x\x01\x01\x00\x01x", "a name twice"),
    ] {
        assert_eq!(read(bytes, &scan()), Err(CursorError::Malformed), "{what}");
    }
}

#[test]
fn what_the_read_says_is_not_repeated() {
    let condition = KeyCondition::partition("PK", "p").sort("SK").eq("s");
    let binding = Binding::query("shop", None, &condition, false);
    let key = item! { "PK" => "p", "SK" => "s" };
    let bytes = Position::After(key.clone()).write(&binding).unwrap();
    assert_eq!(bytes, b"\x00\x01\x02\x00\x00\x01\x00");
    assert_eq!(read(&bytes, &binding), Ok(Position::After(key)));
    // A bound is no value, and another value is written out.
    let condition = KeyCondition::partition("PK", "p").sort("SK").ge("s");
    let binding = Binding::query("shop", None, &condition, false);
    for key in [item! { "PK" => "p", "SK" => "s" }, item! { "PK" => "q", "SK" => "s" }] {
        let bytes = Position::After(key.clone()).write(&binding).unwrap();
        assert!(bytes.ends_with(b"\x01\x00\x01s"), "{bytes:?}");
        assert_eq!(read(&bytes, &binding), Ok(Position::After(key)));
    }
}

#[test]
fn only_what_can_be_a_key_is_written() {
    let values = [
        Value::Bool(true),
        Value::Null,
        Value::list([1]),
        Value::map([("a", 1)]),
        Value::string_set(["a"]),
        Value::number_set([1]),
        Value::binary_set([[1]]),
    ];
    for value in values {
        // Not even where the read has it.
        let condition = KeyCondition::partition("a", value.clone());
        for binding in [scan(), Binding::query("shop", None, &condition, false)] {
            let position = Position::After(item! { "a" => value.clone() });
            assert_eq!(position.write(&binding), Err(SealError::NotAKey), "{value:?}");
        }
    }
    for (name, expected) in [
        (String::new(), Err(SealError::NotAKey)),
        ("a".repeat(255), Ok(())),
        ("a".repeat(256), Err(SealError::NotAKey)),
    ] {
        let position = Position::After(item! { name => 1 });
        assert_eq!(position.write(&scan()).map(drop), expected);
    }
}

#[test]
fn a_key_has_as_many_attributes_as_a_byte_counts() {
    let key = |count: u32| Position::After((0..count).map(|place| (format!("{place:03}"), place)).collect());
    let bytes = key(255).write(&scan()).unwrap();
    assert_eq!(read(&bytes, &scan()), Ok(key(255)));
    assert_eq!(key(256).write(&scan()), Err(SealError::TooLarge));
}

#[test]
fn what_is_read_is_not_much_larger_than_the_bytes() {
    // The worst: a long name, and many segments with a key of that name and an empty text.
    let name = "a".repeat(255);
    let segment = || Progress::After(item! { name.as_str() => "" });
    let binding = Binding::parallel_scan("shop", None);
    let bytes = Position::Segments((0..980).map(|_| segment()).collect()).write(&binding).unwrap();
    assert!(bytes.len() > Cursor::MAX_BYTES - 10, "{}", bytes.len());
    let Ok(Position::Segments(segments)) = read(&bytes, &binding) else { panic!("{}", bytes.len()) };
    let size = |progress: &Progress| match progress {
        Progress::After(key) => key.size(),
        Progress::NotStarted | Progress::Done => 0,
    };
    let total: usize = segments.iter().map(size).sum();
    assert!(total < 50 * bytes.len(), "{total}");
    // A promise of more than there is costs nothing.
    assert_eq!(read(b"\x00\x02\xff\xff\x00", &binding), Err(CursorError::Malformed));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200)) {
        for (_, binding) in valid() {
            let _ = read(&bytes, &binding);
            // With checksums that fit, which anyone can make.
            let cursor = unsealed::seal(&bytes, &binding).unwrap();
            let _ = Cursors::new().open(&cursor, &binding, now());
        }
    }

    #[test]
    fn what_is_read_from_changed_bytes_can_be_written_again(
        changes in vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6),
    ) {
        for (position, binding) in valid() {
            let mut bytes = position.write(&binding).unwrap();
            for (place, byte, how) in &changes {
                let place = place.index(bytes.len() + 1);
                match (how, bytes.get_mut(place)) {
                    (0, _) | (_, None) => bytes.insert(place, *byte),
                    (1, Some(_)) => drop(bytes.remove(place)),
                    (2, Some(old)) => *old = byte % 8,
                    (_, Some(old)) => *old = *byte,
                }
            }
            if let Ok(position) = read(&bytes, &binding) {
                let written = position.write(&binding).unwrap();
                prop_assert_eq!(read(&written, &binding), Ok(position));
            }
        }
    }
}
