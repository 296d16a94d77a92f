//! Values go through the type of their attribute.

use super::*;
use crate::{Codec, Coded};

fn built(attribute: &str, operator: InputOperator, value: impl Into<InputValue>) -> Filter<Customer> {
    rules().build(&compare(attribute, operator, [value])).unwrap()
}

fn wrong(attribute: &str, operator: InputOperator, value: impl Into<InputValue>) -> String {
    let error = rules().build(&compare(attribute, operator, [value])).unwrap_err();
    assert!(matches!(error, FilterInputError::WrongValue { .. }), "{error:?}");
    assert!(!format!("{error:?}{error}").contains("secret"), "{error:?}");
    let text = error.to_string();
    let start = format!("`{attribute}` with `{operator}`: ");
    text.strip_prefix(&start).unwrap().to_owned()
}

#[test]
fn texts_are_texts() {
    use InputOperator::{Contains, Eq};
    assert_eq!(built("name", Eq, ""), Customer::NAME.eq(""));
    assert_eq!(built("name", Eq, "17"), Customer::NAME.eq("17"));
    assert_eq!(wrong("name", Eq, 17), "a text is expected, not a number");
    assert_eq!(wrong("name", Eq, true), "a text is expected, not a truth value");
    assert_eq!(wrong("name", Contains, 17), "a text is expected, not a number");
}

#[test]
fn numbers_are_numbers_or_their_texts() {
    use InputOperator::Eq;
    assert_eq!(built("credit", Eq, 17), Customer::CREDIT.eq(17));
    assert_eq!(built("credit", Eq, "17.0"), Customer::CREDIT.eq(17));
    let exact = "0.12345678901234567890123456789012345678";
    assert_eq!(built("balance", Eq, exact), Customer::BALANCE.eq(exact.parse::<Number>().unwrap()));
    assert_eq!(wrong("credit", Eq, -1), "the number is no u32");
    assert_eq!(wrong("credit", Eq, "1.5"), "the number is no u32");
    assert_eq!(wrong("credit", Eq, u64::MAX), "the number is no u32");
    assert_eq!(wrong("credit", Eq, "secret"), "not a decimal number");
    assert_eq!(wrong("credit", Eq, ""), "not a decimal number");
    assert_eq!(wrong("credit", Eq, " 1"), "not a decimal number");
    assert_eq!(wrong("credit", Eq, true), "a number is expected, not a truth value");
    assert_eq!(wrong("balance", Eq, "1e126"), crate::NumberError::Overflow.to_string());
}

#[test]
fn truth_values_are_truth_values() {
    use InputOperator::Eq;
    assert_eq!(built("active", Eq, false), Customer::ACTIVE.eq(false));
    assert_eq!(wrong("active", Eq, "true"), "true or false is expected, not a text");
    assert_eq!(wrong("active", Eq, 1), "true or false is expected, not a number");
}

#[test]
fn names_of_an_enum_are_known() {
    use InputOperator::{Eq, In};
    assert_eq!(wrong("status", Eq, "secret"), "`active` or `closed` is expected");
    let error = rules().build(&compare("status", In, ["active", "secret"])).unwrap_err();
    assert_eq!(error.to_string(), "`status` with `in`: `active` or `closed` is expected");
}

#[test]
fn what_is_stored_is_what_the_type_writes() {
    use InputOperator::{BeginsWith, Contains, Eq};
    let email = || Some(Email("ann@example.org".to_owned()));
    assert_eq!(built("email", Eq, "Ann@Example.org"), Customer::EMAIL.eq(email()));
    assert_eq!(wrong("email", Eq, "secret"), "an address is expected");
    // A part of an address is none.
    assert_eq!(built("email", BeginsWith, "Ann"), Customer::EMAIL.begins_with("Ann"));
    assert_eq!(built("email", Contains, "@E"), Customer::EMAIL.contains("@E"));
    assert_eq!(wrong("email", BeginsWith, 1), "a text is expected, not a number");
}

#[test]
fn elements_go_through_their_own_type() {
    use InputOperator::Contains;
    let email = Email("ann@example.org".to_owned());
    assert_eq!(built("tags", Contains, "ANN@example.org"), Customer::TAGS.contains(email));
    assert_eq!(wrong("tags", Contains, "secret"), "an address is expected");
    assert_eq!(built("levels", Contains, "-5"), Customer::LEVELS.contains(-5));
    assert_eq!(wrong("levels", Contains, 40_000), "the number is no i16");
    assert_eq!(wrong("levels", Contains, true), "a number is expected, not a truth value");
}

#[test]
fn any_takes_values_as_they_are() {
    use InputOperator::{BeginsWith, Contains, Eq, Lt};
    assert_eq!(built("extra", Eq, "17"), Customer::EXTRA.eq(Value::from("17")));
    assert_eq!(built("extra", Lt, 17), Customer::EXTRA.lt(Value::from(17)));
    assert_eq!(built("extra", Eq, true), Customer::EXTRA.eq(Value::from(true)));
    assert_eq!(built("extra", Contains, 17), Customer::EXTRA.contains(Value::from(17)));
    assert_eq!(built("extra", BeginsWith, "a"), Customer::EXTRA.begins_with("a"));
    assert_eq!(wrong("extra", BeginsWith, 17), "a text is expected, not a number");
}

/// A codec of any kind whose errors show the value, as serde's do.
struct Talkative;

impl Codec<u8> for Talkative {
    type Kind = kind::Any;

    fn to_value(field: &u8) -> Result<Value, ValueError> {
        Ok(Value::from(*field))
    }

    fn from_value(value: &Value) -> Result<u8, ValueError> {
        let number = value.as_number().and_then(|number| u8::try_from(number).ok());
        number.ok_or_else(|| ValueError::new(format!("{value:?} is no u8")))
    }
}

#[test]
fn an_error_of_a_codec_of_any_kind_is_not_shown() {
    const SERIAL: Attribute<Customer, Coded<u8, Talkative>> = Attribute::new("serial");
    let rules = FilterRules::new().allow(SERIAL, op::Eq);
    assert_eq!(rules.build(&compare("serial", InputOperator::Eq, [7])), Ok(SERIAL.eq(7_u8)));
    let error = rules.build(&compare("serial", InputOperator::Eq, ["secret"])).unwrap_err();
    assert_eq!(error.to_string(), "`serial` with `eq`: a value of the attribute's type is expected");
}
