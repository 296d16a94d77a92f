//! Requests for many items, all or none.

use super::super::{
    IndexChangeDraft, ItemDraft, KeyDraft, Tables, condition, item::item, key, names::PARTITION_KEY,
    projection, update::update,
};
use super::{
    TableDraft, any_table, capacity, distinct,
    item::{index_changes, with_index_changes},
    return_old,
};
use proptest::{collection, option, prelude::*, sample::select};
use twintable::{
    PrimaryKey, Value,
    expr::{Filter, Projection, Update},
    path,
    store::{
        ReturnConsumedCapacity, ReturnOld, TableName, TransactCheck, TransactDelete, TransactGet,
        TransactGetItems, TransactPut, TransactUpdate, TransactWrite, TransactWriteItems,
    },
};

const MOST: usize = 100;

/// A [`TransactGetItems`] before the tables are known.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the request's fields are")]
pub struct TransactGetDraft {
    pub gets: Vec<TransactGetPart>,
    pub flaw: Option<TransactionFlaw>,
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// One read of a transaction.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the request's fields are")]
pub struct TransactGetPart {
    pub table: TableDraft,
    pub key: KeyDraft,
    pub projection: Option<Projection>,
}

/// A [`TransactWriteItems`] before the tables are known.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the request's fields are")]
pub struct TransactWriteDraft {
    pub actions: Vec<ActionDraft>,
    pub token: TokenDraft,
    pub flaw: Option<TransactionFlaw>,
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// One action of a transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionDraft {
    /// The table.
    pub table: TableDraft,
    /// What is done.
    pub kind: ActionKind,
    /// What the item must satisfy. A check without one asks whether the item is there.
    pub condition: Option<Filter>,
    /// What the reason of a failed condition carries.
    pub return_on_condition_failure: ReturnOld,
}

/// What an action does.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the actions are")]
pub enum ActionKind {
    Put(ItemDraft),
    Update(KeyDraft, Update, Vec<IndexChangeDraft>),
    Delete(KeyDraft),
    ConditionCheck(KeyDraft),
}

/// The token of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenDraft {
    /// None.
    None,
    /// One of a few, so that it comes again.
    Pool(u8),
    /// A text without characters.
    Empty,
    /// A text of 37 characters.
    TooLong,
}

/// What is wrong with the shape of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TransactionFlaw {
    /// It has no actions.
    Empty,
    /// It has two actions on its first item.
    ItemTwice,
    /// It has one action more than it may.
    TooLong,
    /// An update in it has no actions.
    EmptyUpdate,
}

impl TransactionFlaw {
    /// All flaws.
    pub const ALL: [Self; 4] = [Self::Empty, Self::ItemTwice, Self::TooLong, Self::EmptyUpdate];

    fn apply<T: Clone>(self, actions: &mut Vec<T>) {
        match self {
            Self::Empty => actions.clear(),
            Self::ItemTwice => actions.extend(actions.first().cloned()),
            Self::TooLong => {
                if let Some(again) = actions.first().cloned() {
                    actions.resize(MOST + 1, again);
                }
            }
            Self::EmptyUpdate => {}
        }
    }
}

impl TransactGetDraft {
    pub(super) fn request(&self, tables: &Tables) -> TransactGetItems {
        let gets = self.gets.iter().map(|TransactGetPart { table, key, projection }| {
            let (table, schema) = table.of(tables);
            TransactGet { table, key: key.key(schema), projection: projection.clone() }
        });
        let mut gets = distinct(gets, |get| Some((get.table.clone(), get.key.clone())));
        if let Some(flaw) = self.flaw {
            flaw.apply(&mut gets);
        }
        TransactGetItems { gets, return_consumed_capacity: self.return_consumed_capacity }
    }
}

impl ActionDraft {
    fn action(&self, tables: &Tables) -> TransactWrite {
        let (table, schema) = self.table.of(tables);
        let (condition, return_on_condition_failure) =
            (self.condition.clone(), self.return_on_condition_failure);
        match &self.kind {
            ActionKind::Put(item) => {
                TransactPut { table, item: item.item(schema), condition, return_on_condition_failure }.into()
            }
            ActionKind::Update(key, update, changes) => {
                let mut update = with_index_changes(update, changes, schema);
                if update.is_empty() {
                    update = update.set("n", Value::from(1));
                }
                TransactUpdate { table, key: key.key(schema), update, condition, return_on_condition_failure }
                    .into()
            }
            ActionKind::Delete(key) => {
                TransactDelete { table, key: key.key(schema), condition, return_on_condition_failure }.into()
            }
            ActionKind::ConditionCheck(key) => {
                let condition = condition.unwrap_or_else(|| path(PARTITION_KEY).exists());
                TransactCheck { table, key: key.key(schema), condition, return_on_condition_failure }.into()
            }
        }
    }
}

fn item_of(action: &TransactWrite, tables: &Tables) -> Option<(TableName, PrimaryKey)> {
    let key = match action {
        TransactWrite::Put(put) => {
            let schema = if put.table == tables.other.name { &tables.other } else { &tables.main };
            schema.primary_key(&put.item).ok()?
        }
        TransactWrite::Update(update) => update.key.clone(),
        TransactWrite::Delete(delete) => delete.key.clone(),
        TransactWrite::ConditionCheck(check) => check.key.clone(),
    };
    Some((action.table().clone(), key))
}

impl TransactWriteDraft {
    pub(super) fn request(&self, tables: &Tables) -> TransactWriteItems {
        let drawn = self.actions.iter().map(|action| action.action(tables));
        let mut actions = distinct(drawn, |action| item_of(action, tables));
        if let Some(flaw) = self.flaw {
            flaw.apply(&mut actions);
            let update = actions.iter_mut().find_map(|action| match action {
                TransactWrite::Update(update) => Some(update),
                TransactWrite::Put(_) | TransactWrite::Delete(_) | TransactWrite::ConditionCheck(_) => None,
            });
            if let Some(update) = update.filter(|_| flaw == TransactionFlaw::EmptyUpdate) {
                update.update = Update::new();
            }
        }
        TransactWriteItems {
            actions,
            client_request_token: match self.token {
                TokenDraft::None => None,
                TokenDraft::Pool(token) => Some(format!("token-{token}")),
                TokenDraft::Empty => Some(String::new()),
                TokenDraft::TooLong => Some("t".repeat(37)),
            },
            return_consumed_capacity: self.return_consumed_capacity,
        }
    }
}

fn flaw() -> impl Strategy<Value = Option<TransactionFlaw>> {
    option::weighted(0.1, select(TransactionFlaw::ALL.as_slice()))
}

/// A transaction of reads.
pub fn transact_get() -> impl Strategy<Value = TransactGetDraft> {
    let get = (any_table(), key(), option::weighted(0.3, projection()))
        .prop_map(|(table, key, projection)| TransactGetPart { table, key, projection });
    (collection::vec(get, 1..6), flaw(), capacity()).prop_map(|(gets, flaw, return_consumed_capacity)| {
        TransactGetDraft { gets, flaw, return_consumed_capacity }
    })
}

fn token() -> impl Strategy<Value = TokenDraft> {
    prop_oneof![
        20 => Just(TokenDraft::None),
        20 => (0_u8..3).prop_map(TokenDraft::Pool),
        1 => Just(TokenDraft::Empty),
        1 => Just(TokenDraft::TooLong),
    ]
}

/// A transaction of writes and checks.
pub fn transact_write() -> impl Strategy<Value = TransactWriteDraft> {
    let kind = prop_oneof![
        3 => item().prop_map(ActionKind::Put),
        3 => (key(), update(), index_changes()).prop_map(|(key, update, changes)| ActionKind::Update(key, update, changes)),
        2 => key().prop_map(ActionKind::Delete),
        2 => key().prop_map(ActionKind::ConditionCheck),
    ];
    let action = (any_table(), kind, option::weighted(0.3, condition()), return_old()).prop_map(
        |(table, kind, condition, return_on_condition_failure)| ActionDraft {
            table,
            kind,
            condition,
            return_on_condition_failure,
        },
    );
    (collection::vec(action, 1..5), token(), flaw(), capacity()).prop_map(
        |(actions, token, flaw, return_consumed_capacity)| TransactWriteDraft {
            actions,
            token,
            flaw,
            return_consumed_capacity,
        },
    )
}
