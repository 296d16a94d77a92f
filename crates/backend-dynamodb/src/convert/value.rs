//! Values and items.

use crate::error::unreadable;
use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use std::collections::HashMap;
use twintable::{Error, Item, Map, Number, Value};

/// An item as the SDK has it.
pub type SdkItem = HashMap<String, AttributeValue>;

pub(crate) fn value_to_sdk(value: Value) -> AttributeValue {
    match value {
        Value::String(text) => AttributeValue::S(text),
        Value::Number(number) => AttributeValue::N(number.to_text()),
        Value::Binary(bytes) => AttributeValue::B(Blob::new(bytes)),
        Value::Bool(truth) => AttributeValue::Bool(truth),
        Value::Null => AttributeValue::Null(true),
        Value::List(list) => AttributeValue::L(list.into_iter().map(value_to_sdk).collect()),
        Value::Map(map) => AttributeValue::M(map_to_sdk(map)),
        Value::StringSet(texts) => AttributeValue::Ss(texts.into_iter().collect()),
        Value::NumberSet(numbers) => {
            AttributeValue::Ns(numbers.iter().map(|number| number.to_text()).collect())
        }
        Value::BinarySet(binaries) => AttributeValue::Bs(binaries.into_iter().map(Blob::new).collect()),
    }
}

fn map_to_sdk(map: Map) -> SdkItem {
    map.into_hash_map(value_to_sdk)
}

/// An item as the SDK has it, for callers who use the SDK's own client beside a store: values move, nothing is copied
/// unless the item is shared.
pub fn item_to_sdk(item: Item) -> SdkItem {
    map_to_sdk(item.into_attributes())
}

/// Reads a value that the service sent.
///
/// Fails where the service sent what this version cannot know: another type, or a number that is none.
#[expect(clippy::wildcard_enum_match_arm, reason = "the SDK keeps room for types of the future")]
pub(crate) fn value_from_sdk(value: AttributeValue) -> Result<Value, Error> {
    // Each arm makes its own result: one `Ok` around all of them copies every value once more, bytewise and slowly.
    match value {
        AttributeValue::S(text) => Ok(Value::String(text)),
        AttributeValue::N(text) => number(&text).map(Value::Number),
        AttributeValue::B(bytes) => Ok(Value::Binary(bytes.into_inner())),
        AttributeValue::Bool(truth) => Ok(Value::Bool(truth)),
        AttributeValue::Null(_) => Ok(Value::Null),
        AttributeValue::L(list) => {
            list.into_iter().map(value_from_sdk).collect::<Result<_, _>>().map(Value::List)
        }
        AttributeValue::M(map) => map_from_sdk(map).map(Value::Map),
        AttributeValue::Ss(texts) => Ok(Value::StringSet(texts.into_iter().collect())),
        AttributeValue::Ns(texts) => {
            texts.iter().map(|text| number(text)).collect::<Result<_, _>>().map(Value::NumberSet)
        }
        AttributeValue::Bs(binaries) => {
            Ok(Value::BinarySet(binaries.into_iter().map(Blob::into_inner).collect()))
        }
        _ => Err(unreadable("a value of an unknown type")),
    }
}

fn number(text: &str) -> Result<Number, Error> {
    text.parse().map_err(|_| unreadable("a number that is none"))
}

fn map_from_sdk(map: SdkItem) -> Result<Map, Error> {
    Map::try_from_hash_map(map, value_from_sdk)
}

/// An item that the SDK has: one that was read with its own client, for example.
///
/// The SDK of DynamoDB Streams has types of its own for the same ten kinds of values, so its records' images have to be made
/// into [`Value`]s variant by variant. With their keys and numbers they fill in a
/// [`StreamRecord`](twintable::change::StreamRecord), whose fields are public. What a Lambda function is called with is read
/// as one without the SDK.
///
/// # Errors
///
/// [`Error::Backend`] where a value is of a type that this version does not know, or a number is none.
///
/// # Examples
///
/// ```
/// use twintable::item;
/// use twintable_dynamodb::{item_from_sdk, item_to_sdk};
///
/// let item = item! { "PK" => "a", "credit" => 250 };
/// assert_eq!(item_from_sdk(item_to_sdk(item.clone()))?, item);
/// # Ok::<(), twintable::Error>(())
/// ```
pub fn item_from_sdk(item: SdkItem) -> Result<Item, Error> {
    map_from_sdk(item).map(Item::from)
}

pub(crate) fn items_from_sdk(items: impl IntoIterator<Item = SdkItem>) -> Result<Vec<Item>, Error> {
    items.into_iter().map(item_from_sdk).collect()
}

#[cfg(test)]
mod tests {
    use super::{AttributeValue, HashMap, item_from_sdk};
    use std::error::Error as _;
    use twintable::Error;

    #[test]
    fn a_number_that_is_none_is_an_answer_that_cannot_be_read_wherever_it_stands() {
        let wrong = || AttributeValue::N("12 secret".to_owned());
        let values = [
            wrong(),
            AttributeValue::Ns(vec!["1".to_owned(), "12 secret".to_owned()]),
            AttributeValue::L(vec![AttributeValue::Bool(true), wrong()]),
            AttributeValue::M(HashMap::from([("credit".to_owned(), wrong())])),
        ];
        for value in values {
            let item = HashMap::from([
                ("PK".to_owned(), AttributeValue::S("a".to_owned())),
                ("credit".to_owned(), value),
            ]);
            let error = item_from_sdk(item).unwrap_err();
            let Error::Backend(backend) = &error else { panic!("{error:?}") };
            assert_eq!((&*backend.code, backend.retryable), ("UnreadableAnswer", false));
            let source = backend.source().map(ToString::to_string);
            assert_eq!(source.as_deref(), Some("a number that is none"));
            assert!(!format!("{error} {error:?}").contains("secret"));
        }
    }
}
