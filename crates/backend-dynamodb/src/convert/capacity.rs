//! Consumed capacity.

use aws_sdk_dynamodb::types::{
    Capacity, ConsumedCapacity as SdkConsumedCapacity, ReturnConsumedCapacity as SdkReturnConsumedCapacity,
};
use std::collections::{BTreeMap, HashMap};
use twintable::store::{CapacityParts, ConsumedCapacity, ReturnConsumedCapacity};

/// What to ask the service for; nothing is sent where nothing is asked.
pub(crate) const fn return_consumed(asked: ReturnConsumedCapacity) -> Option<SdkReturnConsumedCapacity> {
    match asked {
        ReturnConsumedCapacity::None => None,
        ReturnConsumedCapacity::Total => Some(SdkReturnConsumedCapacity::Total),
        ReturnConsumedCapacity::Indexes => Some(SdkReturnConsumedCapacity::Indexes),
    }
}

pub(crate) fn consumed(capacity: SdkConsumedCapacity) -> ConsumedCapacity {
    let table = capacity.table.as_ref().map(units);
    let (local, global) = (capacity.local_secondary_indexes, capacity.global_secondary_indexes);
    // The service breaks the total down only where the request asked for INDEXES.
    let parts = (table.is_some() || local.is_some() || global.is_some()).then(|| CapacityParts {
        table: table.unwrap_or_default(),
        local_indexes: by_index(local),
        global_indexes: by_index(global),
    });
    ConsumedCapacity {
        table_name: capacity.table_name.unwrap_or_default(),
        total: capacity.capacity_units.unwrap_or_default(),
        parts,
    }
}

pub(crate) fn consumed_each(capacities: Option<Vec<SdkConsumedCapacity>>) -> Vec<ConsumedCapacity> {
    capacities.unwrap_or_default().into_iter().map(consumed).collect()
}

fn by_index(indexes: Option<HashMap<String, Capacity>>) -> BTreeMap<String, f64> {
    indexes.unwrap_or_default().into_iter().map(|(name, capacity)| (name, units(&capacity))).collect()
}

fn units(capacity: &Capacity) -> f64 {
    capacity.capacity_units.unwrap_or_default()
}
