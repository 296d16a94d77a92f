//! The decorator.

use super::{
    Fault, FaultPlan, Leftovers,
    fault::{self, Stage},
};
use crate::{
    Operation,
    call::{Call, Divided, Parts, decorate},
};
use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, SystemTime},
};
use twintable::{
    Error,
    store::{Clock, ItemStore, SystemClock, SystemTimer, Timer},
};

/// A store that misbehaves by a plan. Clones share one store, and count calls together.
///
/// Where a test panics, the store prints its plan to the standard error as it is dropped: the line that makes the same
/// faults again.
///
/// Everything that no fault happens to is passed on as it is.
///
/// # Examples
///
/// ```
/// use futures::executor::block_on;
/// use std::sync::Arc;
/// use twintable::{ErrorKind, KeyAttribute, TableSchema, item, store::{ItemStore, PutItem}};
/// use twintable_memory::MemoryStore;
/// use twintable_testkit::{Operation, faults::{Fault, FaultPlan, FaultStore, Injected}};
///
/// let memory = MemoryStore::with_tables([TableSchema::new("shop", KeyAttribute::string("id"))])?;
/// let plan = FaultPlan::new().with(Fault::Throttled.on(Operation::PutItem).nth(2));
/// let store = FaultStore::new(Arc::new(memory), plan);
///
/// let put = || block_on(store.put_item(PutItem::new("shop", item! { "id" => "a" })));
/// assert!(put().is_ok());
/// assert_eq!(put().map_err(|error| error.kind()), Err(ErrorKind::Throttled));
/// assert!(put().is_ok());
///
/// // The plan did what it was made for.
/// let injected = Injected { call: 2, operation: Operation::PutItem, fault: Fault::Throttled };
/// assert_eq!(store.faults_injected(), [injected]);
/// # Ok::<(), twintable::Error>(())
/// ```
#[derive(Clone)]
pub struct FaultStore {
    inner: Arc<dyn ItemStore>,
    timer: Arc<dyn Timer>,
    clock: Arc<dyn Clock>,
    made_at: SystemTime,
    shared: Arc<Shared>,
}

struct Shared {
    plan: FaultPlan,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    calls: u64,
    /// The calls that matched each rule.
    counts: Vec<u64>,
    injected: Vec<Injected>,
}

/// A fault that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Injected {
    /// The number of the call, from 1; all operations are counted together.
    pub call: u64,
    /// The operation of the call.
    pub operation: Operation,
    /// What happened to it.
    pub fault: Fault,
}

impl FaultStore {
    /// A store that misbehaves by a plan. Slow calls wait through [`SystemTimer`]; see
    /// [`with_timer`](Self::with_timer).
    pub fn new(inner: Arc<dyn ItemStore>, plan: FaultPlan) -> Self {
        let counts = vec![0; plan.rules().len()];
        let state = Mutex::new(State { calls: 0, counts, injected: Vec::new() });
        let (timer, clock, shared) = (Arc::new(SystemTimer), SystemClock, Arc::new(Shared { plan, state }));
        Self { inner, timer, made_at: clock.now(), clock: Arc::new(clock), shared }
    }

    /// Tells by a clock which calls are made in a rule's [window](super::FaultRule::during). The windows are counted
    /// from what the clock shows now.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.made_at = clock.now();
        self.clock = clock;
        self
    }

    /// Waits through a timer: a [`ManualClock`](crate::ManualClock) lets a test say when a slow call goes on.
    #[must_use]
    pub fn with_timer(mut self, timer: Arc<dyn Timer>) -> Self {
        self.timer = timer;
        self
    }

    /// The plan.
    pub fn plan(&self) -> &FaultPlan {
        &self.shared.plan
    }

    /// The faults that have happened, in the order in which they were decided. A test looks here to see that its plan
    /// did something.
    pub fn faults_injected(&self) -> Vec<Injected> {
        self.state().injected.clone()
    }

    async fn call<C: Call>(&self, request: C) -> Result<C::Outcome, Error> {
        if request.check().is_err() {
            return request.send(&*self.inner).await;
        }
        let faults = self.decide(&request);
        let at = |stage| faults.iter().find(|fault| fault.stage() == stage);
        if let Some(Fault::Slow(wait)) = at(Stage::Wait) {
            self.timer.sleep(*wait).await;
        }
        if let Some(error) = at(Stage::Refusal).and_then(|fault| fault.error(&request)) {
            return Err(error);
        }
        let lost = at(Stage::AnswerLost).and_then(|fault| fault.error(&request));
        let result = match at(Stage::Leftovers) {
            Some(Fault::Unprocessed(leftovers)) => self.send_part(request, leftovers).await,
            _ => request.send(&*self.inner).await,
        };
        if let Some(Fault::SlowAnswer(wait)) = at(Stage::AnswerWait) {
            self.timer.sleep(*wait).await;
        }
        lost.map_or(result, Err)
    }

    async fn send_part<C: Call>(&self, request: C, leftovers: &Leftovers) -> Result<C::Outcome, Error> {
        let positions = leftovers.positions(&request.parts());
        let Divided { sent, left } = request.divide(&positions);
        let Some(sent) = sent else { return Err(fault::throttled()) };
        let mut outcome = sent.send(&*self.inner).await?;
        if let Some(left) = left {
            C::leave(&mut outcome, left);
        }
        Ok(outcome)
    }

    /// How long ago the store was made. The clock is not asked where no rule needs it.
    fn age(&self) -> Duration {
        if !self.plan().asks_the_time() {
            return Duration::ZERO;
        }
        self.clock.now().duration_since(self.made_at).unwrap_or_default()
    }

    fn decide(&self, request: &dyn Parts) -> Vec<Fault> {
        let age = self.age();
        let state = &mut *self.state();
        state.calls += 1;
        let (call, operation) = (state.calls, request.operation());
        let faults = self.shared.plan.faults(request, call, age, &mut state.counts);
        state.injected.extend(faults.iter().cloned().map(|fault| Injected { call, operation, fault }));
        faults
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing that holds it can panic half way.
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Shared {
    /// A test that fails says by which line it can be run again.
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("the faults were those of {}", self.plan);
        }
    }
}

impl fmt::Debug for FaultStore {
    /// Shows the plan, by which the run can be repeated, and how many calls there were.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let calls = self.state().calls;
        f.debug_struct("FaultStore")
            .field("plan", self.plan())
            .field("calls", &calls)
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}

decorate!(FaultStore);
