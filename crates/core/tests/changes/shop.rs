//! Two types of entities in one table, and their changes.

use twintable::{change::Change, prelude::*};

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{id}", sort_key = "PROFILE")]
pub(crate) struct Customer {
    pub(crate) id: String,
    #[entity(unique)]
    pub(crate) email: String,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{customer}", sort_key = "ORDER#{number:05}")]
pub(crate) struct Order {
    pub(crate) customer: String,
    pub(crate) number: u32,
    pub(crate) total: u32,
}

#[derive(Debug, Clone, PartialEq, Entity)]
pub(crate) enum InShop {
    Customer(Customer),
    Order(Order),
}

/// An order that costs so much.
pub(crate) fn order(total: u32) -> Order {
    Order { customer: "1".to_owned(), number: 7, total }
}

/// The order as it is stored.
pub(crate) fn stored(total: u32) -> Item {
    let Order { customer, number, total } = order(total);
    key()
        .to_item()
        .with("entity_type", "order")
        .with("customer", customer)
        .with("number", number)
        .with("total", total)
}

/// The key of all orders here.
pub(crate) fn key() -> PrimaryKey {
    PrimaryKey::new("PK", "CUSTOMER#1").sort("SK", "ORDER#00007")
}

/// A change of the order's item.
pub(crate) fn change(old: Option<Item>, new: Option<Item>) -> Change {
    Change::between("shop", key(), old, new).expect("a change")
}
