//! A secondary index: part of each item, under another key.

use super::{Entries, Stored, index_key};
use crate::{
    capacity::write_units,
    key::KeyBytes,
    simulation::{Lag, Moment, Simulator},
};
use std::{borrow::Cow, sync::Arc};
use twintable::{IndexProjection, Item, KeySchema, TableSchema};

/// A secondary index.
#[derive(Debug)]
pub(crate) struct Index {
    name: Cow<'static, str>,
    is_local: bool,
    projection: IndexProjection,
    entries: Entries,
    lag: Option<Lag<Step>>,
}

/// What a write does in an index.
#[derive(Debug, Default)]
pub(super) struct Step {
    remove: Option<Box<[u8]>>,
    insert: Option<(Box<[u8]>, Stored)>,
    units: f64,
}

impl Step {
    const fn is_empty(&self) -> bool {
        self.remove.is_none() && self.insert.is_none()
    }

    /// The write units that the step costs.
    pub(super) const fn units(&self) -> f64 {
        self.units
    }
}

impl Index {
    /// The indexes of a table: local ones first, each kind in the order of the schema.
    pub(super) fn all_of(schema: &TableSchema, simulator: Option<&Arc<Simulator>>) -> Vec<Self> {
        let make = |name: &Cow<'static, str>, is_local, projection: &IndexProjection| Self {
            name: name.clone(),
            is_local,
            projection: projection.clone(),
            entries: Entries::new(),
            lag: simulator.filter(|_| !is_local).and_then(Lag::new),
        };
        let local = schema.local_indexes.iter().map(|index| make(&index.name, true, &index.projection));
        let global = schema.global_indexes.iter().map(|index| make(&index.name, false, &index.projection));
        local.chain(global).collect()
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) const fn is_local(&self) -> bool {
        self.is_local
    }

    /// The entries, with all that has reached a global index by now.
    pub(super) fn current_entries(&self) -> &Entries {
        if let Some(lag) = &self.lag {
            lag.catch_up(|step| self.carry_out(step));
        }
        &self.entries
    }

    /// Whether the index holds all attributes.
    pub(crate) fn holds_all(&self) -> bool {
        self.projection == IndexProjection::All
    }

    /// What an item's change means for the index.
    pub(super) fn step(
        &self,
        schema: &TableSchema,
        old: Option<&Stored>,
        new: Option<&Stored>,
        seed: u64,
    ) -> Step {
        let Some(key) = schema.key_schema(Some(&self.name)) else { return Step::default() };
        let entry = |stored: Option<&Stored>| {
            let stored = stored?;
            Some((index_key(&key, schema, &stored.item, seed)?, self.project(stored, &key)))
        };
        match (entry(old), entry(new)) {
            (None, None) => Step::default(),
            (None, Some((key, new))) => {
                Step { units: write_units(new.size), insert: Some((key.into_boxed(), new)), remove: None }
            }
            (Some((key, old)), None) => {
                Step { units: write_units(old.size), remove: Some(key.into_boxed()), insert: None }
            }
            (Some((old_key, old)), Some((new_key, new))) if old_key == new_key => replace(new_key, &old, new),
            (Some((old_key, old)), Some((new_key, new))) => Step {
                units: write_units(old.size) + write_units(new.size),
                remove: Some(old_key.into_boxed()),
                insert: Some((new_key.into_boxed(), new)),
            },
        }
    }

    /// Removes all entries, and forgets those that have not reached the index yet.
    pub(super) fn clear(&self) {
        if let Some(lag) = &self.lag {
            lag.clear();
        }
        self.entries.clear();
    }

    /// Has all that was written.
    pub(super) fn settle(&self) {
        if let Some(lag) = &self.lag {
            lag.settle(|step| self.carry_out(step));
        }
    }

    /// Does a step of the item under a primary key, or will do it when it has reached the index.
    pub(super) fn follow(&self, key: &[u8], step: Step, at: Option<Moment>) {
        match (&self.lag, at) {
            (Some(lag), Some(at)) if !step.is_empty() => {
                lag.push(key, step, at, |step| self.carry_out(step));
            }
            (_, _) => self.carry_out(step),
        }
    }

    fn carry_out(&self, step: Step) {
        match (step.remove, step.insert) {
            (None, None) => {}
            (Some(old), None) => self.entries.remove(&old),
            (None, Some((key, stored))) => self.entries.insert(key, stored),
            (Some(old), Some((new, stored))) => self.entries.replace(&old, new, stored),
        }
    }

    /// The part of an item that the index holds.
    pub(super) fn project(&self, stored: &Stored, key: &KeySchema<'_>) -> Stored {
        if self.holds_all() {
            return stored.clone();
        }
        let kept = stored.item.iter().filter(|(name, _)| key.holds(name));
        Stored::new(kept.map(|(name, value)| (name, value.clone())).collect::<Item>())
    }
}

/// An entry that stays where it is costs nothing if it stays as it is.
fn replace(key: KeyBytes, old: &Stored, new: Stored) -> Step {
    if old.item == new.item {
        return Step::default();
    }
    Step { units: write_units(old.size.max(new.size)), insert: Some((key.into_boxed(), new)), remove: None }
}
