//! Where an update may reach.

use super::{Ground, key};
use twintable::{ErrorKind, Path, Rule, Value, expr::Update, item, path};

/// The four actions at one path.
fn each_action(at: &Path) -> [Update; 4] {
    [
        Update::new().set(at.clone(), 1),
        Update::new().remove(at.clone()),
        Update::new().add(at.clone(), 1),
        Update::new().delete(at.clone(), Value::string_set(["a"])),
    ]
}

/// No action creates what stands around its target: a missing parent is refused.
pub(super) async fn a_missing_parent_is_refused(ground: &Ground) {
    let row = ground.row(item! { "m" => Value::map([("a", 1)]), "l" => Value::list([1]) }).await;
    let orphans = [
        path("gone").field("a"),
        path("gone").index(0),
        path("m").field("gone").field("a"),
        path("l").index(5).field("a"),
        path("l").index(5).index(0),
    ];
    for orphan in orphans {
        for update in each_action(&orphan) {
            row.refuses(update).await;
        }
    }
}

/// A parent of the wrong kind is refused: a value without parts, a list taken for a map, a map for a list.
pub(super) async fn a_parent_of_the_wrong_kind_is_refused(ground: &Ground) {
    let row = ground.row(item! { "s" => "x", "m" => Value::map([("a", 1)]), "l" => Value::list([1]) }).await;
    for wrong in [path("s").field("a"), path("s").index(0), path("l").field("a"), path("m").index(0)] {
        for update in each_action(&wrong) {
            row.refuses(update).await;
        }
    }
}

/// On a missing item, `SET` inside an attribute is refused and creates nothing.
pub(super) async fn a_missing_item_has_no_parents(ground: &Ground) {
    let table = ground.table().await;
    for target in [path("m").field("a"), path("l").index(0)] {
        let update = Update::new().set(target, 1);
        table.fails(ErrorKind::InvalidRequest, table.try_update(key("k"), update)).await;
    }
    assert_eq!(table.get(key("k")).await, None);
}

/// No two actions touch the same place, or one inside the other.
pub(super) async fn targets_do_not_overlap(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    let updates = [
        Update::new().set("a", 1).set("a", 2),
        Update::new().set("a", 1).remove("a"),
        Update::new().add("a", 1).remove(path("a").field("b")),
        Update::new().set(path("l").index(0), 1).set("z", 1).set("l", 2),
        Update::new().delete(path("m").field("s"), Value::string_set(["x"])).add(path("m").field("s"), 1),
    ];
    for update in updates {
        row.update_breaks(Rule::OverlappingPaths, update).await;
    }
}

/// No two actions take one value for a map and for a list.
pub(super) async fn targets_do_not_conflict(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    let (field, index) = (path("a").field("b"), path("a").index(1));
    row.update_breaks(Rule::ConflictingPaths, Update::new().set(field.clone(), 1).set(index.clone(), 2))
        .await;
    row.update_breaks(Rule::ConflictingPaths, Update::new().remove(index).set("z", 1).add(field, 1)).await;
}

/// Key attributes cannot be changed, by any action, not even to what they are.
pub(super) async fn key_attributes_cannot_be_changed(ground: &Ground) {
    let row = ground.row(item! { "a" => "k" }).await;
    let updates = [
        Update::new().set("pk", "other"),
        Update::new().set("pk", "k"),
        Update::new().set("pk", path("a")),
        Update::new().set("a", 1).remove("pk"),
        Update::new().add("pk", 1),
        Update::new().delete("pk", Value::string_set(["k"])),
        Update::new().set(path("pk").field("x"), 1),
    ];
    for update in updates {
        row.update_breaks(Rule::UpdateOfKey, update).await;
    }
}

/// A key attribute can be read by an update.
pub(super) async fn key_attributes_can_be_read(ground: &Ground) {
    let row = ground.row(item! {}).await;
    assert_eq!(row.after(Update::new().set("copy", path("pk"))).await, item! { "copy" => "k" });
}

/// The four kinds of action work together, in any order.
pub(super) async fn all_actions_work_together(ground: &Ground) {
    let before =
        item! { "n" => 1, "s" => Value::string_set(["a", "b"]), "gone" => 1, "m" => Value::map([("x", 1)]) };
    let row = ground.row(before).await;
    let update = Update::new()
        .delete("s", Value::string_set(["a"]))
        .remove("gone")
        .add("n", 4)
        .set(path("m").field("x"), path("n"))
        .set("new", true)
        .add("t", Value::number_set([1]));
    let after = item! {
        "n" => 5,
        "s" => Value::string_set(["b"]),
        "m" => Value::map([("x", 1)]),
        "new" => true,
        "t" => Value::number_set([1]),
    };
    assert_eq!(row.after(update).await, after);
}

/// An update that is refused in part is refused as a whole.
pub(super) async fn an_update_happens_as_a_whole(ground: &Ground) {
    let row = ground.row(item! { "n" => 1, "s" => "x" }).await;
    row.refuses(Update::new().set("n", 2).add("s", 1)).await;
    row.refuses(Update::new().remove("n").set("new", path("gone"))).await;
}
