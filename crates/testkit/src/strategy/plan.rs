//! Plans: two tables and what is done to them.

use super::{
    Draft, ItemDraft, Tables, batch_get, batch_write, delete, get, put, query, scan, tables, transact_get,
    transact_write, update_item, valid_item,
};
use proptest::{collection, prelude::*};
use std::ops::Range;

/// Two tables, the items that they start with, and what is done to them.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The tables.
    pub tables: Tables,
    /// Valid items of the first table.
    pub seed: Vec<ItemDraft>,
    /// What is done, in this order.
    pub steps: Vec<Step>,
}

/// One step of a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Makes a request.
    Request(Box<Draft>),
    /// Makes an earlier request again: the last one, or so many before it.
    Repeat(u8),
    /// Reads the page after an earlier one: after the last page, or so many before it.
    Resume(u8),
}

/// A step of a plan.
pub fn step() -> BoxedStrategy<Step> {
    again(prop_oneof![1 => read(), 1 => write()].boxed())
}

/// A step that reads a page.
pub fn page_step() -> BoxedStrategy<Step> {
    again(prop_oneof![3 => query().prop_map(Draft::Query), 2 => scan().prop_map(Draft::Scan)].boxed())
}

/// A step that writes.
pub fn write_step() -> BoxedStrategy<Step> {
    again(write())
}

fn read() -> BoxedStrategy<Draft> {
    prop_oneof![
        2 => get().prop_map(Draft::Get),
        6 => query().prop_map(Draft::Query),
        4 => scan().prop_map(Draft::Scan),
        2 => batch_get().prop_map(Draft::BatchGet),
        2 => transact_get().prop_map(Draft::TransactGet),
    ]
    .boxed()
}

fn write() -> BoxedStrategy<Draft> {
    prop_oneof![
        4 => put().prop_map(Draft::Put),
        6 => update_item().prop_map(Draft::Update),
        2 => delete().prop_map(Draft::Delete),
        2 => batch_write().prop_map(Draft::BatchWrite),
        4 => transact_write().prop_map(Draft::TransactWrite),
    ]
    .boxed()
}

/// A request, or an earlier one again, or the page after an earlier one.
fn again(draft: BoxedStrategy<Draft>) -> BoxedStrategy<Step> {
    prop_oneof![
        16 => draft.prop_map(|draft| Step::Request(Box::new(draft))),
        1 => (0_u8..3).prop_map(Step::Repeat),
        2 => (0_u8..2).prop_map(Step::Resume),
    ]
    .boxed()
}

/// A plan of up to a dozen steps of any sort.
pub fn plan() -> BoxedStrategy<Plan> {
    plan_of(2..14, step())
}

/// A plan that starts with some number of items, not all of them different, and has up to a dozen of such steps.
pub fn plan_of(seed: Range<usize>, step: BoxedStrategy<Step>) -> BoxedStrategy<Plan> {
    (tables(), collection::vec(valid_item(), seed), collection::vec(step, 1..12))
        .prop_map(|(tables, seed, steps)| Plan { tables, seed, steps })
        .boxed()
}
