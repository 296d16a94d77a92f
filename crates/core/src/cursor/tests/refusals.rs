//! Cursors in the wrong place.

use super::*;
use crate::expr::{Filter, SortCondition, Term};

/// Reads that differ from each other in one thing.
fn reads() -> Vec<Binding> {
    let all = KeyCondition::partition("PK", "a");
    let sorted = |condition| KeyCondition { sort: vec![("SK".into(), condition)], ..all.clone() };
    let value = || Value::from("a");
    let conditions = [
        all.clone(),
        KeyCondition::partition("PK", "b"),
        KeyCondition::partition("PL", "a"),
        KeyCondition::partition("PK", 1),
        KeyCondition::partition("PK", "1"),
        KeyCondition::partition("PK", Value::binary("1")),
        all.clone().and_partition("PL", "a"),
        sorted(SortCondition::Equal(value())),
        sorted(SortCondition::Equal("b".into())),
        sorted(SortCondition::Less(value())),
        sorted(SortCondition::LessOrEqual(value())),
        sorted(SortCondition::Greater(value())),
        sorted(SortCondition::GreaterOrEqual(value())),
        sorted(SortCondition::Between(value(), value())),
        sorted(SortCondition::Between(value(), "b".into())),
        sorted(SortCondition::BeginsWith(value())),
        all.clone().sort("SL").eq("a"),
        all.clone().sort("SK").eq("a").sort("SL").eq("b"),
    ];
    let mut reads: Vec<_> =
        conditions.iter().map(|condition| Binding::query("shop", None, condition, false)).collect();
    let segment = |index, total| Some(Segment { index, total });
    reads.extend([
        Binding::query("shop", None, &all, true),
        Binding::query("shop", Some("by_day"), &all, false),
        Binding::query("shop", Some("by_week"), &all, false),
        Binding::query("shop", Some(""), &all, false),
        Binding::query("shops", None, &all, false),
        Binding::scan("shop", None, None),
        Binding::scan("shop", Some("by_day"), None),
        Binding::scan("shops", None, None),
        Binding::scan("shop", None, segment(0, 2)),
        Binding::scan("shop", None, segment(1, 2)),
        Binding::scan("shop", None, segment(0, 3)),
        Binding::parallel_scan("shop", None),
        Binding::parallel_scan("shop", Some("by_day")),
        Binding::parallel_scan("shops", None),
    ]);
    let read = Binding::query("shop", None, &all, false);
    reads.extend([
        read.clone().context(""),
        read.clone().context("a"),
        read.clone().context("ab"),
        read.clone().context("a").context("b"),
        read.clone().context("b").context("a"),
        read.clone().context("ab").context(""),
        read.clone().filter(&path("a").exists()),
        read.clone().filter(&path("b").exists()),
        read.clone().filter(&path("a").eq(1)),
        read.clone().filter(&path("a").eq("1")),
        read.filter(&path("a").exists()).context("a"),
    ]);
    reads
}

fn position(read: &Binding) -> Position {
    let key = item! { "PK" => "a", "SK" => "c" };
    if read.is_parallel() { Position::Segments(vec![Progress::After(key)]) } else { Position::After(key) }
}

#[test]
fn a_cursor_is_good_for_its_own_read_alone() {
    let reads = reads();
    for (cursors, refusal) in both().into_iter().zip([CursorError::OtherQuery, CursorError::Forged]) {
        for (made_for, read) in reads.iter().enumerate() {
            let cursor = cursors.seal(&position(read), read, now()).unwrap();
            for (used_for, other) in reads.iter().enumerate() {
                let opened = cursors.open(&cursor, other, now());
                let expected = if made_for == used_for { Ok(position(read)) } else { Err(refusal) };
                assert_eq!(opened, expected, "{made_for} {used_for}");
            }
        }
    }
}

#[test]
fn the_order_of_partition_attributes_changes_nothing() {
    let [one, other] = [("a", "b"), ("b", "a")].map(|(first, second)| {
        let condition = KeyCondition::partition(first, first).and_partition(second, second);
        Binding::query("shop", Some("i"), &condition, false)
    });
    assert_eq!(one, other);
    let position = Position::After(item! { "a" => "a", "b" => "b", "PK" => "p" });
    for cursors in both() {
        let cursor = cursors.seal(&position, &one, now()).unwrap();
        assert_eq!(cursors.open(&cursor, &other, now()), Ok(position.clone()));
    }
}

#[test]
fn one_attribute_with_two_values_means_the_same_in_any_order() {
    let [one, other] = [("x", "y"), ("y", "x")].map(|(first, second)| {
        let condition = KeyCondition::partition("a", first).and_partition("a", second);
        Binding::query("shop", None, &condition, false)
    });
    let position = Position::After(item! { "a" => "x" });
    let cursor = sealing().seal(&position, &one, now()).unwrap();
    assert_eq!(sealing().open(&cursor, &other, now()), Ok(position));
}

#[test]
fn a_read_of_any_depth_can_be_bound_to() {
    const LEVELS: usize = 20_000;
    let deep = |name| (0..LEVELS).fold(Value::Null, |value, _| Value::map([(name, value)]));
    let filter =
        |name| (0..LEVELS).fold(path("a").eq(deep(name)), |filter, _| Filter::Not(Term::new(filter)));
    let read = |name| {
        let condition = KeyCondition::partition("PK", deep(name)).sort("SK").eq(deep(name));
        Binding::query("shop", None, &condition, false).filter(&filter(name))
    };
    let on_a_small_stack = std::thread::scope(|threads| {
        let builder = std::thread::Builder::new().stack_size(512 * 1024);
        let test = move || (read("a") == read("a"), read("a") == read("b"));
        builder.spawn_scoped(threads, test).unwrap().join()
    });
    assert_eq!(on_a_small_stack.unwrap(), (true, false));
}

#[test]
fn an_unsealed_cursor_is_refused_where_there_are_secrets() {
    let [unsealed, sealed] = both().map(|cursors| cursors.seal(&after_order(), &query(), now()).unwrap());
    assert_eq!(sealing().open(&unsealed, &query(), now()), Err(CursorError::Unsealed));
    assert_eq!(Cursors::new().open(&sealed, &query(), now()), Err(CursorError::Sealed));
}

#[test]
fn a_cursor_under_a_false_flag_is_refused() {
    let [unsealed, sealed] =
        both().map(|cursors| bytes(&cursors.seal(&after_order(), &query(), now()).unwrap()));
    let under = |mut bytes: Vec<u8>, kind: Kind| {
        bytes[..2].copy_from_slice(&kind.header());
        cursor_of(&bytes)
    };
    let as_sealed = under(unsealed, Kind::Sealed);
    assert_eq!(sealing().open(&as_sealed, &query(), now()), Err(CursorError::UnknownKey));
    let mut with_id = bytes(&as_sealed);
    with_id[2..6].copy_from_slice(&7_u32.to_be_bytes());
    with_id.resize(400, 0);
    assert_eq!(sealing().open(&cursor_of(&with_id), &query(), now()), Err(CursorError::Forged));
    let as_unsealed = under(sealed, Kind::Unsealed);
    assert_eq!(Cursors::new().open(&as_unsealed, &query(), now()), Err(CursorError::Malformed));
}

#[test]
fn other_versions_and_kinds_are_refused() {
    for (cursors, kind) in both().into_iter().zip([Kind::Unsealed, Kind::Sealed]) {
        let made = bytes(&cursors.seal(&after_order(), &query(), now()).unwrap());
        for first in 0..=u8::MAX {
            let mut changed = made.clone();
            changed[0] = first;
            let expected = if first == 1 { Ok(after_order()) } else { Err(CursorError::UnknownVersion) };
            assert_eq!(cursors.open(&cursor_of(&changed), &query(), now()), expected, "version {first}");
        }
        for second in 2..=u8::MAX {
            let mut changed = made.clone();
            changed[1] = second;
            let opened = cursors.open(&cursor_of(&changed), &query(), now());
            assert_eq!(opened, Err(CursorError::Malformed), "{kind:?} {second}");
        }
    }
}

#[test]
fn a_position_fits_its_kind_of_read() {
    let scan = Binding::parallel_scan("shop", None);
    let segments = Position::Segments(vec![Progress::Done]);
    for cursors in both() {
        assert_eq!(cursors.seal(&segments, &query(), now()), Err(SealError::OtherRead));
        assert_eq!(cursors.seal(&after_order(), &scan, now()), Err(SealError::OtherRead));
    }
    // Anyone can make these. A scan of one kind and of the other have nothing else that differs in their
    // positions.
    let (scan, all) = (Binding::scan("shop", None, None), scan);
    for (position, written_for, read_for) in [(&segments, &all, &scan), (&after_order(), &scan, &all)] {
        let mut payload = vec![255; 8];
        payload.extend(position.write(written_for).unwrap());
        let cursor = unsealed::seal(&payload, read_for).unwrap();
        assert_eq!(Cursors::new().open(&cursor, read_for, now()), Err(CursorError::Malformed));
        let cursor = unsealed::seal(&payload, written_for).unwrap();
        assert_eq!(Cursors::new().open(&cursor, written_for, now()).as_ref(), Ok(position));
    }
}
