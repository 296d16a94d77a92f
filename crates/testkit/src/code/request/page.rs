//! Requests for a page.

use super::super::{Code, Literal, into};
use super::capacity;
use std::fmt;
use twintable::store::{Query, Scan, Segment, Select};

impl fmt::Display for Code<'_, Query> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Query {
            table,
            index,
            key_condition,
            filter,
            select,
            consistent,
            descending,
            limit,
            exclusive_start_key,
            return_consumed_capacity,
        } = self.0;
        let base = format!("Query::new({}, {})", Code(table.as_ref()), Code(key_condition));
        let literal = Literal::new("Query", base)
            .some("index", index.as_deref().map(into))
            .some("filter", filter.as_ref().map(Code))
            .field("select", selected(select))
            .flag("consistent", *consistent)
            .flag("descending", *descending)
            .some("limit", *limit)
            .some("exclusive_start_key", exclusive_start_key.as_ref().map(Code))
            .field("return_consumed_capacity", capacity(*return_consumed_capacity));
        write!(f, "{literal}")
    }
}

impl fmt::Display for Code<'_, Scan> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Scan {
            table,
            index,
            filter,
            select,
            consistent,
            limit,
            segment,
            exclusive_start_key,
            return_consumed_capacity,
        } = self.0;
        let segment = segment
            .as_ref()
            .map(|Segment { index, total }| format!("Segment {{ index: {index}, total: {total} }}"));
        let literal = Literal::new("Scan", format!("Scan::new({})", Code(table.as_ref())))
            .some("index", index.as_deref().map(into))
            .some("filter", filter.as_ref().map(Code))
            .field("select", selected(select))
            .flag("consistent", *consistent)
            .some("limit", *limit)
            .some("segment", segment)
            .some("exclusive_start_key", exclusive_start_key.as_ref().map(Code))
            .field("return_consumed_capacity", capacity(*return_consumed_capacity));
        write!(f, "{literal}")
    }
}

/// What is selected, where it is not the default.
fn selected(select: &Select) -> Option<String> {
    match select {
        Select::AllProjected => None,
        Select::AllAttributes => Some("Select::AllAttributes".to_owned()),
        Select::Attributes(projection) => Some(format!("Select::Attributes({})", Code(projection))),
        Select::Count => Some("Select::Count".to_owned()),
    }
}
