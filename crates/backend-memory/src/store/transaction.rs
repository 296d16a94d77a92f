//! Transactions: many items, all or none.

use super::{
    MemoryStore,
    item::{holds, returned_old, updated},
    tokens::Done,
};
use crate::{
    capacity::{Meter, TRANSACTION, read_units},
    eval,
    key::KeyBytes,
    table::{Change, Stored, Table},
};
use std::{collections::HashMap, sync::Arc};
use twintable::{
    CancellationCode, CancellationReason, Error, Rule, TableSchema,
    store::{
        ReturnConsumedCapacity, TransactCheck, TransactDelete, TransactGet, TransactGetItems,
        TransactGetItemsOutcome, TransactPut, TransactUpdate, TransactWrite, TransactWriteItems,
        TransactWriteItemsOutcome,
    },
};

/// The most bytes of items that one transaction reads.
const MAX_READ_BYTES: usize = 4 * 1024 * 1024;

impl MemoryStore {
    pub(super) fn transact_get(&self, request: TransactGetItems) -> Result<TransactGetItemsOutcome, Error> {
        request.validate()?;
        let TransactGetItems { gets, return_consumed_capacity } = request;
        let tables: Vec<_> = gets.iter().map(|get| self.table(&get.table)).collect::<Result<_, _>>()?;
        Error::check_actions(
            gets.iter().zip(&tables).map(|(get, table)| get.validate_against(&table.schema)),
        )?;
        let found: Vec<_> = {
            let _gate = self.shared.gate.write();
            gets.iter().zip(&tables).map(|(get, table)| table.get(&table.key_of(&get.key))).collect()
        };
        let size = |stored: &Option<Stored>| stored.as_ref().map_or(0, |stored| stored.size);
        if found.iter().map(size).sum::<usize>() > MAX_READ_BYTES {
            return Err(Error::invalid(Rule::TransactionTooLarge));
        }
        let mut meter = Meter::new(return_consumed_capacity);
        let mut items = Vec::with_capacity(gets.len());
        for (TransactGet { table, key: _, projection }, stored) in gets.into_iter().zip(found) {
            meter.charge_table(&table, TRANSACTION * read_units(size(&stored), true));
            items.push(stored.map(|stored| match &projection {
                Some(projection) => eval::projection::project(projection, &stored.item),
                None => stored.item,
            }));
        }
        Ok(TransactGetItemsOutcome { items, consumed_capacity: meter.into_all() })
    }

    pub(super) fn transact_write(
        &self,
        request: TransactWriteItems,
    ) -> Result<TransactWriteItemsOutcome, Error> {
        request.validate()?;
        let tables: Vec<_> =
            request.actions.iter().map(|action| self.table(action.table())).collect::<Result<_, _>>()?;
        let schemas: HashMap<&str, &TableSchema> = request
            .actions
            .iter()
            .zip(&tables)
            .map(|(action, table)| (&**action.table(), &*table.schema))
            .collect();
        request.validate_distinct(|name| schemas.get(name).copied())?;
        let TransactWriteItems { actions, client_request_token, return_consumed_capacity } = request;
        let _gate = self.shared.gate.write();
        let now = self.shared.setting.clock.now();
        if let Some(token) = &client_request_token
            && let Some(done) = self.shared.tokens.lock().find(token, &actions, now)?
        {
            return Ok(replayed(&done, return_consumed_capacity));
        }
        Error::check_actions(
            actions.iter().zip(&tables).map(|(action, table)| action.validate_against(&table.schema)),
        )?;
        let planned = plan(&actions, &tables)?;
        let mut meter = Meter::new(return_consumed_capacity);
        let mut sizes = Vec::new();
        for ((table, key, change), action) in planned.into_iter().zip(&actions) {
            let written = table.write(key, |_| Ok::<_, Error>(change))?;
            meter.charge_write(table, &written, TRANSACTION);
            sizes.push((action.table().clone().into_owned(), written.larger_size()));
        }
        if let Some(token) = client_request_token {
            self.shared.tokens.lock().remember(token, Done { actions, sizes }, now);
        }
        Ok(TransactWriteItemsOutcome { consumed_capacity: meter.into_all() })
    }
}

/// What a transaction does to one item.
type Planned<'t> = (&'t Table, KeyBytes, Change);

/// Works out what every action does, and changes nothing. All conditions are looked at, so that each that is
/// false has its reason; but the first action that breaks a rule is the only reason then.
fn plan<'t>(actions: &[TransactWrite], tables: &'t [Arc<Table>]) -> Result<Vec<Planned<'t>>, Error> {
    let mut planned = Vec::with_capacity(actions.len());
    let mut reasons = Vec::with_capacity(actions.len());
    for (index, (action, table)) in actions.iter().zip(tables).enumerate() {
        match decide(action, table) {
            Ok(plan) => {
                planned.push(plan);
                reasons.push(CancellationReason::none());
            }
            Err(Refusal::Condition(reason)) => reasons.push(reason),
            Err(Refusal::Invalid(fault)) => return Err(Error::cancelled_by(fault, index, actions.len())),
        }
    }
    if planned.len() == actions.len() { Ok(planned) } else { Err(Error::TransactionCancelled { reasons }) }
}

/// Why an action cannot be done.
enum Refusal {
    Condition(CancellationReason),
    Invalid(Error),
}

fn decide<'t>(action: &TransactWrite, table: &'t Table) -> Result<Planned<'t>, Refusal> {
    let (key, condition, returned) = match action {
        TransactWrite::Put(TransactPut { table: _, item, condition, return_on_condition_failure }) => {
            (table.key_of_item(item), condition.as_ref(), *return_on_condition_failure)
        }
        TransactWrite::Update(TransactUpdate {
            table: _,
            key,
            update: _,
            condition,
            return_on_condition_failure,
        })
        | TransactWrite::Delete(TransactDelete { table: _, key, condition, return_on_condition_failure }) => {
            (table.key_of(key), condition.as_ref(), *return_on_condition_failure)
        }
        TransactWrite::ConditionCheck(TransactCheck {
            table: _,
            key,
            condition,
            return_on_condition_failure,
        }) => (table.key_of(key), Some(condition), *return_on_condition_failure),
    };
    let old = table.get(&key);
    if !holds(condition, old.as_ref()) {
        let code = CancellationCode::ConditionalCheckFailed;
        return Err(Refusal::Condition(CancellationReason {
            item: returned_old(returned, old),
            ..CancellationReason::of(code)
        }));
    }
    let change = match action {
        TransactWrite::Put(put) => Change::Put(put.item.clone()),
        TransactWrite::Update(TransactUpdate { key, update, .. }) => {
            updated(update, old.as_ref(), || key.to_item(), &table.schema).map_err(Refusal::Invalid)?
        }
        TransactWrite::Delete(_) => Change::Delete,
        TransactWrite::ConditionCheck(_) => Change::Keep,
    };
    Ok((table, key, change))
}

/// A transaction that was done already is charged as if its items were read.
fn replayed(done: &Done, wanted: ReturnConsumedCapacity) -> TransactWriteItemsOutcome {
    let mut meter = Meter::new(wanted);
    for (table, size) in &done.sizes {
        meter.charge_table(table, TRANSACTION * read_units(*size, true));
    }
    TransactWriteItemsOutcome { consumed_capacity: meter.into_all() }
}
