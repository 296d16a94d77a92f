//! What cursors are bound to.

use super::TableRepository;
use crate::{
    Error, Rule,
    cursor::Binding,
    repository::{QueryItems, ReadCursors, ReadRequest},
};
use std::sync::Arc;

/// Sets a scope apart from any other context.
const SCOPE: &str = "twintable.scope";

impl<T> TableRepository<T> {
    pub(super) fn cursors_of(&self, read: &ReadRequest) -> Result<ReadCursors, Error> {
        let table = self.table()?;
        // Whether the read is kept to the scope by a filter, so that it can end at another scope's item.
        let (mut binding, is_filtered) = match read {
            ReadRequest::Query(QueryItems { index, key_condition, descending, .. }) => {
                let (index, mut key_condition) = (index.as_deref(), key_condition.clone());
                let of_scope = self.scope().fill_query(index, &mut key_condition)?;
                (Binding::query(&table, index, &key_condition, *descending), of_scope.is_some())
            }
            ReadRequest::Scan(_) | ReadRequest::ParallelScan(_) => {
                (read.binding(&table), self.scope().filter()?.is_some())
            }
        };
        if is_filtered && !self.cursors.is_sealed() {
            return Err(Error::invalid(Rule::CursorScope));
        }
        if let Some(scope) = &self.scope {
            binding = binding.context(SCOPE).context(scope.as_ref());
        }
        binding = self.cursor_context.iter().fold(binding, Binding::context);
        Ok(ReadCursors::new(self.cursors.clone(), binding, Arc::clone(&self.clock)))
    }
}
