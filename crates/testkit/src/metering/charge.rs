//! Which partitions a request's units went to.

use super::partition::{Charge, Partition};
use crate::{
    Request,
    call::{Part, Target},
};
use std::borrow::Cow;
use twintable::{
    Item, TableSchema, Value,
    expr::{Action, KeyCondition, SetValue, Source, Update},
    store::{
        CapacityParts, ConsumedCapacity, Query, TransactCheck, TransactDelete, TransactPut, TransactUpdate,
        TransactWrite, UpdateItem,
    },
};

/// What the units of a request went to, as far as the request tells. The units of several items in one table are divided
/// evenly.
pub(super) fn charges(
    request: &Request,
    consumed: &[ConsumedCapacity],
    schemas: &[TableSchema],
) -> Vec<Charge> {
    let parts = request.as_parts().parts();
    let images = images(request, &parts);
    let mut charges = Vec::new();
    for ConsumedCapacity { table_name, total, parts: by_index } in consumed {
        let CapacityParts { table, local_indexes, global_indexes } =
            by_index.clone().unwrap_or_else(|| CapacityParts { table: *total, ..CapacityParts::default() });
        let schema = schemas.iter().find(|schema| schema.name == *table_name);
        let named = parts.iter().zip(&images).filter(|(part, _)| part.table == table_name);
        let of_table: Vec<_> =
            named.clone().filter_map(|(part, _)| of_table(part, schema, request.index())).collect();
        share(&mut charges, of_table, table + local_indexes.values().sum::<f64>());
        for (index, units) in global_indexes {
            let of_index = named.clone().filter_map(|(part, image)| match part.target {
                Target::Partition(condition) => Some(queried(part, condition, Some(&index))),
                Target::Key(_) | Target::Item(_) => of_index(table_name, &index, image.as_deref(), schema?),
                Target::Everything => None,
            });
            share(&mut charges, of_index.collect(), units);
        }
    }
    charges
}

/// Divides units among partitions, one entry for each item.
fn share(charges: &mut Vec<Charge>, partitions: Vec<Partition>, units: f64) {
    let count = u32::try_from(partitions.len()).unwrap_or(u32::MAX);
    if units > 0.0 {
        let each = units / f64::from(count);
        charges.extend(partitions.into_iter().map(|partition| Charge { partition, units: each }));
    }
}

/// The partition of the table that a part of a request is in. A query of a global index touches none.
fn of_table(part: &Part<'_>, schema: Option<&TableSchema>, index: Option<&str>) -> Option<Partition> {
    let is_global = |name: &str| {
        schema.is_some_and(|schema| schema.global_indexes.iter().any(|index| index.name == name))
    };
    let (name, value): (&str, &Value) = match part.target {
        Target::Key(key) => (&key.partition.0, &key.partition.1),
        Target::Item(item) => {
            let name = &schema?.partition_key.name;
            (name, item.get(name)?)
        }
        Target::Partition(condition) if !index.is_some_and(is_global) => {
            return Some(queried(part, condition, None));
        }
        Target::Partition(_) | Target::Everything => return None,
    };
    Some(Partition { table: part.table.to_owned(), index: None, key: vec![(name.to_owned(), value.clone())] })
}

fn queried(part: &Part<'_>, condition: &KeyCondition, index: Option<&str>) -> Partition {
    let key = condition.partition.iter().map(|(name, value)| (name.to_string(), value.clone()));
    Partition { table: part.table.to_owned(), index: index.map(str::to_owned), key: key.collect() }
}

/// The partition of an index that an item stands in.
fn of_index(table: &str, index: &str, image: Option<&Item>, schema: &TableSchema) -> Option<Partition> {
    let key = schema.key_schema(Some(index))?;
    let value = |name: &str| Some((name.to_owned(), image?.get(name)?.clone()));
    let key: Option<Vec<_>> = key.partition.iter().map(|attribute| value(&attribute.name)).collect();
    Some(Partition { table: table.to_owned(), index: Some(index.to_owned()), key: key? })
}

/// What is known of each item after the request: all of a put, and of an update what it sets to constants.
fn images<'r>(request: &'r Request, parts: &[Part<'r>]) -> Vec<Option<Cow<'r, Item>>> {
    match request {
        Request::Update(UpdateItem { key, update, .. }) => {
            vec![Some(Cow::Owned(image(key.to_item(), update)))]
        }
        Request::TransactWrite(request) => request.actions.iter().map(action_image).collect(),
        Request::Query(Query { .. })
        | Request::Get(_)
        | Request::Put(_)
        | Request::Delete(_)
        | Request::Scan(_)
        | Request::BatchGet(_)
        | Request::BatchWrite(_)
        | Request::TransactGet(_) => parts.iter().map(part_image).collect(),
    }
}

const fn part_image<'r>(part: &Part<'r>) -> Option<Cow<'r, Item>> {
    match part.target {
        Target::Item(item) => Some(Cow::Borrowed(item)),
        Target::Key(_) | Target::Partition(_) | Target::Everything => None,
    }
}

fn action_image(action: &TransactWrite) -> Option<Cow<'_, Item>> {
    match action {
        TransactWrite::Put(TransactPut { item, .. }) => Some(Cow::Borrowed(item)),
        TransactWrite::Update(TransactUpdate { key, update, .. }) => {
            Some(Cow::Owned(image(key.to_item(), update)))
        }
        TransactWrite::Delete(TransactDelete { .. })
        | TransactWrite::ConditionCheck(TransactCheck { .. }) => None,
    }
}

fn image(mut key: Item, update: &Update) -> Item {
    for action in &update.actions {
        if let Action::Set(path, SetValue::Source(Source::Value(value))) = action
            && path.steps().is_empty()
        {
            key.insert(path.attribute(), value.clone());
        }
    }
    key
}
