//! Any seed, any writes, reads and steps of the clock: what each read may see.

use super::{
    model::{Model, Window},
    support::{Shop, by_rank, by_tag, key, now, partition, schema, shop},
};
use proptest::{collection, prelude::*};
use std::time::Duration;
use twintable::{
    Item, item,
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, ItemStore, PageOutcome,
        PutItem, Query, ReturnConsumedCapacity, Scan, TransactPut, TransactWriteItems, WriteRequest,
    },
};
use twintable_memory::{MemoryStore, Simulation};

/// How many items there are, all of one partition, so that queries meet them.
const ITEMS: u32 = 4;

#[derive(Debug, Clone, Copy)]
enum Step {
    Put(u32, Option<u32>),
    Delete(u32),
    Batch(u32, u32),
    Transact(u32, u32),
    Advance(u64),
    Settle,
    Read(Read),
}

#[derive(Debug, Clone, Copy)]
enum Read {
    Get(u32),
    BatchGet,
    Query(Option<u32>, bool),
    Local(Option<u32>, bool),
    Global(Option<u32>, bool),
    Scan,
}

fn read() -> impl Strategy<Value = Read> {
    let page = || (proptest::option::of(1..6_u32), any::<bool>());
    prop_oneof![
        (0..ITEMS).prop_map(Read::Get),
        Just(Read::BatchGet),
        page().prop_map(|(limit, descending)| Read::Query(limit, descending)),
        page().prop_map(|(limit, descending)| Read::Local(limit, descending)),
        page().prop_map(|(limit, descending)| Read::Global(limit, descending)),
        Just(Read::Scan),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..ITEMS, proptest::option::of(0..3_u32)).prop_map(|(sk, rank)| Step::Put(sk, rank)),
        2 => (0..ITEMS).prop_map(Step::Delete),
        1 => (0..ITEMS, 1..ITEMS).prop_map(|(sk, other)| Step::Batch(sk, (sk + other) % ITEMS)),
        1 => (0..ITEMS, 1..ITEMS).prop_map(|(sk, other)| Step::Transact(sk, (sk + other) % ITEMS)),
        5 => (0..60_u64).prop_map(Step::Advance),
        1 => Just(Step::Settle),
        10 => read().prop_map(Step::Read),
    ]
}

/// Milliseconds from one bound to another.
fn window() -> impl Strategy<Value = Window> {
    (0..100_u64, 0..100_u64).prop_map(|(a, b)| Window {
        min: Duration::from_millis(a.min(b)),
        max: Duration::from_millis(a.max(b)),
    })
}

/// A simulated store, one that is not, and what the table has held.
struct World {
    shop: Shop,
    twin: MemoryStore,
    model: Model,
    stale: Window,
    lag: Window,
    version: u32,
}

impl World {
    fn new(seed: u64, stale: Window, lag: Window) -> Self {
        let simulation =
            Simulation::seeded(seed).stale_reads(stale.min..=stale.max).index_lag(lag.min..=lag.max);
        let twin = MemoryStore::with_tables([schema()]).unwrap();
        Self { shop: shop(simulation), twin, model: Model::new(ITEMS), stale, lag, version: 0 }
    }

    /// A new item. Its version tells it from all others.
    fn item(&mut self, sk: u32, rank: Option<u32>) -> Item {
        self.version += 1;
        let item = item! { "pk" => "a", "sk" => sk, "tag" => "red", "version" => self.version };
        item.with_some("rank", rank)
    }

    fn act(&mut self, step: Step) {
        match step {
            Step::Put(sk, rank) => {
                let item = self.item(sk, rank);
                self.model.write(sk, Some(item.clone()));
                let put = PutItem::new("shop", item);
                self.on_both(|store| drop(now(store.put_item(put.clone())).unwrap()));
            }
            Step::Delete(sk) => {
                self.model.write(sk, None);
                let delete = DeleteItem::new("shop", key(sk));
                self.on_both(|store| drop(now(store.delete_item(delete.clone())).unwrap()));
            }
            Step::Batch(put, delete) => {
                let item = self.item(put, Some(1));
                self.model.write(put, Some(item.clone()));
                self.model.write(delete, None);
                let writes = [WriteRequest::Put(item), WriteRequest::Delete(key(delete))];
                let batch = BatchWriteItem::of(BatchWrite::new("shop", writes));
                self.on_both(|store| drop(now(store.batch_write_item(batch.clone())).unwrap()));
            }
            Step::Transact(a, b) => {
                let items = [a, b].map(|sk| self.item(sk, Some(2)));
                self.model.write(a, Some(items[0].clone()));
                self.model.write(b, Some(items[1].clone()));
                let puts = items.map(|item| TransactPut::new("shop", item).into());
                let transaction = TransactWriteItems::of(puts);
                self.on_both(|store| drop(now(store.transact_write_items(transaction.clone())).unwrap()));
            }
            Step::Advance(millis) => {
                let time = Duration::from_millis(millis);
                self.shop.clock.advance(time);
                self.model.advance(time);
            }
            Step::Settle => {
                self.shop.store.settle();
                self.model.settle();
                self.check_settled();
            }
            Step::Read(read) => self.check(read),
        }
    }

    fn on_both(&self, act: impl Fn(&MemoryStore)) {
        act(&self.shop.store);
        act(&self.twin);
    }

    fn check(&mut self, read: Read) {
        match read {
            Read::Get(sk) => {
                assert_eq!(self.shop.get_consistent(sk).as_ref(), self.model.truth(sk));
                let seen = self.shop.get(sk);
                assert!(self.model.had(sk, self.stale, seen.as_ref()), "{seen:?}");
            }
            Read::BatchGet => {
                assert_eq!(&self.batch(true), &self.truths());
                self.check_page(&self.batch(false), self.stale, |_| true);
            }
            Read::Query(limit, descending) => {
                assert_eq!(self.shop.query(partition().consistent()), self.truths());
                let seen = self.pages(partition(), limit, descending, "sk");
                self.check_page(&seen, self.stale, |_| true);
            }
            Read::Local(limit, descending) => {
                let whole = twintable::store::Select::AllAttributes;
                let mut truths = self.truths();
                truths.retain(|item| item.contains("rank"));
                truths.sort_by_key(rank);
                assert_eq!(self.shop.query(by_rank().select(whole.clone()).consistent()), truths);
                let seen = self.pages(by_rank().select(whole), limit, descending, "rank");
                self.check_page(&seen, self.stale, |item| item.contains("rank"));
            }
            Read::Global(limit, descending) => {
                let seen = self.pages(by_tag("red"), limit, descending, "rank");
                self.check_page(&seen, self.lag, |item| item.contains("rank"));
                for sk in 0..ITEMS {
                    let item = seen.iter().find(|item| item.get("sk") == Some(&sk.into()));
                    let is_forward = self.model.see_in_index(sk, self.lag, item);
                    assert!(is_forward, "{sk} goes back in the index: {item:?}");
                }
            }
            Read::Scan => {
                assert_eq!(self.shop.scan(Scan::new("shop").consistent()), self.truths());
                self.check_page(&self.shop.scan(Scan::new("shop")), self.stale, |_| true);
            }
        }
    }

    /// Each item that is in a page was so within the window, and each that is not was not there.
    fn check_page(&self, seen: &[Item], window: Window, is_in: impl Fn(&Item) -> bool) {
        for sk in 0..ITEMS {
            let of_key: Vec<_> = seen.iter().filter(|item| item.get("sk") == Some(&sk.into())).collect();
            assert!(of_key.len() <= 1, "an item twice: {of_key:?}");
            let seen = of_key.first().copied();
            assert!(self.model.showed(sk, window, seen, &is_in), "{sk} is seen as {seen:?}");
        }
    }

    /// The items of a page. A limit is checked on the page; what else there is follows in one more.
    fn pages(&self, query: Query, limit: Option<u32>, descending: bool, order: &str) -> Vec<Item> {
        let query = if descending { query.descending() } else { query };
        let place = |item: &Item| item.get(order).unwrap().as_number().unwrap();
        let is_sorted = |page: &PageOutcome| {
            let places = page.items.iter().map(place);
            if descending { places.rev().is_sorted() } else { places.is_sorted() }
        };
        if let Some(limit) = limit {
            let page = self.shop.page(query.clone().limit(limit));
            assert!(page.scanned_count <= usize::try_from(limit).unwrap());
            let is_full = page.scanned_count == usize::try_from(limit).unwrap();
            assert_eq!(page.last_evaluated_key.is_some(), is_full);
            let rest = self.shop.page(query.clone().after(page.last_evaluated_key.clone()));
            let mut both = page.clone();
            both.items.extend(if is_full { rest.items } else { Vec::new() });
            assert!(is_sorted(&both), "{both:?}");
        }
        let page = self.shop.page(query);
        assert_eq!((page.count, page.scanned_count), (page.items.len(), page.items.len()));
        assert!(is_sorted(&page) && page.last_evaluated_key.is_none(), "{page:?}");
        page.items
    }

    fn batch(&self, consistent: bool) -> Vec<Item> {
        let mut get = BatchGet::new("shop", (0..ITEMS).map(key));
        get.consistent = consistent;
        let outcome = now(self.shop.store.batch_get_item(BatchGetItem::of(get))).unwrap();
        outcome.items.into_iter().flat_map(|(_, items)| items).collect()
    }

    /// The items as they are, in the order of their keys.
    fn truths(&self) -> Vec<Item> {
        (0..ITEMS).filter_map(|sk| self.model.truth(sk).cloned()).collect()
    }

    /// All reads are those of a store without a simulation, whatever they cost included.
    fn check_settled(&self) {
        for query in [partition(), by_rank(), by_tag("red")] {
            for query in [query.clone(), query.descending().limit(2)] {
                let query = Query { return_consumed_capacity: ReturnConsumedCapacity::Indexes, ..query };
                assert_eq!(self.shop.page(query.clone()), now(self.twin.query(query)).unwrap());
            }
        }
        for scan in [Scan::new("shop"), Scan::new("shop").index("by_tag"), Scan::new("shop").index("by_rank")]
        {
            let scan = Scan { return_consumed_capacity: ReturnConsumedCapacity::Indexes, ..scan };
            let seen = now(self.shop.store.scan(scan.clone())).unwrap();
            assert_eq!(seen, now(self.twin.scan(scan)).unwrap());
        }
        for sk in 0..ITEMS {
            let get = GetItem::new("shop", key(sk));
            assert_eq!(self.shop.get(sk), now(self.twin.get_item(get)).unwrap().item);
        }
        assert_eq!(self.batch(false), self.truths());
    }
}

fn rank(item: &Item) -> Option<twintable::Number> {
    item.get("rank").and_then(twintable::Value::as_number)
}

proptest! {
    #[test]
    fn reads_see_what_they_may(
        seed in any::<u64>(),
        (stale, lag) in (window(), window()),
        steps in collection::vec(step(), 1..60),
    ) {
        let mut world = World::new(seed, stale, lag);
        for step in steps {
            world.act(step);
        }
        // Past the longest delay everything is visible, without settling.
        world.shop.clock.advance(stale.max.max(lag.max));
        world.check_settled();
    }
}
