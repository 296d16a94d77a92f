//! The decorator.

use super::{AccessPattern, Cost, Report, charge::charges, priced::Priced, report::Metered};
use crate::{Request, call::decorate};
use std::{
    collections::HashSet,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use twintable::{
    Error, Item, TableSchema,
    store::{Clock, ConsumedCapacity, ItemStore, ReturnOld, SystemClock, TransactWriteItems},
};

/// A store that adds up what requests cost, and passes them on. Clones share one meter.
///
/// It asks the inner store for the consumed capacity of every request, and gives its caller what the caller asked for. It
/// works before any store: on the service too, where it shows what was charged.
///
/// # Examples
///
/// ```
/// use futures::executor::block_on;
/// use std::sync::Arc;
/// use twintable::{KeyAttribute, TableSchema, expr::KeyCondition, item, store::{ItemStore, PutItem, Query}};
/// use twintable_memory::MemoryStore;
/// use twintable_testkit::metering::MeteredStore;
///
/// let schema = TableSchema::new("shop", KeyAttribute::string("pk")).sort_key(KeyAttribute::number("sk"));
/// let memory = MemoryStore::with_tables([schema.clone()])?;
/// let store = MeteredStore::new(Arc::new(memory)).with_schemas([schema]);
/// for number in 0..5 {
///     block_on(store.put_item(PutItem::new("shop", item! { "pk" => "a", "sk" => number })))?;
/// }
/// block_on(store.query(Query::new("shop", KeyCondition::partition("pk", "a").sort("sk").gt(2))))?;
///
/// let report = store.report();
/// assert_eq!((report.cost().reads, report.cost().writes), (0.5, 5.0));
/// assert_eq!(report.patterns()[1].pattern.to_string(), "Query of shop: pk =, sk >");
/// assert_eq!(report.partitions()[0].partition.to_string(), r#"shop, pk = "a""#);
/// assert!(report.hot_partitions().is_empty());
/// # Ok::<(), twintable::Error>(())
/// ```
#[derive(Clone)]
pub struct MeteredStore {
    inner: Arc<dyn ItemStore>,
    clock: Arc<dyn Clock>,
    schemas: Arc<[TableSchema]>,
    shared: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    requests: Vec<Metered>,
    /// Tokens of transactions that were done: doing one again is charged as a read.
    done: HashSet<String>,
}

/// A moment between the requests of a store.
#[derive(Debug, Clone)]
pub struct Mark(usize);

impl MeteredStore {
    /// A store that meters what it passes on.
    pub fn new(inner: Arc<dyn ItemStore>) -> Self {
        Self { inner, clock: Arc::new(SystemClock), schemas: Arc::default(), shared: Arc::default() }
    }

    /// Tells by a clock in which second a request was made: for
    /// [hot partitions](super::Report::hot_partitions).
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Knows the keys of these tables, so that the report can say the partitions of puts and of global indexes.
    #[must_use]
    pub fn with_schemas(mut self, schemas: impl IntoIterator<Item = TableSchema>) -> Self {
        self.schemas = schemas.into_iter().collect();
        self
    }

    /// What all requests so far cost.
    pub fn report(&self) -> Report {
        self.report_since(&Mark(0))
    }

    /// The moment after the requests so far.
    pub fn mark(&self) -> Mark {
        Mark(self.state().requests.len())
    }

    /// What the requests after a moment cost. A request counts when it ends.
    pub fn report_since(&self, mark: &Mark) -> Report {
        Report::of(self.state().requests.get(mark.0..).unwrap_or_default().to_vec())
    }

    async fn call<C: Priced>(&self, mut request: C) -> Result<C::Outcome, Error> {
        let asked = request.ask();
        let asked_current = request.ask_for_current();
        let whole: Request = request.clone().into();
        let meter = Metering { store: self, request: &whole, ended: false };
        let mut result = request.clone().send(&*self.inner).await;
        match &mut result {
            Ok(outcome) => {
                let (items, scanned) = request.count(outcome);
                meter.end(&C::take(outcome, asked), Cost { items, scanned, ..Cost::default() });
            }
            Err(error) => {
                let (consumed, unpriced) = price(error, &whole);
                meter.end(&consumed, Cost { failed: 1, unpriced, ..Cost::default() });
                if asked_current == Some(ReturnOld::None)
                    && let Error::ConditionFailed { current } = error
                {
                    *current = None;
                }
            }
        }
        result
    }

    fn record(&self, request: &Request, consumed: &[ConsumedCapacity], cost: Cost) {
        let units = consumed.iter().map(|capacity| capacity.total).sum();
        let charges = charges(request, consumed, &self.schemas);
        let state = &mut *self.state();
        let writes = request.operation().writes() && !state.is_replay(request, cost.failed == 0);
        let scans = usize::from(matches!(request, Request::Scan(_)));
        let mut whole = Cost { requests: 1, scans, ..Cost::of_units(units, writes) };
        whole += cost;
        let (pattern, at) = (AccessPattern::of(request), self.clock.now());
        state.requests.push(Metered { pattern, cost: whole, writes, charges, at });
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing that holds it can panic half way.
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Whether a transaction was done before, so that this time it only read.
    fn is_replay(&mut self, request: &Request, is_done: bool) -> bool {
        let Request::TransactWrite(TransactWriteItems { client_request_token: Some(token), .. }) = request
        else {
            return false;
        };
        if is_done { !self.done.insert(token.clone()) } else { self.done.contains(token) }
    }
}

/// What a failure cost, and whether it may have cost what nobody tells.
fn price(error: &Error, request: &Request) -> (Vec<ConsumedCapacity>, usize) {
    if let Error::ConditionFailed { current } = error {
        // The item that the condition looked at is charged, one unit if there is none.
        let bytes = current.as_ref().map_or(0, Item::size);
        let units = f64::from(u32::try_from(bytes.div_ceil(1024).max(1)).unwrap_or(u32::MAX));
        let of_table =
            |table: &str| ConsumedCapacity { table_name: table.to_owned(), total: units, parts: None };
        return (request.tables().into_iter().map(of_table).collect(), 0);
    }
    let may_have_cost =
        matches!(error, Error::TransactionCancelled { .. } | Error::TimedOut { .. } | Error::Backend(_));
    (Vec::new(), usize::from(may_have_cost))
}

/// A request that is under way.
struct Metering<'m> {
    store: &'m MeteredStore,
    request: &'m Request,
    ended: bool,
}

impl Metering<'_> {
    fn end(mut self, consumed: &[ConsumedCapacity], cost: Cost) {
        self.ended = true;
        self.store.record(self.request, consumed, cost);
    }
}

impl Drop for Metering<'_> {
    /// Who waited for it did not wait to the end.
    fn drop(&mut self) {
        if !self.ended {
            self.store.record(self.request, &[], Cost { failed: 1, unpriced: 1, ..Cost::default() });
        }
    }
}

impl fmt::Debug for MeteredStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cost = self.report().cost();
        f.debug_struct("MeteredStore")
            .field("cost", &cost)
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}

decorate!(MeteredStore);
