//! Batches.

use crate::{
    convert::{KeyNames, consumed_each, item_from_sdk, items_from_sdk, key_from_sdk},
    error::{Call, Effect, unreadable},
    input,
    service::Service,
};
use aws_sdk_dynamodb::types::{KeysAndAttributes, WriteRequest as SdkWriteRequest};
use std::{collections::HashMap, sync::Arc};
use twintable::{
    Error,
    expr::Projection,
    store::{
        BatchGet, BatchGetItem, BatchGetItemOutcome, BatchWrite, BatchWriteItem, BatchWriteItemOutcome,
        TableName, WriteRequest,
    },
};

pub(crate) async fn batch_get_item(
    service: Arc<Service>,
    request: BatchGetItem,
) -> Result<BatchGetItemOutcome, Error> {
    request.validate()?;
    for part in &request.tables {
        service.schemas.check(&part.table, |schema| part.validate_against(schema))?;
    }
    let call = Call::on(request.tables.iter().map(|part| &part.table), Effect::Read);
    let kept: Vec<_> = request.tables.iter().map(KeptGet::of).collect();
    let input = input::batch_get_item(request)?;
    let answer = service.read(&call, Box::pin(input.send_with(service.client()))).await?;
    let items = answer.responses.unwrap_or_default().into_iter();
    Ok(BatchGetItemOutcome {
        items: items
            .map(|(table, items)| Ok((table, items_from_sdk(items)?)))
            .collect::<Result<_, Error>>()?,
        unprocessed: unread(answer.unprocessed_keys.unwrap_or_default(), kept)?,
        consumed_capacity: consumed_each(answer.consumed_capacity),
    })
}

/// What a request asked of a table, for the keys that come back: the answer has expression text instead.
struct KeptGet {
    table: TableName,
    names: Option<KeyNames>,
    projection: Option<Projection>,
    consistent: bool,
}

impl KeptGet {
    fn of(get: &BatchGet) -> Self {
        let BatchGet { table, keys, projection, consistent } = get;
        Self {
            table: table.clone(),
            names: keys.first().map(KeyNames::of),
            projection: projection.clone(),
            consistent: *consistent,
        }
    }
}

fn unread(
    mut answer: HashMap<String, KeysAndAttributes>,
    kept: Vec<KeptGet>,
) -> Result<Vec<BatchGet>, Error> {
    let mut unprocessed = Vec::new();
    for KeptGet { table, names, projection, consistent } in kept {
        let (Some(left), Some(names)) = (answer.remove(table.as_ref()), names) else { continue };
        let keys = left.keys.into_iter().map(|key| key_from_sdk(key, &names)).collect::<Result<_, _>>()?;
        unprocessed.push(BatchGet { table, keys, projection, consistent });
    }
    all_known(&answer)?;
    Ok(unprocessed)
}

pub(crate) async fn batch_write_item(
    service: Arc<Service>,
    request: BatchWriteItem,
) -> Result<BatchWriteItemOutcome, Error> {
    request.validate()?;
    for part in &request.tables {
        service.schemas.check(&part.table, |schema| part.validate_against(schema))?;
    }
    let call = Call::on(request.tables.iter().map(|part| &part.table), Effect::Write);
    let kept: Vec<_> = request.tables.iter().map(|part| (part.table.clone(), delete_names(part))).collect();
    let input = input::batch_write_item(request)?;
    // Whoever sends batches sends again, and needs to know after each attempt what may have been done.
    let answer = service.write(&call, false, Box::pin(input.send_with(service.writer()))).await?;
    Ok(BatchWriteItemOutcome {
        unprocessed: unwritten(answer.unprocessed_items.unwrap_or_default(), kept)?,
        consumed_capacity: consumed_each(answer.consumed_capacity),
    })
}

/// The names of the key that the deletes of a table have, if there are any.
fn delete_names(write: &BatchWrite) -> Option<KeyNames> {
    write.requests.iter().find_map(|request| match request {
        WriteRequest::Put(_) => None,
        WriteRequest::Delete(key) => Some(KeyNames::of(key)),
    })
}

fn unwritten(
    mut answer: HashMap<String, Vec<SdkWriteRequest>>,
    kept: Vec<(TableName, Option<KeyNames>)>,
) -> Result<Vec<BatchWrite>, Error> {
    let mut unprocessed = Vec::new();
    for (table, names) in kept {
        let Some(left) = answer.remove(table.as_ref()).filter(|left| !left.is_empty()) else { continue };
        let requests = left.into_iter().map(|request| write_request(request, names.as_ref()));
        unprocessed.push(BatchWrite { table, requests: requests.collect::<Result<_, _>>()? });
    }
    all_known(&answer)?;
    Ok(unprocessed)
}

fn write_request(request: SdkWriteRequest, names: Option<&KeyNames>) -> Result<WriteRequest, Error> {
    match (request.put_request, request.delete_request, names) {
        (Some(put), None, _) => item_from_sdk(put.item).map(WriteRequest::Put),
        (None, Some(delete), Some(names)) => key_from_sdk(delete.key, names).map(WriteRequest::Delete),
        _ => Err(unreadable("an unprocessed write that no request sent")),
    }
}

/// What is left of a batch may not get lost.
fn all_known<P>(rest: &HashMap<String, P>) -> Result<(), Error> {
    if rest.is_empty() { Ok(()) } else { Err(unreadable("an unprocessed table that no request named")) }
}
