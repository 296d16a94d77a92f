//! What was asked, by access pattern and by partition.

use super::{AccessPattern, Cost, HotPartition, Partition, PartitionCost, PatternCost, partition::Charge};
use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    time::{Duration, SystemTime},
};

/// What one request cost.
#[derive(Debug, Clone)]
pub(super) struct Metered {
    pub(super) pattern: AccessPattern,
    pub(super) cost: Cost,
    /// Whether the charges are write units.
    pub(super) writes: bool,
    pub(super) charges: Vec<Charge>,
    pub(super) at: SystemTime,
}

/// What some requests cost, by access pattern and by partition.
///
/// `Display` is a table of the patterns, the most expensive first, and one line for each hot partition. It shows the keys
/// of those: it is for tests.
///
/// Units are exact for each request and each pattern. By partition they are a good estimate: those of a batch or
/// transaction are divided evenly among its items, those of a scan are nobody's, and those of a global index are known
/// where the request says the index key and the store knows the [schema](super::MeteredStore::with_schemas).
#[derive(Debug, Clone)]
pub struct Report {
    requests: Vec<Metered>,
}

impl Report {
    pub(super) const fn of(requests: Vec<Metered>) -> Self {
        Self { requests }
    }

    /// What all of it cost.
    pub fn cost(&self) -> Cost {
        self.requests.iter().map(|request| request.cost).sum()
    }

    /// What each access pattern cost, the most expensive first.
    pub fn patterns(&self) -> Vec<PatternCost> {
        let mut patterns: BTreeMap<&AccessPattern, Cost> = BTreeMap::new();
        for request in &self.requests {
            *patterns.entry(&request.pattern).or_default() += request.cost;
        }
        let cost_of =
            |(pattern, cost): (&AccessPattern, Cost)| PatternCost { pattern: pattern.clone(), cost };
        let mut patterns: Vec<_> = patterns.into_iter().map(cost_of).collect();
        // Patterns of one cost stay in their own order.
        patterns.sort_by(|one, other| units(&other.cost).total_cmp(&units(&one.cost)));
        patterns
    }

    /// What went to each partition, the busiest first.
    pub fn partitions(&self) -> Vec<PartitionCost> {
        busiest_first(self.gather(|_| ()).into_iter().map(|((), cost)| cost).collect())
    }

    /// The seconds in which a partition had more than the service gives it, the busiest first. A clock that nobody moves
    /// shows one second.
    pub fn hot_partitions(&self) -> Vec<HotPartition> {
        let second =
            |at: SystemTime| at.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |age| age.as_secs());
        let by_second = self.gather(|request| second(request.at));
        let hot = by_second.into_iter().filter(|(_, cost)| cost.is_hot());
        let mut hot: Vec<_> = hot
            .map(|(second, cost)| HotPartition {
                cost,
                second: SystemTime::UNIX_EPOCH + Duration::from_secs(second),
            })
            .collect();
        let total = |hot: &HotPartition| hot.cost.reads + hot.cost.writes;
        hot.sort_by(|one, other| total(other).total_cmp(&total(one)).then(one.second.cmp(&other.second)));
        hot
    }

    /// The charges, added up by partition and something else of their request, in the order in which they first came.
    fn gather<K: Copy + Eq + std::hash::Hash>(&self, of: impl Fn(&Metered) -> K) -> Vec<(K, PartitionCost)> {
        let mut positions: HashMap<(K, &Partition), usize> = HashMap::new();
        let mut costs: Vec<(K, PartitionCost)> = Vec::new();
        for request in &self.requests {
            let other = of(request);
            for Charge { partition, units } in &request.charges {
                let position = *positions.entry((other, partition)).or_insert(costs.len());
                if position == costs.len() {
                    costs.push((other, PartitionCost::new(partition.clone())));
                }
                if let Some((_, cost)) = costs.get_mut(position) {
                    cost.add(*units, request.writes);
                }
            }
        }
        costs
    }
}

fn units(cost: &Cost) -> f64 {
    cost.reads + cost.writes
}

fn busiest_first(mut partitions: Vec<PartitionCost>) -> Vec<PartitionCost> {
    partitions.sort_by(|one, other| (other.reads + other.writes).total_cmp(&(one.reads + one.writes)));
    partitions
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.cost())?;
        writeln!(f, "requests    reads   writes  items  read  access pattern")?;
        for PatternCost { pattern, cost } in self.patterns() {
            let Cost { reads, writes, requests, items, scanned, .. } = cost;
            writeln!(f, "{requests:>8} {reads:>8} {writes:>8} {items:>6} {scanned:>5}  {pattern}")?;
        }
        self.hot_partitions().iter().try_for_each(|hot| writeln!(f, "hot partition: {hot}"))
    }
}
