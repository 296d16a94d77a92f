//! The changes that an update can make.

use super::{Increment, Made, Update};
use crate::{
    Attribute, AttributeType, IntoOperand, InvalidRequest, List, Number, Path, Value,
    attribute::{Removable, Settable, unstorable_element},
    expr::{self, Action, Operand, SetValue, Source},
    kind,
};

/// The changes that an update can make. An [`Update`] has them as a value, and the verbs `update` and `upsert` of
/// a repository have them.
///
/// All changes read the item as it was before the update.
pub trait Change<T>: Sized {
    /// Adds to the changes that are made.
    #[doc(hidden)]
    #[must_use]
    fn changed(self, change: impl FnOnce(Update<T>) -> Update<T>) -> Self;

    /// Sets an attribute to a value, or to the value of another attribute, which must be there.
    #[must_use]
    fn set<V: AttributeType, M: Settable>(
        self,
        attribute: Attribute<T, V, M>,
        value: impl IntoOperand<T, V>,
    ) -> Self {
        self.changed(|update| {
            let path = attribute.into_path();
            let source = source(&path, value);
            update.push(source.map(|source| Action::Set(path, SetValue::Source(source))))
        })
    }

    /// Sets an attribute to a value unless it is `None` or an empty set: then it removes the attribute.
    #[must_use]
    fn set_or_remove<V: AttributeType, M: Removable + Settable>(
        self,
        attribute: Attribute<T, V, M>,
        value: Option<V>,
    ) -> Self {
        match value.filter(|value| !value.is_absent()) {
            Some(value) => self.set(attribute, value),
            None => self.remove(attribute),
        }
    }

    /// Sets an attribute to a value where it has none.
    #[must_use]
    fn set_if_absent<V: AttributeType, M: Settable>(
        self,
        attribute: Attribute<T, V, M>,
        value: impl IntoOperand<T, V>,
    ) -> Self {
        self.changed(|update| {
            let path = attribute.into_path();
            let set = source(&path, value).map(|source| expr::if_not_exists(path.clone(), source));
            update.push(set.map(|source| Action::Set(path, SetValue::Source(source))))
        })
    }

    /// Adds a number, or takes it away if it is negative, of whatever integer type: `increment(Stock::QUANTITY, -1)`.
    /// The attribute must be there; [`add`](Self::add) takes a missing one for 0.
    #[must_use]
    fn increment<V: AttributeType<Kind: kind::Numeric>, M: Settable>(
        self,
        attribute: Attribute<T, V, M>,
        by: impl Into<Number>,
    ) -> Self {
        self.changed(|update| {
            let path = attribute.into_path();
            let sum = path.clone() + by.into();
            update.push(Ok(Action::Set(path, sum)))
        })
    }

    /// Adds a number to a number, or elements to a set: `ADD`. What is missing counts as 0 or as the empty set.
    #[must_use]
    fn add<V: AttributeType<Kind: Increment<X>>, M: Settable, X>(
        self,
        attribute: Attribute<T, V, M>,
        value: X,
    ) -> Self {
        self.changed(|update| {
            let path = attribute.into_path();
            let value = <V::Kind as Increment<X>>::value(value);
            let value = value.map_err(|error| unstorable_element(&path, &error));
            update.push(value.map(|value| Action::Add(path, value)))
        })
    }

    /// Puts values at the end of a list. A missing list counts as empty.
    #[must_use]
    fn append<V, M: Settable, X, I>(self, attribute: Attribute<T, V, M>, values: I) -> Self
    where
        V: AttributeType<Kind: kind::ListOf>,
        X: IntoOperand<T, <V::Kind as kind::ListOf>::Element>,
        I: IntoIterator<Item = X>,
    {
        self.changed(|update| {
            let path = attribute.into_path();
            let set = list(&path, values).map(|values| expr::list_append(or_empty(&path), values));
            update.push(set.map(|value| Action::Set(path, value)))
        })
    }

    /// Puts values at the start of a list. A missing list counts as empty.
    #[must_use]
    fn prepend<V, M: Settable, X, I>(self, attribute: Attribute<T, V, M>, values: I) -> Self
    where
        V: AttributeType<Kind: kind::ListOf>,
        X: IntoOperand<T, <V::Kind as kind::ListOf>::Element>,
        I: IntoIterator<Item = X>,
    {
        self.changed(|update| {
            let path = attribute.into_path();
            let set = list(&path, values).map(|values| expr::list_append(values, or_empty(&path)));
            update.push(set.map(|value| Action::Set(path, value)))
        })
    }

    /// Takes elements out of a set. A set that becomes empty is removed.
    #[must_use]
    fn delete<V, M: Settable, I>(self, attribute: Attribute<T, V, M>, elements: I) -> Self
    where
        V: AttributeType<Kind: kind::SetOf + Increment<I>>,
    {
        self.changed(|update| {
            let path = attribute.into_path();
            let value = <V::Kind as Increment<I>>::value(elements);
            let value = value.map_err(|error| unstorable_element(&path, &error));
            update.push(value.map(|value| Action::Delete(path, value)))
        })
    }

    /// Takes an attribute or an element away. Where there is none, nothing happens.
    #[must_use]
    fn remove<V, M: Removable>(self, attribute: Attribute<T, V, M>) -> Self {
        self.changed(|update| update.push(Ok(Action::Remove(attribute.into_path()))))
    }

    /// Says what an attribute holds that the update does not change, and depends on it.
    ///
    /// An update that changes one part of an index's composed key needs the other parts to write that key. What is
    /// given here becomes a condition too, so that a wrong value writes nothing.
    #[must_use]
    fn given<V: AttributeType, M>(
        self,
        attribute: Attribute<T, V, M>,
        value: impl IntoOperand<T, V>,
    ) -> Self {
        self.changed(|mut update| {
            let path = attribute.into_path();
            let fault = match crate::attribute::operand(&path, value) {
                Ok(Operand::Value(value)) => {
                    update.given.push((path, value));
                    return update;
                }
                Ok(Operand::Path(_) | Operand::Size(_)) => {
                    InvalidRequest::new(crate::Rule::IndexPartComputed).at(path)
                }
                Err(fault) => fault,
            };
            // The first fault is the one that is told.
            update.made = update.made.and(Err(fault));
            update
        })
    }

    /// Adds the changes of an update that was made elsewhere.
    #[must_use]
    fn apply(self, changes: impl Into<Update<T>>) -> Self {
        self.changed(|mut update| {
            let Update { made, given, entity: _ } = changes.into();
            update.given.extend(given);
            update.made = update.made.and_then(|mut update| {
                update.actions.extend(made?.actions);
                Ok(update)
            });
            update
        })
    }
}

fn source<T, V>(path: &Path, value: impl IntoOperand<T, V>) -> Made<Source> {
    Ok(match crate::attribute::operand(path, value)? {
        Operand::Path(path) => Source::Path(path),
        Operand::Value(value) => Source::Value(value),
        Operand::Size(path) => {
            return Err(InvalidRequest::new(crate::Rule::ValueEncoding)
                .at(path)
                .because("a size is not stored"));
        }
    })
}

fn list<T, V, X: IntoOperand<T, V>>(path: &Path, values: impl IntoIterator<Item = X>) -> Made<Source> {
    let values = values.into_iter().map(|value| match value.into_operand() {
        Ok(Operand::Value(value)) => Ok(value),
        Ok(Operand::Path(_) | Operand::Size(_)) => {
            Err(InvalidRequest::new(crate::Rule::ListAppendOperand).at(path.clone()))
        }
        Err(error) => Err(unstorable_element(path, &error)),
    });
    Ok(Source::Value(Value::List(values.collect::<Result<List, _>>()?)))
}

fn or_empty(path: &Path) -> Source {
    expr::if_not_exists(path.clone(), Value::List(List::new()))
}
