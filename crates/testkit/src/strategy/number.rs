//! Numbers.

use proptest::{prelude::*, sample::select};
use twintable::Number;

/// Numbers at the ends of the range, of 38 digits, and next to them.
const EDGES: [&str; 14] = [
    "0",
    "-0",
    "1E125",
    "9.9999999999999999999999999999999999999E+125",
    "-9.9999999999999999999999999999999999999E+125",
    "1E-130",
    "-1E-130",
    "1.2345678901234567890123456789012345678E-93",
    "99999999999999999999999999999999999999",
    "1E38",
    "0.1",
    "0.2",
    "1E50",
    "12345678901234567890123456789012345678",
];

/// A number: mostly a small one, in any notation, and now and then one at an end of the range or of 38 digits.
pub fn number() -> impl Strategy<Value = Number> + Clone {
    prop_oneof![
        6 => small(),
        2 => (-999_i128..=999, -2_i32..=2).prop_filter_map("in range", |(coefficient, exponent)| {
            Number::from_parts(coefficient, exponent).ok()
        }),
        1 => select(EDGES.as_slice()).prop_filter_map("a number", |text| text.parse().ok()),
        1 => (-(10_i128.pow(38) - 1)..10_i128.pow(38), -130_i32..=88).prop_filter_map(
            "in range",
            |(coefficient, exponent)| Number::from_parts(coefficient, exponent).ok(),
        ),
    ]
}

/// An integer between -3 and 12, read from one of the ways to write it.
fn small() -> impl Strategy<Value = Number> + Clone {
    (-3_i64..=12, 0_u8..6).prop_filter_map("a number", |(integer, notation)| {
        let text = match notation {
            0 | 1 => integer.to_string(),
            2 => format!("{integer}.00"),
            3 => format!("{integer}e0"),
            4 => format!("{integer}0E-1"),
            _ if integer < 0 => format!("{integer}."),
            _ => format!("+00{integer}"),
        };
        text.parse().ok()
    })
}
