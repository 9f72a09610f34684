//! Talk goes to stderr; progress bars only where a person watches.

use flow::steps::StepError;
use host::delivery::DeliveryProgress;
use host::engine::Progress;
use indicatif::{ProgressBar, ProgressStyle};
use model::step::StepRecord;
use std::io::{IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

/// Says something to the person at the terminal.
pub(crate) fn say(text: &str) {
    if !text.is_empty() {
        // A closed stderr must not end the work.
        let _written = writeln!(std::io::stderr().lock(), "{text}");
    }
}

/// Prints data. A reader that closed the pipe has seen enough.
pub(crate) fn print(text: &str) {
    let _written = writeln!(std::io::stdout().lock(), "{text}");
}

/// Shows how steps go: a bar on a terminal, a line a step otherwise when asked to.
pub(crate) struct Bar {
    bar: Mutex<Option<ProgressBar>>,
    lines: Lines,
}

/// Whether each step is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lines {
    /// One line a step, with its reason.
    Told,
    /// Only the bar.
    Quiet,
}

impl Bar {
    pub(crate) fn new(lines: Lines) -> Self {
        Self { bar: Mutex::new(None), lines }
    }
}

impl Progress for Bar {
    fn begin(&self, steps: usize) {
        if !std::io::stderr().is_terminal() {
            return;
        }
        let bar = ProgressBar::new(steps as u64);
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg} {elapsed}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        *self.bar.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar);
    }

    fn finished(&self, record: &StepRecord) {
        let bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bar) = bar.as_ref() {
            bar.set_message(record.spec.subject.clone());
            bar.inc(1);
            if bar.length() == Some(bar.position()) {
                bar.finish_and_clear();
            }
        }
        if self.lines == Lines::Told {
            let line = format!(
                "{} {}: because {}",
                record.spec.kind,
                record.spec.subject,
                reason(&record.because)
            );
            match bar.as_ref() {
                Some(bar) => bar.println(line),
                None => say(&line),
            }
        }
    }

    fn failed(&self, _subject: &str, _error: &StepError) {
        let bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bar) = bar.as_ref() {
            bar.inc(1);
        }
    }
}

/// Shows how files arrive: a bar on a terminal, a line a file when asked to.
pub(crate) struct Arrivals {
    bar: Option<ProgressBar>,
    told: bool,
}

impl Arrivals {
    pub(crate) fn new(told: bool) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| ProgressBar::new(0));
        Self { bar, told }
    }
}

impl DeliveryProgress for Arrivals {
    fn arrived(&self, name: &str, sent: bool, done: usize, of: usize) {
        if let Some(bar) = &self.bar {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
            if done == of {
                bar.finish_and_clear();
            }
        }
        let word = if sent { "sent" } else { "there already" };
        // Somebody who reads a log wants to see that it goes on, not every name.
        if self.told || (self.bar.is_none() && (done == of || done.is_multiple_of(100))) {
            say(&format!("{done} of {of} {word}: {name}"));
        }
    }
}

fn reason(because: &str) -> &str {
    if because == "new" { "it is new" } else { because }
}
