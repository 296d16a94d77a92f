//! Queries and scans.

use super::{condition, flag, projected};
use crate::{
    compile::{Placeholders, Substitutions, key_condition as compile_key_condition},
    convert::{item_to_sdk, return_consumed},
};
use aws_sdk_dynamodb::{
    operation::{query::builders::QueryInputBuilder, scan::builders::ScanInputBuilder},
    types::Select as SdkSelect,
};
use twintable::{
    Error,
    expr::Projection,
    store::{Query, Scan, Segment, Select},
};

pub(crate) fn query(request: Query) -> Result<QueryInputBuilder, Error> {
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
    } = request;
    let (select, paths) = selected(select);
    let mut placeholders = Placeholders::default();
    let key_condition = placeholders.expression(|sink| compile_key_condition(sink, key_condition))?;
    let filter = condition(&mut placeholders, filter)?;
    let projection = projected(&mut placeholders, paths.as_ref())?;
    let Substitutions { names, values } = placeholders.into_substitutions()?;
    Ok(QueryInputBuilder::default()
        .table_name(table)
        .set_index_name(index.map(String::from))
        .key_condition_expression(key_condition)
        .set_filter_expression(filter)
        .set_projection_expression(projection)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_select(select)
        .set_consistent_read(flag(consistent))
        .set_scan_index_forward(descending.then_some(false))
        .set_limit(limit.map(signed))
        .set_exclusive_start_key(exclusive_start_key.map(item_to_sdk))
        .set_return_consumed_capacity(return_consumed(return_consumed_capacity)))
}

pub(crate) fn scan(request: Scan) -> Result<ScanInputBuilder, Error> {
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
    } = request;
    let (select, paths) = selected(select);
    let mut placeholders = Placeholders::default();
    let filter = condition(&mut placeholders, filter)?;
    let projection = projected(&mut placeholders, paths.as_ref())?;
    let Substitutions { names, values } = placeholders.into_substitutions()?;
    let (segment, total) = segment.map(|Segment { index, total }| (index, total)).unzip();
    Ok(ScanInputBuilder::default()
        .table_name(table)
        .set_index_name(index.map(String::from))
        .set_filter_expression(filter)
        .set_projection_expression(projection)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_select(select)
        .set_consistent_read(flag(consistent))
        .set_limit(limit.map(signed))
        .set_segment(segment.map(signed))
        .set_total_segments(total.map(signed))
        .set_exclusive_start_key(exclusive_start_key.map(item_to_sdk))
        .set_return_consumed_capacity(return_consumed(return_consumed_capacity)))
}

/// What is sent as `Select`, and the paths of a projection: the two exclude each other.
fn selected(select: Select) -> (Option<SdkSelect>, Option<Projection>) {
    match select {
        Select::AllProjected => (None, None),
        Select::AllAttributes => (Some(SdkSelect::AllAttributes), None),
        Select::Attributes(paths) => (None, Some(paths)),
        Select::Count => (Some(SdkSelect::Count), None),
    }
}

/// The wire has signed numbers. No page comes near a limit above them, so it is none in effect.
fn signed(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
