//! Many at once, over the item-level engine of [`batch`](crate::batch).

mod get;
mod write;

use crate::{
    Error,
    batch::{BatchError, NotDone},
};
use std::sync::Arc;

/// The error of a batch of which nothing was sent, since something in it is at fault. `None` if nothing is.
fn refused<W, D: Default>(asked: Vec<W>, faults: Vec<Option<Error>>) -> Result<Vec<W>, BatchError<W, D>> {
    let faults: Vec<_> = faults.into_iter().map(|fault| fault.map(Arc::new)).collect();
    let Some(cause) = faults.iter().flatten().next().map(Arc::clone) else { return Ok(asked) };
    let not_done = asked.into_iter().zip(faults).map(|(what, error)| NotDone { what, error }).collect();
    Err(BatchError { done: D::default(), not_done, unknown: Vec::new(), cause })
}
