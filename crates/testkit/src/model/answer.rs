//! Requests of any operation.

use super::Model;
use crate::{Outcome, Request};
use std::time::SystemTime;
use twintable::Error;

impl Model {
    /// Does what a request of any operation asks. The time decides how long the token of a transaction is remembered.
    ///
    /// # Errors
    ///
    /// As the operation.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::SystemTime;
    /// use twintable::{KeyAttribute, TableSchema, item, store::PutItem};
    /// use twintable_testkit::{Request, model::Model};
    ///
    /// let mut model = Model::with_tables([TableSchema::new("shop", KeyAttribute::string("id"))])?;
    /// model.answer(&Request::from(PutItem::new("shop", item! { "id" => "a" })), SystemTime::UNIX_EPOCH)?;
    /// assert_eq!(model.items("shop"), [item! { "id" => "a" }]);
    /// # Ok::<(), twintable::Error>(())
    /// ```
    pub fn answer(&mut self, request: &Request, now: SystemTime) -> Result<Outcome, Error> {
        Ok(match request {
            Request::Get(request) => Outcome::Get(self.get_item(request)?),
            Request::Put(request) => Outcome::Put(self.put_item(request)?),
            Request::Update(request) => Outcome::Update(self.update_item(request)?),
            Request::Delete(request) => Outcome::Delete(self.delete_item(request)?),
            Request::Query(request) => Outcome::Page(self.query(request)?),
            Request::Scan(request) => Outcome::Page(self.scan(request)?),
            Request::BatchGet(request) => Outcome::BatchGet(self.batch_get_item(request)?),
            Request::BatchWrite(request) => Outcome::BatchWrite(self.batch_write_item(request)?),
            Request::TransactGet(request) => Outcome::TransactGet(self.transact_get_items(request)?),
            Request::TransactWrite(request) => {
                Outcome::TransactWrite(self.transact_write_items(request, now)?)
            }
        })
    }
}
