//! A million forged, changed and misplaced cursors against a sealed codec: none is accepted.
//!
//! So many in a release run, fewer in a debug run, and as many as `FORGERIES` says:
//! `cargo test --release -p twintable --test forgeries -- --nocapture`.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod forge;
mod genuine;
mod random;

use forge::Forgery;
use genuine::World;
use random::Random;
use std::{
    collections::{BTreeMap, HashSet},
    hash::{BuildHasher, RandomState},
};

fn wanted() -> usize {
    match std::env::var("FORGERIES") {
        Ok(count) => count.parse().expect("a number"),
        Err(_) if cfg!(debug_assertions) => 20_000,
        Err(_) => 1_000_000,
    }
}

#[test]
fn no_forgery_is_accepted() {
    let world = World::new();
    let mut random = Random(0x5eed);
    let mut outcomes: BTreeMap<Forgery, BTreeMap<String, usize>> = BTreeMap::new();
    let (mut accepted, mut seen) = (Vec::new(), HashSet::new());
    let (wanted, state) = (wanted(), RandomState::new());
    for count in 0..wanted {
        let kind = Forgery::ALL[count % Forgery::ALL.len()];
        // What came out genuine by chance is no forgery, and none counts twice.
        let (text, place) = loop {
            let (text, place) = forge::forged(kind, &world, &mut random);
            if !world.is_genuine(&text, &place) && seen.insert(state.hash_one((&text, place.to_bytes()))) {
                break (text, place);
            }
        };
        let outcome = match world.open(&text, &place) {
            Ok(_) => {
                accepted.push((kind, text));
                "accepted".to_owned()
            }
            Err(refusal) => format!("{refusal:?}"),
        };
        *outcomes.entry(kind).or_default().entry(outcome).or_default() += 1;
    }
    for (kind, outcomes) in &outcomes {
        println!("{:>9} {kind:?}: {outcomes:?}", outcomes.values().sum::<usize>());
    }
    let tried: usize = outcomes.values().flat_map(BTreeMap::values).sum();
    println!("{tried:>9} different forgeries, {} accepted", accepted.len());
    assert_eq!((tried, outcomes.len()), (wanted, Forgery::ALL.len().min(wanted)));
    assert!(accepted.is_empty(), "{accepted:?}");
    world.assert_genuine_cursors_open();
}

#[test]
fn what_is_genuine_is_accepted_in_its_own_place() {
    World::new().assert_genuine_cursors_open();
}
