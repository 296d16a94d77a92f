//! Following pages.

use super::{Page, QueryItems, ScanItems};
use crate::{Error, expr::Filter};

/// All items of a query.
pub(super) async fn all_of_query<T>(
    mut request: QueryItems,
    read: impl AsyncFn(QueryItems) -> Result<Page<T>, Error>,
) -> Result<Vec<T>, Error> {
    // The request is copied for each page, and a copy takes stack for each level of a filter.
    request.filter.as_ref().map_or(Ok(()), Filter::validate)?;
    request.key_condition.validate()?;
    let mut items = Vec::new();
    loop {
        let page = read(request.clone()).await?;
        items.extend(page.items);
        match page.last_evaluated_key {
            Some(key) => request.exclusive_start_key = Some(key),
            None => return Ok(items),
        }
    }
}

/// All items of a scan.
pub(super) async fn all_of_scan<T>(
    mut request: ScanItems,
    read: impl AsyncFn(ScanItems) -> Result<Page<T>, Error>,
) -> Result<Vec<T>, Error> {
    request.filter.as_ref().map_or(Ok(()), Filter::validate)?;
    let mut items = Vec::new();
    loop {
        let page = read(request.clone()).await?;
        items.extend(page.items);
        match page.last_evaluated_key {
            Some(key) => request.exclusive_start_key = Some(key),
            None => return Ok(items),
        }
    }
}
