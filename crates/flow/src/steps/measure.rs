//! Measures a file once; judging reads the facts.

use super::{Bench, Made, StepError, input};
use model::digest::Digest;
use model::fact::EXTRACTOR;
use model::step::{StepKey, StepSpec};

/// Measures one file.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its bytes.
    pub file: Digest,
}

/// Returns what identifies the facts of a file that a step builds.
pub fn measure_spec(built: &StepKey, subject: &str) -> StepSpec {
    StepSpec {
        kind: "measure".into(),
        code_version: EXTRACTOR,
        subject: format!("facts/{subject}"),
        parameters: serde_json::Value::Null,
        inputs: vec![input("file", built.0)],
    }
}

impl Measure {
    pub(super) fn run(&self, bench: &Bench<'_>) -> Result<Made, StepError> {
        let measured = bench.shop.measure(&self.file)?;
        let mut made = Made::record("facts", &measured.facts)?;
        let frames = measured.pictures.into_iter().map(|(_, png)| ("frame".to_owned(), png));
        made.outputs.extend(frames);
        Ok(made)
    }
}
