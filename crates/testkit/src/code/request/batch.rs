//! Batches.

use super::super::{Code, Literal, list, vec};
use super::capacity;
use std::fmt;
use twintable::store::{BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, WriteRequest};

impl fmt::Display for Code<'_, BatchGetItem> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BatchGetItem { tables, return_consumed_capacity } = self.0;
        let literal = batch("BatchGetItem", tables, |get| Code(get).to_string())
            .field("return_consumed_capacity", capacity(*return_consumed_capacity));
        write!(f, "{literal}")
    }
}

impl fmt::Display for Code<'_, BatchWriteItem> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BatchWriteItem { tables, return_consumed_capacity } = self.0;
        let literal = batch("BatchWriteItem", tables, |write| Code(write).to_string())
            .field("return_consumed_capacity", capacity(*return_consumed_capacity));
        write!(f, "{literal}")
    }
}

/// A batch of some tables: a constructor takes one.
fn batch<T: PartialEq>(name: &'static str, tables: &[T], code: impl Fn(&T) -> String) -> Literal {
    match tables {
        [one] => Literal::new(name, format!("{name}::of({})", code(one))),
        _ => Literal::default(name, 2).field("tables", (!tables.is_empty()).then(|| vec(tables, code))),
    }
}

impl fmt::Display for Code<'_, BatchGet> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BatchGet { table, keys, projection, consistent } = self.0;
        let keys = list(keys, |key| Code(key).to_string());
        let literal = Literal::new("BatchGet", format!("BatchGet::new({}, {keys})", Code(table.as_ref())))
            .some("projection", projection.as_ref().map(Code))
            .flag("consistent", *consistent);
        write!(f, "{literal}")
    }
}

impl fmt::Display for Code<'_, BatchWrite> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BatchWrite { table, requests } = self.0;
        let requests = list(requests, |request| match request {
            WriteRequest::Put(item) => format!("WriteRequest::Put({})", Code(item)),
            WriteRequest::Delete(key) => format!("WriteRequest::Delete({})", Code(key)),
        });
        write!(f, "BatchWrite::new({}, {requests})", Code(table.as_ref()))
    }
}
