//! Making cursors, and opening them.

use super::{Binding, Cursor, CursorError, CursorSecrets, Kind, Position, SealError, sealed, unsealed};
use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

/// Makes positions into cursors, and opens them again.
///
/// Without [secrets](Self::sealed) cursors are checked against mistakes only: anyone can read and make them.
/// See the [module](super) for what a seal protects and what not.
///
/// Cloning is cheap: clones share the secrets.
#[derive(Debug, Clone, Default)]
#[must_use = "does nothing until cursors are sealed or opened with it"]
pub struct Cursors {
    secrets: Option<Arc<CursorSecrets>>,
    lifetime: Option<Duration>,
}

impl Cursors {
    /// Cursors without a seal, that never expire.
    pub fn new() -> Self {
        Self::default()
    }

    /// Seals each cursor, and accepts sealed ones alone.
    pub fn sealed(mut self, secrets: CursorSecrets) -> Self {
        self.secrets = Some(Arc::new(secrets));
        self
    }

    /// Gives each cursor that is made a time after which it is refused. Machines may differ in their clocks:
    /// allow for that.
    ///
    /// The time is counted in milliseconds, rounded up. It is written into the cursor, so a change has no
    /// effect on those made before. Cursors that never expire live as long as their secret.
    pub const fn expiring_after(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// Whether cursors are sealed.
    pub const fn is_sealed(&self) -> bool {
        self.secrets.is_some()
    }

    /// Makes a position into a cursor.
    ///
    /// # Errors
    ///
    /// [`SealError`]: the position does not fit in a cursor, is not one of this read, or has attributes that
    /// cannot be part of a key; or the system gave no random bytes.
    pub fn seal(&self, position: &Position, binding: &Binding, now: SystemTime) -> Result<Cursor, SealError> {
        let payload = self.payload(position, binding, now)?;
        match &self.secrets {
            Some(secrets) => sealed::seal(&payload, binding, secrets, sealed::nonce()?),
            None => unsealed::seal(&payload, binding),
        }
    }

    /// Opens a cursor: the position that it was made of.
    ///
    /// An unsealed cursor can hold any position, whoever made it. What is read with it is checked as any other
    /// request is.
    ///
    /// # Errors
    ///
    /// [`CursorError`]: the text is not, or no longer, a cursor for this binding.
    pub fn open(&self, cursor: &Cursor, binding: &Binding, now: SystemTime) -> Result<Position, CursorError> {
        let bytes = cursor.decode()?;
        match (Kind::read(&bytes)?, &self.secrets) {
            ((Kind::Sealed, bytes), Some(secrets)) => {
                read_payload(&sealed::open(bytes, binding, secrets)?, binding, now)
            }
            ((Kind::Unsealed, bytes), None) => read_payload(unsealed::open(bytes, binding)?, binding, now),
            ((Kind::Unsealed, _), Some(_)) => Err(CursorError::Unsealed),
            ((Kind::Sealed, _), None) => Err(CursorError::Sealed),
        }
    }

    /// The time of expiry, then the position.
    pub(super) fn payload(
        &self,
        position: &Position,
        binding: &Binding,
        now: SystemTime,
    ) -> Result<Vec<u8>, SealError> {
        let expires = self.lifetime.map_or(NEVER, |lifetime| {
            let nanoseconds = since_epoch(now).saturating_add(lifetime).as_nanos();
            u64::try_from(nanoseconds.div_ceil(1_000_000)).unwrap_or(NEVER)
        });
        let mut payload = expires.to_be_bytes().to_vec();
        payload.extend(position.write(binding)?);
        Ok(payload)
    }
}

/// The time of expiry of what does not expire.
const NEVER: u64 = u64::MAX;

fn read_payload(payload: &[u8], binding: &Binding, now: SystemTime) -> Result<Position, CursorError> {
    let (expires, position) = payload.split_first_chunk().ok_or(CursorError::Malformed)?;
    let expires = u64::from_be_bytes(*expires);
    if expires != NEVER && since_epoch(now).as_millis() >= u128::from(expires) {
        return Err(CursorError::Expired);
    }
    Position::read(position, binding)
}

/// A clock that is set to a time before 1970 is taken to show 1970.
fn since_epoch(now: SystemTime) -> Duration {
    now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}
