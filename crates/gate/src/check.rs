//! What a check is: a fault with a name, what it needs to see, and the function that looks.

use crate::standard::Standard;
use crate::subject::Subject;
use crate::words;
use model::fact::Damage;
use model::finding::Finding;

/// The part of a file, or of its paper trail, that a check looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// The container and the bytes.
    File,
    /// Pictures and their geometry.
    Picture,
    /// Sound.
    Sound,
    /// What the brand asks for. Its rules may be broken on purpose.
    Brand,
    /// What the law or a contract asks for. Never broken on purpose.
    Legal,
    /// Why the file exists and who signed it.
    Record,
}

impl Family {
    /// Every family, in the order of the reference page.
    pub const ALL: [Self; 6] =
        [Self::File, Self::Picture, Self::Sound, Self::Brand, Self::Legal, Self::Record];

    /// Returns the heading of the reference page.
    pub const fn title(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Picture => "Picture",
            Self::Sound => "Sound",
            Self::Brand => "Brand and end card",
            Self::Legal => "Legal",
            Self::Record => "Purpose and sign-off",
        }
    }
}

/// Silences beyond this number are not among the facts ([`model::fact::AudioFacts::silences`]).
const LISTED: usize = 256;

/// Why checks that need every frame did not run, before anybody took the time.
pub const NOT_YET: &str = "not looked at yet: only the full look sees every frame";

/// A fact without which a check cannot say anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Something in the file could be decoded.
    Decodable,
    /// The file has a length in time.
    Duration,
    /// The file has a frame rate.
    FrameRate,
    /// The bit rate of the picture stream, or a length to compute it from.
    BitRate,
    /// Frames that were looked at on the way.
    Glances,
    /// Every frame of the film.
    EveryFrame,
    /// What the file says of itself.
    Metadata,
    /// When the sound begins, counted from the first frame, if the file has both.
    SoundStart,
    /// Every place where the sound is silent.
    Silences,
    /// Colours of the last frame.
    LastFrame,
    /// For how long the last frame had stood.
    Closing,
    /// Words read from the last frame.
    Words,
    /// Expected words in a script that the reader knows.
    LegibleScript,
    /// The words of the last frame, where the disclosure does not stand beside the file already.
    DisclosureWords,
    /// The brand's logos were looked for.
    Logos,
    /// Letters of the last frame were compared with the brand's typefaces.
    Letters,
    /// Somebody listened for voices, if the file has sound.
    Voice,
}

impl Need {
    /// Returns what the reference page calls it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Decodable => "a file that can be decoded",
            Self::Duration => "a length in time",
            Self::FrameRate => "a frame rate",
            Self::BitRate => "a bit rate",
            Self::Glances => "frames looked at on the way",
            Self::EveryFrame => "every frame, from the full look",
            Self::Metadata => "what the file says of itself",
            Self::SoundStart => "when the sound begins",
            Self::Silences => "every silence",
            Self::LastFrame => "the last frame",
            Self::Closing => "how long the last frame had stood",
            Self::Words => "the words of the last frame",
            Self::LegibleScript => "words in a script the reader knows",
            Self::DisclosureWords => "the words of the last frame, or the texts beside the file",
            Self::Logos => "a search for the brand's logos",
            Self::Letters => "letters to compare, and the files of the brand's typefaces",
            Self::Voice => "a model that hears voices",
        }
    }

    /// Returns why the subject does not meet the need; nothing when it does.
    pub(crate) fn unmet(self, subject: &Subject<'_>) -> Option<String> {
        let facts = subject.facts;
        let because = |met: bool, reason: &str| (!met).then(|| reason.to_owned());
        match self {
            Self::Decodable => facts.damage.iter().find_map(|damage| match damage {
                Damage::Unreadable { reason } => {
                    Some(format!("nothing in the file could be decoded ({reason})"))
                }
                Damage::Truncated { .. } | Damage::Corrupt { .. } => None,
            }),
            Self::Duration => {
                because(subject.duration().is_some(), "the file has no length in time")
            }
            Self::FrameRate => {
                let rate = facts.video.as_ref().and_then(|video| video.frame_rate);
                because(rate.is_some(), "the file has no frame rate")
            }
            Self::BitRate => because(subject.kbps().is_some(), "the bit rate was not measured"),
            Self::Glances => {
                let films = facts.video.as_ref().filter(|video| video.frame_rate.is_some());
                because(
                    films.is_none_or(|video| !video.glances.is_empty()),
                    "no key frame could be decoded by itself",
                )
            }
            Self::EveryFrame => {
                let films = facts.video.as_ref().filter(|video| video.frame_rate.is_some());
                because(films.is_none_or(|video| video.course.is_some()), NOT_YET)
            }
            Self::Metadata => facts.metadata.is_none().then(|| {
                format!("metadata is not looked for in files of kind `{}`", facts.container)
            }),
            Self::SoundStart => {
                let both = facts.video.as_ref().and(facts.audio.as_ref());
                because(
                    both.is_none_or(|audio| audio.offset.is_some()),
                    "it is not known when the sound begins",
                )
            }
            Self::Silences => {
                let silences = facts.audio.as_ref().map_or(0, |audio| audio.silences.len());
                because(silences < LISTED, "there are more silences than are listed")
            }
            Self::LastFrame => because(facts.last_frame.is_some(), "the last frame was not kept"),
            Self::Closing => {
                let films = facts.video.as_ref().filter(|video| video.frame_rate.is_some());
                because(
                    films.is_none_or(|video| video.closing.is_some()),
                    "the last frame could not be compared with those before it",
                )
            }
            Self::Words => because(subject.words().is_some(), "no reader looked at the last frame"),
            Self::LegibleScript => subject
                .standard
                .brand
                .iter()
                .flat_map(|brand| [&brand.cta, &brand.legal])
                .flatten()
                .find(|text| !words::is_legible(text))
                .map(|text| format!("the reader does not know the script of `{text}`")),
            Self::DisclosureWords => {
                let standard = subject.standard;
                let disclosure = standard.disclosure.as_ref();
                let words = disclosure.and_then(|d| d.words_on_frame(standard.texts.as_ref()))?;
                if words::is_legible(words) {
                    Self::Words.unmet(subject)
                } else {
                    Some(format!("the reader does not know the script of `{words}`"))
                }
            }
            Self::Logos => {
                because(subject.logo_matches().next().is_some(), "nobody looked for the logo")
            }
            Self::Letters => letters(subject),
            Self::Voice => because(
                facts.audio.is_none() || subject.voice().is_some(),
                "no model listened for voices; run `throughline doctor` to see what is missing",
            ),
        }
    }
}

/// Returns why letters of the last frame cannot be compared with the brand's typefaces.
fn letters(subject: &Subject<'_>) -> Option<String> {
    let mut typefaces = subject.standard.brand.iter().flat_map(|brand| &brand.typefaces);
    if let Some(missing) = typefaces.find(|typeface| typeface.font.is_none()) {
        let name = &missing.name;
        return Some(format!(
            "there is no file of the typeface `{name}`: put it into `brand/fonts` and name it in `brand.json`"
        ));
    }
    let compared = subject.probe.is_some_and(|probe| probe.typefaces.is_some());
    if !compared {
        return Some("nobody compared the letters with the brand's typefaces".to_owned());
    }
    let found = subject.typeface_matches().next().is_some();
    (!found).then(|| {
        "no line of the last frame is long, large and plain enough to tell typefaces apart"
            .to_owned()
    })
}

/// A fault the gate can find.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// The fault: stable, kebab-case.
    pub code: &'static str,
    /// What it looks at.
    pub family: Family,
    /// The fault in a few words.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// When it fires, with the source of every number.
    pub threshold: &'static str,
    /// What to do about it.
    pub fix: &'static str,
    /// What it cannot do without.
    pub needs: &'static [Need],
    /// Whether the standard expects anything that this check could find broken.
    pub asked: fn(&Standard) -> bool,
    /// Looks.
    pub run: fn(&Subject<'_>) -> Vec<Finding>,
}

/// Answers [`Check::asked`] for checks that need no expectation.
pub(crate) const fn always(_: &Standard) -> bool {
    true
}

/// Answers [`Check::asked`] for checks of the brand's logo.
pub(crate) fn asks_for_logo(standard: &Standard) -> bool {
    standard.brand.as_ref().is_some_and(|brand| !brand.logos.is_empty())
}

/// Answers [`Check::asked`] for checks of the brand's typefaces.
pub(crate) fn asks_for_typeface(standard: &Standard) -> bool {
    let brand = standard.brand.as_ref();
    brand
        .is_some_and(|brand| !brand.typefaces.is_empty() && brand.expected_words().next().is_some())
}

/// Answers [`Check::asked`] for checks of the call to action.
pub(crate) fn asks_for_cta(standard: &Standard) -> bool {
    standard.brand.as_ref().is_some_and(|brand| brand.cta.is_some())
}
