use super::*;

macro_rules! extremes {
    ($($integer:ty),*) => {$(
        for extreme in [<$integer>::MIN, 0, 1, <$integer>::MAX] {
            round_trips(&extreme, number(&extreme.to_string()));
        }
        assert_eq!(read_from::<$integer>(), [ValueType::Number]);
        // One too many, one too few, and a fraction.
        let beyond = [
            Number::from(<$integer>::MAX).checked_add(Number::from(1)).unwrap(),
            Number::from(<$integer>::MIN).checked_sub(Number::from(1)).unwrap(),
            "0.5".parse().unwrap(),
            "1e125".parse().unwrap(),
        ];
        for number in beyond {
            assert_eq!(
                unreadable::<$integer>(number),
                concat!("the number is no ", stringify!($integer)),
                "{number}"
            );
        }
    )*};
}

#[test]
fn integers_keep_their_extremes_and_refuse_what_is_beyond() {
    extremes!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);
}

#[test]
fn wide_integers_have_at_most_38_digits() {
    let nines = 10_i128.pow(38) - 1;
    let too_many = Err(ValueError::new("a number has at most 38 significant digits"));
    round_trips(&nines, number(&"9".repeat(38)));
    round_trips(&-nines, number(&format!("-{}", "9".repeat(38))));
    round_trips(&nines.unsigned_abs(), number(&"9".repeat(38)));
    assert_eq!(i128::MAX.to_value(), too_many);
    assert_eq!(i128::MIN.to_value(), too_many);
    assert_eq!(u128::MAX.to_value(), too_many);
    assert_eq!((nines + 2).to_value(), too_many);
    // Zeros at the end are no digits.
    round_trips(&10_i128.pow(38), number("1e38"));
    round_trips(&(3 * 10_u128.pow(38)), number("3e38"));
    assert_eq!(unreadable::<u128>(-1), "the number is no u128");
    assert_eq!(unreadable::<u128>(number("4e38")), "the number is no u128");
    assert_eq!(unreadable::<i128>(number("2e38")), "the number is no i128");
    assert_eq!(unreadable::<i128>(number("0.5")), "the number is no i128");
}

#[test]
fn floats_are_the_shortest_decimal() {
    round_trips(&0.1, number("0.1"));
    round_trips(&-1.5e100, number("-15e99"));
    round_trips(&1e-130, number("1e-130"));
    round_trips(&9.999e125, number("9.999e125"));
    round_trips(&-0.0, 0);
    round_trips(&f64::from(f32::MAX), number("340282346638528860000000000000000000000"));
    // The digits beyond a float's precision are lost.
    assert_eq!(f64::from_value(&number(&format!("0.1{}1", "0".repeat(35)))), Ok(0.1));
    assert_eq!(read_from::<f64>(), [ValueType::Number]);
}

#[test]
fn floats_that_are_no_storable_numbers_are_refused() {
    for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(float.to_value().unwrap_err().to_string(), "not a decimal number");
    }
    for float in [1e126, f64::MAX, f64::MIN] {
        assert!(float.to_value().unwrap_err().to_string().contains("at most 9.9"), "{float}");
    }
    for float in [9e-131, f64::MIN_POSITIVE, -5e-324] {
        assert!(float.to_value().unwrap_err().to_string().contains("at least 1E-130"), "{float}");
    }
}

#[test]
fn numbers_keep_all_digits() {
    let text = format!("-{}.5", "1234567890".repeat(3));
    round_trips(&text.parse::<Number>().unwrap(), number(&text));
    assert_eq!(read_from::<Number>(), [ValueType::Number]);
}
