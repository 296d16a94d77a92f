//! Entities that are not written without a condition: in many writes of their own.

use super::*;
use std::{collections::HashSet, time::Duration};

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "bank", name = "account", partition_key = "ACCOUNT#{id}")]
struct Account {
    id: u32,
    balance: i64,
    #[entity(version)]
    version: u64,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "bank", name = "person", partition_key = "PERSON#{id}")]
struct Person {
    id: u32,
    #[entity(unique)]
    email: String,
}

/// It has neither.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "bank", name = "entry", partition_key = "ENTRY#{id}")]
struct Entry {
    id: u32,
}

#[derive(Debug, Clone, PartialEq, Entity)]
enum Any {
    Account(Account),
    Entry(Entry),
}

fn account(id: u32) -> Account {
    Account { id, balance: 1, version: 0 }
}

fn accounts(ids: std::ops::Range<u32>) -> Vec<Account> {
    ids.map(account).collect()
}

fn kinds<W, D>(error: &BatchError<W, D>) -> Vec<Option<ErrorKind>> {
    error.not_done.iter().map(|not_done| not_done.error.as_ref().map(|error| error.kind())).collect()
}

#[test]
fn entities_with_a_version_are_never_sent_in_a_batch_write() {
    let ground = Ground::<Account>::new(FaultPlan::new());
    let written = wait(ground.all.put_many(accounts(0..60))).unwrap();
    assert_eq!(
        written,
        accounts(0..60).into_iter().map(|it| Account { version: 1, ..it }).collect::<Vec<_>>()
    );
    let again = wait(ground.all.put_many(written)).unwrap();
    assert!(again.iter().all(|account| account.version == 2));
    wait(ground.all.delete_many((0..30).map(Account::key))).unwrap();
    wait(ground.all.delete_entities(&again[30..])).unwrap();
    assert_eq!(ground.sent(Operation::BatchWriteItem), 0);
    assert_eq!((ground.sent(Operation::PutItem), ground.sent(Operation::DeleteItem)), (120, 60));
    let left = wait(ground.store.repository::<Account>().scan().consistent().all()).unwrap();
    assert_eq!(left, []);
}

#[test]
fn one_that_was_changed_meanwhile_is_not_done_and_the_others_are() {
    let ground = Ground::<Account>::new(FaultPlan::new());
    let read = wait(ground.all.put_many(accounts(0..5))).unwrap();
    wait(ground.all.put(Account { balance: 7, ..read[2].clone() })).unwrap();
    let error = wait(ground.all.put_many(read.clone())).unwrap_err();
    assert_eq!(
        error.done.iter().map(|done| (done.id, done.version)).collect::<Vec<_>>(),
        [(0, 2), (1, 2), (3, 2), (4, 2)]
    );
    assert_eq!(kinds(&error), [Some(ErrorKind::VersionConflict)]);
    assert_eq!(error.not_done[0].what, read[2]);
    let current = error.not_done[0].error.as_ref().unwrap().current::<Account>().unwrap();
    assert_eq!(current.unwrap().balance, 7);
    assert_eq!((error.cause.kind(), error.is_retryable()), (ErrorKind::VersionConflict, false));
    let error = wait(ground.all.delete_entities(&read)).unwrap_err();
    assert_eq!(kinds(&error), [Some(ErrorKind::VersionConflict); 5]);
}

#[test]
fn a_create_does_not_write_over_what_is_there() {
    let ground = Ground::<Order>::new(FaultPlan::new());
    wait(ground.all.put(Order { total: 99, ..order(1) })).unwrap();
    let error = wait(ground.all.create_many(orders(0..3))).unwrap_err();
    assert_eq!(kinds(&error), [Some(ErrorKind::AlreadyExists)]);
    assert_eq!(error.done, [order(0), order(2)]);
    assert_eq!(ground.totals(), [(0, 0), (1, 99), (2, 20)]);
    assert_eq!((ground.sent(Operation::PutItem), ground.sent(Operation::BatchWriteItem)), (4, 0));
}

#[test]
fn unique_fields_stay_unique() {
    let ground = Ground::<Person>::new(FaultPlan::new());
    let person = |id, email: &str| Person { id, email: email.to_owned() };
    wait(ground.all.put_many([person(1, "a"), person(2, "b")])).unwrap();
    let error = wait(ground.all.put_many([person(3, "c"), person(4, "b"), person(1, "d")])).unwrap_err();
    assert_eq!(error.done, [person(3, "c"), person(1, "d")]);
    assert_eq!(kinds(&error), [Some(ErrorKind::UniqueViolation)]);
    wait(ground.all.delete_many([Person::key(2)])).unwrap();
    // The values of what was removed or changed are free again.
    wait(ground.all.create_many([person(4, "b"), person(5, "a")])).unwrap();
    assert_eq!(ground.sent(Operation::BatchWriteItem) + ground.sent(Operation::PutItem), 0);
    let people = wait(ground.store.repository::<Person>().scan().consistent().all()).unwrap();
    let emails: HashSet<_> = people.iter().map(|person| person.email.as_str()).collect();
    assert_eq!((people.len(), emails), (4, HashSet::from(["a", "b", "c", "d"])));
}

#[test]
fn batch_only_refuses_what_has_a_condition() {
    let ground = Ground::<Account>::new(FaultPlan::new());
    let refused = |rule: Option<Rule>| assert_eq!(rule, Some(Rule::BatchCondition));
    refused(wait(ground.all.put_many(accounts(0..2)).batch_only()).unwrap_err().cause.rule());
    refused(wait(ground.all.delete_many([Account::key(1)]).batch_only()).unwrap_err().cause.rule());
    let people = Ground::<Person>::over(ground.store.clone(), FaultPlan::new());
    let ann = Person { id: 1, email: "a".to_owned() };
    refused(wait(people.all.put_many([ann]).batch_only()).unwrap_err().cause.rule());
    refused(wait(people.all.delete_many([Person::key(1)]).batch_only()).unwrap_err().cause.rule());
    let entries = Ground::<Entry>::over(ground.store.clone(), FaultPlan::new());
    refused(wait(entries.all.create_many([Entry { id: 1 }]).batch_only()).unwrap_err().cause.rule());
    assert_eq!((ground.sizes(), people.sizes(), entries.sizes()), (vec![], vec![], vec![]));
    wait(entries.all.put_many([Entry { id: 1 }]).batch_only()).unwrap();
    wait(entries.all.delete_many([Entry::key(1)]).batch_only()).unwrap();
}

#[test]
fn a_repeated_key_with_a_condition_is_refused() {
    let ground = Ground::<Account>::new(FaultPlan::new());
    let error = wait(ground.all.put_many([account(1), account(2), account(1)])).unwrap_err();
    assert_eq!((error.cause.rule(), error.not_done.len()), (Some(Rule::BatchItemTwice), 3));
    let entries = Ground::<Entry>::over(ground.store.clone(), FaultPlan::new());
    let error = wait(entries.all.create_many([Entry { id: 1 }, Entry { id: 1 }])).unwrap_err();
    assert_eq!(error.cause.rule(), Some(Rule::BatchItemTwice));
    assert_eq!((ground.sizes(), entries.sizes()), (vec![], vec![]));
}

#[test]
fn of_an_enum_only_variants_without_conditions_share_requests() {
    let ground = Ground::<Any>::new(FaultPlan::new());
    let asked: Vec<Any> = (0..60).flat_map(|id| [account(id).into(), Any::from(Entry { id })]).collect();
    let written = wait(ground.all.put_many(asked)).unwrap();
    assert_eq!(written[0], Account { version: 1, ..account(0) }.into());
    assert_eq!(written[119], Entry { id: 59 }.into());
    assert_eq!((ground.sent(Operation::BatchWriteItem), ground.sent(Operation::PutItem)), (3, 60));
    // A key does not say which variant it is of.
    wait(ground.all.delete_many([Entry::key(1).lifted()])).unwrap();
    assert_eq!(ground.sent(Operation::DeleteItem), 1);
}

#[test]
fn they_are_bounded_and_sent_again_where_nothing_was_done() {
    let plan = FaultPlan::new()
        .with(Fault::Slow(Duration::from_millis(2)).anywhere())
        .with(Fault::Throttled.anywhere().nth(2))
        .with(Fault::Conflict(0).anywhere().nth(5));
    let ground = Ground::<Account>::new(plan);
    assert_eq!(wait(ground.all.put_many(accounts(0..40)).concurrency(4)).unwrap().len(), 40);
    assert_eq!((ground.sent(Operation::PutItem), ground.record.max_in_flight()), (42, 4));
    assert!(ground.faulted());
}

#[test]
fn one_without_an_answer_is_unknown_and_not_sent_again() {
    for (fault, stored) in [(Fault::TimedOutBefore, 4), (Fault::TimedOutAfter, 5)] {
        let ground = Ground::<Account>::new(FaultPlan::new().with(fault.anywhere().nth(3)));
        let error = wait(ground.all.put_many(accounts(0..5)).concurrency(1)).unwrap_err();
        assert_eq!((error.done.len(), error.not_done.len()), (4, 0));
        assert_eq!(error.unknown, [account(2)]);
        assert_eq!((error.cause.kind(), error.is_retryable()), (ErrorKind::TimedOut, false));
        assert_eq!(ground.sent(Operation::PutItem), 5);
        let read = wait(ground.store.repository::<Account>().scan().consistent().all()).unwrap();
        assert_eq!(read.len(), stored);
        // Again it is safe: what was done is not done twice.
        let outcome = wait(ground.all.put_many(error.into_rest()));
        assert_eq!(
            outcome.map_err(|error| kinds(&error)).err(),
            (stored == 5).then(|| vec![Some(ErrorKind::AlreadyExists)])
        );
    }
}

#[test]
fn a_failure_that_lasts_ends_it() {
    let ground = Ground::<Account>::new(FaultPlan::new().with(Fault::Refused.anywhere().nth(3)));
    let error = wait(ground.all.put_many(accounts(0..100)).concurrency(1)).unwrap_err();
    assert_eq!(error.cause.kind(), ErrorKind::Backend);
    assert_eq!((error.done.len(), error.not_done.len(), error.unknown.len()), (2, 97, 1));
    assert_eq!(ground.sent(Operation::PutItem), 3);
}

#[test]
fn one_with_a_unique_field_that_is_throttled_after_a_lost_answer_is_unknown() {
    for (last, stored) in [(Fault::TimedOutBefore, 0), (Fault::TimedOutAfter, 1)] {
        for then in [Fault::Throttled, Fault::Unavailable, Fault::Refused, Fault::ActionThrottled(0)] {
            let plan = FaultPlan::new()
                .with(last.clone().anywhere().nth(1))
                .with(then.clone().anywhere().starting_at(2));
            let ground = Ground::<Person>::new(plan);
            let person = Person { id: 1, email: "a".to_owned() };
            let error = wait(ground.all.create_many([person.clone()])).unwrap_err();
            assert_eq!((error.not_done.len(), error.unknown), (0, vec![person.clone()]), "{then:?}");
            let people = wait(ground.store.repository::<Person>().scan().consistent().all()).unwrap();
            assert_eq!(people.len(), stored);
        }
    }
}
