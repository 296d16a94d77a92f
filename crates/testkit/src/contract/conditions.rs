//! Conditions of writes.

use super::{Ground, key};
use twintable::{
    Error, ErrorKind, Item,
    expr::{Filter, Update},
    item, path,
    store::{DeleteItem, PutItem, ReturnOld, UpdateItem},
};

/// A write happens if its condition is true, and not otherwise.
pub(super) async fn a_write_happens_on_its_condition(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    let (table, store) = (&row.table, row.table.store());
    let put = || PutItem::new(table.name(), item! { "pk" => "k", "n" => 2 });
    let update = || UpdateItem::new(table.name(), key("k"), Update::new().add("n", 1));
    let delete = || DeleteItem::new(table.name(), key("k"));
    let is = |n: i32| path("n").eq(n);
    table.fails(ErrorKind::ConditionFailed, store.put_item(put().when(is(7)))).await;
    table.fails(ErrorKind::ConditionFailed, store.update_item(update().when(is(7)))).await;
    table.fails(ErrorKind::ConditionFailed, store.delete_item(delete().when(is(7)))).await;
    store.put_item(put().when(is(1))).await.unwrap();
    store.update_item(update().when(is(2))).await.unwrap();
    assert_eq!(table.get(key("k")).await, Some(item! { "pk" => "k", "n" => 3 }));
    store.delete_item(delete().when(is(3))).await.unwrap();
    assert_eq!(table.get(key("k")).await, None);
}

/// A put that asks for no item creates one, once.
pub(super) async fn an_item_is_created_once(ground: &Ground) {
    let table = ground.table().await;
    let create =
        |n: i32| PutItem::new(table.name(), item! { "pk" => "k", "n" => n }).when(path("pk").not_exists());
    table.store().put_item(create(1)).await.unwrap();
    table.fails(ErrorKind::ConditionFailed, table.store().put_item(create(2))).await;
    assert_eq!(table.get(key("k")).await, Some(item! { "pk" => "k", "n" => 1 }));
}

/// An update that asks for no item creates one, once.
pub(super) async fn an_item_is_upserted_once(ground: &Ground) {
    let table = ground.table().await;
    let create =
        || UpdateItem::new(table.name(), key("k"), Update::new().add("n", 1)).when(path("pk").not_exists());
    table.store().update_item(create()).await.unwrap();
    table.fails(ErrorKind::ConditionFailed, table.store().update_item(create())).await;
}

/// A condition on a put looks at the item that is stored, not at the new one.
pub(super) async fn a_condition_sees_the_stored_item(ground: &Ground) {
    let row = ground.row(item! { "old" => true }).await;
    let put =
        |condition| PutItem::new(row.table.name(), item! { "pk" => "k", "new" => true }).when(condition);
    row.table.fails(ErrorKind::ConditionFailed, row.table.store().put_item(put(path("new").exists()))).await;
    row.table.store().put_item(put(path("old").exists())).await.unwrap();
}

/// A condition of an update looks at the item before the update.
pub(super) async fn a_condition_sees_the_item_before_the_update(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    let update = |condition| row.update(Update::new().set("n", 2).set("m", 1)).when(condition);
    let store = row.table.store();
    row.table.fails(ErrorKind::ConditionFailed, store.update_item(update(path("n").eq(2)))).await;
    row.table.fails(ErrorKind::ConditionFailed, store.update_item(update(path("m").exists()))).await;
    store.update_item(update(path("n").eq(1))).await.unwrap();
}

/// A condition may look at the key.
pub(super) async fn a_condition_may_look_at_the_key(ground: &Ground) {
    let row = ground.row(item! {}).await;
    row.is_true(path("pk").eq("k") & path("pk").begins_with("k")).await;
    row.is_false(path("pk").ne("k")).await;
}

/// On a missing item every attribute is missing: a false condition fails and creates nothing.
pub(super) async fn a_missing_item_has_no_attributes(ground: &Ground) {
    let table = ground.table().await;
    let store = table.store();
    for condition in [path("pk").exists(), path("a").eq(1), path("a").size().ge(0), !path("a").ne(1)] {
        let put = PutItem::new(table.name(), item! { "pk" => "k" }).when(condition.clone());
        table.fails(ErrorKind::ConditionFailed, store.put_item(put)).await;
        let update =
            UpdateItem::new(table.name(), key("k"), Update::new().set("a", 1)).when(condition.clone());
        table.fails(ErrorKind::ConditionFailed, store.update_item(update)).await;
        let delete = DeleteItem::new(table.name(), key("k")).when(condition);
        table.fails(ErrorKind::ConditionFailed, store.delete_item(delete)).await;
    }
    assert_eq!(table.items().await, []);
}

/// A missing item can be deleted, without a condition and with one that is true of it.
pub(super) async fn a_missing_item_can_be_deleted(ground: &Ground) {
    let table = ground.table().await;
    let delete = || DeleteItem::new(table.name(), key("k"));
    table.store().delete_item(delete()).await.unwrap();
    for condition in [path("a").ne(1), path("a").not_exists(), !path("a").eq(1)] {
        table.store().delete_item(delete().when(condition)).await.unwrap();
    }
}

/// What each of the three writes says when its condition fails on the item `k`.
async fn failures(ground: &Ground, before: Option<Item>, returning: ReturnOld) -> Vec<Option<Item>> {
    let table = ground.table().await;
    table.put_all(before).await;
    let never: Filter = path("pk").eq("never");
    let (condition, return_on_condition_failure) = (Some(never), returning);
    let (name, condition) = (table.name(), &condition);
    let put = PutItem::new(name.clone(), item! { "pk" => "k", "new" => 1 });
    let put = PutItem { condition: condition.clone(), return_on_condition_failure, ..put };
    let update = UpdateItem::new(name.clone(), key("k"), Update::new().set("new", 1));
    let update = UpdateItem { condition: condition.clone(), return_on_condition_failure, ..update };
    let delete = DeleteItem::new(name, key("k"));
    let delete = DeleteItem { condition: condition.clone(), return_on_condition_failure, ..delete };
    let store = table.store();
    let errors = [
        store.put_item(put).await.unwrap_err(),
        store.update_item(update).await.unwrap_err(),
        store.delete_item(delete).await.unwrap_err(),
    ];
    errors
        .map(|error| {
            let Error::ConditionFailed { current } = error else { panic!("{error:?}") };
            current
        })
        .to_vec()
}

/// A failed condition gives the item as it is, if asked.
pub(super) async fn a_failed_condition_gives_the_item_if_asked(ground: &Ground) {
    let item = item! { "pk" => "k", "n" => 1 };
    let found = failures(ground, Some(item.clone()), ReturnOld::AllOld).await;
    assert_eq!(found, vec![Some(item.clone()); 3]);
    assert_eq!(failures(ground, Some(item), ReturnOld::None).await, vec![None; 3]);
}

/// A failed condition on a missing item gives none.
pub(super) async fn a_failed_condition_on_nothing_gives_nothing(ground: &Ground) {
    assert_eq!(failures(ground, None, ReturnOld::AllOld).await, vec![None; 3]);
}

/// A condition that fails is told before an update that would not fit the item.
pub(super) async fn a_failed_condition_comes_before_the_update(ground: &Ground) {
    let row = ground.row(item! { "s" => "text" }).await;
    let update = row.update(Update::new().add("s", 1)).when(path("s").eq("other"));
    row.table.fails(ErrorKind::ConditionFailed, row.table.store().update_item(update)).await;
}
