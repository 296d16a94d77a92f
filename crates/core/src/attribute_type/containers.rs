//! `Option`, lists, maps and sets.

use super::{AttributeType, ValueError};
use crate::{KeyType, Value, kind};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    hash::{BuildHasher, Hash},
};

/// `None` leaves a field out. Inside a list or map it is stored as `NULL`.
impl<T: AttributeType> AttributeType for Option<T> {
    // A list of `Option<u8>` is no bytes.
    type Kind = <T::Kind as kind::Wrapped>::Newtype;

    fn to_value(&self) -> Result<Value, ValueError> {
        self.as_ref().map_or(Ok(Value::Null), T::to_value)
    }

    /// `NULL` reads as `None`.
    fn from_value(value: &Value) -> Result<Self, ValueError> {
        if matches!(value, Value::Null) { Ok(None) } else { T::from_value(value).map(Some) }
    }

    fn from_owned(value: Value) -> Result<Self, ValueError> {
        if matches!(value, Value::Null) { Ok(None) } else { T::from_owned(value).map(Some) }
    }

    fn is_absent(&self) -> bool {
        self.as_ref().is_none_or(T::is_absent)
    }

    fn from_absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: AttributeType> AttributeType for Box<T> {
    type Kind = <T::Kind as kind::Wrapped>::Newtype;

    fn to_value(&self) -> Result<Value, ValueError> {
        T::to_value(self)
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        T::from_value(value).map(Self::new)
    }

    fn from_owned(value: Value) -> Result<Self, ValueError> {
        T::from_owned(value).map(Self::new)
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }

    fn from_absent() -> Option<Self> {
        T::from_absent().map(Self::new)
    }
}

/// A list, except that `Vec<u8>` is bytes.
impl<T: AttributeType> AttributeType for Vec<T> {
    type Kind = <T::Kind as kind::Wrapped>::List<T>;

    fn to_value(&self) -> Result<Value, ValueError> {
        if let Some(bytes) = T::as_bytes(self) {
            return Ok(Value::Binary(bytes.to_vec()));
        }
        let mut values = Vec::with_capacity(self.len());
        for (index, value) in self.iter().enumerate() {
            values.push(value.to_value().map_err(|error| error.in_element(index))?);
        }
        Ok(Value::List(values.into()))
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        let is_bytes = T::as_bytes(&[]).is_some();
        if let Some(bytes) = value.as_binary().filter(|_| is_bytes)
            && let Some(read) = T::from_bytes(bytes.to_vec())
        {
            return Ok(read);
        }
        let Some(list) = value.as_list().filter(|_| !is_bytes) else {
            let what = if is_bytes { "binary" } else { "a list" };
            return Err(ValueError::expected(what, value.value_type()));
        };
        let mut values = Self::with_capacity(list.len());
        for (index, value) in list.iter().enumerate() {
            values.push(T::from_value(value).map_err(|error| error.in_element(index))?);
        }
        Ok(values)
    }

    fn from_owned(value: Value) -> Result<Self, ValueError> {
        if T::as_bytes(&[]).is_some() {
            let Value::Binary(bytes) = value else { return Self::from_value(&value) };
            return T::from_bytes(bytes).ok_or_else(|| ValueError::new("bytes that cannot be read"));
        }
        let Value::List(list) = value else { return Self::from_value(&value) };
        let mut values = Self::with_capacity(list.len());
        for (index, value) in list.into_iter().enumerate() {
            values.push(T::from_owned(value).map_err(|error| error.in_element(index))?);
        }
        Ok(values)
    }
}

impl<T: AttributeType> AttributeType for BTreeMap<String, T> {
    type Kind = kind::Map<T>;

    fn to_value(&self) -> Result<Value, ValueError> {
        map_to_value(self)
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        map_from_value(value)
    }

    fn from_owned(value: Value) -> Result<Self, ValueError> {
        map_from_owned(value)
    }
}

impl<T: AttributeType, S: BuildHasher + Default> AttributeType for HashMap<String, T, S> {
    type Kind = kind::Map<T>;

    fn to_value(&self) -> Result<Value, ValueError> {
        map_to_value(self)
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        map_from_value(value)
    }

    fn from_owned(value: Value) -> Result<Self, ValueError> {
        map_from_owned(value)
    }
}

fn map_to_value<'m, T: AttributeType + 'm>(
    entries: impl IntoIterator<Item = (&'m String, &'m T)>,
) -> Result<Value, ValueError> {
    let entries = entries.into_iter().map(|(name, value)| match value.to_value() {
        Ok(value) => Ok((name.clone(), value)),
        Err(error) => Err(error.in_field(name.clone())),
    });
    Ok(Value::Map(entries.collect::<Result<_, _>>()?))
}

fn map_from_value<T: AttributeType, M: FromIterator<(String, T)>>(value: &Value) -> Result<M, ValueError> {
    let map = value.as_map().ok_or_else(|| ValueError::expected("a map", value.value_type()))?;
    let entries = map.iter().map(|(name, value)| match T::from_value(value) {
        Ok(value) => Ok((name.to_owned(), value)),
        Err(error) => Err(error.in_field(name.to_owned())),
    });
    entries.collect()
}

fn map_from_owned<T: AttributeType, M: FromIterator<(String, T)>>(value: Value) -> Result<M, ValueError> {
    let entries =
        crate::field::into_map(value)?.into_iter().map(|(name, value)| match T::from_owned(value) {
            Ok(value) => Ok((name, value)),
            Err(error) => Err(error.in_field(name)),
        });
    entries.collect()
}

/// A set of texts, numbers or bytes. An empty one is left out, since DynamoDB stores none.
impl<T: AttributeType<Kind: kind::KeyAttributeKind> + Ord> AttributeType for BTreeSet<T> {
    type Kind = kind::Set<T>;

    fn to_value(&self) -> Result<Value, ValueError> {
        match T::as_texts(self) {
            Some(texts) if !texts.is_empty() => Ok(Value::StringSet(texts.clone())),
            _ => set_to_value(self),
        }
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        set_from_value(value)
    }

    fn from_owned(value: Value) -> Result<Self, ValueError> {
        let Value::StringSet(texts) = value else { return set_from_owned(value) };
        T::of_texts(texts).or_else(|texts| set_from_owned(Value::StringSet(texts)))
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn from_absent() -> Option<Self> {
        Some(Self::new())
    }
}

/// A set of texts, numbers or bytes. An empty one is left out, since DynamoDB stores none.
impl<T, S> AttributeType for HashSet<T, S>
where
    T: AttributeType<Kind: kind::KeyAttributeKind> + Eq + Hash,
    S: BuildHasher + Default,
{
    type Kind = kind::Set<T>;

    fn to_value(&self) -> Result<Value, ValueError> {
        set_to_value(self)
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        set_from_value(value)
    }

    fn from_owned(value: Value) -> Result<Self, ValueError> {
        set_from_owned(value)
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn from_absent() -> Option<Self> {
        Some(Self::default())
    }
}

/// A set with the type of `T`s, from their values.
fn set_to_value<'s, T: AttributeType<Kind: kind::KeyAttributeKind> + 's>(
    elements: impl IntoIterator<Item = &'s T>,
) -> Result<Value, ValueError> {
    set_of_values::<T>(elements.into_iter().map(T::to_value))
}

/// A set with the type of `T`s, from their values as stored.
pub(crate) fn set_of_values<T: AttributeType<Kind: kind::KeyAttributeKind>>(
    values: impl IntoIterator<Item = Result<Value, ValueError>>,
) -> Result<Value, ValueError> {
    let key_type = <T::Kind as kind::KeyAttributeKind>::KEY_TYPE;
    let wrong = |value: &Value| ValueError::expected("an element of the set's type", value.value_type());
    let values = values.into_iter();
    let set = match key_type {
        KeyType::String => Value::StringSet(elements_of(values, |value| {
            if let Value::String(text) = value { Ok(text) } else { Err(wrong(&value)) }
        })?),
        KeyType::Number => Value::NumberSet(elements_of(values, |value| {
            if let Value::Number(number) = value { Ok(number) } else { Err(wrong(&value)) }
        })?),
        KeyType::Binary => Value::BinarySet(elements_of(values, |value| {
            if let Value::Binary(bytes) = value { Ok(bytes) } else { Err(wrong(&value)) }
        })?),
    };
    Ok(set)
}

fn elements_of<E: Ord>(
    values: impl Iterator<Item = Result<Value, ValueError>>,
    element: impl Fn(Value) -> Result<E, ValueError>,
) -> Result<BTreeSet<E>, ValueError> {
    let elements = values.map(|value| element(value?)).collect::<Result<BTreeSet<E>, _>>()?;
    if elements.is_empty() {
        return Err(ValueError::new("an empty set cannot be stored; leave it out"));
    }
    Ok(elements)
}

fn set_from_value<T: AttributeType, S: FromIterator<T>>(value: &Value) -> Result<S, ValueError> {
    match value {
        Value::StringSet(texts) => texts.iter().map(|text| T::from_owned(Value::from(text))).collect(),
        Value::NumberSet(numbers) => {
            numbers.iter().map(|number| T::from_value(&Value::Number(*number))).collect()
        }
        Value::BinarySet(binaries) => {
            binaries.iter().map(|bytes| T::from_owned(Value::Binary(bytes.clone()))).collect()
        }
        Value::String(_)
        | Value::Number(_)
        | Value::Binary(_)
        | Value::Bool(_)
        | Value::Null
        | Value::List(_)
        | Value::Map(_) => Err(ValueError::expected("a set", value.value_type())),
    }
}

fn set_from_owned<T: AttributeType, S: FromIterator<T>>(value: Value) -> Result<S, ValueError> {
    if let Value::StringSet(texts) = value {
        return texts.into_iter().map(|text| T::from_owned(Value::String(text))).collect();
    }
    set_from_value(&value)
}
