//! One file's text with its lines, so that every byte has a place a person can find.

use crate::diagnostic::{Diagnostic, Place};
use std::ops::Range;

/// Characters of a line that a diagnostic shows at most.
const SHOWN: usize = 400;

/// A file's text without its byte order mark.
#[derive(Debug)]
pub(crate) struct FileText<'a> {
    /// Path from the workspace root.
    pub(crate) path: &'a str,
    /// The text after the mark.
    pub(crate) text: &'a str,
    mark: usize,
    lines: Vec<usize>,
}

/// What is wrong with something, before its place is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// A stable, kebab-case code.
    pub(crate) code: &'static str,
    /// What is wrong.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) remedy: String,
}

impl Fault {
    /// Puts the parts together.
    pub(crate) fn new(
        code: &'static str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { code, message: message.into(), remedy: remedy.into() }
    }
}

impl<'a> FileText<'a> {
    /// Indexes the lines of `text`; spreadsheets put a byte order mark before it.
    pub(crate) fn new(path: &'a str, text: &'a str) -> Self {
        let stripped = text.strip_prefix('\u{feff}').unwrap_or(text);
        let breaks = stripped.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self {
            path,
            text: stripped,
            mark: text.len() - stripped.len(),
            lines: std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect(),
        }
    }

    /// Returns the place of a byte range of [`Self::text`].
    pub(crate) fn place(&self, span: Range<usize>) -> Place {
        let (line, start) = self.line_of(span.start);
        let before = self.text.get(start..span.start).unwrap_or_default();
        Place {
            file: self.path.to_owned(),
            line: u32::try_from(line + 1).unwrap_or(u32::MAX),
            column: u32::try_from(before.chars().count() + 1).unwrap_or(u32::MAX),
            span: Some((span.start + self.mark, span.end.max(span.start) + self.mark)),
        }
    }

    /// Returns a fault at a byte range, with the line it stands in.
    pub(crate) fn fault(&self, span: Range<usize>, fault: Fault) -> Diagnostic {
        let (_, start) = self.line_of(span.start);
        let line = self.text.get(start..).and_then(|rest| rest.lines().next());
        Diagnostic {
            place: self.place(span),
            code: fault.code,
            message: fault.message,
            remedy: fault.remedy,
            line_text: line.map(|line| line.chars().take(SHOWN).collect()),
        }
    }

    /// Returns the one-based line of a byte.
    pub(crate) fn line(&self, at: usize) -> u64 {
        self.line_of(at).0 as u64 + 1
    }

    fn line_of(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= at).saturating_sub(1);
        (line, self.lines.get(line).copied().unwrap_or(0))
    }
}
