//! Typed updates.

use super::{Change, Made};
use crate::{
    Error, Path, Value,
    expr::{self, Action},
};
use std::{fmt, marker::PhantomData};

/// The changes of an update of an entity `T`, as a value.
///
/// # Examples
///
/// ```
/// use twintable::{Attribute, Change, Update, Value, expr, path};
///
/// struct Stock;
///
/// impl Stock {
///     const QUANTITY: Attribute<Self, u32> = Attribute::new("quantity");
///     const NOTES: Attribute<Self, Vec<String>> = Attribute::new("notes");
/// }
///
/// let update = Update::<Stock>::new().increment(Stock::QUANTITY, -1).append(Stock::NOTES, ["sold"]);
/// let log = expr::if_not_exists("notes", Value::list::<Value>([]));
/// let ast = expr::Update::new()
///     .set("quantity", path("quantity") + -1)
///     .set("notes", expr::list_append(log, Value::list(["sold"])));
/// assert_eq!(update.into_expr()?, ast);
/// # Ok::<(), twintable::Error>(())
/// ```
#[must_use = "an update does nothing until a request carries it"]
pub struct Update<T> {
    pub(super) made: Made<expr::Update>,
    pub(super) given: Vec<(Path, Value)>,
    pub(super) entity: PhantomData<fn() -> T>,
}

impl<T> Update<T> {
    /// An update that changes nothing.
    pub const fn new() -> Self {
        Self::untyped(expr::Update::new())
    }

    /// An update whose attributes are named by path. Nothing checks that the entity has them.
    pub const fn untyped(update: expr::Update) -> Self {
        Self { made: Ok(update), given: Vec::new(), entity: PhantomData }
    }

    /// The update as plain data, without what was [`given`](Change::given).
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] where a value in it cannot be stored.
    pub fn into_expr(self) -> Result<expr::Update, Error> {
        Ok(self.made?)
    }

    /// The update, and the values that the caller gave with [`given`](Change::given).
    pub(crate) fn into_parts(self) -> Made<(expr::Update, Vec<(Path, Value)>)> {
        self.made.map(|update| (update, self.given))
    }

    pub(super) fn push(mut self, action: Made<Action>) -> Self {
        self.made = self.made.and_then(|mut update| {
            update.actions.push(action?);
            Ok(update)
        });
        self
    }
}

impl<T> Change<T> for Update<T> {
    fn changed(self, change: impl FnOnce(Self) -> Self) -> Self {
        change(self)
    }
}

/// Items have no types to check.
impl From<expr::Update> for Update<crate::Item> {
    fn from(update: expr::Update) -> Self {
        Self::untyped(update)
    }
}

impl<T> Default for Update<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for Update<T> {
    fn clone(&self) -> Self {
        Self { made: self.made.clone(), given: self.given.clone(), entity: PhantomData }
    }
}

impl<T> PartialEq for Update<T> {
    fn eq(&self, other: &Self) -> bool {
        self.made == other.made && self.given == other.given
    }
}

impl<T> fmt::Debug for Update<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.made {
            Ok(update) if self.given.is_empty() => update.fmt(f),
            Ok(update) => f
                .debug_struct("Update")
                .field("actions", &update.actions)
                .field("given", &self.given)
                .finish(),
            Err(fault) => fault.fmt(f),
        }
    }
}
