//! What an attacker has: many genuine cursors, for many reads.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use std::{
    collections::HashMap,
    time::{Duration, SystemTime},
};
use twintable::{
    cursor::{Binding, Cursor, CursorError, CursorSecrets, Cursors, Position, Progress},
    expr::KeyCondition,
    item, path,
    store::Segment,
};

/// The ids of the secrets that are accepted. The last one is the first secret again.
pub(crate) const IDS: [u32; 3] = [1, 2, 3];

pub(crate) struct World {
    codec: Cursors,
    /// The places where a cursor may be used.
    pub(crate) places: Vec<Binding>,
    pub(crate) genuine: Vec<Genuine>,
    by_text: HashMap<String, usize>,
}

/// A cursor that was made by the service.
pub(crate) struct Genuine {
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) position: Position,
    pub(crate) place: usize,
}

fn secret(id: u32) -> [u8; 32] {
    std::array::from_fn(|place| u8::try_from(place).unwrap() ^ id.to_be_bytes()[3])
}

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

fn places() -> Vec<Binding> {
    let customer = |id: usize| KeyCondition::partition("PK", format!("CUSTOMER#{id}"));
    let query = |id, descending| Binding::query("shop", None, &customer(id), descending);
    let by_day = KeyCondition::partition("region", "eu").and_partition("day", 1);
    vec![
        query(1, false),
        query(1, true),
        query(2, false),
        query(1, false).context("tenant 1"),
        query(1, false).context("tenant 2"),
        query(1, false).context("tenant 1").context("user"),
        query(1, false).filter(&path("total").gt(1)),
        Binding::query("shop", None, &customer(1).sort("SK").begins_with("ORDER#"), false),
        Binding::query("shop", Some("by_day"), &by_day, false),
        Binding::query("shop2", None, &customer(1), false),
        Binding::scan("shop", None, None),
        Binding::scan("shop", None, Some(Segment { index: 0, total: 2 })),
        Binding::scan("shop", None, Some(Segment { index: 1, total: 2 })),
        Binding::parallel_scan("shop", None),
    ]
}

/// A position with a key of about so many bytes.
fn position(place: &Binding, length: usize) -> Position {
    let key = item! { "PK" => "CUSTOMER#1", "SK" => format!("ORDER#{}", "1".repeat(length)), "day" => 1 };
    // Only a parallel scan takes segments.
    let segments =
        Position::Segments(vec![Progress::After(key.clone()), Progress::Done, Progress::NotStarted]);
    if Cursors::new().seal(&segments, place, now()).is_ok() { segments } else { Position::After(key) }
}

impl World {
    pub(crate) fn new() -> Self {
        let [current, old, again] = IDS;
        let ring = |current, old| CursorSecrets::new(current, secret(current)).accepting(old, secret(old));
        let secrets = ring(current, old).accepting(again, secret(current));
        let codec = Cursors::new().sealed(secrets).expiring_after(Duration::from_mins(1));
        let before = Cursors::new().sealed(ring(old, current));
        let places = places();
        let mut genuine = Vec::new();
        for (place, binding) in places.iter().enumerate() {
            for (maker, length) in [(&codec, 1), (&codec, 2), (&codec, 300), (&before, 1), (&before, 700)] {
                let position = position(binding, length);
                let text = maker.seal(&position, binding, now()).unwrap().to_string();
                let bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
                genuine.push(Genuine { text, bytes, position, place });
            }
        }
        let by_text = genuine.iter().map(|cursor| (cursor.text.clone(), cursor.place)).collect();
        Self { codec, places, genuine, by_text }
    }

    /// Opens a text as the service would.
    pub(crate) fn open(&self, text: &str, place: &Binding) -> Result<Position, CursorError> {
        self.codec.open(&text.parse::<Cursor>()?, place, now())
    }

    pub(crate) fn place_of(&self, cursor: &Genuine) -> Binding {
        self.places[cursor.place].clone()
    }

    pub(crate) fn is_genuine(&self, text: &str, place: &Binding) -> bool {
        self.by_text.get(text).is_some_and(|made_for| self.places[*made_for] == *place)
    }

    pub(crate) fn assert_genuine_cursors_open(&self) {
        for cursor in &self.genuine {
            let opened = self.open(&cursor.text, &self.places[cursor.place]);
            assert_eq!(opened.as_ref(), Ok(&cursor.position));
        }
    }

    /// A genuine position, sealed with a secret of the attacker's, or not at all.
    pub(crate) fn made_by_attacker(&self, cursor: &Genuine, secret: Option<[u8; 32]>) -> String {
        let [id, ..] = IDS;
        let codec =
            secret.map_or_else(Cursors::new, |secret| Cursors::new().sealed(CursorSecrets::new(id, secret)));
        codec.seal(&cursor.position, &self.places[cursor.place], now()).unwrap().to_string()
    }
}
