//! How a race is run: every contestant of every race in every round, so that what disturbs the machine disturbs all of them.

use cpu_time::ThreadTime;
use std::{
    hint, mem,
    time::{Duration, Instant},
};

/// What a contestant takes in a round, about.
const SLICE: Duration = Duration::from_millis(6);

/// How many inputs are made ready at once: few enough to stay in the processor's caches.
const READY: u32 = 64;

/// What is read before and after a slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The time that this thread had a processor: for what one thread does.
    Thread,
    /// The time that passed: for what other threads do too.
    Wall,
}

impl Clock {
    fn time(self, work: impl FnOnce()) -> Duration {
        match self {
            Self::Thread => {
                let start = ThreadTime::now();
                work();
                start.elapsed()
            }
            Self::Wall => {
                let start = Instant::now();
                work();
                start.elapsed()
            }
        }
    }
}

/// Work that can be measured.
trait Work {
    /// Does it so many times, and says how long that took by a clock.
    fn run(&mut self, times: u32, clock: Clock) -> Duration;
}

/// Work that needs nothing ready.
struct Plain<W>(W);

impl<W: FnMut(u32)> Work for Plain<W> {
    fn run(&mut self, times: u32, clock: Clock) -> Duration {
        clock.time(|| collected(&mut || (self.0)(times)))
    }
}

/// Work that takes inputs, which are made outside of what is measured.
struct Fed<M, W> {
    make: M,
    work: W,
}

impl<I, M: FnMut() -> I, W: FnMut(Vec<I>)> Work for Fed<M, W> {
    fn run(&mut self, times: u32, clock: Clock) -> Duration {
        let mut taken = Duration::ZERO;
        let mut left = times;
        while left > 0 {
            let now = left.min(READY);
            left -= now;
            let mut inputs: Vec<I> = (0..now).map(|_| (self.make)()).collect();
            taken += clock.time(|| collected(&mut || (self.work)(mem::take(&mut inputs))));
        }
        taken
    }
}

/// What is counted under callgrind: see [`instructions`](crate::instructions).
#[inline(never)]
fn collected(work: &mut dyn FnMut()) {
    work();
    // Something is left to do here, so the call above is no mere jump.
    hint::black_box(work);
}

/// One that does the work, so many times in a row.
pub struct Contestant {
    name: &'static str,
    work: Box<dyn Work>,
    times: u32,
    /// Nanoseconds for one time, round by round.
    rounds: Vec<f64>,
}

/// The same work, done by several.
pub struct Race {
    name: &'static str,
    clock: Clock,
    contestants: Vec<Contestant>,
}

impl Race {
    pub fn new(name: &'static str, clock: Clock) -> Self {
        Self { name, clock, contestants: Vec::new() }
    }

    /// `work` is called with how often it is to do the same thing.
    pub fn contestant(self, name: &'static str, work: impl FnMut(u32) + 'static) -> Self {
        self.with(name, Plain(work))
    }

    /// `work` is called with inputs that were made ready, and does the same thing with each. Making them is not measured.
    pub fn fed<I: 'static>(
        self,
        name: &'static str,
        make: impl FnMut() -> I + 'static,
        work: impl FnMut(Vec<I>) + 'static,
    ) -> Self {
        self.with(name, Fed { make, work })
    }

    fn with(mut self, name: &'static str, work: impl Work + 'static) -> Self {
        self.contestants.push(Contestant { name, work: Box::new(work), times: 1, rounds: Vec::new() });
        self
    }

    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The names of those who take part, in the order in which they were added.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.contestants.iter().map(|contestant| contestant.name)
    }

    /// Does the work of one contestant, and measures nothing.
    pub fn work(&mut self, name: &str, times: u32) {
        let clock = self.clock;
        self.find_mut(name).work.run(times, clock);
    }

    /// Finds how often a contestant can do the work in a slice; this also warms it up.
    fn calibrate(&mut self) {
        for contestant in &mut self.contestants {
            // What is made ready in the first turn is not part of the work.
            contestant.work.run(1, self.clock);
            contestant.times = 1;
            loop {
                let taken = contestant.work.run(contestant.times, self.clock);
                if taken >= SLICE / 2 || contestant.times >= 1 << 20 {
                    break;
                }
                contestant.times *= 2;
            }
        }
    }

    fn round(&mut self, number: usize) {
        let among = self.contestants.len();
        for place in 0..among {
            let contestant = &mut self.contestants[(place + number) % among];
            let taken = contestant.work.run(contestant.times, self.clock);
            contestant.rounds.push(taken.as_secs_f64() * 1e9 / f64::from(contestant.times));
        }
    }

    fn find(&self, name: &str) -> &Contestant {
        let found = self.contestants.iter().find(|contestant| contestant.name == name);
        found.unwrap_or_else(|| panic!("nobody is called {name} in {}", self.name))
    }

    fn find_mut(&mut self, name: &str) -> &mut Contestant {
        let found = self.contestants.iter_mut().find(|contestant| contestant.name == name);
        found.unwrap_or_else(|| panic!("nobody is called {name} in {}", self.name))
    }

    /// Nanoseconds for one time.
    pub fn time(&self, name: &str) -> Spread {
        Spread::of(self.find(name).rounds.clone())
    }

    /// What one takes in parts of what another takes, round by round.
    pub fn ratio(&self, name: &str, against: &str) -> Spread {
        let pairs = self.find(name).rounds.iter().zip(&self.find(against).rounds);
        Spread::of(pairs.map(|(one, other)| one / other).collect())
    }
}

/// Runs all races, in rounds.
pub fn run(races: &mut [Race], rounds: usize) {
    for race in races.iter_mut() {
        race.calibrate();
    }
    for number in 0..rounds {
        for race in races.iter_mut() {
            race.round(number);
        }
    }
}

/// A median, with the quarter below and the quarter above it.
#[derive(Debug, Clone, Copy)]
pub struct Spread {
    pub low: f64,
    pub median: f64,
    pub high: f64,
}

impl Spread {
    /// The spread of some values.
    pub fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |quarters: usize| values.get((values.len().saturating_sub(1)) * quarters / 4).copied();
        let [low, median, high] = [1, 2, 3].map(|quarters| at(quarters).unwrap_or(f64::NAN));
        Self { low, median, high }
    }
}
