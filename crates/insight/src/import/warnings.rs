//! Warnings collected by file, the same one told once.

use std::collections::BTreeMap;

/// More different warnings than this are counted, not told.
const TOLD: usize = 200;

#[derive(Debug, Default)]
pub(super) struct Warnings {
    file: String,
    /// By file and message: the first line, and how many lines.
    lines: BTreeMap<(String, String), (u64, u64)>,
    untold: u64,
}

impl Warnings {
    /// What follows is about `file`.
    pub(super) fn enter(&mut self, file: &str) {
        file.clone_into(&mut self.file);
    }

    pub(super) fn add(&mut self, line: u64, message: String) {
        let key = (self.file.clone(), message);
        if let Some((first, count)) = self.lines.get_mut(&key) {
            *first = line.min(*first);
            *count += 1;
        } else if self.lines.len() < TOLD {
            self.lines.insert(key, (line, 1));
        } else {
            self.untold += 1;
        }
    }

    /// Returns what to tell, in order of file and line.
    pub(super) fn into_lines(self) -> Vec<String> {
        let mut told: Vec<_> = self.lines.into_iter().collect();
        told.sort_by(|((f1, m1), (l1, _)), ((f2, m2), (l2, _))| (f1, l1, m1).cmp(&(f2, l2, m2)));
        let mut lines: Vec<String> = told
            .into_iter()
            .map(|((file, message), (line, count))| match count {
                1 => format!("{file}:{line}: {message}"),
                _ => format!("{file}:{line}: {message} (and {} more times)", count - 1),
            })
            .collect();
        if self.untold > 0 {
            lines.push(format!("{} more warnings are not listed", self.untold));
        }
        lines
    }
}
