//! Generators of tables, values, items, expressions and requests, for property tests of backends.
//!
//! Everything is drawn from few names and few values, so that requests meet items and values meet equal
//! values. Most of what is drawn is valid; a share breaks a rule, each rule in its turn.
//!
//! What depends on a table's schema, or on what a test did before, is drawn as a *draft* and made into a
//! request once these are known: a key is a position in a small pool, a page's start is "where that page
//! ended". A [`Plan`] is a pair of tables and such drafts in a row. Everything is built from proptest's own
//! combinators, so a plan shrinks step by step and stays meaningful. A [`fault_plan`] is what may go wrong meanwhile.
//!
//! # Examples
//!
//! ```
//! use proptest::{strategy::{Strategy, ValueTree}, test_runner::TestRunner};
//! use twintable_testkit::strategy;
//!
//! let mut runner = TestRunner::deterministic();
//! let plan = strategy::plan().new_tree(&mut runner).map(|tree| tree.current())?;
//! assert!(plan.tables.main.validate().is_ok());
//! # Ok::<(), proptest::test_runner::Reason>(())
//! ```

mod fault_plan;
mod filter;
mod item;
mod key;
mod key_condition;
mod names;
mod number;
mod path;
mod plan;
mod projection;
mod request;
mod schema;
mod update;
mod value;

pub use fault_plan::{fault, fault_plan, fault_rule};
pub use filter::{condition, filter, invalid_filter, operand, valid_filter};
pub use item::{
    IndexChange, IndexChangeDraft, IndexValue, IndexValueDraft, ItemDraft, attribute, attributes, item,
    valid_item,
};
pub use key::{KeyDraft, KeyShape, key, key_value, valid_key};
pub use key_condition::{KeyConditionDraft, KeyConditionFault, SortDraft, key_condition};
pub(crate) use names::field_of;
pub use names::{FIELDS, INDEX_KEYS, PARTITION_KEY, SORT_KEY};
pub use number::number;
pub use path::{path, path_to, target, target_of};
pub use plan::{Plan, Step, page_step, plan, plan_of, step, write_step};
pub use projection::{invalid_projection, projection, valid_projection};
pub use request::{
    ActionDraft, ActionKind, BatchFlaw, BatchGetDraft, BatchGetPart, BatchWriteDraft, BatchWritePart,
    ConsistencyDraft, DeleteDraft, Draft, GetDraft, IndexDraft, PutDraft, QueryDraft, ScanDraft, SelectDraft,
    StartDraft, TableDraft, TokenDraft, TransactGetDraft, TransactGetPart, TransactWriteDraft,
    TransactionFlaw, UpdateDraft, WriteDraft, batch_get, batch_write, delete, get, put, query, scan,
    transact_get, transact_write, update_item,
};
pub use schema::{SchemaFault, Tables, invalid_schema, schema, tables};
pub use update::{invalid_update, update, valid_update};
pub use value::{binary, set_of, text, value, value_of};
