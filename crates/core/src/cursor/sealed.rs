//! Cursors that only the holders of a secret can read and make.

use super::{
    Binding, Cursor, CursorError, CursorSecret, CursorSecrets, Kind, LABEL, SealError,
    padding::{padded, unpadded},
};
use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305, XNonce};

/// The length of a nonce, in bytes. So many that they can be drawn at random without ever meeting.
const NONCE: usize = 24;

/// Draws a nonce.
pub(super) fn nonce() -> Result<[u8; NONCE], SealError> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).map_err(|_| SealError::NoRandomness)?;
    Ok(nonce)
}

/// Seals a payload. A nonce must never be used again with the same secret.
pub(super) fn seal(
    payload: &[u8],
    binding: &Binding,
    secrets: &CursorSecrets,
    nonce: [u8; NONCE],
) -> Result<Cursor, SealError> {
    let (id, secret) = &secrets.current;
    let mut text = padded(payload)?;
    cipher(secret)
        .encrypt_in_place(&XNonce::from(nonce), &associated_data(*id, binding), &mut text)
        .map_err(|_| SealError::TooLarge)?;
    let mut bytes = Kind::Sealed.header().to_vec();
    bytes.extend_from_slice(&id.to_be_bytes());
    bytes.extend_from_slice(&nonce);
    bytes.extend(text);
    Cursor::encode(&bytes).ok_or(SealError::TooLarge)
}

/// The payload of a cursor, its header taken off.
pub(super) fn open(bytes: &[u8], binding: &Binding, secrets: &CursorSecrets) -> Result<Vec<u8>, CursorError> {
    let (id, bytes) = bytes.split_first_chunk().ok_or(CursorError::Malformed)?;
    let (nonce, sealed) = bytes.split_first_chunk::<NONCE>().ok_or(CursorError::Malformed)?;
    let id = u32::from_be_bytes(*id);
    let associated_data = associated_data(id, binding);
    let mut refusal = CursorError::UnknownKey;
    for secret in secrets.with_id(id) {
        refusal = CursorError::Forged;
        let mut text = sealed.to_vec();
        if cipher(secret).decrypt_in_place(&XNonce::from(*nonce), &associated_data, &mut text).is_ok() {
            return unpadded(&text).map(<[u8]>::to_vec);
        }
    }
    Err(refusal)
}

fn cipher(secret: &CursorSecret) -> XChaCha20Poly1305 {
    let bytes: &[u8; 32] = secret.bytes();
    XChaCha20Poly1305::new(bytes.into())
}

/// What the seal covers beside the payload: where the cursor may be used, and the bytes before the nonce.
fn associated_data(id: u32, binding: &Binding) -> Vec<u8> {
    let mut bytes = LABEL.to_vec();
    bytes.extend_from_slice(&Kind::Sealed.header());
    bytes.extend_from_slice(&id.to_be_bytes());
    bytes.extend(binding.to_bytes());
    bytes
}
