//! The sound of a variant in a format that nothing is seen in: a voice, over music where there is
//! some.

use crate::error::AssetError;
use crate::film::{Pace, film_length, sound};
use crate::part::missing;
use model::asset::Variant;
use model::timeline::{AudioCoding, Container, Spot};
use model::unit::FrameRate;
use spec::format::{Format, NumberRule};
use spec::workspace::Workspace;

/// Lengths are counted in hundredths of a second.
const STEPS: FrameRate = FrameRate { num: 100, den: 1 };
/// Bit rate where the format asks for no more, kilobits a second.
const KBPS: u32 = 192;
/// Rates in the order in which they are asked: that of films, then that of records.
const RATES: [u32; 2] = [48_000, 44_100];

/// One of our ways to code a sound: what it is wrapped in, `FFmpeg`'s encoder, what formats call it.
type Way = (Container, &'static str, &'static [&'static str]);

/// What every player takes, what some places ask for, what is exact.
const WAYS: [Way; 3] = [
    (Container::Mp3, "libmp3lame", &["mp3"]),
    (Container::Ogg, "libvorbis", &["vorbis", "ogg"]),
    (Container::Wav, "pcm_s16le", &["pcm", "wav", "pcm_s16le"]),
];

/// Returns the spot of a variant.
pub fn spot(variant: &Variant, format: &Format, workspace: &Workspace) -> Result<Spot, AssetError> {
    let brief = workspace.briefs.get(&variant.campaign);
    let brief = brief.ok_or_else(|| missing(variant, format!("campaign/{}", variant.campaign)))?;
    let (container, audio) = coding(format)?;
    let heard = sound(variant, format, workspace, Pace::steady(STEPS))?;
    let frames = (film_length(brief, format).0 * STEPS.fps()).round() as u32;
    let sound = heard.ok_or_else(|| unmade(format, "there is neither a voice nor music"))?;
    Ok(Spot { rate: STEPS, frames, sound, container, audio })
}

/// Returns how a sound in this format is wrapped and coded, or why there is none.
pub(crate) fn coding(format: &Format) -> Result<(Container, AudioCoding), AssetError> {
    let takes = |rule: &Option<NumberRule>, number: u32| {
        rule.as_ref().is_none_or(|rule| rule.accepts(f64::from(number)))
    };
    let names = |taken: &[String], ours: &[&str]| {
        taken.is_empty() || taken.iter().any(|name| ours.contains(&name.as_str()))
    };
    let fits = |(container, _, codecs): &&Way| {
        names(&format.containers, &[container.ending()]) && names(&format.sound.codecs, codecs)
    };
    let way = WAYS.iter().find(fits);
    let (container, encoder, _) =
        way.ok_or_else(|| unmade(format, "sounds are made as MP3, Ogg Vorbis and WAV"))?;
    let rate = RATES.into_iter().find(|rate| takes(&format.sound.sample_rate, *rate));
    let rate = rate.filter(|_| takes(&format.sound.channels, 2));
    let rate = rate.ok_or_else(|| unmade(format, "sounds are made in stereo at 48 or 44.1 kHz"))?;
    let least = format.sound.min_kbps.map_or(0, |least| least.ceil() as u32);
    let kbps = (*container != Container::Wav).then_some(KBPS.max(least));
    Ok((*container, AudioCoding { encoder: (*encoder).to_owned(), kbps, rate }))
}

fn unmade(format: &Format, because: &str) -> AssetError {
    AssetError::CannotBeMade { format: format.id.clone(), because: because.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use spec::formats::pack;

    fn row(id: &str) -> Format {
        pack().remove(&id.parse().unwrap()).unwrap()
    }

    fn is(format: &Format) -> (Container, String, u32) {
        let (container, audio) = coding(format).unwrap();
        (container, audio.encoder, audio.rate)
    }

    #[test]
    fn the_packs_sounds_get_what_their_rows_take() {
        let mp3 = (Container::Mp3, "libmp3lame".to_owned(), 44_100);
        assert_eq!(is(&row("spotify_audio_30")), mp3);
        let ogg = (Container::Ogg, "libvorbis".to_owned(), 44_100);
        assert_eq!(is(&row("spotify_audio_programmatic")), ogg);
        assert_eq!(is(&row("radio_digital_30")).2, 48_000);
    }

    #[test]
    fn what_is_not_made_says_why() {
        let mut own = row("radio_digital_30");
        own.containers = vec!["flac".into()];
        assert!(coding(&own).unwrap_err().to_string().contains("made as MP3, Ogg Vorbis and WAV"));
        own.containers = vec!["wav".into()];
        own.sound.codecs = vec!["pcm".into()];
        assert_eq!(is(&own).1, "pcm_s16le");
        own.sound.channels = NumberRule::parse("1");
        assert!(coding(&own).unwrap_err().to_string().contains("in stereo"));
    }
}
