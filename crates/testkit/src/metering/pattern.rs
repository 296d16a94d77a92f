//! Requests of one shape.

use super::Cost;
use crate::{Operation, Request};
use std::fmt;
use twintable::{
    expr::{KeyCondition, SortCondition},
    store::{Query, Scan},
};

/// The shape of a request: its operation, tables and index, and what a query names. Requests that differ in values alone
/// have one pattern.
///
/// `Display` shows no values: `Query of shop by by_email: email =, created between, filtered`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct AccessPattern {
    /// The operation.
    pub operation: Operation,
    /// The tables, in the order of the request.
    pub tables: Vec<String>,
    /// The index that a query or scan reads.
    pub index: Option<String>,
    /// How a query's key condition compares each attribute.
    pub key: Vec<(String, &'static str)>,
    /// Whether a filter leaves out items that were read.
    pub filtered: bool,
}

/// What the requests of one pattern cost together.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PatternCost {
    /// The pattern.
    pub pattern: AccessPattern,
    /// What its requests cost.
    pub cost: Cost,
}

impl AccessPattern {
    /// The pattern of a request.
    pub fn of(request: &Request) -> Self {
        let (key, filtered) = match request {
            Request::Query(Query { key_condition, filter, .. }) => {
                (compared(key_condition), filter.is_some())
            }
            Request::Scan(Scan { filter, .. }) => (Vec::new(), filter.is_some()),
            Request::Get(_)
            | Request::Put(_)
            | Request::Update(_)
            | Request::Delete(_)
            | Request::BatchGet(_)
            | Request::BatchWrite(_)
            | Request::TransactGet(_)
            | Request::TransactWrite(_) => (Vec::new(), false),
        };
        Self {
            operation: request.operation(),
            tables: request.tables().into_iter().map(str::to_owned).collect(),
            index: request.index().map(str::to_owned),
            key,
            filtered,
        }
    }
}

fn compared(KeyCondition { partition, sort }: &KeyCondition) -> Vec<(String, &'static str)> {
    let partition = partition.iter().map(|(name, _)| (name.to_string(), "="));
    let sort = sort.iter().map(|(name, condition)| (name.to_string(), operator(condition)));
    partition.chain(sort).collect()
}

const fn operator(condition: &SortCondition) -> &'static str {
    match condition {
        SortCondition::Equal(_) => "=",
        SortCondition::Less(_) => "<",
        SortCondition::LessOrEqual(_) => "<=",
        SortCondition::Greater(_) => ">",
        SortCondition::GreaterOrEqual(_) => ">=",
        SortCondition::Between(..) => "between",
        SortCondition::BeginsWith(_) => "begins with",
    }
}

impl fmt::Display for AccessPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, tables, index, key, filtered } = self;
        write!(f, "{operation} of {}", tables.join(", "))?;
        if let Some(index) = index {
            write!(f, " by {index}")?;
        }
        let key = key.iter().map(|(name, operator)| format!("{name} {operator}"));
        let details: Vec<_> = key.chain(filtered.then(|| "filtered".to_owned())).collect();
        if details.is_empty() { Ok(()) } else { write!(f, ": {}", details.join(", ")) }
    }
}
