use super::*;
use crate::{Error, Rule};

/// What is wrong with an update, and where.
#[track_caller]
fn fault(update: Update<Stock>) -> (Rule, String) {
    let Err(Error::InvalidRequest(invalid)) = update.into_expr() else { panic!("no fault") };
    (invalid.rule, invalid.path.unwrap().to_string())
}

#[test]
fn a_value_that_cannot_be_stored_is_kept_until_the_request() {
    let nan = f64::NAN;
    let unstorable = |place: &str| (Rule::ValueEncoding, place.to_owned());
    for update in [
        one().set(Stock::RATE, nan),
        one().set(Stock::RATE, &nan),
        one().set_if_absent(Stock::RATE, nan),
        one().given(Stock::RATE, nan),
    ] {
        assert_eq!(fault(update), unstorable("rate"));
    }
    assert_eq!(fault(one().set(Stock::RATES, vec![0.5, nan])), unstorable("rates[1]"));
    assert_eq!(fault(one().set(Stock::RATES.index(4), nan)), unstorable("rates[4]"));
    // The place that an element will have is not known.
    assert_eq!(fault(one().append(Stock::RATES, [0.5, nan])), unstorable("rates"));
    assert_eq!(fault(one().prepend(Stock::RATES, [nan])), unstorable("rates"));
    assert_eq!(fault(one().set(Stock::TAGS, BTreeSet::new())), unstorable("tags"));
    assert_eq!(fault(one().add(Stock::TAGS, Vec::<String>::new())), unstorable("tags"));
    assert_eq!(fault(one().delete(Stock::TAGS, Vec::<String>::new())), unstorable("tags"));
}

#[test]
fn an_attribute_is_no_element_and_is_not_given() {
    assert_eq!(
        fault(one().append(Stock::NOTES, [Stock::NAME])),
        (Rule::ListAppendOperand, "notes".to_owned())
    );
    assert_eq!(fault(one().given(Stock::NAME, Stock::NICK)), (Rule::IndexPartComputed, "name".to_owned()));
    let other: Attribute<(), String> = Attribute::new("other");
    assert_eq!(fault(one().add(Stock::TAGS, [other])), (Rule::ValueEncoding, "tags".to_owned()));
}

#[test]
fn the_first_fault_stays_whatever_follows() {
    let bad = || one().set(Stock::RATE, f64::NAN);
    let worse = || one().append(Stock::RATES, [f64::NAN]);
    for update in [
        bad().set(Stock::NAME, "x").remove(Stock::NICK),
        one().set(Stock::NAME, "x").set(Stock::RATE, f64::NAN),
        bad().apply(worse()),
        one().apply(bad()).apply(one().set(Stock::NAME, "x")),
        bad().given(Stock::RATES, vec![f64::NAN]),
        bad().given(Stock::NAME, Stock::NICK),
        one().given(Stock::RATE, f64::NAN).append(Stock::RATES, [f64::NAN]),
    ] {
        assert_eq!(fault(update.clone()), (Rule::ValueEncoding, "rate".to_owned()));
        assert_ne!(update, one());
        assert!(format!("{update:?}").contains("ValueEncoding"));
        assert!(update.into_parts().is_err());
    }
}

#[test]
fn a_key_condition_of_plain_data_is_that_data() {
    let condition = expr::KeyCondition::partition("PK", "a").sort("SK").gt("b");
    let typed = KeyCondition::<crate::AnyIndex>::untyped(condition.clone());
    assert_eq!(typed.clone(), IntoKeyCondition::<crate::Item>::into_key_condition(condition.clone()));
    assert_eq!(typed.clone().collection().into_expr().unwrap(), expr::KeyCondition::partition("PK", "a"));
    assert!(format!("{typed:?}").contains("SK"));
    assert_eq!(typed.into_expr().unwrap(), condition);
}
