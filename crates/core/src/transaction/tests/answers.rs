//! Which error an answer becomes, and what is sent after it.

use super::{
    create, delete, holder, holder_of, outcome, rename,
    script::{Script, cancelled, reason, refused},
    stored,
};
use crate::{
    BackendError, CancellationCode as Code, CancellationReason, Error, ErrorKind, Item, Rule, item,
    store::TransactWrite,
};

fn person() -> Item {
    item! { "id" => "1", "email" => "a@x" }
}

fn kind(outcome: Result<(), Error>) -> ErrorKind {
    outcome.unwrap_err().kind()
}

/// How often each token was sent.
fn tokens(store: &Script) -> Vec<usize> {
    let mut tokens: Vec<(String, usize)> = Vec::new();
    for request in &*store.asked() {
        let token = request.client_request_token.clone().unwrap();
        match tokens.last_mut() {
            Some((last, count)) if *last == token => *count += 1,
            Some(_) | None => tokens.push((token, 1)),
        }
    }
    tokens.into_iter().map(|(_, count)| count).collect()
}

fn none() -> CancellationReason {
    CancellationReason::none()
}

#[test]
fn what_is_only_in_the_way_is_tried_again_under_the_same_token() {
    let throttled = || Err(Error::Throttled { source: None });
    let conflict = || cancelled([none(), reason(Code::TransactionConflict, None)]);
    let store = Script::new([], [throttled(), conflict(), Err(Error::Conflict), Ok(())]);
    outcome(&store, &create(person())).unwrap();
    assert_eq!(tokens(&store), [4]);
}

#[test]
fn what_is_wrong_says_more_than_what_is_in_the_way() {
    let taken = || cancelled([reason(Code::TransactionConflict, None), refused(holder("a@x", "2"))]);
    let store = Script::new([Some(stored("2", "a@x"))], [taken()]);
    assert_eq!(kind(outcome(&store, &create(person()))), ErrorKind::UniqueViolation);
    let both = cancelled([refused(stored("1", "b@x")), refused(holder("a@x", "2"))]);
    let store = Script::new([Some(stored("2", "a@x"))], [both]);
    assert_eq!(kind(outcome(&store, &create(person()))), ErrorKind::AlreadyExists);
}

#[test]
fn each_code_is_the_error_of_a_single_write() {
    let of = |code| {
        let store = Script::new([], [cancelled([reason(code, None), none()])]);
        outcome(&store, &create(person())).unwrap_err()
    };
    assert_eq!(of(Code::ItemCollectionSizeLimitExceeded).kind(), ErrorKind::ItemCollectionTooLarge);
    let other = of(Code::Other("SomethingNew".into()));
    assert_eq!(other.rule(), Some(Rule::Service));
    assert!(other.to_string().contains("SomethingNew"), "{other}");
    assert_eq!(of(Code::ValidationError).rule(), Some(Rule::Service));
}

#[test]
fn who_lost_every_race_has_a_conflict() {
    // Another one changes the address each time, and has the wanted one.
    let raced = || cancelled([refused(stored("1", "c@x")), none(), refused(holder("b@x", "2"))]);
    let reads = (0..10).flat_map(|_| [Some(stored("1", "a@x")), Some(stored("2", "b@x"))]);
    let store = Script::new(reads, (0..10).map(|_| raced()));
    let error = outcome(&store, &rename("1", "b@x")).unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Conflict, true));
    assert_eq!(tokens(&store), [1; 10]);
}

#[test]
fn what_somebody_else_has_is_not_given_back() {
    let not_its_own = cancelled([none(), refused(holder("a@x", "2"))]);
    let store = Script::new([Some(stored("1", "a@x")), Some(stored("1", "a@x"))], [not_its_own, Ok(())]);
    outcome(&store, &delete("1")).unwrap();
    assert_eq!(store.asked().iter().map(|request| request.actions.len()).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn a_former_owner_that_changed_is_looked_at_again() {
    let taken = || cancelled([none(), refused(holder("a@x", "2"))]);
    let came_back = cancelled([none(), none(), refused(stored("2", "a@x"))]);
    let store = Script::new([None, Some(stored("2", "a@x"))], [taken(), came_back, taken()]);
    assert_eq!(kind(outcome(&store, &create(person()))), ErrorKind::UniqueViolation);
    let asked = store.asked();
    let checks = |place: usize| {
        let is_check = |action: &&TransactWrite| matches!(action, TransactWrite::ConditionCheck(_));
        asked.get(place).map(|request| request.actions.iter().filter(is_check).count())
    };
    assert_eq!([checks(0), checks(1), checks(2)], [Some(0), Some(1), Some(0)]);
}

#[test]
fn an_item_that_does_not_say_who_has_the_value_is_in_nobodys_power() {
    let strange = holder_of("a@x").to_item();
    let store = Script::new([], [cancelled([none(), refused(strange)])]);
    assert_eq!(kind(outcome(&store, &create(person()))), ErrorKind::Conflict);
    let owner_of_another_table = holder("a@x", "2").with("\u{10FFFD}owner", "P#2");
    let store = Script::new([], [cancelled([none(), refused(owner_of_another_table)])]);
    assert_eq!(kind(outcome(&store, &create(person()))), ErrorKind::UniqueViolation);
}

#[test]
fn reasons_that_do_not_fit_the_actions_are_passed_on() {
    let store = Script::new([], [cancelled([none(); 1])]);
    assert_eq!(kind(outcome(&store, &create(person()))), ErrorKind::TransactionCancelled);
}

#[test]
fn what_was_said_of_a_lost_write_stays_with_the_error() {
    let said = || Box::new(BackendError { code: "Busy".into(), retryable: false, source: None });
    let lost = || Err(Error::TimedOut { source: None });
    for last in [
        Error::TimedOut { source: Some(said()) },
        Error::Throttled { source: Some(said()) },
        Error::Backend(said()),
    ] {
        let rest = if matches!(last, Error::Throttled { .. }) { 8 } else { 0 };
        let lost_once = [lost()].into_iter().chain((0..rest).map(|_| Err(Error::Conflict)));
        let lost_once = lost_once.chain(matches!(last, Error::TimedOut { .. }).then(lost));
        let store = Script::new([], lost_once.chain([Err(last)]));
        let Err(Error::TimedOut { source }) = outcome(&store, &create(person())) else { unreachable!() };
        assert_eq!(source.map(|source| source.code).as_deref(), Some("Busy"));
        assert_eq!(tokens(&store).len(), 1);
    }
}

#[test]
fn what_is_certain_after_a_lost_answer_is_said() {
    let refused = cancelled([refused(stored("1", "b@x")), none()]);
    let store = Script::new([], [Err(Error::TimedOut { source: None }), refused]);
    assert_eq!(kind(outcome(&store, &create(person()))), ErrorKind::AlreadyExists);
    for certain in [Error::IdempotencyMismatch, Error::invalid(Rule::TransactionItemTwice)] {
        let kind_of_it = certain.kind();
        let store = Script::new([], [Err(Error::TimedOut { source: None }), Err(certain)]);
        assert_eq!(kind(outcome(&store, &create(person()))), kind_of_it);
    }
    let gone = Err(Error::table_not_found("people"));
    let store = Script::new([], [Err(Error::TimedOut { source: None }), gone]);
    assert_eq!(kind(outcome(&store, &create(person()))), ErrorKind::TimedOut);
}
