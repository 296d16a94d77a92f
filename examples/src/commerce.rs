//! A shop in one table: customers, their orders, the lines and payments of an order, and products.
//!
//! | access pattern | answered by |
//! |---|---|
//! | a customer by id, by e-mail | the table, `by_email` |
//! | the orders of a customer, the newest first, of a span of time | the table |
//! | all that belongs to an order: lines and payments | the table, one query for both types |
//! | the open orders of all customers, the oldest first | `open_orders`, which holds no others |
//! | products of a category, of a brand, by price | `by_category`, with two sort attributes |

mod customer;
mod order;
mod product;

pub use customer::{Address, Customer, CustomerId, Standing};
pub use order::{Method, Order, OrderId, OrderLine, OrderPart, OrderStatus, Payment};
pub use product::Product;

use std::sync::LazyLock;
use twintable::prelude::*;

/// The table that all of them share.
///
/// # Errors
///
/// None that a run would meet: the entities agree on the table, which a test holds.
pub fn table() -> Result<&'static TableSchema, Error> {
    static TABLE: LazyLock<Result<TableSchema, Error>> = LazyLock::new(|| {
        TableSchema::shared_by([
            Customer::schema(),
            Order::schema(),
            OrderLine::schema(),
            Payment::schema(),
            Product::schema(),
        ])
    });
    TABLE.as_ref().map_err(|_| Error::invalid(twintable::Rule::TableDiffers))
}
