//! Numbers by chance.

/// Numbers by chance: `SplitMix64`, which is the same everywhere and for ever.
#[derive(Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

    /// The dice of one draw among many.
    pub(super) fn new(seed: u64, draw: u64) -> Self {
        let mut of_seed = Self(seed);
        Self(of_seed.next() ^ Self(draw).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(Self::STEP);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `last`.
    pub(super) fn up_to(&mut self, last: u64) -> u64 {
        let drawn = self.next();
        // The full range needs no remainder. Elsewhere small numbers are likelier, by too little to matter.
        last.checked_add(1).map_or(drawn, |count| drawn % count)
    }

    /// A position from one to another.
    pub(super) fn between(&mut self, first: usize, last: usize) -> usize {
        let span = last.saturating_sub(first);
        let drawn = self.up_to(u64::try_from(span).unwrap_or(u64::MAX));
        first + usize::try_from(drawn).unwrap_or(0)
    }
}
