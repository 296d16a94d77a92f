//! Which terms become the condition on the sort key.

use super::*;

fn of_shop(sort: KeyField) -> Layout {
    Layout::new("order", "shop", text("shop")).sort_key(sort)
}

fn in_shop(filter: Filter) -> Filter {
    path("shop").eq("s") & filter
}

#[test]
fn every_comparison_with_a_sort_attribute_moves() {
    let layout = of_shop(number("n"));
    for (filter, condition) in [
        (path("n").eq(1), SortCondition::Equal(1.into())),
        (path("n").lt(1), SortCondition::Less(1.into())),
        (path("n").le(1), SortCondition::LessOrEqual(1.into())),
        (path("n").gt(1), SortCondition::Greater(1.into())),
        (path("n").ge(1), SortCondition::GreaterOrEqual(1.into())),
        (path("n").between(1, 2), SortCondition::Between(1.into(), 2.into())),
        (Operand::from(1).eq(path("n")), SortCondition::Equal(1.into())),
        (Operand::from(1).lt(path("n")), SortCondition::Greater(1.into())),
        (Operand::from(1).le(path("n")), SortCondition::GreaterOrEqual(1.into())),
        (Operand::from(1).gt(path("n")), SortCondition::Less(1.into())),
        (Operand::from(1).ge(path("n")), SortCondition::LessOrEqual(1.into())),
    ] {
        assert_eq!(sorted(&layout, &in_shop(filter)), (vec![condition], None));
    }
    let begins = sorted(&of_shop(text("t")), &in_shop(path("t").begins_with("x")));
    assert_eq!(begins, (vec![SortCondition::BeginsWith("x".into())], None));
}

#[test]
fn bounds_that_are_included_become_one() {
    let layout = of_shop(number("n"));
    let n = || path("n");
    let between = |low: i32, high: i32| vec![SortCondition::Between(low.into(), high.into())];
    for (filter, conditions) in [
        (n().ge(1) & n().le(9), between(1, 9)),
        (n().le(9) & n().ge(1), between(1, 9)),
        (n().between(1, 9) & n().ge(3), between(3, 9)),
        (n().between(1, 9) & n().between(0, 5), between(1, 5)),
        (n().ge(1) & n().le(9) & n().le(4), between(1, 4)),
        (n().ge(1) & n().ge(2), vec![SortCondition::GreaterOrEqual(2.into())]),
        (n().le(1) & n().le(2), vec![SortCondition::LessOrEqual(1.into())]),
        (n().lt(2) & n().lt(2), vec![SortCondition::Less(2.into())]),
        (n().ge(4) & n().le(4), between(4, 4)),
    ] {
        assert_eq!(sorted(&layout, &in_shop(filter.clone())), (conditions, None), "{filter:?}");
    }
}

#[test]
fn two_ranges_that_are_not_one_are_refused_by_a_key_attribute() {
    let layout = of_shop(number("n"));
    for filter in [
        path("n").ge(1) & path("n").lt(9),
        path("n").gt(1) & path("n").le(9),
        path("n").ge(9) & path("n").le(1),
        path("n").eq(1) & path("n").gt(0),
        path("n").ge(1) & path("n").le("x"),
    ] {
        let choice = chosen(&layout, &in_shop(filter.clone()));
        assert!(choice.is_scan(), "{filter:?}");
        let WhyNot::Refused(fault) = &choice.passed_over[0].why else { panic!("{choice}") };
        assert_eq!((fault.rule, &fault.path), (Rule::FilterOnKey, &Some(path("n"))));
    }
}

#[test]
fn a_composed_sort_key_takes_leading_parts_and_a_range() {
    let template = KeyTemplate::new()
        .literal("O#")
        .part("kind", PartFormat::String)
        .literal("#")
        .part("day", PartFormat::FixedString)
        .literal("#")
        .part("name", PartFormat::String);
    let layout = of_shop(KeyField::composed("SK", template.clone()));
    let (kind, day) = (path("kind").eq("k"), path("day").eq("2024-05-01"));
    let begins = |text: &str| vec![SortCondition::BeginsWith(text.into())];
    let range = |leading: &[&str], bound| {
        let leading: Vec<_> = leading.iter().copied().map(Value::from).collect();
        vec![template.condition(&leading, bound).unwrap()]
    };
    let value = Value::from("2024-06-01");
    for (filter, conditions, left) in [
        (path("day").ge("2024-06-01"), begins("O#"), Some(path("day").ge("2024-06-01"))),
        (kind.clone(), begins("O#k#"), None),
        (path("kind").begins_with("k"), begins("O#k"), None),
        // The key does not keep the order of a text that more follows.
        (path("kind").gt("k"), begins("O#"), Some(path("kind").gt("k"))),
        (
            kind.clone() & path("day").ge("2024-06-01"),
            range(&["k"], crate::PartBound::GreaterOrEqual(&value)),
            None,
        ),
        (kind.clone() & path("day").lt("2024-06-01"), range(&["k"], crate::PartBound::Less(&value)), None),
        (kind.clone() & day.clone(), begins("O#k#2024-05-01#"), None),
        (day & kind & path("name").eq("n"), vec![SortCondition::Equal("O#k#2024-05-01#n".into())], None),
    ] {
        assert_eq!(sorted(&layout, &in_shop(filter.clone())), (conditions, left), "{filter:?}");
    }
}

#[test]
fn ranges_of_one_part_become_one_also_where_a_bound_is_not_included() {
    let template = KeyTemplate::new().literal("O#").part("n", PartFormat::Unsigned { digits: 2 });
    let layout = of_shop(KeyField::composed("SK", template));
    let between = |low: &str, high: &str| vec![SortCondition::Between(low.into(), high.into())];
    let half_open = sorted(&layout, &in_shop(path("n").ge(10) & path("n").lt(20)));
    // The greatest text below `O#20`.
    assert_eq!(half_open, (between("O#10", "O#2/\u{10FFFF}"), None));
    // Nothing can be in both: the key has the first, and the filter the second.
    let empty = sorted(&layout, &in_shop(path("n").gt(50) & path("n").lt(20)));
    assert_eq!(empty.1, Some(path("n").lt(20)));
    // No value of three digits can be in the key.
    let wide = sorted(&layout, &in_shop(path("n").lt(100) & path("n").le(20)));
    assert_eq!(wide, (between("O#0", "O#20"), Some(path("n").lt(100))));
}

#[test]
fn several_sort_attributes_take_equalities_from_the_left() {
    let index = IndexLayout::global("by_place", text("place"))
        .sort_key(number("a"))
        .sort_key(composed("GSI1SK2", "X", &[]))
        .sort_key(composed("GSI1SK3", "Y#", &["b", "c"]))
        .sort_key(number("d"));
    let layout = with_index(index).required(["a", "b", "c", "d"]);
    let place = |filter: Filter| path("place").eq("p") & filter;
    let (one, x) = (SortCondition::Equal(1.into()), SortCondition::Equal("X".into()));
    let begins = |text: &str| SortCondition::BeginsWith(text.into());
    let (a, b, c) = (path("a").eq(1), path("b").eq("b"), path("c").eq("c"));
    for (filter, conditions, left) in [
        (b.clone(), vec![], Some(b.clone())),
        (path("a").ge(1) & b.clone(), vec![SortCondition::GreaterOrEqual(1.into())], Some(b.clone())),
        (a.clone(), vec![one.clone(), x.clone(), begins("Y#")], None),
        (a.clone() & c.clone(), vec![one.clone(), x.clone(), begins("Y#")], Some(c.clone())),
        (a.clone() & b.clone(), vec![one.clone(), x.clone(), begins("Y#b#")], None),
        (
            a & b & c & path("d").gt(2),
            vec![one, x, SortCondition::Equal("Y#b#c".into()), SortCondition::Greater(2.into())],
            None,
        ),
    ] {
        assert_eq!(sorted(&layout, &place(filter.clone())), (conditions, left), "{filter:?}");
    }
    // Out of order, an attribute that is itself the key can be neither in the key nor in the filter.
    assert_eq!(refusal(&layout, &place(path("d").eq(1))), Some((Rule::FilterOnKey, Some(path("d")))));
}

#[test]
fn an_attribute_in_the_partition_and_in_the_sort_key_is_in_both() {
    let layout = Layout::new("order", "shop", composed("PK", "S#", &["shop"])).sort_key(composed(
        "SK",
        "",
        &["shop", "kind", "shop"],
    ));
    let choice = chosen(&layout, &in_shop(path("kind").eq("k")));
    let whole = KeyCondition::partition("PK", "S#s").sort("SK").eq("s#k#s");
    assert_eq!((choice.key_condition, choice.filter), (Some(whole), None));
}

#[test]
fn a_part_that_cannot_stand_in_the_key_stays_in_the_filter() {
    let layout = of_shop(composed("SK", "O#", &["a", "b"]));
    let long = path("b").eq("x".repeat(1024));
    let filter = in_shop(path("a").eq("a") & long.clone());
    assert_eq!(sorted(&layout, &filter), (vec![SortCondition::BeginsWith("O#a#".into())], Some(long)));
    let wrong = path("a").eq(1);
    assert_eq!(
        sorted(&layout, &in_shop(wrong.clone())),
        (vec![SortCondition::BeginsWith("O#".into())], Some(wrong))
    );
}
