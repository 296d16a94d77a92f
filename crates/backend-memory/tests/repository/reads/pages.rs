//! How much a page has: `limit`, `page_size`, `take_exactly` and `max_requests`.

use super::*;
use twintable::store::ReturnConsumedCapacity::{Indexes, Total};

#[tokio::test]
async fn a_limit_counts_items_before_the_filter() {
    let (store, orders) = mixed(0..10).await;
    let page = orders.query(Order::of_customer("c")).limit(5).page().await.unwrap();
    // Every second item is an invoice.
    assert_eq!((ids(&page.items), page.scanned_count, page.requests), (vec![0, 2, 4], 5, 1));
    assert_eq!(page.stop, Stop::Request);
    let next = orders.query(Order::of_customer("c")).limit(5).after(page.cursor).page().await.unwrap();
    assert_eq!(ids(&next.items), [6, 8]);
    assert_eq!(requests(&store), 2);
}

#[tokio::test]
async fn a_page_without_entities_need_not_be_the_last() {
    let (_, orders) = shop([Order::new(9)], (0..4).map(Invoice::new)).await;
    let query = || orders.query(Order::of_customer("c")).limit(4);
    let page = query().page().await.unwrap();
    assert_eq!((page.items.len(), page.scanned_count, page.stop), (0, 4, Stop::Request));
    let next = query().after(page.cursor.unwrap()).page().await.unwrap();
    assert_eq!((ids(&next.items), next.cursor, next.stop), (vec![9], None, Stop::End));
}

#[tokio::test]
async fn a_page_size_counts_entities_after_the_filter() {
    let (store, orders) = mixed(0..10).await;
    let query = || orders.query(Order::of_customer("c")).page_size(4);
    let page = query().page().await.unwrap();
    assert_eq!((ids(&page.items), page.stop), (vec![0, 2, 4, 6], Stop::Enough));
    // Four for the four that are wanted; then two for each of the two that are missing.
    assert_eq!(limits(&store), [Some(4), Some(4)]);
    assert_eq!((page.requests, page.scanned_count), (2, 8));
    let page = query().after(page.cursor).page().await.unwrap();
    assert_eq!(ids(&page.items), [8, 10, 12, 14]);
    let page = query().after(page.cursor).page().await.unwrap();
    assert_eq!((ids(&page.items), page.cursor, page.stop), (vec![16, 18], None, Stop::End));
}

#[tokio::test]
async fn a_page_goes_on_after_the_last_that_was_returned() {
    // Rare orders, then many: the request that finds the third order reads others with it.
    let rare = [0, 10, 20, 21, 22, 23, 24, 25];
    let (store, orders) =
        shop(rare.map(Order::new), (0..30).filter(|id| !rare.contains(id)).map(Invoice::new)).await;
    let query = || orders.query(Order::of_customer("c")).take_exactly(3);
    let page = query().page().await.unwrap();
    assert_eq!((ids(&page.items), page.stop), (vec![0, 10, 20], Stop::Enough));
    assert_eq!(limits(&store), [Some(3), Some(4), Some(8), Some(8)]);
    assert_eq!(page.scanned_count, 23, "the last request read beyond the page");
    let next = query().after(page.cursor).page().await.unwrap();
    assert_eq!(ids(&next.items), [21, 22, 23]);
    let last = query().after(next.cursor).page().await.unwrap();
    assert_eq!((ids(&last.items), last.stop), (vec![24, 25], Stop::End));
}

#[tokio::test]
async fn the_end_of_a_projection_is_known_without_its_keys() {
    let rare = [0, 10, 20, 21, 22];
    let (_, orders) =
        shop(rare.map(Order::new), (0..30).filter(|id| !rare.contains(id)).map(Invoice::new)).await;
    let query = || orders.query(Order::of_customer("c")).page_size(3).project::<Line>();
    let page = query().page().await.unwrap();
    let notes: Vec<_> = page.items.iter().map(|line| line.note.as_str()).collect();
    assert_eq!(notes, ["note 0", "note 10", "note 20"]);
    let next = query().after(page.cursor).page().await.unwrap();
    let notes: Vec<_> = next.items.iter().map(|line| line.note.as_str()).collect();
    assert_eq!(notes, ["note 21", "note 22"]);
}

#[tokio::test]
async fn the_end_of_an_index_of_keys_is_known_when_it_is_followed() {
    // From the latest day on: 22, 21, 20, 10, 0.
    let rare = [0, 10, 20, 21, 22];
    let (_, orders) =
        shop(rare.map(Order::new), (0..30).filter(|id| !rare.contains(id)).map(Invoice::new)).await;
    let query = || orders.query(Order::by_day("open")).follow().page_size(2);
    let page = query().page().await.unwrap();
    assert_eq!((ids(&page.items), page.stop), (vec![22, 21], Stop::Enough));
    let page = query().after(page.cursor).page().await.unwrap();
    assert_eq!(ids(&page.items), [20, 10]);
    let page = query().after(page.cursor).page().await.unwrap();
    assert_eq!((ids(&page.items), page.stop), (vec![0], Stop::End));
}

#[tokio::test]
async fn a_limit_bounds_the_requests_of_a_page_size() {
    let (store, orders) = mixed(0..10).await;
    let page = orders.query(Order::of_customer("c")).page_size(4).limit(3).page().await.unwrap();
    assert_eq!(ids(&page.items), [0, 2, 4, 6]);
    assert_eq!(limits(&store), [Some(3), Some(3), Some(3)]);
}

#[tokio::test]
async fn the_smaller_of_page_size_and_take_exactly_ends_a_page() {
    let (_, orders) = mixed(0..10).await;
    let query = || orders.query(Order::of_customer("c"));
    let page = query().page_size(2).take_exactly(5).page().await.unwrap();
    assert_eq!(ids(&page.items), [0, 2]);
    let page = query().page_size(5).take_exactly(2).page().await.unwrap();
    assert_eq!(ids(&page.items), [0, 2]);
}

#[tokio::test]
async fn a_page_size_ends_nothing_but_pages() {
    let (_, orders) = mixed(0..10).await;
    let query = || orders.query(Order::of_customer("c")).page_size(3);
    assert_eq!(query().all().await.unwrap().len(), 10);
    assert_eq!(query().stream().count().await, 10);
    assert_eq!(query().count().await.unwrap(), 10);
}

#[tokio::test]
async fn take_exactly_ends_every_read() {
    let (store, orders) = mixed(0..10).await;
    let query = || orders.query(Order::of_customer("c")).take_exactly(3);
    assert_eq!(ids(&query().all().await.unwrap()), [0, 2, 4]);
    assert_eq!(limits(&store), [Some(3), Some(2)]);
    assert_eq!(query().stream().count().await, 3);
    assert_eq!(query().count().await.unwrap(), 3);
    let all = query().take_exactly(100).all().await.unwrap();
    assert_eq!(all.len(), 10, "there are no more");
}

#[tokio::test]
async fn a_page_ends_after_as_many_requests_as_it_may_make() {
    let (store, orders) = shop([Order::new(50)], (0..50).map(Invoice::new)).await;
    let query = || orders.query(Order::of_customer("c")).page_size(1).limit(10).max_requests(2);
    let page = query().page().await.unwrap();
    assert_eq!((page.items.len(), page.requests, page.stop), (0, 2, Stop::MaxRequests));
    assert_eq!((page.scanned_count, requests(&store)), (3, 2));
    let mut after = page.cursor;
    let mut pages = 1;
    let found = loop {
        let page = query().after(after).page().await.unwrap();
        pages += 1;
        match page.items.as_slice() {
            [] => after = Some(page.cursor.expect("there is more")),
            [order] => break order.id,
            _ => panic!("one was wanted"),
        }
    };
    assert_eq!(found, 50);
    assert!(pages > 5, "each page begins with one item again: {pages}");
}

#[tokio::test]
async fn what_has_no_cursor_fails_after_as_many_requests_as_it_may_make() {
    let (_, orders) = mixed(0..10).await;
    let query = || orders.query(Order::of_customer("c")).limit(2).max_requests(3);
    let failed = query().all().await.unwrap_err();
    assert!(matches!(failed, Error::Unfinished { requests: 3 }), "{failed:?}");
    assert_eq!(kind(query().count().await), ErrorKind::Unfinished);
    assert_eq!(kind(query().filter(Order::NOTE.eq("none")).first().await), ErrorKind::Unfinished);
    assert_eq!(kind(query().one().await.map(drop)), ErrorKind::MoreThanOne);
    // As many requests as it takes are enough.
    let few = orders.query(Order::of_customer("c")).limit(20).max_requests(2);
    assert_eq!(few.all().await.unwrap().len(), 10);
}

#[tokio::test]
async fn nothing_is_not_a_number_to_ask_for() {
    let (store, orders) = mixed(0..2).await;
    let query = || orders.query(Order::of_customer("c"));
    for refused in [query().limit(0), query().page_size(0), query().take_exactly(0), query().max_requests(0)]
    {
        assert_eq!(rule(refused.page().await), Some(Rule::LimitZero));
    }
    assert_eq!(rule(query().take_exactly(0).all().await), Some(Rule::LimitZero));
    let mut refused = query().take_exactly(0).stream();
    assert_eq!(rule(refused.next().await.unwrap()), Some(Rule::LimitZero));
    assert!(refused.next().await.is_none());
    assert_eq!(rule(orders.scan().segments(2).concurrency(0).all().await), Some(Rule::LimitZero));
    assert_eq!(requests(&store), 0);
}

#[tokio::test]
async fn a_page_reports_what_its_requests_consumed_together() {
    let (store, orders) = mixed(0..10).await;
    let query = || orders.query(Order::by_total("c")).consistent().page_size(4);
    assert_eq!(query().page().await.unwrap().consumed_capacity, None);
    store.take();
    let page = query().return_consumed_capacity(Total).page().await.unwrap();
    let consumed = page.consumed_capacity.unwrap();
    // A consistent read of less than 4 KB is one unit.
    assert_eq!((consumed.total, consumed.parts), (f64::from(page.requests), None));
    assert_eq!((usize::try_from(page.requests).unwrap(), page.requests > 1), (requests(&store), true));
    let page = query().return_consumed_capacity(Indexes).page().await.unwrap();
    let parts = page.consumed_capacity.unwrap().parts.unwrap();
    assert_eq!(parts.local_indexes.get("by_total"), Some(&f64::from(page.requests)));
}

#[tokio::test]
async fn a_read_that_follows_an_index_reports_the_batches_too() {
    let (_, orders) = shop((0..3).map(Order::new), []).await;
    let query = orders.query(Order::by_day("open")).return_consumed_capacity(Indexes).follow();
    let parts = query.page().await.unwrap().consumed_capacity.unwrap().parts.unwrap();
    // Half a unit for the page of the index, half a unit for each order.
    assert_eq!((parts.global_indexes["by_day"], parts.table), (0.5, 1.5));
}
