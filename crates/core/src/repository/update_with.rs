//! Reading, changing and writing back.

use super::{Existence, GetItem, PutItem, Repository, Returning};
use crate::{Error, Key, Versioned};

/// How often a lost race is run again.
const ATTEMPTS: usize = 10;

pub(super) async fn update_with<T: Versioned, R: Repository<T> + ?Sized>(
    repository: &R,
    key: Key<T>,
    mut change: impl FnMut(&mut T) -> Result<(), Error> + Send,
) -> Result<T, Error> {
    let mut attempt = 1;
    loop {
        let read = repository.get_item(GetItem { key: key.clone(), consistent: true }).await?;
        let mut entity = read.ok_or(Error::NotFound { entity: T::NAME })?;
        change(&mut entity)?;
        let put =
            PutItem { entity, existence: Existence::MayExist, condition: None, returning: Returning::New };
        match repository.put_item(put).await {
            Err(Error::VersionConflict { .. } | Error::AlreadyExists { .. }) if attempt < ATTEMPTS => {
                attempt += 1;
            }
            outcome => return super::pending::stored(outcome?),
        }
    }
}
