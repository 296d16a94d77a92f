use super::{Number, NumberError};
use bigdecimal::{BigDecimal, num_bigint::BigInt};
use proptest::prelude::*;
use std::str::FromStr;

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

#[test]
fn text_is_canonical() {
    for (given, canonical) in [
        ("1", "1"),
        ("1.0", "1"),
        ("1e0", "1"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-0", "0"),
        ("0.000", "0"),
        ("0e125", "0"),
        ("007.50", "7.5"),
        ("1E3", "1000"),
        ("-12.5e-2", "-0.125"),
    ] {
        assert_eq!(number(given).to_string(), canonical, "{given}");
    }
    assert_eq!(number("1E125").to_string(), format!("1{}", "0".repeat(125)));
    assert_eq!(number("1E-130").to_string(), format!("0.{}1", "0".repeat(129)));
    assert_eq!(number(&format!("1{}", "0".repeat(60))), number("1e60"));
    assert_eq!(number(&format!("0.{}1", "0".repeat(99))), number("1e-100"));
}

#[test]
fn what_is_no_number_is_refused() {
    for text in [
        "", " ", "+", "-", ".", "e5", "1e", "1e+", " 1", "1 ", "0x1", "NaN", "Infinity", "1_000", "1.2.3",
        "١", "1e1.5", "--1",
    ] {
        assert_eq!(text.parse::<Number>(), Err(NumberError::NotANumber), "{text:?}");
    }
}

#[test]
fn limits_are_exact() {
    let nines = "9".repeat(38);
    assert!(nines.parse::<Number>().is_ok());
    assert_eq!(format!("{nines}9").parse::<Number>(), Err(NumberError::TooManyDigits));
    assert_eq!(number(&format!("{nines}e88")).to_string(), format!("{nines}{}", "0".repeat(88)));
    for text in ["1e126", "9e999999999999999999999", "0e126"] {
        assert_eq!(text.parse::<Number>(), Err(NumberError::Overflow), "{text}");
    }
    for text in ["1e-131", "9e-131", "1e-999999999999999999999", "0e-131"] {
        assert_eq!(text.parse::<Number>(), Err(NumberError::Underflow), "{text}");
    }
    assert_eq!(number(&nines).checked_add(Number::from(1)).unwrap(), number("1e38"));
    assert_eq!(number("1e50").checked_add(Number::from(1)), Err(NumberError::TooManyDigits));
    assert_eq!(number("9e125").checked_add(number("9e125")), Err(NumberError::Overflow));
    assert_eq!(number("1.1e-130").checked_sub(number("1e-130")), Err(NumberError::Underflow));
    assert_eq!(number("0.1").checked_add(number("0.2")).unwrap(), number("0.3"));
}

#[test]
fn integers_and_floats_convert() {
    assert_eq!(i64::try_from(Number::from(i64::MIN)), Ok(i64::MIN));
    assert_eq!(u64::try_from(Number::from(u64::MAX)), Ok(u64::MAX));
    assert_eq!(u8::try_from(number("256")), Err(NumberError::NotThatInteger));
    assert_eq!(i32::try_from(number("1.5")), Err(NumberError::NotThatInteger));
    assert_eq!(i128::try_from(number("1e37")), Ok(10_i128.pow(37)));
    assert_eq!(i128::try_from(number("1e100")), Err(NumberError::NotThatInteger));
    assert_eq!(u128::try_from(number("3e38")), Ok(3 * 10_u128.pow(38)));
    assert_eq!(u128::try_from(number("4e38")), Err(NumberError::NotThatInteger));
    for text in ["-1", "0.5", "-1e100", "1e-130"] {
        assert_eq!(u128::try_from(number(text)), Err(NumberError::NotThatInteger), "{text}");
    }
    assert_eq!(u128::try_from(Number::ZERO), Ok(0));
    assert_eq!(Number::try_from(0.1_f64), Ok(number("0.1")));
    assert_eq!(Number::try_from(f64::NAN), Err(NumberError::NotANumber));
    assert_eq!(Number::try_from(f64::MAX), Err(NumberError::Overflow));
    assert!((number("0.1").to_f64() - 0.1).abs() < f64::EPSILON);
}

#[test]
fn sizes_follow_the_digit_pairs() {
    for (text, size) in [
        ("0", 1),
        ("1", 2),
        ("10", 2),
        ("100", 2),
        ("12", 2),
        ("123", 3),
        ("-1", 3),
        ("0.1", 2),
        ("0.01", 2),
        ("1.5", 3),
        ("1e125", 2),
        ("1e-130", 2),
    ] {
        assert_eq!(number(text).size(), size, "{text}");
    }
}

fn any_text() -> impl Strategy<Value = String> {
    ("[+-]?", "[0-9]{0,45}", "(\\.[0-9]{0,45})?", "([eE][+-]?[0-9]{1,3})?")
        .prop_map(|(a, b, c, d)| a + &b + &c + &d)
}

fn any_number() -> impl Strategy<Value = Number> {
    let nines = 10_i128.pow(38) - 1;
    let coefficient = prop_oneof![-99..=99_i128, -nines..=nines];
    (coefficient, -130..=87_i32).prop_filter_map("out of range", |(c, e)| Number::from_parts(c, e).ok())
}

/// The oracle's view of what DynamoDB stores.
fn oracle(text: &str) -> Option<BigDecimal> {
    let value = BigDecimal::from_str(text).ok()?.normalized();
    fits(&value).then_some(value)
}

fn fits(value: &BigDecimal) -> bool {
    let (digits, scale) = value.normalized().into_bigint_and_exponent();
    if digits == BigInt::from(0) {
        return true;
    }
    let count = i64::try_from(digits.magnitude().to_string().len()).unwrap();
    count <= 38 && (-130..=125).contains(&(count - 1 - scale))
}

proptest! {
    #[test]
    fn parsing_agrees_with_the_oracle(text in any_text()) {
        match (text.parse::<Number>(), oracle(&text)) {
            (Ok(number), Some(value)) => prop_assert_eq!(BigDecimal::from_str(&number.to_string()).unwrap(), value),
            (Ok(number), None) => {
                // The oracle reads fewer spellings.
                let odd = text.starts_with(['.', '+']) || text.ends_with('.') || text.contains(".e") || text.contains(".E");
                prop_assert!(odd, "{} {}", text, number);
            }
            (Err(NumberError::NotANumber), Some(_)) => prop_assert!(false, "refused {}", text),
            (Err(_), Some(value)) => prop_assert_eq!(value, BigDecimal::from(0), "{}", text),
            (Err(_), None) => {}
        }
    }

    #[test]
    fn text_and_parts_read_back(number in any_number()) {
        prop_assert_eq!(number.to_string().parse::<Number>(), Ok(number));
        prop_assert_eq!(Number::from_parts(number.coefficient(), number.exponent()), Ok(number));
        prop_assert_eq!(-(-number), number);
    }

    #[test]
    fn order_and_sums_agree_with_the_oracle(a in any_number(), b in any_number()) {
        let big = |n: Number| BigDecimal::from_str(&n.to_string()).unwrap();
        prop_assert_eq!(a.cmp(&b), big(a).cmp(&big(b)));
        for (ours, exact) in [(a.checked_add(b), big(a) + big(b)), (a.checked_sub(b), big(a) - big(b))] {
            match ours {
                Ok(sum) => prop_assert_eq!(big(sum), exact),
                Err(_) => prop_assert!(!fits(&exact), "{}", exact),
            }
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,80}") {
        let _ = text.parse::<Number>();
    }
}
