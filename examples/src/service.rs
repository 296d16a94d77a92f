//! What the service does, written against the ports alone.

use crate::{Customer, Order};
use twintable::{prelude::*, repository::Page};

/// Adds a customer, who must be new.
///
/// # Errors
///
/// [`Error::AlreadyExists`] for a customer with that id.
pub async fn sign_up(customers: &dyn Repository<Customer>, id: &str, email: &str) -> Result<Customer, Error> {
    let customer = Customer { id: id.to_owned(), email: email.to_owned(), credit: Number::from(100) };
    customers.create(customer).await
}

/// Marks an open order as shipped.
///
/// # Errors
///
/// [`Error::NotFound`], and [`Error::ConditionFailed`] for an order that is not open.
pub async fn ship(orders: &dyn Repository<Order>, key: Key<Order>) -> Result<Order, Error> {
    orders.update(key).set(Order::STATUS, "shipped").when(Order::STATUS.eq("open")).await
}

/// A page of the open orders of all customers, the newest first. It goes on after the cursor of another page, as the
/// client sent it.
///
/// # Errors
///
/// [`Error::CursorRejected`] for what is no cursor of this list; else what the repository fails with.
pub async fn open_orders(
    orders: &dyn Repository<Order>,
    size: usize,
    after: Option<&str>,
) -> Result<Page<Order>, Error> {
    orders.query(Order::with_status("open")).descending().page_size(size).after(after).page().await
}

#[cfg(test)]
mod tests {
    use super::{ship, sign_up};
    use crate::{Customer, Order, shop};
    use twintable::prelude::*;
    use twintable_memory::MemoryStore;

    #[tokio::test]
    async fn an_order_is_shipped_once() -> Result<(), Error> {
        let store = MemoryStore::with_tables([shop()?])?;
        let (customers, orders) = (store.repository::<Customer>(), store.repository::<Order>());
        sign_up(&customers, "ann", "ann@example.org").await?;
        assert!(matches!(
            sign_up(&customers, "ann", "x@example.org").await,
            Err(Error::AlreadyExists { .. })
        ));

        let (customer_id, id, status) = ("ann".to_owned(), "1".to_owned(), "open".to_owned());
        let order =
            orders.create(Order { customer_id, id, status, placed_at: 1, total: Number::from(5) }).await?;
        assert_eq!(ship(&orders, order.primary_key()).await?.status, "shipped");
        assert!(matches!(ship(&orders, order.primary_key()).await, Err(Error::ConditionFailed { .. })));
        assert!(matches!(ship(&orders, Order::key("ann", "2")).await, Err(Error::NotFound { .. })));
        Ok(())
    }
}
