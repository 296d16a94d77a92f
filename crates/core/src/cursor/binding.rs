//! What a cursor is bound to.

use super::canonical::Canonical;
use crate::{
    Value,
    expr::{Filter, KeyCondition, SortCondition},
    store::Segment,
};
use std::fmt;

/// The read that a cursor belongs to, and whose it is.
///
/// Equal bindings give equal [bytes](Self::to_bytes) on every machine, different bindings different ones.
///
/// # Examples
///
/// ```
/// use twintable::{cursor::Binding, expr::KeyCondition};
///
/// let orders = KeyCondition::partition("PK", "CUSTOMER#1");
/// let ascending = Binding::query("shop", None, &orders, false);
/// assert_ne!(ascending, Binding::query("shop", None, &orders, true));
/// assert_ne!(ascending, ascending.clone().context("tenant 1"));
/// ```
#[derive(Clone, PartialEq, Eq)]
#[must_use = "binds nothing until a cursor is sealed or opened with it"]
pub struct Binding {
    read: Canonical,
    filter: Option<Canonical>,
    context: Vec<Box<[u8]>>,
    /// The attributes that the key condition names with `=`, which a cursor need not repeat.
    pinned: Vec<(Box<str>, Value)>,
    is_parallel: bool,
}

impl Binding {
    /// Binds to a query: of a table, or of its index if one is named.
    ///
    /// The partition attributes of the key condition count in any order, since it says the same in any.
    pub fn query(table: &str, index: Option<&str>, condition: &KeyCondition, descending: bool) -> Self {
        let KeyCondition { partition, sort } = condition;
        let mut equalities: Vec<_> =
            partition.iter().map(|(name, value)| (Canonical::equality(name, value), name, value)).collect();
        equalities.sort_by(|(first, ..), (second, ..)| first.cmp(second));
        let mut binding = Self::place(1, table, index);
        binding.read.count(equalities.len());
        for (bytes, name, value) in equalities {
            binding.read.nested(&bytes);
            binding.pin(name, value);
        }
        binding.read.count(sort.len());
        for (name, condition) in sort {
            binding.read.text(name);
            binding.read.sort_condition(condition);
            if let SortCondition::Equal(value) = condition {
                binding.pin(name, value);
            }
        }
        binding.read.flag(descending);
        binding
    }

    /// Binds to a scan: of a table, or of its index if one is named; of all of it, or of one segment.
    pub fn scan(table: &str, index: Option<&str>, segment: Option<Segment>) -> Self {
        let mut binding = Self::place(2, table, index);
        binding.read.option(segment, |read, Segment { index, total }| {
            read.number(index);
            read.number(total);
        });
        binding
    }

    /// Binds to a scan of all segments at once: of a table, or of its index if one is named.
    ///
    /// The number of segments stands in the [position](super::Position::Segments), and is not bound: a scan is
    /// resumed with as many as it was begun with.
    pub fn parallel_scan(table: &str, index: Option<&str>) -> Self {
        Self { is_parallel: true, ..Self::place(3, table, index) }
    }

    /// Binds to the filter too. Do so only where it is the same for every page.
    pub fn filter(mut self, filter: &Filter) -> Self {
        let mut bytes = Canonical::default();
        bytes.filter(filter);
        self.filter = Some(bytes);
        self
    }

    /// Binds to something of the caller's: the tenant, the user, the kind of view. Each call adds one more, and
    /// their order counts.
    pub fn context(mut self, part: impl AsRef<[u8]>) -> Self {
        self.context.push(part.as_ref().into());
        self
    }

    /// All of it as bytes, in a format that stays.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { read, filter, context, pinned: _, is_parallel: _ } = self;
        let mut bytes = Canonical::default();
        bytes.nested(read);
        bytes.option(filter.as_ref(), Canonical::nested);
        bytes.count(context.len());
        context.iter().for_each(|part| bytes.bytes(part));
        bytes.into_bytes()
    }

    fn place(tag: u8, table: &str, index: Option<&str>) -> Self {
        let mut read = Canonical::default();
        read.tag(tag);
        read.text(table);
        read.option(index, Canonical::text);
        Self { read, filter: None, context: Vec::new(), pinned: Vec::new(), is_parallel: false }
    }

    fn pin(&mut self, name: &str, value: &Value) {
        // No key has any other value; and those may be too deep to copy.
        if value.value_type().is_ordered() {
            self.pinned.push((name.into(), value.clone()));
        }
    }

    /// The attributes that the read itself gives a value.
    pub(super) fn pinned_names(&self) -> impl Iterator<Item = &str> {
        self.pinned.iter().map(|(name, _)| name.as_ref())
    }

    /// The value that the read itself gives an attribute.
    pub(super) fn pinned(&self, name: &str) -> Option<&Value> {
        self.pinned.iter().find(|(pinned, _)| **pinned == *name).map(|(_, value)| value)
    }

    /// Whether the read goes on in several segments at once.
    pub(super) const fn is_parallel(&self) -> bool {
        self.is_parallel
    }
}

impl Canonical {
    fn equality(name: &str, value: &Value) -> Self {
        let mut equality = Self::default();
        equality.text(name);
        equality.value(value);
        equality
    }

    fn sort_condition(&mut self, condition: &SortCondition) {
        self.tag(match condition {
            SortCondition::Equal(_) => 1,
            SortCondition::Less(_) => 2,
            SortCondition::LessOrEqual(_) => 3,
            SortCondition::Greater(_) => 4,
            SortCondition::GreaterOrEqual(_) => 5,
            SortCondition::Between(..) => 6,
            SortCondition::BeginsWith(_) => 7,
        });
        condition.values().for_each(|value| self.value(value));
    }
}

impl fmt::Debug for Binding {
    /// Shows no values: a key condition has some.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Binding({} bytes)", self.to_bytes().len())
    }
}
