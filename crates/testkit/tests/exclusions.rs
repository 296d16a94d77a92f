//! What a backend says of the cases that it departs from is held against it.

use std::sync::Arc;
use twintable_testkit::{
    Operation,
    contract::{Ground, check_exclusions, run},
    faults::{Fault, FaultPlan, FaultStore},
    model::ModelStore,
};

const CASE: &str = "a_put_replaces_the_whole_item";

/// A ground that departs from a case which puts.
fn departing() -> Ground {
    let model = Arc::new(ModelStore::new());
    let plan = FaultPlan::new().with(Fault::Throttled.on(Operation::PutItem));
    Ground::of(Arc::new(FaultStore::new(model.clone(), plan)), model)
}

#[test]
#[should_panic(expected = "the item is written")]
fn a_departure_fails() {
    run(CASE, departing);
}

#[test]
fn an_excluded_departure_does_not_fail() {
    let ground = || departing().excluding(&[(CASE, "every put is throttled")]);
    check_exclusions(ground);
    run(CASE, ground);
}

#[test]
#[should_panic(expected = "no longer departs (every put is throttled)")]
fn an_excluded_case_that_passes_fails() {
    run(CASE, || Ground::new(ModelStore::new()).excluding(&[(CASE, "every put is throttled")]));
}

#[test]
#[should_panic(expected = "no case is called `a_put_replaces_nothing`")]
fn an_exclusion_of_no_case_fails() {
    check_exclusions(|| departing().excluding(&[("a_put_replaces_nothing", "every put is throttled")]));
}

#[test]
#[should_panic(expected = "is excluded without a reason")]
fn an_exclusion_without_a_reason_fails() {
    check_exclusions(|| departing().excluding(&[(CASE, " ")]));
}

#[test]
#[should_panic(expected = "is excluded twice")]
fn an_exclusion_that_comes_twice_fails() {
    check_exclusions(|| departing().excluding(&[(CASE, "one"), (CASE, "another")]));
}
