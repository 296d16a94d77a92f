//! Transactions.

use super::{Explanation, Sealed};
use crate::input;
use aws_sdk_dynamodb::types::{ConditionCheck, Delete, Get, Put, TransactGetItem, TransactWriteItem, Update};
use twintable::{
    Error,
    store::{TransactGetItems, TransactWriteItems},
};

impl Sealed for TransactGetItems {
    fn explanation(&self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::transact_get_items(self.clone())?;
        let gets = input.get_transact_items().iter().flatten().filter_map(TransactGetItem::get);
        Ok(Explanation::new("TransactGetItems")
            .set("ReturnConsumedCapacity", input.get_return_consumed_capacity().as_ref())
            .parts(gets.map(get).collect::<Result<_, _>>()?))
    }
}

fn get(get: &Get) -> Result<Explanation, Error> {
    Ok(Explanation::new("Get")
        .on(Some(get.table_name()))
        .item("Key", Some(get.key()))?
        .text("ProjectionExpression", get.projection_expression())
        .names(get.expression_attribute_names()))
}

impl Sealed for TransactWriteItems {
    fn explanation(&self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::transact_write_items(self.clone())?;
        let actions = input.get_transact_items().iter().flatten();
        Ok(Explanation::new("TransactWriteItems")
            .set("ReturnConsumedCapacity", input.get_return_consumed_capacity().as_ref())
            .set("ClientRequestToken", input.get_client_request_token().as_ref())
            .parts(actions.flat_map(action).collect::<Result<_, _>>()?))
    }
}

/// One action: of the four fields one is set.
fn action(action: &TransactWriteItem) -> impl Iterator<Item = Result<Explanation, Error>> {
    let condition_check = action.condition_check().map(condition_check);
    let put = action.put().map(put);
    let delete = action.delete().map(delete);
    let update = action.update().map(update);
    [condition_check, put, delete, update].into_iter().flatten()
}

fn condition_check(action: &ConditionCheck) -> Result<Explanation, Error> {
    Ok(Explanation::new("ConditionCheck")
        .on(Some(action.table_name()))
        .item("Key", Some(action.key()))?
        .text("ConditionExpression", Some(action.condition_expression()))
        .names(action.expression_attribute_names())
        .values(action.expression_attribute_values())?
        .set("ReturnValuesOnConditionCheckFailure", action.return_values_on_condition_check_failure()))
}

fn put(action: &Put) -> Result<Explanation, Error> {
    Ok(Explanation::new("Put")
        .on(Some(action.table_name()))
        .item("Item", Some(action.item()))?
        .text("ConditionExpression", action.condition_expression())
        .names(action.expression_attribute_names())
        .values(action.expression_attribute_values())?
        .set("ReturnValuesOnConditionCheckFailure", action.return_values_on_condition_check_failure()))
}

fn delete(action: &Delete) -> Result<Explanation, Error> {
    Ok(Explanation::new("Delete")
        .on(Some(action.table_name()))
        .item("Key", Some(action.key()))?
        .text("ConditionExpression", action.condition_expression())
        .names(action.expression_attribute_names())
        .values(action.expression_attribute_values())?
        .set("ReturnValuesOnConditionCheckFailure", action.return_values_on_condition_check_failure()))
}

fn update(action: &Update) -> Result<Explanation, Error> {
    Ok(Explanation::new("Update")
        .on(Some(action.table_name()))
        .item("Key", Some(action.key()))?
        .text("UpdateExpression", Some(action.update_expression()))
        .text("ConditionExpression", action.condition_expression())
        .names(action.expression_attribute_names())
        .values(action.expression_attribute_values())?
        .set("ReturnValuesOnConditionCheckFailure", action.return_values_on_condition_check_failure()))
}
