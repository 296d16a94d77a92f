//! Tables: created, refused and deleted alike.

use super::{
    compare::{self, SIDES},
    pair::{Both, Pair},
    plans::{config, runtime},
};
use proptest::{
    prelude::*,
    test_runner::{TestCaseError, TestRunner},
};
use std::{cell::RefCell, collections::HashSet};
use twintable::{
    PrimaryKey, TableSchema,
    store::{GetItem, ItemStore, TableAdmin},
};
use twintable_testkit::strategy::{SchemaFault, invalid_schema, schema};

/// The life of a table on both stores.
async fn live(schema: &TableSchema) -> Result<(), String> {
    let pair = Pair::new();
    let created = pair.create(schema).await;
    match (&created.memory, &created.engine) {
        (Ok(memory), Ok(engine)) => {
            SIDES.equal("what was created", memory, &schema.clone().into_canonical())?;
            SIDES.equal("what was created", memory, engine)?;
        }
        (Err(memory), Err(engine)) => {
            compare::errors(memory, engine)?;
            return Ok(());
        }
        _ => return Err(format!("{created:?}")),
    }
    refused_alike(pair.create(schema).await)?;
    let (memory, engine) = (&pair.memory, &pair.engine);
    SIDES.equal("the tables", &memory.list_tables().await.ok(), &engine.list_tables().await.ok())?;
    let described =
        (memory.describe_table(&schema.name).await.ok(), engine.describe_table(&schema.name).await.ok());
    SIDES.equal("the description", &described.0, &described.1)?;
    SIDES.equal("the deletion", &memory.delete_table(&schema.name).await.is_ok(), &true)?;
    SIDES.equal("the deletion", &engine.delete_table(&schema.name).await.is_ok(), &true)?;
    let get = GetItem::new(schema.name.clone(), PrimaryKey::new(schema.partition_key.name.clone(), "a"));
    refused_alike(Both { memory: memory.get_item(get.clone()).await, engine: engine.get_item(get).await })?;
    refused_alike(Both {
        memory: memory.delete_table(&schema.name).await,
        engine: engine.delete_table(&schema.name).await,
    })?;
    refused_alike(Both {
        memory: memory.describe_table(&schema.name).await,
        engine: engine.describe_table(&schema.name).await,
    })
}

fn refused_alike<T: std::fmt::Debug>(answers: Both<Result<T, twintable::Error>>) -> Result<(), String> {
    match (answers.memory, answers.engine) {
        (Err(memory), Err(engine)) => compare::errors(&memory, &engine).map(|_| ()),
        other => Err(format!("not refused by both: {other:?}")),
    }
}

#[test]
fn the_twins_agree_on_tables() {
    let runtime = runtime();
    let result = TestRunner::new(config(24))
        .run(&schema("main"), |schema| runtime.block_on(live(&schema)).map_err(TestCaseError::fail));
    result.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn the_twins_refuse_the_same_tables() {
    let (runtime, seen) = (runtime(), RefCell::new(HashSet::new()));
    let mut config = config(128);
    config.cases = config.cases.max(128);
    let result = TestRunner::new(config).run(&invalid_schema("main"), |(schema, fault)| {
        seen.borrow_mut().insert(fault);
        prop_assert!(schema.validate().is_err(), "{fault:?} is no fault");
        runtime.block_on(live(&schema)).map_err(TestCaseError::fail)
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(seen.borrow().len(), SchemaFault::ALL.len(), "not all faults were drawn");
}
