//! Reading many entities.

use crate::{
    Error, Item, Key, PrimaryKey,
    batch::{self, NotDone, Observer, ReadOutcome, Reads},
    expr::Projection,
    repository::{BatchGetError, BatchGetItems, TableRepository, gathered::Gathered},
};

impl<T: Send + Sync + 'static> TableRepository<T> {
    /// Reads the items under keys, each of the type and not expired, and what a function makes of them.
    pub(in crate::repository::table) async fn read_many<V: Send>(
        &self,
        request: BatchGetItems<T>,
        projection: Option<Projection>,
        mut observer: Observer<'_>,
        decode: impl Fn(Item) -> Result<V, Error> + Send,
    ) -> Result<Vec<Option<V>>, BatchGetError<T, V>> {
        let BatchGetItems { keys, consistent, options } = request;
        let (filled, faults): (Vec<_>, Vec<_>) = keys.iter().map(|key| split(self.whole_key(key))).unzip();
        let keys = batch::refused(keys, faults)?;
        let mut reads = Reads::new(&*self.store);
        let schema = self.layout().schema();
        let projection = projection.map(|projection| self.with_key(self.with_proof(None, projection)));
        let group = reads.group(schema.name.clone(), projection, consistent);
        let places: Vec<_> = filled.into_iter().flatten().map(|key| reads.add(group, key)).collect();
        let end = batch::run(&mut reads, &options, &*self.timer, &mut observer).await;
        let mut outcomes = Shared::new(reads.into_outcomes(), &places);
        let guard = self.guard();
        let whole = |item: Item| {
            guard.check_type(&item)?;
            if guard.is_expired(&item) { Ok(None) } else { decode(item).map(Some) }
        };
        let mut gathered = Gathered::with_capacity(keys.len());
        for (key, place) in keys.into_iter().zip(places) {
            match outcomes.next(place) {
                ReadOutcome::Read(item) => gathered.read(key, item.map_or(Ok(None), whole)),
                ReadOutcome::NotRead(error) => gathered.not_done(NotDone { what: key, error }),
            }
        }
        gathered.into_result(end)
    }

    /// A key with its scope, that fits the table.
    fn whole_key(&self, key: &Key<T>) -> Result<PrimaryKey, Error> {
        self.layout().table()?;
        let key = self.scope().filled(key.clone())?;
        key.validate()?;
        key.validate_against(self.layout().schema())?;
        Ok(key)
    }

    /// A projection that also has the key, by which an item is known in a batch.
    fn with_key(&self, mut projection: Projection) -> Projection {
        let schema = self.layout().schema();
        let names = std::iter::once(&schema.partition_key).chain(&schema.sort_key).map(|key| &key.name);
        for name in names {
            let is_it = |path: &crate::Path| path.attribute() == name.as_ref() && path.steps().is_empty();
            if !projection.paths.iter().any(is_it) {
                projection.paths.push(crate::path(name.clone()));
            }
        }
        projection
    }
}

fn split<V>(outcome: Result<V, Error>) -> (Option<V>, Option<Error>) {
    match outcome {
        Ok(value) => (Some(value), None),
        Err(error) => (None, Some(error)),
    }
}

/// Outcomes that stand at one place or at several. The last place takes it, so that an item that nobody shares can be
/// taken apart.
struct Shared {
    outcomes: Vec<ReadOutcome>,
    uses: Vec<usize>,
}

impl Shared {
    fn new(outcomes: Vec<ReadOutcome>, places: &[usize]) -> Self {
        let mut uses = vec![0; outcomes.len()];
        for place in places {
            if let Some(uses) = uses.get_mut(*place) {
                *uses += 1;
            }
        }
        Self { outcomes, uses }
    }

    fn next(&mut self, place: usize) -> ReadOutcome {
        let none = ReadOutcome::NotRead(None);
        let (Some(outcome), Some(uses)) = (self.outcomes.get_mut(place), self.uses.get_mut(place)) else {
            return none;
        };
        *uses -= 1;
        if *uses == 0 { std::mem::replace(outcome, none) } else { outcome.clone() }
    }
}
