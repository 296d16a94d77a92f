mod unique;

use super::*;
use crate::{KeyTemplate, PartFormat, Rule, item, layout::IndexLayout};
use std::sync::LazyLock;

fn key(literal: &'static str) -> KeyField {
    KeyField::composed("PK", KeyTemplate::new().literal(literal).part("id", PartFormat::String))
}

fn layout(name: &'static str, table: &'static str) -> Layout {
    Layout::new(name, table, key("A#")).sort_key(KeyField::composed("SK", KeyTemplate::new().literal("A")))
}

fn rule<T: std::fmt::Debug>(made: Made<T>) -> Rule {
    made.unwrap_err().rule
}

#[test]
fn an_item_gets_its_keys_its_index_keys_and_its_type() {
    let by_mail =
        KeyField::composed("mail_PK", KeyTemplate::new().literal("M#").part("mail", PartFormat::String));
    let layout = layout("a", "tab").index(IndexLayout::global("by_mail", by_mail));
    let mut item = item! { "id" => "1", "mail" => "x" };
    layout.complete(&mut item).unwrap();
    let keys = item! { "PK" => "A#1", "SK" => "A", "mail_PK" => "M#x", "entity_type" => "a" };
    assert_eq!(item, keys.with("id", "1").with("mail", "x"));
    item.remove("mail");
    layout.complete(&mut item).unwrap();
    assert!(!item.contains("mail_PK"));
}

#[test]
fn a_primary_key_needs_all_its_parts() {
    let fault = layout("a", "tab").key_of(&item! { "mail" => "x" }).unwrap_err();
    assert_eq!(fault.rule, Rule::KeyPartMissing);
    assert_eq!(fault.detail.as_deref(), Some("missing: `id`"));
}

#[test]
fn the_parts_of_a_key_are_read_back() {
    let key = layout("a", "tab").key_of(&item! { "id" => "1#2" }).unwrap();
    assert_eq!(layout("a", "tab").parts_of_key(&key), [("id".to_owned(), "1#2".into())]);
}

#[test]
fn a_template_that_could_not_be_read_back_makes_an_unsound_layout() {
    assert!(layout("a", "tab").sound().is_ok());
    let two = KeyTemplate::new().part("id", PartFormat::String).part("name", PartFormat::String);
    assert_eq!(
        rule(Layout::new("a", "tab", KeyField::composed("PK", two.clone())).sound()),
        Rule::KeyTemplateShape
    );
    let sort = KeyField::composed("SK", two.clone());
    assert_eq!(rule(Layout::new("a", "tab", key("A#")).sort_key(sort).sound()), Rule::KeyTemplateShape);
    let index = IndexLayout::global("by_name", KeyField::composed("name_PK", two));
    assert_eq!(rule(layout("a", "tab").index(index).sound()), Rule::KeyTemplateShape);
}

#[test]
fn variants_that_do_not_agree_on_the_table_make_an_unsound_layout() {
    static A: LazyLock<Layout> = LazyLock::new(|| layout("a", "tab"));
    static B: LazyLock<Layout> = LazyLock::new(|| layout("b", "tab"));
    static OTHER: LazyLock<Layout> = LazyLock::new(|| layout("c", "other"));
    assert!(Layout::of_variants("any", vec![&A, &B]).sound().is_ok());
    assert_eq!(Layout::of_variants("any", vec![&A, &B]).types(), ["a", "b"]);
    assert_eq!(rule(Layout::of_variants("any", vec![&A, &OTHER]).sound()), Rule::TableDiffers);
    assert_eq!(rule(Layout::of_variants("any", vec![]).sound()), Rule::TableDiffers);
}

#[test]
fn a_primary_key_with_a_field_as_it_is_is_not_composed() {
    static COMPOSED: LazyLock<Layout> = LazyLock::new(|| layout("a", "tab"));
    static PLAIN_SORT: LazyLock<Layout> = LazyLock::new(|| {
        Layout::new("b", "tab", key("A#")).sort_key(KeyField::plain(KeyAttribute::string("SK")))
    });
    assert!(COMPOSED.composes_primary_key());
    assert!(!PLAIN_SORT.composes_primary_key());
    let plain = Layout::new("c", "tab", KeyField::plain(KeyAttribute::string("PK")));
    assert!(!plain.composes_primary_key());
    assert!(
        !plain.sort_key(KeyField::composed("SK", KeyTemplate::new().literal("A"))).composes_primary_key()
    );
    assert!(Layout::of_variants("any", vec![&COMPOSED, &COMPOSED]).composes_primary_key());
    for variants in [[&COMPOSED, &PLAIN_SORT], [&PLAIN_SORT, &COMPOSED]] {
        let variants = variants.into_iter().map(|layout| &**layout).collect();
        assert!(!Layout::of_variants("any", variants).composes_primary_key());
    }
}
