//! Orders.

use twintable::prelude::*;

/// The index of orders by their status, in the order of their time.
pub const BY_STATUS: &str = "by_status";

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

impl Order {
    /// The key of an order.
    pub fn key(customer_id: &str, id: &str) -> Key<Self> {
        Key::new(PrimaryKey::new("PK", format!("CUSTOMER#{customer_id}")).sort("SK", format!("ORDER#{id}")))
    }

    /// All orders of a customer, in the order of their ids.
    pub fn of_customer(customer_id: &str) -> KeyCondition {
        KeyCondition::partition("PK", format!("CUSTOMER#{customer_id}")).sort("SK").begins_with("ORDER#")
    }

    /// All orders with a status, in the order of their time; in the index [`BY_STATUS`].
    pub fn with_status(status: &str) -> KeyCondition {
        KeyCondition::partition("status", status)
    }
}

impl Entity for Order {
    const NAME: &'static str = "order";

    fn schema() -> &'static TableSchema {
        crate::shop()
    }

    fn primary_key(&self) -> Key<Self> {
        Self::key(&self.customer_id, &self.id)
    }

    fn to_item(&self) -> Result<Item, Error> {
        let Self { customer_id, id, status, placed_at, total } = self;
        Ok(item! {
            "customer_id" => customer_id, "id" => id,
            "status" => status, "placed_at" => *placed_at, "total" => *total,
        })
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        let text =
            |name| item.get(name).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| Self::lacks(name));
        let number = |name| item.get(name).and_then(Value::as_number).ok_or_else(|| Self::lacks(name));
        Ok(Self {
            customer_id: text("customer_id")?,
            id: text("id")?,
            status: text("status")?,
            placed_at: number("placed_at")?.try_into().map_err(|_| Self::lacks("placed_at"))?,
            total: number("total")?,
        })
    }
}
