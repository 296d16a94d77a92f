//! Batches.

use super::{Explanation, Sealed};
use crate::input;
use aws_sdk_dynamodb::types::{DeleteRequest, KeysAndAttributes, PutRequest, WriteRequest};
use twintable::{
    Error,
    store::{BatchGetItem, BatchWriteItem},
};

impl Sealed for BatchGetItem {
    fn explanation(&self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::batch_get_item(self.clone())?;
        let tables = input.get_request_items().iter().flatten();
        Ok(Explanation::new("BatchGetItem")
            .set("ReturnConsumedCapacity", input.get_return_consumed_capacity().as_ref())
            .parts(by_table(tables.map(|(table, gets)| table_gets(table, gets)))?))
    }
}

fn table_gets(table: &str, gets: &KeysAndAttributes) -> Result<Explanation, Error> {
    let part = Explanation::new("Get")
        .on(Some(table))
        .text("ProjectionExpression", gets.projection_expression())
        .names(gets.expression_attribute_names())
        .set("ConsistentRead", gets.consistent_read());
    gets.keys().iter().try_fold(part, |part, key| part.item("Key", Some(key)))
}

impl Sealed for BatchWriteItem {
    fn explanation(&self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::batch_write_item(self.clone())?;
        let tables = input.get_request_items().iter().flatten();
        Ok(Explanation::new("BatchWriteItem")
            .set("ReturnConsumedCapacity", input.get_return_consumed_capacity().as_ref())
            .parts(by_table(tables.map(|(table, writes)| table_writes(table, writes)))?))
    }
}

/// Of the two fields of a write one is set.
fn table_writes(table: &str, writes: &[WriteRequest]) -> Result<Explanation, Error> {
    writes.iter().try_fold(Explanation::new("Write").on(Some(table)), |part, write| {
        part.item("PutRequest", write.put_request().map(PutRequest::item))?
            .item("DeleteRequest", write.delete_request().map(DeleteRequest::key))
    })
}

/// The SDK's tables have no order.
fn by_table(parts: impl Iterator<Item = Result<Explanation, Error>>) -> Result<Vec<Explanation>, Error> {
    let mut parts = parts.collect::<Result<Vec<_>, _>>()?;
    parts.sort_by(|a, b| a.table.cmp(&b.table));
    Ok(parts)
}
