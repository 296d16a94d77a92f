//! What requests cost together.

use std::{fmt, iter::Sum, ops::AddAssign};

/// What requests cost together.
///
/// Units are exact where the store answered, and where a condition failed: those are charged for the item as it is. Of
/// the other failures, none is added, and [`unpriced`](Self::unpriced) counts those that may have cost something.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct Cost {
    /// Read units: 4 KB read with strong consistency each, half of one with eventual consistency, two in a transaction.
    pub reads: f64,
    /// Write units: 1 KB written each, two in a transaction.
    pub writes: f64,
    /// Requests, failed ones included.
    pub requests: usize,
    /// The requests that were scans.
    pub scans: usize,
    /// The items returned by reads.
    pub items: usize,
    /// The items that were read for them, those that a filter left out included.
    pub scanned: usize,
    /// The requests that failed.
    pub failed: usize,
    /// The failed requests that may have cost units nobody told of: cancelled transactions, and whatever had no answer.
    pub unpriced: usize,
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        let Self { reads, writes, requests, scans, items, scanned, failed, unpriced } = other;
        self.reads += reads;
        self.writes += writes;
        self.requests += requests;
        self.scans += scans;
        self.items += items;
        self.scanned += scanned;
        self.failed += failed;
        self.unpriced += unpriced;
    }
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::default(), |mut sum, cost| {
            sum += cost;
            sum
        })
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { reads, writes, requests, scans, items, scanned, failed, unpriced } = self;
        write!(f, "{reads} read units, {writes} write units, {requests} requests")?;
        if *scans > 0 {
            write!(f, ", {scans} of them scans")?;
        }
        write!(f, ", {items} items of {scanned} read")?;
        if *failed > 0 {
            write!(f, ", {failed} failed")?;
        }
        if *unpriced > 0 {
            write!(f, ", {unpriced} of unknown cost")?;
        }
        Ok(())
    }
}
