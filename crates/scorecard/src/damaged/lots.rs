//! Lots that come out the same for the same seed.

/// Draws numbers (`SplitMix64`).
pub(crate) struct Lots(u64);

impl Lots {
    /// Begins for one file.
    pub(crate) fn new(seed: u64, index: u64) -> Self {
        let mut lots = Self(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ index);
        lots.next();
        Self(lots.next())
    }

    /// Draws 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Draws a number below `most`; 0 where there is none.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        (self.next() % (most as u64).max(1)) as usize
    }

    /// Draws a number below `most`, small ones as often as large ones.
    pub(crate) fn spread(&mut self, most: usize) -> usize {
        let bits = self.below(usize::BITS as usize - most.leading_zeros() as usize + 1);
        self.below(1 << bits).min(most.saturating_sub(1))
    }

    /// Draws one of these.
    pub(crate) fn pick<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T> {
        among.get(self.below(among.len()))
    }
}
