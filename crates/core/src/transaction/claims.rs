//! Unique values: which of them an operation takes and gives back.
//!
//! An item beside the entities says who has a value. It is written in the transaction that writes the entity, which
//! is conditioned on what the entity's unique fields held when it was read: so no value is ever taken by two, and none is
//! left behind.

use super::prepare::{Role, Step};
use crate::{
    Error, InvalidRequest, Item, PrimaryKey, Rule, Value,
    expr::{Action, Fallback, Filter, SetValue, Source, Update},
    layout::{Layout, Sentinel, UNIQUE_OWNER, epoch_seconds, owner_value},
    path,
    store::{ReturnOld, TableName, TransactCheck, TransactDelete, TransactPut},
};
use std::time::SystemTime;

/// What failed attempts have shown.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Values that the entity gave back, but that somebody else has.
    pub(crate) not_its_own: Vec<(TableName, PrimaryKey)>,
    /// Values whose owner does not have them any more.
    pub(crate) left_behind: Vec<LeftBehind>,
}

/// A value whose owner does not have it any more: it was removed in some other way.
#[derive(Debug, Clone)]
pub(crate) struct LeftBehind {
    pub(crate) table: TableName,
    pub(crate) sentinel: PrimaryKey,
    pub(crate) owner: PrimaryKey,
    /// What the owner holds instead.
    pub(crate) witness: Witness,
}

/// What the unique fields of an entity held when it was read.
#[derive(Debug, Clone)]
pub(crate) struct Witness {
    is_there: bool,
    values: Vec<(&'static str, Option<Value>)>,
}

impl Witness {
    pub(crate) fn new(layout: &Layout, item: Option<&Item>) -> Self {
        let value_of = |name| (name, item.and_then(|item| item.get(name).cloned()));
        let mut values: Vec<_> = attributes_of(layout).map(value_of).collect();
        values.sort_by_key(|(name, _)| *name);
        values.dedup_by_key(|(name, _)| *name);
        Self { is_there: item.is_some(), values }
    }

    /// Whether an item still holds that.
    pub(crate) fn is_current(&self, item: Option<&Item>) -> bool {
        let Some(item) = item else { return !self.is_there };
        self.is_there && self.values.iter().all(|(name, value)| item.get(name) == value.as_ref())
    }

    /// The condition that it still does.
    pub(crate) fn condition(&self, key: &PrimaryKey) -> Filter {
        let partition = path(key.partition.0.clone());
        if !self.is_there {
            return partition.not_exists();
        }
        self.values.iter().fold(partition.exists(), |condition, (name, value)| {
            condition.and(match value {
                Some(value) => path(*name).eq(value.clone()),
                None => path(*name).not_exists(),
            })
        })
    }
}

/// The attributes that decide which unique values an entity has, and when they expire.
pub(crate) fn attributes_of(layout: &Layout) -> impl Iterator<Item = &'static str> {
    let times: &[&'static str] = if layout.uniques().is_empty() { &[] } else { layout.ttl_attributes() };
    layout.uniques().iter().flat_map(crate::layout::Unique::attributes).chain(times.iter().copied())
}

/// What the unique fields hold after an update, and whether it changes when they expire.
pub(crate) fn values_after(
    layout: &Layout,
    key: &PrimaryKey,
    before: Option<&Item>,
    update: &Update,
) -> Result<(Item, bool), Error> {
    let mut after = before.cloned().unwrap_or_else(|| key.to_item());
    let mut expires = false;
    for action in &update.actions {
        let target = action.target();
        let Some(name) = attributes_of(layout).find(|name| *name == target.attribute()) else { continue };
        expires |= layout.ttl_attributes().contains(&name);
        match action {
            Action::Set(_, SetValue::Source(Source::Value(value))) if target.steps().is_empty() => {
                after.put(name.into(), value.clone());
            }
            Action::Set(
                _,
                SetValue::Source(Source::IfNotExists { paths, fallback: Fallback::Value(value) }),
            ) if target.steps().is_empty() && paths.as_slice() == std::slice::from_ref(target) => {
                if !after.contains(name) {
                    after.put(name.into(), value.clone());
                }
            }
            Action::Remove(_) if target.steps().is_empty() => {
                after.remove(name);
            }
            Action::Set(..) | Action::Remove(_) | Action::Add(..) | Action::Delete(..) => {
                return Err(InvalidRequest::new(Rule::UniqueComputed).at(target.clone()).into());
            }
        }
    }
    Ok((after, expires))
}

/// The unique values that the operations of a transaction take and give back.
#[derive(Debug)]
pub(crate) struct Claims<'k> {
    known: &'k Known,
    scope: Option<&'k str>,
    now: SystemTime,
    held: Vec<Held>,
}

/// What happens to one value: one operation may give back what another one takes.
#[derive(Debug)]
struct Held {
    table: TableName,
    key: PrimaryKey,
    taken: Option<Taken>,
    /// The operation that gives the value back, and its entity.
    given_back: Option<(usize, PrimaryKey)>,
}

#[derive(Debug)]
struct Taken {
    operation: usize,
    sentinel: Sentinel,
    owner: PrimaryKey,
    item: Item,
    expiry: Vec<&'static str>,
}

impl<'k> Claims<'k> {
    pub(super) const fn new(known: &'k Known, scope: Option<&'k str>, now: SystemTime) -> Self {
        Self { known, scope, now, held: Vec::new() }
    }

    /// An entity goes over from what it was to what it is to be. With `all`, it takes also the values that it has
    /// already: their items are written anew.
    pub(super) fn moves(
        &mut self,
        operation: usize,
        table: &TableName,
        owner: &PrimaryKey,
        (was, before): (&Layout, Option<&Item>),
        (is, after): (&Layout, Option<&Item>),
        all: bool,
    ) -> Result<(), Error> {
        let before = before.filter(|item| was.is_type_of(item));
        let before = before.map(|item| was.sentinels(self.scope, item)).unwrap_or_default();
        let taken = after.map(|item| is.sentinels(self.scope, item)).unwrap_or_default();
        for sentinel in &before {
            let stays = taken.iter().any(|other| other.key == sentinel.key);
            if !stays && !self.known.not_its_own.iter().any(|(of, key)| of == table && *key == sentinel.key) {
                self.held(table, &sentinel.key).given_back = Some((operation, owner.clone()));
            }
        }
        for sentinel in taken {
            let Some(item) = after else { continue };
            if !all && before.iter().any(|other| other.key == sentinel.key) {
                continue;
            }
            let item = is.sentinel_item(&sentinel.key, owner, item);
            let (entity, attribute) = (is.name(), sentinel.attribute);
            let held = self.held(table, &sentinel.key);
            let expiry = is.ttl_attributes().to_vec();
            let taken = Taken { operation, sentinel, owner: owner.clone(), item, expiry };
            if held.taken.replace(taken).is_some() {
                return Err(Error::unique_violation(entity, attribute));
            }
        }
        Ok(())
    }

    fn held(&mut self, table: &TableName, key: &PrimaryKey) -> &mut Held {
        let place = self.held.iter().position(|held| held.table == *table && held.key == *key);
        let place = place.unwrap_or_else(|| {
            let (table, key) = (table.clone(), key.clone());
            self.held.push(Held { table, key, taken: None, given_back: None });
            self.held.len() - 1
        });
        &mut self.held[place]
    }

    /// The actions on the items that say who has a value.
    pub(super) fn into_steps<'l>(self) -> Vec<Step<'l>> {
        let mut steps = Vec::with_capacity(self.held.len());
        for Held { table, key, taken, given_back } in self.held {
            let is_free = path(key.partition.0.clone()).not_exists();
            let former = given_back.as_ref().map(|(_, owner)| is_owned_by(owner));
            match (taken, given_back) {
                (Some(taken), _) => {
                    let Taken { operation, sentinel, owner, item, expiry } = taken;
                    let left = self
                        .known
                        .left_behind
                        .iter()
                        .find(|left| left.table == table && left.sentinel == key);
                    let is_over = |name: &'static str| path(name).le(epoch_seconds(self.now));
                    let condition = is_free.or(is_owned_by(&owner));
                    let condition = expiry.iter().fold(condition, |either, name| either.or(is_over(name)));
                    let condition = former.into_iter().fold(condition, Filter::or);
                    let condition =
                        left.iter().fold(condition, |either, left| either.or(is_owned_by(&left.owner)));
                    if let Some(left) = left {
                        let action = TransactCheck {
                            table: table.clone(),
                            key: left.owner.clone(),
                            condition: left.witness.condition(&left.owner),
                            return_on_condition_failure: ReturnOld::AllOld,
                        };
                        steps.push(Step { action: action.into(), operation, role: Role::FormerOwner });
                    }
                    let put = TransactPut::new(table, item).when(condition).returning_old_on_failure();
                    steps.push(Step { action: put.into(), operation, role: Role::Claim(sentinel) });
                }
                (None, Some((operation, owner))) => {
                    let condition = is_free.or(is_owned_by(&owner));
                    let delete =
                        TransactDelete::new(table, key.clone()).when(condition).returning_old_on_failure();
                    steps.push(Step { action: delete.into(), operation, role: Role::Release(key) });
                }
                (None, None) => {}
            }
        }
        steps
    }
}

fn is_owned_by(owner: &PrimaryKey) -> Filter {
    path(UNIQUE_OWNER).eq(owner_value(owner))
}
