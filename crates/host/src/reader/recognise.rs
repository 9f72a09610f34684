//! Spelling one line of text.

use super::ReaderError;
use super::picture::Picture;
use model::fact::ReadText;
use model::unit::{Ratio, Region, Size};
use rten::{Model, RunOptions, Value};

/// The height the recogniser was trained at.
const HEIGHT: u32 = 48;

/// Widths it runs at: shorter words are stretched no further, longer lines are pressed together.
const WIDTHS: std::ops::RangeInclusive<u32> = 48..=2400;

/// It reads its input in steps of eight pixels.
const MULTIPLE: u32 = 8;

pub(super) struct Recogniser {
    model: Model,
    /// What each class spells, after the first, which is "nothing here".
    characters: Vec<String>,
}

impl Recogniser {
    /// Wraps a model that lists its characters, one a line; the last class is the space.
    pub(super) fn new(model: Model) -> Option<Self> {
        let listed = model.metadata().get("character")?;
        let space = " ".to_owned();
        let characters = listed.lines().map(str::to_owned).chain([space]).collect();
        Some(Self { model, characters })
    }

    /// Spells the line in a region; nothing when there is none.
    pub(super) fn spell(
        &self,
        picture: &Picture<'_>,
        region: Region,
        options: RunOptions,
    ) -> Result<Option<ReadText>, ReaderError> {
        let steps = self
            .steps(picture, region, options)
            .map_err(|source| ReaderError::Run { stage: "recognition", source })?;
        let (text, confidence) = decode(&steps, &self.characters);
        let text = text.trim().to_owned();
        let read = |text| {
            let contrast = picture.contrast(region);
            ReadText { text, region, confidence, contrast }
        };
        Ok(Some(text).filter(|text| !text.is_empty()).map(read))
    }

    /// Runs the model and returns the likeliest class of each step, with its probability.
    fn steps(
        &self,
        picture: &Picture<'_>,
        region: Region,
        options: RunOptions,
    ) -> Result<Vec<(usize, f32)>, Box<dyn std::error::Error + Send + Sync>> {
        let width = width_for(region);
        let pixels = picture.scaled(region, Size { width, height: HEIGHT });
        let input = Value::from_shape([1, 3, HEIGHT as usize, width as usize], pixels)?;
        let output = self.model.run_one((&input).into(), Some(options))?;
        let ([_, _, classes], probabilities) = output.into_shape_vec::<f32, 3>()?;
        Ok(probabilities.chunks_exact(classes.max(1)).filter_map(likeliest).collect())
    }
}

fn width_for(region: Region) -> u32 {
    let width = u64::from(HEIGHT) * u64::from(region.w) / u64::from(region.h.max(1));
    let width = u32::try_from(width).unwrap_or(u32::MAX).clamp(*WIDTHS.start(), *WIDTHS.end());
    width.next_multiple_of(MULTIPLE)
}

fn likeliest(step: &[f32]) -> Option<(usize, f32)> {
    step.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))
}

/// Joins the steps into a text: repeats are one character unless "nothing here" stands between.
fn decode(steps: &[(usize, f32)], characters: &[String]) -> (String, Ratio) {
    let mut text = String::new();
    let mut sure = 0.0;
    let mut spelled = 0_u32;
    let mut before = 0;
    for &(class, probability) in steps {
        let character = class.checked_sub(1).and_then(|at| characters.get(at));
        if let Some(character) = character.filter(|_| class != before) {
            text.push_str(character);
            sure += f64::from(probability);
            spelled += 1;
        }
        before = class;
    }
    (text, Ratio(sure / f64::from(spelled.max(1))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_are_one_character_unless_something_stands_between() {
        let characters = ["l", "o", "a"].map(str::to_owned);
        let steps = [(0, 1.0), (3, 0.8), (3, 0.9), (1, 1.0), (0, 1.0), (1, 0.6), (9, 1.0)];
        let (text, confidence) = decode(&steps, &characters);
        assert_eq!(text, "all");
        assert!((confidence.0 - 0.8).abs() < 1e-6);
    }

    #[test]
    fn widths_follow_the_line_within_limits() {
        let width = |w, h| width_for(Region { x: 0, y: 0, w, h });
        assert_eq!(width(200, 48), 200);
        assert_eq!(width(201, 48), 208);
        assert_eq!(width(5, 48), 48);
        assert_eq!(width(u32::MAX, 1), 2400);
    }
}
