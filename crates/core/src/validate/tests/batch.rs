//! Batches.

use super::{rules, schema, stored, text};
use crate::{
    Error, PrimaryKey, item,
    store::{BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, WriteRequest},
};

fn key(number: usize) -> PrimaryKey {
    PrimaryKey::new("PK", "a").sort("SK", format!("b{number}"))
}

fn puts(count: usize) -> Vec<WriteRequest> {
    (0..count).map(|number| WriteRequest::Put(key(number).to_item())).collect()
}

fn get<const N: usize>(tables: [(&'static str, usize); N]) -> Result<(), Error> {
    let tables = tables.map(|(table, count)| BatchGet::new(table, (0..count).map(key))).into();
    let request = BatchGetItem { tables, ..BatchGetItem::default() };
    request.validate()?;
    request.tables.iter().try_for_each(|table| table.validate_against(&schema()))
}

fn write<const N: usize>(tables: [(&'static str, Vec<WriteRequest>); N]) -> Result<(), Error> {
    let tables = tables.map(|(table, requests)| BatchWrite::new(table, requests)).into();
    let request = BatchWriteItem { tables, ..BatchWriteItem::default() };
    request.validate()?;
    request.tables.iter().try_for_each(|table| table.validate_against(&schema()))
}

fn write_one(request: WriteRequest) -> Result<(), Error> {
    write([("shop", vec![request])])
}

fn get_keys<const N: usize>(keys: [PrimaryKey; N]) -> Result<(), Error> {
    let request = BatchGetItem::of(BatchGet::new("shop", keys));
    request.validate()?;
    request.tables.iter().try_for_each(|table| table.validate_against(&schema()))
}

rules! {
    no_tables_to_read: BatchEmpty, get([]) => get([("shop", 1)]);
    no_keys_to_read: BatchEmpty, get([("shop", 1), ("other", 0)]) => get([("shop", 1), ("other", 1)]);
    no_tables_to_write: BatchEmpty, write([]) => write([("shop", puts(1))]);
    no_writes: BatchEmpty, write([("shop", puts(0))]) => write([("shop", puts(1))]);
    reads_of_101_items: BatchTooLong, get([("shop", 101)]) => get([("shop", 100)]);
    reads_of_101_items_of_two_tables: BatchTooLong, get([("shop", 50), ("other", 51)])
        => get([("shop", 50), ("other", 50)]);
    writes_of_26_items: BatchTooLong, write([("shop", puts(26))]) => write([("shop", puts(25))]);
    writes_of_26_items_to_two_tables: BatchTooLong, write([("shop", puts(13)), ("other", puts(13))])
        => write([("shop", puts(13)), ("other", puts(12))]);
    a_table_that_is_read_twice: BatchTableTwice, get([("shop", 1), ("shop", 1)])
        => get([("shop", 1), ("other", 1)]);
    a_table_that_is_written_twice: BatchTableTwice, write([("shop", puts(1)), ("shop", puts(1))])
        => write([("shop", puts(1)), ("other", puts(1))]);
    an_item_that_is_read_twice: BatchItemTwice, get_keys([key(1), key(2), key(1)])
        => get_keys([key(1), key(2)]);
    an_item_that_is_written_twice: BatchItemTwice, write([("shop", [puts(1), puts(1)].concat())])
        => write([("shop", puts(2))]);
    an_item_that_is_written_and_deleted: BatchItemTwice,
        write([("shop", vec![WriteRequest::Put(stored()), WriteRequest::Delete(super::key())])])
        => write([("shop", vec![WriteRequest::Put(stored()), WriteRequest::Delete(key(1))])]);
    a_read_by_half_a_key: KeyShape, get_keys([PrimaryKey::new("PK", "a")]) => get_keys([key(1)]);
    a_read_by_an_empty_key: KeyEmpty, get_keys([key(1).sort("SK", "")]) => get_keys([key(1)]);
    a_delete_by_a_key_of_another_type: KeyType, write_one(WriteRequest::Delete(key(1).sort("SK", 1)))
        => write_one(WriteRequest::Delete(key(1)));
    a_put_without_a_key: KeyMissing, write_one(WriteRequest::Put(item! { "PK" => "a" }))
        => write_one(WriteRequest::Put(stored()));
    a_put_with_an_index_key_of_another_type: IndexKeyType,
        write_one(WriteRequest::Put(stored().with("email", 1)))
        => write_one(WriteRequest::Put(stored().with("email", "1")));
}

#[test]
fn the_largest_batch_of_the_largest_items_is_allowed() {
    let item = |number| {
        let item = key(number).to_item();
        let room = crate::Item::MAX_SIZE - item.size() - 1;
        item.with("a", text(room))
    };
    assert!(write([("shop", (0..25).map(|number| WriteRequest::Put(item(number))).collect())]).is_ok());
    let too_large = WriteRequest::Put(item(1).with("b", 1));
    assert!(matches!(write_one(too_large), Err(Error::ItemTooLarge(_))));
}
