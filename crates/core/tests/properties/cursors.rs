//! Cursors: what is sealed is opened, in its own place alone, and nothing else is.

use crate::{
    expressions::{filter, key_condition},
    trees::{number, table_name, text},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use proptest::{collection::vec, option, prelude::*};
use std::time::{Duration, SystemTime};
use twintable::{
    Item, Value,
    cursor::{Binding, Cursor, CursorSecrets, Cursors, Position, Progress},
    expr::{Filter, KeyCondition},
    store::Segment,
};

const NOW: SystemTime = SystemTime::UNIX_EPOCH;

/// Texts that may or may not be cursors.
pub(crate) fn cursor() -> BoxedStrategy<Cursor> {
    let text = prop_oneof!["(AQ[AE])?[A-Za-z0-9_-]{0,20}", any::<String>()];
    text.prop_filter_map("too long", |text| text.parse().ok()).boxed()
}

fn both() -> [Cursors; 2] {
    let sealed = Cursors::new().sealed(CursorSecrets::new(1, [1; 32]));
    [Cursors::new().expiring_after(Duration::from_secs(1)), sealed]
}

/// All that a cursor is bound to.
#[derive(Debug, Clone, PartialEq)]
struct Place {
    kind: Kind,
    table: String,
    index: Option<String>,
    condition: KeyCondition,
    descending: bool,
    segment: Option<Segment>,
    filter: Option<Filter>,
    context: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Query,
    Scan,
    ParallelScan,
}

impl Place {
    fn binding(&self) -> Binding {
        let Self { kind, table, index, condition, descending, segment, filter, context } = self;
        let binding = match kind {
            Kind::Query => Binding::query(table, index.as_deref(), condition, *descending),
            Kind::Scan => Binding::scan(table, index.as_deref(), *segment),
            Kind::ParallelScan => Binding::parallel_scan(table, index.as_deref()),
        };
        let binding = filter.iter().fold(binding, Binding::filter);
        context.iter().fold(binding, Binding::context)
    }

    /// The place without what its kind of read does not have, and without the order of its partition
    /// attributes.
    fn canonical(&self) -> Self {
        let mut place = self.clone();
        let nothing = KeyCondition { partition: Vec::new(), sort: Vec::new() };
        match place.kind {
            Kind::Query => place.segment = None,
            Kind::Scan => (place.condition, place.descending) = (nothing, false),
            Kind::ParallelScan => {
                (place.condition, place.descending, place.segment) = (nothing, false, None);
            }
        }
        place.condition.partition.sort_by_key(|equality| format!("{equality:?}"));
        place
    }

    /// A mixture of two: of each part this one's, or the other's where the bit says so.
    fn mixed(&self, other: &Self, bits: u8) -> Self {
        let mut place = self.clone();
        let other = other.clone();
        let take = |bit: u8| bits & (1 << bit) != 0;
        if take(0) {
            place.kind = other.kind;
        }
        if take(1) {
            place.table = other.table;
        }
        if take(2) {
            place.index = other.index;
        }
        if take(3) {
            place.condition.partition = other.condition.partition;
        }
        if take(4) {
            place.condition.sort = other.condition.sort;
        }
        if take(5) {
            (place.descending, place.segment) = (other.descending, other.segment);
        }
        if take(6) {
            place.filter = other.filter;
        }
        if take(7) {
            place.context = other.context;
        }
        place
    }
}

fn place() -> impl Strategy<Value = Place> {
    let kind = prop_oneof![3 => Just(Kind::Query), 1 => Just(Kind::Scan), 1 => Just(Kind::ParallelScan)];
    let segment = (0..3_u32, 1..3_u32).prop_map(|(index, total)| Segment { index, total });
    (
        kind,
        table_name(),
        option::of(table_name()),
        key_condition(),
        any::<bool>(),
        option::of(segment),
        option::of(filter()),
        vec(text(), 0..3),
    )
        .prop_map(|(kind, table, index, condition, descending, segment, filter, context)| Place {
            kind,
            table,
            index,
            condition,
            descending,
            segment,
            filter,
            context,
        })
}

/// A key that a position may have: some attributes of the key condition among others.
fn key() -> impl Strategy<Value = Item> {
    let name = prop_oneof![4 => "PK|SK|[ab]", 1 => "[a-zé.\"]{1,40}"];
    let value = prop_oneof![
        4 => "[a-c]{0,2}".prop_map(Value::from),
        1 => any::<[char; 8]>().prop_map(|text| Value::from(String::from_iter(text))),
        2 => number().prop_map(Value::Number),
        2 => vec(any::<u8>(), 0..60).prop_map(Value::binary),
    ];
    vec((name, value), 0..6).prop_map(Item::from_iter)
}

fn segments() -> impl Strategy<Value = Vec<Progress>> {
    let progress =
        prop_oneof![Just(Progress::NotStarted), Just(Progress::Done), key().prop_map(Progress::After),];
    vec(progress, 0..5)
}

/// A position of the kind that a place has.
fn position(place: &Place, key: Item, segments: Vec<Progress>) -> Position {
    match place.kind {
        Kind::Query | Kind::Scan => Position::After(key),
        Kind::ParallelScan => Position::Segments(segments),
    }
}

/// The key with the values that the place's key condition has for some of its attributes.
fn inside(key: Item, place: &Place) -> Item {
    let is_part = |value: &Value| value.value_type().is_ordered();
    place.condition.partition.iter().filter(|(_, value)| is_part(value)).fold(key, |key, (name, value)| {
        if key.contains(name) { key.with(name.clone(), value.clone()) } else { key }
    })
}

proptest! {
    #[test]
    fn what_is_sealed_is_opened(
        place in place(), key in key(), segments in segments(), fits in any::<bool>(),
    ) {
        let key = if fits { inside(key, &place) } else { key };
        let position = position(&place, key, segments);
        let binding = place.binding();
        for cursors in both() {
            let sealed = cursors.seal(&position, &binding, NOW);
            let cursor = sealed.map_err(|fault| TestCaseError::fail(fault.to_string()))?;
            prop_assert!(cursor.as_str().len() <= Cursor::MAX_LENGTH);
            let received = cursor.to_string().parse::<Cursor>();
            let opened = received.and_then(|received| cursors.open(&received, &binding, NOW));
            prop_assert_eq!(opened, Ok(position.clone()));
        }
    }

    #[test]
    fn places_have_equal_bytes_if_they_are_equal_and_only_then(
        one in place(), other in place(), bits in any::<[u8; 2]>(),
    ) {
        let [bits, more] = bits;
        // Most differ in few parts.
        let other = one.mixed(&other, bits & more);
        let [bytes, other_bytes] = [&one, &other].map(|place| place.binding().to_bytes());
        let is_same = one.canonical() == other.canonical();
        prop_assert_eq!(bytes == other_bytes, is_same);
        prop_assert_eq!(one.binding() == other.binding(), is_same);
        // None begins with another, so nothing that follows can make up for a difference.
        prop_assert_eq!(bytes.starts_with(&other_bytes), is_same);
        let mut turned = one.clone();
        turned.condition.partition.reverse();
        prop_assert_eq!(turned.binding().to_bytes(), bytes);
    }

    #[test]
    fn a_cursor_opens_in_its_own_place_alone(
        one in place(), other in place(), bits in any::<[u8; 2]>(), key in key(), segments in segments(),
    ) {
        let [bits, more] = bits;
        let other = one.mixed(&other, bits & more);
        let position = position(&one, key, segments);
        let is_same = one.canonical() == other.canonical();
        for cursors in both() {
            if let Ok(cursor) = cursors.seal(&position, &one.binding(), NOW) {
                prop_assert_eq!(cursors.open(&cursor, &other.binding(), NOW).is_ok(), is_same);
            }
        }
    }

    #[test]
    fn any_text_is_refused(text in prop_oneof!["[A-Za-z0-9_-]{0,600}", any::<String>()], place in place()) {
        let Ok(cursor) = text.parse::<Cursor>() else { return Ok(()) };
        let shown = format!("{cursor:?}");
        prop_assert!(!shown.contains(&text) || text.len() < 10, "{}", shown);
        for cursors in both() {
            prop_assert!(cursors.open(&cursor, &place.binding(), NOW).is_err());
        }
    }

    #[test]
    fn any_bytes_under_a_right_header_are_refused(
        kind in 0..=1_u8, bytes in vec(any::<u8>(), 0..600), place in place(),
    ) {
        let header = if kind == 0 { vec![1, 0] } else { vec![1, 1, 0, 0, 0, 1] };
        let text = URL_SAFE_NO_PAD.encode([header, bytes].concat());
        let Ok(cursor) = text.parse::<Cursor>() else { return Ok(()) };
        for cursors in both() {
            prop_assert!(cursors.open(&cursor, &place.binding(), NOW).is_err());
        }
    }
}
