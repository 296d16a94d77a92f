//! The shapes of tables, and the parts of drafts.

use twintable::{IndexProjection, KeyType, TableSchema};
use twintable_testkit::{
    coverage::Coverage,
    reach,
    strategy::{
        ActionDraft, ActionKind, BatchFlaw, Draft, IndexChange, IndexChangeDraft, IndexDraft, IndexValue,
        IndexValueDraft, ItemDraft, KeyConditionFault, KeyDraft, KeyShape, Plan, StartDraft, Step,
        TokenDraft, TransactionFlaw, WriteDraft,
    },
};

pub(super) fn plan(reached: &mut Coverage, plan: &Plan) {
    schema(reached, &plan.tables.main);
    for step in &plan.steps {
        reach!(reached, "step", step, {
            Step::Request(_) => "request",
            Step::Repeat(_) => "repeat",
            Step::Resume(_) => "resume",
        });
        if let Step::Request(request) = step {
            draft(reached, request);
        }
    }
}

fn key_type(reached: &mut Coverage, key_type: KeyType) {
    reach!(reached, "key type", key_type, {
        KeyType::String => "S",
        KeyType::Number => "N",
        KeyType::Binary => "B",
    });
}

fn schema(reached: &mut Coverage, schema: &TableSchema) {
    schema
        .key_attributes()
        .chain(schema.index_key_attributes())
        .for_each(|key| key_type(reached, key.key_type));
    reach!(reached, "sort key", schema.sort_key.is_some(), { true => "yes", false => "no", });
    reach!(reached, "local indexes", schema.local_indexes.len(), { 0 => "none", 1 => "one", _ => "two", });
    reach!(reached, "global indexes", schema.global_indexes.len(), { 0 => "none", 1 => "one", _ => "two", });
    for index in &schema.local_indexes {
        reach!(reached, "local index holds", index.projection, {
            IndexProjection::All => "all",
            IndexProjection::KeysOnly => "keys",
            IndexProjection::Include(_) => "some",
        });
    }
    for index in &schema.global_indexes {
        reach!(reached, "global index holds", index.projection, {
            IndexProjection::All => "all",
            IndexProjection::KeysOnly => "keys",
            IndexProjection::Include(_) => "some",
        });
        reach!(reached, "global index partition", index.partition_keys.len(), {
            0 | 1 => "of one",
            2 => "of two",
            3 => "of three",
            _ => "of four",
        });
        reach!(reached, "global index sort", index.sort_keys.len(), {
            0 => "of none",
            1 => "of one",
            2 => "of two",
            3 => "of three",
            _ => "of four",
        });
        let names = || index.partition_keys.iter().chain(&index.sort_keys);
        reach!(reached, "global index on", names().any(|key| schema.is_key(&key.name)), {
            true => "keys of the table too",
            false => "other attributes",
        });
    }
}

fn key(reached: &mut Coverage, key: &KeyDraft) {
    reach!(reached, "key", key.shape, {
        KeyShape::Valid => "valid",
        KeyShape::OtherLength => "other length",
        KeyShape::OtherName => "other name",
        KeyShape::PartitionType => "other partition type",
        KeyShape::SortType => "other sort type",
        KeyShape::NoKeyType => "no key type",
        KeyShape::Empty => "empty",
        KeyShape::TooLong => "too long",
    });
}

macro_rules! index_value {
    ($reached:expr, $group:literal, $value:expr) => {
        reach!($reached, $group, $value, {
            IndexValue::Valid(_) => "valid",
            IndexValue::OtherType => "other type",
            IndexValue::Null => "null",
            IndexValue::Empty => "empty",
            IndexValue::TooLong => "too long",
        })
    };
}

fn item(reached: &mut Coverage, item: &ItemDraft) {
    key(reached, &item.key);
    for IndexValueDraft { attribute: _, value } in &item.index {
        index_value!(reached, "index key", value);
    }
}

fn changes(reached: &mut Coverage, changes: &[IndexChangeDraft]) {
    for IndexChangeDraft { attribute: _, change } in changes {
        reach!(reached, "index key change", change, {
            IndexChange::Set(_) => "set",
            IndexChange::Remove => "remove",
            IndexChange::Add(_) => "add",
        });
        if let IndexChange::Set(value) = change {
            index_value!(reached, "index key set", value);
        }
    }
}

fn start(reached: &mut Coverage, start: &StartDraft) {
    reach!(reached, "start", start, {
        StartDraft::Beginning => "beginning",
        StartDraft::Kept => "kept",
        StartDraft::Made { more: true, .. } => "made, with too much",
        StartDraft::Made { inside: true, .. } => "made, inside",
        StartDraft::Made { inside: false, .. } => "made, anywhere",
    });
}

fn index(reached: &mut Coverage, index: IndexDraft) {
    reach!(reached, "index", index, {
        IndexDraft::Table => "table",
        IndexDraft::Index(_) => "index",
        IndexDraft::Missing => "missing",
    });
}

macro_rules! batch_flaw {
    ($reached:expr, $group:literal, $flaw:expr) => {
        reach!($reached, $group, $flaw, {
            None => "none",
            Some(BatchFlaw::Empty) => "empty",
            Some(BatchFlaw::EmptyTable) => "empty table",
            Some(BatchFlaw::TableTwice) => "table twice",
            Some(BatchFlaw::ItemTwice) => "item twice",
            Some(BatchFlaw::TooLong) => "too long",
        })
    };
}

macro_rules! transaction_flaw {
    ($reached:expr, $group:literal, $flaw:expr) => {
        reach!($reached, $group, $flaw, {
            None => "none",
            Some(TransactionFlaw::Empty) => "empty",
            Some(TransactionFlaw::ItemTwice) => "item twice",
            Some(TransactionFlaw::TooLong) => "too long",
            Some(TransactionFlaw::EmptyUpdate) => "empty update",
        })
    };
}

fn draft(reached: &mut Coverage, draft: &Draft) {
    match draft {
        Draft::Get(get) => key(reached, &get.key),
        Draft::Put(put) => item(reached, &put.item),
        Draft::Update(update) => {
            key(reached, &update.key);
            changes(reached, &update.index_changes);
        }
        Draft::Delete(delete) => key(reached, &delete.key),
        Draft::Query(query) => {
            index(reached, query.index);
            start(reached, &query.start);
            reach!(reached, "key condition", query.key_condition.fault, {
                None => "valid",
                Some(KeyConditionFault::PartitionMissing) => "partition missing",
                Some(KeyConditionFault::PartitionType) => "partition type",
                Some(KeyConditionFault::PartitionEmpty) => "partition empty",
                Some(KeyConditionFault::Unknown) => "unknown attribute",
                Some(KeyConditionFault::Twice) => "attribute twice",
                Some(KeyConditionFault::SortType) => "sort type",
                Some(KeyConditionFault::NoKeyType) => "no key type",
                Some(KeyConditionFault::SortOrder) => "sort order",
                Some(KeyConditionFault::RangeFirst) => "range first",
                Some(KeyConditionFault::BetweenOrder) => "bounds in reverse",
                Some(KeyConditionFault::BetweenTypes) => "bounds of two types",
                Some(KeyConditionFault::PrefixOfNumber) => "prefix of a number",
            });
        }
        Draft::Scan(scan) => {
            index(reached, scan.index);
            start(reached, &scan.start);
        }
        Draft::BatchGet(batch) => {
            batch_flaw!(reached, "batch get", batch.flaw);
            batch.parts.iter().flat_map(|part| &part.keys).for_each(|one| key(reached, one));
        }
        Draft::BatchWrite(batch) => {
            batch_flaw!(reached, "batch write", batch.flaw);
            for write in batch.parts.iter().flat_map(|part| &part.writes) {
                match write {
                    WriteDraft::Put(put) => item(reached, put),
                    WriteDraft::Delete(delete) => key(reached, delete),
                }
            }
        }
        Draft::TransactGet(transaction) => {
            transaction_flaw!(reached, "transact get", transaction.flaw);
            transaction.gets.iter().for_each(|get| key(reached, &get.key));
        }
        Draft::TransactWrite(transaction) => {
            transaction_flaw!(reached, "transact write", transaction.flaw);
            reach!(reached, "token", transaction.token, {
                TokenDraft::None => "none",
                TokenDraft::Pool(_) => "one of a few",
                TokenDraft::Empty => "empty",
                TokenDraft::TooLong => "too long",
            });
            transaction.actions.iter().for_each(|one| action(reached, one));
        }
    }
}

fn action(reached: &mut Coverage, action: &ActionDraft) {
    match &action.kind {
        ActionKind::Put(put) => item(reached, put),
        ActionKind::Update(at, _, index_changes) => {
            key(reached, at);
            changes(reached, index_changes);
        }
        ActionKind::Delete(at) | ActionKind::ConditionCheck(at) => key(reached, at),
    }
}
