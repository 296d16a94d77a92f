//! The decorator.

use super::{Ending, Record};
use crate::{
    Operation, Request,
    call::{Call, decorate},
    mock::difference,
};
use std::{
    fmt, mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use twintable::{Error, store::ItemStore};

/// A store that records every request and passes it on. Clones share one record.
///
/// A request is recorded when its future is first polled. `Display` is one line for each request, without values, for
/// the messages of failed assertions.
///
/// # Examples
///
/// ```
/// use futures::executor::block_on;
/// use std::sync::Arc;
/// use twintable::{KeyAttribute, PrimaryKey, TableSchema, item, store::{GetItem, ItemStore, PutItem}};
/// use twintable_memory::MemoryStore;
/// use twintable_testkit::{Operation, Request, recording::RecordingStore};
///
/// let memory = MemoryStore::with_tables([TableSchema::new("shop", KeyAttribute::string("id"))])?;
/// let store = RecordingStore::new(Arc::new(memory));
/// let put = PutItem::new("shop", item! { "id" => "a" });
/// block_on(store.put_item(put.clone()))?;
/// let missing = block_on(store.get_item(GetItem::new("stock", PrimaryKey::new("id", "a"))));
/// assert!(missing.is_err());
///
/// assert_eq!(store.count(Operation::PutItem), 1, "{store}");
/// assert_eq!(store.requests()[0], Request::Put(put));
/// assert_eq!(store.to_string(), "PutItem of shop, succeeded\nGetItem of stock, failed: TableNotFound\n");
/// # Ok::<(), twintable::Error>(())
/// ```
#[derive(Clone)]
pub struct RecordingStore {
    inner: Arc<dyn ItemStore>,
    shared: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// How many requests were made before those that are here.
    taken: usize,
    records: Vec<Record>,
    in_flight: usize,
    max_in_flight: usize,
}

impl RecordingStore {
    /// A store that records what it passes on.
    pub fn new(inner: Arc<dyn ItemStore>) -> Self {
        Self { inner, shared: Arc::default() }
    }

    /// The requests made so far, in the order in which they were.
    pub fn requests(&self) -> Vec<Request> {
        self.state().records.iter().map(|record| record.request.clone()).collect()
    }

    /// Asserts which requests were made so far, in which order.
    ///
    /// # Panics
    ///
    /// Where they are others, with the difference, values included.
    ///
    /// # Examples
    ///
    /// ```
    /// use futures::executor::block_on;
    /// use std::sync::Arc;
    /// use twintable::{KeyAttribute, TableSchema, store::{ItemStore, Scan}};
    /// use twintable_memory::MemoryStore;
    /// use twintable_testkit::recording::RecordingStore;
    ///
    /// let memory = MemoryStore::with_tables([TableSchema::new("shop", KeyAttribute::string("id"))])?;
    /// let store = RecordingStore::new(Arc::new(memory));
    /// block_on(store.scan(Scan::new("shop")))?;
    /// store.assert_requests([Scan::new("shop").into()]);
    /// # Ok::<(), twintable::Error>(())
    /// ```
    #[track_caller]
    pub fn assert_requests(&self, expected: impl IntoIterator<Item = Request>) {
        let (expected, actual): (Vec<_>, _) = (expected.into_iter().collect(), self.requests());
        assert!(expected == actual, "the requests are others:\n{}", difference(&expected, &actual));
    }

    /// The requests made so far, and how they ended.
    pub fn records(&self) -> Vec<Record> {
        self.state().records.clone()
    }

    /// Gives the record away and starts a new one. A request that is in flight stays in flight there, and counts for
    /// [`max_in_flight`](Self::max_in_flight) of the new one.
    pub fn take(&self) -> Vec<Record> {
        let state = &mut *self.state();
        state.taken += state.records.len();
        state.max_in_flight = state.in_flight;
        mem::take(&mut state.records)
    }

    /// How many requests of an operation were made.
    pub fn count(&self, operation: Operation) -> usize {
        self.state().records.iter().filter(|record| record.request.operation() == operation).count()
    }

    /// The largest number of requests that were in flight at one time. A request is in flight from the first poll of
    /// its future until the inner store answers or the future is dropped.
    pub fn max_in_flight(&self) -> usize {
        self.state().max_in_flight
    }

    async fn call<C: Call>(&self, request: C) -> Result<C::Outcome, Error> {
        let flight = self.start(request.clone().into());
        let result = request.send(&*self.inner).await;
        flight.end(match &result {
            Ok(_) => Ending::Succeeded,
            Err(error) => Ending::Failed(error.kind()),
        });
        result
    }

    fn start(&self, request: Request) -> Flight<'_> {
        let state = &mut *self.state();
        state.records.push(Record { request, ending: Ending::InFlight });
        state.in_flight += 1;
        state.max_in_flight = state.max_in_flight.max(state.in_flight);
        Flight { store: self, number: state.taken + state.records.len() - 1, ending: Ending::Dropped }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing that holds it can panic half way.
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request in flight.
struct Flight<'s> {
    store: &'s RecordingStore,
    /// Its number among all requests, those that were taken included.
    number: usize,
    ending: Ending,
}

impl Flight<'_> {
    fn end(mut self, ending: Ending) {
        self.ending = ending;
    }
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        let state = &mut *self.store.state();
        state.in_flight -= 1;
        let record = self.number.checked_sub(state.taken).and_then(|at| state.records.get_mut(at));
        if let Some(record) = record {
            record.ending = self.ending;
        }
    }
}

impl fmt::Display for RecordingStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.state().records.iter().try_for_each(|record| writeln!(f, "{record}"))
    }
}

impl fmt::Debug for RecordingStore {
    /// Shows how many requests were made, and not what they say.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (requests, max_in_flight) = {
            let state = self.state();
            (state.records.len(), state.max_in_flight)
        };
        f.debug_struct("RecordingStore")
            .field("requests", &requests)
            .field("max_in_flight", &max_in_flight)
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}

decorate!(RecordingStore);
