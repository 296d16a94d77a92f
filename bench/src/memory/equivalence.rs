//! Before anything is timed: all contestants store the same, and give the same answers.

use super::customer::Customer;
use super::{
    bare::Bare,
    embedded::Embedded,
    ours::{Ours, now},
    served::Served,
    shop::{Found, IN_LARGE_CITY, LARGE_CITY, Shop, Walk},
    value::{Map, Plain},
};
use std::collections::BTreeSet;
use twintable::store::GetItem;

/// Stops the program where an answer differs.
pub fn check() {
    let expected = Answers::of(&Bare::filled());
    let ours = Ours::filled();
    assert_eq!(Answers::of(&ours), expected, "the repository");
    assert_eq!(stored_names(&ours), expected.got.keys().cloned().collect(), "what the repository stores");
    assert_eq!(Answers::of(&Embedded::filled()), expected, "dynoxide in process");
    assert_eq!(Answers::of(&Served::filled()), expected, "dynoxide over HTTP");
}

#[derive(Debug, PartialEq)]
struct Answers {
    got: Map<Plain>,
    updated: Map<Plain>,
    got_again: Map<Plain>,
    put: Map<Plain>,
    queried: Vec<Map<Plain>>,
}

impl Answers {
    fn of<S: Shop>(shop: &S) -> Self {
        let mut walk = Walk::new();
        let (city, id) = walk.next();
        let get = || shop.customer(city, id).expect("a customer").into_plain();
        let (got, updated, got_again) = (get(), shop.add_credit(city, id, 7).into_plain(), get());
        assert_eq!(updated, got_again);
        assert_ne!(got, got_again);
        let mut customer = Customer::sample(city, 77);
        customer.id = id.to_owned();
        shop.put(customer);
        let queried: Vec<_> = shop.customers(LARGE_CITY).into_iter().map(Found::into_plain).collect();
        assert_eq!(queried.len(), IN_LARGE_CITY);
        Self { got, updated, got_again, put: get(), queried }
    }
}

/// The names of the attributes of an item in our store.
fn stored_names(shop: &Ours) -> BTreeSet<String> {
    let mut walk = Walk::new();
    let (city, id) = walk.next();
    let key = Customer::key(city, id).into_primary_key().expect("a key");
    let found = now(shop.repository().store().get_item(GetItem::new("shop", key)));
    found.item.expect("an item").iter().map(|(name, _)| name.to_owned()).collect()
}
