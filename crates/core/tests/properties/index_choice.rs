//! What is chosen for a filter selects the items that the filter selects: of the items of the table or index that is
//! read, those that the key condition and what is left of the filter are true for.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod eval;
mod filters;
mod layouts;
mod shape;
mod strategy;

use eval::{is_true, key_is_true};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{TestCaseResult, TestRunner},
};
use shape::{Shape, filled};
use std::collections::BTreeMap;
use strategy::{Case, SCOPES};
use twintable::{
    IndexKind, Item,
    expr::SortCondition,
    layout::{Choice, WhyNot},
    store::Query,
};

/// The items that a choice reads and returns.
fn selected<'i>(case: &Case, choice: &Choice, items: &'i [Item]) -> Vec<&'i Item> {
    let layout = case.layout();
    let Some(key) = layout.schema().key_schema(choice.index.as_deref()) else { unreachable!() };
    let condition = choice.key_condition.as_ref().map(|condition| {
        let fields: Vec<_> =
            case.variants.iter().flat_map(Shape::places).flat_map(|(p, s)| [p, s]).flatten().collect();
        filled(condition, &fields, SCOPES[0])
    });
    let is_held = |item: &&Item| key.attributes().all(|attribute| item.contains(&attribute.name));
    let is_read = |item: &&Item| condition.as_ref().is_none_or(|condition| key_is_true(condition, item));
    let is_left = |item: &&Item| choice.filter.as_ref().is_none_or(|filter| is_true(filter, item));
    items.iter().filter(is_held).filter(is_read).filter(is_left).collect()
}

fn changes_nothing(case: &Case) -> TestCaseResult {
    let (layout, filter, consistent) = (case.layout(), &case.filter, case.consistent);
    let choice = match layout.choose(filter, consistent) {
        Ok(choice) => choice,
        Err(error) => {
            prop_assert_eq!(filter.validate().map_err(|error| error.rule()), Err(error.rule()));
            return Ok(());
        }
    };
    let [own, others] = case.items();
    let expected: Vec<_> = own.iter().filter(|item| is_true(filter, item)).collect();
    prop_assert_eq!(selected(case, &choice, &own), expected, "{}\n{:?}", choice, choice);
    match &choice.key_condition {
        // The repository's own part.
        None => prop_assert_eq!(choice.filter.as_ref(), Some(filter)),
        Some(condition) => {
            prop_assert_eq!(
                selected(case, &choice, &others),
                Vec::<&Item>::new(),
                "{}\n{:?}",
                choice,
                choice
            );
            let mut query = Query::new(layout.schema().name.clone(), condition.clone());
            (query.index, query.filter, query.consistent) =
                (choice.index.clone(), choice.filter.clone(), consistent);
            let checked = query.validate().and_then(|()| query.validate_against(layout.schema()));
            prop_assert!(checked.is_ok(), "{:?} {}", checked, choice);
        }
    }
    prop_assert_eq!(layout.choose(filter, consistent).ok(), Some(choice));
    Ok(())
}

/// Indexes are chosen seldom.
fn cases() -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig { cases: config.cases.max(1024), ..config }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_choice_changes_no_result(case in strategy::case()) {
        changes_nothing(&case)?;
    }

    #[test]
    fn a_choice_among_variants_changes_no_result(case in strategy::case_of_variants()) {
        changes_nothing(&case)?;
    }
}

/// What a case is an example of.
fn traits(case: &Case) -> Vec<String> {
    let layout = case.layout();
    let Ok(choice) = layout.choose(&case.filter, case.consistent) else { return vec!["refused".to_owned()] };
    let [items, _] = case.items();
    let has_items = if selected(case, &choice, &items).is_empty() { "no items" } else { "items" };
    let place = match layout.schema().key_schema(choice.index.as_deref()).map(|key| key.kind) {
        _ if choice.is_scan() => "a scan",
        Some(IndexKind::Table) => "the table",
        Some(IndexKind::Local(_)) => "a local index",
        Some(IndexKind::Global(_)) => "a global index",
        None => unreachable!(),
    };
    let mut traits = vec![format!("{place}, {has_items}")];
    traits.extend(choice.passed_over.iter().map(|other| {
        if let WhyNot::Refused(fault) = &other.why {
            return format!("{:?}", fault.rule);
        }
        format!("{:?}", other.why).chars().take_while(|c| c.is_alphanumeric()).collect()
    }));
    if let Some(condition) = &choice.key_condition {
        traits.extend(condition.sort.iter().map(|(_, sort)| match sort {
            SortCondition::Equal(_) => "=".to_owned(),
            SortCondition::Less(_) => "<".to_owned(),
            SortCondition::LessOrEqual(_) => "<=".to_owned(),
            SortCondition::Greater(_) => ">".to_owned(),
            SortCondition::GreaterOrEqual(_) => ">=".to_owned(),
            SortCondition::Between(..) => "between".to_owned(),
            SortCondition::BeginsWith(_) => "begins_with".to_owned(),
        }));
        traits.push(format!("filter left: {}", choice.filter.is_some()));
        traits.push(format!("{} sort conditions", condition.sort.len()));
    }
    traits
}

#[test]
fn every_kind_of_choice_is_drawn() {
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeMap::<String, usize>::new();
    for cases in [strategy::case().boxed(), strategy::case_of_variants().boxed()] {
        for _ in 0..1500 {
            let case = cases.new_tree(&mut runner).unwrap().current();
            traits(&case).into_iter().for_each(|found| *seen.entry(found).or_default() += 1);
        }
    }
    for expected in [
        "the table, items",
        "a local index, items",
        "a global index, items",
        "a scan, items",
        "refused",
        "NotGiven",
        "MayBeMissing",
        "NotMember",
        "NotAllHeld",
        "VariantsDiffer",
        "OutOfScope",
        "Outranked",
        "FilterOnKey",
        "ConsistentGlobalIndex",
        "=",
        "<",
        "<=",
        ">",
        ">=",
        "between",
        "begins_with",
        "filter left: true",
        "filter left: false",
        "0 sort conditions",
        "2 sort conditions",
    ] {
        assert!(seen.contains_key(expected), "{expected} was not drawn: {seen:#?}");
    }
}
