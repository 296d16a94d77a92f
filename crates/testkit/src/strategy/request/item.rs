//! Requests for one item.

use super::super::{
    IndexChangeDraft, ItemDraft, KeyDraft, Tables, condition,
    item::{index_change, item},
    key, projection,
    update::update,
};
use super::{TableDraft, capacity, return_old, return_values, table};
use proptest::{collection, option, prelude::*};
use twintable::{
    TableSchema,
    expr::{Filter, Projection, Update},
    store::{DeleteItem, GetItem, PutItem, ReturnConsumedCapacity, ReturnOld, ReturnValues, UpdateItem},
};

/// A [`GetItem`] before the tables are known.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the request's fields are")]
pub struct GetDraft {
    pub table: TableDraft,
    pub key: KeyDraft,
    pub projection: Option<Projection>,
    pub consistent: bool,
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// A [`PutItem`] before the tables are known.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the request's fields are")]
pub struct PutDraft {
    pub table: TableDraft,
    pub item: ItemDraft,
    pub condition: Option<Filter>,
    pub return_values: ReturnOld,
    pub return_on_condition_failure: ReturnOld,
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// An [`UpdateItem`] before the tables are known.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the request's fields are")]
pub struct UpdateDraft {
    pub table: TableDraft,
    pub key: KeyDraft,
    pub update: Update,
    /// What is done besides, to the attributes that the table's indexes are made of.
    pub index_changes: Vec<IndexChangeDraft>,
    pub condition: Option<Filter>,
    pub return_values: ReturnValues,
    pub return_on_condition_failure: ReturnOld,
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// A [`DeleteItem`] before the tables are known.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the request's fields are")]
pub struct DeleteDraft {
    pub table: TableDraft,
    pub key: KeyDraft,
    pub condition: Option<Filter>,
    pub return_values: ReturnOld,
    pub return_on_condition_failure: ReturnOld,
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// An update with changes of index keys that its table declares.
pub(super) fn with_index_changes(
    update: &Update,
    changes: &[IndexChangeDraft],
    schema: &TableSchema,
) -> Update {
    let mut update = update.clone();
    for action in changes.iter().filter_map(|change| change.action(schema)) {
        if update.actions.iter().all(|other| other.target() != action.target()) {
            update.actions.push(action);
        }
    }
    update
}

impl GetDraft {
    pub(super) fn request(&self, tables: &Tables) -> GetItem {
        let (table, schema) = self.table.of(tables);
        GetItem {
            table,
            key: self.key.key(schema),
            projection: self.projection.clone(),
            consistent: self.consistent,
            return_consumed_capacity: self.return_consumed_capacity,
        }
    }
}

impl PutDraft {
    pub(super) fn request(&self, tables: &Tables) -> PutItem {
        let (table, schema) = self.table.of(tables);
        PutItem {
            table,
            item: self.item.item(schema),
            condition: self.condition.clone(),
            return_values: self.return_values,
            return_on_condition_failure: self.return_on_condition_failure,
            return_consumed_capacity: self.return_consumed_capacity,
        }
    }
}

impl UpdateDraft {
    pub(super) fn request(&self, tables: &Tables) -> UpdateItem {
        let (table, schema) = self.table.of(tables);
        UpdateItem {
            table,
            key: self.key.key(schema),
            update: with_index_changes(&self.update, &self.index_changes, schema),
            condition: self.condition.clone(),
            return_values: self.return_values,
            return_on_condition_failure: self.return_on_condition_failure,
            return_consumed_capacity: self.return_consumed_capacity,
        }
    }
}

impl DeleteDraft {
    pub(super) fn request(&self, tables: &Tables) -> DeleteItem {
        let (table, schema) = self.table.of(tables);
        DeleteItem {
            table,
            key: self.key.key(schema),
            condition: self.condition.clone(),
            return_values: self.return_values,
            return_on_condition_failure: self.return_on_condition_failure,
            return_consumed_capacity: self.return_consumed_capacity,
        }
    }
}

/// A read of one item.
pub fn get() -> impl Strategy<Value = GetDraft> {
    (table(), key(), option::of(projection()), any::<bool>(), capacity()).prop_map(
        |(table, key, projection, consistent, return_consumed_capacity)| GetDraft {
            table,
            key,
            projection,
            consistent,
            return_consumed_capacity,
        },
    )
}

/// A write of one item.
pub fn put() -> impl Strategy<Value = PutDraft> {
    let condition = option::weighted(0.35, condition());
    (table(), item(), condition, return_old(), return_old(), capacity()).prop_map(
        |(table, item, condition, return_values, return_on_condition_failure, return_consumed_capacity)| {
            PutDraft {
                table,
                item,
                condition,
                return_values,
                return_on_condition_failure,
                return_consumed_capacity,
            }
        },
    )
}

/// Few changes of index keys, mostly none.
pub(super) fn index_changes() -> impl Strategy<Value = Vec<IndexChangeDraft>> {
    prop_oneof![1 => Just(Vec::new()), 1 => collection::vec(index_change(), 1..4)]
}

/// An update of one item.
pub fn update_item() -> impl Strategy<Value = UpdateDraft> {
    let condition = option::weighted(0.35, condition());
    let returns = (return_values(), return_old(), capacity());
    (table(), key(), update(), index_changes(), condition, returns).prop_map(
        |(table, key, update, index_changes, condition, returns)| {
            let (return_values, return_on_condition_failure, return_consumed_capacity) = returns;
            UpdateDraft {
                table,
                key,
                update,
                index_changes,
                condition,
                return_values,
                return_on_condition_failure,
                return_consumed_capacity,
            }
        },
    )
}

/// A removal of one item.
pub fn delete() -> impl Strategy<Value = DeleteDraft> {
    let condition = option::weighted(0.5, condition());
    (table(), key(), condition, return_old(), return_old(), capacity()).prop_map(
        |(table, key, condition, return_values, return_on_condition_failure, return_consumed_capacity)| {
            DeleteDraft {
                table,
                key,
                condition,
                return_values,
                return_on_condition_failure,
                return_consumed_capacity,
            }
        },
    )
}
