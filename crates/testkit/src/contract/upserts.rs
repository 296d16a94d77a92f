//! Updates of missing items.

use super::{Ground, key, keys};
use twintable::{
    ErrorKind, Item, List, Value,
    expr::{Update, if_not_exists, list_append},
    item, path,
    store::UpdateItem,
};

/// What an update makes of a missing item.
async fn made_by(ground: &Ground, update: Update) -> Option<Item> {
    let table = ground.table().await;
    table.try_update(key("k"), update).await.expect("the update is accepted");
    table.get(key("k")).await
}

/// `SET` on a missing item creates it.
pub(super) async fn set_creates_an_item(ground: &Ground) {
    assert_eq!(made_by(ground, Update::new().set("a", 1)).await, Some(item! { "pk" => "k", "a" => 1 }));
}

/// `ADD` on a missing item creates it, with a number or a set.
pub(super) async fn add_creates_an_item(ground: &Ground) {
    assert_eq!(made_by(ground, Update::new().add("n", 2)).await, Some(item! { "pk" => "k", "n" => 2 }));
    let set = Value::string_set(["a"]);
    assert_eq!(
        made_by(ground, Update::new().add("s", set.clone())).await,
        Some(item! { "pk" => "k", "s" => set })
    );
}

/// An update without actions creates an item that has its key alone.
pub(super) async fn an_empty_update_creates_a_bare_item(ground: &Ground) {
    assert_eq!(made_by(ground, Update::new()).await, Some(item! { "pk" => "k" }));
    let table = ground.sorted_table().await;
    table.try_update(keys("p", "s"), Update::new()).await.unwrap();
    assert_eq!(table.get(keys("p", "s")).await, Some(item! { "pk" => "p", "sk" => "s" }));
}

/// An update without actions leaves an item as it is.
pub(super) async fn an_empty_update_changes_nothing(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    assert_eq!(row.after(Update::new()).await, item! { "a" => 1 });
}

/// `REMOVE` alone creates nothing.
pub(super) async fn remove_creates_no_item(ground: &Ground) {
    assert_eq!(made_by(ground, Update::new().remove("a")).await, None);
    assert_eq!(made_by(ground, Update::new().remove(path("a").field("b"))).await, None);
}

/// `DELETE` alone creates nothing.
pub(super) async fn delete_creates_no_item(ground: &Ground) {
    assert_eq!(made_by(ground, Update::new().delete("s", Value::string_set(["a"]))).await, None);
}

/// `REMOVE` beside `SET` creates the item.
pub(super) async fn remove_beside_set_creates_an_item(ground: &Ground) {
    let update = Update::new().remove("a").delete("s", Value::string_set(["a"])).set("b", 1);
    assert_eq!(made_by(ground, update).await, Some(item! { "pk" => "k", "b" => 1 }));
}

/// On a missing item, `if_not_exists` falls back and `list_append` can start a list.
pub(super) async fn defaults_work_on_a_missing_item(ground: &Ground) {
    let update = Update::new()
        .set("n", if_not_exists("n", 10) + 1)
        .set("l", list_append(if_not_exists("l", List::new()), Value::list(["x"])));
    let made = item! { "pk" => "k", "n" => 11, "l" => Value::list(["x"]) };
    assert_eq!(made_by(ground, update).await, Some(made));
}

/// A source on a missing item is missing: the update is refused and creates nothing.
pub(super) async fn a_missing_item_is_no_source(ground: &Ground) {
    let table = ground.table().await;
    for update in [Update::new().set("a", path("b")), Update::new().set("n", path("n") + 1)] {
        table.fails(ErrorKind::InvalidRequest, table.try_update(key("k"), update)).await;
    }
}

/// A condition that asks for the item makes an update of it, and no more.
pub(super) async fn an_update_may_ask_for_the_item(ground: &Ground) {
    let table = ground.table().await;
    let update =
        || UpdateItem::new(table.name(), key("k"), Update::new().add("n", 1)).when(path("pk").exists());
    table.fails(ErrorKind::ConditionFailed, table.store().update_item(update())).await;
    table.put(item! { "pk" => "k" }).await;
    table.store().update_item(update()).await.unwrap();
    assert_eq!(table.get(key("k")).await, Some(item! { "pk" => "k", "n" => 1 }));
}
