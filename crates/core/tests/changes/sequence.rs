//! Sequence numbers.

use proptest::prelude::*;
use std::{cmp::Ordering, collections::HashSet};
use twintable::change::SequenceNumber;

fn number(text: &str) -> SequenceNumber {
    text.parse().expect("a sequence number")
}

/// The order of two texts of digits, as a person finds it.
fn order(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

proptest! {
    #[test]
    fn they_are_ordered_as_numbers(a in "[0-9]{1,40}", b in "[0-9]{1,40}", zeros in 0_usize..40) {
        prop_assert_eq!(number(&a).cmp(&number(&b)), order(&a, &b));
        let padded = format!("{}{a}", "0".repeat(zeros.min(40 - a.len())));
        prop_assert_eq!(number(&padded), number(&a));
        let both: HashSet<_> = [number(&padded), number(&a)].into();
        prop_assert_eq!(both.len(), 1);
    }

    #[test]
    fn the_text_is_kept(text in "0{0,20}[0-9]{1,20}") {
        prop_assert_eq!(number(&text).to_string(), text.clone());
        let json = format!("\"{text}\"");
        let read: SequenceNumber = serde_json::from_str(&json)?;
        prop_assert_eq!(serde_json::to_string(&read)?, json);
    }

    #[test]
    fn an_integer_is_one(integer: u64) {
        prop_assert_eq!(SequenceNumber::from(integer).to_string(), integer.to_string());
    }
}

#[test]
fn the_widest_fit_and_keep_their_order() {
    let widest = "9".repeat(40);
    assert_eq!(number(&widest).to_string(), widest);
    for (low, high) in [
        ("99999999999999999999999999999999999999", "100000000000000000000000000000000000000"),
        ("340282366920938463463374607431768211455", "340282366920938463463374607431768211456"),
        ("999999999999999999999999999999999999999", "1000000000000000000000000000000000000000"),
    ] {
        assert!(number(low) < number(high));
        assert_eq!((number(low).to_string(), number(high).to_string()), (low.to_owned(), high.to_owned()));
    }
    let zeros = "0".repeat(40);
    assert_eq!((number(&zeros), number(&zeros).to_string()), (SequenceNumber::default(), zeros));
}

#[test]
fn what_is_no_integer_of_forty_digits_is_refused() {
    for text in ["", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "\u{661}", "a", &"1".repeat(41)] {
        assert!(text.parse::<SequenceNumber>().is_err(), "{text:?}");
        assert!(serde_json::from_value::<SequenceNumber>(text.into()).is_err(), "{text:?}");
    }
    assert!(serde_json::from_str::<SequenceNumber>("7").is_err());
}
