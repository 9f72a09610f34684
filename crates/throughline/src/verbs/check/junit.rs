//! The XML of `JUnit`, which build servers read: a suite a file, a case for each check that was asked
//! for.
//!
//! There is no standard; this keeps to what Jenkins, GitLab and GitHub's readers agree on: at most
//! one `failure` or `skipped` a case, and a `system-out` for what is worth reading and no failure.

use super::report::{Checked, Report, Unseen, compared};
use gate::CHECKS;
use model::finding::{Finding, Severity};
use std::fmt::Write as _;

pub(super) fn write(report: &Report) -> String {
    let suites: Vec<Suite> =
        report.files.iter().map(suite).chain(report.unseen.iter().map(unseen)).collect();
    let sum = |of: fn(&Suite) -> usize| suites.iter().map(of).sum::<usize>();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let counts =
        counts(sum(Suite::tests), sum(Suite::failures), sum(Suite::errors), sum(Suite::skipped));
    let at = report.at.to_string();
    let at = at.get(..19).unwrap_or_default();
    line(&mut xml, 0, &format!("<testsuites name=\"throughline check\" {counts}>"));
    for suite in &suites {
        suite.write(&mut xml, at);
    }
    line(&mut xml, 0, "</testsuites>");
    xml
}

/// One file.
struct Suite {
    name: String,
    cases: Vec<Case>,
    note: Option<String>,
}

struct Case {
    name: String,
    outcome: Outcome,
}

enum Outcome {
    Passed,
    /// Passed, with something worth reading.
    Noted(String),
    Failed {
        message: String,
        text: String,
    },
    Broken {
        message: String,
    },
    Skipped {
        message: String,
    },
}

impl Suite {
    fn count(&self, is: fn(&Outcome) -> bool) -> usize {
        self.cases.iter().filter(|case| is(&case.outcome)).count()
    }

    fn tests(&self) -> usize {
        self.cases.len()
    }

    fn failures(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Failed { .. }))
    }

    fn errors(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Broken { .. }))
    }

    fn skipped(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Skipped { .. }))
    }

    fn write(&self, xml: &mut String, at: &str) {
        let file = escaped(&self.name);
        let counts = counts(self.tests(), self.failures(), self.errors(), self.skipped());
        line(xml, 1, &format!("<testsuite name=\"{file}\" {counts} timestamp=\"{at}\">"));
        for case in &self.cases {
            let name = escaped(&case.name);
            let head = format!("<testcase name=\"{name}\" classname=\"{file}\" file=\"{file}\"");
            let Some(inside) = case.outcome.element() else {
                line(xml, 2, &format!("{head}/>"));
                continue;
            };
            line(xml, 2, &format!("{head}>"));
            line(xml, 3, &inside);
            line(xml, 2, "</testcase>");
        }
        if let Some(note) = &self.note {
            line(xml, 2, &format!("<system-out>{}</system-out>", content(note)));
        }
        line(xml, 1, "</testsuite>");
    }
}

impl Outcome {
    fn element(&self) -> Option<String> {
        let message = |text: &str| format!("message=\"{}\"", escaped(text));
        Some(match self {
            Self::Passed => return None,
            Self::Noted(text) => format!("<system-out>{}</system-out>", content(text)),
            Self::Failed { message: short, text } => {
                format!("<failure {} type=\"reject\">{}</failure>", message(short), content(text))
            }
            Self::Broken { message: short } => {
                format!("<error {} type=\"unseen\"/>", message(short))
            }
            Self::Skipped { message: short } => format!("<skipped {}/>", message(short)),
        })
    }
}

fn suite(file: &Checked) -> Suite {
    let verdict = &file.verdict;
    let found = |code: &str| -> Vec<&Finding> {
        verdict.findings.iter().filter(|finding| finding.code == code).collect()
    };
    // A finding without a check of its name would be lost; it gets a case of its own.
    let others = verdict.findings.iter().map(|finding| finding.code.as_str());
    let mut codes = file.ran.clone();
    for code in others {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let ran = codes.into_iter().map(|code| case(code, &found(code)));
    let silent = verdict.not_run.iter().map(|one| Case {
        name: one.code.clone(),
        outcome: Outcome::Skipped { message: one.because.clone() },
    });
    Suite {
        name: verdict.path.clone(),
        cases: ran.chain(silent).collect(),
        note: file.likeness.as_ref().map(ToString::to_string),
    }
}

fn case(code: &str, findings: &[&Finding]) -> Case {
    let refused = |finding: &&&Finding| finding.severity == Severity::Reject && finding.counts();
    let text = findings.iter().map(|finding| told(finding)).collect::<Vec<_>>().join("\n\n");
    let outcome = match findings.iter().find(refused) {
        Some(finding) => {
            let title = CHECKS.iter().find(|check| check.code == code).map_or(code, |c| c.title);
            let compared = compared(finding).map(|compared| format!(": {compared}"));
            Outcome::Failed { message: format!("{title}{}", compared.unwrap_or_default()), text }
        }
        None if findings.is_empty() => Outcome::Passed,
        None => Outcome::Noted(text),
    };
    Case { name: code.to_owned(), outcome }
}

fn told(finding: &Finding) -> String {
    let mut text = compared(finding).unwrap_or_default();
    let place = finding.place.unwrap_or_default();
    if let Some(start) = place.start_s {
        let end = place.end_s.filter(|end| *end > start);
        let end = end.map_or_else(String::new, |end| format!(" to {end:.2}"));
        // Writing to a string cannot fail.
        let _ = write!(text, "\nat {start:.2}{end} s");
    }
    if let Some(region) = place.region {
        let _ = write!(text, "\nin {}×{} pixels at {}, {}", region.w, region.h, region.x, region.y);
    }
    let _ = write!(text, "\n{}\n{} · {}", finding.remedy, finding.rule, finding.source);
    if let Some(excuse) = finding.excuse() {
        let _ = write!(text, "\n{excuse}");
    }
    text.trim_start().to_owned()
}

fn unseen(unseen: &Unseen) -> Suite {
    let outcome = Outcome::Broken { message: unseen.because.clone() };
    let case = Case { name: "look".to_owned(), outcome };
    Suite { name: unseen.path.clone(), cases: vec![case], note: None }
}

fn counts(tests: usize, failures: usize, errors: usize, skipped: usize) -> String {
    format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"")
}

fn line(xml: &mut String, depth: usize, text: &str) {
    xml.push_str(&"  ".repeat(depth));
    xml.push_str(text);
    xml.push('\n');
}

/// Escapes text for an attribute, which would turn line ends into spaces.
fn escaped(text: &str) -> String {
    content(text).replace('\n', "&#10;").replace('\t', "&#9;")
}

/// Escapes text for an element. XML 1.0 has no way to write most control characters (section 2.2),
/// so they become the sign for a character that cannot be shown.
fn content(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(letter),
            // Written out, or a reader takes it for a line end of another system.
            '\r' => safe.push_str("&#13;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(escaped(text), expected);
    }

    #[test]
    fn whatever_a_file_is_called_the_xml_stays_well_formed() {
        check("a<b>&\"c\".mp4", "a&lt;b&gt;&amp;&quot;c&quot;.mp4");
        check("bell\u{7}\u{1b}[31m\u{0}", "bell\u{fffd}\u{fffd}[31m\u{fffd}");
        check("one\ntwo\t", "one&#10;two&#9;");
        check("\u{fffe}\u{ffff}", "\u{fffd}\u{fffd}");
        assert_eq!(content("a\nb\r"), "a\nb&#13;");
        check("žlutý 🎬 \u{e000}", "žlutý 🎬 \u{e000}");
    }
}
