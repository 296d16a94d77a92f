//! Idempotency tokens.

use crate::backoff;
use std::sync::Arc;

/// A token that nobody else has: 128 random bits.
pub(super) fn new_token() -> Arc<str> {
    let mut bits = [0; 16];
    if getrandom::fill(&mut bits).is_err() {
        // Where the system has no random numbers, those of the hash tables have to do.
        let (first, second) = bits.split_at_mut(8);
        first.copy_from_slice(&backoff::random().to_be_bytes());
        second.copy_from_slice(&backoff::random().to_be_bytes());
    }
    format!("{:032x}", u128::from_be_bytes(bits)).into()
}

#[cfg(test)]
mod tests {
    use super::new_token;
    use std::collections::HashSet;

    #[test]
    fn tokens_differ_and_have_a_length_that_the_service_takes() {
        let tokens: HashSet<_> = (0..1_000).map(|_| new_token()).collect();
        assert_eq!(tokens.len(), 1_000);
        assert!(tokens.iter().all(|token| token.len() == 32));
    }
}
