//! What has to be before what.

use super::{Access, Call, Dependency, Step, check::Writers};
use std::collections::HashMap;

/// Which calls have to be before which, as a graph.
///
/// Its nodes are the calls, by their positions, and after them the moments at which calls returned. A call comes
/// before the moment of its return, each moment before the next, and the last moment before a call began before that
/// call: so time takes a few edges for each call, and not one for each two calls.
#[derive(Debug)]
pub(super) struct Order<'c> {
    calls: usize,
    after: Vec<Vec<Edge<'c>>>,
}

/// A node that has to be after another one, and why.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge<'c> {
    pub(super) to: usize,
    pub(super) why: Why<'c>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Why<'c> {
    WriteRead(&'c str, u64),
    WriteWrite(&'c str, u64),
    ReadWrite(&'c str, u64),
    Time,
}

impl<'c> Order<'c> {
    /// The order of the calls that happened.
    pub(super) fn of(calls: &'c [Call], happened: &[bool], writers: &Writers<'c>) -> Self {
        let mut order = Self { calls: calls.len(), after: vec![Vec::new(); calls.len()] };
        let happened: Vec<_> = calls
            .iter()
            .enumerate()
            .zip(happened)
            .filter(|(_, happened)| **happened)
            .map(|(call, _)| call)
            .collect();
        order.add_versions(&happened, writers);
        order.add_times(&happened);
        order
    }

    pub(super) fn nodes(&self) -> usize {
        self.after.len()
    }

    pub(super) const fn is_call(&self, node: usize) -> bool {
        node < self.calls
    }

    pub(super) fn after(&self, node: usize) -> &[Edge<'c>] {
        self.after.get(node).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, from: usize, to: usize, why: Why<'c>) {
        if from != to
            && let Some(after) = self.after.get_mut(from)
        {
            after.push(Edge { to, why });
        }
    }

    fn add_versions(&mut self, happened: &[(usize, &'c Call)], writers: &Writers<'c>) {
        let mut replacers: HashMap<_, Vec<usize>> = HashMap::new();
        for (index, call) in happened {
            for access in call.accesses.iter().filter(|access| access.written().is_some()) {
                replacers.entry(access.seen()).or_default().push(*index);
            }
        }
        for (index, call) in happened {
            for access in &call.accesses {
                let (register, version) = access.seen();
                if let Some(writer) = writers.get(&(register, version)) {
                    let why = match access {
                        Access::Read { .. } => Why::WriteRead(register, version),
                        Access::Replaced { .. } => Why::WriteWrite(register, version),
                    };
                    self.add(*writer, *index, why);
                }
                for replacer in replacers.get(&(register, version)).into_iter().flatten() {
                    self.add(*index, *replacer, Why::ReadWrite(register, version));
                }
            }
        }
    }

    fn add_times(&mut self, happened: &[(usize, &'c Call)]) {
        let mut returns: Vec<_> =
            happened.iter().filter_map(|(index, call)| Some((call.returned?, *index))).collect();
        returns.sort_unstable();
        let first = self.calls;
        self.after.resize_with(first + returns.len(), Vec::new);
        for (moment, (_, call)) in (first..).zip(&returns) {
            self.add(*call, moment, Why::Time);
            if moment + 1 < self.nodes() {
                self.add(moment, moment + 1, Why::Time);
            }
        }
        for (index, call) in happened {
            let returned_before = returns.partition_point(|(returned, _)| *returned < call.began);
            if returned_before > 0 {
                self.add(first + returned_before - 1, *index, Why::Time);
            }
        }
    }

    /// The calls of a cycle of nodes, each with why it is before the next one.
    pub(super) fn steps(&self, calls: &[Call], cycle: &[(usize, Why<'c>)]) -> Vec<Step> {
        let step = |(node, why): &(usize, Why<'c>)| {
            Some(Step { call: calls.get(*node)?.clone(), dependency: why.into() })
        };
        cycle.iter().filter(|(node, _)| self.is_call(*node)).filter_map(step).collect()
    }
}

impl From<&Why<'_>> for Dependency {
    fn from(why: &Why<'_>) -> Self {
        match *why {
            Why::WriteRead(register, version) => Self::WriteRead { register: register.to_owned(), version },
            Why::WriteWrite(register, version) => Self::WriteWrite { register: register.to_owned(), version },
            Why::ReadWrite(register, version) => Self::ReadWrite { register: register.to_owned(), version },
            Why::Time => Self::RealTime,
        }
    }
}
