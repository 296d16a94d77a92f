//! Orders.

use std::sync::LazyLock;
use twintable::{
    ConsistentIndex, Covers, Index, KeyTemplate, PartFormat,
    index::KeyQuery,
    layout::{IndexLayout, KeyField, Layout},
    prelude::*,
};

/// The index of orders by their status, in the order of their time.
const BY_STATUS: &str = "by_status";

/// An order of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Whose order this is.
    pub customer_id: String,
    /// Which of the customer's orders this is.
    pub id: String,
    /// `open` or `shipped`.
    pub status: String,
    /// When the order was placed, in seconds.
    pub placed_at: u64,
    /// What it costs.
    pub total: Number,
}

/// The table, for reads of orders.
#[derive(Debug)]
pub enum OfCustomer {}

impl Index for OfCustomer {
    type Entity = Order;
    const NAME: Option<&'static str> = None;
}

impl ConsistentIndex for OfCustomer {}
impl Covers for OfCustomer {}

/// The index of orders by their status, for reads of orders.
#[derive(Debug)]
pub enum ByStatus {}

impl Index for ByStatus {
    type Entity = Order;
    const NAME: Option<&'static str> = Some(BY_STATUS);
}

impl Covers for ByStatus {}

impl Order {
    /// The attribute [`status`](field@Self::status).
    pub const STATUS: Attribute<Self, String> = Attribute::new("status");
    /// The attribute [`total`](field@Self::total).
    pub const TOTAL: Attribute<Self, Number> = Attribute::new("total");

    /// The key of an order.
    pub fn key(customer_id: &str, id: &str) -> Key<Self> {
        Key::from_parts([("customer_id", Ok(customer_id.into())), ("id", Ok(id.into()))])
    }

    /// All orders of a customer, in the order of their ids.
    pub fn of_customer(customer_id: &str) -> KeyCondition<OfCustomer> {
        KeyQuery::new([("customer_id", Ok(customer_id.into()))]).finish()
    }

    /// All orders with a status, in the order of their time.
    pub fn with_status(status: &str) -> KeyCondition<ByStatus> {
        KeyQuery::new([("status", Ok(status.into()))]).finish()
    }
}

impl Entity for Order {
    const NAME: &'static str = "order";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            let customer = KeyTemplate::new().literal("CUSTOMER#").part("customer_id", PartFormat::String);
            let order = KeyTemplate::new().literal("ORDER#").part("id", PartFormat::String);
            let by_status = IndexLayout::global(BY_STATUS, KeyField::of::<String>("status"))
                .sort_key(KeyField::of::<u64>("placed_at"));
            Layout::new(Order::NAME, crate::SHOP, KeyField::composed("PK", customer))
                .sort_key(KeyField::composed("SK", order))
                .index(by_status)
                .required(["customer_id", "id", "status", "placed_at", "total"])
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        let Self { customer_id, id, status, placed_at, total } = self;
        let mut item = Item::new();
        Self::write(&mut item, "customer_id", customer_id)?;
        Self::write(&mut item, "id", id)?;
        Self::write(&mut item, "status", status)?;
        Self::write(&mut item, "placed_at", placed_at)?;
        Self::write(&mut item, "total", total)?;
        Ok(item)
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self {
            customer_id: Self::read(item, "customer_id")?,
            id: Self::read(item, "id")?,
            status: Self::read(item, "status")?,
            placed_at: Self::read(item, "placed_at")?,
            total: Self::read(item, "total")?,
        })
    }
}
