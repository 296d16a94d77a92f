//! Requests for one item.

use super::{condition, flag, projected, return_old, return_on_failure};
use crate::{
    compile::{Placeholders, Substitutions, update as compile_update},
    convert::{item_to_sdk, key_to_sdk, return_consumed},
};
use aws_sdk_dynamodb::{
    operation::{
        delete_item::builders::DeleteItemInputBuilder, get_item::builders::GetItemInputBuilder,
        put_item::builders::PutItemInputBuilder, update_item::builders::UpdateItemInputBuilder,
    },
    types::ReturnValue,
};
use twintable::{
    Error,
    expr::Update,
    store::{DeleteItem, GetItem, PutItem, ReturnValues, UpdateItem},
};

pub(crate) fn get_item(request: GetItem) -> Result<GetItemInputBuilder, Error> {
    let GetItem { table, key, projection, consistent, return_consumed_capacity } = request;
    let mut placeholders = Placeholders::default();
    let projection = projected(&mut placeholders, projection.as_ref())?;
    let Substitutions { names, values: _ } = placeholders.into_substitutions()?;
    Ok(GetItemInputBuilder::default()
        .table_name(table)
        .set_key(Some(key_to_sdk(key)))
        .set_projection_expression(projection)
        .set_expression_attribute_names(names)
        .set_consistent_read(flag(consistent))
        .set_return_consumed_capacity(return_consumed(return_consumed_capacity)))
}

pub(crate) fn put_item(request: PutItem) -> Result<PutItemInputBuilder, Error> {
    let PutItem {
        table,
        item,
        condition: filter,
        return_values,
        return_on_condition_failure,
        return_consumed_capacity,
    } = request;
    let mut placeholders = Placeholders::default();
    let condition = condition(&mut placeholders, filter)?;
    let Substitutions { names, values } = placeholders.into_substitutions()?;
    Ok(PutItemInputBuilder::default()
        .table_name(table)
        .set_item(Some(item_to_sdk(item)))
        .set_condition_expression(condition)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_return_values(return_old(return_values))
        .set_return_values_on_condition_check_failure(return_on_failure(return_on_condition_failure))
        .set_return_consumed_capacity(return_consumed(return_consumed_capacity)))
}

pub(crate) fn update_item(request: UpdateItem) -> Result<UpdateItemInputBuilder, Error> {
    let UpdateItem {
        table,
        key,
        update,
        condition: filter,
        return_values,
        return_on_condition_failure,
        return_consumed_capacity,
    } = request;
    let mut placeholders = Placeholders::default();
    let update = updated(&mut placeholders, update)?;
    let condition = condition(&mut placeholders, filter)?;
    let Substitutions { names, values } = placeholders.into_substitutions()?;
    Ok(UpdateItemInputBuilder::default()
        .table_name(table)
        .set_key(Some(key_to_sdk(key)))
        .set_update_expression(update)
        .set_condition_expression(condition)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_return_values(return_updated(return_values))
        .set_return_values_on_condition_check_failure(return_on_failure(return_on_condition_failure))
        .set_return_consumed_capacity(return_consumed(return_consumed_capacity)))
}

pub(crate) fn delete_item(request: DeleteItem) -> Result<DeleteItemInputBuilder, Error> {
    let DeleteItem {
        table,
        key,
        condition: filter,
        return_values,
        return_on_condition_failure,
        return_consumed_capacity,
    } = request;
    let mut placeholders = Placeholders::default();
    let condition = condition(&mut placeholders, filter)?;
    let Substitutions { names, values } = placeholders.into_substitutions()?;
    Ok(DeleteItemInputBuilder::default()
        .table_name(table)
        .set_key(Some(key_to_sdk(key)))
        .set_condition_expression(condition)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_return_values(return_old(return_values))
        .set_return_values_on_condition_check_failure(return_on_failure(return_on_condition_failure))
        .set_return_consumed_capacity(return_consumed(return_consumed_capacity)))
}

/// The text of an update; none for an update without actions, which the service takes only so.
pub(super) fn updated(placeholders: &mut Placeholders, update: Update) -> Result<Option<String>, Error> {
    if update.is_empty() {
        return Ok(None);
    }
    placeholders.expression(|sink| compile_update(sink, update)).map(Some)
}

const fn return_updated(asked: ReturnValues) -> Option<ReturnValue> {
    match asked {
        ReturnValues::None => None,
        ReturnValues::AllOld => Some(ReturnValue::AllOld),
        ReturnValues::AllNew => Some(ReturnValue::AllNew),
        ReturnValues::UpdatedOld => Some(ReturnValue::UpdatedOld),
        ReturnValues::UpdatedNew => Some(ReturnValue::UpdatedNew),
    }
}
