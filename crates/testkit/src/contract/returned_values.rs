//! What writes return.

use super::{Ground, key};
use twintable::{
    Item, Value,
    expr::Update,
    item, path,
    store::{DeleteItem, PutItem, ReturnOld, ReturnValues, UpdateItem},
};

/// Asserts what an update of this item returns under `UPDATED_OLD` and under `UPDATED_NEW`.
async fn touched(ground: &Ground, before: Item, update: Update, old: Option<Item>, new: Option<Item>) {
    let row = ground.row(before).await;
    row.returns(row.update(update.clone()).returning(ReturnValues::UpdatedOld), old).await;
    row.returns(row.update(update).returning(ReturnValues::UpdatedNew), new).await;
}

/// A put returns the item that it replaced, if asked and if there was one.
pub(super) async fn a_put_returns_the_old_item(ground: &Ground) {
    let table = ground.table().await;
    let put = |n: i32| PutItem::new(table.name(), item! { "pk" => "k", "n" => n });
    let returning = |n| PutItem { return_values: ReturnOld::AllOld, ..put(n) };
    let store = table.store();
    assert_eq!(store.put_item(returning(1)).await.unwrap().attributes, None);
    let old = store.put_item(returning(2)).await.unwrap().attributes;
    assert_eq!(old, Some(item! { "pk" => "k", "n" => 1 }));
    assert_eq!(store.put_item(put(3)).await.unwrap().attributes, None);
}

/// A delete returns the item that it removed, if asked and if there was one.
pub(super) async fn a_delete_returns_the_old_item(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    let delete = || DeleteItem::new(row.table.name(), key("k"));
    let returning = || DeleteItem { return_values: ReturnOld::AllOld, ..delete() };
    let store = row.table.store();
    let old = store.delete_item(returning()).await.unwrap().attributes;
    assert_eq!(old, Some(item! { "pk" => "k", "n" => 1 }));
    assert_eq!(store.delete_item(returning()).await.unwrap().attributes, None);
    row.table.put(item! { "pk" => "k" }).await;
    assert_eq!(store.delete_item(delete()).await.unwrap().attributes, None);
}

/// An update returns nothing unless asked.
pub(super) async fn an_update_returns_nothing_by_default(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    row.returns(row.update(Update::new().add("n", 1)), None).await;
}

/// `ALL_OLD` and `ALL_NEW` return the whole item, its key included.
pub(super) async fn all_returns_the_whole_item(ground: &Ground) {
    let row = ground.row(item! { "n" => 1, "s" => "x" }).await;
    let update = |values| row.update(Update::new().add("n", 1).set("t", 5)).returning(values);
    row.returns(update(ReturnValues::AllOld), Some(item! { "pk" => "k", "n" => 1, "s" => "x" })).await;
    let new = item! { "pk" => "k", "n" => 2, "s" => "x", "t" => 5 };
    row.returns(update(ReturnValues::AllNew), Some(new)).await;
}

/// What an update of a missing item returns.
async fn returned_by_creation(ground: &Ground, values: ReturnValues) -> Option<Item> {
    let table = ground.table().await;
    let update = UpdateItem::new(table.name(), key("k"), Update::new().set("a", 1)).returning(values);
    table.store().update_item(update).await.unwrap().attributes
}

/// An update that creates an item has no old item to return.
pub(super) async fn a_created_item_has_no_old_item(ground: &Ground) {
    assert_eq!(returned_by_creation(ground, ReturnValues::AllOld).await, None);
}

/// An update that creates an item has no old values to return.
pub(super) async fn a_created_item_has_no_old_values(ground: &Ground) {
    assert_eq!(returned_by_creation(ground, ReturnValues::UpdatedOld).await, None);
}

/// An update that creates an item returns the new one.
pub(super) async fn a_created_item_has_new_values(ground: &Ground) {
    let new = returned_by_creation(ground, ReturnValues::AllNew).await;
    assert_eq!(new, Some(item! { "pk" => "k", "a" => 1 }));
    assert_eq!(returned_by_creation(ground, ReturnValues::UpdatedNew).await, Some(item! { "a" => 1 }));
}

/// `UPDATED_OLD` and `UPDATED_NEW` return the attributes that were touched, and no others.
pub(super) async fn updated_returns_what_was_touched(ground: &Ground) {
    let before = item! { "n" => 1, "s" => Value::string_set(["a"]), "other" => 7 };
    let update = Update::new().add("n", 1).add("s", Value::string_set(["b"]));
    let old = item! { "n" => 1, "s" => Value::string_set(["a"]) };
    let new = item! { "n" => 2, "s" => Value::string_set(["a", "b"]) };
    touched(ground, before, update, Some(old), Some(new)).await;
}

/// An attribute that is set to what it was counts as touched.
pub(super) async fn an_unchanged_attribute_counts_as_touched(ground: &Ground) {
    let same = || Some(item! { "a" => 1 });
    touched(ground, item! { "a" => 1, "b" => 2 }, Update::new().set("a", 1), same(), same()).await;
}

/// A nested value is returned inside its structure, without its neighbours.
pub(super) async fn a_touched_field_keeps_its_structure(ground: &Ground) {
    let inner = Value::map([("x", 1), ("y", 2)]);
    let before = item! { "m" => Value::map([("n", inner), ("z", 3.into())]) };
    let shown = |x: i32| item! { "m" => Value::map([("n", Value::map([("x", x)]))]) };
    let update = Update::new().set(path("m").field("n").field("x"), 9);
    touched(ground, before, update, Some(shown(1)), Some(shown(9))).await;
}

/// A created attribute has no old value.
pub(super) async fn a_created_attribute_has_no_old_value(ground: &Ground) {
    let update = Update::new().set("new", 1).set(path("m").field("new"), 2);
    let new = item! { "new" => 1, "m" => Value::map([("new", 2)]) };
    touched(ground, item! { "m" => Value::map([("x", 1)]) }, update, None, Some(new)).await;
}

/// A removed attribute has no new value.
pub(super) async fn a_removed_attribute_has_no_new_value(ground: &Ground) {
    let before = item! { "a" => 1, "s" => Value::string_set(["x"]), "b" => 2 };
    let update = Update::new().remove("a").delete("s", Value::string_set(["x"]));
    let old = item! { "a" => 1, "s" => Value::string_set(["x"]) };
    touched(ground, before, update, Some(old), None).await;
}

/// Touched elements of a list are returned as a list of them alone.
pub(super) async fn touched_elements_are_returned_alone(ground: &Ground) {
    let before = item! { "l" => Value::list([0, 1, 2, 3]) };
    let update = Update::new().set(path("l").index(3), 30).set(path("l").index(1), 10);
    let (old, new) = (item! { "l" => Value::list([1, 3]) }, item! { "l" => Value::list([10, 30]) });
    touched(ground, before, update, Some(old), Some(new)).await;
}

/// A field of an element is returned inside both structures, without their neighbours.
pub(super) async fn a_field_of_an_element_is_returned_alone(ground: &Ground) {
    let point = |x: i32| Value::map([("x", x), ("y", 0)]);
    let shown = |x: i32| item! { "l" => Value::list([Value::map([("x", x)])]) };
    let update = Update::new().set(path("l").index(1).field("x"), 9);
    touched(
        ground,
        item! { "l" => Value::list([point(0), point(1)]) },
        update,
        Some(shown(1)),
        Some(shown(9)),
    )
    .await;
}

/// An element that was appended past the end is not among the new values: nothing is at its index.
pub(super) async fn an_appended_element_is_not_returned(ground: &Ground) {
    let update = Update::new().set(path("l").index(9), 2);
    touched(ground, item! { "l" => Value::list([0, 1]) }, update, None, None).await;
}

/// Where an element was removed, the new value is the one that moved in.
pub(super) async fn the_element_that_moved_in_is_returned(ground: &Ground) {
    let update = Update::new().remove(path("l").index(1));
    let (old, new) = (item! { "l" => Value::list([1]) }, item! { "l" => Value::list([2]) });
    touched(ground, item! { "l" => Value::list([0, 1, 2]) }, update, Some(old), Some(new)).await;
}

/// Where nothing was touched, nothing is returned: keys neither.
pub(super) async fn nothing_touched_is_nothing_returned(ground: &Ground) {
    touched(ground, item! { "a" => 1 }, Update::new().remove("gone"), None, None).await;
}
