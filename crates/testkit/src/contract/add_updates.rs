//! `ADD`.

use super::{Ground, number, one_of_each_type};
use twintable::{Rule, Value, ValueType, expr::Update, item, path};

/// `ADD` adds to a number; a missing one counts as zero.
pub(super) async fn add_counts(ground: &Ground) {
    let row = ground.row(item! { "n" => 5 }).await;
    assert_eq!(row.after(Update::new().add("n", 2)).await, item! { "n" => 7 });
    assert_eq!(row.after(Update::new().add("n", number("-7.5"))).await, item! { "n" => number("-2.5") });
    assert_eq!(row.after(Update::new().add("m", 2)).await, item! { "n" => 5, "m" => 2 });
}

/// `ADD` adds elements to a set of each kind; those that are there already stay once.
pub(super) async fn add_unites_sets(ground: &Ground) {
    let before = item! {
        "ss" => Value::string_set(["a"]),
        "ns" => Value::number_set([1]),
        "bs" => Value::binary_set([[1]]),
    };
    let row = ground.row(before).await;
    let update = Update::new()
        .add("ss", Value::string_set(["a", "b"]))
        .add("ns", Value::number_set([1, 2]))
        .add("bs", Value::binary_set([[1], [2]]));
    let after = item! {
        "ss" => Value::string_set(["a", "b"]),
        "ns" => Value::number_set([1, 2]),
        "bs" => Value::binary_set([[1], [2]]),
    };
    assert_eq!(row.after(update).await, after);
}

/// `ADD` of a set to a missing attribute creates it.
pub(super) async fn add_creates_a_set(ground: &Ground) {
    let row = ground.row(item! {}).await;
    let set = Value::binary_set([[1], [2]]);
    assert_eq!(row.after(Update::new().add("s", set.clone())).await, item! { "s" => set });
}

/// `ADD` reaches into maps and lists that are there.
pub(super) async fn add_reaches_into_containers(ground: &Ground) {
    let row = ground.row(item! { "m" => Value::map([("n", 1)]), "l" => Value::list([1]) }).await;
    let (n, fresh, element) = (path("m").field("n"), path("m").field("s"), path("l").index(0));
    let update = Update::new().add(n, 1).add(fresh, Value::string_set(["a"])).add(element, 9);
    let m = Value::map([("n", Value::from(2)), ("s", Value::string_set(["a"]))]);
    assert_eq!(row.after(update).await, item! { "m" => m, "l" => Value::list([10]) });
}

/// `ADD` takes a number or a set, whatever the item is.
pub(super) async fn add_takes_a_number_or_a_set(ground: &Ground) {
    let row = ground.row(item! { "l" => Value::list([1]), "s" => "x" }).await;
    for value in one_of_each_type() {
        if !(value.value_type().is_set() || value.value_type() == ValueType::Number) {
            row.update_breaks(Rule::AddOperand, Update::new().add("l", value)).await;
        }
    }
}

/// What is added has the type of what is there.
pub(super) async fn add_needs_the_stored_type(ground: &Ground) {
    let before = item! { "n" => 1, "s" => "1", "ss" => Value::string_set(["1"]), "l" => Value::list([1]), "z" => Value::Null };
    let row = ground.row(before).await;
    for name in ["s", "ss", "l", "z"] {
        row.refuses(Update::new().add(name, 1)).await;
    }
    for name in ["n", "s", "ss", "l", "z"] {
        row.refuses(Update::new().add(name, Value::number_set([1]))).await;
    }
}
