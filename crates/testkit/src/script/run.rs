//! A script on a store and on the model.

use super::{Difference, Script};
use crate::{
    Outcome, Request,
    compare::{Asked, LeftOut, Sides},
    contract::{Ground, runtime},
    model::{Model, ModelStore},
};
use futures::FutureExt;
use std::{any::Any, panic::AssertUnwindSafe, time::SystemTime};
use twintable::{Error, Rule, TableSchema, store::Scan};

impl Script {
    /// Makes the tables and the requests on a store and on the model, and compares the outcome of each request and, at
    /// the end, what the tables and their indexes hold. Then the tables are deleted.
    ///
    /// Outcomes are compared as values, errors by their kind, their rule and the items that they carry. Pages are
    /// followed to the end. What is left open is not compared: the order in which a scan reads, the partitions of a
    /// segment, and the order of items with equal index keys.
    ///
    /// Where the ground [settles](Ground::settling_for), each read waits for it. A store that is throttled, or leaves
    /// items of a batch for later without need, departs from the model.
    ///
    /// # Errors
    ///
    /// The first difference. A panic of the store is one.
    ///
    /// # Examples
    ///
    /// ```
    /// use futures::executor::block_on;
    /// use std::sync::Arc;
    /// use twintable::{KeyAttribute, TableSchema, item, store::PutItem};
    /// use twintable_testkit::{Operation, contract::Ground, faults::{Fault, FaultPlan, FaultStore}};
    /// use twintable_testkit::{model::ModelStore, script::Script};
    ///
    /// let model = Arc::new(ModelStore::new());
    /// let lossy = FaultStore::new(model.clone(), FaultPlan::new().with(Fault::Refused.on(Operation::PutItem)));
    /// let script = Script::new([TableSchema::new("shop", KeyAttribute::string("id"))])
    ///     .then(PutItem::new("shop", item! { "id" => "a" }));
    /// let difference = block_on(script.run(&Ground::of(Arc::new(lossy), model))).unwrap_err();
    /// assert_eq!(difference.request, Some(0));
    /// ```
    pub async fn run(&self, ground: &Ground) -> Result<(), Difference> {
        self.run_telling(ground, |_| {}).await
    }

    /// Runs the script, and tells the position of each request before it is made.
    pub(crate) async fn run_telling(&self, ground: &Ground, tell: impl Fn(usize)) -> Result<(), Difference> {
        let mut run = Run { script: self, ground, model: Model::new() };
        let result = run.all(tell).await;
        for table in &self.tables {
            // One that was refused is not there.
            let _gone = ground.admin.delete_table(&table.name).await;
        }
        result
    }

    /// Runs the script on a new ground, inside a runtime of tokio.
    ///
    /// # Panics
    ///
    /// Panics with the first difference.
    #[expect(clippy::panic, reason = "a test fails by panicking")]
    pub fn check(&self, new_ground: impl FnOnce() -> Ground) {
        if let Err(difference) = runtime().block_on(async { self.run(&new_ground()).await }) {
            panic!("{difference}");
        }
    }
}

const SIDES: Sides = Sides::new("model", "store");

struct Run<'r> {
    script: &'r Script,
    ground: &'r Ground,
    model: Model,
}

impl Run<'_> {
    async fn all(&mut self, tell: impl Fn(usize)) -> Result<(), Difference> {
        let elsewhere = |what| Difference { request: None, what };
        for schema in &self.script.tables {
            self.create(schema).await.map_err(elsewhere)?;
        }
        for (position, request) in self.script.requests.iter().enumerate() {
            tell(position);
            let step = AssertUnwindSafe(self.step(request)).catch_unwind().await;
            let result = step.unwrap_or_else(|panic| Err(format!("the store panics: {}", text_of(&*panic))));
            result.map_err(|what| Difference { request: Some(position), what })?;
        }
        self.ground.settle().await;
        let model = self.model();
        for schema in &self.script.tables {
            if !self.model.list_tables().iter().any(|name| *name == schema.name) {
                continue;
            }
            SIDES.contents(&model, &*self.ground.store, schema).await.map_err(elsewhere)?;
        }
        Ok(())
    }

    async fn create(&mut self, schema: &TableSchema) -> Result<(), String> {
        let model = self.model.create_table(schema.clone());
        match (model, self.ground.admin.create_table(schema.clone()).await) {
            (Ok(_), Ok(_)) => Ok(()),
            (Err(model), Err(store)) => SIDES.errors(&model, &store),
            (model, store) => Err(SIDES.differs("the making of a table", &model, &store)),
        }
    }

    async fn step(&mut self, request: &Request) -> Result<(), String> {
        if !request.operation().writes() {
            self.ground.settle().await;
        }
        // The store has a clock of its own, but no script takes as long as a token is remembered.
        let model = self.model.answer(request, SystemTime::UNIX_EPOCH);
        let store = request.clone().send(&*self.ground.store).await;
        if is_resumed_segment(request) && (is_outside(&model) || is_outside(&store)) {
            return Ok(());
        }
        match (model, store) {
            (Ok(Outcome::Page(_)), Ok(Outcome::Page(_))) => self.pages(request).await,
            (Ok(model), Ok(store)) => SIDES.outcomes(model, store),
            (Err(model), Err(store)) => SIDES.errors(&model, &store),
            (model, store) => Err(SIDES.differs("whether it succeeds", &model, &store)),
        }
    }

    async fn pages(&self, request: &Request) -> Result<(), String> {
        let tables = request.tables();
        let Some(schema) = self.script.tables.iter().find(|schema| tables.contains(&&*schema.name)) else {
            return Ok(());
        };
        let model = self.model();
        let (model, store) = (Asked::new(&model, request), Asked::new(&*self.ground.store, request));
        SIDES.pages(model, store, schema, LeftOut::default()).await
    }

    fn model(&self) -> ModelStore {
        ModelStore::of(self.model.clone())
    }
}

/// Whether a request is for a segment of a scan from some key on: which keys a segment has is each store's own.
fn is_resumed_segment(request: &Request) -> bool {
    matches!(request, Request::Scan(Scan { segment: Some(_), exclusive_start_key: Some(_), .. }))
}

fn is_outside(outcome: &Result<Outcome, Error>) -> bool {
    outcome.as_ref().is_err_and(|error| error.rule() == Some(Rule::StartKeyOutside))
}

fn text_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a text")
}
