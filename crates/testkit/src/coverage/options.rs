//! The options of requests: every value of each.

use super::{Coverage, nodes};
use crate::{Request, reach, strategy::Tables};
use twintable::{
    IndexKind, IndexProjection,
    expr::{Filter, Projection},
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, PutItem, Query,
        ReturnConsumedCapacity, ReturnOld, ReturnValues, Scan, Segment, Select, TransactCheck,
        TransactDelete, TransactGet, TransactGetItems, TransactPut, TransactUpdate, TransactWrite,
        TransactWriteItems, UpdateItem, WriteRequest,
    },
};

pub(super) fn request(reached: &mut Coverage, request: &Request, tables: &Tables) {
    reach!(reached, "operation", request, {
        Request::Get(_) => "get",
        Request::Put(_) => "put",
        Request::Update(_) => "update",
        Request::Delete(_) => "delete",
        Request::Query(_) => "query",
        Request::Scan(_) => "scan",
        Request::BatchGet(_) => "batch get",
        Request::BatchWrite(_) => "batch write",
        Request::TransactGet(_) => "transact get",
        Request::TransactWrite(_) => "transact write",
    });
    match request {
        Request::Get(request) => get(reached, request),
        Request::Put(request) => put(reached, request),
        Request::Update(request) => update(reached, request),
        Request::Delete(request) => delete(reached, request),
        Request::Query(request) => query(reached, request, tables),
        Request::Scan(request) => scan(reached, request, tables),
        Request::BatchGet(request) => batch_get(reached, request),
        Request::BatchWrite(request) => batch_write(reached, request),
        Request::TransactGet(request) => transact_get(reached, request),
        Request::TransactWrite(request) => transact_write(reached, request),
    }
}

fn table(reached: &mut Coverage, table: &str) {
    reach!(reached, "table", table, { "main" => "main", "other" => "other", _ => "missing", });
}

/// Counts the values of an option, for one operation.
macro_rules! option {
    ($reached:expr, $group:literal, $option:expr) => {
        reach!($reached, $group, $option, { true => "yes", false => "no", })
    };
}

macro_rules! capacity {
    ($reached:expr, $group:literal, $capacity:expr) => {
        reach!($reached, $group, $capacity, {
            ReturnConsumedCapacity::None => "none",
            ReturnConsumedCapacity::Total => "total",
            ReturnConsumedCapacity::Indexes => "indexes",
        })
    };
}

macro_rules! old {
    ($reached:expr, $group:literal, $old:expr) => {
        reach!($reached, $group, $old, { ReturnOld::None => "none", ReturnOld::AllOld => "all old", })
    };
}

fn projected(reached: &mut Coverage, projection: Option<&Projection>) {
    projection.into_iter().for_each(|projection| nodes::projection(reached, projection));
}

fn conditional(reached: &mut Coverage, condition: Option<&Filter>) {
    condition.into_iter().for_each(|condition| nodes::filter(reached, condition));
}

fn get(reached: &mut Coverage, request: &GetItem) {
    let GetItem { table: name, key: _, projection, consistent, return_consumed_capacity } = request;
    table(reached, name);
    projected(reached, projection.as_ref());
    option!(reached, "get: projection", projection.is_some());
    option!(reached, "get: consistent", consistent);
    capacity!(reached, "get: capacity", return_consumed_capacity);
}

fn put(reached: &mut Coverage, request: &PutItem) {
    let PutItem {
        table: name,
        item,
        condition,
        return_values,
        return_on_condition_failure,
        return_consumed_capacity,
    } = request;
    table(reached, name);
    nodes::item(reached, item);
    conditional(reached, condition.as_ref());
    option!(reached, "put: condition", condition.is_some());
    old!(reached, "put: return", return_values);
    old!(reached, "put: return on failure", return_on_condition_failure);
    capacity!(reached, "put: capacity", return_consumed_capacity);
}

fn update(reached: &mut Coverage, request: &UpdateItem) {
    let UpdateItem {
        table: name,
        key: _,
        update,
        condition,
        return_values,
        return_on_condition_failure,
        return_consumed_capacity,
    } = request;
    table(reached, name);
    nodes::update(reached, update);
    conditional(reached, condition.as_ref());
    option!(reached, "update: condition", condition.is_some());
    reach!(reached, "update: return", return_values, {
        ReturnValues::None => "none",
        ReturnValues::AllOld => "all old",
        ReturnValues::AllNew => "all new",
        ReturnValues::UpdatedOld => "updated old",
        ReturnValues::UpdatedNew => "updated new",
    });
    old!(reached, "update: return on failure", return_on_condition_failure);
    capacity!(reached, "update: capacity", return_consumed_capacity);
}

fn delete(reached: &mut Coverage, request: &DeleteItem) {
    let DeleteItem {
        table: name,
        key: _,
        condition,
        return_values,
        return_on_condition_failure,
        return_consumed_capacity,
    } = request;
    table(reached, name);
    conditional(reached, condition.as_ref());
    option!(reached, "delete: condition", condition.is_some());
    old!(reached, "delete: return", return_values);
    old!(reached, "delete: return on failure", return_on_condition_failure);
    capacity!(reached, "delete: capacity", return_consumed_capacity);
}

macro_rules! select {
    ($reached:expr, $group:literal, $select:expr) => {
        reach!($reached, $group, $select, {
            Select::AllProjected => "all projected",
            Select::AllAttributes => "all attributes",
            Select::Attributes(_) => "paths",
            Select::Count => "count",
        })
    };
}

macro_rules! limit {
    ($reached:expr, $group:literal, $limit:expr) => {
        reach!($reached, $group, $limit, { None => "none", Some(0) => "zero", Some(_) => "some", })
    };
}

macro_rules! index {
    ($reached:expr, $group:literal, $tables:expr, $table:expr, $index:expr) => {{
        let schema = if **$table == *"other" { &$tables.other } else { &$tables.main };
        let kind = schema.key_schema($index.as_deref()).map(|key| key.kind);
        reach!($reached, $group, kind, {
            Some(IndexKind::Table) => "table",
            Some(IndexKind::Local(IndexProjection::All)) => "local, all",
            Some(IndexKind::Local(IndexProjection::KeysOnly)) => "local, keys",
            Some(IndexKind::Local(IndexProjection::Include(_))) => "local, included",
            Some(IndexKind::Global(IndexProjection::All)) => "global, all",
            Some(IndexKind::Global(IndexProjection::KeysOnly)) => "global, keys",
            Some(IndexKind::Global(IndexProjection::Include(_))) => "global, included",
            None => "missing",
        });
    }};
}

fn query(reached: &mut Coverage, request: &Query, tables: &Tables) {
    let Query {
        table: name,
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
    table(reached, name);
    nodes::key_condition(reached, key_condition);
    conditional(reached, filter.as_ref());
    index!(reached, "query: index", tables, name, index);
    option!(reached, "query: filter", filter.is_some());
    select!(reached, "query: select", select);
    if let Select::Attributes(projection) = select {
        nodes::projection(reached, projection);
    }
    option!(reached, "query: consistent", consistent);
    option!(reached, "query: descending", descending);
    limit!(reached, "query: limit", limit);
    option!(reached, "query: start", exclusive_start_key.is_some());
    capacity!(reached, "query: capacity", return_consumed_capacity);
}

fn scan(reached: &mut Coverage, request: &Scan, tables: &Tables) {
    let Scan {
        table: name,
        index,
        filter,
        select,
        consistent,
        limit,
        segment,
        exclusive_start_key,
        return_consumed_capacity,
    } = request;
    table(reached, name);
    conditional(reached, filter.as_ref());
    index!(reached, "scan: index", tables, name, index);
    option!(reached, "scan: filter", filter.is_some());
    select!(reached, "scan: select", select);
    if let Select::Attributes(projection) = select {
        nodes::projection(reached, projection);
    }
    option!(reached, "scan: consistent", consistent);
    limit!(reached, "scan: limit", limit);
    reach!(reached, "scan: segment", segment, {
        None => "none",
        Some(Segment { total: 0, .. }) => "of none",
        Some(Segment { total: 1, .. }) => "the only one",
        Some(Segment { total: 2..=1_000_000, .. }) => "one of several",
        Some(Segment { total: 1_000_001.., .. }) => "of too many",
    });
    option!(reached, "scan: start", exclusive_start_key.is_some());
    capacity!(reached, "scan: capacity", return_consumed_capacity);
}

fn batch_get(reached: &mut Coverage, request: &BatchGetItem) {
    let BatchGetItem { tables, return_consumed_capacity } = request;
    reach!(reached, "batch get: tables", tables.len(), { 0 => "none", 1 => "one", _ => "several", });
    for BatchGet { table: name, keys, projection, consistent } in tables {
        table(reached, name);
        reach!(reached, "batch get: keys", keys.len(), { 0 => "none", 1..=100 => "some", _ => "too many", });
        projected(reached, projection.as_ref());
        option!(reached, "batch get: projection", projection.is_some());
        option!(reached, "batch get: consistent", consistent);
    }
    capacity!(reached, "batch get: capacity", return_consumed_capacity);
}

fn batch_write(reached: &mut Coverage, request: &BatchWriteItem) {
    let BatchWriteItem { tables, return_consumed_capacity } = request;
    reach!(reached, "batch write: tables", tables.len(), { 0 => "none", 1 => "one", _ => "several", });
    for BatchWrite { table: name, requests } in tables {
        table(reached, name);
        reach!(reached, "batch write: writes", requests.len(), { 0 => "none", 1..=25 => "some", _ => "too many", });
        for request in requests {
            reach!(reached, "batch write: write", request, {
                WriteRequest::Put(_) => "put",
                WriteRequest::Delete(_) => "delete",
            });
        }
    }
    capacity!(reached, "batch write: capacity", return_consumed_capacity);
}

fn transact_get(reached: &mut Coverage, request: &TransactGetItems) {
    let TransactGetItems { gets, return_consumed_capacity } = request;
    reach!(reached, "transact get: gets", gets.len(), { 0 => "none", 1 => "one", 2..=100 => "some", _ => "too many", });
    for TransactGet { table: name, key: _, projection } in gets {
        table(reached, name);
        projected(reached, projection.as_ref());
        option!(reached, "transact get: projection", projection.is_some());
    }
    capacity!(reached, "transact get: capacity", return_consumed_capacity);
}

fn transact_write(reached: &mut Coverage, request: &TransactWriteItems) {
    let TransactWriteItems { actions, client_request_token, return_consumed_capacity } = request;
    reach!(reached, "transact write: actions", actions.len(), {
        0 => "none",
        1 => "one",
        2..=100 => "some",
        _ => "too many",
    });
    reach!(reached, "transact write: token", client_request_token.as_ref().map(String::len), {
        None => "none",
        Some(0) => "empty",
        Some(1..=36) => "some",
        Some(_) => "too long",
    });
    capacity!(reached, "transact write: capacity", return_consumed_capacity);
    for action in actions {
        self::action(reached, action);
    }
}

fn action(reached: &mut Coverage, action: &TransactWrite) {
    reach!(reached, "transact write: action", action, {
        TransactWrite::Put(_) => "put",
        TransactWrite::Update(_) => "update",
        TransactWrite::Delete(_) => "delete",
        TransactWrite::ConditionCheck(_) => "check",
    });
    table(reached, action.table());
    match action {
        TransactWrite::Put(TransactPut { table: _, item, condition, return_on_condition_failure }) => {
            nodes::item(reached, item);
            conditional(reached, condition.as_ref());
            option!(reached, "transact put: condition", condition.is_some());
            old!(reached, "transact put: return on failure", return_on_condition_failure);
        }
        TransactWrite::Update(TransactUpdate {
            table: _,
            key: _,
            update,
            condition,
            return_on_condition_failure,
        }) => {
            nodes::update(reached, update);
            conditional(reached, condition.as_ref());
            option!(reached, "transact update: condition", condition.is_some());
            old!(reached, "transact update: return on failure", return_on_condition_failure);
        }
        TransactWrite::Delete(TransactDelete {
            table: _,
            key: _,
            condition,
            return_on_condition_failure,
        }) => {
            conditional(reached, condition.as_ref());
            option!(reached, "transact delete: condition", condition.is_some());
            old!(reached, "transact delete: return on failure", return_on_condition_failure);
        }
        TransactWrite::ConditionCheck(TransactCheck {
            table: _,
            key: _,
            condition,
            return_on_condition_failure,
        }) => {
            conditional(reached, Some(condition));
            old!(reached, "transact check: return on failure", return_on_condition_failure);
        }
    }
}
