//! Hearing whether somebody speaks.
//!
//! The model is Silero VAD v6 (MIT), one file of weights from the cache; [`measure::voice`] runs
//! it. It tells speech from music and noise in any language; who speaks and what is said it does
//! not know. Singing may pass for speech.

use measure::voice::{Network, facts};
use model::digest::Digest;
use model::fact::{AudioFacts, FileFacts, Span, VoiceFacts};
use model::unit::Secs;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Why nobody can listen.
#[derive(Debug, thiserror::Error)]
pub enum VoiceError {
    /// The model file is not there or not readable.
    #[error("could not read the model `{path}`; run `throughline doctor` to see what is missing")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The model file holds something else.
    #[error("`{path}` is not the voice model; delete it and fetch it again")]
    Kind {
        /// The file.
        path: PathBuf,
    },
}

/// Hears voices.
#[derive(Debug)]
pub struct Listener {
    network: Network,
    name: String,
}

impl Listener {
    /// Loads the model.
    pub fn load(path: &Path) -> Result<Self, VoiceError> {
        let bytes = std::fs::read(path)
            .map_err(|source| VoiceError::File { path: path.to_owned(), source })?;
        let network = tensors(&bytes)
            .and_then(|tensors| Network::new(|name| tensors.get(name).cloned()))
            .ok_or_else(|| VoiceError::Kind { path: path.to_owned() })?;
        Ok(Self { network, name: format!("Silero VAD v6, {}", Digest::of(&bytes).short()) })
    }

    /// Returns the model by name and bytes: what hears differently has another name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Listens to one channel at [`measure::voice::RATE`]. Times are seconds of sound.
    pub fn hear(&self, samples: &[i16]) -> VoiceFacts {
        facts(&self.network.listen(samples), &self.name)
    }

    /// Listens to the sound of a measured file; nothing where it has none. Times are counted from
    /// the first frame.
    pub fn hear_file(&self, facts: &FileFacts, samples: &[i16]) -> Option<VoiceFacts> {
        facts.audio.as_ref().map(|sound| in_film(self.hear(samples), sound))
    }
}

/// Counts times from the first frame of the film that a sound belongs to.
pub(crate) fn in_film(mut heard: VoiceFacts, sound: &AudioFacts) -> VoiceFacts {
    let offset = sound.offset.map_or(0.0, |offset| offset.0);
    for Span { from, to } in &mut heard.spans {
        (*from, *to) = (Secs(from.0 + offset), Secs(to.0 + offset));
    }
    heard
}

/// Where a tensor stands behind the header of a safetensors file.
#[derive(Deserialize)]
struct Entry {
    dtype: String,
    data_offsets: [usize; 2],
}

/// Reads the tensors of a safetensors file: the length of a header, the header, numbers.
fn tensors(bytes: &[u8]) -> Option<BTreeMap<String, Vec<f32>>> {
    let (length, rest) = bytes.split_first_chunk::<8>()?;
    let (header, data) =
        rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    let entries: BTreeMap<String, Entry> = serde_json::from_slice(header).ok()?;
    let read = |(name, entry): (String, Entry)| {
        let [from, to] = entry.data_offsets;
        let bytes = data.get(from..to).filter(|_| entry.dtype == "F32")?;
        let numbers = bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four));
        Some((name, numbers.collect()))
    };
    entries.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::{Cabinet, VOICE};
    use model::unit::Seed;

    fn file(header: &str, numbers: &[f32]) -> Vec<u8> {
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend_from_slice(header.as_bytes());
        bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        bytes
    }

    #[test]
    fn tensors_are_read_by_name() {
        let header = r#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]},
            "b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#;
        let read = tensors(&file(header, &[1.0, 2.0, 3.0])).unwrap();
        assert_eq!(read["a"], [2.0, 3.0]);
        assert_eq!(read["b"], [1.0]);
    }

    #[test]
    fn what_is_no_model_is_refused() {
        let beyond = r#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,16]}}"#;
        let other = r#"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#;
        for bytes in [vec![], vec![255; 20], file(beyond, &[0.0; 3]), file(other, &[0.0])] {
            assert!(tensors(&bytes).is_none());
        }
    }

    /// At a third of the rate, as the worker hands it over.
    fn for_the_model(samples: impl Iterator<Item = f32>) -> Vec<i16> {
        let samples: Vec<f32> = samples.collect();
        let mean = |three: &[f32]| three.iter().sum::<f32>() / 3.0;
        samples.chunks(3).map(|three| (mean(three) * 32_767.0) as i16).collect()
    }

    #[test]
    fn a_made_voice_is_heard_and_music_is_none() {
        // Set-up fetches the model; without it there is nothing to test.
        let Some(path) = Cabinet::of_this_account().find(&VOICE) else { return };
        let listener = Listener::load(&path).unwrap();
        let said = sample::voice::babble(Seed(7), 5.0, 120.0);
        let heard = listener.hear(&for_the_model(said.into_iter()));
        assert!(heard.likeliest.0 > 0.9 && heard.spoken.0 > 2.0, "{heard:?}");
        let music = sample::music::long_way_home();
        let left = music[44..].as_chunks::<4>().0.iter();
        let left = left.map(|four| f32::from(i16::from_le_bytes([four[0], four[1]])) / 32_768.0);
        let heard = listener.hear(&for_the_model(left));
        assert!(heard.likeliest.0 < 0.3 && heard.spans.is_empty(), "{heard:?}");
        assert!(listener.hear(&vec![0; 16_000]).spans.is_empty());
    }

    #[test]
    fn a_missing_model_is_named() {
        let error = Listener::load(Path::new("/nowhere/voice.safetensors")).unwrap_err();
        assert!(error.to_string().contains("/nowhere/voice.safetensors"));
    }
}
