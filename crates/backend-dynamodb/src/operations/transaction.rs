//! Transactions.

use crate::{
    convert::{consumed_each, item_from_sdk},
    error::{Call, Effect},
    input, retry,
    service::Service,
};
use std::sync::Arc;
use twintable::{
    Error,
    store::{
        TransactGet, TransactGetItems, TransactGetItemsOutcome, TransactWrite, TransactWriteItems,
        TransactWriteItemsOutcome,
    },
};

pub(crate) async fn transact_get_items(
    service: Arc<Service>,
    request: TransactGetItems,
) -> Result<TransactGetItemsOutcome, Error> {
    request.validate()?;
    let check = |get: &TransactGet| service.schemas.check(&get.table, |schema| get.validate_against(schema));
    Error::check_actions(request.gets.iter().map(check))?;
    let call = Call::on(request.gets.iter().map(|get| &get.table), Effect::Read);
    let input = input::transact_get_items(request)?;
    let answer = service.read(&call, Box::pin(input.send_with(service.client()))).await?;
    let items = answer.responses.unwrap_or_default().into_iter();
    Ok(TransactGetItemsOutcome {
        items: items
            .map(|response| response.item.map(item_from_sdk).transpose())
            .collect::<Result<_, Error>>()?,
        consumed_capacity: consumed_each(answer.consumed_capacity),
    })
}

pub(crate) async fn transact_write_items(
    service: Arc<Service>,
    request: TransactWriteItems,
) -> Result<TransactWriteItemsOutcome, Error> {
    request.validate()?;
    request.validate_distinct(|table| service.schemas.schema(table))?;
    let check = |action: &TransactWrite| {
        service.schemas.check(action.table(), |schema| action.validate_against(schema))
    };
    Error::check_actions(request.actions.iter().map(check))?;
    let call = Call::on(request.actions.iter().map(TransactWrite::table), Effect::Write);
    let is_repeatable = retry::transaction_is_repeatable(&request);
    let input = input::transact_write_items(request)?;
    let answer = service.write(&call, is_repeatable, Box::pin(input.send_with(service.writer()))).await?;
    Ok(TransactWriteItemsOutcome { consumed_capacity: consumed_each(answer.consumed_capacity) })
}
