//! The text itself.

use super::*;

#[test]
fn a_text_of_8192_bytes_is_taken_and_one_more_is_not() {
    let text = |length| "A".repeat(length);
    for (length, expected) in [(0, None), (8192, None), (8193, Some(CursorError::TooLong))] {
        assert_eq!(text(length).parse::<Cursor>().err(), expected);
        assert_eq!(Cursor::try_from(text(length)).err(), expected);
        let json = serde_json::to_string(&text(length)).unwrap();
        let error = serde_json::from_str::<Cursor>(&json).err().map(|error| error.to_string());
        assert_eq!(error.is_some(), expected.is_some());
        assert!(error.is_none_or(|error| error.contains("8192") && !error.contains("AA")));
    }
    // Bytes count, not characters.
    assert_eq!("é".repeat(4097).parse::<Cursor>(), Err(CursorError::TooLong));
}

#[test]
fn the_text_is_fit_for_an_address() {
    for cursors in both() {
        let cursor = cursors.seal(&after_order(), &query(), now()).unwrap();
        let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        assert!(cursor.as_str().bytes().all(is_fit), "{cursor}");
    }
}

#[test]
fn a_text_is_the_same_in_every_form() {
    let cursor = Cursors::new().seal(&after_order(), &query(), now()).unwrap();
    let text = cursor.to_string();
    assert_eq!((cursor.as_str(), cursor.as_ref()), (text.as_str(), text.as_str()));
    assert_eq!(serde_json::to_string(&cursor).unwrap(), format!("\"{text}\""));
    assert_eq!(serde_json::from_str::<Cursor>(&format!("\"{text}\"")).unwrap(), cursor);
    assert_eq!(text.parse::<Cursor>().unwrap(), cursor);
    assert_eq!(String::from(cursor), text);
    assert!(serde_json::from_str::<Cursor>("1").is_err());
}

#[test]
fn debug_shows_kind_and_length_alone() {
    let [unsealed, sealed] = both().map(|cursors| {
        let cursor = cursors.seal(&after_order(), &query(), now()).unwrap();
        (format!("{cursor:?}"), cursor.as_str().len())
    });
    assert_eq!(unsealed.0, format!("Cursor(unsealed, {} characters)", unsealed.1));
    assert_eq!(sealed.0, "Cursor(sealed, 403 characters)");
    for (text, expected) in [
        ("", "Cursor(unknown, 0 characters)"),
        ("CUSTOMER", "Cursor(unknown, 8 characters)"),
        ("é", "Cursor(unknown, 2 characters)"),
        ("AQCA====", "Cursor(unknown, 8 characters)"),
        ("AgE", "Cursor(unknown, 3 characters)"),
    ] {
        assert_eq!(format!("{:?}", text.parse::<Cursor>().unwrap()), expected);
    }
    assert!(!format!("{:?}", query()).contains("CUSTOMER"));
}

#[test]
fn errors_are_sentences_of_their_own() {
    let refusals = [
        CursorError::TooLong,
        CursorError::Malformed,
        CursorError::UnknownVersion,
        CursorError::UnknownKey,
        CursorError::Forged,
        CursorError::OtherQuery,
        CursorError::Expired,
        CursorError::Unsealed,
        CursorError::Sealed,
    ];
    let faults = [SealError::TooLarge, SealError::NotAKey, SealError::OtherRead, SealError::NoRandomness];
    let texts = refusals.iter().map(ToString::to_string).chain(faults.iter().map(ToString::to_string));
    let texts: std::collections::HashSet<_> = texts.collect();
    assert_eq!(texts.len(), refusals.len() + faults.len());
    assert!(texts.iter().all(|text| text.split_whitespace().count() >= 4));
}
