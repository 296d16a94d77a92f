//! Unique values: which of them an operation takes and gives back.
//!
//! An item beside the entities says who has a value. It is written in the transaction that writes the entity, which
//! is conditioned on what the entity's unique fields held when it was read: so no value is ever taken by two, and none is
//! left behind.

use super::{
    prepare::{Role, Step},
    takeover::LeftBehind,
    witness::attributes_of,
};
use crate::{
    Error, InvalidRequest, Item, PrimaryKey, Rule,
    expr::{Action, Fallback, Filter, SetValue, Source, Update},
    layout::{Layout, Sentinel, UNIQUE_OWNER, epoch_seconds, owner_value},
    path,
    store::{ReturnOld, TableName, TransactCheck, TransactDelete, TransactPut, TransactWrite},
};
use std::time::SystemTime;

/// What failed attempts have shown.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Values that the entity gave back, but that somebody else has.
    pub(super) not_its_own: Vec<(TableName, PrimaryKey)>,
    /// Values whose owner does not have them any more.
    left_behind: Vec<LeftBehind>,
}

impl Known {
    /// A value was left behind, whoever left it behind before.
    pub(super) fn leaves(&mut self, left: LeftBehind) {
        self.left_behind.retain(|other| other.table != left.table || other.sentinel != left.sentinel);
        self.left_behind.push(left);
    }

    /// What is known of the owners may be so no more.
    pub(super) fn forget_owners(&mut self) {
        self.left_behind.clear();
    }

    fn left_behind(&self, table: &TableName, sentinel: &PrimaryKey) -> Option<&LeftBehind> {
        self.left_behind.iter().find(|left| left.table == *table && left.sentinel == *sentinel)
    }
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
                after.insert(name, value.clone());
            }
            Action::Set(
                _,
                SetValue::Source(Source::IfNotExists { paths, fallback: Fallback::Value(value) }),
            ) if target.steps().is_empty() && paths.as_slice() == std::slice::from_ref(target) => {
                if !after.contains(name) {
                    after.insert(name, value.clone());
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
        let held = match place {
            Some(place) => self.held.swap_remove(place),
            None => Held { table: table.clone(), key: key.clone(), taken: None, given_back: None },
        };
        self.held.push_mut(held)
    }

    /// The actions on the items that say who has a value.
    pub(super) fn into_steps<'l>(self) -> Vec<Step<'l>> {
        let Self { known, scope: _, now, held } = self;
        let mut steps = Vec::with_capacity(held.len());
        let mut former_owners: Vec<Step<'l>> = Vec::new();
        for Held { table, key, taken, given_back } in held {
            let is_free = path(key.partition.0.clone()).not_exists();
            let given_back_by = given_back.as_ref().map(|(_, owner)| is_owned_by(owner));
            match (taken, given_back) {
                (Some(taken), _) => {
                    let left = known.left_behind(&table, &key);
                    let Taken { operation, sentinel, owner, item, expiry } = taken;
                    let of_nobody = expiry.iter().map(|name| path(*name).le(epoch_seconds(now)));
                    let of_nobody = of_nobody.chain(left.map(|left| is_owned_by(&left.owner)));
                    let condition =
                        of_nobody.chain(given_back_by).fold(is_free.or(is_owned_by(&owner)), Filter::or);
                    if let Some(left) = left {
                        add_check(&mut former_owners, left, operation);
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
        steps.extend(former_owners);
        steps
    }
}

/// Adds the check that the owner of a value still does not have it: one for all values that it left behind.
fn add_check(checks: &mut Vec<Step<'_>>, left: &LeftBehind, operation: usize) {
    let LeftBehind { table, sentinel: _, owner, witness } = left;
    let is_without = witness.condition(owner);
    for step in checks.iter_mut() {
        if step.is_on(table, owner)
            && let TransactWrite::ConditionCheck(check) = &mut step.action
        {
            if check.condition != is_without {
                check.condition = check.condition.clone().and(is_without);
            }
            return;
        }
    }
    let check = TransactCheck {
        table: table.clone(),
        key: owner.clone(),
        condition: is_without,
        return_on_condition_failure: ReturnOld::AllOld,
    };
    checks.push(Step { action: check.into(), operation, role: Role::FormerOwner });
}

fn is_owned_by(owner: &PrimaryKey) -> Filter {
    path(UNIQUE_OWNER).eq(owner_value(owner))
}
