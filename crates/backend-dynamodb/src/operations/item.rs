//! Operations on one item.

use crate::{
    convert::{consumed, item_from_sdk},
    error::{Call, Failed},
    input, retry,
    service::Service,
};
use std::sync::Arc;
use twintable::{
    Error, Item,
    store::{
        DeleteItem, DeleteItemOutcome, GetItem, GetItemOutcome, PutItem, PutItemOutcome, UpdateItem,
        UpdateItemOutcome,
    },
};

pub(crate) async fn get_item(service: Arc<Service>, request: GetItem) -> Result<GetItemOutcome, Error> {
    request.validate()?;
    service.schemas.check(&request.table, |schema| request.validate_against(schema))?;
    let call = Call::reading(&request.table);
    let input = input::get_item(request)?;
    let answer = service.read(&call, Box::pin(input.send_with(service.client()))).await?;
    Ok(GetItemOutcome {
        item: answer.item.map(item_from_sdk).transpose()?,
        consumed_capacity: answer.consumed_capacity.map(consumed),
    })
}

pub(crate) async fn put_item(service: Arc<Service>, request: PutItem) -> Result<PutItemOutcome, Error> {
    request.validate()?;
    service.schemas.check(&request.table, |schema| request.validate_against(schema))?;
    let call = Call::writing(&request.table);
    let is_repeatable = retry::put_is_repeatable(&request);
    // What a repeat finds where an attempt before it was done.
    let written = (is_repeatable && request.condition.is_some()).then(|| request.item.clone());
    let input = input::put_item(request)?;
    let answer = match service.write(&call, is_repeatable, Box::pin(input.send_with(service.writer()))).await
    {
        Err(failed) if written.is_some_and(|item| was_done(&failed, &item)) => {
            return Ok(PutItemOutcome::default());
        }
        answer => answer?,
    };
    Ok(PutItemOutcome {
        attributes: answer.attributes.map(item_from_sdk).transpose()?,
        consumed_capacity: answer.consumed_capacity.map(consumed),
    })
}

/// Whether a put failed because of itself: an attempt may have been done, and the condition of a later one failed for an
/// item that is what was to be written.
///
/// If another writer wrote that very item, nothing is different for anyone who reads it.
fn was_done(failed: &Failed, written: &Item) -> bool {
    let Error::ConditionFailed { current } = &failed.error else { return false };
    failed.in_doubt && current.as_ref() == Some(written)
}

pub(crate) async fn update_item(
    service: Arc<Service>,
    request: UpdateItem,
) -> Result<UpdateItemOutcome, Error> {
    request.validate()?;
    service.schemas.check(&request.table, |schema| request.validate_against(schema))?;
    let call = Call::writing(&request.table);
    let is_repeatable = retry::update_is_repeatable(&request);
    let input = input::update_item(request)?;
    let answer = service.write(&call, is_repeatable, Box::pin(input.send_with(service.writer()))).await?;
    Ok(UpdateItemOutcome {
        attributes: answer.attributes.map(item_from_sdk).transpose()?,
        consumed_capacity: answer.consumed_capacity.map(consumed),
    })
}

pub(crate) async fn delete_item(
    service: Arc<Service>,
    request: DeleteItem,
) -> Result<DeleteItemOutcome, Error> {
    request.validate()?;
    service.schemas.check(&request.table, |schema| request.validate_against(schema))?;
    let call = Call::writing(&request.table);
    let is_repeatable = retry::delete_is_repeatable(&request);
    let input = input::delete_item(request)?;
    let answer = service.write(&call, is_repeatable, Box::pin(input.send_with(service.writer()))).await?;
    Ok(DeleteItemOutcome {
        attributes: answer.attributes.map(item_from_sdk).transpose()?,
        consumed_capacity: answer.consumed_capacity.map(consumed),
    })
}
