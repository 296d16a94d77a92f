//! Lengths: what they tell, and what fits.

use super::*;

/// A scan's position of so many bytes, the time of expiry included.
fn of_size(size: usize) -> Position {
    // The count of names, one name; the kind, the count of attributes; the attribute's place, type and length.
    let overhead = 8 + 1 + 2 + 1 + 1 + 1 + 1 + 2;
    Position::After(item! { "k" => "x".repeat(size - overhead) })
}

fn scan() -> Binding {
    Binding::scan("shop", None, None)
}

fn length(cursors: &Cursors, size: usize) -> Result<usize, SealError> {
    let cursor = cursors.seal(&of_size(size), &scan(), now())?;
    assert_eq!(cursors.open(&cursor, &scan(), now()), Ok(of_size(size)));
    Ok(cursor.as_str().len())
}

#[test]
fn sealed_texts_have_few_lengths() {
    // With the two bytes of its length, a payload is padded to a multiple of 256.
    let characters = |blocks: usize| ((46 + 256 * blocks) * 4).div_ceil(3);
    for size in 17..=254 {
        assert_eq!(length(&sealing(), size), Ok(characters(1)), "{size}");
    }
    for (size, blocks) in [(255, 2), (510, 2), (511, 3), (1022, 4), (1023, 5)] {
        assert_eq!(length(&sealing(), size), Ok(characters(blocks)), "{size}");
    }
    assert_eq!(characters(1), 403);
}

#[test]
fn an_expiry_changes_no_length() {
    let [lasting, expiring] = [sealing(), sealing().expiring_after(Duration::from_secs(1))]
        .map(|cursors| cursors.seal(&of_size(254), &scan(), now()).unwrap().as_str().len());
    assert_eq!(lasting, expiring);
}

#[test]
fn the_largest_position_fits_and_the_next_is_refused() {
    for (cursors, largest) in both().into_iter().zip([6144 - 18, 23 * 256 - 2]) {
        assert!(length(&cursors, largest).is_ok_and(|length| length <= Cursor::MAX_LENGTH));
        for size in [largest + 1, largest + 2, 10_000, 65_536, 65_550, 70_000, 200_000] {
            assert_eq!(length(&cursors, size), Err(SealError::TooLarge), "{size}");
        }
    }
}

/// A key of these attributes with the longest names and values that the service allows.
fn longest(partition: usize, sort: usize) -> Item {
    let name = |kind: &str, place: usize| format!("{kind}{place}{}", "n".repeat(253));
    let partition = (0..partition).map(|place| (name("p", place), "v".repeat(2048)));
    let sort = (0..sort).map(|place| (name("s", place), "v".repeat(1024)));
    partition.chain(sort).collect()
}

/// The query of an index with the first of these partition attributes.
fn query_of(key: &Item, partition: usize) -> Binding {
    let equalities = key.iter().take(partition).map(|(name, value)| (name.to_owned().into(), value.clone()));
    let condition = KeyCondition { partition: equalities.collect(), sort: Vec::new() };
    Binding::query("shop", Some("index"), &condition, false)
}

#[test]
fn the_longest_keys_fit_where_the_documentation_says_so() {
    for (what, key, binding) in [
        ("a query of a table", longest(1, 1), query_of(&longest(1, 1), 1)),
        ("a query of a local index", longest(1, 2), query_of(&longest(1, 2), 1)),
        ("a query of a global index", longest(2, 2), query_of(&longest(2, 2), 1)),
        ("with four partition attributes", longest(5, 2), query_of(&longest(5, 2), 4)),
        ("a scan of a table", longest(1, 1), scan()),
        ("a scan of a local index", longest(1, 2), scan()),
    ] {
        for cursors in both() {
            let cursor = cursors.seal(&Position::After(key.clone()), &binding, now()).expect(what);
            assert_eq!(cursors.open(&cursor, &binding, now()), Ok(Position::After(key.clone())), "{what}");
        }
    }
    for (what, key, binding) in [
        ("a scan of a global index", longest(2, 2), scan()),
        ("a query with two sort attributes", longest(2, 3), query_of(&longest(2, 3), 1)),
        ("a query with four of each", longest(5, 5), query_of(&longest(5, 5), 4)),
    ] {
        for cursors in both() {
            let sealed = cursors.seal(&Position::After(key.clone()), &binding, now());
            assert_eq!(sealed, Err(SealError::TooLarge), "{what}");
        }
    }
}

#[test]
fn ordinary_keys_of_every_segment_fit() {
    let binding = Binding::parallel_scan("shop", None);
    let key =
        |place: usize| item! { "PK" => format!("CUSTOMER#{place:08}"), "SK" => format!("ORDER#{place:08}") };
    let segments = |count| Position::Segments((0..count).map(|place| Progress::After(key(place))).collect());
    let cursor = sealing().seal(&segments(128), &binding, now()).unwrap();
    assert_eq!(sealing().open(&cursor, &binding, now()), Ok(segments(128)));
    assert_eq!(sealing().seal(&segments(256), &binding, now()), Err(SealError::TooLarge));
    let done = |count| Position::Segments(vec![Progress::Done; count]);
    assert!(sealing().seal(&done(5_800), &binding, now()).is_ok());
    for count in [6_000, 65_535, 65_536, 1_000_000] {
        assert_eq!(sealing().seal(&done(count), &binding, now()), Err(SealError::TooLarge));
    }
}
