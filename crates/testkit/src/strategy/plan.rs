//! Plans: two tables and what is done to them.

use super::{
    Draft, ItemDraft, Tables, batch_get, batch_write, delete, get, put, query, scan, tables, transact_get,
    transact_write, update_item, valid_item,
};
use proptest::{collection, prelude::*};

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

/// A step.
pub fn step() -> BoxedStrategy<Step> {
    let draft = prop_oneof![
        2 => get().prop_map(Draft::Get),
        4 => put().prop_map(Draft::Put),
        6 => update_item().prop_map(Draft::Update),
        2 => delete().prop_map(Draft::Delete),
        6 => query().prop_map(Draft::Query),
        4 => scan().prop_map(Draft::Scan),
        2 => batch_get().prop_map(Draft::BatchGet),
        2 => batch_write().prop_map(Draft::BatchWrite),
        2 => transact_get().prop_map(Draft::TransactGet),
        4 => transact_write().prop_map(Draft::TransactWrite),
    ];
    prop_oneof![
        16 => draft.prop_map(|draft| Step::Request(Box::new(draft))),
        1 => (0_u8..3).prop_map(Step::Repeat),
        2 => (0_u8..2).prop_map(Step::Resume),
    ]
    .boxed()
}

/// A plan of up to a dozen items and a dozen steps.
pub fn plan() -> BoxedStrategy<Plan> {
    (tables(), collection::vec(valid_item(), 0..12), collection::vec(step(), 1..12))
        .prop_map(|(tables, seed, steps)| Plan { tables, seed, steps })
        .boxed()
}
