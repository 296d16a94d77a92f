//! What a request would send, for logs, tests and learning.

mod display;
mod request;

use crate::convert::{SdkItem, item_from_sdk, value_from_sdk};
use aws_sdk_dynamodb::types::AttributeValue;
use std::collections::{BTreeMap, HashMap};
use twintable::{Error, Item, Value};

/// A request that [`explain`] takes: the ten requests of [`ItemStore`](twintable::store::ItemStore).
pub trait Explain: request::Sealed {}

impl<R: request::Sealed> Explain for R {}

/// Says what a request would send: the texts of its expressions and what the aliases in them stand for, its
/// keys and items, and its settings.
///
/// The request takes the same way as one that is sent. It is validated, but no table is looked at. What the
/// SDK adds when it sends is left out: to a transaction that writes without a `ClientRequestToken`, one.
///
/// # Errors
///
/// Those of a request that breaks a rule: nothing would be sent.
///
/// # Examples
///
/// ```
/// use twintable::{PrimaryKey, expr::Update, path, store::UpdateItem};
/// use twintable_dynamodb::explain;
///
/// let update = UpdateItem::new("shop", PrimaryKey::new("PK", "a"), Update::new().set("status", "shipped"))
///     .when(path("status").eq("open"));
/// let explanation = explain(&update)?;
/// assert_eq!(explanation.expression("UpdateExpression"), Some("SET #00 = :00"));
/// assert_eq!(explanation.expression("ConditionExpression"), Some("#00 = :01"));
/// assert_eq!(explanation.names["#00"], "status");
/// # Ok::<(), twintable::Error>(())
/// ```
pub fn explain<R: Explain>(request: &R) -> Result<Explanation, Error> {
    request.explanation()
}

/// What a request would send. `Display` shows values as their types alone, in keys and items too; `Debug` shows
/// them all.
///
/// # Examples
///
/// ```
/// use twintable::{expr::KeyCondition, store::Query};
/// use twintable_dynamodb::explain;
///
/// let latest = Query::new("shop", KeyCondition::partition("PK", "a")).descending().limit(1);
/// let explanation = explain(&latest)?;
/// assert_eq!(explanation.setting("ScanIndexForward"), Some("false"));
/// assert_eq!(explanation.setting("Limit"), Some("1"));
/// assert_eq!(explanation.setting("ConsistentRead"), None);
/// # Ok::<(), twintable::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// The operation or, inside a transaction, the action: `Query`, `Put`.
    pub operation: &'static str,
    /// The table; `None` for a batch or transaction, whose parts name their tables.
    pub table: Option<String>,
    /// The index that is read.
    pub index: Option<String>,
    /// The keys and items, in the order of the request: `Key`, `Item` or `ExclusiveStartKey`; in a batch each
    /// `Key`, or each item of a `PutRequest` and key of a `DeleteRequest`.
    pub items: Vec<(&'static str, Item)>,
    /// The expressions and their texts, in the order of their aliases.
    pub expressions: Vec<(&'static str, String)>,
    /// What each `#` alias stands for.
    pub names: BTreeMap<String, String>,
    /// What each `:` alias stands for.
    pub values: BTreeMap<String, Value>,
    /// All else that is set, such as `Limit` or `ReturnValues`, as the service has it. What is not set is not
    /// sent, and the service's default holds.
    pub settings: Vec<(&'static str, String)>,
    /// The tables of a batch, in the order of their names, or the actions of a transaction.
    pub parts: Vec<Self>,
}

impl Explanation {
    /// The text of one of the expressions: `KeyConditionExpression`, `FilterExpression`,
    /// `ProjectionExpression`, `ConditionExpression`, `UpdateExpression`.
    pub fn expression(&self, parameter: &str) -> Option<&str> {
        self.expressions.iter().find_map(|(name, text)| (*name == parameter).then_some(text.as_str()))
    }

    /// What one of the settings is set to: `ConsistentRead`, `ScanIndexForward`, `Limit`, `Select`, `Segment`,
    /// `TotalSegments`, `ReturnValues`, `ReturnValuesOnConditionCheckFailure`, `ReturnConsumedCapacity`,
    /// `ClientRequestToken`.
    pub fn setting(&self, parameter: &str) -> Option<&str> {
        self.settings.iter().find_map(|(name, value)| (*name == parameter).then_some(value.as_str()))
    }

    fn new(operation: &'static str) -> Self {
        Self { operation, ..Self::default() }
    }

    fn on(mut self, table: Option<&str>) -> Self {
        self.table = table.map(str::to_owned);
        self
    }

    fn index(mut self, index: Option<&str>) -> Self {
        self.index = index.map(str::to_owned);
        self
    }

    fn item(mut self, parameter: &'static str, item: Option<&SdkItem>) -> Result<Self, Error> {
        if let Some(item) = item {
            self.items.push((parameter, item_from_sdk(item.clone())?));
        }
        Ok(self)
    }

    fn text(mut self, parameter: &'static str, text: Option<&str>) -> Self {
        self.expressions.extend(text.map(|text| (parameter, text.to_owned())));
        self
    }

    fn names(mut self, names: Option<&HashMap<String, String>>) -> Self {
        self.names.extend(names.into_iter().flatten().map(|(alias, name)| (alias.clone(), name.clone())));
        self
    }

    fn values(mut self, values: Option<&HashMap<String, AttributeValue>>) -> Result<Self, Error> {
        for (alias, value) in values.into_iter().flatten() {
            self.values.insert(alias.clone(), value_from_sdk(value.clone())?);
        }
        Ok(self)
    }

    fn set(mut self, parameter: &'static str, value: Option<impl ToString>) -> Self {
        self.settings.extend(value.map(|value| (parameter, value.to_string())));
        self
    }

    fn parts(mut self, parts: Vec<Self>) -> Self {
        self.parts = parts;
        self
    }
}
