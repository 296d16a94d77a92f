//! What is made when it is first used, so that one contestant alone needs nothing of the others.

use super::shop::Shop;
use std::{cell::LazyCell, rc::Rc};

/// A value for several races.
pub type Lazy<T> = Rc<LazyCell<T>>;

/// A shop with all customers.
pub fn filled<S: Shop>() -> Lazy<S> {
    Rc::new(LazyCell::new(S::filled))
}
