//! What an item held when it was read, and the condition that it still does.

use crate::{Item, PrimaryKey, Value, expr::Filter, layout::Layout, path};
use std::borrow::Cow;

/// What of an item has to stay as it was read, until it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Watched {
    /// What decides which unique values it has.
    Uniques,
    /// All of it, since the caller is told what it was.
    Whole,
}

/// What an item held when it was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Witness {
    is_there: bool,
    values: Vec<(Cow<'static, str>, Option<Value>)>,
}

impl Witness {
    /// What was read, as far as it is watched. The layouts are those that the item has and is to have.
    pub(crate) fn new<'l>(
        layouts: impl IntoIterator<Item = &'l Layout>,
        item: Option<&Item>,
        watched: Watched,
    ) -> Self {
        let Some(item) = item else { return Self { is_there: false, values: Vec::new() } };
        let mut names: Vec<Cow<'static, str>> = Vec::new();
        for layout in layouts {
            let of_type = layout.type_attribute_name();
            names.extend(attributes_of(layout).chain(of_type).map(Cow::Borrowed));
            match watched {
                Watched::Uniques => {}
                Watched::Whole => match layout.version_attribute() {
                    // Every write counts it up.
                    Some(version) if item.contains(version) => names.push(version.into()),
                    Some(_) | None => {
                        names.extend(layout.attributes().map(Cow::Borrowed));
                        names.extend(item.iter().map(|(name, _)| Cow::Owned(name.to_owned())));
                    }
                },
            }
        }
        names.sort_unstable();
        names.dedup();
        let value_of = |name: Cow<'static, str>| {
            let value = item.get(&name).cloned();
            (name, value)
        };
        Self { is_there: true, values: names.into_iter().map(value_of).collect() }
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
                Some(value) => path(name.clone()).eq(value.clone()),
                None => path(name.clone()).not_exists(),
            })
        })
    }
}

/// The attributes that decide which unique values an entity has, and when they expire.
pub(crate) fn attributes_of(layout: &Layout) -> impl Iterator<Item = &'static str> {
    let times: &[&'static str] = if layout.uniques().is_empty() { &[] } else { layout.ttl_attributes() };
    layout.uniques().iter().flat_map(crate::layout::Unique::attributes).chain(times.iter().copied())
}
