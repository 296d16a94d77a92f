//! Strategies for requests, valid or not.

use crate::{
    expressions::{filter, key_condition, projection, update},
    trees::{item, primary_key, table_name},
};
use proptest::{collection::vec, option, prelude::*};
use twintable::store::{
    BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, PutItem, Query,
    ReturnConsumedCapacity, ReturnOld, ReturnValues, Scan, Segment, Select, TransactCheck, TransactDelete,
    TransactGet, TransactGetItems, TransactPut, TransactUpdate, TransactWrite, TransactWriteItems,
    UpdateItem, WriteRequest,
};

fn capacity() -> impl Strategy<Value = ReturnConsumedCapacity> {
    prop_oneof![
        Just(ReturnConsumedCapacity::None),
        Just(ReturnConsumedCapacity::Total),
        Just(ReturnConsumedCapacity::Indexes)
    ]
}

fn old() -> impl Strategy<Value = ReturnOld> {
    prop_oneof![Just(ReturnOld::None), Just(ReturnOld::AllOld)]
}

fn values() -> impl Strategy<Value = ReturnValues> {
    prop_oneof![
        Just(ReturnValues::None),
        Just(ReturnValues::AllOld),
        Just(ReturnValues::AllNew),
        Just(ReturnValues::UpdatedOld),
        Just(ReturnValues::UpdatedNew)
    ]
}

pub(crate) fn get_item() -> BoxedStrategy<GetItem> {
    (table_name(), primary_key(), option::of(projection()), any::<bool>(), capacity())
        .prop_map(|(table, key, projection, consistent, return_consumed_capacity)| GetItem {
            table: table.into(),
            key,
            projection,
            consistent,
            return_consumed_capacity,
        })
        .boxed()
}

pub(crate) fn put_item() -> BoxedStrategy<PutItem> {
    (table_name(), item(), option::of(filter()), old(), old(), capacity())
        .prop_map(
            |(
                table,
                item,
                condition,
                return_values,
                return_on_condition_failure,
                return_consumed_capacity,
            )| PutItem {
                table: table.into(),
                item,
                condition,
                return_values,
                return_on_condition_failure,
                return_consumed_capacity,
            },
        )
        .boxed()
}

pub(crate) fn update_item() -> BoxedStrategy<UpdateItem> {
    (table_name(), primary_key(), update(), option::of(filter()), values(), old(), capacity())
        .prop_map(
            |(
                table,
                key,
                update,
                condition,
                return_values,
                return_on_condition_failure,
                return_consumed_capacity,
            )| {
                UpdateItem {
                    table: table.into(),
                    key,
                    update,
                    condition,
                    return_values,
                    return_on_condition_failure,
                    return_consumed_capacity,
                }
            },
        )
        .boxed()
}

pub(crate) fn delete_item() -> BoxedStrategy<DeleteItem> {
    (table_name(), primary_key(), option::of(filter()), old(), old(), capacity())
        .prop_map(
            |(
                table,
                key,
                condition,
                return_values,
                return_on_condition_failure,
                return_consumed_capacity,
            )| DeleteItem {
                table: table.into(),
                key,
                condition,
                return_values,
                return_on_condition_failure,
                return_consumed_capacity,
            },
        )
        .boxed()
}

fn select() -> impl Strategy<Value = Select> {
    prop_oneof![
        Just(Select::AllProjected),
        Just(Select::AllAttributes),
        Just(Select::Count),
        projection().prop_map(Select::Attributes)
    ]
}

pub(crate) fn query() -> BoxedStrategy<Query> {
    let what = (table_name(), option::of(table_name()), key_condition(), option::of(filter()), select());
    let how = (any::<[bool; 2]>(), option::of(0..3_u32), option::of(item()), capacity());
    (what, how)
        .prop_map(
            |(
                (table, index, key_condition, filter, select),
                ([consistent, descending], limit, exclusive_start_key, return_consumed_capacity),
            )| Query {
                table: table.into(),
                index: index.map(Into::into),
                key_condition,
                filter,
                select,
                consistent,
                descending,
                limit,
                exclusive_start_key,
                return_consumed_capacity,
            },
        )
        .boxed()
}

pub(crate) fn scan() -> BoxedStrategy<Scan> {
    let segment = (0..3_u32, 0..3_u32).prop_map(|(index, total)| Segment { index, total });
    let what = (table_name(), option::of(table_name()), option::of(filter()), select());
    let how = (any::<bool>(), option::of(0..3_u32), option::of(segment), option::of(item()), capacity());
    (what, how)
        .prop_map(
            |(
                (table, index, filter, select),
                (consistent, limit, segment, exclusive_start_key, return_consumed_capacity),
            )| Scan {
                table: table.into(),
                index: index.map(Into::into),
                filter,
                select,
                consistent,
                limit,
                segment,
                exclusive_start_key,
                return_consumed_capacity,
            },
        )
        .boxed()
}

pub(crate) fn batch_get_item() -> BoxedStrategy<BatchGetItem> {
    let table = (table_name(), vec(primary_key(), 0..4), option::of(projection()), any::<bool>()).prop_map(
        |(table, keys, projection, consistent)| BatchGet {
            table: table.into(),
            keys,
            projection,
            consistent,
        },
    );
    (vec(table, 0..3), capacity())
        .prop_map(|(tables, return_consumed_capacity)| BatchGetItem { tables, return_consumed_capacity })
        .boxed()
}

pub(crate) fn batch_write_item() -> BoxedStrategy<BatchWriteItem> {
    let write = prop_oneof![item().prop_map(WriteRequest::Put), primary_key().prop_map(WriteRequest::Delete)];
    let table =
        (table_name(), vec(write, 0..4)).prop_map(|(table, requests)| BatchWrite::new(table, requests));
    (vec(table, 0..3), capacity())
        .prop_map(|(tables, return_consumed_capacity)| BatchWriteItem { tables, return_consumed_capacity })
        .boxed()
}

pub(crate) fn transact_get_items() -> BoxedStrategy<TransactGetItems> {
    let get = (table_name(), primary_key(), option::of(projection()))
        .prop_map(|(table, key, projection)| TransactGet { table: table.into(), key, projection });
    (vec(get, 0..4), capacity())
        .prop_map(|(gets, return_consumed_capacity)| TransactGetItems { gets, return_consumed_capacity })
        .boxed()
}

fn action() -> impl Strategy<Value = TransactWrite> {
    let condition = || option::of(filter());
    prop_oneof![
        (table_name(), item(), condition(), old()).prop_map(|(table, item, condition, old)| {
            let put = TransactPut { condition, ..TransactPut::new(table, item) };
            TransactPut { return_on_condition_failure: old, ..put }.into()
        }),
        (table_name(), primary_key(), update(), condition(), old()).prop_map(
            |(table, key, update, condition, old)| {
                let update = TransactUpdate { condition, ..TransactUpdate::new(table, key, update) };
                TransactUpdate { return_on_condition_failure: old, ..update }.into()
            }
        ),
        (table_name(), primary_key(), condition(), old()).prop_map(|(table, key, condition, old)| {
            let delete = TransactDelete { condition, ..TransactDelete::new(table, key) };
            TransactDelete { return_on_condition_failure: old, ..delete }.into()
        }),
        (table_name(), primary_key(), filter())
            .prop_map(|(table, key, condition)| TransactCheck::new(table, key, condition).into()),
    ]
}

pub(crate) fn transact_write_items() -> BoxedStrategy<TransactWriteItems> {
    let token = option::of(prop_oneof![".{0,40}", any::<String>()]);
    (vec(action(), 0..4), token, capacity())
        .prop_map(|(actions, client_request_token, return_consumed_capacity)| TransactWriteItems {
            actions,
            client_request_token,
            return_consumed_capacity,
        })
        .boxed()
}
