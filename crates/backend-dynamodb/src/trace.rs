//! One span and one event for each operation: what was done, on what, how it ended, what it consumed.
//! Never keys, never values.

use tracing::{Span, debug, debug_span};
use twintable::{
    Error,
    store::{
        BatchGetItemOutcome, BatchWriteItemOutcome, ConsumedCapacity, DeleteItemOutcome, GetItemOutcome,
        PageOutcome, PutItemOutcome, TableDescription, TransactGetItemsOutcome, TransactWriteItemsOutcome,
        UpdateItemOutcome,
    },
};

/// The span of an operation.
pub(crate) fn span<'t>(
    operation: &'static str,
    table: impl Into<Option<&'t str>>,
    index: Option<&str>,
) -> Span {
    debug_span!("dynamodb", operation, table = table.into(), index)
}

/// The span of an operation on several tables.
pub(crate) fn span_of_all<'t, T: AsRef<str> + 't>(
    operation: &'static str,
    tables: impl Iterator<Item = &'t T> + Clone,
) -> Span {
    let mut names: Vec<_> = tables.map(AsRef::as_ref).collect();
    names.sort_unstable();
    names.dedup();
    span(operation, names.join(",").as_str(), None)
}

/// Says how an operation went, at its end and in its span.
pub(crate) fn ended<T: Consumed>(outcome: &Result<T, Error>) {
    match outcome {
        Ok(done) => debug!(outcome = "done", units = done.units()),
        Err(error) => debug!(outcome = ?error.kind()),
    }
}

/// What an outcome says that it consumed.
pub(crate) trait Consumed {
    /// All units, if the request asked for them.
    fn units(&self) -> Option<f64>;
}

macro_rules! consumed {
    ($($outcome:ty),*) => {$(
        impl Consumed for $outcome {
            fn units(&self) -> Option<f64> {
                sum(&self.consumed_capacity)
            }
        }
    )*};
}

consumed!(
    GetItemOutcome,
    PutItemOutcome,
    UpdateItemOutcome,
    DeleteItemOutcome,
    PageOutcome,
    BatchGetItemOutcome,
    BatchWriteItemOutcome,
    TransactGetItemsOutcome,
    TransactWriteItemsOutcome
);

macro_rules! consumes_nothing {
    ($($outcome:ty),*) => {$(
        impl Consumed for $outcome {
            fn units(&self) -> Option<f64> {
                None
            }
        }
    )*};
}

consumes_nothing!(TableDescription, Vec<String>, ());

fn sum<'c>(consumed: impl IntoIterator<Item = &'c ConsumedCapacity>) -> Option<f64> {
    consumed.into_iter().map(|capacity| capacity.total).reduce(|sum, units| sum + units)
}
