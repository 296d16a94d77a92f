//! Requests for one item.

use super::super::{Code, Literal};
use super::{capacity, return_old, return_values};
use std::fmt;
use twintable::store::{DeleteItem, GetItem, PutItem, UpdateItem};

impl fmt::Display for Code<'_, GetItem> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let GetItem { table, key, projection, consistent, return_consumed_capacity } = self.0;
        let literal =
            Literal::new("GetItem", format!("GetItem::new({}, {})", Code(table.as_ref()), Code(key)))
                .some("projection", projection.as_ref().map(Code))
                .flag("consistent", *consistent)
                .field("return_consumed_capacity", capacity(*return_consumed_capacity));
        write!(f, "{literal}")
    }
}

impl fmt::Display for Code<'_, PutItem> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PutItem {
            table,
            item,
            condition,
            return_values,
            return_on_condition_failure,
            return_consumed_capacity,
        } = self.0;
        let literal =
            Literal::new("PutItem", format!("PutItem::new({}, {})", Code(table.as_ref()), Code(item)))
                .some("condition", condition.as_ref().map(Code))
                .field("return_values", return_old(*return_values))
                .field("return_on_condition_failure", return_old(*return_on_condition_failure))
                .field("return_consumed_capacity", capacity(*return_consumed_capacity));
        write!(f, "{literal}")
    }
}

impl fmt::Display for Code<'_, UpdateItem> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let UpdateItem {
            table,
            key,
            update,
            condition,
            return_values: returned,
            return_on_condition_failure,
            return_consumed_capacity,
        } = self.0;
        let base = format!("UpdateItem::new({}, {}, {})", Code(table.as_ref()), Code(key), Code(update));
        let literal = Literal::new("UpdateItem", base)
            .some("condition", condition.as_ref().map(Code))
            .field("return_values", return_values(*returned))
            .field("return_on_condition_failure", return_old(*return_on_condition_failure))
            .field("return_consumed_capacity", capacity(*return_consumed_capacity));
        write!(f, "{literal}")
    }
}

impl fmt::Display for Code<'_, DeleteItem> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DeleteItem {
            table,
            key,
            condition,
            return_values,
            return_on_condition_failure,
            return_consumed_capacity,
        } = self.0;
        let base = format!("DeleteItem::new({}, {})", Code(table.as_ref()), Code(key));
        let literal = Literal::new("DeleteItem", base)
            .some("condition", condition.as_ref().map(Code))
            .field("return_values", return_old(*return_values))
            .field("return_on_condition_failure", return_old(*return_on_condition_failure))
            .field("return_consumed_capacity", capacity(*return_consumed_capacity));
        write!(f, "{literal}")
    }
}
