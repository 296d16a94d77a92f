//! How the cases become tests.

use super::{CASES, Ground};
use futures::FutureExt as _;
use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, resume_unwind},
};
use tokio::runtime::{Builder, Runtime};

/// Runs one case on a new ground, which is made inside the runtime that the case runs in.
///
/// # Panics
///
/// Panics where the backend does not keep the case, and where it keeps a case that the ground excludes.
pub fn run(case: &str, new_ground: impl FnOnce() -> Ground) {
    let case = CASES.iter().find(|known| known.name == case).expect("the case is listed");
    runtime().block_on(async {
        let ground = new_ground().for_case(case.name);
        let exclusion = ground.exclusions().iter().find(|(name, _)| *name == case.name);
        let result = AssertUnwindSafe((case.run)(&ground)).catch_unwind().await;
        ground.clear().await;
        match (result, exclusion) {
            (Ok(()), None) | (Err(_), Some(_)) => {}
            (Ok(()), Some((name, reason))) => {
                panic!("`{name}` no longer departs ({reason}): remove the exclusion")
            }
            (Err(failure), None) => resume_unwind(failure),
        }
    });
}

/// Checks that each exclusion of a ground names a case, once, and says why.
///
/// # Panics
///
/// Panics where one does not.
pub fn check_exclusions(new_ground: impl FnOnce() -> Ground) {
    runtime().block_on(async {
        let (ground, mut names) = (new_ground(), HashSet::new());
        for (name, reason) in ground.exclusions() {
            assert!(CASES.iter().any(|case| case.name == *name), "no case is called `{name}` ({reason})");
            assert!(!reason.trim().is_empty(), "`{name}` is excluded without a reason");
            assert!(names.insert(name), "`{name}` is excluded twice");
        }
    });
}

pub(crate) fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime starts")
}

/// Makes one test of each case of the contract, in one module for each group.
///
/// Takes the path, from the crate's root, of a function that returns the [`Ground`](crate::contract::Ground)
/// to run on. It is called once for each test, inside a runtime of tokio.
///
/// The tests need nothing in scope where the macro stands, and no dependency of that crate but this one. They take the
/// names of the groups as modules there, so more than one backend is tested in modules of their own.
///
/// ```
/// //! tests/contract.rs
/// # use twintable_testkit::model::ModelStore as MyStore;
/// fn ground() -> twintable_testkit::contract::Ground {
///     twintable_testkit::contract::Ground::new(MyStore::new())
/// }
///
/// twintable_testkit::contract_tests!(crate::ground);
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! contract_tests {
    ($ground:path) => {
        $crate::contract_cases!($crate::contract_test_modules, $ground);
    };
}

/// The tests themselves: what [`contract_tests`] makes of the list of cases.
#[doc(hidden)]
#[macro_export]
macro_rules! contract_test_modules {
    (($ground:path) $($group:ident { $($case:ident)* })*) => {
        $(
            mod $group {
                $(
                    #[::core::prelude::v1::test]
                    fn $case() {
                        $crate::contract::run(::core::stringify!($case), $ground);
                    }
                )*
            }
        )*

        #[::core::prelude::v1::test]
        fn every_exclusion_names_a_case() {
            $crate::contract::check_exclusions($ground);
        }
    };
}
