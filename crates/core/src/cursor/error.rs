//! Why a cursor is refused, or cannot be made.

/// Why a cursor was refused. Nothing was read.
///
/// No text of the cursor is ever shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum CursorError {
    /// The text has more than [`Cursor::MAX_LENGTH`](super::Cursor::MAX_LENGTH) bytes. It was not decoded.
    #[error("the cursor has more than 8192 characters")]
    TooLong,
    /// The text is no cursor, or was cut or changed.
    #[error("the text is no cursor, or was cut or changed")]
    Malformed,
    /// The cursor has a format that this version of the library does not know.
    #[error("the cursor has a format that is not known here")]
    UnknownVersion,
    /// The cursor was sealed with a secret that is not, or no longer, among the secrets here.
    #[error("the cursor was sealed with a secret that is not known here")]
    UnknownKey,
    /// The seal does not fit. Either the text was changed, or the cursor was made for another read (another
    /// table, index, key condition, direction, segment or filter) or another context. The two cannot be told
    /// apart.
    #[error("the cursor was changed, or was made for another read or context")]
    Forged,
    /// The cursor was made for another read or another context. Sealed cursors say [`Forged`](Self::Forged).
    #[error("the cursor was made for another read or context")]
    OtherQuery,
    /// The cursor's time is over.
    #[error("the cursor has expired")]
    Expired,
    /// The cursor is not sealed, and only sealed ones are accepted here.
    #[error("the cursor is not sealed, and only sealed ones are accepted")]
    Unsealed,
    /// The cursor is sealed, and there are no secrets here to open it with.
    #[error("the cursor is sealed, and there is no secret to open it with")]
    Sealed,
}

/// Why a cursor could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// The names and values of the position do not fit in a cursor: see the [sizes](super#sizes).
    #[error("the position is too large for a cursor")]
    TooLarge,
    /// The position has an attribute that cannot be part of a key: neither text, number nor bytes, or with a
    /// name that is empty or longer than 255 bytes.
    #[error("the position has an attribute that cannot be part of a key")]
    NotAKey,
    /// A position of segments, but the read is no parallel scan; or the other way round.
    #[error("the position belongs to another kind of read")]
    OtherRead,
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
}
