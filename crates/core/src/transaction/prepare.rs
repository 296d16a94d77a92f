//! What is sent for the operations of a transaction.

use super::{
    claims::{Claims, Known, values_after},
    commit::{Committer, Work},
    plan::{Plan, Planned, check_distinct},
    witness::{Watched, Witness},
};
use crate::{
    Error, Item, PrimaryKey, Rule,
    layout::{Layout, Sentinel},
    operation::Body,
    repository::{guard::both, plan::Refusal},
    store::{
        ItemStore, ReturnOld, TableName, TransactCheck, TransactDelete, TransactPut, TransactUpdate,
        TransactWrite,
    },
};
use futures_util::future;

/// The most actions of a transaction.
const MAX_OPERATIONS: usize = 100;

/// All that is sent, and what it is about.
#[derive(Debug)]
pub(crate) struct Prepared<'l> {
    pub(crate) steps: Vec<Step<'l>>,
    /// One for each operation.
    pub(crate) targets: Vec<Target<'l>>,
}

/// One action that is sent.
#[derive(Debug)]
pub(crate) struct Step<'l> {
    pub(crate) action: TransactWrite,
    /// The operation that it belongs to.
    pub(crate) operation: usize,
    pub(crate) role: Role<'l>,
}

/// What an action is there for, and so what its failure means.
#[derive(Debug)]
pub(crate) enum Role<'l> {
    /// The caller's own action.
    Raw,
    /// The entity itself, and what its unique fields held when it was read.
    Entity(Refusal<'l>, Option<Witness>),
    /// A unique value that the entity takes.
    Claim(Sentinel),
    /// A unique value that the entity gives back.
    Release(PrimaryKey),
    /// An owner that does not have its unique value any more.
    FormerOwner,
}

/// What an operation is about.
#[derive(Debug, Default)]
pub(crate) struct Target<'l> {
    pub(crate) own: Option<&'l Layout>,
    pub(crate) key: Option<PrimaryKey>,
    /// The item as it was read, if it was.
    pub(crate) before: Option<Item>,
    /// The whole item that is put.
    pub(crate) written: Option<Item>,
}

impl Step<'_> {
    /// Whether the action is on an item.
    pub(super) fn is_on(&self, table: &TableName, key: &PrimaryKey) -> bool {
        is_on(&self.action, table, key)
    }
}

pub(super) fn is_on(action: &TransactWrite, table: &TableName, key: &PrimaryKey) -> bool {
    let is_its_key = match action {
        TransactWrite::Put(put) => key.attributes().all(|(name, value)| put.item.get(name) == Some(value)),
        TransactWrite::Update(update) => update.key == *key,
        TransactWrite::Delete(delete) => delete.key == *key,
        TransactWrite::ConditionCheck(check) => check.key == *key,
    };
    is_its_key && action.table() == table
}

impl<S: ItemStore + ?Sized> Committer<'_, S> {
    pub(super) async fn prepare<'l>(
        &self,
        work: &Work<'_, 'l>,
        known: &Known,
    ) -> Result<Prepared<'l>, Error> {
        let (now, bodies) = (self.clock.now(), &work.bodies);
        if bodies.len() > MAX_OPERATIONS {
            return Err(Error::invalid(Rule::TransactionTooLong));
        }
        let mut plans = Vec::with_capacity(bodies.len());
        for body in bodies {
            plans.push(match body {
                Body::Raw(_) => None,
                Body::Entity(write) => Some(self.plan(write, now, work.watched)?),
                Body::Fault(fault) => return Err(fault.clone().into()),
            });
        }
        check_distinct(bodies, &plans)?;
        let befores = future::try_join_all(plans.iter().map(|plan| self.before(plan.as_ref()))).await?;
        let mut claims = Claims::new(known, self.scope, now);
        let mut prepared = Prepared { steps: Vec::with_capacity(bodies.len()), targets: Vec::new() };
        for (operation, ((body, plan), before)) in bodies.iter().zip(plans).zip(befores).enumerate() {
            let (step, target) = match (body, plan) {
                (_, Some(plan)) => step(plan, before.as_ref(), operation, work.watched, &mut claims)?,
                (Body::Raw(action), None) => {
                    let action = (**action).clone();
                    (Step { action, operation, role: Role::Raw }, Target::default())
                }
                (Body::Entity(_) | Body::Fault(_), None) => continue,
            };
            prepared.steps.push(step);
            prepared.targets.push(target);
        }
        prepared.steps.extend(claims.into_steps());
        Ok(prepared)
    }

    /// The item that an operation is on, if unique values hang on it.
    async fn before(&self, plan: Option<&Plan<'_>>) -> Result<Option<Item>, Error> {
        match plan {
            Some(plan) if plan.reads => self.read(plan.table.clone(), plan.key.clone()).await,
            Some(_) | None => Ok(None),
        }
    }
}

/// The action of one operation. What it means for unique values is added to the claims.
fn step<'l>(
    plan: Plan<'l>,
    before: Option<&Item>,
    operation: usize,
    watched: Watched,
    claims: &mut Claims<'_>,
) -> Result<(Step<'l>, Target<'l>), Error> {
    let Plan { of, table, key, condition, refusal, write, reads } = plan;
    let was = own_of(of.layout, before);
    let own = if matches!(write, Planned::Put(_)) { of.own } else { was };
    let witness = reads.then(|| Witness::new([was, own], before, watched));
    let unchanged = witness.as_ref().map(|witness| witness.condition(&key));
    let condition = both(condition, unchanged);
    let return_on_condition_failure = ReturnOld::AllOld;
    let mut target =
        Target { own: Some(own), key: Some(key.clone()), before: before.cloned(), written: None };
    let action = match write {
        Planned::Put(item) => {
            claims.moves(operation, &table, &key, (was, before), (own, Some(&item)), true)?;
            target.written = Some(item.clone());
            TransactPut { table, item, condition, return_on_condition_failure }.into()
        }
        Planned::Update(update) => {
            if reads {
                let (after, expires) = values_after(own, &key, before, &update)?;
                claims.moves(operation, &table, &key, (own, before), (own, Some(&after)), expires)?;
            }
            TransactUpdate { table, key, update, condition, return_on_condition_failure }.into()
        }
        Planned::Delete => {
            if reads {
                claims.moves(operation, &table, &key, (own, before), (own, None), false)?;
            }
            TransactDelete { table, key, condition, return_on_condition_failure }.into()
        }
        Planned::Check => {
            // A check of existence always has a condition.
            let condition = condition.unwrap_or_else(|| crate::path(key.partition.0.clone()).exists());
            TransactCheck { table, key, condition, return_on_condition_failure }.into()
        }
    };
    Ok((Step { action, operation, role: Role::Entity(refusal, witness) }, target))
}

/// The layout that an item has: of an enum, that of its variant.
fn own_of<'l>(layout: &'l Layout, item: Option<&Item>) -> &'l Layout {
    let variant = |item: &Item| layout.variants().iter().copied().find(|variant| variant.is_type_of(item));
    item.and_then(variant).unwrap_or(layout)
}
