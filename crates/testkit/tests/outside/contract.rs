//! The tests of that crate: the whole contract, and no warnings.

#![deny(warnings)]

use somebody_elses::SomebodyElses;
use twintable_testkit::contract::Ground;

fn ground() -> Ground {
    Ground::new(SomebodyElses::default())
}

twintable_testkit::contract_tests!(crate::ground);
