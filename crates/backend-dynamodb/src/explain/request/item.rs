//! Requests for one item.

use super::{Explanation, Sealed};
use crate::input;
use twintable::{
    Error,
    store::{DeleteItem, GetItem, PutItem, UpdateItem},
};

impl Sealed for GetItem {
    fn explanation(&self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::get_item(self.clone())?;
        Ok(Explanation::new("GetItem")
            .on(input.get_table_name().as_deref())
            .item("Key", input.get_key().as_ref())?
            .text("ProjectionExpression", input.get_projection_expression().as_deref())
            .names(input.get_expression_attribute_names().as_ref())
            .set("ConsistentRead", input.get_consistent_read().as_ref())
            .set("ReturnConsumedCapacity", input.get_return_consumed_capacity().as_ref()))
    }
}

impl Sealed for PutItem {
    fn explanation(&self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::put_item(self.clone())?;
        Ok(Explanation::new("PutItem")
            .on(input.get_table_name().as_deref())
            .item("Item", input.get_item().as_ref())?
            .text("ConditionExpression", input.get_condition_expression().as_deref())
            .names(input.get_expression_attribute_names().as_ref())
            .values(input.get_expression_attribute_values().as_ref())?
            .set("ReturnValues", input.get_return_values().as_ref())
            .set(
                "ReturnValuesOnConditionCheckFailure",
                input.get_return_values_on_condition_check_failure().as_ref(),
            )
            .set("ReturnConsumedCapacity", input.get_return_consumed_capacity().as_ref()))
    }
}

impl Sealed for UpdateItem {
    fn explanation(&self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::update_item(self.clone())?;
        Ok(Explanation::new("UpdateItem")
            .on(input.get_table_name().as_deref())
            .item("Key", input.get_key().as_ref())?
            .text("UpdateExpression", input.get_update_expression().as_deref())
            .text("ConditionExpression", input.get_condition_expression().as_deref())
            .names(input.get_expression_attribute_names().as_ref())
            .values(input.get_expression_attribute_values().as_ref())?
            .set("ReturnValues", input.get_return_values().as_ref())
            .set(
                "ReturnValuesOnConditionCheckFailure",
                input.get_return_values_on_condition_check_failure().as_ref(),
            )
            .set("ReturnConsumedCapacity", input.get_return_consumed_capacity().as_ref()))
    }
}

impl Sealed for DeleteItem {
    fn explanation(&self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::delete_item(self.clone())?;
        Ok(Explanation::new("DeleteItem")
            .on(input.get_table_name().as_deref())
            .item("Key", input.get_key().as_ref())?
            .text("ConditionExpression", input.get_condition_expression().as_deref())
            .names(input.get_expression_attribute_names().as_ref())
            .values(input.get_expression_attribute_values().as_ref())?
            .set("ReturnValues", input.get_return_values().as_ref())
            .set(
                "ReturnValuesOnConditionCheckFailure",
                input.get_return_values_on_condition_check_failure().as_ref(),
            )
            .set("ReturnConsumedCapacity", input.get_return_consumed_capacity().as_ref()))
    }
}
