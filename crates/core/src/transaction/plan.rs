//! What each operation of a transaction comes to, before anything is read.

use super::{
    commit::Committer,
    prepare::is_on,
    witness::{Watched, attributes_of},
};
use crate::{
    Error, Item, PrimaryKey, Rule,
    expr::{Filter, Update},
    operation::{Body, EntityWrite, Of, Unfilled, Write},
    repository::{
        Existence, Returning,
        plan::{Planner, Refusal},
    },
    store::{ItemStore, TableName},
};
use std::{collections::HashSet, time::SystemTime};

/// What is planned of one operation, before anything is read.
pub(super) struct Plan<'l> {
    pub(super) of: Of<'l>,
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
    pub(super) fn plan<'l>(
        &self,
        write: &EntityWrite<'l>,
        now: SystemTime,
        watched: Watched,
    ) -> Result<Plan<'l>, Error> {
        let EntityWrite { of, write } = write;
        let (of, layout) = (*of, of.layout);
        let planner = Planner { layout, now, scope: self.scope, hides_expired: self.hides_expired };
        let table = planner.layout.table()?;
        let fill = |key: &Unfilled| planner.scope().filled_key(key.key.clone(), key.has_scope);
        Ok(match write {
            Write::Put { item, existence, condition } => {
                let plan =
                    planner.put(of.own, item.clone(), *existence, condition.clone(), Returning::Nothing)?;
                let key = layout.schema().primary_key(&plan.item)?;
                // What is created takes the place of nothing, or of what is expired.
                let replaces = *existence != Existence::MustNotExist
                    || (self.hides_expired && watched == Watched::Whole);
                let reads = layout.has_uniques() && replaces;
                let (condition, refusal) = (plan.condition, plan.refusal);
                Plan { of, table, key, condition, refusal, write: Planned::Put(plan.item), reads }
            }
            Write::Update { key, changes } => {
                let plan = planner.update(key.key.clone(), key.has_scope, changes.clone())?;
                let touches = |name: &str| attributes_of(layout).any(|attribute| attribute == name);
                let may_create = changes.existence == Existence::MayExist && layout.has_uniques();
                let reads = may_create
                    || plan.update.actions.iter().any(|action| touches(action.target().attribute()));
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
}

/// Refuses two operations on one item, before anything is read for them. The store looks at the actions of the caller's
/// own, which it knows the keys of.
pub(super) fn check_distinct(bodies: &[&Body<'_>], plans: &[Option<Plan<'_>>]) -> Result<(), Error> {
    let mut seen = HashSet::with_capacity(plans.len());
    let is_distinct = plans.iter().flatten().all(|plan| {
        let is_also_on =
            |body: &&Body<'_>| matches!(body, Body::Raw(action) if is_on(action, &plan.table, &plan.key));
        seen.insert((&plan.table, &plan.key)) && !bodies.iter().any(is_also_on)
    });
    if is_distinct { Ok(()) } else { Err(Error::invalid(Rule::TransactionItemTwice)) }
}
