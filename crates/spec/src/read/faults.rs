//! Everything found wrong so far, over all files.

use crate::diagnostic::Diagnostic;

/// More faults than this help nobody, and a hostile file could hold millions.
const MOST: usize = 1_000;

/// Collects errors, which refuse the workspace, and warnings, which do not.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl Faults {
    /// Adds an error.
    pub(crate) fn error(&mut self, diagnostic: Diagnostic) {
        if self.errors.len() < MOST {
            self.errors.push(diagnostic);
        }
    }

    /// Adds a warning.
    pub(crate) fn warn(&mut self, diagnostic: Diagnostic) {
        if self.warnings.len() < MOST {
            self.warnings.push(diagnostic);
        }
    }

    /// Returns whether more errors would be dropped, so that looking for them is a waste.
    pub(crate) fn full(&self) -> bool {
        self.errors.len() >= MOST
    }

    /// Returns how many errors were found so far.
    pub(crate) fn count(&self) -> usize {
        self.errors.len()
    }

    /// Returns whether no error was found.
    pub(crate) fn none(&self) -> bool {
        self.errors.is_empty()
    }

    /// Returns errors and warnings in the order of files and lines.
    pub(crate) fn sorted(mut self) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        for list in [&mut self.errors, &mut self.warnings] {
            list.sort();
            list.dedup();
        }
        (self.errors, self.warnings)
    }
}
