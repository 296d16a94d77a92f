//! Cursors that anyone can read and make, with checksums against mistakes.

use super::{Binding, Cursor, CursorError, Kind, LABEL, SealError};
use sha2::{Digest, Sha256};

/// The length of a checksum, in bytes.
const CHECKSUM: usize = 8;

pub(super) fn seal(payload: &[u8], binding: &Binding) -> Result<Cursor, SealError> {
    let place = checksum(&[&binding.to_bytes()]);
    let mut bytes = Kind::Unsealed.header().to_vec();
    bytes.extend_from_slice(&place);
    bytes.extend_from_slice(&checksum(&[&place, payload]));
    bytes.extend_from_slice(payload);
    Cursor::encode(&bytes).ok_or(SealError::TooLarge)
}

/// The payload of a cursor, its header taken off.
pub(super) fn open<'b>(bytes: &'b [u8], binding: &Binding) -> Result<&'b [u8], CursorError> {
    let (place, bytes) = bytes.split_first_chunk::<CHECKSUM>().ok_or(CursorError::Malformed)?;
    let (whole, payload) = bytes.split_first_chunk::<CHECKSUM>().ok_or(CursorError::Malformed)?;
    if *whole != checksum(&[place, payload]) {
        return Err(CursorError::Malformed);
    }
    if *place != checksum(&[&binding.to_bytes()]) {
        return Err(CursorError::OtherQuery);
    }
    Ok(payload)
}

/// The first bytes of the SHA-256 of the header and these parts.
fn checksum(parts: &[&[u8]]) -> [u8; CHECKSUM] {
    let mut hash = Sha256::new_with_prefix(LABEL);
    hash.update(Kind::Unsealed.header());
    parts.iter().for_each(|part| hash.update(part));
    let mut checksum = [0; CHECKSUM];
    checksum.iter_mut().zip(hash.finalize()).for_each(|(byte, hashed)| *byte = hashed);
    checksum
}
