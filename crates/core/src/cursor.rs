//! Cursors: where a read goes on, as a text that can be given to a client.
//!
//! A page of a query or scan ends at a key. [`Cursors`] makes that key into a [`Cursor`], an opaque text of
//! letters, digits, `-` and `_`, and opens it again when it comes back. A cursor is bound to the read that it
//! came from, the [`Binding`]: the table, the index, the key condition with its values, the direction, the
//! segment, and what the caller adds of its own, such as the tenant and the user. It is bound to the filter
//! only where the caller asks, since a filter may differ from page to page ("not yet expired"). It is not bound
//! to the page size, the projection or the consistency: those may change between pages.
//!
//! [Repositories](crate::repository) do all of this: a [`Page`](crate::repository::Page) and a
//! [stream](crate::repository::Items::cursor) have cursors, [`after`](crate::repository::ReadMany::after) goes on
//! from one, and [`with_cursors`](crate::repository::TableRepository::with_cursors) gives the secrets.
//!
//! # With a secret
//!
//! [`Cursors::sealed`] encrypts and authenticates each cursor with XChaCha20-Poly1305 under a secret of 32
//! bytes. A client then
//!
//! - sees no key, and no more of its length than a multiple of 256 bytes tells;
//! - cannot make or change a cursor, and cannot use one for another read, tenant or user: all of these are
//!   [`CursorError::Forged`];
//! - cannot use one after [its time](Cursors::expiring_after), if it has one: [`CursorError::Expired`].
//!
//! What a seal does not do: the client that was given a cursor may use it again, in the same place, as often as
//! it likes until it expires; and may give it to whoever passes the same checks. A cursor is no permission:
//! check who asks before it is opened, and put the tenant and the user into the binding.
//!
//! # Without a secret
//!
//! The text is the key, written otherwise, with checksums against mistakes: a text that was cut, or a cursor of
//! another read, is refused. Anyone can read the key in it, and anyone can make one that is accepted. That is
//! enough where the cursor never leaves the service, or where a caller may read the whole partition anyway.
//!
//! # Rotation
//!
//! Each secret has an id, and a sealed cursor names the one it was made with. To change to a new secret without
//! refusing a single cursor:
//!
//! 1. deploy [`CursorSecrets::new(1, old)`](CursorSecrets::new)[`.accepting(2, new)`](CursorSecrets::accepting)
//!    everywhere;
//! 2. then `CursorSecrets::new(2, new).accepting(1, old)`;
//! 3. once all old cursors have expired, `CursorSecrets::new(2, new)`. Cursors of the old one are
//!    [`CursorError::UnknownKey`] from then on.
//!
//! # Sizes
//!
//! A cursor has at most 8192 characters, and a longer text is refused before anything is decoded. The
//! attributes that a key condition names with `=` are left out of the cursor, since the read brings them along.
//! So every query of a table, of a local index, and of a global index with at most one sort attribute has room
//! for the longest keys that the service allows, and so have scans of tables and local indexes. Three kinds of
//! read may not: scans of global indexes, queries of global indexes with several sort attributes, and parallel
//! scans. Their names and values may have about 5,800 bytes together. A longer position is
//! [`SealError::TooLarge`]; no cursor is made that would be refused later.
//!
//! # Format
//!
//! The text is base64url without padding. The bytes are the same on every machine:
//!
//! | | |
//! |---|---|
//! | sealed | version `1`, kind `1`, key id (4), nonce (24), ciphertext, tag (16) |
//! | unsealed | version `1`, kind `0`, checksum of the binding (8), checksum of all (8), payload |
//!
//! The associated data of the seal are `twintable.cursor`, the version, the kind, the key id and the binding.
//! The plaintext is the payload's length (2), the payload, and zeros up to a multiple of 256. The payload is
//! the time of expiry (8) and the position. Numbers are big-endian.
//!
//! # Examples
//!
//! ```
//! use std::time::{Duration, SystemTime};
//! use twintable::{cursor::{Binding, CursorError, CursorSecrets, Cursors, Position}, expr::KeyCondition, item};
//!
//! // 32 random bytes from the service's configuration.
//! let secret = [7; 32];
//! let cursors = Cursors::new().sealed(CursorSecrets::new(1, secret)).expiring_after(Duration::from_secs(3600));
//!
//! let orders = KeyCondition::partition("PK", "CUSTOMER#1").sort("SK").begins_with("ORDER#");
//! let read = |tenant: &str| Binding::query("shop", None, &orders, false).context(tenant);
//! let end_of_page = Position::After(item! { "PK" => "CUSTOMER#1", "SK" => "ORDER#20" });
//!
//! let now = SystemTime::now();
//! let cursor = cursors.seal(&end_of_page, &read("acme"), now)?;
//! assert_eq!(cursors.open(&cursor, &read("acme"), now), Ok(end_of_page));
//! assert_eq!(cursors.open(&cursor, &read("evil"), now), Err(CursorError::Forged));
//! # Ok::<(), twintable::Error>(())
//! ```

mod binding;
mod canonical;
mod codec;
mod error;
mod padding;
mod position;
mod sealed;
mod secrets;
mod text;
mod unsealed;

pub use binding::Binding;
pub use codec::Cursors;
pub use error::{CursorError, SealError};
pub use position::{Position, Progress};
pub use secrets::{CursorSecret, CursorSecrets};
pub use text::Cursor;

/// The version of the format, the first byte of every cursor.
const VERSION: u8 = 1;

/// Sets these bytes apart from anything else that is made with the same secret.
const LABEL: &[u8] = b"twintable.cursor";

/// What the second byte of a cursor says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unsealed,
    Sealed,
}

impl Kind {
    /// The first two bytes of a cursor.
    const fn header(self) -> [u8; 2] {
        match self {
            Self::Unsealed => [VERSION, 0],
            Self::Sealed => [VERSION, 1],
        }
    }

    /// Takes the first two bytes off.
    fn read(bytes: &[u8]) -> Result<(Self, &[u8]), CursorError> {
        match bytes {
            [VERSION, 0, rest @ ..] => Ok((Self::Unsealed, rest)),
            [VERSION, 1, rest @ ..] => Ok((Self::Sealed, rest)),
            [VERSION, ..] | [] => Err(CursorError::Malformed),
            [_, ..] => Err(CursorError::UnknownVersion),
        }
    }
}

#[cfg(test)]
mod tests;
