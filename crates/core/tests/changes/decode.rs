//! What a change means for entities.

use crate::shop::{Customer, InShop, Order, change, key, order, stored};
use twintable::{
    change::{Change, ChangeKind, EntityChange, ViewType},
    prelude::*,
};

/// What happened to orders.
fn orders(change: &Change) -> Option<EntityChange<Order>> {
    change.decode().expect("the images are orders")
}

#[test]
fn both_images_tell_what_happened() {
    assert_eq!(orders(&change(None, Some(stored(1)))), Some(EntityChange::Created(order(1))));
    assert_eq!(
        orders(&change(Some(stored(1)), Some(stored(2)))),
        Some(EntityChange::Changed { old: order(1), new: order(2) })
    );
    assert_eq!(orders(&change(Some(stored(1)), None)), Some(EntityChange::Deleted(order(1))));
}

#[test]
fn what_a_view_leaves_out_is_told_as_unknown() {
    use ChangeKind::{Insert, Modify, Remove};
    use EntityChange::{Changed, ChangedFrom, ChangedTo, Created, Deleted, Unseen};
    let inserted = change(None, Some(stored(1)));
    let modified = change(Some(stored(1)), Some(stored(2)));
    let removed = change(Some(stored(2)), None);
    let (one, two) = (order(1), order(2));
    for (view, insert, modify, remove) in [
        (
            ViewType::NewAndOldImages,
            Created(one.clone()),
            Changed { old: one.clone(), new: two.clone() },
            Deleted(two.clone()),
        ),
        (ViewType::NewImage, Created(one.clone()), ChangedTo(two.clone()), Unseen(Remove)),
        (ViewType::OldImage, Unseen(Insert), ChangedFrom(one), Deleted(two)),
        (ViewType::KeysOnly, Unseen(Insert), Unseen(Modify), Unseen(Remove)),
    ] {
        assert_eq!(orders(&inserted.clone().seen_by(view)), Some(insert), "{view:?}");
        assert_eq!(orders(&modified.clone().seen_by(view)), Some(modify), "{view:?}");
        assert_eq!(orders(&removed.clone().seen_by(view)), Some(remove), "{view:?}");
    }
}

#[test]
fn the_kind_and_the_images_are_what_the_variant_says() {
    let changed = EntityChange::Changed { old: 1, new: 2 };
    assert_eq!((changed.kind(), changed.into_images()), (ChangeKind::Modify, (Some(1), Some(2))));
    let created = EntityChange::Created(1);
    assert_eq!((created.kind(), created.into_images()), (ChangeKind::Insert, (None, Some(1))));
    let deleted = EntityChange::Deleted(1);
    assert_eq!((deleted.kind(), deleted.into_images()), (ChangeKind::Remove, (Some(1), None)));
    let to = EntityChange::ChangedTo(1);
    assert_eq!((to.kind(), to.into_images()), (ChangeKind::Modify, (None, Some(1))));
    let from = EntityChange::ChangedFrom(1);
    assert_eq!((from.kind(), from.into_images()), (ChangeKind::Modify, (Some(1), None)));
    let unseen = EntityChange::<u8>::Unseen(ChangeKind::Remove);
    assert_eq!((unseen.kind(), unseen.into_images()), (ChangeKind::Remove, (None, None)));
}

#[test]
fn other_types_are_none_of_an_entitys_changes() {
    let change = change(Some(stored(1)), Some(stored(2)));
    assert_eq!(change.decode::<Customer>().unwrap(), None);
    // By its key alone too: it has not the form of a customer's.
    assert_eq!(change.seen_by(ViewType::KeysOnly).decode::<Customer>().unwrap(), None);
}

#[test]
fn an_enum_sees_its_variants_and_an_item_everything() {
    let change = change(Some(stored(1)), Some(stored(2)));
    assert_eq!(
        change.decode::<InShop>().unwrap(),
        Some(EntityChange::Changed { old: InShop::Order(order(1)), new: InShop::Order(order(2)) })
    );
    assert_eq!(
        change.decode::<Item>().unwrap(),
        Some(EntityChange::Changed { old: stored(1), new: stored(2) })
    );
    let keys_only = change.seen_by(ViewType::KeysOnly);
    assert_eq!(keys_only.decode::<InShop>().unwrap(), Some(EntityChange::Unseen(ChangeKind::Modify)));
    assert_eq!(keys_only.decode::<Item>().unwrap(), Some(EntityChange::Unseen(ChangeKind::Modify)));
}

#[test]
fn an_item_of_another_type_in_the_same_place_deletes_and_creates() {
    let other = key().to_item().with("entity_type", "note");
    assert_eq!(orders(&change(Some(stored(1)), Some(other.clone()))), Some(EntityChange::Deleted(order(1))));
    assert_eq!(orders(&change(Some(other.clone()), Some(stored(1)))), Some(EntityChange::Created(order(1))));
    let of_others = change(Some(other.clone()), Some(other.with("text", "new")));
    for view in [ViewType::NewAndOldImages, ViewType::NewImage, ViewType::OldImage] {
        assert_eq!(orders(&of_others.clone().seen_by(view)), None, "{view:?}");
    }
}

#[test]
fn what_the_library_keeps_for_itself_is_no_entity_under_any_view() {
    let key = PrimaryKey::new("PK", "\u{10FFFD}unique#ECustomer#Aemail").sort("SK", "PROFILE");
    // Even one that says that it is a customer.
    let item = key.to_item().with("entity_type", "customer").with("id", "1").with("email", "a");
    let change = Change::between("shop", key, None, Some(item)).unwrap();
    for view in [ViewType::NewAndOldImages, ViewType::KeysOnly] {
        let change = change.clone().seen_by(view);
        assert_eq!(change.decode::<Customer>().unwrap(), None);
        assert_eq!(change.decode::<InShop>().unwrap(), None);
        assert!(change.decode::<Item>().unwrap().is_some());
    }
}

#[test]
fn a_table_with_one_type_tells_it_from_other_tables_by_name() {
    #[derive(Debug, PartialEq, Entity)]
    #[entity(table = "notes", partition_key = "NOTE#{id}", only_type)]
    struct Note {
        id: String,
    }
    let key = PrimaryKey::new("PK", "NOTE#1");
    let item = key.to_item().with("id", "1");
    let note = Change::between("notes", key.clone(), None, Some(item.clone())).unwrap();
    assert_eq!(note.decode::<Note>().unwrap(), Some(EntityChange::Created(Note { id: "1".to_owned() })));
    let elsewhere = Change::between("drafts", key, None, Some(item)).unwrap();
    assert_eq!(elsewhere.decode::<Note>().unwrap(), None);
}

#[test]
fn an_image_that_cannot_be_read_is_an_error_with_the_key() {
    let broken = stored(1).with("total", "secret");
    for change in [
        change(None, Some(broken.clone())),
        change(Some(broken.clone()), None),
        change(Some(broken.clone()), Some(stored(1))),
        change(Some(stored(1)), Some(broken)),
    ] {
        let error = change.decode::<Order>().unwrap_err();
        assert!(error.to_string().contains("attribute `total` of order"), "{error}");
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        let Error::Codec(codec) = error else { panic!("{error:?}") };
        assert_eq!(codec.key, Some(key()));
        // As an item it can be read.
        assert!(change.decode::<Item>().unwrap().is_some());
    }
}

#[test]
fn what_changes_nothing_is_no_change() {
    assert_eq!(Change::between("shop", key(), None, None), None);
    assert_eq!(Change::between("shop", key(), Some(stored(1)), Some(stored(1))), None);
}
