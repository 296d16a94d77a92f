//! Races of the mappings alone: an entity to the SDK's item, and back.

use super::{
    by_hand::{self, ByHand},
    dynamodb_facade::{Facade, ShopTable},
    entity::Customer,
    hand_mapped::HandMapped,
    modyne::Modyne,
    peer::{Peer, SdkItem},
    serde_dynamo::SerdeDynamo,
    twintable::Twintable,
};
use crate::measure::{Clock, Race};
use ::twintable::Entity;
use std::hint::black_box;
use twintable_dynamodb::{item_from_sdk, item_to_sdk};

pub const TO_ITEM: &str = "entity to item";
pub const FROM_ITEM: &str = "item to entity";

/// Both races. The fields alone, where they can be had without key and type; modyne and dynamodb-facade add these.
pub fn races() -> Vec<Race> {
    let to = Race::new(TO_ITEM, Clock::Thread);
    let to = to_item(to, ByHand::NAME, by_hand::to_fields);
    let to = to_item(to, SerdeDynamo::NAME, |customer| {
        ::serde_dynamo::to_item(customer).expect("it can be stored")
    });
    let to = to_item(to, Facade::NAME, facade_to_item);
    let to = to_item(to, Twintable::NAME, |customer| {
        customer.to_item().map(item_to_sdk).expect("it can be stored")
    });
    let by_hand = HandMapped(Customer::numbered(1));
    let to =
        to_item(to, HandMapped::NAME, move |_| by_hand.to_item().map(item_to_sdk).expect("it can be stored"));
    let to = to.fed(
        Modyne::NAME,
        || Customer::numbered(1),
        |customers| {
            for customer in customers {
                drop(black_box(::modyne::EntityExt::into_item(black_box(customer))));
            }
        },
    );
    let from = Race::new(FROM_ITEM, Clock::Thread);
    let from = from_item(from, ByHand::NAME, |item| by_hand::from_item(item).expect("a customer"));
    let from =
        from_item(from, SerdeDynamo::NAME, |item| ::serde_dynamo::from_item(item).expect("a customer"));
    let from =
        from_item(from, Modyne::NAME, |item| ::modyne::ProjectionExt::from_item(item).expect("a customer"));
    let from = from_item(from, Facade::NAME, facade_from_item);
    let from = from_item(from, Twintable::NAME, |item| {
        item_from_sdk(item).and_then(|mut item| Customer::take_from(&mut item)).expect("a customer")
    });
    let from = from_item(from, HandMapped::NAME, |item| {
        let HandMapped(customer) =
            item_from_sdk(item).and_then(|item| HandMapped::from_item(&item)).expect("a customer");
        customer
    });
    vec![to, from]
}

fn facade_to_item(customer: &Customer) -> SdkItem {
    ::dynamodb_facade::DynamoDBItem::<ShopTable>::to_item(customer).into_inner()
}

fn facade_from_item(item: SdkItem) -> Customer {
    // There is no public way from the SDK's item to its own.
    ::serde_dynamo::from_item(item).expect("a customer")
}

fn to_item(race: Race, name: &'static str, map: impl Fn(&Customer) -> SdkItem + 'static) -> Race {
    let customer = Customer::numbered(1);
    race.contestant(name, move |times| {
        for _ in 0..times {
            drop(black_box(map(black_box(&customer))));
        }
    })
}

fn from_item(race: Race, name: &'static str, map: impl Fn(SdkItem) -> Customer + 'static) -> Race {
    race.fed(
        name,
        || by_hand::to_fields(&Customer::numbered(1)),
        move |items| {
            for item in items {
                drop(black_box(map(black_box(item))));
            }
        },
    )
}
