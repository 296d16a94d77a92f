//! Which writes a request takes.

use super::super::{
    queue::{MAX_BYTES, MAX_WRITES, Queue, Rest, Target, Way, Write},
    wire,
};
use crate::{
    Item, PrimaryKey, item,
    store::{BatchWrite, BatchWriteItem, WriteRequest},
};
use futures_util::future::{self, FutureExt};
use proptest::{collection, prelude::*};
use std::collections::HashSet;

fn target(table: &'static str, id: usize) -> Target {
    Target { table: table.into(), key: PrimaryKey::new("id", i64::try_from(id).unwrap()) }
}

fn put_of(table: &'static str, id: usize, text: &str) -> Write<'static> {
    let target = target(table, id);
    let item = target.key.to_item().with("text", text);
    Write { target, way: Way::Put(item) }
}

fn put(id: usize) -> Write<'static> {
    put_of("shop", id, "")
}

fn alone(id: usize) -> Write<'static> {
    Write { target: target("shop", id), way: Way::Alone(Box::new(|| future::ready(Ok(())).boxed())) }
}

fn queue(writes: impl IntoIterator<Item = Write<'static>>) -> Queue<'static, usize> {
    let mut queue = Queue::new();
    for (entry, write) in writes.into_iter().enumerate() {
        assert!(queue.add(entry, write).is_ok());
    }
    queue
}

/// All requests of a queue, as if each were done.
fn drained(queue: &mut Queue<'_, usize>) -> Vec<(BatchWriteItem, Vec<usize>)> {
    let mut requests = Vec::new();
    while let Some(ids) = queue.next_together(true) {
        let request = queue.request(&ids);
        let entries = ids.iter().flat_map(|id| queue.take(*id).unwrap().0).collect();
        requests.push((request, entries));
    }
    requests
}

/// The bytes of a request's items and keys as they are sent.
fn bytes(request: &BatchWriteItem) -> usize {
    let of = |write: &WriteRequest| match write {
        WriteRequest::Put(item) => wire::item(item),
        WriteRequest::Delete(key) => wire::key(key),
    };
    request.tables.iter().flat_map(|part| &part.requests).map(of).sum()
}

fn size(write: &Write<'_>) -> usize {
    match &write.way {
        Way::Put(item) => wire::item(item),
        Way::Delete | Way::Alone(_) => wire::key(&write.target.key),
    }
}

/// A write of some size.
#[derive(Debug, Clone, Copy)]
enum Drawn {
    Small,
    Large,
    LargerOnTheWire,
    Delete,
}

/// Writes to two tables.
fn drawn() -> impl Strategy<Value = Vec<(&'static str, Drawn)>> {
    let table = prop_oneof![Just("shop"), Just("archive")];
    let write = prop_oneof![
        20 => Just(Drawn::Small),
        3 => Just(Drawn::Large),
        1 => Just(Drawn::LargerOnTheWire),
        8 => Just(Drawn::Delete),
    ];
    collection::vec((table, write), 0..130)
}

fn write((id, (table, drawn)): (usize, (&'static str, Drawn))) -> Write<'static> {
    match drawn {
        Drawn::Small => put_of(table, id, ""),
        Drawn::Large => put_of(table, id, &"x".repeat(390_000)),
        Drawn::LargerOnTheWire => put_of(table, id, &"\u{1}".repeat(390_000)),
        Drawn::Delete => Write { target: target(table, id), way: Way::Delete },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 12 } else { 500 }))]

    #[test]
    fn each_write_is_in_one_request_and_no_request_is_too_large(drawn in drawn()) {
        let asked = drawn.len();
        let writes: Vec<_> = drawn.into_iter().enumerate().map(write).collect();
        let largest = writes.iter().map(size).max().unwrap_or_default();
        let sizes: Vec<_> = writes.iter().map(size).collect();
        let requests = drained(&mut queue(writes));
        let entries: Vec<_> = requests.iter().flat_map(|(_, entries)| entries.clone()).collect();
        prop_assert_eq!(entries, (0..asked).collect::<Vec<_>>(), "each once, in order");
        for (request, entries) in &requests {
            let count: usize = request.tables.iter().map(|part| part.requests.len()).sum();
            prop_assert!(count == entries.len() && (1..=MAX_WRITES).contains(&count));
            prop_assert!(bytes(request) <= MAX_BYTES.max(largest), "{}", bytes(request));
            prop_assert!(bytes(request) <= 16_000_000);
            let tables: HashSet<_> = request.tables.iter().map(|part| &part.table).collect();
            prop_assert_eq!(tables.len(), request.tables.len(), "each table once");
        }
        // No request could have taken the first write of the next one.
        for pair in requests.windows(2) {
            let [(request, entries), (_, next)] = pair else { unreachable!() };
            let is_full = entries.len() == MAX_WRITES
                || bytes(request) + (entries.len() + 1) * wire::FRAME + sizes[next[0]] > MAX_BYTES;
            prop_assert!(is_full, "{} of {}", entries.len(), bytes(request));
        }
    }

    #[test]
    fn small_writes_are_as_few_requests_as_there_can_be(count in 0_usize..1000, size in 0_usize..9_000) {
        let text = "x".repeat(size);
        let requests = drained(&mut queue((0..count).map(|id| put_of("shop", id, &text))));
        prop_assert_eq!(requests.len(), count.div_ceil(MAX_WRITES));
    }
}

#[test]
fn large_items_are_as_few_requests_as_their_bytes_allow() {
    // 400 KB of control characters are six times as many bytes on the wire: six of them are below 16 MB.
    let text = "\u{1}".repeat(400_000);
    let requests = drained(&mut queue((0..25).map(|id| put_of("shop", id, &text))));
    let counts: Vec<_> = requests.iter().map(|(_, entries)| entries.len()).collect();
    assert_eq!(counts, [6, 6, 6, 6, 1]);
    // As they are mostly, 25 fit.
    let text = "x".repeat(400_000);
    assert_eq!(drained(&mut queue((0..50).map(|id| put_of("shop", id, &text)))).len(), 2);
}

#[test]
fn without_a_flush_only_what_is_full_is_sent() {
    let mut short = queue((0..24).map(put));
    assert!(short.next_together(false).is_none());
    assert!(short.add(24, put(24)).is_ok());
    assert_eq!(short.next_together(false).unwrap().len(), 25);
    let text = "\u{1}".repeat(400_000);
    let mut large = queue((0..6).map(|id| put_of("shop", id, &text)));
    assert!(large.next_together(false).is_none());
    assert!(large.add(6, put_of("shop", 6, &text)).is_ok());
    assert_eq!(large.next_together(false).unwrap().len(), 6);
}

#[test]
fn what_is_left_goes_first_and_is_filled_up_to_a_full_request() {
    let mut queue = queue((0..60).map(put));
    let first = queue.next_together(true).unwrap();
    let second = queue.next_together(true).unwrap();
    queue.put_back(&first[20..]);
    queue.put_back(&second[..3]);
    let next = queue.next_together(true).unwrap();
    assert_eq!(next[..8], [20, 21, 22, 23, 24, 25, 26, 27]);
    assert_eq!(next[8..], (50..60).collect::<Vec<_>>());
    assert!(queue.next_together(true).is_none());
}

#[test]
fn the_last_write_to_an_item_stands_for_all() {
    let mut queue = queue([put(1), put_of("shop", 2, "first"), put_of("shop", 2, "second"), put(3)]);
    let delete = Write { target: target("shop", 1), way: Way::Delete };
    assert!(queue.add(4, delete).is_ok());
    assert_eq!(queue.entries(), 5);
    let ids = queue.next_together(true).unwrap();
    let request = queue.request(&ids);
    let [part] = request.tables.as_slice() else { unreachable!() };
    let text = |text: &str| item! { "id" => 2, "text" => text };
    assert_eq!(part.requests[0], WriteRequest::Delete(target("shop", 1).key));
    assert_eq!(part.requests[1], WriteRequest::Put(text("second")));
    assert_eq!(part.requests.len(), 3);
    let taken: Vec<_> = ids.iter().map(|id| queue.take(*id).unwrap().0).collect();
    assert_eq!(taken, [vec![0, 4], vec![1, 2], vec![3]]);
    assert_eq!(queue.entries(), 0);
}

#[test]
fn a_write_does_not_take_the_place_of_one_with_a_condition_or_in_flight() {
    let mut queue = queue([put(1), alone(2), put(3)]);
    assert!(queue.add(9, alone(1)).is_err());
    assert!(queue.add(9, put(2)).is_err());
    let ids = queue.next_together(true).unwrap();
    assert!(queue.add(9, put(3)).is_err(), "it is in flight");
    queue.set_unclear(&ids);
    queue.put_back(&ids);
    assert!(queue.add(9, put(3)).is_err(), "it may have been done");
    for id in ids {
        queue.take(id).unwrap();
    }
    assert!(queue.add(9, put(3)).is_ok());
}

#[test]
fn the_rest_is_unknown_if_it_is_in_flight_or_was_not_answered() {
    let mut queue = queue((0..60).map(put));
    let first = queue.next_together(true).unwrap();
    let second = queue.next_together(true).unwrap();
    queue.set_unclear(&first[..2]);
    queue.put_back(&first);
    let rest = queue.take_all();
    let unknown: Vec<_> =
        rest.iter().filter(|(_, rest)| *rest == Rest::Unknown).map(|(entries, _)| entries[0]).collect();
    assert_eq!(unknown, [vec![0, 1], second].concat());
    assert_eq!(rest.len(), 60);
}

#[test]
fn what_was_left_is_known_by_its_key_and_its_table() {
    let writes = [put_of("shop", 1, "a"), put_of("archive", 1, "b"), put_of("shop", 2, "c")];
    let mut queue = queue(writes);
    let ids = queue.next_together(true).unwrap();
    let left = |table: &'static str, item: Item| BatchWrite::new(table, [WriteRequest::Put(item)]);
    let archived = left("archive", item! { "text" => "b", "id" => 1 });
    assert_eq!(queue.unprocessed(&ids, std::slice::from_ref(&archived)), Some(vec![1]));
    assert_eq!(queue.unprocessed(&ids, &[]), Some(vec![]));
    assert_eq!(queue.unprocessed(&ids, &[left("archive", item! { "id" => 2 })]), None, "not sent");
    assert_eq!(queue.unprocessed(&ids, &[left("stock", item! { "id" => 1 })]), None, "not sent");
    assert_eq!(queue.unprocessed(&ids, &[archived.clone(), archived]), None, "sent once");
}

#[test]
fn places_are_used_again() {
    let mut queue: Queue<'_, usize> = Queue::new();
    for entry in 0..1000 {
        assert!(queue.add(entry, put(entry)).is_ok());
        let ids = queue.next_together(true).unwrap();
        assert_eq!(ids, [0]);
        assert_eq!(queue.take(0), Some((vec![entry], Rest::NotDone)));
    }
}
