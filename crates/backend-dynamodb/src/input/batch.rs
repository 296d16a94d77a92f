//! Batches.

use super::{flag, projected};
use crate::{
    compile::{Placeholders, Substitutions},
    convert::{item_to_sdk, key_to_sdk, return_consumed},
    error::unsendable,
};
use aws_sdk_dynamodb::{
    operation::{
        batch_get_item::builders::BatchGetItemInputBuilder,
        batch_write_item::builders::BatchWriteItemInputBuilder,
    },
    types::{DeleteRequest, KeysAndAttributes, PutRequest, WriteRequest as SdkWriteRequest},
};
use std::collections::HashMap;
use twintable::{
    Error,
    store::{BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, WriteRequest},
};

pub(crate) fn batch_get_item(request: BatchGetItem) -> Result<BatchGetItemInputBuilder, Error> {
    let BatchGetItem { tables, return_consumed_capacity } = request;
    let tables = tables.into_iter().map(gets).collect::<Result<HashMap<_, _>, _>>()?;
    Ok(BatchGetItemInputBuilder::default()
        .set_request_items(Some(tables))
        .set_return_consumed_capacity(return_consumed(return_consumed_capacity)))
}

/// What is read from one table has expressions, names and so a placeholder table of its own.
fn gets(get: BatchGet) -> Result<(String, KeysAndAttributes), Error> {
    let BatchGet { table, keys, projection, consistent } = get;
    let mut placeholders = Placeholders::default();
    let projection = projected(&mut placeholders, projection.as_ref())?;
    let Substitutions { names, values: _ } = placeholders.into_substitutions()?;
    let gets = KeysAndAttributes::builder()
        .set_keys(Some(keys.into_iter().map(key_to_sdk).collect()))
        .set_projection_expression(projection)
        .set_expression_attribute_names(names)
        .set_consistent_read(flag(consistent))
        .build()
        .map_err(unsendable)?;
    Ok((table.into_owned(), gets))
}

pub(crate) fn batch_write_item(request: BatchWriteItem) -> Result<BatchWriteItemInputBuilder, Error> {
    let BatchWriteItem { tables, return_consumed_capacity } = request;
    let tables = tables.into_iter().map(writes).collect::<Result<HashMap<_, _>, _>>()?;
    Ok(BatchWriteItemInputBuilder::default()
        .set_request_items(Some(tables))
        .set_return_consumed_capacity(return_consumed(return_consumed_capacity)))
}

fn writes(write: BatchWrite) -> Result<(String, Vec<SdkWriteRequest>), Error> {
    let BatchWrite { table, requests } = write;
    let requests = requests.into_iter().map(write_request).collect::<Result<_, _>>()?;
    Ok((table.into_owned(), requests))
}

fn write_request(request: WriteRequest) -> Result<SdkWriteRequest, Error> {
    let builder = SdkWriteRequest::builder();
    Ok(match request {
        WriteRequest::Put(item) => {
            let put = PutRequest::builder().set_item(Some(item_to_sdk(item))).build();
            builder.put_request(put.map_err(unsendable)?)
        }
        WriteRequest::Delete(key) => {
            let delete = DeleteRequest::builder().set_key(Some(key_to_sdk(key))).build();
            builder.delete_request(delete.map_err(unsendable)?)
        }
    }
    .build())
}
