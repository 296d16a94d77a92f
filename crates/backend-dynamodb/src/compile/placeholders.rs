//! The sink that expressions are written into, and the aliases that stand for names and values.

use super::{alias, interned::Interned};
use crate::convert::value_to_sdk;
use aws_sdk_dynamodb::types::AttributeValue;
use std::{collections::HashMap, hash::Hash};
use twintable::{Error, Value};

/// Room for an expression as most are: it grows where it must.
const USUAL_LENGTH: usize = 64;

/// The names and values of one request, shared by all its expressions.
///
/// Aliases are numbered in order of appearance; equal names share one, and so do equal values.
#[derive(Debug, Default)]
pub(crate) struct Placeholders {
    names: Interned<String>,
    values: Interned<Value>,
}

/// Takes an expression's text, names and values, in order.
///
/// A fault is kept until the expression is finished, so that a walk needs no error handling of its own and
/// still cannot lose a condition.
#[derive(Debug)]
pub(crate) struct Sink<'p> {
    text: String,
    placeholders: &'p mut Placeholders,
    fault: Option<Error>,
}

/// What a request sends beside its expressions; `None` where there is nothing, since the service refuses
/// empty maps.
pub(crate) struct Substitutions {
    pub(crate) names: Option<HashMap<String, String>>,
    pub(crate) values: Option<HashMap<String, AttributeValue>>,
}

impl Placeholders {
    /// Writes one expression of the request.
    pub(crate) fn expression(&mut self, write: impl FnOnce(&mut Sink<'_>)) -> Result<String, Error> {
        let mut sink = Sink { text: String::with_capacity(USUAL_LENGTH), placeholders: self, fault: None };
        write(&mut sink);
        match sink.fault {
            None => Ok(sink.text),
            Some(fault) => Err(fault),
        }
    }

    /// The aliases with what they stand for.
    pub(crate) fn into_substitutions(self) -> Result<Substitutions, Error> {
        let Self { names, values } = self;
        Ok(Substitutions {
            names: substituted(alias::of_name, names, |name| name)?,
            values: substituted(alias::of_value, values, value_to_sdk)?,
        })
    }
}

fn substituted<T: Eq + Hash, S>(
    alias: impl Fn(usize) -> Result<&'static str, Error>,
    entries: Interned<T>,
    as_sent: impl Fn(T) -> S,
) -> Result<Option<HashMap<String, S>>, Error> {
    if entries.len() == 0 {
        return Ok(None);
    }
    let mut sent = HashMap::with_capacity(entries.len());
    let mut fault = None;
    entries.take_each(|place, entry| match alias(place) {
        Ok(alias) => drop(sent.insert(alias.to_owned(), as_sent(entry))),
        Err(error) => fault = Some(error),
    });
    fault.map_or(Ok(Some(sent)), Err)
}

impl Sink<'_> {
    /// Writes text as it is.
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes a number as it is.
    pub(super) fn index(&mut self, index: u32) {
        self.text.push_str(&index.to_string());
    }

    /// Writes the alias of a name.
    pub(super) fn name(&mut self, name: &str) {
        let names = &mut self.placeholders.names;
        let place = names.find(name).unwrap_or_else(|| names.add(name.to_owned()));
        self.alias(alias::of_name(place));
    }

    /// Writes the alias of a value.
    pub(super) fn value(&mut self, value: Value) {
        let values = &mut self.placeholders.values;
        let place = values.find(&value).unwrap_or_else(|| values.add(value));
        self.alias(alias::of_value(place));
    }

    /// Writes elements with a separator between them.
    pub(super) fn separated<T>(
        &mut self,
        separator: &str,
        elements: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        for (position, element) in elements.into_iter().enumerate() {
            if position > 0 {
                self.text(separator);
            }
            write(self, element);
        }
    }

    /// Makes the expression fail; the first fault counts.
    pub(super) fn fail(&mut self, fault: Error) {
        self.fault.get_or_insert(fault);
    }

    fn alias(&mut self, alias: Result<&'static str, Error>) {
        match alias {
            Ok(alias) => self.text(alias),
            Err(fault) => self.fail(fault),
        }
    }
}
