//! Requests, by their constructors; what is not the default is said by name.

mod batch;
mod item;
mod page;
mod transaction;

use super::Code;
use crate::Request;
use std::fmt;
use twintable::store::{ReturnConsumedCapacity, ReturnOld, ReturnValues};

impl fmt::Display for Code<'_, Request> {
    /// The request of its operation, which becomes a [`Request`] by `into`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Request::Get(request) => write!(f, "{}", Code(request)),
            Request::Put(request) => write!(f, "{}", Code(request)),
            Request::Update(request) => write!(f, "{}", Code(request)),
            Request::Delete(request) => write!(f, "{}", Code(request)),
            Request::Query(request) => write!(f, "{}", Code(request)),
            Request::Scan(request) => write!(f, "{}", Code(request)),
            Request::BatchGet(request) => write!(f, "{}", Code(request)),
            Request::BatchWrite(request) => write!(f, "{}", Code(request)),
            Request::TransactGet(request) => write!(f, "{}", Code(request)),
            Request::TransactWrite(request) => write!(f, "{}", Code(request)),
        }
    }
}

/// The code of what is asked, where it is not the default.
const fn capacity(wanted: ReturnConsumedCapacity) -> Option<&'static str> {
    match wanted {
        ReturnConsumedCapacity::None => None,
        ReturnConsumedCapacity::Total => Some("ReturnConsumedCapacity::Total"),
        ReturnConsumedCapacity::Indexes => Some("ReturnConsumedCapacity::Indexes"),
    }
}

/// The same of the item before a write.
const fn return_old(wanted: ReturnOld) -> Option<&'static str> {
    match wanted {
        ReturnOld::None => None,
        ReturnOld::AllOld => Some("ReturnOld::AllOld"),
    }
}

/// The same of what an update returns.
const fn return_values(wanted: ReturnValues) -> Option<&'static str> {
    match wanted {
        ReturnValues::None => None,
        ReturnValues::AllOld => Some("ReturnValues::AllOld"),
        ReturnValues::AllNew => Some("ReturnValues::AllNew"),
        ReturnValues::UpdatedOld => Some("ReturnValues::UpdatedOld"),
        ReturnValues::UpdatedNew => Some("ReturnValues::UpdatedNew"),
    }
}
