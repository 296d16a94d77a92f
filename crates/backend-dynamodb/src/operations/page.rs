//! Queries and scans: one page each.

use crate::{
    convert::{SdkItem, consumed, item_from_sdk, items_from_sdk},
    error::Call,
    input,
    service::Service,
};
use aws_sdk_dynamodb::types::ConsumedCapacity;
use std::sync::Arc;
use twintable::{
    Error,
    store::{PageOutcome, Query, Scan},
};

pub(crate) async fn query(service: Arc<Service>, request: Query) -> Result<PageOutcome, Error> {
    request.validate()?;
    service.schemas.check(&request.table, |schema| request.validate_against(schema))?;
    let call = Call::reading(&request.table);
    let input = input::query(request)?;
    let answer = service.read(&call, Box::pin(input.send_with(service.client()))).await?;
    page(
        answer.items,
        (answer.count, answer.scanned_count),
        answer.last_evaluated_key,
        answer.consumed_capacity,
    )
}

pub(crate) async fn scan(service: Arc<Service>, request: Scan) -> Result<PageOutcome, Error> {
    request.validate()?;
    service.schemas.check(&request.table, |schema| request.validate_against(schema))?;
    let call = Call::reading(&request.table);
    let input = input::scan(request)?;
    let answer = service.read(&call, Box::pin(input.send_with(service.client()))).await?;
    page(
        answer.items,
        (answer.count, answer.scanned_count),
        answer.last_evaluated_key,
        answer.consumed_capacity,
    )
}

fn page(
    items: Option<Vec<SdkItem>>,
    (count, scanned_count): (i32, i32),
    last_evaluated_key: Option<SdkItem>,
    consumed_capacity: Option<ConsumedCapacity>,
) -> Result<PageOutcome, Error> {
    Ok(PageOutcome {
        items: items_from_sdk(items.unwrap_or_default())?,
        count: usize::try_from(count).unwrap_or_default(),
        scanned_count: usize::try_from(scanned_count).unwrap_or_default(),
        last_evaluated_key: last_evaluated_key.map(item_from_sdk).transpose()?,
        consumed_capacity: consumed_capacity.map(consumed),
    })
}
