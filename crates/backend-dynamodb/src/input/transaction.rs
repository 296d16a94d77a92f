//! Transactions.

use super::{condition, item::updated, projected, return_on_failure};
use crate::{
    compile::{Placeholders, Substitutions},
    convert::{item_to_sdk, key_to_sdk, return_consumed},
    error::unsendable,
};
use aws_sdk_dynamodb::{
    operation::{
        transact_get_items::builders::TransactGetItemsInputBuilder,
        transact_write_items::builders::TransactWriteItemsInputBuilder,
    },
    types::{ConditionCheck, Delete, Get, Put, TransactGetItem, TransactWriteItem, Update},
};
use twintable::{
    Error,
    store::{
        TransactCheck, TransactDelete, TransactGet, TransactGetItems, TransactPut, TransactUpdate,
        TransactWrite, TransactWriteItems,
    },
};

pub(crate) fn transact_get_items(request: TransactGetItems) -> Result<TransactGetItemsInputBuilder, Error> {
    let TransactGetItems { gets, return_consumed_capacity } = request;
    let gets = gets.into_iter().map(get).collect::<Result<Vec<_>, _>>()?;
    Ok(TransactGetItemsInputBuilder::default()
        .set_transact_items(Some(gets))
        .set_return_consumed_capacity(return_consumed(return_consumed_capacity)))
}

pub(crate) fn transact_write_items(
    request: TransactWriteItems,
) -> Result<TransactWriteItemsInputBuilder, Error> {
    let TransactWriteItems { actions, client_request_token, return_consumed_capacity } = request;
    let actions = actions.into_iter().map(action).collect::<Result<Vec<_>, _>>()?;
    Ok(TransactWriteItemsInputBuilder::default()
        .set_transact_items(Some(actions))
        .set_client_request_token(client_request_token)
        .set_return_consumed_capacity(return_consumed(return_consumed_capacity)))
}

/// Each read has expressions, names and so a placeholder table of its own; and so has each action below.
fn get(get: TransactGet) -> Result<TransactGetItem, Error> {
    let TransactGet { table, key, projection } = get;
    let mut placeholders = Placeholders::default();
    let projection = projected(&mut placeholders, projection.as_ref())?;
    let Substitutions { names, values: _ } = placeholders.into_substitutions()?;
    let get = Get::builder()
        .table_name(table)
        .set_key(Some(key_to_sdk(key)))
        .set_projection_expression(projection)
        .set_expression_attribute_names(names)
        .build()
        .map_err(unsendable)?;
    Ok(TransactGetItem::builder().get(get).build())
}

fn action(action: TransactWrite) -> Result<TransactWriteItem, Error> {
    let builder = TransactWriteItem::builder();
    Ok(match action {
        TransactWrite::Put(action) => builder.put(put(action)?),
        TransactWrite::Update(action) => builder.update(update(action)?),
        TransactWrite::Delete(action) => builder.delete(delete(action)?),
        TransactWrite::ConditionCheck(action) => builder.condition_check(condition_check(action)?),
    }
    .build())
}

fn put(action: TransactPut) -> Result<Put, Error> {
    let TransactPut { table, item, condition: filter, return_on_condition_failure } = action;
    let mut placeholders = Placeholders::default();
    let condition = condition(&mut placeholders, filter)?;
    let Substitutions { names, values } = placeholders.into_substitutions()?;
    Put::builder()
        .table_name(table)
        .set_item(Some(item_to_sdk(item)))
        .set_condition_expression(condition)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_return_values_on_condition_check_failure(return_on_failure(return_on_condition_failure))
        .build()
        .map_err(unsendable)
}

fn update(action: TransactUpdate) -> Result<Update, Error> {
    let TransactUpdate { table, key, update, condition: filter, return_on_condition_failure } = action;
    let mut placeholders = Placeholders::default();
    let update = updated(&mut placeholders, update)?;
    let condition = condition(&mut placeholders, filter)?;
    let Substitutions { names, values } = placeholders.into_substitutions()?;
    Update::builder()
        .table_name(table)
        .set_key(Some(key_to_sdk(key)))
        .set_update_expression(update)
        .set_condition_expression(condition)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_return_values_on_condition_check_failure(return_on_failure(return_on_condition_failure))
        .build()
        .map_err(unsendable)
}

fn delete(action: TransactDelete) -> Result<Delete, Error> {
    let TransactDelete { table, key, condition: filter, return_on_condition_failure } = action;
    let mut placeholders = Placeholders::default();
    let condition = condition(&mut placeholders, filter)?;
    let Substitutions { names, values } = placeholders.into_substitutions()?;
    Delete::builder()
        .table_name(table)
        .set_key(Some(key_to_sdk(key)))
        .set_condition_expression(condition)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_return_values_on_condition_check_failure(return_on_failure(return_on_condition_failure))
        .build()
        .map_err(unsendable)
}

fn condition_check(action: TransactCheck) -> Result<ConditionCheck, Error> {
    let TransactCheck { table, key, condition: filter, return_on_condition_failure } = action;
    let mut placeholders = Placeholders::default();
    let condition = condition(&mut placeholders, Some(filter))?;
    let Substitutions { names, values } = placeholders.into_substitutions()?;
    ConditionCheck::builder()
        .table_name(table)
        .set_key(Some(key_to_sdk(key)))
        .set_condition_expression(condition)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_return_values_on_condition_check_failure(return_on_failure(return_on_condition_failure))
        .build()
        .map_err(unsendable)
}
