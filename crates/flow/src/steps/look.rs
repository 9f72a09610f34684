//! Reads the words of a kept frame and looks for the logos.

use super::{Bench, Made, StepError, input};
use crate::ports::Tools;
use model::digest::Digest;
use model::fact::ProbeFacts;
use model::step::{Maker, StepKey, StepSpec};

const VERSION: u32 = 3;

/// Looks at one frame.
#[derive(Debug, Clone)]
pub struct Look {
    /// The frame; none when none could be kept.
    pub frame: Option<Digest>,
    /// The logos to look for.
    pub logos: Vec<Digest>,
}

/// Returns what identifies the look: the facts, the logos, the reader.
pub fn look_spec(measured: &StepKey, logos: &[Digest], tools: &Tools, subject: &str) -> StepSpec {
    let mut inputs = vec![input("facts", measured.0)];
    inputs.extend(logos.iter().map(|logo| input("logo", *logo)));
    StepSpec {
        kind: "look".into(),
        code_version: VERSION,
        subject: format!("look/{subject}"),
        parameters: serde_json::json!({ "reader": tools.reader }),
        inputs,
    }
}

impl Look {
    pub(super) fn run(&self, bench: &Bench<'_>) -> Result<Made, StepError> {
        let probe = match &self.frame {
            Some(frame) => bench.shop.look(frame, &self.logos)?,
            None => ProbeFacts::default(),
        };
        let mut made = Made::record("probe", &probe)?;
        if let Some(reader) = &probe.reader {
            let (name, version) = reader.split_once(' ').unwrap_or((reader, ""));
            made.maker = Maker::Model { name: name.to_owned(), version: version.to_owned() };
        }
        Ok(made)
    }
}
