//! Transactions.

use super::{rules, schema, stored, text};
use crate::{
    Error, PrimaryKey,
    expr::{Filter, Update},
    item, path,
    store::{
        TransactCheck, TransactDelete, TransactGet, TransactGetItems, TransactPut, TransactUpdate,
        TransactWrite, TransactWriteItems,
    },
};

fn key(number: usize) -> PrimaryKey {
    PrimaryKey::new("PK", "a").sort("SK", format!("b{number}"))
}

fn get(keys: impl IntoIterator<Item = PrimaryKey>) -> Result<(), Error> {
    let gets = keys.into_iter().map(|key| TransactGet::new("shop", key)).collect();
    let request = TransactGetItems { gets, ..TransactGetItems::default() };
    request.validate()?;
    request.gets.iter().try_for_each(|get| get.validate_against(&schema()))
}

fn write_all(request: &TransactWriteItems) -> Result<(), Error> {
    request.validate()?;
    request.validate_distinct(|name| (name == "shop").then(schema))?;
    request.actions.iter().try_for_each(|action| action.validate_against(&schema()))
}

fn write<const N: usize>(actions: [TransactWrite; N]) -> Result<(), Error> {
    write_all(&TransactWriteItems::of(actions))
}

fn with_token(token: &str) -> Result<(), Error> {
    let client_request_token = Some(token.to_owned());
    write_all(&TransactWriteItems { client_request_token, ..TransactWriteItems::of([check(1)]) })
}

fn deletes(count: usize) -> Result<(), Error> {
    write_all(&TransactWriteItems::of((0..count).map(delete)))
}

fn put(number: usize) -> TransactWrite {
    TransactPut::new("shop", key(number).to_item()).into()
}

fn delete(number: usize) -> TransactWrite {
    TransactDelete::new("shop", key(number)).into()
}

fn check(number: usize) -> TransactWrite {
    TransactCheck::new("shop", key(number), path("a").exists()).into()
}

fn update(number: usize, update: Update) -> TransactWrite {
    TransactUpdate::new("shop", key(number), update).into()
}

/// Eleven puts, of 4 MB and this much together.
fn large(more: usize) -> Result<(), Error> {
    let all = 4 * 1024 * 1024 + more;
    let put = |number, size: usize| {
        let item = key(number).to_item();
        let room = size - item.size() - 1;
        TransactWrite::from(TransactPut::new("shop", item.with("a", text(room))))
    };
    let actions = (0..10).map(|number| put(number, 400_000)).chain([put(10, all - 4_000_000)]);
    write_all(&TransactWriteItems::of(actions))
}

/// Updates whose constants count as what is put does.
fn large_constants(count: usize) -> Result<(), Error> {
    let constant = text(400_000);
    write_all(&TransactWriteItems::of(
        (0..count).map(|number| update(number, Update::new().set("a", constant.as_str()))),
    ))
}

rules! {
    no_actions: TransactionEmpty, write([]) => write([check(1)]);
    no_reads: TransactionEmpty, get([]) => get([key(1)]);
    actions_101: TransactionTooLong, deletes(101) => deletes(100);
    reads_101: TransactionTooLong, get((0..101).map(key)) => get((0..100).map(key));
    a_payload_of_a_byte_too_many: TransactionTooLarge, large(1) => large(0);
    constants_of_more_than_4_mb: TransactionTooLarge, large_constants(11) => large_constants(10);
    an_item_that_is_read_twice: TransactionItemTwice, get([key(1), key(1)]) => get([key(1), key(2)]);
    an_item_that_is_written_twice: TransactionItemTwice, write([put(1), put(1)]) => write([put(1), put(2)]);
    an_item_that_is_checked_and_deleted: TransactionItemTwice, write([check(1), delete(1)])
        => write([check(1), delete(2)]);
    an_item_that_is_put_and_updated: TransactionItemTwice,
        write([put(1), update(1, Update::new().set("a", 1))])
        => write([put(1), update(2, Update::new().set("a", 1))]);
    an_empty_token: TokenLength, with_token("") => with_token("t");
    a_token_of_37_characters: TokenLength, with_token(&text(37)) => with_token(&"é".repeat(36));
    an_update_without_actions: EmptyUpdate, write([update(1, Update::new())])
        => write([update(1, Update::new().remove("a"))]);
    an_update_of_a_key: UpdateOfKey, write([update(1, Update::new().set("SK", "b1"))])
        => write([update(1, Update::new().set("a", "b1"))]);
    a_put_without_a_key: KeyMissing, write([TransactPut::new("shop", item! { "PK" => "a" }).into()])
        => write([TransactPut::new("shop", stored()).into()]);
    a_put_with_an_index_key_of_another_type: IndexKeyType,
        write([TransactPut::new("shop", stored().with("email", 1)).into()])
        => write([TransactPut::new("shop", stored().with("email", "1")).into()]);
    a_delete_by_half_a_key: KeyShape, write([TransactDelete::new("shop", PrimaryKey::new("PK", "a")).into()])
        => write([delete(1)]);
    a_read_by_a_key_of_another_type: KeyType, get([key(1).sort("SK", 1)]) => get([key(1)]);
    a_condition_without_terms: EmptyAnd,
        write([TransactDelete::new("shop", key(1)).when(Filter::all([])).into()])
        => write([TransactDelete::new("shop", key(1)).when(path("a").exists()).into()]);
    a_check_without_terms: EmptyOr, write([TransactCheck::new("shop", key(1), Filter::any([])).into()])
        => write([check(1)]);
    an_update_whose_paths_overlap: OverlappingPaths,
        write([update(1, Update::new().set("a", 1).remove("a"))]) => write([update(1, Update::new().set("a", 1).remove("b"))]);
}

#[test]
fn one_key_in_two_tables_is_two_items() {
    assert!(write([put(1), TransactPut::new("other", key(1).to_item()).into()]).is_ok());
    let gets = vec![TransactGet::new("shop", key(1)), TransactGet::new("other", key(1))];
    assert!(TransactGetItems { gets, ..TransactGetItems::default() }.validate().is_ok());
}

#[test]
fn each_action_knows_its_table() {
    for action in [put(1), update(1, Update::new()), delete(1), check(1)] {
        assert_eq!(action.table(), "shop");
    }
}
