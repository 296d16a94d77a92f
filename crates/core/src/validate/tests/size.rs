//! How large expressions may be.

use super::{rules, scan, text, update, when};
use crate::{
    Path,
    expr::{Filter, KeyCondition, Projection, Update},
    path,
    store::{Query, Scan, Select, UpdateItem},
    validate::{
        filter_length, filter_operators, key_condition_length, projection_length, update_length,
        update_operators,
    },
};

/// A name for each number.
fn attribute(number: usize) -> Path {
    path(format!("a{number}"))
}

/// `count` comparisons, all of them or'ed: an operator for each and one between any two.
fn comparisons(count: usize) -> Filter {
    Filter::any((0..count).map(|number| attribute(number).eq(1)))
}

/// A projection of 1,022 short paths and one with an index.
fn projection(index: u32) -> Projection {
    Projection::of((0..1022).map(attribute).chain([path("x").index(index)]))
}

fn select(projection: Projection) -> Result<(), crate::Error> {
    scan(&Scan { select: Select::Attributes(projection), ..Scan::new("shop") })
}

/// An update with 816 short paths and one with an index.
fn removes(index: u32) -> Update {
    (0..816).map(attribute).chain([path("x").index(index)]).fold(Update::new(), Update::remove)
}

/// A filter with 156 short paths and a long one with an index.
fn all_exist(index: u32) -> Filter {
    let last = path("x").field("a").field("b").field("c").field("d").index(index);
    Filter::all((0..156).map(attribute).chain([last]).map(Path::exists))
}

/// An update that substitutes 100 bytes less than are allowed, and a name of this length.
fn substitutions(name: usize) -> Update {
    let half = 1024 * 1024;
    Update::new().set("a", text(half - 1)).set(text(name), text(half - 100))
}

fn with_condition(condition: Filter) -> Result<(), crate::Error> {
    UpdateItem::new("shop", super::key(), substitutions(90)).when(condition).validate()
}

fn with_filter(name: usize) -> Result<(), crate::Error> {
    let select = Select::Attributes(Projection::of([text(name)]));
    scan(&Scan { select, ..Scan::new("shop").filter(path("a").eq(text(1024 * 1024))) })
}

/// A query whose filter leaves 1,008 bytes for the key condition, of which the names and the partition take 7.
fn with_sort(sort: usize) -> Result<(), crate::Error> {
    let filter = path("a").eq(text(2 * 1024 * 1024 - 1 - 1008));
    let condition = KeyCondition::partition("PK", "abc").sort("SK").eq(text(sort));
    Query::new("shop", condition).filter(filter).validate()
}

rules! {
    a_filter_of_301_operators: TooManyOperators, when(comparisons(151))
        => when(comparisons(150) & path("z").exists());
    a_negation_and_a_conjunction_too_many: TooManyOperators, when(!comparisons(150) & path("z").exists())
        => when(!comparisons(150));
    a_projection_of_4_097_bytes: ExpressionTooLong, select(projection(1000)) => select(projection(100));
    an_update_of_4_097_bytes: ExpressionTooLong, update(removes(10_000)) => update(removes(1000));
    a_filter_of_4_097_bytes: ExpressionTooLong, when(all_exist(10)) => when(all_exist(1));
    substitutions_of_one_byte_too_many: SubstitutionsTooLarge, update(substitutions(101))
        => update(substitutions(100));
    substitutions_of_condition_and_update: SubstitutionsTooLarge, with_condition(path("0123456789").eq("x"))
        => with_condition(path("0123456789").eq(""));
    substitutions_of_filter_and_projection: SubstitutionsTooLarge, with_filter(1024 * 1024)
        => with_filter(1024 * 1024 - 1);
    substitutions_of_filter_and_key_condition: SubstitutionsTooLarge, with_sort(1002) => with_sort(1001);
}

#[test]
fn the_limits_are_met_exactly() {
    assert_eq!(filter_operators(&(comparisons(150) & path("z").exists())), 300);
    assert_eq!(filter_operators(&!comparisons(150)), 300);
    assert_eq!(filter_operators(&comparisons(151)), 301);
    assert_eq!((projection_length(&projection(100)), projection_length(&projection(1000))), (4096, 4097));
    assert_eq!((update_length(&removes(1000)), update_length(&removes(10_000))), (4096, 4097));
    assert_eq!((filter_length(&all_exist(1)), filter_length(&all_exist(10))), (4096, 4097));
    assert_eq!(filter_length(&comparisons(150)), 150 * "#aa = :aa".len() + 149 * " OR ".len());
}

#[test]
fn lengths_are_those_of_the_texts() {
    let a = || path("a");
    for (filter, text) in [
        (a().eq(1), "#aa = :aa"),
        (a().ne(1), "#aa <> :aa"),
        (a().size().ge(1), "size(#aa) >= :aa"),
        (a().between(1, 2), "#aa BETWEEN :aa AND :ab"),
        (a().is_in([1, 2]), "#aa IN (:aa,:ab)"),
        (a().field("b").index(10).exists(), "attribute_exists(#aa.#ab[10])"),
        (a().index(0).not_exists(), "attribute_not_exists(#aa[0])"),
        (a().type_is(crate::ValueType::List), "attribute_type(#aa,:aa)"),
        (a().begins_with("x"), "begins_with(#aa,:aa)"),
        (a().contains("x"), "contains(#aa,:aa)"),
        (!(a().eq(1) & a().eq(2)), "NOT (#aa = :aa AND #aa = :ab)"),
        (a().eq(1) & (a().eq(2) | a().eq(3)), "#aa = :aa AND (#aa = :ab OR #aa = :ac)"),
        (!Filter::all([a().eq(1)]), "NOT #aa = :aa"),
    ] {
        assert_eq!(filter_length(&filter), text.len(), "{text}");
    }
    let condition =
        KeyCondition::partition("a", 1).and_partition("b", 1).sort("c").eq(1).sort("d").between(1, 2);
    let text = "#aa = :aa AND #ab = :ab AND #ac = :ac AND #ad BETWEEN :ad AND :ae";
    assert_eq!(key_condition_length(&condition), text.len());
    assert!(Query::new("shop", condition).validate().is_ok());
    let update = Update::new()
        .set("a", crate::expr::if_not_exists("b", crate::expr::if_not_exists("c", 1)) + 1)
        .set("d", crate::expr::list_append(path("d"), 1))
        .remove("e")
        .add("f", 1)
        .delete("g", 1);
    let text = "SET #aa = if_not_exists(#ab,if_not_exists(#ac,:aa)) + :ab, #ad = list_append(#ad,:ac) REMOVE #ae \
                ADD #af :ad DELETE #ag :ae";
    assert_eq!(update_length(&update), text.len());
    assert_eq!(update_operators(&update), 2 + 1 + 1);
    assert_eq!(update_length(&Update::new()), 0);
}
