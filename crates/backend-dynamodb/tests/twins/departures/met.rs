//! When a request meets a departure.

use super::super::state::find;
use twintable::{
    IndexKind, IndexProjection, Item, PrimaryKey, Step, TableSchema, Value,
    expr::{Action, Projection, SetValue, Source, Update},
    store::{Query, ReturnValues, Scan, Select, TransactUpdate, TransactWrite, UpdateItem},
};
use twintable_testkit::{Request, strategy::Tables};

/// The items of both tables before a request.
#[derive(Debug, Clone)]
pub(in super::super) struct Before {
    pub(in super::super) main: Vec<Item>,
    pub(in super::super) other: Vec<Item>,
}

impl Before {
    fn is_missing(&self, table: &str, key: &PrimaryKey, tables: &Tables) -> bool {
        let items = if table == tables.main.name { &self.main } else { &self.other };
        find(items, key).is_none()
    }
}

/// The request alone does not show it.
pub(super) fn only_in_outcome(_: &Request, _: &Tables, _: &Before) -> bool {
    false
}

pub(super) fn removing_creates(request: &Request, tables: &Tables, before: &Before) -> bool {
    let only_removes = |update: &Update| !update.is_empty() && update.actions.iter().all(removes);
    updates(request).any(|(table, key, update)| only_removes(update) && before.is_missing(table, key, tables))
}

pub(super) fn nested_removal_from_missing(request: &Request, tables: &Tables, before: &Before) -> bool {
    let removes_nested = |action: &Action| removes(action) && !action.target().steps().is_empty();
    let mixed =
        |update: &Update| update.actions.iter().any(removes_nested) && !update.actions.iter().all(removes);
    updates(request).any(|(table, key, update)| mixed(update) && before.is_missing(table, key, tables))
}

pub(super) fn old_of_created(request: &Request, tables: &Tables, before: &Before) -> bool {
    match request {
        Request::Update(UpdateItem { table, key, return_values: ReturnValues::AllOld, .. }) => {
            before.is_missing(table, key, tables)
        }
        _ => false,
    }
}

pub(super) fn updated_elements(request: &Request, _: &Tables, _: &Before) -> bool {
    let is_index = |step: &Step| matches!(step, Step::Index(_));
    match request {
        Request::Update(UpdateItem {
            update,
            return_values: ReturnValues::UpdatedOld | ReturnValues::UpdatedNew,
            ..
        }) => update.actions.iter().any(|action| action.target().steps().iter().any(is_index)),
        _ => false,
    }
}

pub(super) fn long_index_key(request: &Request, tables: &Tables, _: &Before) -> bool {
    sets_index_key(request, tables, |value| value.size() > 1024)
}

pub(super) fn empty_key_in_transaction(request: &Request, tables: &Tables, _: &Before) -> bool {
    matches!(request, Request::TransactWrite(_)) && sets_index_key(request, tables, |value| value.size() == 0)
}

pub(super) fn start_without_sort_key(request: &Request, tables: &Tables, _: &Before) -> bool {
    match request {
        Request::Query(Query { table, index: None, exclusive_start_key: Some(_), .. }) => {
            schema(table, tables).sort_key.is_none()
        }
        _ => false,
    }
}

pub(super) fn pages_without_sort_key(request: &Request, tables: &Tables, _: &Before) -> bool {
    match request {
        Request::Query(Query { table, index: None, limit: Some(_), .. }) => {
            schema(table, tables).sort_key.is_none()
        }
        _ => false,
    }
}

pub(super) fn local_fetch(request: &Request, tables: &Tables, _: &Before) -> bool {
    match request {
        Request::Query(Query {
            table, index: Some(index), select: Select::Attributes(projection), ..
        })
        | Request::Scan(Scan { table, index: Some(index), select: Select::Attributes(projection), .. }) => {
            fetches(schema(table, tables), index, projection)
        }
        Request::Scan(Scan { table, index: Some(index), select: Select::AllAttributes, .. }) => {
            is_partial(schema(table, tables), index)
        }
        _ => false,
    }
}

pub(super) fn local_fetch_capacity(request: &Request, tables: &Tables, _: &Before) -> bool {
    match request {
        Request::Query(Query { table, index: Some(index), select: Select::AllAttributes, .. }) => {
            is_partial(schema(table, tables), index)
        }
        _ => false,
    }
}

pub(super) fn local_scan_capacity(request: &Request, tables: &Tables, _: &Before) -> bool {
    match request {
        Request::Scan(Scan { table, index: Some(index), .. }) => {
            schema(table, tables).local_indexes.iter().any(|local| local.name == *index)
        }
        _ => false,
    }
}

pub(super) fn projected_gets(request: &Request, _: &Tables, _: &Before) -> bool {
    match request {
        Request::TransactGet(request) => request.gets.iter().any(|get| get.projection.is_some()),
        _ => false,
    }
}

pub(super) fn segment_of_start(request: &Request, _: &Tables, _: &Before) -> bool {
    matches!(request, Request::Scan(Scan { segment: Some(_), exclusive_start_key: Some(_), .. }))
}

fn schema<'t>(table: &str, tables: &'t Tables) -> &'t TableSchema {
    if table == tables.other.name { &tables.other } else { &tables.main }
}

/// The updates in a request.
fn updates(request: &Request) -> impl Iterator<Item = (&str, &PrimaryKey, &Update)> {
    let single = match request {
        Request::Update(UpdateItem { table, key, update, .. }) => Some((&**table, key, update)),
        _ => None,
    };
    let actions = match request {
        Request::TransactWrite(request) => &request.actions[..],
        _ => &[],
    };
    single.into_iter().chain(actions.iter().filter_map(|action| match action {
        TransactWrite::Update(TransactUpdate { table, key, update, .. }) => Some((&**table, key, update)),
        TransactWrite::Put(_) | TransactWrite::Delete(_) | TransactWrite::ConditionCheck(_) => None,
    }))
}

const fn removes(action: &Action) -> bool {
    match action {
        Action::Remove(_) | Action::Delete(..) => true,
        Action::Set(..) | Action::Add(..) => false,
    }
}

/// Whether an update gives an attribute that is a key of an index such a value.
fn sets_index_key(request: &Request, tables: &Tables, such: impl Fn(&Value) -> bool) -> bool {
    updates(request).any(|(table, _, update)| {
        update.actions.iter().any(|action| {
            let Action::Set(target, SetValue::Source(Source::Value(value))) = action else { return false };
            let is_key = |name| schema(table, tables).index_key_attributes().any(|key| key.name == name);
            is_key(target.attribute()) && such(value)
        })
    })
}

/// Whether a projection names what a local index does not hold.
fn fetches(schema: &TableSchema, index: &str, projection: &Projection) -> bool {
    let Some(key) = schema.key_schema(Some(index)) else { return false };
    let IndexKind::Local(held) = key.kind else { return false };
    let holds = |name: &str| held.contains(name) || key.contains(name) || schema.is_key(name);
    projection.paths.iter().any(|path| !holds(path.attribute()))
}

/// Whether a local index does not hold all attributes.
fn is_partial(schema: &TableSchema, index: &str) -> bool {
    let kind = schema.key_schema(Some(index)).map(|key| key.kind);
    matches!(kind, Some(IndexKind::Local(IndexProjection::KeysOnly | IndexProjection::Include(_))))
}
