//! Races of whole calls.

use super::{
    by_hand::ByHand,
    dynamodb_facade::Facade,
    entity::Customer,
    modyne::Modyne,
    peer::Peer,
    serde_dynamo::SerdeDynamo,
    stub::{Stub, answers},
    twintable::Twintable,
};
use crate::measure::{Clock, Race};
use std::{cell::LazyCell, hint::black_box, rc::Rc};
use tokio::runtime::{Builder, Runtime};

/// The control: raw once more, with a client of its own. What it takes in parts of what raw takes is noise.
pub const AGAIN: &str = "raw again";

/// The customer of the calls on one item.
pub const ID: &str = "c000001";

/// What is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    Put,
    Get,
    Update,
    Query,
}

impl Operation {
    pub const ALL: [Self; 4] = [Self::Put, Self::Get, Self::Update, Self::Query];

    /// The race of whole calls.
    pub const fn race(self) -> &'static str {
        match self {
            Self::Put => "put",
            Self::Get => "get",
            Self::Update => "update",
            Self::Query => "query",
        }
    }

    /// What a call takes.
    pub fn input(self) -> Option<Customer> {
        (self == Self::Put).then(|| Customer::numbered(1))
    }

    /// One call, to its end.
    pub async fn call<P: Peer>(self, peer: &P, input: Option<Customer>) {
        match self {
            Self::Put => peer.put(input.expect("a customer to put")).await,
            Self::Get => drop(black_box(peer.get(ID).await)),
            Self::Update => drop(black_box(peer.update(ID).await)),
            Self::Query => drop(black_box(peer.query().await)),
        }
    }
}

/// One runtime for all.
pub fn runtime() -> Runtime {
    Builder::new_current_thread().enable_time().build().expect("a runtime")
}

/// All races.
pub fn races() -> Vec<Race> {
    let runtime = Rc::new(runtime());
    let races = Operation::ALL.map(|operation| {
        let race = Race::new(operation.race(), Clock::Thread);
        let race = whole::<ByHand>(race, ByHand::NAME, operation, &runtime);
        let race = whole::<ByHand>(race, AGAIN, operation, &runtime);
        let race = whole::<SerdeDynamo>(race, SerdeDynamo::NAME, operation, &runtime);
        let race = whole::<Modyne>(race, Modyne::NAME, operation, &runtime);
        let race = whole::<Facade>(race, Facade::NAME, operation, &runtime);
        whole::<Twintable>(race, Twintable::NAME, operation, &runtime)
    });
    races.into()
}

/// From the typed value to the answer's typed value.
fn whole<P: Peer>(race: Race, name: &'static str, operation: Operation, runtime: &Rc<Runtime>) -> Race {
    let runtime = Rc::clone(runtime);
    let peer = LazyCell::new(|| P::new(Stub::Answers(answers()).client()));
    race.fed(
        name,
        move || operation.input(),
        move |inputs| {
            // Made before the runtime runs: the stub's answers are made by a runtime too.
            let peer = LazyCell::force(&peer);
            runtime.block_on(async {
                for input in inputs {
                    operation.call::<P>(peer, input).await;
                }
            });
        },
    )
}
