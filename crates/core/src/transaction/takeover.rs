//! Values whose owner does not have them any more.

use super::{
    claims::Known,
    commit::{Committer, Work},
    failure::{self, Failure, Findings},
    prepare::{Prepared, Role, Step},
    witness::{Watched, Witness},
};
use crate::{
    CancellationReason, Error, PrimaryKey, Value,
    store::{ItemStore, TableName},
};

/// A value whose owner does not have it any more: it was removed in some other way.
#[derive(Debug, Clone)]
pub(super) struct LeftBehind {
    pub(super) table: TableName,
    pub(super) sentinel: PrimaryKey,
    pub(super) owner: PrimaryKey,
    /// What the owner holds instead.
    pub(super) witness: Witness,
}

impl<S: ItemStore + ?Sized> Committer<'_, S> {
    /// What a cancellation means, and whether something has only changed since it was read.
    pub(super) async fn look_into(
        &self,
        work: &Work<'_, '_>,
        prepared: &Prepared<'_>,
        reasons: Vec<CancellationReason>,
        findings: Findings,
        known: &mut Known,
    ) -> Result<(Failure, bool), Error> {
        let Findings { mut is_raced, is_lasting: _, taken: claims } = findings;
        let mut taken = Vec::new();
        for (place, owner) in claims {
            match self.left_behind(prepared, place, &owner).await? {
                Some(left) => {
                    known.leaves(left);
                    is_raced = true;
                }
                None => taken.push(place),
            }
        }
        Ok((failure::cancelled(prepared, reasons, &taken, &work.names), is_raced))
    }

    /// The value that an action wanted, if its owner does not have it any more. An owner that the transaction is about
    /// as well is taken to have it.
    async fn left_behind(
        &self,
        prepared: &Prepared<'_>,
        place: usize,
        owner: &Value,
    ) -> Result<Option<LeftBehind>, Error> {
        let Some(step) = prepared.steps.get(place) else { return Ok(None) };
        let Role::Claim(sentinel) = &step.role else { return Ok(None) };
        let layout = prepared.targets.get(step.operation).and_then(|target| target.own);
        let owner = owner_of(step, owner, &sentinel.key);
        let (Some(layout), Some((table, owner))) = (layout, owner) else { return Ok(None) };
        let is_about =
            |step: &Step<'_>| !matches!(step.role, Role::FormerOwner) && step.is_on(&table, &owner);
        if prepared.steps.iter().any(is_about) {
            return Ok(None);
        }
        let item = self.read(table.clone(), owner.clone()).await?;
        let item = item.as_ref();
        let has_it = item.filter(|item| layout.is_type_of(item)).is_some_and(|item| {
            layout.sentinels(self.scope, item).iter().any(|other| other.key == sentinel.key)
        });
        if has_it {
            return Ok(None);
        }
        let witness = Witness::new([layout], item, Watched::Uniques);
        Ok(Some(LeftBehind { table, sentinel: sentinel.key.clone(), owner, witness }))
    }
}

/// The table of an action, and the key there that the attribute of a unique value's owner stands for.
fn owner_of(step: &Step<'_>, owner: &Value, names: &PrimaryKey) -> Option<(TableName, PrimaryKey)> {
    let mut values = owner.as_list()?.iter().cloned();
    let partition = (names.partition.0.clone(), values.next()?);
    let sort = match &names.sort {
        Some((name, _)) => Some((name.clone(), values.next()?)),
        None => None,
    };
    Some((step.action.table().clone(), PrimaryKey { partition, sort }))
}
