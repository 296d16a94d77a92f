mod damage;
mod expiry;
mod golden;
mod positions;
mod refusals;
mod secrets;
mod sizes;
mod text;

use super::{
    Binding, Cursor, CursorError, CursorSecrets, Cursors, Kind, Position, Progress, SealError, sealed,
    unsealed,
};
use crate::{Item, Value, expr::KeyCondition, item, path, store::Segment};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use std::time::{Duration, SystemTime};

/// A moment in 2023.
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

fn secrets() -> CursorSecrets {
    CursorSecrets::new(7, [7; 32])
}

fn sealing() -> Cursors {
    Cursors::new().sealed(secrets())
}

/// A codec of each kind.
fn both() -> [Cursors; 2] {
    [Cursors::new(), sealing()]
}

fn orders() -> KeyCondition {
    KeyCondition::partition("PK", "CUSTOMER#1").sort("SK").begins_with("ORDER#")
}

fn query() -> Binding {
    Binding::query("shop", None, &orders(), false)
}

fn after_order() -> Position {
    Position::After(item! { "PK" => "CUSTOMER#1", "SK" => "ORDER#20" })
}

/// The bytes that a cursor stands for.
fn bytes(cursor: &Cursor) -> Vec<u8> {
    BASE64.decode(cursor.as_str()).unwrap()
}

/// Any bytes as a cursor.
fn cursor_of(bytes: &[u8]) -> Cursor {
    BASE64.encode(bytes).parse().unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
