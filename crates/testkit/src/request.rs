//! A request of any operation.

use crate::{
    Operation,
    call::{Parts, Target},
};
use std::fmt;
use twintable::{
    Item,
    store::{
        BatchGetItem, BatchWriteItem, DeleteItem, GetItem, PutItem, Query, Scan, TransactGetItems,
        TransactWriteItems, UpdateItem,
    },
};

/// A request of any of the ten operations.
///
/// `Display` is a line for messages: the operation, the tables, the index and, for batches and transactions, the
/// number of items. It shows no values; `Debug` shows everything.
///
/// # Examples
///
/// ```
/// use twintable::{expr::KeyCondition, store::Query};
/// use twintable_testkit::{Operation, Request};
///
/// let query = Query::new("shop", KeyCondition::partition("email", "ann@example.com")).index("by_email");
/// let request = Request::from(query);
/// assert_eq!(request.operation(), Operation::Query);
/// assert_eq!(request.to_string(), "Query of shop by by_email");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as the operations are")]
pub enum Request {
    Get(GetItem),
    Put(PutItem),
    Update(UpdateItem),
    Delete(DeleteItem),
    Query(Query),
    Scan(Scan),
    BatchGet(BatchGetItem),
    BatchWrite(BatchWriteItem),
    TransactGet(TransactGetItems),
    TransactWrite(TransactWriteItems),
}

impl Request {
    /// The operation that the request is for.
    pub fn operation(&self) -> Operation {
        self.as_parts().operation()
    }

    /// The tables that the request names, each once, in the order of the request.
    pub fn tables(&self) -> Vec<&str> {
        let mut tables = Vec::new();
        for part in self.as_parts().parts() {
            if !tables.contains(&part.table) {
                tables.push(part.table);
            }
        }
        tables
    }

    /// The index that a query or scan reads.
    pub fn index(&self) -> Option<&str> {
        match self {
            Self::Query(request) => request.index.as_deref(),
            Self::Scan(request) => request.index.as_deref(),
            Self::Get(_)
            | Self::Put(_)
            | Self::Update(_)
            | Self::Delete(_)
            | Self::BatchGet(_)
            | Self::BatchWrite(_)
            | Self::TransactGet(_)
            | Self::TransactWrite(_) => None,
        }
    }

    /// A query or scan with another start: for the page after the one that ended with that key, or for the first. `None`
    /// where the request is not for a page.
    ///
    /// # Examples
    ///
    /// ```
    /// use twintable::{item, store::Scan};
    /// use twintable_testkit::Request;
    ///
    /// let last = Some(item! { "id" => "b" });
    /// let request = Request::from(Scan::new("shop").limit(2));
    /// assert_eq!(request.after(last.clone()), Some(Scan::new("shop").limit(2).after(last).into()));
    /// ```
    #[must_use]
    pub fn after(&self, start: Option<Item>) -> Option<Self> {
        match self {
            Self::Query(query) => Some(Self::Query(query.clone().after(start))),
            Self::Scan(scan) => Some(Self::Scan(scan.clone().after(start))),
            Self::Get(_)
            | Self::Put(_)
            | Self::Update(_)
            | Self::Delete(_)
            | Self::BatchGet(_)
            | Self::BatchWrite(_)
            | Self::TransactGet(_)
            | Self::TransactWrite(_) => None,
        }
    }

    /// How many items the request names: one, or those of a batch or transaction; none for a query or scan,
    /// which name a part of a table.
    pub fn item_count(&self) -> usize {
        let names_item = |target: &Target<'_>| match target {
            Target::Key(_) | Target::Item(_) => true,
            Target::Partition(_) | Target::Everything => false,
        };
        self.as_parts().parts().iter().filter(|part| names_item(&part.target)).count()
    }

    pub(crate) fn as_parts(&self) -> &dyn Parts {
        match self {
            Self::Get(request) => request,
            Self::Put(request) => request,
            Self::Update(request) => request,
            Self::Delete(request) => request,
            Self::Query(request) => request,
            Self::Scan(request) => request,
            Self::BatchGet(request) => request,
            Self::BatchWrite(request) => request,
            Self::TransactGet(request) => request,
            Self::TransactWrite(request) => request,
        }
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation();
        write!(f, "{operation} of {}", self.tables().join(", "))?;
        if let Some(index) = self.index() {
            write!(f, " by {index}")?;
        }
        if operation.is_batch() || operation.is_transaction() {
            let count = self.item_count();
            write!(f, ": {count} {}", if count == 1 { "item" } else { "items" })?;
        }
        Ok(())
    }
}
