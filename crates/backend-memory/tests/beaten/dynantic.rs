//! What dynantic 0.4.0 gets wrong. Each test is named after the number of the defect in our notes. That `ne` of a sort key
//! and an unknown attribute are refused (defects 9 and 10) is shown by the tests of what does not compile.

use super::{at_once::AtOnce, store_with};
use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};
use twintable::{
    CancellationCode, Error, ErrorKind, FilterInput, FilterRules, InputOperator, InputValue, Rule,
    TableUnitOfWork, batch::Repeated, op, prelude::*,
};
use twintable_testkit::{
    Operation,
    faults::{Fault, FaultPlan, FaultStore},
};

/// A measurement, under a number.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "series", partition_key = name, sort_key = at, query = of)]
struct Point {
    name: String,
    at: i64,
    value: Number,
    #[entity(default)]
    notes: Vec<String>,
}

/// A dog: an index and a default of its own.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "clinic", partition_key = "OWNER#{owner}", sort_key = "DOG#{name}", query = of)]
#[entity(index(name = "by_breed", partition_key = "BREED#{breed}"))]
struct Dog {
    owner: String,
    name: String,
    breed: String,
    #[entity(default = true)]
    is_good: bool,
}

/// A cat: a time-to-live of its own.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "clinic", partition_key = "OWNER#{owner}", sort_key = "CAT#{name}", query = of)]
struct Cat {
    owner: String,
    name: String,
    #[entity(ttl)]
    leaves_at: Option<SystemTime>,
}

#[derive(Debug, Clone, PartialEq, Entity)]
enum Animal {
    Dog(Dog),
    Cat(Cat),
}

fn point(at: i64) -> Point {
    Point { name: "p".to_owned(), at, value: Number::from(1), notes: Vec::new() }
}

#[tokio::test]
async fn defect_1_a_sort_key_of_0_is_a_sort_key() {
    let points = store_with(Point::schema()).await.repository::<Point>();
    for at in [-1, 0, 1] {
        points.put(point(at)).await.unwrap();
    }
    assert_eq!(points.query(Point::of("p").at().eq(0)).all().await.unwrap(), [point(0)]);
    assert_eq!(points.query(Point::of("p").at().le(0)).all().await.unwrap(), [point(-1), point(0)]);
    assert_eq!(points.get(Point::key("p", 0)).await.unwrap(), Some(point(0)));
}

#[tokio::test]
async fn defect_2_a_decimal_keeps_38_digits() {
    let points = store_with(Point::schema()).await.repository::<Point>();
    let value: Number = "1.2345678901234567890123456789012345678".parse().unwrap();
    points.put(Point { value, ..point(0) }).await.unwrap();
    let found = points.query(Point::of("p")).filter(Point::VALUE.eq(value)).all().await.unwrap();
    assert_eq!(found.first().unwrap().value, value);
}

#[tokio::test]
async fn defect_3_the_time_to_live_of_a_variant_is_a_number_and_expires() {
    let store = store_with(Animal::schema()).await;
    let over = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let tom = Cat { owner: "ann".to_owned(), name: "Tom".to_owned(), leaves_at: Some(over) };
    store.repository::<Animal>().put(tom.clone().into()).await.unwrap();
    let items = store.items(Animal::schema().clone()).scan().all().await.unwrap();
    assert_eq!(items.first().unwrap().get("leaves_at"), Some(&Value::from(1_000_000_000)));
    let cats = store.repository::<Cat>();
    assert_eq!(cats.get(tom.primary_key()).await.unwrap(), Some(tom.clone()));
    assert_eq!(cats.hiding_expired().get(tom.primary_key()).await.unwrap(), None);
}

#[tokio::test]
async fn defect_4_the_index_of_a_variant_is_known() {
    let store = store_with(Animal::schema()).await;
    let rex =
        Dog { owner: "ann".to_owned(), name: "Rex".to_owned(), breed: "collie".to_owned(), is_good: true };
    let animals = store.repository::<Animal>();
    animals.put(rex.clone().into()).await.unwrap();
    assert_eq!(animals.query(Dog::by_breed("collie")).all().await.unwrap(), [Animal::Dog(rex.clone())]);
    assert_eq!(store.repository::<Dog>().query(Dog::by_breed("collie")).all().await.unwrap(), [rex]);
}

#[tokio::test]
async fn defect_5_the_default_of_a_variant_is_its_own() {
    let store = store_with(Animal::schema()).await;
    let rex =
        Dog { owner: "ann".to_owned(), name: "Rex".to_owned(), breed: "collie".to_owned(), is_good: false };
    store.repository::<Dog>().put(rex.clone()).await.unwrap();
    store.repository::<Dog>().update(rex.primary_key()).remove(Dog::IS_GOOD).await.unwrap();
    let animals = store.repository::<Animal>().query(Dog::of("ann").collection()).all().await.unwrap();
    assert_eq!(animals, [Animal::Dog(Dog { is_good: true, ..rex })]);
}

#[tokio::test]
async fn defect_6_a_failed_condition_in_a_transaction_is_no_conflict() {
    let store = store_with(Point::schema()).await;
    store.repository::<Point>().put(point(0)).await.unwrap();
    let change = || {
        let large =
            update(Point::key("p", 0)).set(Point::VALUE, 2).when(Point::VALUE.gt(5)).named("is large");
        Transaction::new().with(large).with(put(point(1)))
    };
    let failed = change().commit(&store).await.unwrap_err();
    assert!(!failed.is_retryable());
    let Error::TransactionCancelled { reasons } = failed else { unreachable!("it was cancelled") };
    let about = reasons[0].operation.as_ref().unwrap();
    assert_eq!(reasons[0].code, CancellationCode::ConditionalCheckFailed);
    assert_eq!((about.name.as_deref(), about.outcome), (Some("is large"), Some(ErrorKind::ConditionFailed)));
    assert_eq!(reasons[0].current::<Point>().unwrap(), Some(point(0)));
    assert_eq!(reasons[1].code, CancellationCode::None);

    // Another transaction holds the second item, however often it is tried.
    let plan = FaultPlan::new().with(Fault::Conflict(1).on(Operation::TransactWriteItems));
    let held = FaultStore::new(Arc::new(store.clone()), plan);
    let unit = TableUnitOfWork::new(Arc::new(held)).with_timer(Arc::new(AtOnce));
    let conflict = change().commit(&unit).await.unwrap_err();
    assert!(conflict.is_retryable());
    let Error::TransactionCancelled { reasons } = conflict else { unreachable!("it was cancelled") };
    assert_eq!(reasons[1].code, CancellationCode::TransactionConflict);
    assert_eq!(reasons[1].operation.as_ref().unwrap().outcome, Some(ErrorKind::Conflict));
    assert_eq!(reasons[0].code, CancellationCode::None);
}

#[tokio::test]
async fn defect_7_append_to_a_missing_list_makes_one() {
    let store = store_with(Point::schema()).await;
    let points = store.repository::<Point>();
    points.put(point(0)).await.unwrap();
    let key = || Point::key("p", 0);
    points.update(key()).remove(Point::NOTES).await.unwrap();
    let appended = points.update(key()).append(Point::NOTES, ["b"]).await.unwrap();
    assert_eq!(appended.notes, ["b"]);
    assert_eq!(points.update(key()).prepend(Point::NOTES, ["a"]).await.unwrap().notes, ["a", "b"]);
}

#[tokio::test]
async fn defect_8_a_batch_may_repeat_a_key() {
    let points = store_with(Point::schema()).await.repository::<Point>();
    let again = |value: i32| Point { value: Number::from(value), ..point(0) };
    let asked = [again(1), point(1), again(2)];
    assert_eq!(points.put_many(asked.clone()).await.unwrap(), asked);
    let keys = [0, 1, 0].map(|at| Point::key("p", at));
    let read = points.get_many(keys.clone()).await.unwrap();
    assert_eq!(read, [Some(again(2)), Some(point(1)), Some(again(2))], "the last wins");
    points.delete_many(keys.clone()).await.unwrap();
    assert_eq!(points.query(Point::of("p")).all().await.unwrap(), []);
    // Or not: as the caller says.
    let refused = points.put_many(asked).repeated(Repeated::Refuse).await.unwrap_err();
    assert_eq!(refused.cause.rule(), Some(Rule::BatchItemTwice));
}

#[test]
fn defect_10_an_unknown_attribute_from_a_client_is_refused() {
    let rules = FilterRules::<Point>::new().allow(Point::VALUE, op::Eq);
    let unknown = FilterInput::Compare {
        attribute: "colour".to_owned(),
        operator: InputOperator::Eq,
        values: vec![InputValue::from("red")],
    };
    let refused = rules.build(&unknown).unwrap_err();
    assert!(refused.to_string().contains("colour"), "{refused}");
}
