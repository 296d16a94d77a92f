//! Exact decimals.

use super::{Ground, key, number};
use twintable::{
    KeyAttribute, Number, PrimaryKey, TableSchema, Value,
    expr::{KeyCondition, Update},
    item, path,
};

const MANY_DIGITS: &str = "12345678901234567890123456789012345678";
const LARGEST: &str = "9.9999999999999999999999999999999999999E+125";
const SMALLEST: &str = "1E-130";

/// A number of 38 digits comes back with all of them.
pub(super) async fn a_number_comes_back_exactly(ground: &Ground) {
    let table = ground.table().await;
    for text in
        ["0", "-1", "0.1", "19.90", "1e20", "1.5e-20", MANY_DIGITS, "-0.00012345678901234567890123456789"]
    {
        table.put(item! { "pk" => "k", "n" => number(text) }).await;
        assert_eq!(table.get(key("k")).await.unwrap().get("n"), Some(&Value::from(number(text))), "{text}");
    }
}

/// The largest and the smallest magnitude are stored, with either sign.
pub(super) async fn the_ends_of_the_range_are_stored(ground: &Ground) {
    let table = ground.table().await;
    for text in [LARGEST, SMALLEST] {
        let both = item! { "pk" => "k", "plus" => number(text), "minus" => -number(text) };
        table.put(both.clone()).await;
        assert_eq!(table.get(key("k")).await, Some(both), "{text}");
    }
}

/// Zero is one number, however it was written.
pub(super) async fn zero_has_no_sign_and_no_exponent(ground: &Ground) {
    let row = ground.row(item! { "n" => number("-0.00") }).await;
    for text in ["0", "-0", "0.0", "0e10"] {
        row.is_true(path("n").eq(number(text))).await;
    }
    let stored = row.table.get(key("k")).await.unwrap();
    assert_eq!(stored.get("n").unwrap().as_number().unwrap().to_string(), "0");
}

/// Numbers are equal by value, not by text.
pub(super) async fn numbers_are_equal_by_value(ground: &Ground) {
    let row = ground.row(item! { "n" => number("100"), "same" => number("1.00e2") }).await;
    for text in ["100", "100.0", "1e2", "0.1e3", "+100"] {
        row.is_true(path("n").eq(number(text))).await;
        row.is_true(path("n").is_in([number("7"), number(text)])).await;
    }
    row.is_true(path("n").eq(path("same"))).await;
    row.is_false(path("n").ne(path("same"))).await;
}

/// Numbers inside lists and maps are equal by value too.
pub(super) async fn nested_numbers_are_equal_by_value(ground: &Ground) {
    let row = ground.row(item! { "l" => Value::list([100]), "m" => Value::map([("n", 100)]) }).await;
    row.is_true(path("l").eq(Value::list([number("1e2")]))).await;
    row.is_true(path("m").eq(Value::map([("n", number("100.0"))]))).await;
    row.is_true(path("l").contains(number("1.00e2"))).await;
}

/// Numbers are ordered by value, with either sign and any scale.
pub(super) async fn numbers_are_ordered_by_value(ground: &Ground) {
    let texts = ["-1e30", "-10", "-9", "-0.5", "0", "1e-130", "0.05", "0.5", "9", "10", "1e30", MANY_DIGITS];
    let table = ground.table().await;
    for pair in texts.windows(2) {
        let row = item! { "pk" => "k", "a" => number(pair[0]), "b" => number(pair[1]) };
        table.put(row).await;
        for filter in [path("a").lt(path("b")), path("a").lt(number(pair[1])), path("b").gt(number(pair[0]))]
        {
            assert_eq!(table.scan_page(table.scan().filter(filter)).await.count, 1, "{pair:?}");
        }
        assert_eq!(table.scan_page(table.scan().filter(path("a").ge(path("b")))).await.count, 0, "{pair:?}");
    }
}

/// Sums and differences are exact.
pub(super) async fn sums_are_exact(ground: &Ground) {
    let row = ground.row(item! { "n" => number("0.1") }).await;
    let sums = [("0.2", "0.3"), ("-0.1", "0"), ("1e30", "1000000000000000000000000000000.1"), ("-5", "-4.9")];
    for (operand, sum) in sums {
        let expected = item! { "n" => number(sum) };
        assert_eq!(row.after(Update::new().add("n", number(operand))).await, expected);
        assert_eq!(row.after(Update::new().set("n", path("n") + number(operand))).await, expected);
        assert_eq!(row.after(Update::new().set("n", path("n") - -number(operand))).await, expected);
    }
}

/// A sum may have more places than its operands, as long as its digits are few.
pub(super) async fn a_sum_may_carry_into_a_new_place(ground: &Ground) {
    let nines = number("9".repeat(38));
    let row = ground.row(item! { "n" => nines }).await;
    let expected = item! { "n" => number("1e38") };
    assert_eq!(row.after(Update::new().add("n", 1)).await, expected);
    assert_eq!(row.after(Update::new().set("n", path("n") + 1)).await, expected);
}

/// A sum that needs more than 38 digits is refused, not rounded.
pub(super) async fn a_sum_beyond_38_digits_is_refused(ground: &Ground) {
    let row = ground.row(item! { "n" => number("1e50") }).await;
    row.refuses(Update::new().add("n", 1)).await;
    row.refuses(Update::new().set("n", path("n") + 1)).await;
    row.refuses(Update::new().set("n", path("n") - 1)).await;
}

/// A sum beyond the range is refused.
pub(super) async fn a_sum_beyond_the_range_is_refused(ground: &Ground) {
    let row = ground.row(item! { "n" => number("9e125") }).await;
    row.refuses(Update::new().add("n", number("9e125"))).await;
    row.refuses(Update::new().set("n", path("n") + path("n"))).await;
    row.refuses(Update::new().set("m", path("n") - number("-9e125"))).await;
}

/// A set of numbers holds each number once, whichever way it was written.
pub(super) async fn a_number_set_holds_each_number_once(ground: &Ground) {
    let row = ground.row(item! { "s" => Value::number_set([1, 2]) }).await;
    let added = row.after(Update::new().add("s", Value::number_set([number("1.0"), number("3")]))).await;
    assert_eq!(added, item! { "s" => Value::number_set([1, 2, 3]) });
    row.is_true(path("s").contains(number("2.00"))).await;
    row.is_true(path("s").eq(Value::number_set([number("2e0"), number("1e0")]))).await;
}

/// A number as a key finds its item by value.
pub(super) async fn a_number_key_is_found_by_value(ground: &Ground) {
    let table = ground.create(TableSchema::new(ground.fresh_name(), KeyAttribute::number("id"))).await;
    table.put(item! { "id" => number("1.50") }).await;
    table.put(item! { "id" => number("15e-1"), "again" => true }).await;
    let found = table.get(PrimaryKey::new("id", number("1.5"))).await;
    assert_eq!(found, Some(item! { "id" => number("1.5"), "again" => true }));
    assert_eq!(table.items().await.len(), 1);
}

/// Number sort keys are in the order of their values.
pub(super) async fn number_sort_keys_are_ordered_by_value(ground: &Ground) {
    let table = ground.create(ground.schema().sort_key(KeyAttribute::number("n"))).await;
    let texts = ["-1e100", "-10", "-9.5", "-9", "-1e-100", "0", "1e-100", "0.5", "5", "10", "10.01", "1e100"];
    for text in texts.iter().rev() {
        table.put(item! { "pk" => "p", "n" => number(text) }).await;
    }
    let items = table.queried(table.query(KeyCondition::partition("pk", "p"))).await;
    let found: Vec<_> = items.iter().map(|item| item.get("n").unwrap().as_number().unwrap()).collect();
    assert_eq!(found, texts.map(number).to_vec());
    assert!(found.is_sorted());
    assert_eq!(found[5], Number::ZERO);
}
