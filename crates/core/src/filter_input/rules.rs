//! The allow-list.

use super::{FilterInput, FilterInputError, InputOperators, allowed::Allowed, build::Builder};
use crate::{Attribute, Filter, Path};
use std::{borrow::Cow, collections::BTreeMap, fmt, marker::PhantomData};

/// What a client may filter entities of type `T` by: attributes, each under a public name and with its operators.
///
/// Only the paths that are given here get into a filter, and every value goes through the attribute's own type: an
/// enum's unknown name or a negative `u32` is an error. Only a part of a text, for `begins_with` and `contains`, is any
/// text. An operator that makes no sense for an attribute's values does not compile: see [`op`](crate::op). Leave out
/// the key attributes of what is queried, since a query refuses a filter on them.
///
/// # Examples
///
/// ```
/// use twintable::{Attribute, FilterRules, op};
///
/// struct Customer;
/// struct Address;
///
/// impl Customer {
///     const STATUS: Attribute<Self, String> = Attribute::new("status");
///     const CREDIT: Attribute<Self, u32> = Attribute::new("credit");
///     const ADDRESS: Attribute<Self, Address> = Attribute::new("address");
/// }
///
/// impl Address {
///     const CITY: Attribute<Self, String> = Attribute::new("city");
/// }
///
/// let rules = FilterRules::<Customer>::new()
///     .allow(Customer::STATUS, (op::Eq, op::In))
///     .allow(Customer::CREDIT, op::Order)
///     .allow_as("city", Customer::ADDRESS.then(Address::CITY), op::BeginsWith);
///
/// let input = serde_json::from_str(r#"{"and": [
///     {"attribute": "status", "operator": "eq", "value": "active"},
///     {"attribute": "city", "operator": "begins_with", "value": "Bri"}
/// ]}"#)?;
/// let city = Customer::ADDRESS.then(Address::CITY);
/// assert_eq!(rules.build(&input)?, Customer::STATUS.eq("active") & city.begins_with("Bri"));
///
/// let input = serde_json::from_str(r#"{"attribute": "credit", "operator": "eq", "value": 5}"#)?;
/// let error = rules.build(&input).unwrap_err().to_string();
/// assert_eq!(error, "`credit` with `eq`: the attribute takes `lt`, `le`, `gt`, `ge`, `between`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "rules do nothing until they build a filter"]
pub struct FilterRules<T> {
    attributes: Attributes,
    entity: PhantomData<fn() -> T>,
}

/// The allowed attributes, by their public names.
pub(super) type Attributes = BTreeMap<Cow<'static, str>, Entry>;

/// One attribute: where it is, and how it may be compared.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) path: Path,
    pub(super) allowed: Allowed,
}

impl<T> FilterRules<T> {
    /// Rules that allow nothing.
    pub const fn new() -> Self {
        Self { attributes: BTreeMap::new(), entity: PhantomData }
    }

    /// Allows operators on an attribute, whose public name is its path as text: `status`, `address.city`.
    ///
    /// A name that is allowed again stands for what was given last.
    pub fn allow<V, M>(self, attribute: Attribute<T, V, M>, operators: impl InputOperators<V>) -> Self {
        let name = attribute.as_path().to_string();
        self.allow_as(name, attribute, operators)
    }

    /// Allows operators on an attribute, under a public name.
    ///
    /// A name that is allowed again stands for what was given last.
    pub fn allow_as<V, M>(
        mut self,
        name: impl Into<Cow<'static, str>>,
        attribute: Attribute<T, V, M>,
        operators: impl InputOperators<V>,
    ) -> Self {
        let mut allowed = Allowed::default();
        operators.allow(&mut allowed);
        self.attributes.insert(name.into(), Entry { path: attribute.into_path(), allowed });
        self
    }

    /// Makes a filter of what a client sent. It is [valid](crate::expr::Filter::validate) by itself.
    ///
    /// # Errors
    ///
    /// A [`FilterInputError`] where the input goes beyond its limits, names an attribute or operator that is not
    /// allowed, or has a value that is none of the attribute's type.
    pub fn build(&self, input: &FilterInput) -> Result<Filter<T>, FilterInputError> {
        Builder::new(&self.attributes).build(input).map(Filter::untyped)
    }
}

impl<T> Default for FilterRules<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for FilterRules<T> {
    fn clone(&self) -> Self {
        Self { attributes: self.attributes.clone(), entity: PhantomData }
    }
}

impl<T> fmt::Debug for FilterRules<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilterRules").field("attributes", &self.attributes).finish()
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.path, self.allowed)
    }
}
