//! Transactions: many items, all or none.

use super::{
    Done, Model, capacity,
    item::{holds, projected, returned_old},
    table::Table,
    update,
};
use std::time::{Duration, SystemTime};
use twintable::{
    CancellationCode, CancellationReason, Error, Item, Rule,
    store::{
        ReturnConsumedCapacity, TransactCheck, TransactDelete, TransactGet, TransactGetItems,
        TransactGetItemsOutcome, TransactPut, TransactUpdate, TransactWrite, TransactWriteItems,
        TransactWriteItemsOutcome,
    },
};

/// How long a token is remembered.
const TOKEN_LIFETIME: Duration = Duration::from_mins(10);
/// The most bytes of items that a transaction reads.
const MAX_READ_BYTES: usize = 4 * 1024 * 1024;

impl Model {
    /// Reads up to 100 items at one moment.
    ///
    /// # Errors
    ///
    /// As [`ItemStore::transact_get_items`](twintable::store::ItemStore::transact_get_items).
    pub fn transact_get_items(&self, request: &TransactGetItems) -> Result<TransactGetItemsOutcome, Error> {
        request.validate()?;
        let TransactGetItems { gets, return_consumed_capacity } = request;
        let tables = gets.iter().map(|get| self.table(&get.table)).collect::<Result<Vec<_>, _>>()?;
        Error::check_actions(
            gets.iter().zip(&tables).map(|(get, table)| get.validate_against(&table.schema)),
        )?;
        let found = gets.iter().zip(tables).map(|(get, table)| (get, table.get(&get.key.to_item())));
        let size = |item: Option<&Item>| item.map_or(0, Item::size);
        if found.clone().map(|(_, item)| size(item)).sum::<usize>() > MAX_READ_BYTES {
            return Err(Error::invalid(Rule::TransactionTooLarge));
        }
        let charges = found.clone().map(|(get, item)| capacity::transact_read(&get.table, size(item)));
        let consumed_capacity = capacity::reported(*return_consumed_capacity, charges);
        let items = found.map(|(TransactGet { table: _, key: _, projection }, item)| {
            item.map(|item| projected(item, projection.as_ref()))
        });
        Ok(TransactGetItemsOutcome { items: items.collect(), consumed_capacity })
    }

    /// Does up to 100 actions, all or none. The time decides how long a token is remembered.
    ///
    /// # Errors
    ///
    /// As [`ItemStore::transact_write_items`](twintable::store::ItemStore::transact_write_items).
    pub fn transact_write_items(
        &mut self,
        request: &TransactWriteItems,
        now: SystemTime,
    ) -> Result<TransactWriteItemsOutcome, Error> {
        request.validate()?;
        for action in &request.actions {
            self.table(action.table())?;
        }
        request.validate_distinct(|name| self.tables.get(name).map(|table| table.schema.clone()))?;
        let TransactWriteItems { actions, client_request_token: token, return_consumed_capacity: wanted } =
            request;
        if let Some(done) = token.as_ref().and_then(|token| self.done.get(token))
            && now.duration_since(done.at).unwrap_or_default() < TOKEN_LIFETIME
        {
            return if done.actions == *actions {
                Ok(repeated(done, *wanted))
            } else {
                Err(Error::IdempotencyMismatch)
            };
        }
        let writes = self.decide_all(actions)?;
        let (mut charges, mut sizes) = (Vec::new(), Vec::new());
        for (action, Write { key, old, new }) in actions.iter().zip(writes) {
            let table = self.table_mut(action.table())?;
            charges.push(capacity::transact_write(&table.schema, old.as_ref(), new.as_ref()));
            sizes.push((action.table().to_string(), capacity::larger(old.as_ref(), new.as_ref())));
            table.set(&key, new);
        }
        if let Some(token) = token {
            self.done.insert(token.clone(), Done { at: now, actions: actions.clone(), sizes });
        }
        Ok(TransactWriteItemsOutcome { consumed_capacity: capacity::reported(*wanted, charges) })
    }

    /// Works out all actions, and changes nothing. Every false condition is a reason; an action that breaks a rule is the
    /// only one.
    fn decide_all(&self, actions: &[TransactWrite]) -> Result<Vec<Write>, Error> {
        let tables =
            actions.iter().map(|action| self.table(action.table())).collect::<Result<Vec<_>, _>>()?;
        Error::check_actions(
            actions.iter().zip(&tables).map(|(action, table)| action.validate_against(&table.schema)),
        )?;
        let (mut writes, mut reasons) = (Vec::new(), Vec::new());
        for (index, (action, table)) in actions.iter().zip(tables).enumerate() {
            let decided =
                decide(action, table).map_err(|fault| Error::cancelled_by(fault, index, actions.len()))?;
            reasons.push(match decided {
                Decision::Write(write) => {
                    writes.push(write);
                    CancellationReason::none()
                }
                Decision::Refused(reason) => reason,
            });
        }
        if writes.len() == actions.len() { Ok(writes) } else { Err(Error::TransactionCancelled { reasons }) }
    }
}

/// What an action does: `old` is replaced by `new`.
struct Write {
    key: Item,
    old: Option<Item>,
    new: Option<Item>,
}

/// What becomes of an action.
enum Decision {
    Write(Write),
    Refused(CancellationReason),
}

fn decide(action: &TransactWrite, table: &Table) -> Result<Decision, Error> {
    let (key, condition, returned) = match action {
        TransactWrite::Put(TransactPut { table: _, item, condition, return_on_condition_failure }) => {
            (item.clone(), condition.as_ref(), return_on_condition_failure)
        }
        TransactWrite::Update(TransactUpdate {
            table: _,
            key,
            update: _,
            condition,
            return_on_condition_failure,
        })
        | TransactWrite::Delete(TransactDelete { table: _, key, condition, return_on_condition_failure }) => {
            (key.to_item(), condition.as_ref(), return_on_condition_failure)
        }
        TransactWrite::ConditionCheck(TransactCheck {
            table: _,
            key,
            condition,
            return_on_condition_failure,
        }) => (key.to_item(), Some(condition), return_on_condition_failure),
    };
    let old = table.get(&key).cloned();
    if !holds(condition, old.as_ref()) {
        let reason = CancellationReason::of(CancellationCode::ConditionalCheckFailed);
        return Ok(Decision::Refused(CancellationReason { item: returned_old(*returned, old), ..reason }));
    }
    let new = match action {
        TransactWrite::Put(put) => Some(put.item.clone()),
        TransactWrite::Update(change) => update::updated(&change.update, old.as_ref(), &key, &table.schema)?,
        TransactWrite::Delete(_) => None,
        TransactWrite::ConditionCheck(_) => old.clone(),
    };
    Ok(Decision::Write(Write { key, old, new }))
}

/// A transaction that was done already costs what reading its items would.
fn repeated(done: &Done, wanted: ReturnConsumedCapacity) -> TransactWriteItemsOutcome {
    let charges = done.sizes.iter().map(|(table, size)| capacity::transact_read(table, *size));
    TransactWriteItemsOutcome { consumed_capacity: capacity::reported(wanted, charges) }
}
