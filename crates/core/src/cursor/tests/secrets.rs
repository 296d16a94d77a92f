//! Secrets, and changing them.

use super::*;
use crate::cursor::CursorSecret;

fn sealing_with(secrets: CursorSecrets) -> Cursors {
    Cursors::new().sealed(secrets)
}

fn cursor_of_secret(id: u32, secret: [u8; 32]) -> Cursor {
    sealing_with(CursorSecrets::new(id, secret)).seal(&after_order(), &query(), now()).unwrap()
}

#[test]
fn secrets_change_without_refusing_a_cursor() {
    let (old, new) = ([1; 32], [2; 32]);
    let stages = [
        CursorSecrets::new(1, old),
        CursorSecrets::new(1, old).accepting(2, new),
        CursorSecrets::new(2, new).accepting(1, old),
        CursorSecrets::new(2, new),
    ]
    .map(sealing_with);
    let made: Vec<_> =
        stages.iter().map(|stage| stage.seal(&after_order(), &query(), now()).unwrap()).collect();
    let opens = |stage: usize, cursor: usize| stages[stage].open(&made[cursor], &query(), now());
    // Neighbours run side by side while the service is deployed.
    for (one, next) in [(0, 1), (1, 2), (2, 3)] {
        if (one, next) != (2, 3) {
            assert_eq!(opens(next, one), Ok(after_order()), "{next} opens {one}");
        }
        assert_eq!(opens(one, next), Ok(after_order()), "{one} opens {next}");
    }
    assert_eq!(opens(3, 2), Ok(after_order()));
    assert_eq!(opens(3, 1), Err(CursorError::UnknownKey));
    assert_eq!(opens(0, 2), Err(CursorError::UnknownKey));
}

#[test]
fn the_current_secret_seals() {
    let secrets = CursorSecrets::new(0x0102_0304, [1; 32]).accepting(9, [2; 32]);
    let sealed = bytes(&sealing_with(secrets).seal(&after_order(), &query(), now()).unwrap());
    assert_eq!(sealed[..6], [1, 1, 1, 2, 3, 4]);
}

#[test]
fn another_secret_with_the_id_does_not_open() {
    let cursor = cursor_of_secret(7, [1; 32]);
    assert_eq!(sealing().open(&cursor, &query(), now()), Err(CursorError::Forged));
    let mut nearly = [7; 32];
    nearly[31] ^= 1;
    let cursor = cursor_of_secret(7, nearly);
    assert_eq!(sealing().open(&cursor, &query(), now()), Err(CursorError::Forged));
}

#[test]
fn each_of_several_secrets_with_one_id_opens() {
    let cursors = sealing_with(CursorSecrets::new(1, [1; 32]).accepting(1, [2; 32]).accepting(1, [3; 32]));
    for secret in 1..=3 {
        assert_eq!(cursors.open(&cursor_of_secret(1, [secret; 32]), &query(), now()), Ok(after_order()));
    }
    assert_eq!(cursors.open(&cursor_of_secret(1, [4; 32]), &query(), now()), Err(CursorError::Forged));
}

#[test]
fn no_two_sealed_texts_are_equal_and_unsealed_ones_are() {
    let [unsealed, sealed] = both().map(|cursors| {
        let texts: std::collections::HashSet<_> =
            (0..100).map(|_| cursors.seal(&after_order(), &query(), now()).unwrap()).collect();
        texts.len()
    });
    assert_eq!((unsealed, sealed), (1, 100));
}

#[test]
fn a_sealed_text_shows_nothing_of_the_key() {
    let [unsealed, sealed] =
        both().map(|cursors| bytes(&cursors.seal(&after_order(), &query(), now()).unwrap()));
    let shows = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    assert!(shows(&unsealed, b"ORDER#20"));
    // A shorter part, such as a name of two bytes, may be there by chance.
    assert!(!shows(&sealed, b"ORDER") && !shows(&sealed, &[0; 8]));
}

#[test]
fn debug_shows_ids_and_no_secrets() {
    let secret = CursorSecret::new([0xab; 32]);
    assert_eq!(format!("{secret:?}"), "CursorSecret");
    let cursors = sealing_with(CursorSecrets::new(3, secret).accepting(2, [0xab; 32]));
    let text = format!("{cursors:?} {cursors:#?}");
    assert!(text.contains('3') && text.contains("[2]"), "{text}");
    assert!(!text.contains("171") && !text.to_lowercase().contains("ab,"), "{text}");
}

#[test]
fn secrets_are_overwritten_when_they_are_dropped() {
    fn is_overwritten<S: zeroize::ZeroizeOnDrop>(_: &S) {}
    is_overwritten(CursorSecret::new([1; 32]).bytes());
}

#[test]
fn no_randomness_is_an_error_of_its_own() {
    assert_ne!(sealed::nonce().unwrap(), sealed::nonce().unwrap());
    assert_eq!(SealError::NoRandomness.to_string(), "the operating system gave no random bytes");
}
