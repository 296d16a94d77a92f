//! Tests of reads over repositories that stand in for others: they say no more than they must.

use crate::{
    ErrorKind, Rule, item, path,
    repository::{
        ReadPage, ReadRequest, RepositoryExt, Stop, Wanted,
        stand_in::{Answers, StandIn},
    },
};
use futures_util::{FutureExt, StreamExt};

/// The numbers from 0, in pages of as many as a request may read, or ten. Where it is asked for keys it
/// tells them only if it has been told to.
#[derive(Debug)]
struct Numbers {
    numbers: u32,
    tells_keys: bool,
}

impl Answers<u32> for Numbers {
    fn page(&self, read: ReadRequest) -> ReadPage<u32> {
        let paging = match read {
            ReadRequest::Query(query) => query.paging,
            ReadRequest::Scan(scan) | ReadRequest::ParallelScan(scan) => scan.paging,
        };
        let after = paging.exclusive_start_key.and_then(|key| key.get("n")?.as_number());
        let start = after.and_then(|after| u32::try_from(after).ok()).map_or(0, |after| after + 1);
        let end = self.numbers.min(start + paging.limit.unwrap_or(10));
        let all: Vec<u32> = (start..end).collect();
        // Every fifth one is shown.
        let items: Vec<u32> = all.iter().copied().filter(|number| number % 5 == 0).collect();
        let keys = if self.tells_keys && paging.wanted == Wanted::ItemsAndKeys {
            items.iter().map(|number| item! { "n" => *number }).collect()
        } else {
            Vec::new()
        };
        let last = all.last().filter(|_| end < self.numbers);
        ReadPage {
            keys,
            scanned_count: all.len(),
            last_evaluated_key: last.map(|last| item! { "n" => *last }),
            ..ReadPage::last(items)
        }
    }
}

fn numbers(numbers: u32, tells_keys: bool) -> StandIn<Numbers> {
    StandIn(Numbers { numbers, tells_keys })
}

fn now<F: Future>(future: F) -> F::Output {
    future.now_or_never().unwrap()
}

#[test]
fn a_repository_that_stands_in_for_another_has_cursors_too() {
    let numbers = numbers(100, true);
    let page = now(numbers.scan().page_size(3).page()).unwrap();
    assert_eq!((page.items.as_slice(), page.stop), ([0, 5, 10].as_slice(), Stop::Enough));
    let cursor = page.cursor.unwrap().to_string();
    let rest = now(numbers.scan().after(cursor).all()).unwrap();
    assert_eq!((rest.first(), rest.len()), (Some(&15), 17));
}

#[test]
fn a_place_inside_of_a_page_is_known_only_where_keys_are() {
    let silent = numbers(100, false);
    let refused = now(silent.scan().page_size(7).page()).unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::PageWithoutKeys));
    // The end of a page is known all the same.
    assert_eq!(now(silent.scan().page_size(1).page()).unwrap().items, [0]);
    assert!(now(silent.scan().page()).unwrap().cursor.is_some());
    let mut stream = silent.scan().stream();
    assert_eq!(now(stream.next()).unwrap().unwrap(), 0);
    assert_eq!(stream.cursor().unwrap_err().rule(), Some(Rule::PageWithoutKeys));
    assert_eq!(now(stream.next()).unwrap().unwrap(), 5);
    assert!(stream.cursor().unwrap().is_some(), "the page was handed out");
    assert_eq!(now(stream.count()), 18);
}

#[test]
fn a_request_reads_more_for_each_that_is_wanted_while_some_are_hidden() {
    let numbers = numbers(10_000, true);
    for wanted in [1, 2, 10, 100] {
        let page = now(numbers.scan().page_size(wanted).page()).unwrap();
        assert_eq!(page.items.len(), wanted);
        // Needed are five for each but the last.
        let needed = 5 * (wanted - 1) + 1;
        assert!(page.scanned_count <= 2 * needed + 1, "{} for {needed}", page.scanned_count);
        assert!(page.requests <= 5, "{} requests for {wanted}", page.requests);
    }
}

#[test]
fn a_read_whose_filter_is_too_deep_is_refused_before_it_is_copied() {
    let numbers = numbers(10, true);
    let mut deep = path("a").exists();
    for _ in 0..10_000 {
        deep = (deep & path("b").exists()) | path("c").exists();
    }
    let filter = crate::Filter::<u32>::untyped(deep);
    let refused = now(numbers.scan().filter(filter).all()).unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::FilterTooDeep));
}

#[test]
fn a_cursor_that_is_too_long_is_refused_by_every_ending() {
    let numbers = numbers(10, true);
    let scan = || numbers.scan().after("A".repeat(9000));
    for refused in [
        now(scan().page()).map(drop),
        now(scan().all()).map(drop),
        now(scan().first()).map(drop),
        now(scan().one()).map(drop),
        now(scan().count()).map(drop),
        now(scan().stream().next()).unwrap().map(drop),
    ] {
        assert_eq!(refused.unwrap_err().kind(), ErrorKind::CursorRejected);
    }
}
