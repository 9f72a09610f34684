//! What is wrong with a file somebody wrote: where, why, and what to do.

use serde::Serialize;
use std::fmt;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Path from the workspace root.
    pub file: String,
    /// One-based line.
    pub line: u32,
    /// One-based column, in characters.
    pub column: u32,
    /// Byte range in the file, when it is known to the byte.
    pub span: Option<(usize, usize)>,
}

impl Place {
    /// The beginning of a file.
    pub fn start_of(file: &str) -> Self {
        Self { file: file.to_owned(), line: 1, column: 1, span: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One fault in a file somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Diagnostic {
    /// Where.
    pub place: Place,
    /// A stable, kebab-case code: `unknown-key`.
    pub code: &'static str,
    /// What is wrong, lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
    /// The line it stands in, for showing.
    pub line_text: Option<String>,
}

/// Characters of a line that are shown at most.
const WIDEST: usize = 100;

/// Renders diagnostics for people: place, message and code, the line with a mark under the fault,
/// and the remedy; readable without colour.
pub fn render(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(Diagnostic::to_string).collect::<Vec<_>>().join("\n")
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {} ({})", self.place, printable(&self.message), self.code)?;
        let number = self.place.line.to_string();
        let margin = " ".repeat(number.len());
        if let Some(text) = self.line_text.as_ref().filter(|text| !text.trim().is_empty()) {
            let (shown, before) = window(text, self.place.column);
            let room = shown.chars().count().saturating_sub(before).max(1);
            writeln!(f, "  {number} | {shown}")?;
            writeln!(
                f,
                "  {margin} | {}{}",
                " ".repeat(before),
                "^".repeat(self.marks().min(room))
            )?;
        }
        writeln!(f, "  {margin} = {}", printable(&self.remedy))
    }
}

impl Diagnostic {
    /// How many characters are at fault; bytes are near enough, and the line's end cuts them.
    fn marks(&self) -> usize {
        self.place.span.map_or(1, |(start, end)| end.saturating_sub(start)).max(1)
    }
}

/// Cuts a long line around the fault; returns it with the count of characters before the fault.
fn window(text: &str, column: u32) -> (String, usize) {
    let fault = usize::try_from(column).unwrap_or(usize::MAX).saturating_sub(1);
    let length = text.chars().count();
    let start = if length <= WIDEST { 0 } else { fault.saturating_sub(WIDEST / 2).min(length) };
    let shown: String = printable(text).chars().skip(start).take(WIDEST).collect();
    let left = if start > 0 { "…" } else { "" };
    let right = if start + WIDEST < length { "…" } else { "" };
    let before = (fault - start.min(fault) + left.chars().count()).min(WIDEST);
    (format!("{left}{shown}{right}"), before)
}

/// Replaces what would move a terminal's cursor or change its colours.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c == '\t' {
                ' '
            } else if c.is_control() {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}
