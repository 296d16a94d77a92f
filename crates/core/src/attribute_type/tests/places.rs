use super::*;
use std::collections::BTreeMap;

/// A nested struct, as `#[derive(Attribute)]` writes it.
#[derive(Debug, PartialEq)]
struct Address {
    city: String,
    floor: Option<i8>,
}

impl AttributeType for Address {
    type Kind = kind::Document;

    fn to_value(&self) -> Result<Value, ValueError> {
        let city = self.city.to_value().map_err(|error| error.in_field("city"))?;
        let floor = self.floor.to_value().map_err(|error| error.in_field("floor"))?;
        Ok(Value::map([("city", city), ("floor", floor)]))
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        let map = value.as_map().ok_or_else(|| ValueError::expected("a map", value.value_type()))?;
        let city = map.get("city").ok_or_else(ValueError::missing).and_then(String::from_value);
        let floor = map.get("floor").map_or(Ok(None), Option::from_value);
        Ok(Self {
            city: city.map_err(|error| error.in_field("city"))?,
            floor: floor.map_err(|error| error.in_field("floor"))?,
        })
    }
}

/// Where a stored value does not read as a `T`.
fn place<T: AttributeType + Debug>(stored: &Value) -> String {
    T::from_value(stored).unwrap_err().path_in("address").to_string()
}

#[test]
fn a_field_that_does_not_read_is_named() {
    round_trips(
        &Address { city: "Oslo".to_owned(), floor: Some(-1) },
        Value::map([("city", Value::from("Oslo")), ("floor", Value::from(-1))]),
    );
    let nowhere = Value::map([("city", 1)]);
    assert_eq!(place::<Address>(&nowhere), "address.city");
    assert_eq!(place::<Address>(&Value::map([("floor", 1)])), "address.city");
    assert_eq!(place::<Option<Box<Address>>>(&nowhere), "address.city");
    assert_eq!(place::<Vec<Address>>(&Value::list([nowhere.clone()])), "address[0].city");
    assert_eq!(place::<BTreeMap<String, Address>>(&Value::map([("a.b", nowhere)])), "address.\"a.b\".city");
    assert_eq!(place::<Address>(&Value::from(1)), "address");
}

#[test]
fn an_element_that_does_not_read_is_counted() {
    assert_eq!(place::<Vec<u16>>(&Value::list([1, 2, -3])), "address[2]");
    assert_eq!(
        place::<Vec<Vec<bool>>>(&Value::list([Value::list([true]), Value::list([1])])),
        "address[1][0]"
    );
    let map = Value::map([("a", Value::list([Value::from("x"), Value::Null]))]);
    assert_eq!(place::<BTreeMap<String, Vec<String>>>(&map), "address.a[1]");
}

#[test]
fn what_cannot_be_stored_is_found_in_the_same_way() {
    let place = |error: Result<Value, ValueError>| error.unwrap_err().path_in("rates").to_string();
    assert_eq!(place(f64::NAN.to_value()), "rates");
    assert_eq!(place(vec![1.0, f64::NAN].to_value()), "rates[1]");
    assert_eq!(
        place(BTreeMap::from([("eur".to_owned(), vec![Some(f64::INFINITY)])]).to_value()),
        "rates.eur[0]"
    );
}
