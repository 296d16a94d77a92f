//! The options of requests: every value of each.

use super::{Coverage, nodes};
use crate::{Request, reach, strategy::Tables};
use twintable::{
    IndexKind, IndexProjection,
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, PutItem, Query,
        ReturnConsumedCapacity, ReturnOld, ReturnValues, Scan, Segment, Select, TransactCheck,
        TransactDelete, TransactGet, TransactGetItems, TransactPut, TransactUpdate, TransactWrite,
        TransactWriteItems, UpdateItem, WriteRequest,
    },
};

/// Takes a request apart, every field of it, and counts each field as its sort: `other` is counted elsewhere, or nowhere.
macro_rules! options {
    ($reached:expr, $operation:literal, $request:expr, $type:ident {
        $($field:ident: $sort:ident $(($name:literal))?),+ $(,)?
    }) => {{
        let $type { $($field,)+ } = $request;
        $(option!($reached, $operation, $sort $(($name))?, $field);)+
    }};
}

/// Counts the values of one option of an operation.
macro_rules! option {
    ($reached:expr, $operation:literal, other, $value:expr) => {
        let _ = $value;
    };
    ($reached:expr, $operation:literal, table, $value:expr) => {
        table($reached, $value)
    };
    ($reached:expr, $operation:literal, item, $value:expr) => {
        nodes::item($reached, $value)
    };
    ($reached:expr, $operation:literal, update, $value:expr) => {
        nodes::update($reached, $value)
    };
    ($reached:expr, $operation:literal, check, $value:expr) => {
        nodes::filter($reached, $value)
    };
    ($reached:expr, $operation:literal, key_condition, $value:expr) => {
        nodes::key_condition($reached, $value)
    };
    ($reached:expr, $operation:literal, flag($name:literal), $value:expr) => {
        reach!($reached, concat!($operation, ": ", $name), $value, { true => "yes", false => "no", })
    };
    ($reached:expr, $operation:literal, filter($name:literal), $value:expr) => {{
        $value.iter().for_each(|filter| nodes::filter($reached, filter));
        option!($reached, $operation, flag($name), $value.is_some());
    }};
    ($reached:expr, $operation:literal, projection, $value:expr) => {{
        $value.iter().for_each(|projection| nodes::projection($reached, projection));
        option!($reached, $operation, flag("projection"), $value.is_some());
    }};
    ($reached:expr, $operation:literal, start, $value:expr) => {
        option!($reached, $operation, flag("start"), $value.is_some())
    };
    ($reached:expr, $operation:literal, capacity, $value:expr) => {
        reach!($reached, concat!($operation, ": capacity"), $value, {
            ReturnConsumedCapacity::None => "none",
            ReturnConsumedCapacity::Total => "total",
            ReturnConsumedCapacity::Indexes => "indexes",
        })
    };
    ($reached:expr, $operation:literal, old($name:literal), $value:expr) => {
        reach!($reached, concat!($operation, ": ", $name), $value, {
            ReturnOld::None => "none",
            ReturnOld::AllOld => "all old",
        })
    };
    ($reached:expr, $operation:literal, values, $value:expr) => {
        reach!($reached, concat!($operation, ": return"), $value, {
            ReturnValues::None => "none",
            ReturnValues::AllOld => "all old",
            ReturnValues::AllNew => "all new",
            ReturnValues::UpdatedOld => "updated old",
            ReturnValues::UpdatedNew => "updated new",
        })
    };
    ($reached:expr, $operation:literal, select, $value:expr) => {{
        reach!($reached, concat!($operation, ": select"), $value, {
            Select::AllProjected => "all projected",
            Select::AllAttributes => "all attributes",
            Select::Attributes(_) => "paths",
            Select::Count => "count",
        });
        if let Select::Attributes(projection) = $value {
            nodes::projection($reached, projection);
        }
    }};
    ($reached:expr, $operation:literal, limit, $value:expr) => {
        reach!($reached, concat!($operation, ": limit"), $value, {
            None => "none",
            Some(0) => "zero",
            Some(_) => "some",
        })
    };
    ($reached:expr, $operation:literal, segment, $value:expr) => {
        reach!($reached, concat!($operation, ": segment"), $value, {
            None => "none",
            Some(Segment { total: 0, .. }) => "of none",
            Some(Segment { total: 1, .. }) => "the only one",
            Some(Segment { total: 2..=1_000_000, .. }) => "one of several",
            Some(Segment { total: 1_000_001.., .. }) => "of too many",
        })
    };
}

macro_rules! index {
    ($reached:expr, $group:literal, $tables:expr, $table:expr, $index:expr) => {{
        let schema = if $table == *"other" { &$tables.other } else { &$tables.main };
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
        Request::Get(request) => options!(
            reached,
            "get",
            request,
            GetItem {
                table: table,
                key: other,
                projection: projection,
                consistent: flag("consistent"),
                return_consumed_capacity: capacity,
            }
        ),
        Request::Put(request) => options!(
            reached,
            "put",
            request,
            PutItem {
                table: table,
                item: item,
                condition: filter("condition"),
                return_values: old("return"),
                return_on_condition_failure: old("return on failure"),
                return_consumed_capacity: capacity,
            }
        ),
        Request::Update(request) => options!(
            reached,
            "update",
            request,
            UpdateItem {
                table: table,
                key: other,
                update: update,
                condition: filter("condition"),
                return_values: values,
                return_on_condition_failure: old("return on failure"),
                return_consumed_capacity: capacity,
            }
        ),
        Request::Delete(request) => options!(
            reached,
            "delete",
            request,
            DeleteItem {
                table: table,
                key: other,
                condition: filter("condition"),
                return_values: old("return"),
                return_on_condition_failure: old("return on failure"),
                return_consumed_capacity: capacity,
            }
        ),
        Request::Query(request) => query(reached, request, tables),
        Request::Scan(request) => scan(reached, request, tables),
        Request::BatchGet(request) => batch_get(reached, request),
        Request::BatchWrite(request) => batch_write(reached, request),
        Request::TransactGet(request) => transact_get(reached, request),
        Request::TransactWrite(request) => transact_write(reached, request),
    }
}

fn query(reached: &mut Coverage, request: &Query, tables: &Tables) {
    options!(
        reached,
        "query",
        request,
        Query {
            table: table,
            index: other,
            key_condition: key_condition,
            filter: filter("filter"),
            select: select,
            consistent: flag("consistent"),
            descending: flag("descending"),
            limit: limit,
            exclusive_start_key: start,
            return_consumed_capacity: capacity,
        }
    );
    index!(reached, "query: index", tables, request.table, request.index);
}

fn scan(reached: &mut Coverage, request: &Scan, tables: &Tables) {
    options!(
        reached,
        "scan",
        request,
        Scan {
            table: table,
            index: other,
            filter: filter("filter"),
            select: select,
            consistent: flag("consistent"),
            limit: limit,
            segment: segment,
            exclusive_start_key: start,
            return_consumed_capacity: capacity,
        }
    );
    index!(reached, "scan: index", tables, request.table, request.index);
}

fn table(reached: &mut Coverage, table: &str) {
    reach!(reached, "table", table, { "main" => "main", "other" => "other", _ => "missing", });
}

fn batch_get(reached: &mut Coverage, request: &BatchGetItem) {
    let BatchGetItem { tables, return_consumed_capacity } = request;
    reach!(reached, "batch get: tables", tables.len(), { 0 => "none", 1 => "one", _ => "several", });
    for part in tables {
        options!(
            reached,
            "batch get",
            part,
            BatchGet { table: table, keys: other, projection: projection, consistent: flag("consistent") }
        );
        reach!(reached, "batch get: keys", part.keys.len(), { 0 => "none", 1..=100 => "some", _ => "too many", });
    }
    option!(reached, "batch get", capacity, return_consumed_capacity);
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
    option!(reached, "batch write", capacity, return_consumed_capacity);
}

fn transact_get(reached: &mut Coverage, request: &TransactGetItems) {
    let TransactGetItems { gets, return_consumed_capacity } = request;
    reach!(reached, "transact get: gets", gets.len(), { 0 => "none", 1 => "one", 2..=100 => "some", _ => "too many", });
    for get in gets {
        options!(
            reached,
            "transact get",
            get,
            TransactGet { table: table, key: other, projection: projection }
        );
    }
    option!(reached, "transact get", capacity, return_consumed_capacity);
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
    option!(reached, "transact write", capacity, return_consumed_capacity);
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
    match action {
        TransactWrite::Put(action) => options!(
            reached,
            "transact put",
            action,
            TransactPut {
                table: table,
                item: item,
                condition: filter("condition"),
                return_on_condition_failure: old("return on failure"),
            }
        ),
        TransactWrite::Update(action) => options!(
            reached,
            "transact update",
            action,
            TransactUpdate {
                table: table,
                key: other,
                update: update,
                condition: filter("condition"),
                return_on_condition_failure: old("return on failure"),
            }
        ),
        TransactWrite::Delete(action) => options!(
            reached,
            "transact delete",
            action,
            TransactDelete {
                table: table,
                key: other,
                condition: filter("condition"),
                return_on_condition_failure: old("return on failure"),
            }
        ),
        TransactWrite::ConditionCheck(action) => options!(
            reached,
            "transact check",
            action,
            TransactCheck {
                table: table,
                key: other,
                condition: check,
                return_on_condition_failure: old("return on failure"),
            }
        ),
    }
}
