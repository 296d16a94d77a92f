//! Transactions as values. Both backends run these tests.

#[path = "transactions/doubt.rs"]
mod doubt;

use super::{
    Store, store_with,
    support::{kind, rule, wait},
};
use std::sync::Arc;
use twintable::{
    BatchOperations, BatchReads, CancellationCode as Code, CancelledOperation, ErrorKind, Rule,
    TableUnitOfWork,
    batch::{BatchError, Observer},
    operation::{Operation, OperationKind, check_absent, check_exists, delete, delete_entity, upsert},
    store::{TransactPut, TransactWrite},
};
use twintable::{UnitOfWork, prelude::*};

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", name = "order", partition_key = "ORDER#{id}")]
struct Order {
    id: String,
    total: u32,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", name = "stock", partition_key = "STOCK#{sku}")]
#[entity(index(name = "by_shelf", partition_key = "SHELF#{shelf}"))]
struct Stock {
    sku: String,
    shelf: String,
    quantity: i64,
    #[entity(version)]
    version: u64,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", name = "customer", partition_key = "CUSTOMER#{id}")]
struct Customer {
    id: String,
    #[entity(unique)]
    email: String,
    active: bool,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "notes", name = "note", partition_key = "TENANT#{@tenant}#NOTE#{id}")]
struct Note {
    id: String,
    text: String,
}

fn order(id: &str) -> Order {
    Order { id: id.into(), total: 10 }
}

fn stock(sku: &str, quantity: i64) -> Stock {
    Stock { sku: sku.into(), shelf: "a".into(), quantity, version: 0 }
}

fn customer(id: &str, email: &str) -> Customer {
    Customer { id: id.into(), email: email.into(), active: true }
}

fn shop() -> Store {
    let schema = TableSchema::shared_by([Order::schema(), Stock::schema(), Customer::schema()]).unwrap();
    wait(store_with(schema))
}

/// What each operation had to do with a cancellation.
fn operations(error: &Error) -> Vec<(Code, CancelledOperation)> {
    let Error::TransactionCancelled { reasons } = error else { unreachable!("{error}") };
    reasons
        .iter()
        .map(|reason| (reason.code.clone(), (**reason.operation.as_ref().unwrap()).clone()))
        .collect()
}

#[test]
fn all_happens_or_nothing() {
    let store = shop();
    let (orders, stocks) = (store.repository::<Order>(), store.repository::<Stock>());
    wait(stocks.create(stock("s-1", 5))).unwrap();
    wait(stocks.create(stock("s-2", 1))).unwrap();
    let take = |sku: &str, count: i64| {
        let change = update(Stock::key(sku)).increment(Stock::QUANTITY, -count);
        change.when(Stock::QUANTITY.ge(count)).named(format!("{sku} in stock"))
    };
    let place = Transaction::new().with(create(order("o-1"))).with(take("s-1", 2)).with(take("s-2", 2));
    let error = wait(place.commit(&store)).unwrap_err();
    let (codes, about): (Vec<_>, Vec<_>) = operations(&error).into_iter().unzip();
    assert_eq!(codes, [Code::None, Code::None, Code::ConditionalCheckFailed]);
    assert_eq!(about[0].entity, Some("order"));
    assert_eq!(about[2].name.as_deref(), Some("s-2 in stock"));
    assert_eq!(about[2].outcome, Some(ErrorKind::ConditionFailed));
    assert_eq!(about[2].key, Some(Stock::key("s-2").into_primary_key().unwrap()));
    assert!(!error.is_retryable());
    let Error::TransactionCancelled { reasons } = &error else { unreachable!() };
    assert_eq!(reasons[2].current::<Stock>().unwrap(), Some(Stock { version: 1, ..stock("s-2", 1) }));
    assert_eq!(wait(orders.get(Order::key("o-1"))).unwrap(), None);

    wait(Transaction::new().with(create(order("o-1"))).with(take("s-1", 2)).commit(&store)).unwrap();
    assert_eq!(wait(orders.get(Order::key("o-1"))).unwrap(), Some(order("o-1")));
    assert_eq!(wait(stocks.get(Stock::key("s-1"))).unwrap(), Some(Stock { version: 2, ..stock("s-1", 3) }));
}

#[test]
fn the_message_names_entity_and_operation_and_no_key() {
    let store = shop();
    let check = check(Stock::key("secret"), Stock::QUANTITY.ge(1)).named("in stock");
    let error = wait(Transaction::new().with(put(order("o-1"))).with(check).commit(&store)).unwrap_err();
    let text = "the transaction was cancelled: action 1: stock \"in stock\": ConditionalCheckFailed";
    assert_eq!(error.to_string(), text);
    assert_eq!(operations(&error)[1].1.outcome, Some(ErrorKind::NotFound));
    assert!(!format!("{error:?} {:?}", operations(&error)).contains("secret"));
}

#[test]
fn each_operation_fails_with_what_it_would_fail_with_alone() {
    let store = shop();
    wait(store.repository::<Order>().create(order("o-1"))).unwrap();
    let first = wait(store.repository::<Stock>().create(stock("s-1", 5))).unwrap();
    wait(store.repository::<Stock>().put(first.clone())).unwrap();
    wait(store.repository::<Customer>().create(customer("c-1", "ann@x"))).unwrap();
    let outcome = |operation: Operation| {
        let error = wait(Transaction::new().with(operation).commit(&store)).unwrap_err();
        operations(&error).remove(0).1.outcome
    };
    assert_eq!(outcome(create(order("o-1")).into()), Some(ErrorKind::AlreadyExists));
    assert_eq!(outcome(update(Order::key("o-2")).set(Order::TOTAL, 1).into()), Some(ErrorKind::NotFound));
    assert_eq!(outcome(put(first.clone()).into()), Some(ErrorKind::VersionConflict));
    assert_eq!(outcome(delete_entity(&first).into()), Some(ErrorKind::VersionConflict));
    assert_eq!(
        outcome(update(Stock::key("s-1")).set(Stock::QUANTITY, 1).expecting(7).into()),
        Some(ErrorKind::VersionConflict)
    );
    assert_eq!(
        outcome(delete(Order::key("o-1")).when(Order::TOTAL.gt(10)).into()),
        Some(ErrorKind::ConditionFailed)
    );
    assert_eq!(outcome(check_exists(Order::key("o-2")).into()), Some(ErrorKind::NotFound));
    assert_eq!(outcome(check_absent(Order::key("o-1")).into()), Some(ErrorKind::AlreadyExists));
    assert_eq!(outcome(create(customer("c-2", "ann@x")).into()), Some(ErrorKind::UniqueViolation));
    let of_another_type = Key::<Order>::new(Stock::key("s-1").into_primary_key().unwrap());
    assert_eq!(outcome(check_exists(of_another_type).into()), Some(ErrorKind::WrongType));
}

#[test]
fn the_keys_of_indexes_and_versions_are_kept() {
    let store = shop();
    let moves = upsert(Stock::key("s-1")).set(Stock::SHELF, "b").set(Stock::QUANTITY, 1);
    wait(Transaction::new().with(moves).commit(&store)).unwrap();
    let moves = update(Stock::key("s-1")).set(Stock::SHELF, "c");
    wait(Transaction::new().with(moves).commit(&store)).unwrap();
    let stocks = store.repository::<Stock>();
    let found = wait(stocks.query(Stock::by_shelf("c")).all()).unwrap();
    assert_eq!(found, [Stock { shelf: "c".into(), version: 2, ..stock("s-1", 1) }]);
    assert_eq!(wait(stocks.query(Stock::by_shelf("b")).all()).unwrap(), []);
}

#[test]
fn committing_again_does_nothing() {
    let store = shop();
    wait(store.repository::<Stock>().create(stock("s-1", 5))).unwrap();
    let take = Transaction::new().with(update(Stock::key("s-1")).increment(Stock::QUANTITY, -1));
    wait(take.commit(&store)).unwrap();
    wait(take.commit(&store)).unwrap();
    wait(take.clone().commit(&store)).unwrap();
    let quantity = || wait(store.repository::<Stock>().get(Stock::key("s-1"))).unwrap().unwrap().quantity;
    assert_eq!(quantity(), 4);
    // Another value is another transaction, also one that was added to.
    wait(take.clone().with(put(order("o-1"))).commit(&store)).unwrap();
    assert_eq!(quantity(), 3);
}

#[test]
fn a_given_token_is_the_same_in_another_process() {
    let store = shop();
    let take = |total| Transaction::new().with(put(Order { total, ..order("o-1") })).token("order o-1");
    wait(take(1).commit(&store)).unwrap();
    wait(store.repository::<Order>().delete(Order::key("o-1"))).unwrap();
    wait(take(1).commit(&store)).unwrap();
    assert_eq!(wait(store.repository::<Order>().get(Order::key("o-1"))).unwrap(), None);
    assert_eq!(kind(wait(take(2).commit(&store))), ErrorKind::IdempotencyMismatch);
    let long = Transaction::new().with(put(order("o-1"))).token("x".repeat(37));
    assert_eq!(rule(wait(long.commit(&store))), Some(Rule::TokenLength));
}

#[test]
fn what_cannot_be_a_transaction_is_refused() {
    let store = shop();
    assert_eq!(rule(wait(Transaction::new().commit(&store))), Some(Rule::TransactionEmpty));
    let many: Transaction = (0..101).map(|id| put(order(&id.to_string()))).collect();
    assert_eq!(rule(wait(many.commit(&store))), Some(Rule::TransactionTooLong));
    let twice = Transaction::new().with(put(order("o-1"))).with(check_exists(Order::key("o-1")));
    assert_eq!(rule(wait(twice.commit(&store))), Some(Rule::TransactionItemTwice));
    // Each customer takes one operation more for its address.
    let most: Transaction = (0..50).map(|id| create(customer(&id.to_string(), &id.to_string()))).collect();
    wait(most.commit(&store)).unwrap();
    let more: Transaction = (50..101).map(|id| create(customer(&id.to_string(), &id.to_string()))).collect();
    assert_eq!(rule(wait(more.commit(&store))), Some(Rule::TransactionTooLong));
}

#[test]
fn an_entity_that_cannot_be_stored_is_refused_when_it_is_committed() {
    let store = shop();
    let unstorable = Transaction::new().with(put(order("\u{10FFFF}")));
    assert_eq!(rule(wait(unstorable.commit(&store))), Some(Rule::KeyPartReserved));
    let key: Key<Order> = Order::key("\u{10FFFF}");
    assert_eq!(rule(wait(Transaction::new().with(delete(key)).commit(&store))), Some(Rule::KeyPartReserved));
}

#[test]
fn unique_values_change_hands_within_a_transaction() {
    let store = shop();
    let customers = store.repository::<Customer>();
    wait(customers.create(customer("c-1", "ann@x"))).unwrap();
    wait(customers.create(customer("c-2", "bob@x"))).unwrap();
    let email = |id: &str, email: &str| update(Customer::key(id)).set(Customer::EMAIL, email.to_owned());
    // They swap.
    wait(Transaction::new().with(email("c-1", "bob@x")).with(email("c-2", "ann@x")).commit(&store)).unwrap();
    let read = |id: &str| wait(customers.get(Customer::key(id))).unwrap().map(|customer| customer.email);
    assert_eq!((read("c-1").as_deref(), read("c-2").as_deref()), (Some("bob@x"), Some("ann@x")));
    // One goes, another one takes over what it had.
    let successor =
        Transaction::new().with(delete(Customer::key("c-1"))).with(create(customer("c-3", "bob@x")));
    wait(successor.commit(&store)).unwrap();
    assert_eq!((read("c-1"), read("c-3").as_deref()), (None, Some("bob@x")));
    let both =
        Transaction::new().with(create(customer("c-4", "eve@x"))).with(create(customer("c-5", "eve@x")));
    assert_eq!(kind(wait(both.commit(&store))), ErrorKind::UniqueViolation);
    assert_eq!(kind(wait(customers.create(customer("c-6", "bob@x")))), ErrorKind::UniqueViolation);
    wait(customers.create(customer("c-6", "eve@x"))).unwrap();
}

#[test]
fn several_entities_are_read_at_one_moment() {
    let store = shop();
    wait(store.repository::<Order>().create(order("o-1"))).unwrap();
    wait(store.repository::<Stock>().create(stock("s-1", 5))).unwrap();
    let (found, missing, stocks) = wait(store.read_together((
        Order::key("o-1"),
        Order::key("o-2"),
        vec![Stock::key("s-2"), Stock::key("s-1")],
    )))
    .unwrap();
    assert_eq!((found, missing), (Some(order("o-1")), None));
    assert_eq!(stocks, [None, Some(Stock { version: 1, ..stock("s-1", 5) })]);
    let of_another_type = Key::<Order>::new(Stock::key("s-1").into_primary_key().unwrap());
    assert_eq!(kind(wait(store.read_together(of_another_type))), ErrorKind::WrongType);
    let twice = vec![Order::key("o-1"), Order::key("o-1")];
    assert_eq!(rule(wait(store.read_together(twice))), Some(Rule::TransactionItemTwice));
    assert_eq!(rule(wait(store.read_together(Vec::<Key<Order>>::new()))), Some(Rule::TransactionEmpty));
}

#[test]
fn a_scope_is_filled_in() {
    let store = wait(store_with(Note::schema().clone()));
    let note = || Note { id: "1".into(), text: "a".into() };
    let unit = TableUnitOfWork::new(Arc::new(store.clone())).scoped("acme");
    wait(Transaction::new().with(create(note())).commit(&unit)).unwrap();
    assert_eq!(wait(store.scoped_repository::<Note>("acme").get(Note::key("1"))).unwrap(), Some(note()));
    assert_eq!(wait(store.scoped_repository::<Note>("other").get(Note::key("1"))).unwrap(), None);
    assert_eq!(wait(unit.read_together((Note::key("1"),))).unwrap(), (Some(note()),));
    let change = update(Note::key("1")).set(Note::TEXT, "b");
    wait(Transaction::new().with(change).commit(&unit)).unwrap();
    assert_eq!(rule(wait(Transaction::new().with(create(note())).commit(&store))), Some(Rule::KeyScope));
    assert_eq!(rule(wait(store.read_together(Note::key("1")))), Some(Rule::KeyScope));
    assert_eq!(
        rule(wait(Transaction::new().with(delete(Note::key("1"))).commit(&store))),
        Some(Rule::KeyScope)
    );
}

#[test]
fn an_action_on_an_item_that_is_no_entity_goes_along() {
    let store = shop();
    let item = item! { "PK" => "RAW#1", "text" => "a" };
    let raw = |when| TransactWrite::from(TransactPut::new("shop", item.clone()).when(when));
    let absent = path("PK").not_exists();
    wait(Transaction::new().with(raw(absent.clone())).with(put(order("o-1"))).commit(&store)).unwrap();
    let error = wait(Transaction::new().with(raw(absent)).commit(&store)).unwrap_err();
    let (code, about) = operations(&error).remove(0);
    assert_eq!(
        (code, about.entity, about.outcome),
        (Code::ConditionalCheckFailed, None, Some(ErrorKind::ConditionFailed))
    );
}

#[test]
fn operations_can_be_looked_at() {
    let change = || update(Order::key("o-1")).set(Order::TOTAL, 2).when(Order::TOTAL.eq(1));
    let transaction = Transaction::new().with(put(order("o-1")).named("first")).with(change());
    let [first, second] = transaction.operations() else { unreachable!() };
    assert_eq!(
        (first.kind(), first.entity(), first.name()),
        (OperationKind::Put, Some("order"), Some("first"))
    );
    assert_eq!(first.decode::<Order>().unwrap(), Some(order("o-1")));
    assert_eq!(first.decode::<Customer>().unwrap(), None);
    assert_eq!((second.kind(), second), (OperationKind::Update, &Operation::from(change())));
    assert_ne!(*second, Operation::from(change().when(Order::TOTAL.eq(2))));
    assert_eq!(transaction, Transaction::new().with(put(order("o-1")).named("first")).with(change()));
    assert_ne!(transaction, Transaction::new());
}

#[test]
fn a_service_depends_on_a_trait() {
    struct Refusing;

    #[async_trait::async_trait]
    impl UnitOfWork for Refusing {
        async fn transact_write(&self, _: &Transaction) -> Result<(), Error> {
            Err(Error::Conflict)
        }

        async fn transact_get(&self, reads: Vec<twintable::Read>) -> Result<Vec<Option<Item>>, Error> {
            assert_eq!((reads.len(), reads[0].entity()), (1, "order"));
            Ok(vec![Some(item! { "id" => "o-1", "total" => 10, "entity_type" => "order" })])
        }

        async fn batch_write(
            &self,
            _: BatchOperations,
            _: Observer<'_>,
        ) -> Result<(), BatchError<Operation>> {
            Ok(())
        }

        async fn batch_get(&self, _: BatchReads, _: Observer<'_>) -> Result<Vec<Option<Item>>, Error> {
            Err(Error::Conflict)
        }
    }

    async fn service(unit: &dyn UnitOfWork) -> Result<Option<Order>, Error> {
        let read = unit.read_together(Order::key("o-1")).await?;
        Transaction::new().with(put(order("o-1"))).commit(unit).await?;
        Ok(read)
    }

    assert_eq!(kind(wait(service(&Refusing))), ErrorKind::Conflict);
    assert_eq!(wait(service(&shop())).unwrap(), None);
    assert_eq!(wait(Refusing.read_together(Order::key("o-1"))).unwrap(), Some(order("o-1")));
}
