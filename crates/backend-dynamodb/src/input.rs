//! Requests to the SDK's inputs, each in one walk. What is sent and what `explain` shows both come from here.
//!
//! Every request is taken apart completely, so that a new option does not compile until it is handled.

mod batch;
mod item;
mod page;
mod transaction;

pub(crate) use batch::{batch_get_item, batch_write_item};
pub(crate) use item::{delete_item, get_item, put_item, update_item};
pub(crate) use page::{query, scan};
pub(crate) use transaction::{transact_get_items, transact_write_items};

use crate::compile::{Placeholders, filter, projection};
use aws_sdk_dynamodb::types::{ReturnValue, ReturnValuesOnConditionCheckFailure};
use twintable::{
    Error,
    expr::{Filter, Projection},
    store::ReturnOld,
};

fn condition(placeholders: &mut Placeholders, condition: Option<Filter>) -> Result<Option<String>, Error> {
    condition.map(|condition| placeholders.expression(|sink| filter(sink, condition))).transpose()
}

fn projected(placeholders: &mut Placeholders, paths: Option<&Projection>) -> Result<Option<String>, Error> {
    paths.map(|paths| placeholders.expression(|sink| projection(sink, paths))).transpose()
}

/// A flag that is sent only where it is set.
fn flag(set: bool) -> Option<bool> {
    set.then_some(true)
}

const fn return_old(asked: ReturnOld) -> Option<ReturnValue> {
    match asked {
        ReturnOld::None => None,
        ReturnOld::AllOld => Some(ReturnValue::AllOld),
    }
}

const fn return_on_failure(asked: ReturnOld) -> Option<ReturnValuesOnConditionCheckFailure> {
    match asked {
        ReturnOld::None => None,
        ReturnOld::AllOld => Some(ReturnValuesOnConditionCheckFailure::AllOld),
    }
}
