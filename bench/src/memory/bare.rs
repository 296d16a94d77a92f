//! A bare map that clones what it returns: what a test double made in an afternoon would be.

use super::{
    customer::{Customer, partition_key, sort_key},
    shop::Shop,
    value::{Map, Plain},
};
use dashmap::DashMap;
use std::collections::BTreeMap;

pub struct Bare {
    partitions: DashMap<String, BTreeMap<Vec<u8>, Map<Plain>>>,
}

impl Bare {
    /// What is left of a read where the keys are there already.
    pub fn by_key(&self, partition: &str, sort: &[u8]) -> Option<Map<Plain>> {
        self.partitions.get(partition)?.get(sort).cloned()
    }
}

impl Shop for Bare {
    type Found = Map<Plain>;

    fn empty() -> Self {
        Self { partitions: DashMap::new() }
    }

    fn customer(&self, city: &str, id: &str) -> Option<Map<Plain>> {
        self.by_key(&partition_key(city), sort_key(id).as_bytes())
    }

    fn put(&self, customer: Customer) -> Customer {
        let sort = sort_key(&customer.id).into_bytes();
        self.partitions.entry(partition_key(&customer.city)).or_default().insert(sort, customer.to_map());
        customer
    }

    fn add_credit(&self, city: &str, id: &str, amount: u32) -> Map<Plain> {
        let mut partition = self.partitions.get_mut(&partition_key(city)).expect("a partition");
        let item = partition.get_mut(sort_key(id).as_bytes()).expect("an item");
        let Some(Plain::N(credit)) = item.get_mut("credit") else { panic!("a customer has a credit") };
        let before: i64 = credit.parse().expect("a number");
        assert!(before >= 0, "the condition");
        *credit = (before + i64::from(amount)).to_string();
        item.clone()
    }

    fn customers(&self, city: &str) -> Vec<Map<Plain>> {
        let Some(partition) = self.partitions.get(&partition_key(city)) else { return Vec::new() };
        partition.values().cloned().collect()
    }
}
