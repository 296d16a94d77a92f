use super::*;
use crate::{
    Attribute, KeyAttribute, Rule,
    batch::{BatchError, Observer},
    expr,
    layout::{IndexLayout, KeyField, Layout},
    path,
    repository::{
        BatchGetError, BatchGetItems, BatchWriteItems, BatchWriteStream, DeleteItem, GetItem, PutItem,
        RepositoryExt, UpdateItem, WriteItem,
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
    fn page(&self, asked: Asked) -> Page<Order> {
        let mut all = self.0.lock().unwrap();
        all.push(asked);
        let last_evaluated_key = (all.len() == 1).then(|| crate::item! { "id" => "1" });
        Page { items: vec![Order], scanned_count: 1, last_evaluated_key, consumed_capacity: None }
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

    async fn query_items(&self, request: QueryItems) -> Result<Page<Order>, Error> {
        Ok(self.page(Asked::Query(request)))
    }

    async fn scan_items(&self, request: ScanItems) -> Result<Page<Order>, Error> {
        Ok(self.page(Asked::Scan(request)))
    }

    async fn project_item(&self, _: GetItem<Order>, _: expr::Projection) -> Result<Option<Item>, Error> {
        unreachable!()
    }

    async fn project_query(&self, _: QueryItems, _: expr::Projection) -> Result<Page<Item>, Error> {
        unreachable!()
    }

    async fn project_scan(&self, _: ScanItems, _: expr::Projection) -> Result<Page<Item>, Error> {
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
    QueryItems {
        index: Some("by_customer".into()),
        key_condition: expr::KeyCondition::partition("customer", "c-1"),
        filter: None,
        consistent: false,
        descending: false,
        limit: None,
        exclusive_start_key: None,
        follow: false,
        return_consumed_capacity: ReturnConsumedCapacity::None,
    }
}

#[test]
fn a_query_has_what_was_asked_for() {
    let orders = Pages::default();
    let start = crate::item! { "id" => "0" };
    let find = orders.find(Order::CUSTOMER.eq("c-1") & Order::TOTAL.gt(100)).or_scan().descending().limit(7);
    let page = find.after(Some(start.clone())).return_consumed_capacity(Total).page().now_or_never().unwrap();
    assert_eq!(page.unwrap().items, [Order]);
    let expected = QueryItems {
        filter: Some(path("total").gt(100)),
        descending: true,
        limit: Some(7),
        exclusive_start_key: Some(start),
        return_consumed_capacity: Total,
        ..by_customer()
    };
    assert_eq!(orders.asked(), [Asked::Query(expected)]);
}

#[test]
fn all_pages_are_read() {
    let orders = Pages::default();
    let found = orders.find(Order::CUSTOMER.eq("c-1")).all().now_or_never().unwrap();
    assert_eq!(found.unwrap(), [Order, Order]);
    let second = QueryItems { exclusive_start_key: Some(crate::item! { "id" => "1" }), ..by_customer() };
    assert_eq!(orders.asked(), [Asked::Query(by_customer()), Asked::Query(second)]);
}

#[test]
fn a_scan_is_read_where_it_is_allowed() {
    let filter = path("total").gt(100);
    let expected =
        ScanItems { filter: Some(filter.clone()), consistent: true, limit: Some(7), ..ScanItems::default() };

    let orders = Pages::default();
    let find = || orders.find(Filter::<Order>::untyped(filter.clone())).consistent().limit(7);
    for refused in
        [find().page().now_or_never().unwrap().map(drop), find().all().now_or_never().unwrap().map(drop)]
    {
        assert_eq!(refused.unwrap_err().rule(), Some(Rule::NoIndexFits));
    }
    assert_eq!(find().or_scan().all().now_or_never().unwrap().unwrap(), [Order, Order]);
    let second = ScanItems { exclusive_start_key: Some(crate::item! { "id" => "1" }), ..expected.clone() };
    assert_eq!(orders.asked(), [Asked::Scan(expected.clone()), Asked::Scan(second)]);

    let orders = Pages::default();
    let find = orders.find(Filter::<Order>::untyped(filter)).consistent().limit(7).or_scan().descending();
    assert_eq!(find.page().now_or_never().unwrap().unwrap().items, [Order]);
    assert_eq!(orders.asked(), [Asked::Scan(expected)]);
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
