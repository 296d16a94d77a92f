//! Each request's explanation, read from the very input that would be sent.

use super::Explanation;
use crate::input;
use aws_sdk_dynamodb::types::{
    ConditionCheck, Delete, Get, KeysAndAttributes, Put, TransactGetItem, TransactWriteItem, Update,
};
use twintable::{
    Error,
    store::{
        BatchGetItem, BatchWriteItem, DeleteItem, GetItem, PutItem, Query, Scan, TransactGetItems,
        TransactWriteItems, UpdateItem,
    },
};

/// Keeps [`Explain`](super::Explain) to the requests of the port.
pub trait Sealed: Clone {
    #[doc(hidden)]
    fn explanation(self) -> Result<Explanation, Error>;
}

impl Sealed for GetItem {
    fn explanation(self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::get_item(self)?;
        Ok(Explanation::new("GetItem")
            .on(input.get_table_name().as_deref())
            .text("ProjectionExpression", input.get_projection_expression().as_deref())
            .names(input.get_expression_attribute_names().as_ref()))
    }
}

impl Sealed for PutItem {
    fn explanation(self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::put_item(self)?;
        Explanation::new("PutItem")
            .on(input.get_table_name().as_deref())
            .text("ConditionExpression", input.get_condition_expression().as_deref())
            .names(input.get_expression_attribute_names().as_ref())
            .values(input.get_expression_attribute_values().as_ref())
    }
}

impl Sealed for UpdateItem {
    fn explanation(self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::update_item(self)?;
        Explanation::new("UpdateItem")
            .on(input.get_table_name().as_deref())
            .text("UpdateExpression", input.get_update_expression().as_deref())
            .text("ConditionExpression", input.get_condition_expression().as_deref())
            .names(input.get_expression_attribute_names().as_ref())
            .values(input.get_expression_attribute_values().as_ref())
    }
}

impl Sealed for DeleteItem {
    fn explanation(self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::delete_item(self)?;
        Explanation::new("DeleteItem")
            .on(input.get_table_name().as_deref())
            .text("ConditionExpression", input.get_condition_expression().as_deref())
            .names(input.get_expression_attribute_names().as_ref())
            .values(input.get_expression_attribute_values().as_ref())
    }
}

impl Sealed for Query {
    fn explanation(self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::query(self)?;
        Explanation::new("Query")
            .on(input.get_table_name().as_deref())
            .index(input.get_index_name().as_deref())
            .text("KeyConditionExpression", input.get_key_condition_expression().as_deref())
            .text("FilterExpression", input.get_filter_expression().as_deref())
            .text("ProjectionExpression", input.get_projection_expression().as_deref())
            .names(input.get_expression_attribute_names().as_ref())
            .values(input.get_expression_attribute_values().as_ref())
    }
}

impl Sealed for Scan {
    fn explanation(self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::scan(self)?;
        Explanation::new("Scan")
            .on(input.get_table_name().as_deref())
            .index(input.get_index_name().as_deref())
            .text("FilterExpression", input.get_filter_expression().as_deref())
            .text("ProjectionExpression", input.get_projection_expression().as_deref())
            .names(input.get_expression_attribute_names().as_ref())
            .values(input.get_expression_attribute_values().as_ref())
    }
}

impl Sealed for BatchGetItem {
    fn explanation(self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::batch_get_item(self)?;
        let mut parts: Vec<_> = input.get_request_items().iter().flatten().map(gets).collect();
        parts.sort_by(|a, b| a.table.cmp(&b.table));
        Ok(Explanation::new("BatchGetItem").parts(parts))
    }
}

fn gets((table, gets): (&String, &KeysAndAttributes)) -> Explanation {
    Explanation::new("Get")
        .on(Some(table))
        .text("ProjectionExpression", gets.projection_expression())
        .names(gets.expression_attribute_names())
}

impl Sealed for BatchWriteItem {
    fn explanation(self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::batch_write_item(self)?;
        let mut tables: Vec<_> = input.get_request_items().iter().flat_map(|tables| tables.keys()).collect();
        tables.sort_unstable();
        let parts = tables.into_iter().map(|table| Explanation::new("Write").on(Some(table))).collect();
        Ok(Explanation::new("BatchWriteItem").parts(parts))
    }
}

impl Sealed for TransactGetItems {
    fn explanation(self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::transact_get_items(self)?;
        let gets = input.get_transact_items().iter().flatten().filter_map(TransactGetItem::get);
        Ok(Explanation::new("TransactGetItems").parts(gets.map(get).collect()))
    }
}

fn get(get: &Get) -> Explanation {
    Explanation::new("Get")
        .on(Some(get.table_name()))
        .text("ProjectionExpression", get.projection_expression())
        .names(get.expression_attribute_names())
}

impl Sealed for TransactWriteItems {
    fn explanation(self) -> Result<Explanation, Error> {
        self.validate()?;
        let input = input::transact_write_items(self)?;
        let parts = input.get_transact_items().iter().flatten().flat_map(action).collect::<Result<_, _>>()?;
        Ok(Explanation::new("TransactWriteItems").parts(parts))
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
    Explanation::new("ConditionCheck")
        .on(Some(action.table_name()))
        .text("ConditionExpression", Some(action.condition_expression()))
        .names(action.expression_attribute_names())
        .values(action.expression_attribute_values())
}

fn put(action: &Put) -> Result<Explanation, Error> {
    Explanation::new("Put")
        .on(Some(action.table_name()))
        .text("ConditionExpression", action.condition_expression())
        .names(action.expression_attribute_names())
        .values(action.expression_attribute_values())
}

fn delete(action: &Delete) -> Result<Explanation, Error> {
    Explanation::new("Delete")
        .on(Some(action.table_name()))
        .text("ConditionExpression", action.condition_expression())
        .names(action.expression_attribute_names())
        .values(action.expression_attribute_values())
}

fn update(action: &Update) -> Result<Explanation, Error> {
    Explanation::new("Update")
        .on(Some(action.table_name()))
        .text("UpdateExpression", Some(action.update_expression()))
        .text("ConditionExpression", action.condition_expression())
        .names(action.expression_attribute_names())
        .values(action.expression_attribute_values())
}
