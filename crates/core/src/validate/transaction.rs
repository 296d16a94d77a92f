//! Transactions.

use super::request::{read_projection, write_expressions};
use crate::{
    Error, Item, PrimaryKey, Rule, TableSchema,
    store::{
        TransactCheck, TransactDelete, TransactGet, TransactGetItems, TransactPut, TransactUpdate,
        TransactWrite, TransactWriteItems,
    },
};
use std::{borrow::Borrow, collections::HashSet};

const MAX_ACTIONS: usize = 100;
const MAX_BYTES: usize = 4 * 1024 * 1024;
const MAX_TOKEN: usize = 36;

impl TransactGetItems {
    /// Checks the request by itself.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate(&self) -> Result<(), Error> {
        count(self.gets.len())?;
        for TransactGet { table, key, projection } in &self.gets {
            super::table_name(table)?;
            key.validate()?;
            read_projection(projection.as_ref())?;
        }
        let mut seen = HashSet::new();
        if self.gets.iter().all(|get| seen.insert((&get.table, &get.key))) {
            Ok(())
        } else {
            Err(Error::invalid(Rule::TransactionItemTwice))
        }
    }
}

impl TransactGet {
    /// Checks one read against its table. A backend reports what this finds as the reason why the
    /// transaction was cancelled.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate_against(&self, schema: &TableSchema) -> Result<(), Error> {
        self.key.validate_against(schema)
    }
}

impl TransactWriteItems {
    /// Checks the request by itself.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken, or [`Error::ItemTooLarge`].
    pub fn validate(&self) -> Result<(), Error> {
        count(self.actions.len())?;
        if let Some(token) = &self.client_request_token
            && !(1..=MAX_TOKEN).contains(&token.chars().count())
        {
            return Err(Error::invalid(Rule::TokenLength));
        }
        let mut bytes = 0;
        for action in &self.actions {
            bytes += action.validate()? + action.payload();
        }
        if bytes > MAX_BYTES { Err(Error::invalid(Rule::TransactionTooLarge)) } else { Ok(()) }
    }

    /// Checks that no two actions are on one item. A table whose schema is not known is passed over.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with [`Rule::TransactionItemTwice`].
    pub fn validate_distinct<S: Borrow<TableSchema>>(
        &self,
        schema_of: impl Fn(&str) -> Option<S>,
    ) -> Result<(), Error> {
        let mut seen = HashSet::new();
        for action in &self.actions {
            let key = match action.target() {
                Target::Key(key) => Some(key.clone()),
                // An item without its key is found wrong later, as the reason of a cancellation.
                Target::Item(item) => {
                    schema_of(action.table()).and_then(|schema| schema.borrow().primary_key(item).ok())
                }
            };
            if let Some(key) = key
                && !seen.insert((action.table(), key))
            {
                return Err(Error::invalid(Rule::TransactionItemTwice));
            }
        }
        Ok(())
    }
}

/// What says which item an action is on.
enum Target<'a> {
    Key(&'a PrimaryKey),
    Item(&'a Item),
}

impl TransactWrite {
    /// Checks one action by itself, and returns the bytes that its expressions bring along.
    fn validate(&self) -> Result<usize, Error> {
        super::table_name(self.table())?;
        match self {
            Self::Put(TransactPut { item, condition, .. }) => {
                super::item(item)?;
                write_expressions(condition.as_ref(), None)
            }
            Self::Update(TransactUpdate { key, update, condition, .. }) => {
                key.validate()?;
                if update.is_empty() {
                    return Err(Error::invalid(Rule::EmptyUpdate));
                }
                write_expressions(condition.as_ref(), Some(update))
            }
            Self::Delete(TransactDelete { key, condition, .. }) => {
                key.validate()?;
                write_expressions(condition.as_ref(), None)
            }
            Self::ConditionCheck(TransactCheck { key, condition, .. }) => {
                key.validate()?;
                write_expressions(Some(condition), None)
            }
        }
    }

    /// Checks one action against its table. A backend reports what this finds as the reason why the
    /// transaction was cancelled.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate_against(&self, schema: &TableSchema) -> Result<(), Error> {
        match self {
            Self::Put(action) => super::stored_item(&action.item, schema),
            Self::Update(action) => {
                action.key.validate_against(schema)?;
                action.update.validate_against(schema)
            }
            Self::Delete(action) => action.key.validate_against(schema),
            Self::ConditionCheck(action) => action.key.validate_against(schema),
        }
    }

    const fn target(&self) -> Target<'_> {
        match self {
            Self::Put(action) => Target::Item(&action.item),
            Self::Update(action) => Target::Key(&action.key),
            Self::Delete(action) => Target::Key(&action.key),
            Self::ConditionCheck(action) => Target::Key(&action.key),
        }
    }

    /// The bytes that the action brings along beside its expressions: what is put, or the key.
    fn payload(&self) -> usize {
        match self.target() {
            Target::Item(item) => item.size(),
            Target::Key(key) => key.attributes().map(|(name, value)| name.len() + value.size()).sum(),
        }
    }
}

fn count(actions: usize) -> Result<(), Error> {
    match actions {
        0 => Err(Error::invalid(Rule::TransactionEmpty)),
        1..=MAX_ACTIONS => Ok(()),
        _ => Err(Error::invalid(Rule::TransactionTooLong)),
    }
}
