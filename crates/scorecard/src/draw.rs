//! Seeded choices, one after the other.

use model::digest::Fields;
use model::unit::Seed;

/// A source of choices: the same name and number give the same choices on every machine.
pub(crate) struct Draw {
    seed: Seed,
    next: u64,
}

impl Draw {
    /// Begins the choices of the `index`th case called `name`.
    pub(crate) fn new(seed: Seed, name: &str, index: u64) -> Self {
        let digest = Fields::new("scorecard").text("name", name).finish();
        let (words, _) = digest.as_bytes().as_chunks::<8>();
        let own = words.first().map_or(0, |word| u64::from_le_bytes(*word));
        Self { seed: Seed(seed.draw(own ^ index.wrapping_mul(0x9E37_79B9))), next: 0 }
    }

    fn number(&mut self) -> u64 {
        self.next += 1;
        self.seed.draw(self.next)
    }

    /// Returns a number from `from` to below `to`.
    pub(crate) fn between(&mut self, from: f64, to: f64) -> f64 {
        self.next += 1;
        from + (to - from) * self.seed.unit(self.next)
    }

    /// Returns a number between the two whose logarithm is even: as many small ones as large ones.
    pub(crate) fn spread(&mut self, from: f64, to: f64) -> f64 {
        self.between(from.ln(), to.ln()).exp()
    }

    /// Returns a whole number from `from` to `to`, both possible.
    pub(crate) fn whole(&mut self, from: u32, to: u32) -> u32 {
        from + (self.number() % u64::from(to - from + 1)) as u32
    }

    /// Tells whether something happens that happens so often.
    pub(crate) fn happens(&mut self, share: f64) -> bool {
        self.between(0.0, 1.0) < share
    }

    /// Picks one of several.
    #[expect(clippy::indexing_slicing, reason = "every list of choices here has one")]
    pub(crate) fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[(self.number() % choices.len() as u64) as usize].clone()
    }
}
