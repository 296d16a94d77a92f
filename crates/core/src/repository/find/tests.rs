use super::*;
use crate::{
    Attribute, Item, KeyAttribute, Rule,
    batch::{BatchError, Observer},
    expr,
    layout::{IndexLayout, KeyField, Layout},
    path,
    repository::{
        BatchGetError, BatchGetItems, BatchWriteItems, BatchWriteStream, DeleteItem, GetItem, Paging,
        PutItem, RepositoryExt, Stop, UpdateItem, WriteItem,
    },
    store::ReturnConsumedCapacity::Total,
};
use async_trait::async_trait;
use futures::future::FutureExt;
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

/// What a repository was asked.
#[derive(Debug, Clone, PartialEq)]
enum Asked {
    Query(QueryItems),
    Scan(ScanItems),
}

/// A repository of two pages, each with one order.
#[derive(Debug, Default)]
struct Pages(Mutex<Vec<Asked>>);

impl Pages {
    fn page(&self, asked: Asked) -> ReadPage<Order> {
        let mut all = self.0.lock().unwrap();
        all.push(asked);
        let last_evaluated_key = (all.len() == 1).then(|| crate::item! { "id" => "1" });
        ReadPage { last_evaluated_key, ..ReadPage::last(vec![Order]) }
    }

    fn asked(self) -> Vec<Asked> {
        self.0.into_inner().unwrap()
    }
}

#[async_trait]
impl Repository<Order> for Pages {
    async fn get_item(&self, _: GetItem<Order>) -> Result<Option<Order>, Error> {
        unreachable!()
    }

    async fn put_item(&self, _: PutItem<Order>) -> Result<Option<Order>, Error> {
        unreachable!()
    }

    async fn update_item(&self, _: UpdateItem<Order>) -> Result<Option<Order>, Error> {
        unreachable!()
    }

    async fn delete_item(&self, _: DeleteItem<Order>) -> Result<Option<Order>, Error> {
        unreachable!()
    }

    async fn query_items(&self, request: QueryItems) -> Result<ReadPage<Order>, Error> {
        Ok(self.page(Asked::Query(request)))
    }

    async fn scan_items(&self, request: ScanItems) -> Result<ReadPage<Order>, Error> {
        Ok(self.page(Asked::Scan(request)))
    }

    async fn project_item(&self, _: GetItem<Order>, _: expr::Projection) -> Result<Option<Item>, Error> {
        unreachable!()
    }

    async fn project_query(&self, _: QueryItems, _: expr::Projection) -> Result<ReadPage<Item>, Error> {
        unreachable!()
    }

    async fn project_scan(&self, _: ScanItems, _: expr::Projection) -> Result<ReadPage<Item>, Error> {
        unreachable!()
    }

    async fn batch_get_items(
        &self,
        _: BatchGetItems<Order>,
        _: Observer<'_>,
    ) -> Result<Vec<Option<Order>>, BatchGetError<Order>> {
        unreachable!()
    }

    async fn batch_project_items(
        &self,
        _: BatchGetItems<Order>,
        _: expr::Projection,
        _: Observer<'_>,
    ) -> Result<Vec<Option<Item>>, BatchGetError<Order, Item>> {
        unreachable!()
    }

    async fn batch_write_items(
        &self,
        _: BatchWriteItems<Order>,
        _: Observer<'_>,
    ) -> Result<Vec<WriteItem<Order>>, BatchError<WriteItem<Order>>> {
        unreachable!()
    }

    async fn batch_write_stream(
        &self,
        _: BatchWriteStream<'_, Order>,
        _: Observer<'_>,
    ) -> Result<usize, BatchError<WriteItem<Order>, usize>> {
        unreachable!()
    }
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
    let orders = Pages::default();
    let find = || orders.find(Order::CUSTOMER.eq("c-1") & Order::TOTAL.gt(100)).or_scan().descending();
    let first = find().page().now_or_never().unwrap().unwrap();
    assert_eq!((first.items, first.requests, first.stop), (vec![Order], 1, Stop::Request));
    let second = find().limit(7).after(first.cursor).return_consumed_capacity(Total).page();
    assert_eq!(second.now_or_never().unwrap().unwrap().stop, Stop::End);
    let first = QueryItems { filter: Some(path("total").gt(100)), descending: true, ..by_customer() };
    let paging = Paging { limit: Some(7), return_consumed_capacity: Total, ..after("1") };
    let second = QueryItems { paging, ..first.clone() };
    assert_eq!(orders.asked(), [Asked::Query(first), Asked::Query(second)]);
}

#[test]
fn all_pages_are_read() {
    let orders = Pages::default();
    let found = orders.find(Order::CUSTOMER.eq("c-1")).all().now_or_never().unwrap();
    assert_eq!(found.unwrap(), [Order, Order]);
    let second = QueryItems { paging: after("1"), ..by_customer() };
    assert_eq!(orders.asked(), [Asked::Query(by_customer()), Asked::Query(second)]);
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

    let orders = Pages::default();
    let find = || orders.find(Filter::<Order>::untyped(filter.clone())).consistent().limit(7);
    for refused in
        [find().page().now_or_never().unwrap().map(drop), find().all().now_or_never().unwrap().map(drop)]
    {
        assert_eq!(refused.unwrap_err().rule(), Some(Rule::NoIndexFits));
    }
    assert_eq!(find().or_scan().all().now_or_never().unwrap().unwrap(), [Order, Order]);
    let first = expected(Paging::default());
    assert_eq!(orders.asked(), [Asked::Scan(first.clone()), Asked::Scan(expected(after("1")))]);

    let orders = Pages::default();
    let find =
        orders.find(Filter::<Order>::untyped(filter.clone())).consistent().limit(7).or_scan().descending();
    assert_eq!(find.page().now_or_never().unwrap().unwrap().items, [Order]);
    assert_eq!(orders.asked(), [Asked::Scan(first)]);
}

#[test]
fn a_consistent_find_takes_no_global_index() {
    let orders = Pages::default();
    let find = || orders.find(Order::CUSTOMER.eq("c-1"));
    assert_eq!(find().explain().unwrap().index.as_deref(), Some("by_customer"));
    assert!(find().consistent().explain().unwrap().is_scan());
    let refused = find().consistent().page().now_or_never().unwrap().unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::NoIndexFits));
    assert_eq!(orders.asked(), []);
}

#[test]
fn a_filter_with_a_fault_is_refused() {
    let orders = Pages::default();
    let fault = crate::InvalidRequest::new(Rule::ValueEncoding);
    let find = || orders.find(Filter::<Order>::of(Err(fault.clone()))).or_scan();
    assert_eq!(find().explain().unwrap_err().rule(), Some(Rule::ValueEncoding));
    assert_eq!(find().page().now_or_never().unwrap().unwrap_err().rule(), Some(Rule::ValueEncoding));
    assert_eq!(find().all().now_or_never().unwrap().unwrap_err().rule(), Some(Rule::ValueEncoding));
    let broken = orders.find(Filter::<Order>::all([])).or_scan();
    assert_eq!(broken.all().now_or_never().unwrap().unwrap_err().rule(), Some(Rule::EmptyAnd));
    assert_eq!(orders.asked(), []);
}
