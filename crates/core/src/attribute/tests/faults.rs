use super::*;
use crate::{Error, InvalidRequest, Rule};

/// What is wrong with a filter, and where.
#[track_caller]
fn fault(filter: Filter<Order>) -> (String, String) {
    let Err(Error::InvalidRequest(invalid)) = filter.into_expr() else { panic!("no fault") };
    let InvalidRequest { rule, path, detail, .. } = *invalid;
    assert_eq!(rule, Rule::ValueEncoding);
    (path.unwrap().to_string(), detail.unwrap().into_string())
}

#[test]
fn a_value_that_cannot_be_stored_is_kept_until_the_request() {
    let (nan, huge) = (f64::NAN, f64::MAX);
    let number = |place: &str| (place.to_owned(), "not a decimal number".to_owned());
    for filter in [
        Order::RATE.eq(nan),
        Order::RATE.ne(&nan),
        Order::RATE.lt(nan),
        Order::RATE.between(nan, huge),
        Order::RATE.between(0.0, nan),
        Order::RATE.is_in([0.5, nan, huge]),
    ] {
        assert_eq!(fault(filter), number("rate"));
    }
    assert_eq!(fault(Order::RATES.contains(nan)), number("rates"));
    assert_eq!(fault(Order::RATES.index(2).gt(nan)), number("rates[2]"));
    assert_eq!(fault(Order::RATES.eq(vec![0.5, nan])), number("rates[1]"));
    assert!(fault(Order::RATE.eq(huge)).1.contains("at most"));
    assert_eq!(fault(Order::TAGS.eq(BTreeSet::new())).0, "tags");
    let late = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(u64::pow(2, 40));
    assert_eq!(fault(Order::PLACED.le(late)), ("placed".to_owned(), "the time is out of range".to_owned()));
}

#[test]
fn the_first_fault_stays_whatever_it_is_combined_with() {
    let good = || Order::STATUS.eq("open");
    let bad = || Order::RATE.eq(f64::NAN);
    let worse = || Order::RATES.contains(f64::NAN);
    for filter in [
        bad() & good(),
        good() | bad(),
        !bad(),
        bad().and(good()).or(worse()),
        Filter::all([good(), bad(), worse()]),
        Filter::any([bad(), good()]),
        !(good() & (good() | bad())),
    ] {
        assert_eq!(fault(filter.clone()).0, "rate");
        assert_ne!(filter, good());
        let shown = format!("{filter:?}");
        assert!(shown.contains("ValueEncoding") && shown.contains("rate"), "{shown}");
    }
}
