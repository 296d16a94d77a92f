//! Queries and scans.

use super::{Explanation, Sealed};
use crate::input;
use twintable::{
    Error,
    store::{Query, Scan},
};

impl Sealed for Query {
    fn explanation(&self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::query(self.clone())?;
        Ok(Explanation::new("Query")
            .on(input.get_table_name().as_deref())
            .index(input.get_index_name().as_deref())
            .item("ExclusiveStartKey", input.get_exclusive_start_key().as_ref())?
            .text("KeyConditionExpression", input.get_key_condition_expression().as_deref())
            .text("FilterExpression", input.get_filter_expression().as_deref())
            .text("ProjectionExpression", input.get_projection_expression().as_deref())
            .names(input.get_expression_attribute_names().as_ref())
            .values(input.get_expression_attribute_values().as_ref())?
            .set("ConsistentRead", input.get_consistent_read().as_ref())
            .set("ScanIndexForward", input.get_scan_index_forward().as_ref())
            .set("Limit", input.get_limit().as_ref())
            .set("Select", input.get_select().as_ref())
            .set("ReturnConsumedCapacity", input.get_return_consumed_capacity().as_ref()))
    }
}

impl Sealed for Scan {
    fn explanation(&self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::scan(self.clone())?;
        Ok(Explanation::new("Scan")
            .on(input.get_table_name().as_deref())
            .index(input.get_index_name().as_deref())
            .item("ExclusiveStartKey", input.get_exclusive_start_key().as_ref())?
            .text("FilterExpression", input.get_filter_expression().as_deref())
            .text("ProjectionExpression", input.get_projection_expression().as_deref())
            .names(input.get_expression_attribute_names().as_ref())
            .values(input.get_expression_attribute_values().as_ref())?
            .set("ConsistentRead", input.get_consistent_read().as_ref())
            .set("Limit", input.get_limit().as_ref())
            .set("Select", input.get_select().as_ref())
            .set("Segment", input.get_segment().as_ref())
            .set("TotalSegments", input.get_total_segments().as_ref())
            .set("ReturnConsumedCapacity", input.get_return_consumed_capacity().as_ref()))
    }
}
