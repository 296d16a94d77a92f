//! Why transactions are cancelled.

use super::{
    Ground, key, number,
    transactions::{FAILED, NONE, add, check, codes, delete, put, reasons, three},
};
use twintable::{
    CancellationCode, PrimaryKey, Value,
    expr::Update,
    item, path,
    store::{TransactCheck, TransactDelete, TransactPut, TransactUpdate, TransactWrite},
};

const INVALID: CancellationCode = CancellationCode::ValidationError;

/// Every action has a reason, in order, and every false condition is named.
pub(super) async fn every_false_condition_is_named(ground: &Ground) {
    let table = three(ground).await;
    let actions = [
        check(&table, "a", 9).into(),
        put(&table, "d").into(),
        check(&table, "b", 2).into(),
        check(&table, "c", 9).into(),
    ];
    assert_eq!(codes(&table, actions).await, [FAILED, NONE, NONE, FAILED]);
}

/// A reason carries the item as it is where the action asks for it, its condition failed and there is one.
pub(super) async fn a_reason_carries_the_item_if_asked(ground: &Ground) {
    let table = three(ground).await;
    let never = || path("n").eq(99);
    let a = || item! { "pk" => "a", "n" => 1 };
    let asking: [TransactWrite; 3] = [
        put(&table, "a").when(never()).returning_old_on_failure().into(),
        add(&table, "a").when(never()).returning_old_on_failure().into(),
        delete(&table, "a").when(never()).returning_old_on_failure().into(),
    ];
    for action in asking {
        let others = [
            check(&table, "b", 99).into(),
            put(&table, "gone").when(path("pk").exists()).returning_old_on_failure().into(),
            put(&table, "c").when(path("n").eq(3)).returning_old_on_failure().into(),
        ];
        let reasons = reasons(&table, others.into_iter().chain([action])).await;
        let items: Vec<_> = reasons.into_iter().map(|reason| reason.item).collect();
        assert_eq!(items, [None, None, None, Some(a())]);
    }
    let asking = TransactCheck {
        return_on_condition_failure: twintable::store::ReturnOld::AllOld,
        ..check(&table, "a", 99)
    };
    assert_eq!(reasons(&table, [asking.into()]).await[0].item, Some(a()));
}

/// An item that does not fit the table's key is the reason of a cancellation.
pub(super) async fn a_key_that_does_not_fit_cancels(ground: &Ground) {
    let table = three(ground).await;
    let wrong: [TransactWrite; 5] = [
        TransactPut::new(table.name(), item! { "pk" => 1 }).into(),
        TransactPut::new(table.name(), item! { "n" => 1 }).into(),
        TransactUpdate::new(table.name(), PrimaryKey::new("pk", 1), Update::new().set("a", 1)).into(),
        TransactDelete::new(table.name(), PrimaryKey::new("other", "a")).into(),
        TransactDelete::new(table.name(), key("a").sort("sk", "a")).into(),
    ];
    for action in wrong {
        assert_eq!(codes(&table, [put(&table, "x").into(), action]).await, [NONE, INVALID]);
    }
}

/// An update that does not fit the stored item is the reason of a cancellation.
pub(super) async fn an_update_that_does_not_fit_cancels(ground: &Ground) {
    let table = ground.table().await;
    table.put(item! { "pk" => "a", "s" => "text", "n" => number("1e50") }).await;
    let updates = [
        Update::new().add("s", 1),
        Update::new().add("n", 1),
        Update::new().set("x", path("gone")),
        Update::new().set(path("gone").field("x"), 1),
        Update::new().delete("s", Value::string_set(["text"])),
    ];
    for update in updates {
        let action = TransactUpdate::new(table.name(), key("a"), update);
        assert_eq!(codes(&table, [put(&table, "x").into(), action.into()]).await, [NONE, INVALID]);
    }
}

/// An update of a key attribute is the reason of a cancellation.
pub(super) async fn an_update_of_a_key_cancels(ground: &Ground) {
    let table = three(ground).await;
    let update = TransactUpdate::new(table.name(), key("a"), Update::new().set("pk", "z"));
    assert_eq!(codes(&table, [put(&table, "x").into(), update.into()]).await, [NONE, INVALID]);
}

/// An action that does not fit its table is the only reason: conditions are not looked at.
pub(super) async fn a_fault_is_reported_alone(ground: &Ground) {
    let table = three(ground).await;
    let wrong = || TransactWrite::from(TransactPut::new(table.name(), item! { "pk" => 1 }));
    let actions = [check(&table, "a", 99).into(), wrong(), check(&table, "b", 99).into()];
    assert_eq!(codes(&table, actions).await, [NONE, INVALID, NONE]);
    let other = TransactPut::new(table.name(), item! { "pk" => Value::Null }).into();
    assert_eq!(codes(&table, [wrong(), other]).await, [INVALID, NONE]);
}

/// An update that does not fit the stored item is the only reason.
pub(super) async fn a_fault_of_an_update_is_reported_alone(ground: &Ground) {
    let table = three(ground).await;
    let wrong = |pk| TransactUpdate::new(table.name(), key(pk), Update::new().set("x", path("gone")));
    let actions = [check(&table, "c", 99).into(), wrong("a").into(), wrong("b").into()];
    assert_eq!(codes(&table, actions).await, [NONE, INVALID, NONE]);
}

/// A false condition comes before what its own update would find.
pub(super) async fn a_false_condition_hides_its_own_update(ground: &Ground) {
    let table = three(ground).await;
    let update = TransactUpdate::new(table.name(), key("a"), Update::new().set("x", path("gone")));
    assert_eq!(codes(&table, [update.when(path("n").eq(99)).into()]).await, [FAILED]);
}
