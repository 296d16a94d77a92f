//! Parallel scans: every entity once, and one cursor for all segments.

use super::*;
use futures::TryStreamExt;
use std::collections::BTreeSet;
use twintable::{CursorError, CursorSecrets, Cursors};
use twintable_testkit::faults::{Fault, FaultPlan, FaultStore};

/// Orders of many customers, so that they are spread over the segments, each with an invoice.
async fn spread(customers: u32) -> (RecordingStore, TableRepository<Order>) {
    let order = |id: u32| Order { customer: format!("c-{id}"), ..Order::new(id) };
    let invoice = |id: u32| Invoice { customer: format!("c-{id}"), id: 1_000_000, ..Invoice::new(id) };
    shop((0..customers).map(order), (0..customers).map(invoice)).await
}

fn sorted(orders: Vec<Order>) -> Vec<u32> {
    let mut ids = ids(&orders);
    ids.sort_unstable();
    ids
}

fn numbers(count: u32) -> Vec<u32> {
    (0..count).collect()
}

#[tokio::test]
async fn a_parallel_scan_yields_each_entity_once() {
    let (store, orders) = spread(40).await;
    for (segments, concurrency) in [(1, 1), (2, 2), (5, 3), (16, 4), (100, 8)] {
        let scan = || orders.scan().segments(segments).concurrency(concurrency).limit(3);
        assert_eq!(sorted(scan().all().await.unwrap()), numbers(40));
        assert_eq!(sorted(scan().stream().try_collect().await.unwrap()), numbers(40));
        assert_eq!(scan().count().await.unwrap(), 40);
        assert!(store.max_in_flight() <= concurrency, "{}", store.max_in_flight());
        let asked: BTreeSet<_> =
            store.take().into_iter().filter_map(|record| segment(record.request)).collect();
        let expected: BTreeSet<_> = (0..segments).map(|index| (index, segments)).collect();
        assert_eq!(asked, expected);
    }
}

fn segment(request: Request) -> Option<(u32, u32)> {
    match request {
        Request::Scan(scan) => scan.segment.map(|segment| (segment.index, segment.total)),
        _ => None,
    }
}

#[tokio::test]
async fn a_parallel_scan_goes_on_after_each_of_its_entities() {
    let (_, plain) = spread(25).await;
    let secrets = CursorSecrets::new(1, [7; 32]);
    for orders in [plain.clone(), plain.with_cursors(Cursors::new().sealed(secrets))] {
        let scan = || orders.scan().segments(6).concurrency(3).limit(7);
        for handed_out in 0..=25 {
            let mut stream = scan().stream();
            let mut seen: Vec<Order> = stream.by_ref().take(handed_out).try_collect().await.unwrap();
            let cursor = stream.cursor().unwrap().map(String::from);
            // What was read ahead is read again.
            drop(stream);
            if let Some(cursor) = cursor {
                seen.extend(scan().concurrency(1).after(cursor).all().await.unwrap());
            }
            assert_eq!(sorted(seen), numbers(25), "after {handed_out}");
        }
    }
}

#[tokio::test]
async fn a_parallel_scan_is_resumed_again_and_again() {
    let (_, orders) = spread(30).await;
    let (mut after, mut seen, mut runs) = (None::<Cursor>, Vec::new(), 0);
    loop {
        let mut stream = orders.scan().segments(4).limit(2).take_exactly(4).after(after).stream();
        seen.extend(stream.by_ref().try_collect::<Vec<_>>().await.unwrap());
        after = stream.cursor().unwrap();
        runs += 1;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(sorted(seen), numbers(30));
    assert!((8..=9).contains(&runs), "{runs}");
}

#[tokio::test]
async fn a_parallel_scan_goes_on_after_an_error() {
    let (store, _) = spread(30).await;
    let plan = FaultPlan::new().with(Fault::Throttled.on(Operation::Scan).nth(5));
    let faulty = FaultStore::new(Arc::new(store), plan);
    let orders = TableRepository::<Order>::new(Arc::new(faulty.clone()));
    let scan = || orders.scan().segments(4).concurrency(2).limit(5);
    let mut stream = scan().stream();
    let read: Vec<_> = stream.by_ref().collect().await;
    let (last, read) = read.split_last().unwrap();
    assert!(matches!(last, Err(Error::Throttled { .. })));
    assert_eq!(faulty.faults_injected().len(), 1);
    let mut seen: Vec<_> = read.iter().map(|order| order.as_ref().unwrap().clone()).collect();
    assert!(!seen.is_empty());
    seen.extend(scan().after(stream.cursor().unwrap()).all().await.unwrap());
    assert_eq!(sorted(seen), numbers(30));
}

#[tokio::test]
async fn segments_that_were_begun_are_ended_before_others_begin() {
    let (store, orders) = spread(60).await;
    let stream = orders.scan().segments(12).concurrency(3).limit(1).stream();
    stream.try_collect::<Vec<_>>().await.unwrap();
    let asked: Vec<_> = store.take().into_iter().filter_map(|record| segment(record.request)).collect();
    let mut open = BTreeSet::new();
    for (at, (index, _)) in asked.iter().enumerate() {
        open.insert(*index);
        assert!(open.len() <= 3, "{open:?}");
        if !asked[at + 1..].iter().any(|(later, _)| later == index) {
            open.remove(index);
        }
    }
}

#[tokio::test]
async fn a_parallel_scan_may_be_bounded() {
    let (store, orders) = spread(30).await;
    let scan = || orders.scan().segments(4).limit(2);
    assert_eq!(scan().take_exactly(7).all().await.unwrap().len(), 7);
    assert_eq!(scan().take_exactly(7).stream().count().await, 7);
    assert_eq!(kind(scan().max_requests(3).all().await), ErrorKind::Unfinished);
    assert_eq!(kind(scan().max_requests(3).count().await), ErrorKind::Unfinished);
    store.take();
    let read: Vec<_> = scan().max_requests(3).stream().collect().await;
    assert!(matches!(read.last(), Some(Err(Error::Unfinished { requests: 3 }))));
    assert_eq!(requests(&store), 3);
}

#[tokio::test]
async fn workers_share_a_scan_by_its_segments() {
    let (_, orders) = spread(30).await;
    let mut seen = Vec::new();
    for worker in 0..3 {
        seen.extend(orders.scan().segment(worker, 3).all().await.unwrap());
    }
    assert_eq!(sorted(seen), numbers(30));
}

#[tokio::test]
async fn a_parallel_scan_of_an_index_and_of_some_attributes() {
    let (_, orders) = spread(20).await;
    let of_index = orders.scan().of_index::<OrderByPlace>().segments(3).filter(Order::NOTE.ne("note 3"));
    assert_eq!(of_index.count().await.unwrap(), 19);
    let lines = orders.scan().segments(3).project::<Line>();
    assert_eq!(lines.all().await.unwrap().len(), 20);
}

#[tokio::test]
async fn a_parallel_scan_is_resumed_with_as_many_segments() {
    let (store, orders) = spread(10).await;
    let mut stream = orders.scan().segments(4).limit(1).stream();
    stream.next().await.unwrap().unwrap();
    let cursor = stream.cursor().unwrap().unwrap();
    drop(stream);
    store.take();
    let refused = orders.scan().segments(5).after(&cursor).all().await.unwrap_err();
    assert!(matches!(refused, Error::CursorRejected(CursorError::OtherQuery)), "{refused:?}");
    assert!(matches!(orders.scan().after(&cursor).all().await, Err(Error::CursorRejected(_))));
    assert_eq!(requests(&store), 0);
}

#[tokio::test]
async fn a_number_of_segments_that_cannot_be_is_refused() {
    let (store, orders) = spread(1).await;
    for segments in [0, 1_000_001] {
        assert_eq!(rule(orders.scan().segments(segments).all().await), Some(Rule::SegmentRange));
    }
    assert_eq!(rule(orders.scan().segment(0, 2).segments(2).all().await), Some(Rule::SegmentRange));
    assert_eq!(rule(orders.scan().segment(2, 2).all().await), Some(Rule::SegmentRange));
    assert_eq!(requests(&store), 1, "what a single segment is, the store knows");
}

#[tokio::test]
async fn a_cursor_has_room_for_thousands_of_segments() {
    let (store, orders) = spread(1).await;
    let of = |segments: u32, after: Option<Cursor>| {
        orders.scan().segments(segments).after(after).stream().cursor()
    };
    let cursor = of(5000, None).unwrap();
    assert!(cursor.is_some() && of(5000, cursor).is_ok());
    assert_eq!(kind(of(50_000, None)), ErrorKind::CursorNotMade);
    assert_eq!(requests(&store), 0);
}
