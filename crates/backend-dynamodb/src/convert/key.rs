//! Primary keys.

use super::value::{SdkItem, value_from_sdk, value_to_sdk};
use crate::error::unreadable;
use std::borrow::Cow;
use twintable::{Error, PrimaryKey, Value};

pub(crate) fn key_to_sdk(key: PrimaryKey) -> SdkItem {
    let PrimaryKey { partition, sort } = key;
    std::iter::once(partition)
        .chain(sort)
        .map(|(name, value)| (name.into_owned(), value_to_sdk(value)))
        .collect()
}

/// The names of a key's attributes: the service's answers do not say which one is the partition attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyNames {
    partition: Cow<'static, str>,
    sort: Option<Cow<'static, str>>,
}

impl KeyNames {
    pub(crate) fn of(key: &PrimaryKey) -> Self {
        Self { partition: key.partition.0.clone(), sort: key.sort.as_ref().map(|(name, _)| name.clone()) }
    }
}

/// Reads a key that a request sent and the service sent back.
pub(crate) fn key_from_sdk(mut attributes: SdkItem, names: &KeyNames) -> Result<PrimaryKey, Error> {
    let mut part = |name: &Cow<'static, str>| -> Result<(Cow<'static, str>, Value), Error> {
        let value =
            attributes.remove(name.as_ref()).ok_or_else(|| unreadable("a key that no request sent"))?;
        Ok((name.clone(), value_from_sdk(value)?))
    };
    Ok(PrimaryKey { partition: part(&names.partition)?, sort: names.sort.as_ref().map(part).transpose()? })
}
