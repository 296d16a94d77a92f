//! Mocks: every method is expected, answered and compared; what nothing expects fails.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use futures::{FutureExt, executor::block_on, stream};
use mockall::predicate::always;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};
use twintable::{
    Batch, Error, Transaction, UnitOfWork, UnitOfWorkExt,
    batch::{BatchError, NotDone},
    operation::{delete, put},
    prelude::*,
    repository::{ReadPage, TableRepository, WriteItem},
    store::{GetItem, GetItemOutcome},
};
use twintable_testkit::{
    Request,
    mock::{MockItemStore, MockRepository, MockUnitOfWork, is, request_of, same_operations, stored},
    recording::RecordingStore,
};

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{customer}", sort_key = "ORDER#{number}")]
struct Order {
    customer: String,
    number: u32,
    total: u32,
}

type Orders<'r> = &'r dyn Repository<Order>;

fn order(number: u32) -> Order {
    Order { customer: "c-1".to_owned(), number, total: 10 * number }
}

fn key(number: u32) -> Key<Order> {
    Order::key("c-1", number)
}

/// What a call that must fail panics with.
fn panic_of(call: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(call)).unwrap_err();
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap()
}

#[test]
fn single_operations_are_expected_as_they_are_called() {
    let mut orders = MockRepository::<Order>::new();
    let get = request_of(async |orders: Orders<'_>| orders.get(key(1)).consistent().await);
    orders.expect_get_item().with(is(get)).times(1).returning(|_| Ok(Some(order(1))));
    let create = request_of(async |orders: Orders<'_>| orders.create(order(2)).await);
    orders.expect_put_item().with(is(create)).times(1).returning(|request| Ok(Some(request.entity)));
    let update = request_of(async |orders: Orders<'_>| {
        orders.update(key(3)).set(Order::TOTAL, 7).when(Order::TOTAL.lt(7)).await
    });
    orders.expect_update_item().with(is(update)).times(1).returning(|_| Err(Error::Conflict));
    let remove = request_of(async |orders: Orders<'_>| orders.delete(key(4)).await);
    orders.expect_delete_item().with(is(remove)).times(1).returning(|_| Ok(None));

    let service: Orders<'_> = &orders;
    assert_eq!(block_on(service.get(key(1)).consistent().into_future()).unwrap(), Some(order(1)));
    assert_eq!(block_on(service.create(order(2)).into_future()).unwrap(), order(2));
    let conflict = service.update(key(3)).set(Order::TOTAL, 7).when(Order::TOTAL.lt(7));
    assert!(block_on(conflict.into_future()).unwrap_err().is_retryable());
    block_on(service.delete(key(4)).into_future()).unwrap();
}

#[test]
fn reads_of_many_are_expected() {
    let mut orders = MockRepository::<Order>::new();
    let query = request_of(async |orders: Orders<'_>| {
        orders.query(Order::partition("c-1")).filter(Order::TOTAL.gt(5)).descending().page().await
    });
    orders.expect_query_items().with(is(query)).times(1).returning(|_| Ok(ReadPage::last(Vec::new())));
    orders.expect_scan_items().times(1).returning(|_| Err(Error::Conflict));
    let many = request_of(async |orders: Orders<'_>| orders.get_many([key(1), key(2)]).await);
    orders.expect_batch_get_items().with(is(many)).returning(|_| Ok(vec![Some(order(1)), None]));

    let service: Orders<'_> = &orders;
    let query = service.query(Order::partition("c-1")).filter(Order::TOTAL.gt(5)).descending();
    assert_eq!(block_on(query.page()).unwrap().items, []);
    assert!(block_on(service.scan().page()).is_err());
    let found = block_on(service.get_many([key(1), key(2)]).into_future()).unwrap();
    assert_eq!(found, [Some(order(1)), None]);
}

#[test]
fn writes_of_many_are_expected() {
    let mut orders = MockRepository::<Order>::new();
    let puts = request_of(async |orders: Orders<'_>| orders.put_many([order(1), order(2)]).await);
    orders.expect_batch_write_items().with(is(puts)).return_once(|request| {
        let mut writes = request.writes.into_iter();
        let done = writes.by_ref().take(1).collect();
        let not_done = writes.map(|what| NotDone { what, error: None }).collect();
        Err(BatchError { done, not_done, unknown: Vec::new(), cause: Error::Conflict.into() })
    });
    let streamed = request_of(async |orders: Orders<'_>| orders.put_stream(stream::iter([order(3)])).await);
    assert_eq!(streamed, [WriteItem::Put(order(3))]);
    orders.expect_batch_write_stream().with(is(streamed)).return_once(|writes| Ok(writes.len()));

    let service: Orders<'_> = &orders;
    let error = block_on(service.put_many([order(1), order(2)]).into_future()).unwrap_err();
    assert_eq!(error.done, [order(1)]);
    assert_eq!(error.into_rest(), [order(2)]);
    assert_eq!(block_on(service.put_stream(stream::iter([order(3)])).into_future()).unwrap(), 1);
}

#[test]
fn units_of_work_are_expected() {
    let mut shop = MockUnitOfWork::new();
    let placed = || Transaction::new().with(put(order(1))).with(delete(key(2)));
    shop.expect_transact_write().with(same_operations(&placed())).times(2).returning(|_| Ok(()));
    shop.expect_transact_get().return_once(|reads| Ok(reads.iter().map(|_| stored(order(1)).ok()).collect()));
    shop.expect_batch_write().return_once(|request| {
        assert_eq!(request.operations.len(), 1);
        Ok(())
    });
    shop.expect_batch_get().return_once(|request| Ok(vec![None; request.reads.len()]));

    block_on(placed().commit(&shop).into_future()).unwrap();
    let service: &dyn UnitOfWork = &shop;
    block_on(placed().commit(service).into_future()).unwrap();
    let (found,) = block_on(service.read_together((key(1),)).into_future()).unwrap();
    assert_eq!(found, Some(order(1)));
    block_on(Batch::new().with(put(order(1))).write(service).into_future()).unwrap();
    assert_eq!(block_on(service.read_many(vec![key(1)]).into_future()).unwrap(), [None]);
}

#[test]
fn a_transaction_of_other_operations_is_not_expected() {
    let mut shop = MockUnitOfWork::new();
    let expected = Transaction::new().with(put(order(1)));
    shop.expect_transact_write().with(same_operations(&expected)).returning(|_| Ok(()));
    let said = panic_of(|| {
        let _ = Transaction::new().with(put(order(2))).commit(&shop).into_future().now_or_never();
    });
    assert!(said.contains("No matching expectation found"), "{said}");
}

#[test]
fn a_request_that_nothing_expects_fails() {
    let orders = MockRepository::<Order>::new();
    let said = panic_of(|| {
        let _ = RepositoryExt::get(&orders, key(1)).into_future().now_or_never();
    });
    assert!(said.contains("get_item"), "{said}");
}

#[test]
fn a_call_that_asks_for_nothing_is_no_expectation() {
    let said = panic_of(|| {
        let _: twintable::repository::GetItem<Order> = request_of(async |_: Orders<'_>| ());
    });
    assert_eq!(said, "the call asks the repository for nothing");
    let said = panic_of(|| {
        let _: twintable::repository::PutItem<Order> =
            request_of(async |orders: Orders<'_>| orders.get(key(1)).await);
    });
    assert_eq!(said, "the call asks for something else than the method that it is expected of");
}

#[test]
fn a_mocked_store_serves_repositories() {
    let mut store = MockItemStore::new();
    let item = stored(order(1)).unwrap();
    store
        .expect_get_item()
        .with(always())
        .return_once(|_: GetItem| Ok(GetItemOutcome { item: Some(item), consumed_capacity: None }));
    let orders = TableRepository::<Order>::new(Arc::new(store));
    assert_eq!(block_on(orders.get(key(1)).into_future()).unwrap(), Some(order(1)));
}

#[test]
fn recorded_requests_are_compared() {
    let store = RecordingStore::new(Arc::new(MockItemStore::new()));
    store.assert_requests([]);
    let get = GetItem::new("shop", twintable::PrimaryKey::new("id", "a"));
    let said = panic_of(|| store.assert_requests([Request::from(get)]));
    assert!(said.contains("the requests are others") && said.contains("\"shop\""), "{said}");
}

#[test]
fn another_request_is_not_expected() {
    let mut orders = MockRepository::<Order>::new();
    let get = request_of(async |orders: Orders<'_>| orders.get(key(1)).await);
    orders.expect_get_item().with(is(get)).returning(|_| Ok(None));
    let said = panic_of(|| {
        let _ = RepositoryExt::get(&orders, key(2)).into_future().now_or_never();
    });
    assert!(said.contains("No matching expectation found"), "{said}");
}

#[derive(Debug, PartialEq, twintable::Projection)]
#[entity(of = Order)]
struct Total {
    total: u32,
}

#[test]
fn projected_reads_are_expected_with_their_projection() {
    let mut orders = MockRepository::<Order>::new();
    let total = || is(<Total as twintable::Projection>::projection());
    orders.expect_project_item().with(always(), total()).times(1).returning(|_, _| Ok(None));
    orders
        .expect_project_query()
        .with(always(), total())
        .times(1)
        .returning(|_, _| Ok(ReadPage::last(Vec::new())));
    orders
        .expect_project_scan()
        .with(always(), total())
        .times(1)
        .returning(|_, _| Ok(ReadPage::last(Vec::new())));

    let service: Orders<'_> = &orders;
    block_on(service.get(key(1)).project::<Total>()).unwrap();
    block_on(service.query(Order::partition("c-1")).project::<Total>().page()).unwrap();
    block_on(service.scan().project::<Total>().page()).unwrap();
}

/// A customer of whom there is one with an address.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{id}", sort_key = "PROFILE")]
struct Customer {
    id: String,
    #[entity(unique)]
    email: String,
}

#[test]
fn what_is_stored_is_told_of_entities_with_unique_values_too() {
    let customer = |id: &str| Customer { id: id.to_owned(), email: "a@b.c".to_owned() };
    let item = stored(customer("c-1")).unwrap();
    assert_eq!(item.get("email"), Some(&"a@b.c".into()));
    assert_eq!(stored(customer("c\u{10ffff}")).unwrap_err().kind(), twintable::ErrorKind::InvalidRequest);
}
