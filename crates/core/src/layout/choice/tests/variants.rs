//! Enums of entities.

use super::*;

fn leak(layout: Layout) -> &'static Layout {
    Box::leak(Box::new(layout))
}

fn variant(name: &'static str, sort: KeyField) -> Layout {
    Layout::new(name, "shop", composed("PK", "C#", &["customer"])).sort_key(sort)
}

fn by_status(name: &'static str, parts: &[&'static str]) -> IndexLayout {
    IndexLayout::global(name, composed("GSI1PK", "", parts))
}

fn either(first: Layout, second: Layout) -> Layout {
    Layout::of_variants("either", vec![leak(first), leak(second)])
}

#[test]
fn what_all_variants_compose_alike_counts() {
    let layout = either(
        variant("profile", composed("SK", "PROFILE", &[])),
        variant("order", composed("SK", "O#", &["id"])),
    );
    let filter = path("customer").eq("1") & path("id").eq("2");
    let choice = chosen(&layout, &filter);
    // The sort keys differ, so it is the whole partition.
    assert_eq!(choice.key_condition, Some(KeyCondition::partition("PK", "C#1")));
    assert_eq!(choice.filter, Some(path("id").eq("2")));
    let same =
        either(variant("a", composed("SK", "O#", &["id"])), variant("b", composed("SK", "O#", &["id"])));
    assert_eq!(
        chosen(&same, &filter).key_condition,
        Some(KeyCondition::partition("PK", "C#1").sort("SK").eq("O#2"))
    );
}

#[test]
fn a_partition_that_differs_does_not() {
    let other = Layout::new("order", "shop", composed("PK", "O#", &["customer"])).sort_key(text("SK"));
    let layout = either(variant("profile", text("SK")), other);
    let choice = chosen(&layout, &path("customer").eq("1"));
    assert_eq!(
        choice.passed_over,
        [PassedOver { index: None, why: WhyNot::VariantsDiffer("PK".to_owned()) }]
    );
}

#[test]
fn an_index_counts_if_all_variants_are_in_it_alike() {
    let sort = || composed("SK", "", &["id"]);
    let of = |first: Option<IndexLayout>, second: Option<IndexLayout>| {
        let with =
            |name, index: Option<IndexLayout>| index.into_iter().fold(variant(name, sort()), Layout::index);
        why_not(&either(with("a", first), with("b", second)), &path("status").eq("open"))
    };
    let index = || by_status("by_status", &["status"]);
    let differ = Some(WhyNot::VariantsDiffer("GSI1PK".to_owned()));
    assert_eq!(of(Some(index()), Some(index())), None);
    assert_eq!(of(Some(index()), None), differ);
    assert_eq!(of(Some(by_status("by_status", &["status", "id"])), Some(index())), differ);
    let when = |value: &str| index().when("status", vec![value.into()]);
    assert_eq!(of(Some(when("open")), Some(when("open"))), None);
    assert_eq!(of(Some(when("open")), Some(when("paid"))), differ);
    assert_eq!(of(Some(index()), Some(when("paid"))), differ);
    // An attribute as it is needs no one to compose it.
    assert_eq!(of(Some(IndexLayout::global("by_status", text("status"))), None), None);
}

#[test]
fn a_sort_key_that_differs_is_no_reason_to_miss_items_of_an_index() {
    let index =
        |part| IndexLayout::global("by_status", text("status")).sort_key(composed("GSI1SK", "", &[part]));
    let with = |name, part| variant(name, text("SK")).index(index(part)).required(["a", "b"]);
    let filter = path("status").eq("open");
    assert_eq!(why_not(&either(with("x", "a"), with("y", "a")), &filter), None);
    let differ = Some(WhyNot::VariantsDiffer("GSI1SK".to_owned()));
    assert_eq!(why_not(&either(with("x", "a"), with("y", "b")), &filter), differ);
}

#[test]
fn an_attribute_is_there_if_all_variants_require_it() {
    let with = |name, required: &[&'static str]| {
        let index = IndexLayout::global("by_status", text("status")).sort_key(text("due"));
        variant(name, text("SK")).index(index).required(required.iter().copied())
    };
    let filter = path("status").eq("open");
    assert_eq!(why_not(&either(with("a", &["due"]), with("b", &["due"])), &filter), None);
    for layout in [either(with("a", &["due"]), with("b", &[])), either(with("a", &[]), with("b", &["due"]))] {
        assert_eq!(why_not(&layout, &filter), Some(WhyNot::MayBeMissing(vec!["due".to_owned()])));
    }
}

#[test]
fn a_filter_that_gives_the_type_is_about_one_variant() {
    let order = variant("order", composed("SK", "O#", &["id"])).index(by_status("by_status", &["status"]));
    let layout = either(variant("profile", composed("SK", "PROFILE", &[])), order);
    let filter = path("status").eq("open");
    assert_eq!(why_not(&layout, &filter), Some(WhyNot::VariantsDiffer("GSI1PK".to_owned())));
    let of_type = path("entity_type").eq("order");
    let choice = chosen(&layout, &(of_type.clone() & filter.clone()));
    assert_eq!(choice.index.as_deref(), Some("by_status"));
    assert_eq!(choice.filter, Some(of_type));
    assert!(chosen(&layout, &(path("entity_type").eq("other") & filter)).is_scan());
}
