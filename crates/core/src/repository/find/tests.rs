use super::*;
use crate::{
    Attribute, Item, KeyAttribute, Rule, expr,
    layout::{IndexLayout, KeyField, Layout},
    path,
    repository::{
        Paging, RepositoryExt, Stop,
        stand_in::{Answers, StandIn},
    },
    store::ReturnConsumedCapacity::Total,
};
use futures_util::future::FutureExt;
use std::sync::{LazyLock, Mutex};

#[derive(Debug, PartialEq)]
struct Order;

impl Order {
    const CUSTOMER: Attribute<Self, String> = Attribute::new("customer");
    const TOTAL: Attribute<Self, u32> = Attribute::new("total");
}

impl Entity for Order {
    const NAME: &'static str = "order";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            let text = |name| KeyField::plain(KeyAttribute::string(name));
            let by_customer = IndexLayout::global("by_customer", text("customer"));
            Layout::new(Order::NAME, "shop", text("id")).index(by_customer)
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(Item::new())
    }

    fn from_item(_: &Item) -> Result<Self, Error> {
        Ok(Self)
    }
}

/// Two pages, each with one order, and what was asked.
#[derive(Debug, Default)]
struct Pages(Mutex<Vec<ReadRequest>>);

impl Answers<Order> for Pages {
    fn page(&self, read: ReadRequest) -> ReadPage<Order> {
        let mut all = self.0.lock().unwrap();
        all.push(read);
        let last_evaluated_key = (all.len() == 1).then(|| crate::item! { "id" => "1" });
        ReadPage { last_evaluated_key, ..ReadPage::last(vec![Order]) }
    }
}

fn pages() -> StandIn<Pages> {
    StandIn(Pages::default())
}

fn asked(pages: StandIn<Pages>) -> Vec<ReadRequest> {
    pages.0.0.into_inner().unwrap()
}

fn by_customer() -> QueryItems {
    let condition = expr::KeyCondition::partition("customer", "c-1");
    QueryItems { index: Some("by_customer".into()), ..QueryItems::new(condition) }
}

fn after(id: &str) -> Paging {
    Paging { exclusive_start_key: Some(crate::item! { "id" => id }), ..Paging::default() }
}

#[test]
fn a_query_has_what_was_asked_for() {
    let orders = pages();
    let find = || orders.find(Order::CUSTOMER.eq("c-1") & Order::TOTAL.gt(100)).or_scan().descending();
    let first = find().page().now_or_never().unwrap().unwrap();
    assert_eq!((first.items, first.requests, first.stop), (vec![Order], 1, Stop::Request));
    let second = find().limit(7).after(first.cursor).return_consumed_capacity(Total).page();
    assert_eq!(second.now_or_never().unwrap().unwrap().stop, Stop::End);
    let first = QueryItems { filter: Some(path("total").gt(100)), descending: true, ..by_customer() };
    let paging = Paging { limit: Some(7), return_consumed_capacity: Total, ..after("1") };
    let second = QueryItems { paging, ..first.clone() };
    assert_eq!(asked(orders), [ReadRequest::Query(first), ReadRequest::Query(second)]);
}

#[test]
fn all_pages_are_read() {
    let orders = pages();
    let found = orders.find(Order::CUSTOMER.eq("c-1")).all().now_or_never().unwrap();
    assert_eq!(found.unwrap(), [Order, Order]);
    let second = QueryItems { paging: after("1"), ..by_customer() };
    assert_eq!(asked(orders), [ReadRequest::Query(by_customer()), ReadRequest::Query(second)]);
}

#[test]
fn a_scan_is_read_where_it_is_allowed() {
    let filter = path("total").gt(100);
    let expected = |paging| ScanItems {
        filter: Some(filter.clone()),
        consistent: true,
        paging: Paging { limit: Some(7), ..paging },
        ..ScanItems::default()
    };

    let orders = pages();
    let find = || orders.find(Filter::<Order>::untyped(filter.clone())).consistent().limit(7);
    for refused in
        [find().page().now_or_never().unwrap().map(drop), find().all().now_or_never().unwrap().map(drop)]
    {
        assert_eq!(refused.unwrap_err().rule(), Some(Rule::NoIndexFits));
    }
    assert_eq!(find().or_scan().all().now_or_never().unwrap().unwrap(), [Order, Order]);
    let first = expected(Paging::default());
    assert_eq!(asked(orders), [ReadRequest::Scan(first.clone()), ReadRequest::Scan(expected(after("1")))]);

    let orders = pages();
    let find =
        orders.find(Filter::<Order>::untyped(filter.clone())).consistent().limit(7).or_scan().descending();
    assert_eq!(find.page().now_or_never().unwrap().unwrap().items, [Order]);
    assert_eq!(asked(orders), [ReadRequest::Scan(first)]);
}

#[test]
fn a_consistent_find_takes_no_global_index() {
    let orders = pages();
    let find = || orders.find(Order::CUSTOMER.eq("c-1"));
    assert_eq!(find().explain().unwrap().index.as_deref(), Some("by_customer"));
    assert!(find().consistent().explain().unwrap().is_scan());
    let refused = find().consistent().page().now_or_never().unwrap().unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::NoIndexFits));
    assert_eq!(asked(orders), []);
}

#[test]
fn a_filter_with_a_fault_is_refused() {
    let orders = pages();
    let fault = crate::InvalidRequest::new(Rule::ValueEncoding);
    let find = || orders.find(Filter::<Order>::of(Err(fault.clone()))).or_scan();
    assert_eq!(find().explain().unwrap_err().rule(), Some(Rule::ValueEncoding));
    assert_eq!(find().page().now_or_never().unwrap().unwrap_err().rule(), Some(Rule::ValueEncoding));
    assert_eq!(find().all().now_or_never().unwrap().unwrap_err().rule(), Some(Rule::ValueEncoding));
    let broken = orders.find(Filter::<Order>::all([])).or_scan();
    assert_eq!(broken.all().now_or_never().unwrap().unwrap_err().rule(), Some(Rule::EmptyAnd));
    assert_eq!(asked(orders), []);
}
