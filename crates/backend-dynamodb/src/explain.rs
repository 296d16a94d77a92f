//! What a request would send, for logs, tests and learning.

mod request;

use crate::convert::value_from_sdk;
use aws_sdk_dynamodb::types::AttributeValue;
use std::{
    collections::{BTreeMap, HashMap},
    fmt,
};
use twintable::{Error, Value};

/// A request that [`explain`] takes: the ten requests of [`ItemStore`](twintable::store::ItemStore).
pub trait Explain: request::Sealed {}

impl<R: request::Sealed> Explain for R {}

/// Says what a request would send: the texts of its expressions, and what the aliases in them stand for.
///
/// The request takes the same way as one that is sent. It is validated, but no table is looked at.
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
    request::Sealed::explanation(request.clone())
}

/// What a request would send. `Display` shows values as their types alone, `Debug` shows them all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// The operation or, inside a transaction, the action: `Query`, `Put`.
    pub operation: &'static str,
    /// The table; `None` for a batch or transaction, whose parts name their tables.
    pub table: Option<String>,
    /// The index that is read.
    pub index: Option<String>,
    /// The expressions and their texts, in the order of their aliases.
    pub expressions: Vec<(&'static str, String)>,
    /// What each `#` alias stands for.
    pub names: BTreeMap<String, String>,
    /// What each `:` alias stands for.
    pub values: BTreeMap<String, Value>,
    /// The tables of a batch, in the order of their names, or the actions of a transaction.
    pub parts: Vec<Self>,
}

impl Explanation {
    /// The text of one of the expressions: `KeyConditionExpression`, `FilterExpression`,
    /// `ProjectionExpression`, `ConditionExpression`, `UpdateExpression`.
    pub fn expression(&self, parameter: &str) -> Option<&str> {
        self.expressions.iter().find_map(|(name, text)| (*name == parameter).then_some(text.as_str()))
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

    fn parts(mut self, parts: Vec<Self>) -> Self {
        self.parts = parts;
        self
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, indent: usize) -> fmt::Result {
        write!(f, "{:indent$}{}", "", self.operation)?;
        if let Some(table) = &self.table {
            write!(f, " on {table}")?;
        }
        if let Some(index) = &self.index {
            write!(f, ", index {index}")?;
        }
        let inner = indent + 2;
        for (parameter, text) in &self.expressions {
            write!(f, "\n{:inner$}{parameter}: {text}", "")?;
        }
        for (alias, name) in &self.names {
            write!(f, "\n{:inner$}{alias} = {name:?}", "")?;
        }
        for (alias, value) in &self.values {
            write!(f, "\n{:inner$}{alias} = a value of type {}", "", value.value_type())?;
        }
        for part in &self.parts {
            f.write_str("\n")?;
            part.write(f, inner)?;
        }
        Ok(())
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}
