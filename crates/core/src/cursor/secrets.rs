//! The secrets that cursors are sealed with.

use std::fmt;
use zeroize::Zeroizing;

/// A secret of 32 bytes.
///
/// The bytes must be random, from a source made for it: `openssl rand -hex 32`, or a key management service. A
/// password is none. `Debug` does not show them, and the memory is overwritten when the secret is dropped; the
/// array that it was made from is the caller's.
// Behind a pointer, so that moving the secret leaves no copy behind.
pub struct CursorSecret(Box<Zeroizing<[u8; 32]>>);

impl CursorSecret {
    /// A secret of these bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Box::new(Zeroizing::new(bytes)))
    }

    pub(super) fn bytes(&self) -> &Zeroizing<[u8; 32]> {
        &self.0
    }
}

impl From<[u8; 32]> for CursorSecret {
    fn from(bytes: [u8; 32]) -> Self {
        Self::new(bytes)
    }
}

impl fmt::Debug for CursorSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CursorSecret")
    }
}

/// The secrets of a service: one that seals, and any number that still open.
///
/// Ids are the caller's, and stand in each cursor for all to see. Give each secret an id of its own. See
/// [rotation](super#rotation).
///
/// # Examples
///
/// ```
/// use twintable::cursor::CursorSecrets;
///
/// let secrets = CursorSecrets::new(2, [2; 32]).accepting(1, [1; 32]);
/// assert_eq!(format!("{secrets:?}"), "CursorSecrets { current: 2, accepted: [1] }");
/// ```
pub struct CursorSecrets {
    pub(super) current: (u32, CursorSecret),
    accepted: Vec<(u32, CursorSecret)>,
}

impl CursorSecrets {
    /// One secret, which seals and opens.
    pub fn new(id: u32, secret: impl Into<CursorSecret>) -> Self {
        Self { current: (id, secret.into()), accepted: Vec::new() }
    }

    /// One more secret, which opens what was sealed with it. Where several have one id, each of them is tried.
    #[must_use]
    pub fn accepting(mut self, id: u32, secret: impl Into<CursorSecret>) -> Self {
        self.accepted.push((id, secret.into()));
        self
    }

    /// The secrets with an id.
    pub(super) fn with_id(&self, id: u32) -> impl Iterator<Item = &CursorSecret> {
        let all = std::iter::once(&self.current).chain(&self.accepted);
        all.filter(move |(known, _)| *known == id).map(|(_, secret)| secret)
    }
}

impl fmt::Debug for CursorSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let accepted: Vec<u32> = self.accepted.iter().map(|(id, _)| *id).collect();
        f.debug_struct("CursorSecrets")
            .field("current", &self.current.0)
            .field("accepted", &accepted)
            .finish()
    }
}
