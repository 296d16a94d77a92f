//! The exact text of every node, and what its aliases stand for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use twintable::{
    Path, PrimaryKey, Value, ValueType,
    expr::{Filter, KeyCondition, Operand, Projection, SetValue, Source, Update, if_not_exists, list_append},
    path,
    store::{GetItem, Query, Scan, Select, UpdateItem},
};
use twintable_dynamodb::{Explanation, explain};

fn filter(filter: Filter) -> String {
    let explanation = explain(&Scan::new("shop").filter(filter)).unwrap();
    explanation.expression("FilterExpression").unwrap().to_owned()
}

fn key_condition(condition: KeyCondition) -> String {
    let explanation = explain(&Query::new("shop", condition)).unwrap();
    explanation.expression("KeyConditionExpression").unwrap().to_owned()
}

fn update(update: Update) -> String {
    let explanation = explain(&UpdateItem::new("shop", PrimaryKey::new("PK", "a"), update)).unwrap();
    explanation.expression("UpdateExpression").unwrap().to_owned()
}

fn projection<P: Into<Path>>(paths: impl IntoIterator<Item = P>) -> String {
    let request = GetItem {
        projection: Some(Projection::of(paths)),
        ..GetItem::new("shop", PrimaryKey::new("PK", "a"))
    };
    explain(&request).unwrap().expression("ProjectionExpression").unwrap().to_owned()
}

#[test]
fn comparisons() {
    assert_eq!(filter(path("a").eq(1)), "#00 = :00");
    assert_eq!(filter(path("a").ne(1)), "#00 <> :00");
    assert_eq!(filter(path("a").lt(1)), "#00 < :00");
    assert_eq!(filter(path("a").le(1)), "#00 <= :00");
    assert_eq!(filter(path("a").gt(1)), "#00 > :00");
    assert_eq!(filter(path("a").ge(1)), "#00 >= :00");
    assert_eq!(filter(path("a").eq(path("b"))), "#00 = #01");
    assert_eq!(filter(Operand::from(1).lt(path("a"))), ":00 < #00");
}

#[test]
fn between_and_in() {
    assert_eq!(filter(path("a").between(1, 2)), "#00 BETWEEN :00 AND :01");
    assert_eq!(filter(path("a").between(path("low"), 2)), "#00 BETWEEN #01 AND :00");
    assert_eq!(filter(path("a").is_in([1])), "#00 IN (:00)");
    assert_eq!(filter(path("a").is_in([1, 2, 1])), "#00 IN (:00,:01,:00)");
}

#[test]
fn functions() {
    assert_eq!(filter(path("a").exists()), "attribute_exists(#00)");
    assert_eq!(filter(path("a").not_exists()), "attribute_not_exists(#00)");
    assert_eq!(filter(path("a").type_is(ValueType::StringSet)), "attribute_type(#00,:00)");
    assert_eq!(filter(path("a").begins_with("x")), "begins_with(#00,:00)");
    assert_eq!(filter(path("a").contains("x")), "contains(#00,:00)");
    assert_eq!(filter(Operand::from("abc").contains(path("a"))), "contains(:00,#00)");
    assert_eq!(filter(path("a").size().gt(3)), "size(#00) > :00");
}

#[test]
fn paths() {
    assert_eq!(
        filter(path("a").field("b").index(10).field("a").exists()),
        "attribute_exists(#00.#01[10].#00)"
    );
    assert_eq!(filter(path("a").index(0).index(1).exists()), "attribute_exists(#00[0][1])");
}

#[test]
fn and_or_and_not() {
    let a = || path("a").eq(1);
    let b = || path("b").eq(1);
    let c = || path("c").eq(1);
    assert_eq!(filter(a() & b() & c()), "#00 = :00 AND #01 = :00 AND #02 = :00");
    assert_eq!(filter(a() | b()), "#00 = :00 OR #01 = :00");
    assert_eq!(filter(!a()), "NOT #00 = :00");
    assert_eq!(filter((a() | b()) & c()), "(#00 = :00 OR #01 = :00) AND #02 = :00");
    assert_eq!(filter((a() & b()) | c()), "(#00 = :00 AND #01 = :00) OR #02 = :00");
    assert_eq!(filter(!(a() & b())), "NOT (#00 = :00 AND #01 = :00)");
    assert_eq!(
        filter(Filter::all([Filter::all([a(), b()]), c()])),
        "(#00 = :00 AND #01 = :00) AND #02 = :00"
    );
}

#[test]
fn and_or_of_one_term_are_that_term() {
    let a = || path("a").eq(1);
    let b = || path("b").eq(1);
    assert_eq!(filter(Filter::all([a()])), "#00 = :00");
    assert_eq!(filter(Filter::any([Filter::all([Filter::any([a()])])])), "#00 = :00");
    assert_eq!(filter(Filter::any([Filter::all([a()]), b()])), "#00 = :00 OR #01 = :00");
    assert_eq!(filter(!Filter::any([Filter::all([a(), b()])])), "NOT (#00 = :00 AND #01 = :00)");
    assert_eq!(
        filter(Filter::all([Filter::any([Filter::all([a() | b()])]), a()])),
        "(#00 = :00 OR #01 = :00) AND #00 = :00"
    );
}

#[test]
fn key_conditions() {
    let of = || KeyCondition::partition("PK", "a");
    assert_eq!(key_condition(of()), "#00 = :00");
    assert_eq!(key_condition(of().sort("SK").eq("b")), "#00 = :00 AND #01 = :01");
    assert_eq!(key_condition(of().sort("SK").lt("b")), "#00 = :00 AND #01 < :01");
    assert_eq!(key_condition(of().sort("SK").le("b")), "#00 = :00 AND #01 <= :01");
    assert_eq!(key_condition(of().sort("SK").gt("b")), "#00 = :00 AND #01 > :01");
    assert_eq!(key_condition(of().sort("SK").ge("b")), "#00 = :00 AND #01 >= :01");
    assert_eq!(key_condition(of().sort("SK").between("b", "c")), "#00 = :00 AND #01 BETWEEN :01 AND :02");
    assert_eq!(key_condition(of().sort("SK").begins_with("b")), "#00 = :00 AND begins_with(#01,:01)");
    let several = of().and_partition("region", "eu").sort("year").eq(2026).sort("month").gt(6);
    assert_eq!(key_condition(several), "#00 = :00 AND #01 = :01 AND #02 = :02 AND #03 > :03");
}

#[test]
fn set() {
    let set = |value: SetValue| update(Update::new().set("a", value));
    assert_eq!(set(Value::from(1).into()), "SET #00 = :00");
    assert_eq!(set(path("b").into()), "SET #00 = #01");
    assert_eq!(set(path("a") + 1), "SET #00 = #00 + :00");
    assert_eq!(set(Source::from(1) - path("b")), "SET #00 = :00 - #01");
    assert_eq!(set(if_not_exists("a", 0).into()), "SET #00 = if_not_exists(#00,:00)");
    assert_eq!(set(if_not_exists("a", path("b")) + 1), "SET #00 = if_not_exists(#00,#01) + :00");
    let nested = if_not_exists("b", if_not_exists("c", if_not_exists("d", 0)));
    assert_eq!(set(nested.into()), "SET #00 = if_not_exists(#01,if_not_exists(#02,if_not_exists(#03,:00)))");
    let empty = || Value::list(Vec::<Value>::new());
    assert_eq!(set(list_append(path("a"), empty())), "SET #00 = list_append(#00,:00)");
    let appended = list_append(if_not_exists("a", empty()), Value::list([1]));
    assert_eq!(set(appended), "SET #00 = list_append(if_not_exists(#00,:00),:01)");
}

#[test]
fn remove_add_and_delete() {
    assert_eq!(update(Update::new().remove(path("a").index(3))), "REMOVE #00[3]");
    assert_eq!(update(Update::new().add("a", 1)), "ADD #00 :00");
    assert_eq!(update(Update::new().delete("a", Value::string_set(["x"]))), "DELETE #00 :00");
}

#[test]
fn the_clauses_of_an_update_stand_in_order_each_once() {
    let all = Update::new()
        .delete("a", Value::string_set(["x"]))
        .set("b", 1)
        .add("c", 2)
        .remove("d")
        .set("e", 1)
        .remove("f")
        .add("g", 2)
        .delete("h", Value::string_set(["x"]));
    assert_eq!(
        update(all),
        "SET #00 = :00, #01 = :00 REMOVE #02, #03 ADD #04 :01, #05 :01 DELETE #06 :02, #07 :02"
    );
}

#[test]
fn an_update_without_actions_has_no_text() {
    let explanation = explain(&UpdateItem::new("shop", PrimaryKey::new("PK", "a"), Update::new())).unwrap();
    assert_eq!(explanation.expressions, []);
    assert!(explanation.names.is_empty() && explanation.values.is_empty());
}

#[test]
fn projections() {
    assert_eq!(projection(["a"]), "#00");
    assert_eq!(
        projection([path("a").field("b"), path("b"), path("a").field("c").index(0)]),
        "#00.#01,#01,#00.#02[0]"
    );
}

fn orders() -> Query {
    let condition = KeyCondition::partition("PK", "c").sort("SK").begins_with("ORDER#");
    Query {
        select: Select::Attributes(Projection::of(["total", "PK", "note"])),
        ..Query::new("shop", condition).filter(path("total").gt(100).and(path("kind").eq("c")))
    }
}

#[test]
fn the_expressions_of_a_request_share_their_aliases() {
    let Explanation { operation, table, index, items, expressions, names, values, settings, parts } =
        explain(&orders()).unwrap();
    assert_eq!((operation, table.as_deref(), index), ("Query", Some("shop"), None));
    assert_eq!(
        expressions,
        [
            ("KeyConditionExpression", "#00 = :00 AND begins_with(#01,:01)".to_owned()),
            ("FilterExpression", "#02 > :02 AND #03 = :00".to_owned()),
            ("ProjectionExpression", "#02,#00,#04".to_owned()),
        ]
    );
    let names: Vec<_> = names.iter().map(|(alias, name)| (alias.as_str(), name.as_str())).collect();
    assert_eq!(names, [("#00", "PK"), ("#01", "SK"), ("#02", "total"), ("#03", "kind"), ("#04", "note")]);
    let values: Vec<_> = values.into_values().collect();
    assert_eq!(values, [Value::from("c"), Value::from("ORDER#"), Value::from(100)]);
    assert_eq!(parts, []);
    assert_eq!((items, settings), (vec![], vec![]));
}

#[test]
fn no_name_is_read_as_expression_text() {
    for name in ["#x", ":v", "a.b", "a[0]", "size(a)", "a = :v OR 1", "#00", ":00", "SET", "name", " ", "é"]
    {
        let explanation = explain(&Scan::new("shop").filter(path(name).eq(name))).unwrap();
        assert_eq!(explanation.expression("FilterExpression"), Some("#00 = :00"), "{name}");
        assert_eq!(explanation.names["#00"], name);
        assert_eq!(explanation.values[":00"], Value::from(name));
        assert_eq!(projection([name]), "#00");
        assert_eq!(update(Update::new().remove(name)), "REMOVE #00");
    }
}
