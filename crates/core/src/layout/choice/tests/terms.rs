//! Which terms decide the partition.

use super::*;

fn by_customer() -> Layout {
    with_index(IndexLayout::global("by_customer", text("customer")))
}

fn not_given(names: &[&str]) -> WhyNot {
    WhyNot::NotGiven(names.iter().copied().map(ToOwned::to_owned).collect())
}

#[test]
fn an_equality_moves_into_the_key_condition_and_the_rest_stays() {
    let filter = path("total").gt(100) & path("customer").eq("c-1") & path("note").not_exists();
    let choice = chosen(&by_customer(), &filter);
    assert_eq!(choice.index.as_deref(), Some("by_customer"));
    assert_eq!(choice.key_condition, Some(KeyCondition::partition("customer", "c-1")));
    assert_eq!(choice.filter, Some(path("total").gt(100) & path("note").not_exists()));
    assert_eq!(choice.passed_over, [PassedOver { index: None, why: not_given(&["id"]) }]);
}

#[test]
fn a_constant_may_stand_on_either_side_and_an_and_in_an_and() {
    let mirrored = Operand::from("c-1").eq(path("customer"));
    for filter in [mirrored.clone(), Filter::all([mirrored.clone()]), Filter::all([Filter::all([mirrored])])]
    {
        let choice = chosen(&by_customer(), &filter);
        assert_eq!(choice.key_condition, Some(KeyCondition::partition("customer", "c-1")));
        assert_eq!(choice.filter, None);
    }
    let nested = Filter::all([path("a").eq(1), Filter::all([path("customer").eq("c-1"), path("b").eq(2)])]);
    assert_eq!(chosen(&by_customer(), &nested).filter, Some(path("a").eq(1) & path("b").eq(2)));
}

#[test]
fn other_terms_decide_no_partition() {
    for filter in [
        path("customer").eq("c-1").or(path("total").gt(1)),
        !path("customer").ne("c-1"),
        path("customer").ne("c-1"),
        path("customer").field("x").eq("c-1"),
        path("customer").eq(path("total")),
        path("customer").eq(Value::Null),
        path("customer").size().eq(3),
        path("customer").ge("c-1"),
        path("customer").begins_with("c-1"),
        path("customer").is_in(["c-1"]),
    ] {
        let choice = chosen(&by_customer(), &filter);
        assert!(choice.is_scan());
        assert_eq!(choice.filter.as_ref(), Some(&filter));
        assert_eq!(why_not(&by_customer(), &filter), Some(not_given(&["customer"])));
    }
}

#[test]
fn all_partition_attributes_and_all_their_parts_are_given() {
    let index = IndexLayout::global("by_place", composed("GSI1PK", "", &["country", "city"]));
    let layout = with_index(index.partition_key(text("kind")));
    let (country, city, kind) = (path("country").eq("a"), path("city").eq("b#"), path("kind").eq("k"));
    assert_eq!(why_not(&layout, &country), Some(not_given(&["city", "kind"])));
    let choice = chosen(&layout, &(kind & city & country));
    let partition = KeyCondition::partition("GSI1PK", "a#b\"2").and_partition("kind", "k");
    assert_eq!((choice.key_condition, choice.filter), (Some(partition), None));
}

#[test]
fn a_partition_without_parts_needs_no_term() {
    let layout = with_index(IndexLayout::global("all", composed("GSI1PK", "ORDERS", &[])));
    let choice = chosen(&layout, &path("total").gt(1));
    assert_eq!(choice.key_condition, Some(KeyCondition::partition("GSI1PK", "ORDERS")));
    assert_eq!(choice.filter, Some(path("total").gt(1)));
}

#[test]
fn the_first_of_two_equalities_is_in_the_key() {
    let layout = with_index(IndexLayout::global("by_customer", composed("GSI1PK", "C#", &["customer"])));
    let (first, second) = (path("customer").eq("1"), path("customer").eq("2"));
    let choice = chosen(&layout, &(first.clone() & second.clone() & first.clone()));
    assert_eq!(choice.key_condition, Some(KeyCondition::partition("GSI1PK", "C#1")));
    assert_eq!(choice.filter, Some(second.clone()));
    // The service refuses the second where the attribute is itself the key.
    let refused = Some((Rule::FilterOnKey, Some(path("customer"))));
    assert_eq!(refusal(&by_customer(), &(first.clone() & second)), refused);
    assert_eq!(chosen(&by_customer(), &(first.clone() & first)).filter, None);
}

#[test]
fn what_is_left_does_not_name_an_attribute_that_is_the_key() {
    let filter = path("customer").eq("1");
    for left in [
        path("a").eq(1) | !path("customer").exists(),
        path("customer").field("x").eq(1),
        path("a").lt(path("customer")),
        path("customer").size().gt(1),
    ] {
        let refused = Some((Rule::FilterOnKey, Some(path("customer"))));
        let found = refusal(&by_customer(), &(filter.clone() & left));
        assert_eq!(found.map(|(rule, at)| (rule, at.map(|at| path(at.attribute().to_owned())))), refused);
    }
    // Of a composed key the parts are attributes like others, and the key's own is not.
    let layout = with_index(IndexLayout::global("by_customer", composed("GSI1PK", "C#", &["customer"])));
    assert_eq!(refusal(&layout, &(filter.clone() & path("GSI1PK").exists())).unwrap().0, Rule::FilterOnKey);
    let left = path("customer").size().gt(1) | path("customer").exists();
    assert_eq!(chosen(&layout, &(filter & left.clone())).filter, Some(left));
}

#[test]
fn a_value_that_no_key_has_decides_no_partition() {
    let plain = by_customer();
    assert_eq!(refusal(&plain, &path("customer").eq(1)).unwrap().0, Rule::KeyConditionType);
    assert_eq!(refusal(&plain, &path("customer").eq("")).unwrap().0, Rule::KeyEmpty);
    assert_eq!(refusal(&plain, &path("customer").eq("x".repeat(2049))).unwrap().0, Rule::KeyTooLong);
    let layout = with_index(IndexLayout::global("by_customer", composed("GSI1PK", "C#", &["customer"])));
    assert_eq!(refusal(&layout, &path("customer").eq(1)).unwrap().0, Rule::KeyPartType);
    assert_eq!(refusal(&layout, &path("customer").eq("\u{10FFFF}")).unwrap().0, Rule::KeyPartReserved);
    assert!(!chosen(&layout, &path("customer").eq("")).is_scan());
}

#[test]
fn a_filter_that_breaks_a_rule_is_refused_whatever_fits() {
    let rule = |filter: &Filter| by_customer().choose(filter, false).unwrap_err().rule();
    let given = || path("customer").eq("1");
    assert_eq!(rule(&Filter::all([])), Some(Rule::EmptyAnd));
    assert_eq!(rule(&(given() & path("a").is_in(Vec::<Value>::new()))), Some(Rule::EmptyIn));
    let deep = (0..100).fold(given(), |filter, _| Filter::all([filter]));
    assert_eq!(rule(&deep), Some(Rule::FilterTooDeep));
}
