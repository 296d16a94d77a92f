//! How each operation is asked for its units, and where it says them.

use crate::call::Call;
use std::mem;
use twintable::store::{
    BatchGetItem, BatchGetItemOutcome, BatchWriteItem, BatchWriteItemOutcome, ConsumedCapacity, DeleteItem,
    DeleteItemOutcome, GetItem, GetItemOutcome, PageOutcome, PutItem, PutItemOutcome, Query,
    ReturnConsumedCapacity, ReturnOld, Scan, TransactGetItems, TransactGetItemsOutcome, TransactWriteItems,
    TransactWriteItemsOutcome, UpdateItem, UpdateItemOutcome,
};

/// A request whose units can be asked for.
pub(super) trait Priced: Call {
    /// Asks for all units, and says what was asked before.
    fn ask(&mut self) -> ReturnConsumedCapacity;

    /// Takes the units out of an outcome, which keeps what was asked before.
    fn take(outcome: &mut Self::Outcome, asked: ReturnConsumedCapacity) -> Vec<ConsumedCapacity>;

    /// The items that an outcome has, and those that were read for them.
    fn count(&self, outcome: &Self::Outcome) -> (usize, usize);

    /// Asks for the item that a failed condition looked at: that is what the failure is charged for. Says what was
    /// asked before; `None` for an operation that cannot be asked.
    fn ask_for_current(&mut self) -> Option<ReturnOld> {
        None
    }
}

macro_rules! priced {
    ($($request:ident -> $outcome:ident
        { |$this:pat_param, $given:pat_param| $count:expr } $([$current:ident])?)*) => {$(
        impl Priced for $request {
            fn ask(&mut self) -> ReturnConsumedCapacity {
                mem::replace(&mut self.return_consumed_capacity, ReturnConsumedCapacity::Indexes)
            }

            fn take(outcome: &mut $outcome, asked: ReturnConsumedCapacity) -> Vec<ConsumedCapacity> {
                let all = outcome.consumed_capacity.iter().cloned().collect();
                match asked {
                    ReturnConsumedCapacity::None => outcome.consumed_capacity = Default::default(),
                    ReturnConsumedCapacity::Total => {
                        outcome.consumed_capacity.iter_mut().for_each(|capacity| capacity.parts = None);
                    }
                    ReturnConsumedCapacity::Indexes => {}
                }
                all
            }

            fn count(&self, outcome: &$outcome) -> (usize, usize) {
                let ($this, $given) = (self, outcome);
                $count
            }

            $(
                fn ask_for_current(&mut self) -> Option<ReturnOld> {
                    Some(mem::replace(&mut self.$current, ReturnOld::AllOld))
                }
            )?
        }
    )*};
}

priced! {
    GetItem -> GetItemOutcome { |_, outcome| (outcome.item.iter().count(), 1) }
    PutItem -> PutItemOutcome { |_, _| (0, 0) } [return_on_condition_failure]
    UpdateItem -> UpdateItemOutcome { |_, _| (0, 0) } [return_on_condition_failure]
    DeleteItem -> DeleteItemOutcome { |_, _| (0, 0) } [return_on_condition_failure]
    Query -> PageOutcome { |_, outcome| (outcome.count, outcome.scanned_count) }
    Scan -> PageOutcome { |_, outcome| (outcome.count, outcome.scanned_count) }
    BatchGetItem -> BatchGetItemOutcome { |request, outcome| {
        let asked: usize = request.tables.iter().map(|table| table.keys.len()).sum();
        let left: usize = outcome.unprocessed.iter().map(|table| table.keys.len()).sum();
        (outcome.items.iter().map(|(_, items)| items.len()).sum(), asked.saturating_sub(left))
    } }
    BatchWriteItem -> BatchWriteItemOutcome { |_, _| (0, 0) }
    TransactGetItems -> TransactGetItemsOutcome { |request, outcome| {
        (outcome.items.iter().flatten().count(), request.gets.len())
    } }
    TransactWriteItems -> TransactWriteItemsOutcome { |_, _| (0, 0) }
}
