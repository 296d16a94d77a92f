//! Plays a plan on both stores and compares them at every step.

use super::{
    compare::{self, SIDES},
    departures::{Before, Departure, Tally, Treatment},
    history::History,
    pair::{Both, Pair},
    state,
};
use proptest::test_runner::TestCaseError;
use twintable::{
    Error, Item,
    store::{ItemStore, PutItem},
};
use twintable_testkit::{
    Outcome, Request,
    compare::{Asked, LeftOut},
    strategy::{self, Plan, Tables},
};

/// What was compared.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) plans: usize,
    pub(super) operations: usize,
    pub(super) departures: Tally,
}

impl Report {
    pub(super) fn add(&mut self, other: Self) {
        self.plans += other.plans;
        self.operations += other.operations;
        for (departure, count) in other.departures {
            *self.departures.entry(departure).or_default() += count;
        }
    }

    pub(super) fn print(&self) {
        let (plans, operations, kinds) = (self.plans, self.operations, self.departures.len());
        println!(
            "{plans} plans, {operations} operations compared; {kinds} kinds of departures met and left out:"
        );
        for (departure, count) in &self.departures {
            println!("{count:>8}  {departure:?}: {}", departure.reason());
        }
    }
}

/// A plan that is being played.
struct Play<'p> {
    tables: &'p Tables,
    pair: Pair,
    history: History,
    report: Report,
}

/// Plays a plan.
pub(super) async fn play(plan: &Plan) -> Result<Report, TestCaseError> {
    let pair = Pair::with_tables(&plan.tables).await;
    let mut play = Play {
        tables: &plan.tables,
        pair,
        history: History::default(),
        report: Report { plans: 1, ..Report::default() },
    };
    play.seed(plan).await;
    for (number, step) in plan.steps.iter().enumerate() {
        let Some(requests) = play.history.requests(step, play.tables) else { continue };
        play.step(requests.clone()).await.map_err(|difference| {
            TestCaseError::fail(format!("step {number}: {difference}\n  request: {:?}", requests.memory))
        })?;
    }
    play.compare_everything().await.map_err(TestCaseError::fail)?;
    Ok(play.report)
}

impl Play<'_> {
    async fn seed(&self, plan: &Plan) {
        for (number, draft) in plan.seed.iter().enumerate() {
            for schema in
                [&plan.tables.main, &plan.tables.other].into_iter().take(1 + usize::from(number < 2))
            {
                let put = PutItem::new(schema.name.clone(), draft.item(schema));
                self.pair.memory.put_item(put.clone()).await.expect("a valid item");
                self.pair.engine.put_item(put).await.expect("a valid item");
            }
        }
    }

    async fn step(&mut self, requests: Both<Request>) -> Result<(), String> {
        let before = Before {
            main: state::items(&self.pair.memory, &self.tables.main).await,
            other: state::items(&self.pair.memory, &self.tables.other).await,
        };
        let met = Departure::met(&requests.memory, self.tables, &before);
        for departure in &met {
            *self.report.departures.entry(*departure).or_default() += 1;
        }
        let leaves_out = |treatment| Departure::leave_out(&met, treatment);
        if leaves_out(Treatment::Step) {
            return Ok(());
        }
        self.report.operations += 1;
        self.history.made(requests.memory.clone());
        let outcomes = self.pair.run(requests.clone()).await;
        match (outcomes.memory, outcomes.engine) {
            (Ok(Outcome::Page(memory)), Ok(Outcome::Page(engine))) => {
                let last = Both { memory: memory.last_evaluated_key, engine: engine.last_evaluated_key };
                self.history.page(requests.memory.clone(), last);
                self.pages(&requests, &met).await?;
            }
            (Ok(Outcome::Update(mut memory)), Ok(Outcome::Update(mut engine))) => {
                if leaves_out(Treatment::Attributes) {
                    (memory.attributes, engine.attributes) = (None, None);
                }
                SIDES.outcomes(Outcome::Update(memory), Outcome::Update(engine))?;
            }
            (Ok(Outcome::TransactGet(mut memory)), Ok(Outcome::TransactGet(mut engine))) => {
                for item in memory.items.iter_mut().chain(&mut engine.items) {
                    if leaves_out(Treatment::Keys) {
                        without_keys(item);
                    }
                    if leaves_out(Treatment::EmptyItems) {
                        item.take_if(|item| item.is_empty());
                    }
                }
                SIDES.outcomes(Outcome::TransactGet(memory), Outcome::TransactGet(engine))?;
            }
            (Ok(memory), Ok(engine)) => SIDES.outcomes(memory, engine)?,
            (Err(memory), Err(engine)) => {
                let departure =
                    if leaves_out(Treatment::Refusal) { None } else { compare::errors(&memory, &engine)? };
                let unchecked = Departure::unchecked(&requests.memory, &memory);
                for departure in departure.into_iter().chain(unchecked) {
                    *self.report.departures.entry(departure).or_default() += 1;
                }
                if departure.is_none() && unchecked.is_none() {
                    self.ask_stranger(requests.engine, &memory).await?;
                }
            }
            (memory, engine) => {
                return Err(format!("one succeeds, one fails\n  memory: {memory:?}\n  engine: {engine:?}"));
            }
        }
        if requests.memory.operation().writes() { self.compare_tables().await } else { Ok(()) }
    }

    /// What is refused because of the table is refused by the engine too, for this or for another reason: an
    /// engine may look at a condition first.
    async fn ask_stranger(&self, request: Request, refusal: &Error) -> Result<(), String> {
        match request.send(&self.pair.stranger).await {
            Ok(outcome) => {
                Err(format!("the engine does not refuse\n  memory: {refusal:?}\n  engine: {outcome:?}"))
            }
            Err(_) => Ok(()),
        }
    }

    async fn pages(&self, requests: &Both<Request>, met: &[Departure]) -> Result<(), String> {
        let Both { memory, engine } = self.pair.stores();
        let (memory, engine) = (Asked::new(memory, &requests.memory), Asked::new(engine, &requests.engine));
        let tables = [&self.tables.main, &self.tables.other].into_iter();
        let mut asked = tables.filter(|schema| requests.memory.tables().contains(&&*schema.name));
        let schema = asked.next().expect("a page is of one of the two tables");
        let leaves_out = |treatment| Departure::leave_out(met, treatment);
        let left_out = LeftOut {
            following: leaves_out(Treatment::Following),
            capacity: leaves_out(Treatment::Capacity),
            capacity_parts: leaves_out(Treatment::CapacityParts),
        };
        SIDES.pages(memory, engine, schema, left_out).await
    }

    async fn compare_tables(&self) -> Result<(), String> {
        let Both { memory, engine } = self.pair.stores();
        SIDES.table(memory, engine, &self.tables.main).await?;
        SIDES.table(memory, engine, &self.tables.other).await
    }

    async fn compare_everything(&self) -> Result<(), String> {
        let Both { memory, engine } = self.pair.stores();
        SIDES.contents(memory, engine, &self.tables.main).await?;
        SIDES.contents(memory, engine, &self.tables.other).await
    }
}

fn without_keys(item: &mut Option<Item>) {
    if let Some(found) = item {
        found.remove(strategy::PARTITION_KEY);
        found.remove(strategy::SORT_KEY);
    }
}
