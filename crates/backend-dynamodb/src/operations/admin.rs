//! Creating, describing, deleting and listing tables.

use crate::{
    convert::{self, description},
    error::{Call, failed, outcome_unknown, unreadable},
    service::Service,
};
use aws_sdk_dynamodb::{
    config::AsyncSleep,
    types::{TableDescription as SdkDescription, TableStatus},
};
use std::{sync::Arc, time::Duration};
use twintable::{Error, TableSchema, store::TableDescription, validate};

/// How long to wait between two looks at a table that is being created or deleted.
const PAUSE: Duration = Duration::from_millis(500);

/// How often a table that was just created may not be found.
const MAX_UNSEEN: usize = 40;

pub(crate) async fn create_table(
    service: Arc<Service>,
    schema: TableSchema,
) -> Result<TableDescription, Error> {
    schema.validate()?;
    let call = Call::writing(&schema.name);
    let input = convert::create_table(&schema)?;
    // A repeat would find the table that the first attempt created.
    service.write(&call, false, Box::pin(input.send_with(service.writer()))).await?;
    let mut unseen = 0;
    loop {
        match describe(&service, &schema.name).await {
            Ok(table) => match table.table_status {
                Some(TableStatus::Active) => return register(&service, table),
                Some(TableStatus::Creating | TableStatus::Updating) => {}
                other => return Err(unusable(other.as_ref())),
            },
            // Descriptions are eventually consistent: the table may not show yet.
            Err(Error::TableNotFound { .. }) if unseen < MAX_UNSEEN => unseen += 1,
            Err(other) => return Err(unconfirmed(other)),
        }
        pause(&service).await?;
    }
}

pub(crate) async fn describe_table(service: Arc<Service>, name: String) -> Result<TableDescription, Error> {
    validate::table_name(&name)?;
    register(&service, describe(&service, &name).await?)
}

pub(crate) async fn delete_table(service: Arc<Service>, name: String) -> Result<(), Error> {
    validate::table_name(&name)?;
    let call = Call::writing(&name.clone().into());
    let answer = service
        .write(&call, false, Box::pin(service.writer().delete_table().table_name(&name).send()))
        .await?;
    service.schemas.forget(&name);
    let deleted = answer.table_description.and_then(|table| table.table_id);
    loop {
        match describe(&service, &name).await {
            // Somebody created another table with the name.
            Ok(table) if table.table_id != deleted => return Ok(()),
            Ok(_) => pause(&service).await?,
            Err(Error::TableNotFound { .. }) => return Ok(()),
            Err(other) => return Err(unconfirmed(other)),
        }
    }
}

pub(crate) async fn list_tables(service: Arc<Service>) -> Result<Vec<String>, Error> {
    let call = Call::reading(&"".into());
    let (mut names, mut start) = (Vec::new(), None);
    loop {
        let page = service.client().list_tables().set_exclusive_start_table_name(start);
        let page = page.send().await.map_err(|error| call.error(error))?;
        names.extend(page.table_names.unwrap_or_default());
        start = page.last_evaluated_table_name;
        if start.is_none() {
            names.sort_unstable();
            return Ok(names);
        }
    }
}

async fn describe(service: &Service, name: &str) -> Result<SdkDescription, Error> {
    let call = Call::reading(&name.to_owned().into());
    let answer =
        service.client().describe_table().table_name(name).send().await.map_err(|error| call.error(error))?;
    answer.table.ok_or_else(|| unreadable("a description without a table"))
}

fn register(service: &Service, table: SdkDescription) -> Result<TableDescription, Error> {
    let mut described = description(table)?;
    described.schema = described.schema.into_canonical();
    service.schemas.described(described.schema.clone());
    Ok(described)
}

/// Sleeps as the client's configuration has it.
async fn pause(service: &Service) -> Result<(), Error> {
    let Some(sleep) = service.client().config().sleep_impl() else {
        return Err(failed("NoSleepImpl", "the client's configuration has no way to sleep"));
    };
    sleep.sleep(PAUSE).await;
    Ok(())
}

/// The write was accepted, but a look at the table failed: doing the write again would be wrong.
fn unconfirmed(error: Error) -> Error {
    if error.is_retryable() { outcome_unknown(error) } else { error }
}

fn unusable(status: Option<&TableStatus>) -> Error {
    failed(status.map_or("NoTableStatus", TableStatus::as_str), "the table was created and cannot be used")
}
