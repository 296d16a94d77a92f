//! Indexes that may not hold all items that the filter is true for.

use super::*;

fn given(filter: Filter) -> Filter {
    path("customer").eq("c") & filter
}

fn sorted_by(sort: KeyField) -> Layout {
    with_index(IndexLayout::global("by_customer", text("customer")).sort_key(sort))
}

fn missing(name: &str) -> WhyNot {
    WhyNot::MayBeMissing(vec![name.to_owned()])
}

#[test]
fn an_item_that_may_lack_a_part_of_the_key_is_not_looked_for_in_the_index() {
    for layout in [sorted_by(text("due")), sorted_by(composed("GSI1SK", "DUE#", &["due"]))] {
        assert_eq!(why_not(&layout, &path("customer").eq("c")), Some(missing("due")));
        assert_eq!(why_not(&layout.clone().required(["due"]), &path("customer").eq("c")), None);
    }
    let layout = sorted_by(composed("GSI1SK", "", &["due", "id", "place"])).required(["place"]);
    assert_eq!(why_not(&layout, &path("customer").eq("c")), Some(missing("due")));
    assert_eq!(why_not(&layout, &given(path("due").eq("d"))), None);
}

#[test]
fn the_attributes_of_the_primary_key_are_always_there() {
    let index = IndexLayout::global("other", text("SK")).sort_key(composed("GSI1SK", "", &["id", "shop"]));
    let layout =
        Layout::new("order", "shop", text("shop")).sort_key(composed("SK", "O#", &["id"])).index(index);
    assert_eq!(why_not(&layout, &path("SK").eq("O#1")), None);
    let reverse = IndexLayout::global("reverse", text("kind")).sort_key(text("SK"));
    assert_eq!(why_not(&with_index(reverse), &path("kind").eq("k")), Some(missing("SK")));
}

/// Terms that are only true for items that have `due`; whether they also leave out `NULL`; and terms that are not.
fn terms() -> Vec<(Filter, bool, bool)> {
    let (due, other) = (|| path("due"), || path("other"));
    let null = || Operand::from(Value::Null);
    vec![
        (due().eq("d"), true, true),
        (due().eq(null()), true, false),
        (due().eq(other()), true, false),
        (due().eq(other().size()), true, true),
        (due().size().eq(other()), true, true),
        (due().size().ge(1), true, true),
        (other().lt(due()), true, true),
        (due().ge(other()), true, true),
        (due().between("a", "b"), true, true),
        (Operand::from("x").between(due(), other()), true, true),
        (due().begins_with("d"), true, true),
        (Operand::from("ddd").begins_with(due()), true, true),
        (due().is_in(["a", "b"]), true, true),
        (due().is_in([Operand::from("a"), null()]), true, false),
        (due().is_in([Operand::from("a"), other().into()]), true, false),
        (due().contains("x"), true, true),
        (other().contains(due()), true, false),
        (due().exists(), true, false),
        (due().field("x").exists(), true, true),
        (due().type_is(ValueType::String), true, true),
        (due().type_is(ValueType::Null), true, false),
        (due().ne("d"), false, false),
        (due().not_exists(), false, false),
        (!due().eq("d"), false, false),
        (due().eq("d").or(other().eq(1)), false, false),
        (other().is_in([due()]), false, false),
        (other().exists(), false, false),
    ]
}

#[test]
fn a_term_shows_that_a_part_is_there() {
    let composed_key = sorted_by(composed("GSI1SK", "DUE#", &["due"]));
    let plain = sorted_by(text("due"));
    for (term, is_there, is_not_null) in terms() {
        let found = why_not(&composed_key, &given(term.clone()));
        assert_eq!(found, if is_not_null { None } else { Some(missing("due")) }, "{term:?}");
        // An attribute that is itself the key is never `NULL`. Most of these terms cannot stay beside it.
        let found = why_not(&plain, &given(term.clone()));
        assert_eq!(found == Some(missing("due")), !is_there, "{term:?}");
    }
}

#[test]
fn an_index_with_a_condition_is_for_a_filter_that_asks_for_its_values() {
    let when = vec![Value::from("open"), Value::from("paid")];
    let index = IndexLayout::global("open", composed("GSI1PK", "C#", &["customer"])).when("status", when);
    let layout = with_index(index).required(["status"]);
    let status = || path("status");
    for (filter, is_member) in [
        (status().eq("open"), true),
        (Operand::from("paid").eq(status()), true),
        (status().is_in(["paid", "open"]), true),
        (status().is_in(["paid"]), true),
        (status().eq("closed"), false),
        (status().is_in(["paid", "closed"]), false),
        (status().is_in([Operand::from("paid"), path("other").into()]), false),
        (status().ne("closed"), false),
        (status().exists(), false),
        (status().eq("open").or(status().eq("paid")), false),
        (status().field("x").eq("open"), false),
        (status().field("x").is_in(["open"]), false),
        (path("other").is_in(["open"]), false),
    ] {
        let filter = given(filter);
        let expected = if is_member { None } else { Some(WhyNot::NotMember("status".to_owned())) };
        assert_eq!(why_not(&layout, &filter), expected, "{filter:?}");
    }
    // It stays in the filter: the index has both.
    assert_eq!(chosen(&layout, &given(status().eq("open"))).filter, Some(status().eq("open")));
}

#[test]
fn an_index_holds_all_attributes() {
    for projection in [IndexProjection::KeysOnly, IndexProjection::include(["total"])] {
        let layout = with_index(IndexLayout::global("by_customer", text("customer")).projection(projection));
        assert_eq!(why_not(&layout, &path("customer").eq("c")), Some(WhyNot::NotAllHeld));
    }
}

#[test]
fn a_consistent_read_takes_no_global_index() {
    let layout = Layout::new("order", "shop", text("customer"))
        .sort_key(text("id"))
        .index(IndexLayout::local("by_due", text("due")))
        .index(IndexLayout::global("by_due_too", text("due")));
    let by_due = path("due").eq("d");
    let choice = layout.choose(&by_due, true).unwrap();
    assert!(choice.is_scan());
    let WhyNot::Refused(fault) = &choice.passed_over[2].why else { panic!("{choice}") };
    assert_eq!(fault.rule, Rule::ConsistentGlobalIndex);
    assert_eq!(chosen(&layout, &by_due).index.as_deref(), Some("by_due_too"));
    let choice = layout.choose(&given(by_due), true).unwrap();
    assert_eq!(choice.index.as_deref(), Some("by_due"));
}

#[test]
fn a_read_keeps_to_the_scope_that_the_primary_key_has() {
    let template = |name: &'static str| KeyTemplate::new().literal(name).scope().literal("#");
    let key = KeyField::composed("PK", template("O#").part("id", PartFormat::String));
    let layout =
        |index: IndexLayout| Layout::new("order", "shop", key.clone()).index(index).required(["due"]);
    let filter = path("customer").eq("c");
    let choose = |index: IndexLayout, filter: &Filter| why_not(&layout(index), filter);
    let scoped = KeyField::composed("GSI1SK", template("D#").part("due", PartFormat::String));
    let by_customer = || IndexLayout::global("by_customer", text("customer"));
    assert_eq!(choose(by_customer(), &filter), Some(WhyNot::OutOfScope));
    assert_eq!(choose(by_customer().sort_key(text("due")), &filter), Some(WhyNot::OutOfScope));
    assert_eq!(choose(by_customer().sort_key(scoped.clone()), &filter), None);
    assert_eq!(
        choose(by_customer().sort_key(text("due")).sort_key(scoped), &filter),
        Some(WhyNot::OutOfScope)
    );
    // What stands in front of the scope is left open, or is not.
    let behind = KeyTemplate::new().part("due", PartFormat::Unsigned { digits: 2 }).literal("#").scope();
    let behind = by_customer().sort_key(KeyField::composed("GSI1SK", behind));
    let behind = |filter: &Filter| choose(behind.clone(), filter);
    assert_eq!(behind(&filter), Some(WhyNot::OutOfScope));
    assert_eq!(behind(&given(path("due").ge(7))), Some(WhyNot::OutOfScope));
    assert_eq!(behind(&given(path("due").eq(7))), None);
    // A value is no scope, whatever is in it.
    let hole = path("customer").eq("\u{10FFFE}");
    assert_eq!(choose(by_customer(), &hole), Some(WhyNot::OutOfScope));
    // Another index is none of the table's business.
    let table = chosen(&layout(by_customer()), &path("id").eq("1"));
    assert_eq!(table.key_condition, Some(KeyCondition::partition("PK", "O#\u{10FFFE}#1")));
}
