mod containers;
#[cfg(feature = "uuid")]
mod identifiers;
mod numbers;
mod places;
mod texts;
mod times;

use super::*;
use crate::Number;
use std::fmt::Debug;

/// What a value is stored as, and that it reads back.
#[track_caller]
fn round_trips<T: AttributeType + PartialEq + Debug>(value: &T, stored: impl Into<Value>) {
    let stored = stored.into();
    assert_eq!(value.to_value().as_ref(), Ok(&stored));
    assert_eq!(T::from_value(&stored).as_ref(), Ok(value));
}

/// Why a stored value does not read as a `T`.
#[track_caller]
fn unreadable<T: AttributeType + Debug>(stored: impl Into<Value>) -> String {
    T::from_value(&stored.into()).unwrap_err().to_string()
}

fn number(text: &str) -> Value {
    Value::Number(text.parse::<Number>().unwrap())
}

/// One value of each type.
fn one_of_each() -> [Value; 10] {
    [
        Value::from("a"),
        Value::from(1),
        Value::binary([1]),
        Value::Bool(true),
        Value::Null,
        Value::list([1]),
        Value::map([("a", 1)]),
        Value::string_set(["a"]),
        Value::number_set([1]),
        Value::binary_set([[1]]),
    ]
}

/// The types of stored values that a `T` reads from, borrowed or owned.
fn read_from<T: AttributeType>() -> Vec<ValueType> {
    let values = one_of_each();
    for value in &values {
        assert_eq!(T::from_owned(value.clone()).err(), T::from_value(value).err());
    }
    values.iter().filter(|value| T::from_value(value).is_ok()).map(Value::value_type).collect()
}

/// Writes a field of the entity `shop`.
fn write<V: AttributeType>(item: &mut Item, attribute: &'static str, value: &V) -> Result<(), Error> {
    let written = crate::field::write(item.attributes_mut(), &crate::field::FieldName::new(attribute), value);
    written.map_err(|error| error.into_codec("shop"))
}

#[test]
fn an_error_shows_the_problem_and_no_value() {
    let error = ValueError::new("too short").in_field("city").in_element(3).in_field("addresses");
    assert_eq!((error.to_string().as_str(), error.problem()), ("too short", "too short"));
    assert_eq!(error.path_in("customer").to_string(), "customer.addresses[3].city");
    assert_eq!(ValueError::missing().to_string(), "missing");
    assert_eq!(ValueError::missing().path_in("a.b"), Path::from("a.b"));
    assert_eq!(
        ValueError::expected("a text", ValueType::NumberSet).to_string(),
        "a text is expected, not NS"
    );
    assert_eq!(ValueError::missing().in_element(usize::MAX).path_in("a"), crate::path("a").index(u32::MAX));
}

#[test]
fn attributes_of_an_item_are_read_and_written() {
    let mut item = Item::new();
    write(&mut item, "name", &"Ann".to_owned()).unwrap();
    write(&mut item, "nick", &None::<String>).unwrap();
    write(&mut item, "tags", &std::collections::BTreeSet::<String>::new()).unwrap();
    assert_eq!(item, crate::item! { "name" => "Ann" });
    assert_eq!(read::<String>("shop", &item, "name").unwrap(), "Ann");
    assert_eq!(read::<Option<String>>("shop", &item, "nick").unwrap(), None);
    assert!(read::<std::collections::HashSet<String>>("shop", &item, "tags").unwrap().is_empty());

    let fault = |error: Error| {
        let Error::Codec(codec) = error else { panic!("{error:?}") };
        (codec.entity, codec.attribute.into_string(), codec.problem.into_string())
    };
    let missing = read::<String>("shop", &item, "nick").unwrap_err();
    assert_eq!(fault(missing), ("shop", "nick".to_owned(), "missing".to_owned()));
    let wrong = read::<u8>("shop", &item, "name").unwrap_err();
    assert_eq!(fault(wrong), ("shop", "name".to_owned(), "a number is expected, not S".to_owned()));
    let nan = write(&mut item, "rates", &vec![0.5, f64::NAN]).unwrap_err();
    assert_eq!(fault(nan), ("shop", "rates[1]".to_owned(), "not a decimal number".to_owned()));
    assert!(!item.contains("rates"));
}
