//! Time limits of single calls, and calls that are dropped.

use super::{
    store_with,
    support::{kind, meanwhile, timed, wait},
};
use async_trait::async_trait;
use futures::{
    FutureExt,
    future::{self, BoxFuture},
};
use std::{
    future::IntoFuture,
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};
use twintable::{
    ErrorKind,
    prelude::*,
    store::{ItemStore, Timer},
};
use twintable_testkit::{
    ManualClock,
    faults::{Fault, FaultPlan, FaultStore},
};

const SECOND: Duration = Duration::from_secs(1);

/// A seat in a theatre.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "seats", partition_key = "SEAT#{number}")]
struct Seat {
    number: u32,
    taken: bool,
    visits: u32,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[entity(of = Seat)]
struct Visits {
    visits: u32,
}

fn seat(number: u32) -> Seat {
    Seat { number, taken: false, visits: 0 }
}

/// Seat 1 behind a store whose calls have a fault, and a clock that both wait by.
struct Ground {
    clock: ManualClock,
    seats: TableRepository<Seat>,
    direct: TableRepository<Seat>,
}

impl Ground {
    fn new(fault: Fault) -> Self {
        let store: Arc<dyn ItemStore> = Arc::new(wait(store_with(Seat::schema().clone())));
        let direct = TableRepository::new(store.clone());
        wait(direct.put(seat(1))).unwrap();
        let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
        let plan = FaultPlan::new().with(fault.anywhere());
        let slow = FaultStore::new(store, plan).with_timer(Arc::new(clock.clone()));
        let seats = TableRepository::new(Arc::new(slow)).with_timer(Arc::new(clock.clone()));
        Self { clock, seats, direct }
    }

    fn stored(&self, number: u32) -> Option<Seat> {
        wait(self.direct.get(Seat::key(number)).consistent()).unwrap()
    }

    /// How each operation ends with a time limit, and after which time.
    fn outcomes(&self, limit: Duration) -> Vec<(Result<(), ErrorKind>, Duration)> {
        let (seats, key) = (&self.seats, || Seat::key(1));
        let outcome = |operation: BoxFuture<'_, Result<(), Error>>| {
            let (outcome, took) = wait(timed(&self.clock, operation));
            (outcome.map_err(|error| error.kind()), took)
        };
        macro_rules! outcomes {
            ($($operation:expr),* $(,)?) => {
                vec![$(outcome($operation.map(|outcome| outcome.map(drop)).boxed())),*]
            };
        }
        outcomes![
            seats.get(key()).timeout(limit).into_future(),
            seats.get(key()).timeout(limit).project::<Visits>(),
            seats.put(seat(1)).timeout(limit).into_future(),
            seats.create(seat(2)).timeout(limit).into_future(),
            seats.update(key()).increment(Seat::VISITS, 1).timeout(limit).into_future(),
            seats.upsert(key()).set(Seat::TAKEN, true).set(Seat::VISITS, 1).timeout(limit).into_future(),
            seats.put(seat(1)).returning_old().timeout(limit).into_future(),
            seats.delete(key()).returning_old().timeout(limit).into_future(),
        ]
    }
}

#[test]
fn a_call_ends_with_its_time_limit() {
    let ground = Ground::new(Fault::Slow(10 * SECOND));
    for outcome in ground.outcomes(3 * SECOND) {
        assert_eq!(outcome, (Err(ErrorKind::TimedOut), 3 * SECOND));
    }
    // None of the writes was done: the calls were dropped before.
    ground.clock.advance(100 * SECOND);
    assert_eq!((ground.stored(1), ground.stored(2)), (Some(seat(1)), None));
}

#[test]
fn a_call_within_its_time_limit_is_as_without_one() {
    let ground = Ground::new(Fault::Slow(SECOND));
    for outcome in ground.outcomes(3 * SECOND) {
        assert_eq!(outcome, (Ok(()), SECOND));
    }
    assert_eq!((ground.stored(1), ground.stored(2)), (None, Some(seat(2))));
}

#[test]
fn a_write_that_timed_out_may_be_done() {
    let ground = Ground::new(Fault::SlowAnswer(10 * SECOND));
    for outcome in ground.outcomes(3 * SECOND) {
        assert_eq!(outcome, (Err(ErrorKind::TimedOut), 3 * SECOND));
    }
    assert_eq!((ground.stored(1), ground.stored(2)), (None, Some(seat(2))));
    // So it is not for anyone to repeat blindly.
    let late = wait(timed(&ground.clock, ground.seats.create(seat(3)).timeout(SECOND).into_future())).0;
    let error = late.unwrap_err();
    assert!(!error.is_retryable());
    assert_eq!(error.to_string(), "no certain answer came; whether the operation happened is not known");
}

#[test]
fn the_longest_limit_is_as_good_as_none() {
    let ground = Ground::new(Fault::Slow(SECOND));
    for outcome in ground.outcomes(Duration::MAX) {
        assert_eq!(outcome, (Ok(()), SECOND));
    }
    wait(ground.direct.get(Seat::key(1)).timeout(Duration::MAX)).unwrap();
}

#[test]
fn a_call_that_is_dropped_does_nothing_more() {
    let ground = Ground::new(Fault::Slow(SECOND));
    wait(async {
        let taken = ground.seats.update(Seat::key(1)).set(Seat::TAKEN, true).into_future();
        assert!(taken.now_or_never().is_none());
    });
    drop(ground.seats.delete(Seat::key(1)).into_future());
    ground.clock.advance(10 * SECOND);
    assert_eq!(ground.stored(1), Some(seat(1)));
}

#[test]
fn a_blocking_call_has_time_limits_too() {
    let ground = Ground::new(Fault::Slow(SECOND));
    // The clock stands still, so the store never answers; the limit is one of the system's clock.
    let seats = TableRepository::<Seat>::new(ground.seats.store().clone());
    let limit = Duration::from_millis(20);
    let work = || {
        assert_eq!(kind(seats.get(Seat::key(1)).timeout(limit).wait()), ErrorKind::TimedOut);
        assert_eq!(kind(seats.create(seat(2)).timeout(limit).wait()), ErrorKind::TimedOut);
    };
    meanwhile(work);
    assert_eq!(ground.stored(2), None);
}

/// Remembers how long it was asked to sleep.
#[derive(Debug, Default)]
struct Asked(Mutex<Vec<Duration>>);

#[async_trait]
impl Timer for Asked {
    async fn sleep(&self, duration: Duration) {
        self.0.lock().unwrap().push(duration);
        future::pending::<()>().await;
    }
}

#[test]
fn only_a_call_with_a_limit_asks_the_timer() {
    let ground = Ground::new(Fault::Slow(SECOND));
    let timer = Arc::new(Asked::default());
    let asked = || timer.0.lock().unwrap().clone();
    let slow = ground.seats.clone().with_timer(timer.clone());
    wait(async {
        assert!(slow.get(Seat::key(1)).into_future().now_or_never().is_none());
        assert!(slow.create(seat(2)).into_future().now_or_never().is_none());
        assert!(asked().is_empty());
        assert!(slow.get(Seat::key(1)).timeout(SECOND).into_future().now_or_never().is_none());
        assert!(slow.create(seat(2)).timeout(2 * SECOND).into_future().now_or_never().is_none());
        assert_eq!(asked(), [SECOND, 2 * SECOND]);
    });
}
