//! Cycles in an order.

use super::order::{Order, Why};
use std::collections::VecDeque;

/// The most nodes of the first cycle found from which a shorter one is looked for.
const MOST_STARTS: usize = 100;

/// A cycle, as its nodes, each with why it is before the next: the shortest, in calls, of those through the calls of
/// the first one found.
pub(super) fn shortest<'c>(order: &Order<'c>) -> Option<Vec<(usize, Why<'c>)>> {
    let calls = any(order)?.into_iter().filter(|node| order.is_call(*node));
    calls
        .take(MOST_STARTS)
        .filter_map(|start| shortest_through(order, start))
        .min_by_key(|cycle| cycle.iter().filter(|(node, _)| order.is_call(*node)).count())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    /// On the way from where the search started.
    Open,
    /// On no cycle that has not been found.
    Closed,
}

/// The nodes of some cycle: a search in depth that meets its own way.
fn any(order: &Order<'_>) -> Option<Vec<usize>> {
    let mut states = vec![State::New; order.nodes()];
    for start in 0..order.nodes() {
        let mut way = Vec::new();
        enter(&mut states, &mut way, start);
        while let Some((node, next)) = way.last_mut() {
            let (node, edge) = (*node, order.after(*node).get(*next));
            *next += 1;
            match edge {
                Some(edge) if states.get(edge.to) == Some(&State::Open) => {
                    return Some(
                        way.iter().map(|(node, _)| *node).skip_while(|node| *node != edge.to).collect(),
                    );
                }
                Some(edge) => enter(&mut states, &mut way, edge.to),
                None => {
                    way.pop();
                    if let Some(state) = states.get_mut(node) {
                        *state = State::Closed;
                    }
                }
            }
        }
    }
    None
}

/// Goes on to a node that is new.
fn enter(states: &mut [State], way: &mut Vec<(usize, usize)>, node: usize) {
    if let Some(state @ State::New) = states.get_mut(node) {
        *state = State::Open;
        way.push((node, 0));
    }
}

/// How a node was reached.
#[derive(Clone, Copy)]
struct Reached<'c> {
    calls: usize,
    from: usize,
    why: Why<'c>,
}

/// The shortest cycle through a call. A search in breadth, in which moments are no distance.
fn shortest_through<'c>(order: &Order<'c>, start: usize) -> Option<Vec<(usize, Why<'c>)>> {
    let mut reached: Vec<Option<Reached<'c>>> = vec![None; order.nodes()];
    let mut next = VecDeque::from([(start, 0)]);
    while let Some((node, calls)) = next.pop_front() {
        for edge in order.after(node) {
            if edge.to == start {
                return Some(way_back(&reached, start, (node, edge.why)));
            }
            let calls = calls + usize::from(order.is_call(edge.to));
            let Some(best) = reached.get_mut(edge.to) else { continue };
            if best.is_none_or(|best| calls < best.calls) {
                *best = Some(Reached { calls, from: node, why: edge.why });
                if order.is_call(edge.to) {
                    next.push_back((edge.to, calls));
                } else {
                    next.push_front((edge.to, calls));
                }
            }
        }
    }
    None
}

/// The nodes from the start of a cycle to its last one.
fn way_back<'c>(
    reached: &[Option<Reached<'c>>],
    start: usize,
    last: (usize, Why<'c>),
) -> Vec<(usize, Why<'c>)> {
    let mut cycle = vec![last];
    let mut node = last.0;
    while node != start
        && let Some(Some(before)) = reached.get(node)
    {
        cycle.push((before.from, before.why));
        node = before.from;
    }
    cycle.reverse();
    cycle
}
