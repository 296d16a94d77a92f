//! `DELETE` from sets.

use super::{Ground, number, one_of_each_type};
use twintable::{Rule, Value, expr::Update, item, path};

/// `DELETE` takes elements out of a set of each kind.
pub(super) async fn delete_takes_elements_out(ground: &Ground) {
    let before = item! {
        "ss" => Value::string_set(["a", "b"]),
        "ns" => Value::number_set([1, 2]),
        "bs" => Value::binary_set([[1], [2]]),
    };
    let row = ground.row(before).await;
    let update = Update::new()
        .delete("ss", Value::string_set(["a"]))
        .delete("ns", Value::number_set([number("1.0")]))
        .delete("bs", Value::binary_set([[1]]));
    let after = item! {
        "ss" => Value::string_set(["b"]),
        "ns" => Value::number_set([2]),
        "bs" => Value::binary_set([[2]]),
    };
    assert_eq!(row.after(update).await, after);
}

/// Elements that are not there are passed over, and so is a missing attribute.
pub(super) async fn deleting_nothing_is_no_error(ground: &Ground) {
    let before = item! { "s" => Value::string_set(["a"]), "m" => Value::map([("x", 1)]) };
    let row = ground.row(before.clone()).await;
    let nothing = || Value::string_set(["z"]);
    assert_eq!(row.after(Update::new().delete("s", nothing())).await, before);
    assert_eq!(row.after(Update::new().delete("gone", nothing())).await, before);
    assert_eq!(row.after(Update::new().delete(path("m").field("gone"), nothing())).await, before);
}

/// A set that becomes empty is removed.
pub(super) async fn an_emptied_set_is_removed(ground: &Ground) {
    let set = || Value::string_set(["a", "b"]);
    let row = ground.row(item! { "s" => set(), "m" => Value::map([("s", set()), ("x", 1.into())]) }).await;
    let after = row.after(Update::new().delete("s", set()).delete(path("m").field("s"), set())).await;
    assert_eq!(after, item! { "m" => Value::map([("x", 1)]) });
}

/// A set in a list that becomes empty is removed, and the elements after it move up.
pub(super) async fn an_emptied_set_leaves_its_list(ground: &Ground) {
    let row = ground.row(item! { "l" => Value::list([0.into(), Value::number_set([1]), 2.into()]) }).await;
    let after = row.after(Update::new().delete(path("l").index(1), Value::number_set([1]))).await;
    assert_eq!(after, item! { "l" => Value::list([0, 2]) });
}

/// `DELETE` takes a set, whatever the item is.
pub(super) async fn delete_takes_a_set(ground: &Ground) {
    let row = ground.row(item! { "s" => Value::string_set(["a"]) }).await;
    for value in one_of_each_type() {
        if !value.value_type().is_set() {
            row.update_breaks(Rule::DeleteOperand, Update::new().delete("s", value)).await;
        }
    }
}

/// What is taken out has the type of the set that is there.
pub(super) async fn delete_needs_the_stored_type(ground: &Ground) {
    let row = ground
        .row(item! { "ss" => Value::string_set(["1"]), "s" => "1", "n" => 1, "l" => Value::list([1]) })
        .await;
    for name in ["ss", "s", "n", "l"] {
        row.refuses(Update::new().delete(name, Value::number_set([1]))).await;
    }
}
