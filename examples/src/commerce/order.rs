//! Orders, their lines and payments.

use super::CustomerId;
use std::time::SystemTime;
use twintable::prelude::*;

/// Which order it is.
#[derive(Debug, Clone, PartialEq, Eq, Attribute)]
pub struct OrderId(pub String);

/// How far an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Attribute)]
#[entity(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Placed, and not shipped yet.
    Open,
    /// On its way.
    Shipped,
    /// Given up.
    Cancelled,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "commerce", query = of_customer)]
#[entity(partition_key = "CUSTOMER#{customer_id}", sort_key = "ORDER#{placed_at}#{order_id}")]
#[entity(index(
    name = "open_orders", query = open,
    partition_key = "OPEN", sort_key = "{placed_at}#{order_id}",
    when = status == OrderStatus::Open,
))]
pub struct Order {
    /// Whose order this is.
    pub customer_id: CustomerId,
    /// When it was placed.
    pub placed_at: SystemTime,
    /// Which order this is.
    pub order_id: OrderId,
    /// How far it is.
    pub status: OrderStatus,
    /// What it costs.
    pub total: Number,
    /// What was said about it.
    pub notes: Vec<String>,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "commerce", partition_key = "ORDER#{order_id}", sort_key = "LINE#{line:03}")]
pub struct OrderLine {
    /// Of which order.
    pub order_id: OrderId,
    /// Which line.
    pub line: u16,
    /// What was ordered.
    pub sku: String,
    /// How many.
    pub quantity: u32,
}

/// How something was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Attribute)]
#[entity(rename_all = "snake_case")]
pub enum Method {
    /// With a card.
    Card,
    /// By bank transfer.
    Transfer,
}

/// A payment for an order.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "commerce", partition_key = "ORDER#{order_id}", sort_key = "PAYMENT#{number:03}")]
pub struct Payment {
    /// For which order.
    pub order_id: OrderId,
    /// Which payment for the order.
    pub number: u16,
    /// How it was paid.
    pub method: Method,
    /// What was paid.
    pub amount: Number,
}

/// What lies in the partition of an order.
#[derive(Debug, Clone, PartialEq, Entity)]
pub enum OrderPart {
    /// A line.
    Line(OrderLine),
    /// A payment.
    Payment(Payment),
}
