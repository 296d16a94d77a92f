//! A unit of work that is told what to expect.
#![expect(missing_docs, reason = "written by the macro: one `expect_…` for each method")]

use super::difference::is_same;
use async_trait::async_trait;
use mockall::{Predicate, predicate};
use twintable::{
    BatchOperations, BatchReads, Error, Item, Read, Transaction, UnitOfWork,
    batch::{BatchError, Observer},
    operation::Operation,
};

mockall::mock! {
    /// A unit of work that is told what to expect: `expect_transact_write()`, `expect_transact_get()`,
    /// `expect_batch_write()` and `expect_batch_get()`. A request that nothing expects panics; observers are not called.
    ///
    /// What is read comes as items: [`Entity::to_item`](twintable::Entity::to_item) makes them.
    ///
    /// # Examples
    ///
    /// ```
    /// use futures::executor::block_on;
    /// use twintable::{Error, Transaction, UnitOfWork, operation::put, prelude::*};
    /// use twintable_testkit::mock::{MockUnitOfWork, same_operations};
    ///
    /// #[derive(Debug, Clone, Entity)]
    /// #[entity(table = "shop", partition_key = "ORDER#{id}")]
    /// struct Order { id: String }
    ///
    /// // What is tested.
    /// async fn place(shop: &dyn UnitOfWork, order: Order) -> Result<(), Error> {
    ///     Transaction::new().with(put(order)).commit(shop).await
    /// }
    ///
    /// let order = Order { id: "o-1".to_owned() };
    /// let mut shop = MockUnitOfWork::new();
    /// let expected = same_operations(&Transaction::new().with(put(order.clone())));
    /// shop.expect_transact_write().with(expected).return_once(|_| Err(Error::Conflict));
    /// assert!(block_on(place(&shop, order)).is_err_and(|error| error.is_retryable()));
    /// ```
    #[derive(Debug)]
    pub UnitOfWork {
        pub fn transact_write(&self, transaction: Transaction) -> Result<(), Error>;
        pub fn transact_get(&self, reads: Vec<Read>) -> Result<Vec<Option<Item>>, Error>;
        pub fn batch_write(&self, request: BatchOperations) -> Result<(), BatchError<Operation>>;
        pub fn batch_get(&self, request: BatchReads) -> Result<Vec<Option<Item>>, Error>;
    }
}

#[async_trait]
impl UnitOfWork for MockUnitOfWork {
    async fn transact_write(&self, transaction: &Transaction) -> Result<(), Error> {
        Self::transact_write(self, transaction.clone())
    }

    async fn transact_get(&self, reads: Vec<Read>) -> Result<Vec<Option<Item>>, Error> {
        Self::transact_get(self, reads)
    }

    async fn batch_write(
        &self,
        request: BatchOperations,
        _: Observer<'_>,
    ) -> Result<(), BatchError<Operation>> {
        Self::batch_write(self, request)
    }

    async fn batch_get(&self, request: BatchReads, _: Observer<'_>) -> Result<Vec<Option<Item>>, Error> {
        Self::batch_get(self, request)
    }
}

/// Expects a transaction with the operations of this one, in their order; the token does not matter. Where it has others,
/// the difference is printed to the standard error.
pub fn same_operations(transaction: &Transaction) -> impl Predicate<Transaction> + use<> {
    let expected = transaction.operations().to_vec();
    predicate::function(move |actual: &Transaction| {
        is_same("a transaction", expected.as_slice(), actual.operations())
    })
}
