//! Operations on one item.

use crate::{
    DynamoDbStore,
    convert::{consumed, item_from_sdk},
    error::Call,
    input, retry,
};
use twintable::{
    Error,
    store::{
        DeleteItem, DeleteItemOutcome, GetItem, GetItemOutcome, PutItem, PutItemOutcome, UpdateItem,
        UpdateItemOutcome,
    },
};

pub(crate) async fn get_item(store: &DynamoDbStore, request: GetItem) -> Result<GetItemOutcome, Error> {
    request.validate()?;
    store.schemas.check(&request.table, |schema| request.validate_against(schema))?;
    let call = Call::reading(&request.table);
    let answer =
        input::get_item(request)?.send_with(&store.client).await.map_err(|error| call.error(error))?;
    Ok(GetItemOutcome {
        item: answer.item.map(item_from_sdk).transpose()?,
        consumed_capacity: answer.consumed_capacity.map(consumed),
    })
}

pub(crate) async fn put_item(store: &DynamoDbStore, request: PutItem) -> Result<PutItemOutcome, Error> {
    request.validate()?;
    store.schemas.check(&request.table, |schema| request.validate_against(schema))?;
    let call = Call::writing(&request.table);
    let client = store.client_for(retry::put_is_repeatable(&request));
    let answer = input::put_item(request)?.send_with(client).await.map_err(|error| call.error(error))?;
    Ok(PutItemOutcome {
        attributes: answer.attributes.map(item_from_sdk).transpose()?,
        consumed_capacity: answer.consumed_capacity.map(consumed),
    })
}

pub(crate) async fn update_item(
    store: &DynamoDbStore,
    request: UpdateItem,
) -> Result<UpdateItemOutcome, Error> {
    request.validate()?;
    store.schemas.check(&request.table, |schema| request.validate_against(schema))?;
    let call = Call::writing(&request.table);
    let client = store.client_for(retry::update_is_repeatable(&request));
    let answer = input::update_item(request)?.send_with(client).await.map_err(|error| call.error(error))?;
    Ok(UpdateItemOutcome {
        attributes: answer.attributes.map(item_from_sdk).transpose()?,
        consumed_capacity: answer.consumed_capacity.map(consumed),
    })
}

pub(crate) async fn delete_item(
    store: &DynamoDbStore,
    request: DeleteItem,
) -> Result<DeleteItemOutcome, Error> {
    request.validate()?;
    store.schemas.check(&request.table, |schema| request.validate_against(schema))?;
    let call = Call::writing(&request.table);
    let client = store.client_for(retry::delete_is_repeatable(&request));
    let answer = input::delete_item(request)?.send_with(client).await.map_err(|error| call.error(error))?;
    Ok(DeleteItemOutcome {
        attributes: answer.attributes.map(item_from_sdk).transpose()?,
        consumed_capacity: answer.consumed_capacity.map(consumed),
    })
}
