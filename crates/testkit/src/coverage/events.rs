//! What requests met: outcomes of every sort, and every kind of error.

use super::Coverage;
use crate::{Outcome, Request, reach, strategy::Tables};
use twintable::{
    CancellationCode, CancellationReason, Error, ErrorKind, IndexKind, Item,
    store::{ConsumedCapacity, PageOutcome, ReturnOld, ReturnValues, TransactWrite},
};

pub(super) fn outcome(
    reached: &mut Coverage,
    request: &Request,
    outcome: &Result<Outcome, Error>,
    tables: &Tables,
) {
    match outcome {
        Ok(outcome) => success(reached, request, outcome, tables),
        Err(error) => failure(reached, request, error),
    }
}

/// The kinds of errors that requests can meet in any store. The others stand for networks, services under load,
/// repositories and the management of tables.
fn failure(reached: &mut Coverage, request: &Request, error: &Error) {
    reach!(reached, "error", error.kind(), {
        ErrorKind::ConditionFailed => "condition failed",
        ErrorKind::TransactionCancelled => "transaction cancelled",
        ErrorKind::IdempotencyMismatch => "idempotency mismatch",
        ErrorKind::TableNotFound => "table not found",
        ErrorKind::InvalidRequest => "invalid request",
        ErrorKind::ItemTooLarge => "item too large",
        ; _ => "another one"
    });
    if let Some(rule) = error.rule() {
        reached.rule(rule);
    }
    if let Error::ConditionFailed { current } = error {
        reach!(reached, "condition failed", (asks_for_item(request), current), {
            (true, Some(_)) => "with the item",
            (true, None) => "without an item, for there is none",
            (false, _) => "without the item, not asked for",
        });
    }
    if let Error::TransactionCancelled { reasons } = error {
        reasons.iter().for_each(|reason| self::reason(reached, reason));
    }
}

fn reason(reached: &mut Coverage, reason: &CancellationReason) {
    let CancellationReason { code, invalid, item, operation: _ } = reason;
    if let Some(invalid) = invalid {
        reached.rule(invalid.rule);
    }
    reach!(reached, "reason", (code, item), {
        (CancellationCode::None, _) => "none",
        (CancellationCode::ConditionalCheckFailed, Some(_)) => "condition failed, with the item",
        (CancellationCode::ConditionalCheckFailed, None) => "condition failed, without an item",
        (CancellationCode::ValidationError, _) => "validation error",
        ; (_, _) => "another one"
    });
}

fn asks_for_item(request: &Request) -> bool {
    let asks = match request {
        Request::Put(request) => request.return_on_condition_failure,
        Request::Update(request) => request.return_on_condition_failure,
        Request::Delete(request) => request.return_on_condition_failure,
        Request::Get(_)
        | Request::Query(_)
        | Request::Scan(_)
        | Request::BatchGet(_)
        | Request::BatchWrite(_)
        | Request::TransactGet(_)
        | Request::TransactWrite(_) => ReturnOld::None,
    };
    asks == ReturnOld::AllOld
}

fn success(reached: &mut Coverage, request: &Request, outcome: &Outcome, tables: &Tables) {
    match outcome {
        Outcome::Get(got) => {
            reach!(reached, "got", got.item.as_ref().map(Item::is_empty), {
                None => "nothing",
                Some(true) => "an item without attributes",
                Some(false) => "an item",
            });
            read(reached, got.consumed_capacity.as_ref());
        }
        Outcome::Put(put) => {
            reach!(reached, "put returns", put.attributes, { None => "nothing", Some(_) => "the old item", });
            written(reached, put.consumed_capacity.as_ref());
        }
        Outcome::Update(updated) => {
            if let Request::Update(request) = request {
                reach!(reached, "update returns", (request.return_values, &updated.attributes), {
                    (ReturnValues::None, _) => "nothing, not asked for",
                    (ReturnValues::AllOld, None) => "no old item",
                    (ReturnValues::AllOld, Some(_)) => "the old item",
                    (ReturnValues::AllNew, None) => "no new item",
                    (ReturnValues::AllNew, Some(_)) => "the new item",
                    (ReturnValues::UpdatedOld, None) => "nothing of what was updated",
                    (ReturnValues::UpdatedOld, Some(_)) => "what was updated",
                    (ReturnValues::UpdatedNew, None) => "nothing that is updated",
                    (ReturnValues::UpdatedNew, Some(_)) => "what is updated",
                });
            }
            written(reached, updated.consumed_capacity.as_ref());
        }
        Outcome::Delete(deleted) => {
            reach!(reached, "delete returns", deleted.attributes, { None => "nothing", Some(_) => "the old item", });
            written(reached, deleted.consumed_capacity.as_ref());
        }
        Outcome::Page(page) => self::page(reached, request, page, tables),
        Outcome::BatchGet(found) => {
            let Request::BatchGet(request) = request else { return };
            let asked: usize = request.tables.iter().map(|table| table.keys.len()).sum();
            let count: usize = found.items.iter().map(|(_, items)| items.len()).sum();
            reach!(reached, "batch found", (count, count == asked), {
                (0, _) => "nothing",
                (_, true) => "all",
                (_, false) => "some",
            });
        }
        Outcome::BatchWrite(batch) => {
            batch.consumed_capacity.iter().for_each(|consumed| written(reached, Some(consumed)));
        }
        Outcome::TransactGet(found) => {
            for item in &found.items {
                reach!(reached, "transaction found", item, { Some(_) => "an item", None => "nothing", });
            }
        }
        Outcome::TransactWrite(_) => {
            if let Request::TransactWrite(request) = request {
                let checks = |action: &TransactWrite| matches!(action, TransactWrite::ConditionCheck(_));
                reach!(reached, "transaction of", request.actions.iter().all(checks), {
                    true => "checks alone",
                    false => "writes",
                });
            }
        }
    }
}

fn read(reached: &mut Coverage, consumed: Option<&ConsumedCapacity>) {
    if let Some(consumed) = consumed {
        reach!(reached, "read units", consumed.total > 1.0, { true => "more than the least", false => "the least", });
    }
}

fn written(reached: &mut Coverage, consumed: Option<&ConsumedCapacity>) {
    let Some(parts) = consumed.and_then(|consumed| consumed.parts.as_ref()) else { return };
    reach!(reached, "units of the table", parts.table > 1.0, { true => "more than the least", false => "the least", });
    for units in parts.local_indexes.values() {
        reach!(reached, "units of a local index", *units >= 2.0, { true => "two or more", false => "one or less", });
    }
    for units in parts.global_indexes.values() {
        reach!(reached, "units of a global index", *units >= 2.0, { true => "two or more", false => "one or less", });
    }
}

fn page(reached: &mut Coverage, request: &Request, page: &PageOutcome, tables: &Tables) {
    let PageOutcome { items: _, count, scanned_count, last_evaluated_key, consumed_capacity } = page;
    reach!(reached, "page", (*count == 0, *scanned_count == 0, last_evaluated_key.is_some()), {
        (_, true, _) => "reads nothing",
        (true, false, true) => "empty, and not the last",
        (true, false, false) => "empty, and the last",
        (false, false, true) => "not the last",
        (false, false, false) => "the last",
    });
    reach!(reached, "page filter", (*count == *scanned_count, *count == 0), {
        (true, _) => "leaves all",
        (false, true) => "leaves none",
        (false, false) => "leaves some",
    });
    read(reached, consumed_capacity.as_ref());
    let (table, index, start) = match request {
        Request::Query(query) => (&query.table, &query.index, &query.exclusive_start_key),
        Request::Scan(scan) => (&scan.table, &scan.index, &scan.exclusive_start_key),
        Request::Get(_)
        | Request::Put(_)
        | Request::Update(_)
        | Request::Delete(_)
        | Request::BatchGet(_)
        | Request::BatchWrite(_)
        | Request::TransactGet(_)
        | Request::TransactWrite(_) => return,
    };
    let schema = if *table == tables.other.name { &tables.other } else { &tables.main };
    let kind = schema.key_schema(index.as_deref()).map(|key| key.kind);
    reach!(reached, "page that reads something", (*scanned_count == 0, kind), {
        (true, _) => "reads nothing",
        (false, None | Some(IndexKind::Table)) => "of the table",
        (false, Some(IndexKind::Local(_))) => "of a local index",
        (false, Some(IndexKind::Global(_))) => "of a global index",
    });
    reach!(reached, "page that starts", (start.is_some(), *scanned_count == 0), {
        (false, _) => "at the beginning",
        (true, true) => "where nothing follows",
        (true, false) => "in the middle",
    });
}
