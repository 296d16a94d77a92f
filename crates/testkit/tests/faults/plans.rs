//! Plans as the code that makes them.

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner},
};
use std::{collections::HashSet, mem, time::Duration};
use twintable::{Number, NumberError, PrimaryKey, Value};
use twintable_testkit::{
    Operation,
    faults::{Fault, FaultPlan, Leftovers, Rates, When},
    strategy::fault_plan,
};

fn without_spaces(code: &str) -> String {
    code.split_whitespace().collect()
}

/// Asserts that a plan prints as the code that made it.
macro_rules! prints_as_written {
    ($plan:expr) => {
        let plan: FaultPlan = $plan;
        let written = without_spaces(stringify!($plan));
        assert_eq!(without_spaces(&plan.to_string()), written);
        assert_eq!(without_spaces(&format!("{plan:?}")), written);
        assert!(!plan.to_string().contains('\n'), "one line");
    };
}

#[test]
fn a_plan_prints_as_the_code_that_makes_it() -> Result<(), NumberError> {
    prints_as_written!(FaultPlan::new());
    prints_as_written!(FaultPlan::new().with(Fault::Throttled.anywhere()));
    prints_as_written!(
        FaultPlan::new()
            .with(Fault::Conflict(2).on(Operation::TransactWriteItems).nth(3))
            .with(Fault::ActionThrottled(0).on(Operation::TransactGetItems).on(Operation::TransactWriteItems))
            .with(Fault::TimedOutBefore.anywhere().table("shop").first(2))
            .with(Fault::TimedOutAfter.anywhere().starting_at(4))
            .with(Fault::Unavailable.on(Operation::Scan))
            .with(Fault::Refused.on(Operation::Query))
    );
    prints_as_written!(
        FaultPlan::new()
            .with(Fault::Unprocessed(Leftovers::AllBut(3)).anywhere())
            .with(Fault::Unprocessed(Leftovers::At(vec![1, 4])).anywhere())
            .with(Fault::Unprocessed(Leftovers::Percent(30)).anywhere())
            .with(Fault::Unprocessed(Leftovers::WithKey(PrimaryKey::new("id", "a\"b"))).anywhere())
    );
    prints_as_written!(
        FaultPlan::new()
            .with(Fault::Slow(Duration::from_millis(1500)).anywhere())
            .with(Fault::SlowAnswer(Duration::new(1, 5)).anywhere())
    );
    prints_as_written!(
        FaultPlan::new()
            .with(Fault::Throttled.anywhere().key(PrimaryKey::new("pk", "a").sort("sk", -7)))
            .with(Fault::Throttled.anywhere().key(PrimaryKey::new("pk", "0.5".parse::<Number>()?)))
            .with(Fault::Throttled.anywhere().key(PrimaryKey::new("pk", Value::binary(b"\x00\xff"))))
    );
    prints_as_written!(
        FaultPlan::new()
            .with(Fault::Throttled.anywhere().during(Duration::from_millis(5)..Duration::new(1, 5)))
            .with(Fault::Throttled.anywhere().percent(30, 7))
    );
    Ok(())
}

#[test]
fn a_seeded_plan_prints_as_the_code_that_makes_it() {
    prints_as_written!(FaultPlan::seeded(0, Rates { ..Rates::default() }));
    prints_as_written!(FaultPlan::seeded(
        12345,
        Rates {
            throttled: 0.1,
            timed_out_after: 1e-7,
            longest_wait: Duration::from_millis(2),
            ..Rates::default()
        }
    ));
    prints_as_written!(
        FaultPlan::seeded(
            7,
            Rates {
                throttled: 0.1,
                conflict: 0.2,
                action_throttled: 0.3,
                timed_out_before: 0.4,
                unavailable: 0.5,
                refused: 0.6,
                unprocessed: 0.7,
                timed_out_after: 0.8,
                slow: 0.9,
                slow_answer: 1.0,
                ..Rates::default()
            }
        )
        .with(Fault::Refused.on(Operation::GetItem).nth(1))
    );
}

#[test]
fn drawn_plans_have_every_fault_but_the_slow_ones() {
    let mut runner = TestRunner::deterministic();
    let plans: Vec<_> = (0..1_000).map(|_| fault_plan().new_tree(&mut runner).unwrap().current()).collect();
    let rules = || plans.iter().flat_map(FaultPlan::rules);
    let faults: HashSet<_> = rules().map(|rule| mem::discriminant(&rule.fault)).collect();
    let moments: HashSet<_> = rules().map(|rule| mem::discriminant(&rule.when)).collect();
    assert_eq!((faults.len(), moments.len()), (8, 5));
    for operation in Operation::ALL {
        assert!(rules().any(|rule| rule.operations == [operation]), "{operation}");
    }
    assert!(rules().all(|rule| rule.operations.iter().all(|one| rule.fault.can_happen_on(*one))));
    assert!(rules().any(|rule| rule.operations.is_empty()) && plans.contains(&FaultPlan::new()));
}

/// The plan that is left of those that are found wrong.
fn smallest(is_wrong: impl Fn(&FaultPlan) -> bool, seed: u8) -> FaultPlan {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let config = Config { failure_persistence: None, cases: 2_000, ..Config::default() };
    let failure = TestRunner::new_with_rng(config, rng).run(&fault_plan(), |plan| {
        proptest::prop_assert!(!is_wrong(&plan));
        Ok(())
    });
    match failure {
        Err(TestError::Fail(_, plan)) => plan,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_drawn_plan_shrinks_to_what_matters() {
    for seed in 0..8 {
        let any = smallest(|plan| !plan.rules().is_empty(), seed);
        assert_eq!(any, FaultPlan::new().with(Fault::Throttled.anywhere().nth(1)));
        let lost = |plan: &FaultPlan| {
            plan.rules().iter().any(|rule| rule.fault == Fault::TimedOutAfter && rule.when == When::First(2))
        };
        let lost = smallest(lost, seed);
        assert_eq!(lost, FaultPlan::new().with(Fault::TimedOutAfter.anywhere().first(2)));
    }
}
