//! The actions on the items that say who has a value.

use super::{
    create, holder, holder_of, outcome,
    script::{Script, cancelled, refused},
    stored,
};
use crate::{
    CancellationReason, PrimaryKey, item,
    store::{TransactCheck, TransactWrite},
};

fn checks(actions: &[TransactWrite]) -> Vec<&TransactCheck> {
    let mut checks = Vec::new();
    for action in actions {
        if let TransactWrite::ConditionCheck(check) = action {
            checks.push(check);
        }
    }
    checks
}

#[test]
fn an_owner_that_left_two_values_behind_is_checked_once() {
    let number = PrimaryKey::new("PK", "\u{10FFFD}unique#Eperson#Anumber#-#N7");
    let of_number =
        number.to_item().with("\u{10FFFD}owner", holder("a@x", "2").get("\u{10FFFD}owner").cloned().unwrap());
    let none = CancellationReason::none;
    let first = cancelled([none(), refused(holder("a@x", "2")), none()]);
    let second = cancelled([none(), none(), refused(of_number), none()]);
    // What the owner holds instead has changed when the second value is found.
    let reads = [Some(stored("2", "b@x")), Some(stored("2", "c@x"))];
    let store = Script::new(reads, [first, second, Ok(())]);
    let person = item! { "id" => "1", "email" => "a@x", "number" => 7 };
    outcome(&store, &create(person)).unwrap();
    let asked = store.asked();
    let last = checks(&asked.last().unwrap().actions);
    assert_eq!(last.len(), 1, "{last:?}");
    let condition = format!("{:?}", last[0].condition);
    assert!(condition.contains("b@x") && condition.contains("c@x"), "{condition}");
}

#[test]
fn a_value_that_was_left_behind_again_is_taken_from_the_last_one() {
    let none = CancellationReason::none;
    let first = cancelled([none(), refused(holder("a@x", "2"))]);
    let second = cancelled([none(), refused(holder("a@x", "3")), none()]);
    let store = Script::new([None, None], [first, second, Ok(())]);
    outcome(&store, &create(item! { "id" => "1", "email" => "a@x" })).unwrap();
    let asked = store.asked();
    let last = checks(&asked.last().unwrap().actions);
    assert_eq!(last.iter().map(|check| &check.key).collect::<Vec<_>>(), [&PrimaryKey::new("PK", "P#3")]);
    let mut conditions = Vec::new();
    for action in &asked.last().unwrap().actions {
        if let TransactWrite::Put(put) = action
            && holder_of("a@x").get("PK") == put.item.get("PK")
        {
            conditions.push(format!("{:?}", put.condition));
        }
    }
    let condition = conditions.concat();
    assert!(condition.contains("P#3") && !condition.contains("P#2"), "{condition}");
}
