//! Races of requests alone: from the typed values to what the SDK would send.

use super::{
    by_hand::ByHand,
    calls::{ID, Operation},
    dynamodb_facade::Facade,
    entity::Customer,
    peer::Peer,
    serde_dynamo::SerdeDynamo,
    stub::{Stub, answers},
    twintable::Twintable,
};
use crate::measure::{Clock, Race};
use aws_sdk_dynamodb::operation::{
    put_item::builders::PutItemFluentBuilder, query::builders::QueryFluentBuilder,
    update_item::builders::UpdateItemFluentBuilder,
};
use futures::FutureExt;
use std::{cell::LazyCell, hint::black_box};

/// A peer whose requests can be had unsent. modyne has no such way.
pub trait Requests: Peer {
    fn put_request(&self, customer: &Customer) -> PutItemFluentBuilder;

    fn update_request(&self, id: &str) -> UpdateItemFluentBuilder;

    fn query_request(&self) -> QueryFluentBuilder;
}

/// The race of an operation's requests; none for a get, whose request is a key.
pub const fn race_of(operation: Operation) -> Option<&'static str> {
    match operation {
        Operation::Put => Some("build put"),
        Operation::Get => None,
        Operation::Update => Some("build update"),
        Operation::Query => Some("build query"),
    }
}

/// All races.
pub fn races() -> Vec<Race> {
    let races = Operation::ALL.into_iter().filter_map(|operation| {
        let race = Race::new(race_of(operation)?, Clock::Thread);
        let race = built::<ByHand>(race, operation);
        let race = built::<SerdeDynamo>(race, operation);
        let race = built::<Facade>(race, operation);
        Some(built_on_paper(race, operation))
    });
    races.collect()
}

fn built<P: Requests>(race: Race, operation: Operation) -> Race {
    let peer = LazyCell::new(|| P::new(Stub::Answers(answers()).client()));
    race.fed(
        P::NAME,
        move || operation.input(),
        move |inputs| {
            for input in inputs {
                match (operation, input) {
                    (Operation::Put, Some(customer)) => drop(black_box(peer.put_request(&customer))),
                    (Operation::Update, _) => drop(black_box(peer.update_request(ID))),
                    (Operation::Query, _) => drop(black_box(peer.query_request())),
                    (Operation::Put | Operation::Get, _) => unreachable!("no race"),
                }
            }
        },
    )
}

/// What a repository asks of its store, made into the SDK's inputs: with all checks and futures up to there.
fn built_on_paper(race: Race, operation: Operation) -> Race {
    let peer = LazyCell::new(Twintable::on_paper);
    race.fed(
        Twintable::NAME,
        move || operation.input(),
        move |inputs| {
            for input in inputs {
                let outcome = operation.call(&*peer, input).now_or_never();
                assert!(outcome.is_none(), "nothing is sent, so nothing answers");
            }
        },
    )
}
