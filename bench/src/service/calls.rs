//! Races of whole calls, and of requests alone.

use super::{
    by_hand::{self, ByHand},
    dynamodb_facade::Facade,
    entity::Customer,
    modyne::Modyne,
    peer::Peer,
    serde_dynamo::SerdeDynamo,
    stub::{Stub, answers},
    twintable::Twintable,
};
use crate::measure::{Clock, Race};
use aws_sdk_dynamodb::{
    Client,
    operation::{
        put_item::builders::PutItemInputBuilder, query::builders::QueryInputBuilder,
        update_item::builders::UpdateItemInputBuilder,
    },
};
use std::{cell::LazyCell, future, hint::black_box, pin::pin, rc::Rc, task::Poll};
use tokio::runtime::{Builder, Runtime};

/// The contestant of a race of requests that has its requests ready and only sends them.
pub const SENDING: &str = "sending";

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

    /// The race of requests alone; none for a get, whose request is a key.
    pub const fn race_of_requests(self) -> Option<&'static str> {
        match self {
            Self::Put => Some("build put"),
            Self::Get => None,
            Self::Update => Some("build update"),
            Self::Query => Some("build query"),
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
    let whole = Operation::ALL.map(|operation| {
        let race = Race::new(operation.race(), Clock::Thread);
        let race = whole::<ByHand>(race, operation, &runtime);
        let race = whole::<SerdeDynamo>(race, operation, &runtime);
        let race = whole::<Modyne>(race, operation, &runtime);
        let race = whole::<Facade>(race, operation, &runtime);
        whole::<Twintable>(race, operation, &runtime)
    });
    let requests = Operation::ALL.into_iter().filter_map(|operation| {
        let race = Race::new(operation.race_of_requests()?, Clock::Thread);
        let race = sending(race, operation, &runtime);
        let race = request::<ByHand>(race, operation, &runtime);
        let race = request::<SerdeDynamo>(race, operation, &runtime);
        let race = request::<Modyne>(race, operation, &runtime);
        let race = request::<Facade>(race, operation, &runtime);
        Some(request::<Twintable>(race, operation, &runtime))
    });
    whole.into_iter().chain(requests).collect()
}

/// From the typed value to the answer's typed value.
fn whole<P: Peer>(race: Race, operation: Operation, runtime: &Rc<Runtime>) -> Race {
    let runtime = Rc::clone(runtime);
    let peer = LazyCell::new(|| P::new(Stub::Answers(answers()).client()));
    race.fed(
        P::NAME,
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

/// From the typed value to the connection: what it takes beyond [`sending`] is what the request takes to build.
fn request<P: Peer>(race: Race, operation: Operation, runtime: &Rc<Runtime>) -> Race {
    let runtime = Rc::clone(runtime);
    let peer = LazyCell::new(|| P::new(Stub::Silent.client()));
    race.fed(
        P::NAME,
        move || operation.input(),
        move |inputs| {
            runtime.block_on(async {
                for input in inputs {
                    to_the_connection(operation.call::<P>(&peer, input)).await;
                }
            });
        },
    )
}

/// A request that is ready.
enum Ready {
    Put(PutItemInputBuilder),
    Update(UpdateItemInputBuilder),
    Query(QueryInputBuilder),
}

impl Ready {
    fn of(operation: Operation, client: &Client) -> Option<Self> {
        match operation {
            Operation::Put => {
                let item = by_hand::to_item(&Customer::numbered(1));
                Some(Self::Put(by_hand::put(client, item).as_input().clone()))
            }
            Operation::Get => None,
            Operation::Update => {
                Some(Self::Update(by_hand::update(client, ID, by_hand::update_values()).as_input().clone()))
            }
            Operation::Query => {
                Some(Self::Query(by_hand::query(client, by_hand::query_values()).as_input().clone()))
            }
        }
    }
}

/// Takes a request that is ready to the connection. It also drops what the others are given, as they do.
fn sending(race: Race, operation: Operation, runtime: &Rc<Runtime>) -> Race {
    let runtime = Rc::clone(runtime);
    let client = LazyCell::new(|| Stub::Silent.client());
    let make = LazyCell::new(|| Stub::Silent.client());
    race.fed(
        SENDING,
        move || (Ready::of(operation, &make), operation.input()),
        move |inputs| {
            runtime.block_on(async {
                for (ready, input) in inputs {
                    drop(black_box(input));
                    match ready {
                        Some(Ready::Put(input)) => to_the_connection(input.send_with(&client)).await,
                        Some(Ready::Update(input)) => to_the_connection(input.send_with(&client)).await,
                        Some(Ready::Query(input)) => to_the_connection(input.send_with(&client)).await,
                        None => {}
                    }
                }
            });
        },
    )
}

/// Runs a call until it waits for an answer that does not come.
async fn to_the_connection<T>(call: impl Future<Output = T>) {
    let mut call = pin!(call);
    let waits = future::poll_fn(|context| Poll::Ready(call.as_mut().poll(context).is_pending())).await;
    assert!(waits, "a silent service never answers");
}
