//! What is sent for the operations of a transaction.

use super::{
    claims::{Claims, Known, Witness, attributes_of, values_after},
    commit::Committer,
};
use crate::{
    Error, Item, PrimaryKey,
    expr::{Filter, Update},
    layout::{Layout, Sentinel},
    operation::{Body, EntityWrite, Of, Unfilled, Write},
    repository::{
        Existence, Returning,
        guard::both,
        plan::{Planner, Refusal},
    },
    store::{
        self, ItemStore, ReturnOld, TableName, TransactCheck, TransactDelete, TransactPut, TransactUpdate,
        TransactWrite,
    },
};
use futures::future;
use std::time::SystemTime;

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

/// What is planned of one operation, before anything is read.
pub(super) struct Plan<'l> {
    of: Of<'l>,
    pub(super) table: TableName,
    pub(super) key: PrimaryKey,
    pub(super) condition: Option<Filter>,
    pub(super) refusal: Refusal<'l>,
    pub(super) write: Planned,
    /// Whether the item has to be read, since unique values hang on it.
    pub(super) reads: bool,
}

pub(super) enum Planned {
    Put(Item),
    Update(Update),
    Delete,
    Check,
}

impl<S: ItemStore + ?Sized> Committer<'_, S> {
    pub(super) async fn prepare<'l>(
        &self,
        bodies: &[&Body<'l>],
        known: &Known,
    ) -> Result<Prepared<'l>, Error> {
        let now = self.clock.now();
        let mut plans = Vec::with_capacity(bodies.len());
        for body in bodies {
            plans.push(match body {
                Body::Raw(_) => None,
                Body::Entity(write) => Some(self.plan(write, now)?),
                Body::Fault(fault) => return Err(fault.clone().into()),
            });
        }
        let befores = future::try_join_all(plans.iter().map(|plan| self.before(plan.as_ref()))).await?;
        let mut claims = Claims::new(known, self.scope, now);
        let mut prepared = Prepared { steps: Vec::with_capacity(bodies.len()), targets: Vec::new() };
        for (operation, ((body, plan), before)) in bodies.iter().zip(plans).zip(befores).enumerate() {
            let (step, target) = match (body, plan) {
                (_, Some(plan)) => step(plan, before.as_ref(), operation, &mut claims)?,
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

    pub(super) fn plan<'l>(&self, write: &EntityWrite<'l>, now: SystemTime) -> Result<Plan<'l>, Error> {
        let EntityWrite { of, write } = write;
        let (of, layout) = (*of, of.layout);
        let planner = Planner { layout, now, scope: self.scope, hides_expired: self.hides_expired };
        let table = planner.table()?;
        let fill = |key: &Unfilled| planner.filled_key(key.key.clone(), key.has_scope);
        Ok(match write {
            Write::Put { item, existence, condition } => {
                let plan =
                    planner.put(of.own, item.clone(), *existence, condition.clone(), Returning::Nothing)?;
                let key = layout.schema().primary_key(&plan.item)?;
                let reads = layout.has_uniques() && *existence != Existence::MustNotExist;
                let (condition, refusal) = (plan.condition, plan.refusal);
                Plan { of, table, key, condition, refusal, write: Planned::Put(plan.item), reads }
            }
            Write::Update { key, changes } => {
                let plan = planner.update(key.key.clone(), key.has_scope, changes.clone())?;
                let touches = |name: &str| attributes_of(layout).any(|attribute| attribute == name);
                let reads = plan.update.actions.iter().any(|action| touches(action.target().attribute()));
                let (condition, refusal) = (plan.condition, plan.refusal);
                Plan {
                    of,
                    table,
                    key: plan.key,
                    condition,
                    refusal,
                    write: Planned::Update(plan.update),
                    reads,
                }
            }
            Write::Delete { key, expecting, condition } => {
                let plan = planner.delete(fill(key)?, *expecting, condition.clone(), Returning::Nothing)?;
                let (condition, refusal) = (plan.condition, plan.refusal);
                let reads = layout.has_uniques();
                Plan { of, table, key: plan.key, condition, refusal, write: Planned::Delete, reads }
            }
            Write::Check { key, existence, condition } => {
                let plan = planner.check(fill(key)?, *existence, condition.clone());
                let (condition, refusal) = (plan.condition, plan.refusal);
                Plan { of, table, key: plan.key, condition, refusal, write: Planned::Check, reads: false }
            }
        })
    }

    /// The item that an operation is on, if unique values hang on it.
    async fn before(&self, plan: Option<&Plan<'_>>) -> Result<Option<Item>, Error> {
        match plan {
            Some(plan) if plan.reads => self.read(plan.table.clone(), plan.key.clone()).await,
            Some(_) | None => Ok(None),
        }
    }

    pub(crate) async fn read(&self, table: TableName, key: PrimaryKey) -> Result<Option<Item>, Error> {
        let get = store::GetItem { consistent: true, ..store::GetItem::new(table, key) };
        Ok(self.store.get_item(get).await?.item)
    }
}

/// The action of one operation. What it means for unique values is added to the claims.
fn step<'l>(
    plan: Plan<'l>,
    before: Option<&Item>,
    operation: usize,
    claims: &mut Claims<'_>,
) -> Result<(Step<'l>, Target<'l>), Error> {
    let Plan { of, table, key, condition, refusal, write, reads } = plan;
    let own = if matches!(write, Planned::Put(_)) { of.own } else { own_of(of.layout, before) };
    let witness = reads.then(|| Witness::new(own, before));
    let unchanged = witness.as_ref().map(|witness| witness.condition(&key));
    let condition = both(condition, unchanged);
    let return_on_condition_failure = ReturnOld::AllOld;
    let mut target =
        Target { own: Some(own), key: Some(key.clone()), before: before.cloned(), written: None };
    let action = match write {
        Planned::Put(item) => {
            let was = own_of(of.layout, before);
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
