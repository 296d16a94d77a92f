//! Operations on one item.

use crate::{
    convert::{consumed, item_from_sdk},
    error::Call,
    input, retry,
    service::Service,
};
use twintable::{
    Error,
    store::{
        DeleteItem, DeleteItemOutcome, GetItem, GetItemOutcome, PutItem, PutItemOutcome, UpdateItem,
        UpdateItemOutcome,
    },
};

pub(crate) async fn get_item(service: Service, request: GetItem) -> Result<GetItemOutcome, Error> {
    request.validate()?;
    service.schemas.check(&request.table, |schema| request.validate_against(schema))?;
    let call = Call::reading(&request.table);
    let answer =
        input::get_item(request)?.send_with(service.client()).await.map_err(|error| call.error(error))?;
    Ok(GetItemOutcome {
        item: answer.item.map(item_from_sdk).transpose()?,
        consumed_capacity: answer.consumed_capacity.map(consumed),
    })
}

pub(crate) async fn put_item(service: Service, request: PutItem) -> Result<PutItemOutcome, Error> {
    request.validate()?;
    service.schemas.check(&request.table, |schema| request.validate_against(schema))?;
    let call = Call::writing(&request.table);
    let client = service.client_for(retry::put_is_repeatable(&request));
    let answer = input::put_item(request)?.send_with(client).await.map_err(|error| call.error(error))?;
    Ok(PutItemOutcome {
        attributes: answer.attributes.map(item_from_sdk).transpose()?,
        consumed_capacity: answer.consumed_capacity.map(consumed),
    })
}

pub(crate) async fn update_item(service: Service, request: UpdateItem) -> Result<UpdateItemOutcome, Error> {
    request.validate()?;
    service.schemas.check(&request.table, |schema| request.validate_against(schema))?;
    let call = Call::writing(&request.table);
    let client = service.client_for(retry::update_is_repeatable(&request));
    let answer = input::update_item(request)?.send_with(client).await.map_err(|error| call.error(error))?;
    Ok(UpdateItemOutcome {
        attributes: answer.attributes.map(item_from_sdk).transpose()?,
        consumed_capacity: answer.consumed_capacity.map(consumed),
    })
}

pub(crate) async fn delete_item(service: Service, request: DeleteItem) -> Result<DeleteItemOutcome, Error> {
    request.validate()?;
    service.schemas.check(&request.table, |schema| request.validate_against(schema))?;
    let call = Call::writing(&request.table);
    let client = service.client_for(retry::delete_is_repeatable(&request));
    let answer = input::delete_item(request)?.send_with(client).await.map_err(|error| call.error(error))?;
    Ok(DeleteItemOutcome {
        attributes: answer.attributes.map(item_from_sdk).transpose()?,
        consumed_capacity: answer.consumed_capacity.map(consumed),
    })
}
