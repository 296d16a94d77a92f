//! Padding, so that the length of a sealed cursor tells little of the key.

use super::{CursorError, SealError};

/// A sealed text is padded to a multiple of this many bytes.
const BLOCK: usize = 256;

/// Puts the length before a payload, and zeros after it.
pub(super) fn padded(payload: &[u8]) -> Result<Vec<u8>, SealError> {
    let length = u16::try_from(payload.len()).map_err(|_| SealError::TooLarge)?;
    let mut bytes = length.to_be_bytes().to_vec();
    bytes.extend_from_slice(payload);
    bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
    Ok(bytes)
}

/// The payload.
pub(super) fn unpadded(bytes: &[u8]) -> Result<&[u8], CursorError> {
    let (length, rest) = bytes.split_first_chunk().ok_or(CursorError::Malformed)?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (payload, zeros) = rest.split_at_checked(length).ok_or(CursorError::Malformed)?;
    let is_padding = zeros.len() < BLOCK && zeros.iter().all(|byte| *byte == 0);
    if is_padding && bytes.len().is_multiple_of(BLOCK) { Ok(payload) } else { Err(CursorError::Malformed) }
}
