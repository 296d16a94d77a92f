//! Requests for a page of items.

use super::super::{
    KeyConditionDraft, KeyDraft, Tables, filter, key, key_condition, key_value,
    names::{ABSENT, field_of},
    projection,
};
use super::{TableDraft, capacity, table};
use proptest::{option, prelude::*, sample::select};
use std::borrow::Cow;
use twintable::{
    IndexKind, Item, KeySchema, Path, TableSchema, Value, ValueType,
    expr::{Filter, KeyCondition, Projection, SortCondition},
    store::{Query, ReturnConsumedCapacity, Scan, Segment, Select},
};

/// What of a table is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IndexDraft {
    /// The table itself.
    Table,
    /// One of its indexes; the table if it has none.
    Index(u8),
    /// An index that it does not have.
    Missing,
}

/// Whether a read is consistent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConsistencyDraft {
    /// Not.
    Eventual,
    /// It is, where it can be.
    Strong,
    /// It is, of a global index too, which is refused.
    StrongAnywhere,
}

/// What is returned of each item.
#[derive(Debug, Clone, PartialEq)]
pub enum SelectDraft {
    /// All that is there.
    AllProjected,
    /// All attributes.
    AllAttributes,
    /// These paths, held or not.
    Attributes(Projection),
    /// Those of these paths that a global index holds; else a key.
    Projected(Projection),
    /// The number alone.
    Count,
}

/// Where a page starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StartDraft {
    /// At the beginning.
    Beginning,
    /// Where an earlier page ended, if there is one.
    Kept,
    /// At a key that no page gave.
    Made {
        /// The primary key.
        key: KeyDraft,
        /// The values of the index's key attributes.
        index: [u8; 8],
        /// Whether it takes the equalities of the query's key condition.
        inside: bool,
        /// Whether it has an attribute that is no key.
        more: bool,
    },
}

/// A [`Query`] before the tables are known.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the request's fields are")]
pub struct QueryDraft {
    pub table: TableDraft,
    pub index: IndexDraft,
    pub key_condition: KeyConditionDraft,
    pub filter: Option<Filter>,
    pub select: SelectDraft,
    pub consistent: ConsistencyDraft,
    pub descending: bool,
    pub limit: Option<u32>,
    pub start: StartDraft,
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// A [`Scan`] before the tables are known.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the request's fields are")]
pub struct ScanDraft {
    pub table: TableDraft,
    pub index: IndexDraft,
    pub filter: Option<Filter>,
    pub select: SelectDraft,
    pub consistent: ConsistencyDraft,
    pub limit: Option<u32>,
    pub segment: Option<Segment>,
    pub start: StartDraft,
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

impl IndexDraft {
    fn name(self, schema: &TableSchema) -> Option<Cow<'static, str>> {
        let local = schema.local_indexes.iter().map(|index| &index.name);
        let names: Vec<_> = local.chain(schema.global_indexes.iter().map(|index| &index.name)).collect();
        match self {
            Self::Table => None,
            Self::Index(_) if names.is_empty() => None,
            Self::Index(index) => Some(names[usize::from(index) % names.len()].clone()),
            Self::Missing => Some("missing".into()),
        }
    }
}

/// The key of what is read; the table's where there is no such index.
fn key_schema<'s>(schema: &'s TableSchema, index: Option<&str>) -> KeySchema<'s> {
    schema.key_schema(index).unwrap_or_else(|| schema.table_key())
}

impl ConsistencyDraft {
    fn of(self, key: &KeySchema<'_>) -> bool {
        match self {
            Self::Eventual => false,
            Self::Strong => !matches!(key.kind, IndexKind::Global(_)),
            Self::StrongAnywhere => true,
        }
    }
}

impl SelectDraft {
    fn select(&self, key: &KeySchema<'_>, schema: &TableSchema) -> Select {
        match self {
            Self::AllProjected => Select::AllProjected,
            Self::AllAttributes => Select::AllAttributes,
            Self::Attributes(projection) => Select::Attributes(projection.clone()),
            Self::Projected(projection) => Select::Attributes(held(projection, key, schema)),
            Self::Count => Select::Count,
        }
    }
}

fn held(projection: &Projection, key: &KeySchema<'_>, schema: &TableSchema) -> Projection {
    let IndexKind::Global(holds) = key.kind else { return projection.clone() };
    let is_held = |path: &&Path| {
        let name = path.attribute();
        holds.contains(name) || key.contains(name) || schema.is_key(name)
    };
    let paths: Vec<_> = projection.paths.iter().filter(is_held).cloned().collect();
    if paths.is_empty() {
        return Projection { paths: vec![twintable::path(schema.partition_key.name.clone())] };
    }
    Projection { paths }
}

impl StartDraft {
    fn start(
        &self,
        key: &KeySchema<'_>,
        schema: &TableSchema,
        condition: Option<&KeyCondition>,
        kept: Option<&Item>,
    ) -> Option<Item> {
        let Self::Made { key: primary, index, inside, more } = self else {
            return if *self == Self::Kept { kept.cloned() } else { None };
        };
        let mut start: Item = key
            .attributes()
            .zip(index)
            .map(|(key, at)| (key.name.clone(), key_value(key.key_type, *at)))
            .collect();
        for (name, value) in primary.key(schema).attributes() {
            start.insert(name, value.clone());
        }
        if let Some(KeyCondition { partition, sort }) = condition.filter(|_| *inside) {
            for (name, value) in partition {
                start.insert(name.clone(), value.clone());
            }
            for (name, condition) in sort {
                if let SortCondition::Equal(value) = condition {
                    start.insert(name.clone(), value.clone());
                }
            }
        }
        Some(if *more { start.with(ABSENT, 1) } else { start })
    }
}

impl QueryDraft {
    pub(super) fn request(&self, tables: &Tables, kept: Option<&Item>) -> Query {
        let (table, schema) = self.table.of(tables);
        let index = self.index.name(schema);
        let key = key_schema(schema, index.as_deref());
        let key_condition = self.key_condition.condition(&key);
        Query {
            table,
            filter: self.filter.clone(),
            select: self.select.select(&key, schema),
            consistent: self.consistent.of(&key),
            descending: self.descending,
            limit: self.limit,
            exclusive_start_key: self.start.start(&key, schema, Some(&key_condition), kept),
            return_consumed_capacity: self.return_consumed_capacity,
            index,
            key_condition,
        }
    }
}

impl ScanDraft {
    pub(super) fn request(&self, tables: &Tables, kept: Option<&Item>) -> Scan {
        let (table, schema) = self.table.of(tables);
        let index = self.index.name(schema);
        let key = key_schema(schema, index.as_deref());
        Scan {
            table,
            filter: self.filter.clone(),
            select: self.select.select(&key, schema),
            consistent: self.consistent.of(&key),
            limit: self.limit,
            segment: self.segment,
            exclusive_start_key: self.start.start(&key, schema, None, kept),
            return_consumed_capacity: self.return_consumed_capacity,
            index,
        }
    }
}

fn index() -> impl Strategy<Value = IndexDraft> + Clone {
    prop_oneof![
        20 => Just(IndexDraft::Table),
        40 => (0_u8..4).prop_map(IndexDraft::Index),
        1 => Just(IndexDraft::Missing),
    ]
}

fn consistent() -> impl Strategy<Value = ConsistencyDraft> + Clone {
    prop_oneof![
        20 => Just(ConsistencyDraft::Eventual),
        10 => Just(ConsistencyDraft::Strong),
        1 => Just(ConsistencyDraft::StrongAnywhere),
    ]
}

fn select_draft() -> impl Strategy<Value = SelectDraft> {
    prop_oneof![
        6 => Just(SelectDraft::AllProjected),
        2 => Just(SelectDraft::AllAttributes),
        1 => projection().prop_map(SelectDraft::Attributes),
        3 => projection().prop_map(SelectDraft::Projected),
        2 => Just(SelectDraft::Count),
    ]
}

fn limit() -> impl Strategy<Value = Option<u32>> + Clone {
    prop_oneof![20 => Just(None), 20 => (1_u32..6).prop_map(Some), 1 => Just(Some(0))]
}

fn start() -> impl Strategy<Value = StartDraft> {
    let made = (
        key(),
        proptest::array::uniform8(0_u8..3),
        proptest::bool::weighted(0.8),
        proptest::bool::weighted(0.05),
    )
        .prop_map(|(key, index, inside, more)| StartDraft::Made { key, index, inside, more });
    prop_oneof![10 => Just(StartDraft::Beginning), 1 => Just(StartDraft::Kept), 3 => made]
}

fn segment() -> impl Strategy<Value = Option<Segment>> + Clone {
    let valid = (0_u32..4, 1_u32..5).prop_map(|(index, total)| Segment { index: index % total, total });
    let edges = vec![(0, 0), (3, 3), (7, 2), (0, 1_000_001), (999_999, 1_000_000)];
    prop_oneof![
        20 => Just(None),
        10 => valid.prop_map(Some),
        1 => select(edges).prop_map(|(index, total)| Some(Segment { index, total })),
    ]
}

/// A filter of a page: often one that some of the items satisfy, now and then one that none does.
fn page_filter() -> impl Strategy<Value = Option<Filter>> {
    let (number, text) = (field_of(ValueType::Number), field_of(ValueType::String));
    let comparison = (-2_i64..10).prop_map(move |bound| twintable::path(number).gt(bound));
    let presence = select(vec![number, text]).prop_map(|name| twintable::path(name).exists());
    let nothing = Just(twintable::path(number).eq(Value::Null));
    option::weighted(0.5, prop_oneof![10 => filter(), 3 => comparison, 3 => presence, 1 => nothing])
}

/// A query.
pub fn query() -> impl Strategy<Value = QueryDraft> {
    let place = (table(), index(), key_condition(), start());
    let options = (page_filter(), select_draft(), consistent(), any::<bool>(), limit(), capacity());
    (place, options).prop_map(|(place, options)| {
        let (table, index, key_condition, start) = place;
        let (filter, select, consistent, descending, limit, return_consumed_capacity) = options;
        QueryDraft {
            table,
            index,
            key_condition,
            filter,
            select,
            consistent,
            descending,
            limit,
            start,
            return_consumed_capacity,
        }
    })
}

/// A scan.
pub fn scan() -> impl Strategy<Value = ScanDraft> {
    let place = (table(), index(), segment(), start());
    let options = (page_filter(), select_draft(), consistent(), limit(), capacity());
    (place, options).prop_map(|(place, options)| {
        let (table, index, segment, start) = place;
        let (filter, select, consistent, limit, return_consumed_capacity) = options;
        ScanDraft {
            table,
            index,
            filter,
            select,
            consistent,
            limit,
            segment,
            start,
            return_consumed_capacity,
        }
    })
}
