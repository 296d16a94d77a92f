//! Failures after which a write may have been done.

use aws_sdk_dynamodb::error::ConnectorError;
use std::{error::Error as StdError, io};

/// Whether an HTTP status leaves it open. 503 does not: the service says that it did nothing.
pub(crate) const fn of_status(status: u16) -> bool {
    matches!(status, 500 | 502 | 504)
}

/// Whether a failed connection leaves it open: it was lost, or no answer came in time, and it is not
/// certain that there was none to begin with.
pub(crate) fn of_connector(error: &ConnectorError) -> bool {
    error.is_timeout() || ((error.is_io() || error.as_other().is_some()) && !never_connected(error))
}

fn never_connected(error: &ConnectorError) -> bool {
    let mut next: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return matches!(
                error.kind(),
                io::ErrorKind::ConnectionRefused
                    | io::ErrorKind::HostUnreachable
                    | io::ErrorKind::NetworkUnreachable
                    | io::ErrorKind::AddrNotAvailable
            );
        }
        next = error.source();
    }
    false
}
