//! Pictures or sound are coded in a way that is not accepted.

use crate::check::{Check, Family, Need};
use crate::standard::{Expect, Standard};
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "wrong-codec",
    family: Family::File,
    title: "Pictures or sound are coded the wrong way",
    why: "A file in the right container can still hold a coding the platform cannot play",
    threshold: "the codec of the pictures or of the sound is none of those accepted",
    fix: "Export again with an accepted codec.",
    needs: &[Need::Decodable],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    standard
        .format
        .as_ref()
        .is_some_and(|expect| !expect.codecs.is_empty() || !sound_codecs(expect).is_empty())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(expect) = &subject.standard.format else {
        return Vec::new();
    };
    let pictures = subject.video().map(|video| video.codec.as_str());
    let sound = subject.audio().map(|audio| audio.codec.as_str());
    let sound_codecs = sound_codecs(expect);
    [
        pictures.and_then(|codec| refused(codec, &expect.codecs, "pictures", "codec", expect)),
        sound.and_then(|codec| refused(codec, &sound_codecs, "sound", "audio_codec", expect)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// One that was ordered outranks those that the place takes.
fn sound_codecs(expect: &Expect) -> Vec<String> {
    let ordered: Vec<String> = expect.audio_codec.iter().cloned().collect();
    if ordered.is_empty() { expect.sound.codecs.clone() } else { ordered }
}

fn refused(
    codec: &str,
    accepted: &[String],
    what: &str,
    column: &str,
    expect: &Expect,
) -> Option<Finding> {
    if accepted.is_empty() || accepted.iter().any(|name| same(name, codec)) {
        return None;
    }
    let names = accepted.join(" or ");
    Some(found(
        CHECK.code,
        Severity::Reject,
        Quantity::text(codec),
        Quantity::text(names.clone()),
        format!("export again with the {what} coded as {names}"),
        expect.basis(column),
    ))
}

/// `pcm` accepts every kind of it: `pcm_s16le`, `pcm_s24le`.
fn same(accepted: &str, codec: &str) -> bool {
    let (accepted, codec) = (plain(accepted), plain(codec));
    accepted == codec || (accepted == "pcm" && codec.starts_with("pcm"))
}

/// One name for each coding: `H.264`, `avc1` and `h264` are the same.
fn plain(codec: &str) -> String {
    let letters: String =
        codec.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let name = match letters.as_str() {
        "avc" | "avc1" | "x264" | "libx264" | "mpeg4avc" => "h264",
        "h265" | "hvc1" | "hev1" | "x265" | "libx265" => "hevc",
        "jpg" | "jpeg" => "mjpeg",
        "libvpxvp9" => "vp9",
        "av01" => "av1",
        "aaclc" | "mp4a" => "aac",
        "wav" | "lpcm" => "pcm",
        other if other.starts_with("prores") => "prores",
        other => other,
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, expecting, film, look, no_format, only, still};

    fn coded(codec: &str) -> Standard {
        expecting(Expect { codecs: vec![codec.to_owned()], ..Expect::default() })
    }

    #[test]
    fn fires_on_another_picture_codec() {
        assert_eq!(codes(&look(&film(), &coded("hevc"))), ["wrong-codec"]);
    }

    #[test]
    fn fires_on_another_sound_codec() {
        let standard =
            expecting(Expect { audio_codec: Some("pcm".to_owned()), ..Expect::default() });
        assert_eq!(only(&look(&film(), &standard)).rule, "order:audio_codec");
    }

    #[test]
    fn knows_a_codec_by_its_other_names() {
        for name in ["H.264", "avc1", "AVC"] {
            assert_eq!(codes(&look(&film(), &coded(name))), Vec::<&str>::new(), "{name}");
        }
        assert_eq!(codes(&look(&still(), &coded("jpeg"))), Vec::<&str>::new());
        assert!(same("PCM", "pcm_s24le") && same("ProRes 422 HQ", "prores"));
    }

    #[test]
    fn ignores_files_of_which_no_codec_is_asked() {
        assert_eq!(codes(&look(&film(), &no_format())), Vec::<&str>::new());
    }
}
