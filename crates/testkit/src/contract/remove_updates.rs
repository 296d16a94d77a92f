//! `REMOVE`.

use super::Ground;
use twintable::{Value, expr::Update, item, path};

/// `REMOVE` takes attributes and nested values away.
pub(super) async fn remove_takes_values_away(ground: &Ground) {
    let row = ground.row(item! { "a" => 1, "b" => 2, "m" => Value::map([("x", 1), ("y", 2)]) }).await;
    let after = row.after(Update::new().remove("a").remove(path("m").field("x"))).await;
    assert_eq!(after, item! { "b" => 2, "m" => Value::map([("y", 2)]) });
}

/// What is not there need not be removed.
pub(super) async fn removing_nothing_is_no_error(ground: &Ground) {
    let before = item! { "m" => Value::map([("x", 1)]), "l" => Value::list([1]) };
    let row = ground.row(before.clone()).await;
    for target in [path("gone"), path("m").field("gone"), path("l").index(1), path("l").index(99)] {
        assert_eq!(row.after(Update::new().remove(target)).await, before);
    }
}

/// The elements after a removed one move up.
pub(super) async fn removing_an_element_closes_the_gap(ground: &Ground) {
    let row = ground.row(item! { "l" => Value::list([0, 1, 2]) }).await;
    assert_eq!(
        row.after(Update::new().remove(path("l").index(0))).await,
        item! { "l" => Value::list([1, 2]) }
    );
    assert_eq!(
        row.after(Update::new().remove(path("l").index(1))).await,
        item! { "l" => Value::list([0, 2]) }
    );
}

/// Several indexes count in the list as it was.
pub(super) async fn indexes_count_in_the_list_as_it_was(ground: &Ground) {
    let row = ground.row(item! { "l" => Value::list([0, 1, 2, 3]) }).await;
    let l = |index| path("l").index(index);
    let remove =
        |indexes: &[u32]| indexes.iter().fold(Update::new(), |update, index| update.remove(l(*index)));
    assert_eq!(row.after(remove(&[0, 1])).await, item! { "l" => Value::list([2, 3]) });
    assert_eq!(row.after(remove(&[2, 0])).await, item! { "l" => Value::list([1, 3]) });
    assert_eq!(row.after(remove(&[3, 9, 1])).await, item! { "l" => Value::list([0, 2]) });
}

/// An element that is set while another is removed is the one that had the index before.
pub(super) async fn setting_beside_removing_counts_in_the_list_as_it_was(ground: &Ground) {
    let row = ground.row(item! { "l" => Value::list([0, 1, 2, 3]) }).await;
    let l = |index| path("l").index(index);
    let after = row.after(Update::new().remove(l(1)).set(l(3), 30)).await;
    assert_eq!(after, item! { "l" => Value::list([0, 2, 30]) });
    let appended = row.after(Update::new().remove(l(0)).set(l(9), 9)).await;
    assert_eq!(appended, item! { "l" => Value::list([1, 2, 3, 9]) });
}

/// Removing the last part of a container leaves it empty.
pub(super) async fn removing_the_last_part_leaves_an_empty_container(ground: &Ground) {
    let row = ground.row(item! { "m" => Value::map([("x", 1)]), "l" => Value::list([1]) }).await;
    let after = row.after(Update::new().remove(path("m").field("x")).remove(path("l").index(0))).await;
    let (empty_map, empty_list) = (twintable::Map::new(), twintable::List::new());
    assert_eq!(after, item! { "m" => empty_map, "l" => empty_list });
}
