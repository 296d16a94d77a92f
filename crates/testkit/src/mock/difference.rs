//! Requests that are as expected, and the difference where they are not.

use mockall::{Predicate, predicate};
use pretty_assertions::StrComparison;
use std::fmt::Debug;

/// Expects a request that equals this one. Where it does not, the difference is printed to the standard error, so that a
/// test that fails shows it.
///
/// # Examples
///
/// ```
/// use futures::executor::block_on;
/// use twintable::{PrimaryKey, item, store::{GetItem, GetItemOutcome, ItemStore}};
/// use twintable_testkit::mock::{MockItemStore, is};
///
/// let get = GetItem::new("shop", PrimaryKey::new("id", "a"));
/// let mut store = MockItemStore::new();
/// let found = GetItemOutcome { item: Some(item! { "id" => "a" }), consumed_capacity: None };
/// store.expect_get_item().with(is(get.clone())).times(1).return_once(|_| Ok(found));
/// assert!(block_on(store.get_item(get))?.item.is_some());
/// # Ok::<(), twintable::Error>(())
/// ```
pub fn is<R: PartialEq + Debug>(request: R) -> impl Predicate<R> {
    predicate::function(move |actual: &R| is_same("a request", &request, actual))
}

/// Whether two things are the same; prints the difference where they are not.
pub(super) fn is_same<T: PartialEq + Debug + ?Sized>(what: &str, expected: &T, actual: &T) -> bool {
    let is_same = expected == actual;
    if !is_same {
        eprintln!("{what} is not the one expected:\n{}", difference(expected, actual));
    }
    is_same
}

/// The difference of two things, line by line: `<` what was expected, `>` what is there.
pub(crate) fn difference<T: Debug + ?Sized>(expected: &T, actual: &T) -> String {
    StrComparison::new(&format!("{expected:#?}"), &format!("{actual:#?}")).to_string()
}
