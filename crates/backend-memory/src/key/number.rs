//! Numbers as bytes whose order is the numbers' order.

use twintable::Number;

const NEGATIVE: u8 = 0;
const ZERO: u8 = 1;
const POSITIVE: u8 = 2;

/// Writes a number: its sign, the place of its leading digit, its digits in pairs, and an end. All but the
/// sign is inverted for a negative number, whose order is reversed.
pub(super) fn write(bytes: &mut Vec<u8>, number: Number) {
    if number.is_zero() {
        bytes.push(ZERO);
        return;
    }
    bytes.push(if number.is_negative() { NEGATIVE } else { POSITIVE });
    let start = bytes.len();
    write_magnitude(bytes, number);
    if number.is_negative() {
        bytes[start..].iter_mut().for_each(|byte| *byte = !*byte);
    }
}

fn write_magnitude(bytes: &mut Vec<u8>, number: Number) {
    let digits = number.digits();
    // The leading digit stands at 10^-130 to 10^125: 256 places.
    let place = number.exponent() + i32::try_from(digits).unwrap_or(0) - 1 + 130;
    bytes.push(u8::try_from(place).unwrap_or(if place < 0 { 0 } else { u8::MAX }));
    let mut rest = number.coefficient().unsigned_abs();
    // An odd last digit is written as a pair with a zero.
    if digits % 2 == 1 {
        rest *= 10;
    }
    let mut pairs = [0_u8; 20];
    let mut first = pairs.len();
    while rest > 0 && first > 0 {
        first -= 1;
        // A pair is 1 to 100, so that the end, 0, sorts before every pair.
        pairs[first] = u8::try_from(rest % 100).unwrap_or(0) + 1;
        rest /= 100;
    }
    bytes.extend_from_slice(&pairs[first..]);
    bytes.push(0);
}
