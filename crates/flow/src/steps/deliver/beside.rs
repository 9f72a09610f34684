//! What lies beside the files of a package, for other people's tools. Each file is named in the
//! manifest with its own hash; what could not be written is named with the reason.

use super::layered::{overlays, svg};
use super::{Bench, Deliver, DeliverRow, StepError, delivery_folder};
use crate::steps::draw::refuse;
use crate::steps::fit::with_ruler;
use asset::interchange::captions::{cues, srt, vtt};
use asset::interchange::otio::{Cut, otio};
use asset::interchange::pack::pack;
use asset::interchange::vast::{Spot, is_served, vast};
use asset::trafficking::trafficking_sheet;
use model::asset::MediaKind;
use model::digest::Digest;
use model::id::Code;
use model::timeline::Timeline;
use model::unit::Secs;
use serde_json::json as object;
use spec::format::Format;
use spec::naming::slug;
use spec::workspace::Interchange;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Packs are put together in memory, all of a round at once; beyond this a platform's files are
/// handed over as they lie.
const MOST_PACKED: u64 = 512 << 20;
/// Letters of a platform in the names of its files.
const PLATFORM: usize = 40;

/// One file beside the others.
pub(super) struct Beside {
    /// Its name in the package.
    pub(super) name: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    kind: Kind,
    /// The code of the file it belongs to.
    of: Option<Code>,
    /// The platform it is for.
    platform: String,
}

/// What a file beside the others is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Timeline,
    Captions,
    Vast,
    Layers,
    Sheet,
    Pack,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Timeline => "timeline",
            Self::Captions => "captions",
            Self::Vast => "vast",
            Self::Layers => "layers",
            Self::Sheet => "trafficking",
            Self::Pack => "zip",
        }
    }

    /// Timelines and layers are for who changes a file, not for who books it.
    const fn is_packed(self) -> bool {
        matches!(self, Self::Captions | Self::Vast | Self::Sheet)
    }
}

impl Beside {
    pub(super) fn in_manifest(&self) -> serde_json::Value {
        object!({
            "file": self.name,
            "kind": self.kind.word(),
            "of": self.of,
            "bytes": self.bytes.len(),
            "sha256": Digest::of(&self.bytes),
        })
    }
}

/// What was written, and what was not with the reason.
#[derive(Default)]
pub(super) struct Written {
    pub(super) files: Vec<Beside>,
    pub(super) left_out: Vec<(String, String)>,
}

/// Writes everything that the house asks for.
pub(super) fn beside(work: &Deliver, bench: &Bench<'_>) -> Result<Written, StepError> {
    let mut written = Written::default();
    for row in &work.rows {
        let Some(format) = bench.workspace.formats.get(&row.deliverable.format) else { continue };
        match row.deliverable.kind {
            MediaKind::Motion => Film::of(work, row, format, bench)?.write(&mut written)?,
            MediaKind::Still if work.interchange.contains(&Interchange::Layers) => {
                written.files.push(still(row, format, bench)?);
            }
            MediaKind::Still | MediaKind::Sound => {}
        }
    }
    let platforms = platforms(work);
    for (platform, rows) in &platforms {
        let sheet: Vec<_> = rows.iter().map(|row| row.trafficking.clone()).collect();
        written.files.push(Beside {
            name: format!("trafficking-{platform}.csv"),
            bytes: trafficking_sheet(&sheet).into_bytes(),
            kind: Kind::Sheet,
            of: None,
            platform: platform.clone(),
        });
    }
    if work.interchange.contains(&Interchange::Zip) {
        packs(&platforms, bench, &mut written)?;
    }
    Ok(written)
}

fn still(row: &DeliverRow, format: &Format, bench: &Bench<'_>) -> Result<Beside, StepError> {
    let stem = stem(row);
    let canvas = with_ruler(&row.variant, bench.workspace, bench, |measure| {
        asset::still::still(&row.variant, format, bench.workspace, bench.faces, measure)
    })?
    .map_err(|error| refuse(stem, &[error]))?;
    let bytes = svg(&canvas, stem, bench)?;
    Ok(beside_row(row, format!("{stem}.svg"), Kind::Layers, bytes))
}

fn stem(row: &DeliverRow) -> &str {
    let name = row.deliverable.file_name.as_str();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn beside_row(row: &DeliverRow, name: String, kind: Kind, bytes: Vec<u8>) -> Beside {
    let of = Some(row.deliverable.code.clone());
    Beside { name, bytes, kind, of, platform: platform(row) }
}

type Platforms<'a> = BTreeMap<String, Vec<&'a DeliverRow>>;

fn platforms(work: &Deliver) -> Platforms<'_> {
    let mut platforms = Platforms::new();
    for row in &work.rows {
        platforms.entry(platform(row)).or_default().push(row);
    }
    platforms
}

fn platform(row: &DeliverRow) -> String {
    slug(&row.trafficking.publisher, PLATFORM)
}

fn packs(
    platforms: &Platforms<'_>,
    bench: &Bench<'_>,
    written: &mut Written,
) -> Result<(), StepError> {
    let mut packed = 0;
    for (platform, rows) in platforms {
        let name = format!("{platform}.zip");
        let bytes: u64 = rows.iter().map(|row| row.bytes).sum();
        if packed + bytes > MOST_PACKED {
            let most = MOST_PACKED >> 20;
            let because =
                format!("the packs of a round would exceed {most} MiB: hand over the files");
            written.left_out.push((name, because));
            continue;
        }
        packed += bytes;
        let media: Vec<(&str, Arc<[u8]>)> = rows
            .iter()
            .map(|row| Ok((row.deliverable.file_name.as_str(), bench.shop.bytes(&row.file)?)))
            .collect::<Result<_, StepError>>()?;
        let media = media.iter().map(|(name, bytes)| (*name, bytes.as_ref()));
        let others = written.files.iter().filter(|f| f.kind.is_packed() && f.platform == *platform);
        let others = others.map(|file| (file.name.as_str(), file.bytes.as_slice()));
        let bytes = pack(media.chain(others)).map_err(|error| refuse(&name, &[error]))?;
        let platform = platform.clone();
        written.files.push(Beside { name, bytes, kind: Kind::Pack, of: None, platform });
    }
    Ok(())
}

/// A film that goes out, with all that is written about it.
struct Film<'a> {
    work: &'a Deliver,
    row: &'a DeliverRow,
    format: &'a Format,
    bench: &'a Bench<'a>,
    stem: &'a str,
    timeline: Timeline,
}

impl<'a> Film<'a> {
    fn of(
        work: &'a Deliver,
        row: &'a DeliverRow,
        format: &'a Format,
        bench: &'a Bench<'a>,
    ) -> Result<Self, StepError> {
        let stem = stem(row);
        let timeline = asset::film::film(&row.variant, format, bench.workspace, bench.faces)
            .map_err(|error| refuse(stem, &[error]))?;
        Ok(Self { work, row, format, bench, stem, timeline })
    }

    fn write(&self, written: &mut Written) -> Result<(), StepError> {
        let asked = |kind| self.work.interchange.contains(&kind);
        let mut layers = Vec::new();
        if asked(Interchange::Layers) {
            let pictures = overlays(&self.timeline, self.stem, self.bench)?;
            for (png, number) in pictures.into_iter().zip(1..) {
                let name = format!("{}.over-{number}.png", self.stem);
                layers.push(name.clone());
                written.files.push(self.beside(name, Kind::Layers, png));
            }
        }
        if asked(Interchange::Timeline) {
            let name = format!("{}.otio", self.stem);
            written.files.push(self.beside(name, Kind::Timeline, self.timeline(&layers)?));
        }
        let mut captions = Vec::new();
        if asked(Interchange::Captions) {
            let cues = cues(&self.timeline, &self.row.variant.language);
            for (ending, kind, text) in
                [("srt", "application/x-subrip", srt(&cues)), ("vtt", "text/vtt", vtt(&cues))]
            {
                let name = format!("{}.{ending}", self.stem);
                captions.push((kind, name.clone()));
                written.files.push(self.beside(name, Kind::Captions, text.into_bytes()));
            }
        }
        if asked(Interchange::Vast) && is_served(self.format) {
            let name = format!("{}.vast.xml", self.stem);
            match self.vast(&captions)? {
                Ok(text) => written.files.push(self.beside(name, Kind::Vast, text.into_bytes())),
                Err(because) => written.left_out.push((name, because)),
            }
        }
        Ok(())
    }

    fn beside(&self, name: String, kind: Kind, bytes: Vec<u8>) -> Beside {
        beside_row(self.row, name, kind, bytes)
    }

    fn timeline(&self, layers: &[String]) -> Result<Vec<u8>, StepError> {
        let folder = delivery_folder(&self.work.campaign, self.work.round);
        let up = "../".repeat(folder.split('/').count());
        let sources = self.row.sources.iter();
        let cut = Cut {
            name: self.stem,
            file: &self.row.deliverable.file_name,
            sha256: self.row.file,
            timeline: &self.timeline,
            sources: &sources.map(|(digest, path)| (*digest, format!("{up}{path}"))).collect(),
            overlays: layers,
            findings: &self.row.findings,
            about: &self.about(),
        };
        otio(&cut).map_err(|source| StepError::Record { what: "timeline", source })
    }

    fn about(&self) -> BTreeMap<&'static str, String> {
        let variant = &self.row.variant;
        BTreeMap::from([
            ("code", self.row.deliverable.code.to_string()),
            ("deliverable", self.row.deliverable.id.to_string()),
            ("variant", variant.id.to_string()),
            ("concept", variant.concept.to_string()),
            ("campaign", variant.campaign.to_string()),
            ("purpose", variant.purpose.to_string()),
            ("direction", variant.direction.to_string()),
            ("market", variant.market.to_string()),
            ("language", variant.language.clone()),
            ("hook", variant.hook.to_string()),
            ("scene", variant.scene.to_string()),
            ("structure", variant.structure.to_string()),
            ("motif", variant.motif.to_string()),
            ("cta", variant.cta.to_string()),
            ("end_card", variant.end_card.to_string()),
            ("music", variant.music.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("format", self.row.deliverable.format.to_string()),
            ("gate", self.row.verdict.to_owned()),
            ("approved_by", self.row.approval.by.name.to_string()),
            ("approval", self.row.approval.by.attestation.word().to_owned()),
        ])
    }

    /// Returns the document, or why there is none.
    fn vast(
        &self,
        captions: &[(&'static str, String)],
    ) -> Result<Result<String, String>, StepError> {
        if self.work.media_base.is_empty() {
            let because = "`throughline.toml` names no `media_base`, and VAST holds addresses only";
            return Ok(Err(because.to_owned()));
        }
        let row = self.row;
        let codec = codec(&self.bench.shop.bytes(&row.file)?, self.timeline.sound.is_some());
        let spot = Spot {
            title: self.stem,
            advertiser: &row.trafficking.advertiser,
            deliverable: &row.deliverable.id,
            code: &row.deliverable.code,
            base: &self.work.media_base,
            file: &row.deliverable.file_name,
            sha256: row.file,
            bytes: row.bytes,
            duration: self.length(),
            size: self.timeline.size,
            codec: codec.as_deref(),
            captions,
            language: &row.variant.language,
            click_through: self.landing(),
        };
        Ok(vast(&spot).ok_or_else(|| "players take no such container".to_owned()))
    }

    /// As measured; as planned where nothing was.
    fn length(&self) -> Secs {
        let planned = || self.timeline.rate.duration(self.timeline.frames.into());
        self.row.trafficking.duration.unwrap_or_else(planned)
    }

    /// The tracking parameters alone lead nowhere.
    fn landing(&self) -> &str {
        let url = self.row.trafficking.landing_url.as_str();
        if url.starts_with('?') { "" } else { url }
    }
}

/// Reads the codecs of an MP4 as RFC 6381 writes them: profile, constraints and level stand in its
/// `avcC` box. The sound that we encode is AAC-LC.
fn codec(bytes: &[u8], sound: bool) -> Option<String> {
    let at = bytes.windows(4).position(|name| name == b"avcC")? + 4;
    let &[1, profile, constraints, level] = bytes.get(at..at + 4)? else { return None };
    let video = format!("avc1.{profile:02X}{constraints:02X}{level:02X}");
    Some(if sound { format!("{video}, mp4a.40.2") } else { video })
}

#[cfg(test)]
mod tests {
    use super::codec;

    #[test]
    fn the_codecs_are_read_from_the_box_that_holds_them() {
        let film = b"....avcC\x01\x64\x00\x28\xff";
        assert_eq!(codec(film, true).as_deref(), Some("avc1.640028, mp4a.40.2"));
        assert_eq!(codec(film, false).as_deref(), Some("avc1.640028"));
        assert_eq!(codec(b"....avcC\x02\x64\x00\x28", false), None);
        assert_eq!(codec(b"avcC\x01", false), None);
        assert_eq!(codec(b"no box", false), None);
    }
}
