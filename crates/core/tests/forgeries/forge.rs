//! The forgeries.

use crate::{
    genuine::{Genuine, IDS, World},
    random::Random,
};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD},
};
use twintable::cursor::Binding;

/// How a forgery is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Forgery {
    BitsChanged,
    BytesChanged,
    CharactersChanged,
    BytesInserted,
    BytesRemoved,
    Cut,
    Spliced,
    PartsOfSeveral,
    OtherKeyId,
    OtherVersion,
    OtherPlace,
    OtherSecret,
    NotSealed,
    OtherAlphabet,
    RandomText,
    RandomBytes,
    RandomUnderHeader,
    TooLong,
}

impl Forgery {
    pub(crate) const ALL: [Self; 18] = [
        Self::BitsChanged,
        Self::BytesChanged,
        Self::CharactersChanged,
        Self::BytesInserted,
        Self::BytesRemoved,
        Self::Cut,
        Self::Spliced,
        Self::PartsOfSeveral,
        Self::OtherKeyId,
        Self::OtherVersion,
        Self::OtherPlace,
        Self::OtherSecret,
        Self::NotSealed,
        Self::OtherAlphabet,
        Self::RandomText,
        Self::RandomBytes,
        Self::RandomUnderHeader,
        Self::TooLong,
    ];
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Where the parts of a sealed cursor end: version and kind, key id, nonce.
const HEADER: usize = 2;
const ID: usize = 6;
const NONCE: usize = 30;
/// The last part.
const TAG: usize = 16;

/// A text, and the place where it is used.
pub(crate) fn forged(kind: Forgery, world: &World, random: &mut Random) -> (String, Binding) {
    let cursor = random.pick(&world.genuine);
    let (own_place, any_place) = (world.place_of(cursor), random.pick(&world.places).clone());
    let same_place = |bytes: Vec<u8>| (URL_SAFE_NO_PAD.encode(bytes), own_place.clone());
    match kind {
        Forgery::BitsChanged => same_place(bits_changed(cursor, random)),
        Forgery::BytesChanged => same_place(bytes_changed(cursor, random)),
        Forgery::CharactersChanged => (characters_changed(cursor, random), own_place),
        Forgery::BytesInserted => {
            let (at, more) = (random.below(cursor.bytes.len() + 1), 1 + random.below(40));
            let more = random.bytes(more);
            same_place([&cursor.bytes[..at], &more, &cursor.bytes[at..]].concat())
        }
        Forgery::BytesRemoved => {
            let from = random.below(cursor.bytes.len());
            let to = (from + 1 + random.below(40)).min(cursor.bytes.len());
            same_place([&cursor.bytes[..from], &cursor.bytes[to..]].concat())
        }
        Forgery::Cut => {
            let (start, end) = (random.below(cursor.text.len()), random.below(cursor.text.len()));
            let start = if random.below(2) == 0 { 0 } else { start.min(end) };
            (cursor.text[start..end.max(start)].to_owned(), own_place)
        }
        Forgery::Spliced => same_place(spliced(cursor, random.pick(&world.genuine), random)),
        Forgery::PartsOfSeveral => same_place(parts_of_several(world, random)),
        Forgery::OtherKeyId => same_place(other_key_id(cursor, random)),
        Forgery::OtherVersion => {
            let mut bytes = cursor.bytes.clone();
            // The right version and a wrong kind, the other way round, or both wrong.
            if random.below(3) != 0 {
                bytes[0] = random.byte();
            }
            bytes[1] = random.byte();
            same_place(bytes)
        }
        Forgery::OtherPlace => (cursor.text.clone(), other_place(own_place, any_place, random)),
        Forgery::OtherSecret => {
            let secret = random.bytes(32).try_into().unwrap();
            (world.made_by_attacker(cursor, Some(secret)), own_place)
        }
        Forgery::NotSealed => same_place(not_sealed(world, cursor, random)),
        Forgery::OtherAlphabet => (other_alphabet(cursor, random), own_place),
        Forgery::RandomText => (random_text(random), any_place),
        Forgery::RandomBytes => {
            let length = random.below(700);
            (URL_SAFE_NO_PAD.encode(random.bytes(length)), any_place)
        }
        Forgery::RandomUnderHeader => {
            let kept = *random.pick(&[HEADER, ID, NONCE]);
            let rest = random.bytes(cursor.bytes.len() - kept);
            same_place([&cursor.bytes[..kept], &rest].concat())
        }
        Forgery::TooLong => {
            let length = 8193 + random.below(5000);
            (cursor.text.chars().cycle().take(length).collect(), own_place)
        }
    }
}

fn bits_changed(cursor: &Genuine, random: &mut Random) -> Vec<u8> {
    let mut bytes = cursor.bytes.clone();
    for _ in 0..=random.below(3) {
        let bit = random.below(bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
    bytes
}

/// Changes a few bytes in a row: a stream cipher would change the text below in the same way.
fn bytes_changed(cursor: &Genuine, random: &mut Random) -> Vec<u8> {
    let mut bytes = cursor.bytes.clone();
    let start = random.below(bytes.len());
    let count = 1 + random.below(16);
    bytes[start..].iter_mut().take(count).for_each(|byte| *byte ^= random.byte());
    bytes
}

fn characters_changed(cursor: &Genuine, random: &mut Random) -> String {
    let mut text = cursor.text.clone().into_bytes();
    for _ in 0..=random.below(3) {
        let place = random.below(text.len());
        text[place] = *random.pick(ALPHABET);
    }
    String::from_utf8(text).unwrap()
}

fn spliced(first: &Genuine, second: &Genuine, random: &mut Random) -> Vec<u8> {
    let at = random.below(first.bytes.len() + 1);
    // Most at the same place of both, so that the parts stay in step.
    let from =
        if random.below(4) == 0 { random.below(second.bytes.len() + 1) } else { at.min(second.bytes.len()) };
    [&first.bytes[..at], &second.bytes[from..]].concat()
}

/// Header, key id, nonce, sealed text and tag, each of any genuine cursor.
fn parts_of_several(world: &World, random: &mut Random) -> Vec<u8> {
    let mut part = |cut: fn(&[u8]) -> &[u8]| cut(&random.pick(&world.genuine).bytes).to_vec();
    let parts = [
        part(|bytes| &bytes[..HEADER]),
        part(|bytes| &bytes[HEADER..ID]),
        part(|bytes| &bytes[ID..NONCE]),
        part(|bytes| &bytes[NONCE..bytes.len() - TAG]),
        part(|bytes| &bytes[bytes.len() - TAG..]),
    ];
    parts.concat()
}

/// The id of the other secret, or one that nobody has.
fn other_key_id(cursor: &Genuine, random: &mut Random) -> Vec<u8> {
    let mut bytes = cursor.bytes.clone();
    let known = *random.pick(&IDS);
    let id = if random.below(2) == 0 { known.to_be_bytes().to_vec() } else { random.bytes(4) };
    bytes[HEADER..ID].copy_from_slice(&id);
    bytes
}

/// A cursor without a seal, as it is or under the flag of a sealed one.
fn not_sealed(world: &World, cursor: &Genuine, random: &mut Random) -> Vec<u8> {
    let text = world.made_by_attacker(cursor, None);
    let mut bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
    let header = &cursor.bytes[..ID];
    match random.below(3) {
        0 => {}
        1 => bytes[..2].copy_from_slice(&header[..2]),
        _ => drop(bytes.splice(..2, header.iter().copied())),
    }
    // Each is another one, although a position has one unsealed text.
    if random.below(2) == 0 {
        let more = random.below(600);
        bytes.extend(random.bytes(more));
    }
    bytes
}

/// Another read, or the same one of somebody else.
fn other_place(own: Binding, any: Binding, random: &mut Random) -> Binding {
    match random.below(3) {
        0 => any,
        1 => own.context(random.next().to_be_bytes()),
        _ => {
            let (table, index) =
                (format!("shop{}", random.below(1000)), format!("by_{}", random.below(1000)));
            Binding::scan(&table, Some(&index), None)
        }
    }
}

/// Other texts for the same bytes.
fn other_alphabet(cursor: &Genuine, random: &mut Random) -> String {
    match random.below(5) {
        0 => STANDARD.encode(&cursor.bytes),
        1 => format!("{}=", URL_SAFE.encode(&cursor.bytes)),
        2 => {
            let place = random.below(cursor.text.len() + 1);
            let space = *random.pick(&[" ", "\n", "\r\n", "\t", "=", "%", "\0", "é"]);
            format!("{}{space}{}", &cursor.text[..place], &cursor.text[place..])
        }
        3 => {
            // The last character has bits to spare, unless the bytes come out even.
            let (start, _) = cursor.text.split_at(cursor.text.len() - 1);
            format!("{start}{}", char::from(*random.pick(ALPHABET)))
        }
        _ => cursor
            .text
            .chars()
            .map(|c| if random.below(50) == 0 { c.to_ascii_lowercase() } else { c })
            .collect(),
    }
}

fn random_text(random: &mut Random) -> String {
    let length = random.below(900);
    let is_odd = random.below(4) == 0;
    let character = |random: &mut Random| {
        if is_odd { char::from(random.byte()) } else { char::from(*random.pick(ALPHABET)) }
    };
    (0..length).map(|_| character(random)).collect()
}
