//! Numbers, paths and values from anything.

use proptest::prelude::*;
use twintable::{Error, Number, Path, Rule, Value, item, validate};

proptest! {
    #[test]
    fn numbers_of_any_parts(coefficient: i128, exponent: i32, small in -200..200_i32) {
        for exponent in [exponent, small] {
            if let Ok(number) = Number::from_parts(coefficient, exponent) {
                prop_assert_eq!(number.to_string().parse(), Ok(number));
                prop_assert_eq!(Number::from_parts(number.coefficient(), number.exponent()), Ok(number));
                prop_assert!((1..=22).contains(&number.size()), "{} {}", number, number.size());
                prop_assert!(number.digits() <= Number::MAX_DIGITS);
            }
        }
    }

    #[test]
    fn numbers_of_any_float(bits: u64, float: f64) {
        for float in [float, f64::from_bits(bits)] {
            if let Ok(number) = Number::try_from(float) {
                prop_assert_eq!(number.to_f64().total_cmp(&if float == 0.0 { 0.0 } else { float }), std::cmp::Ordering::Equal);
            }
        }
    }

    #[test]
    fn numbers_of_any_integer(wide: i128, unsigned: u128, narrow: i64, size: usize) {
        prop_assert_eq!(i64::try_from(Number::from(narrow)), Ok(narrow));
        prop_assert_eq!(usize::try_from(Number::from(size)), Ok(size));
        if let Ok(number) = Number::try_from(wide) {
            prop_assert_eq!(i128::try_from(number), Ok(wide));
        }
        if let Ok(number) = Number::try_from(unsigned) {
            prop_assert_eq!(u128::try_from(number), Ok(unsigned));
        }
    }

    #[test]
    fn numbers_of_any_text(text in any::<String>(), near in "[-+]?[0-9]{0,50}[.]?[0-9]{0,50}([eE][-+]?[0-9]{0,25})?.?") {
        for text in [text, near] {
            if let Ok(number) = text.parse::<Number>() {
                prop_assert_eq!(number.to_string().parse(), Ok(number));
            }
        }
    }

    #[test]
    fn numbers_never_disagree_about_order(a in crate::trees::number(), b in crate::trees::number()) {
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a == b, a.cmp(&b).is_eq());
        prop_assert_eq!((-a).cmp(&-b), b.cmp(&a));
        if let Ok(difference) = a.checked_sub(b) {
            prop_assert_eq!(difference.cmp(&Number::ZERO), a.cmp(&b));
            prop_assert_eq!(difference.checked_add(b).unwrap_or(a), a);
        }
    }

    #[test]
    fn paths_of_any_text(text in any::<String>(), near in r#"[ab.\[\]"\\01]{0,12}"#) {
        for text in [text, near] {
            if let Ok(path) = text.parse::<Path>() {
                prop_assert_eq!(path.to_string().parse(), Ok(path));
            }
        }
    }

    #[test]
    fn values_of_any_shape(value in crate::trees::value(), other in crate::trees::value(), name in any::<String>()) {
        prop_assert!(value == value.clone());
        prop_assert_eq!(value.compare(&other), other.compare(&value).map(std::cmp::Ordering::reverse));
        if let Some(order) = value.compare(&other) {
            prop_assert_eq!(order.is_eq(), value == other);
        }
        let item = item! { name.clone() => value.clone() };
        prop_assert_eq!(item.size(), name.len() + value.size());
        let allowed = validate::value(&name, &value).is_ok() && !name.is_empty();
        prop_assert_eq!(validate::item(&item).is_ok(), allowed);
    }

    #[test]
    fn the_place_of_a_fault_is_the_fault(value in crate::trees::value()) {
        if let Err(Error::InvalidRequest(invalid)) = validate::value("a", &value) {
            let item = item! { "a" => value };
            let Some(found) = invalid.path.as_ref().and_then(|path| item.at(path)) else {
                return Err(TestCaseError::fail(format!("{invalid:?} leads nowhere")));
            };
            let place_fits = if invalid.rule == Rule::EmptySet {
                found.size() == 0
            } else if invalid.rule == Rule::ValueTooDeep {
                matches!(found, Value::List(_) | Value::Map(_))
            } else {
                invalid.rule == Rule::EmptyName
            };
            prop_assert!(place_fits, "{:?}", invalid);
        }
    }
}
