//! Mocks: stand-ins of repositories, units of work and stores that are told what to expect.
//!
//! A test with a [memory store](https://docs.rs/twintable-memory) says less and finds more, since the store keeps its own
//! rules. A mock is for what no store does on demand, and for tests of what is asked rather than of what comes of it. The
//! mocks are those of [`mockall`]; [`is`] compares requests as plain data, and prints the difference where a request is
//! another one; [`request_of`] makes them as the service does.
//!
//! ```
//! use futures::executor::block_on;
//! use twintable::{Error, prelude::*};
//! use twintable_testkit::mock::{MockRepository, is, request_of};
//!
//! #[derive(Debug, Clone, PartialEq, Entity)]
//! #[entity(table = "shop", partition_key = "CUSTOMER#{id}")]
//! struct Customer {
//!     id: String,
//!     status: String,
//! }
//!
//! // What is tested.
//! async fn suspend(customers: &dyn Repository<Customer>, id: &str) -> Result<Customer, Error> {
//!     customers.update(Customer::key(id)).set(Customer::STATUS, "suspended").await
//! }
//!
//! let mut customers = MockRepository::<Customer>::new();
//! let expected = request_of(async |customers: &dyn Repository<Customer>| {
//!     customers.update(Customer::key("c-1")).set(Customer::STATUS, "suspended").await
//! });
//! customers.expect_update_item().with(is(expected)).times(1).returning(|_| Err(Error::Conflict));
//!
//! let error = block_on(suspend(&customers, "c-1")).unwrap_err();
//! assert!(error.is_retryable());
//! ```

mod difference;
mod item_store;
mod repository;
mod request_of;
mod stored;
mod unit_of_work;

pub use difference::is;
pub use item_store::MockItemStore;
pub use repository::MockRepository;
pub use request_of::{Asked, FromAsked, request_of};
pub use stored::stored;
pub use unit_of_work::{MockUnitOfWork, same_operations};

pub(crate) use difference::difference;
