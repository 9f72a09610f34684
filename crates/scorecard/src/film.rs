//! A film as it should be: pictures with a camera move, words, an end card, sound.

use crate::brand::Brand;
use crate::case::Made;
use crate::draw::Draw;
use crate::kit::{Kit, told};
use crate::sound;
use anyhow::Result;
use gate::Standard;
use gate::standard::{AspectRule, Expect, SizeRule};
use host::media::EncodeJob;
use layout::card::{Card, end_card};
use model::asset::PurposeState;
use model::canvas::{Canvas, Layer};
use model::colour::Colour;
use model::digest::Digest;
use model::finding::Severity;
use model::timeline::{Encoding, Overlay, Shot, Subject, Timeline, Window};
use model::unit::{DbTp, FrameRate, Lufs, Region, Secs, Size};
use spec::format::{AudioRule, DurationRule, LoudnessRule, SafeMargins};

/// A film, before it is encoded.
#[derive(Clone)]
pub(crate) struct Film {
    pub(crate) size: Size,
    pub(crate) rate: FrameRate,
    pub(crate) frames: u32,
    pub(crate) shots: Vec<(Digest, Window, Window)>,
    pub(crate) overlays: Vec<Overlay>,
    pub(crate) sound: Option<Vec<f32>>,
    pub(crate) encoding: Encoding,
    pub(crate) brand: Option<Brand>,
    /// The first frame of the end card.
    pub(crate) closing: u32,
    /// What it is, in a few words.
    pub(crate) about: String,
}

const SIZES: [(u32, u32); 5] = [(360, 640), (640, 360), (480, 480), (432, 540), (404, 720)];
/// Frames a second that films are delivered in.
pub(crate) const RATES: [(u32, u32); 6] =
    [(25, 1), (30, 1), (24, 1), (30_000, 1001), (24_000, 1001), (50, 1)];

impl Film {
    /// Draws one by lot; every fourth has an end card, because reading one takes longer than the rest.
    pub(crate) fn any(kit: &Kit, draw: &mut Draw) -> Result<Self> {
        let (width, height) = draw.pick(&SIZES);
        let (num, den) = draw.pick(&RATES);
        let rate = FrameRate { num, den };
        let frames = (draw.between(2.4, 3.6) * rate.fps()).round() as u32;
        let size = Size { width, height };
        let mut film = Self::bare(kit, draw, size, rate, frames);
        if draw.happens(0.25) {
            let brand = draw.pick(&kit.brands);
            film = film.closing_on(&brand, &card(kit, &brand, size));
        }
        film.with_sound(kit, draw)
    }

    /// Draws one of pictures alone that lasts about five seconds: long enough for three glances,
    /// two seconds apart, and for the made voice to be sure of being one.
    pub(crate) fn long(kit: &Kit, draw: &mut Draw) -> Result<Self> {
        let film = Self::any(kit, draw)?;
        let frames = (draw.between(4.6, 6.0) * film.rate.fps()) as u32;
        let mut film = Self::bare(kit, draw, film.size, film.rate, frames);
        film.encoding.video.gop = film.encoding.video.gop.min(25);
        film.with_sound(kit, draw)
    }

    /// Draws pictures alone.
    pub(crate) fn bare(
        kit: &Kit,
        draw: &mut Draw,
        size: Size,
        rate: FrameRate,
        frames: u32,
    ) -> Self {
        let window = |draw: &mut Draw| Window {
            x: draw.between(0.35, 0.65),
            y: draw.between(0.35, 0.65),
            zoom: draw.between(1.0, 1.5),
        };
        let scenes: Vec<_> = (0..draw.whole(1, 2)).map(|_| draw.pick(&kit.scenes)).collect();
        let shots = scenes.iter().map(|(_, image)| (*image, window(draw), window(draw))).collect();
        let seen: Vec<&str> = scenes.iter().map(|(name, _)| *name).collect();
        let encoding = Encoding::h264(
            draw.whole(18, 28),
            "superfast",
            draw.pick(&[12, 25, 50]),
            draw.pick(&[128, 160, 192]),
        );
        let about = format!("{size}, {rate} fps, {} frames, {}", frames, seen.join(" and "));
        let (overlays, sound, brand) = (Vec::new(), None, None);
        Self { size, rate, frames, shots, overlays, sound, encoding, brand, closing: frames, about }
    }

    /// Adds an end card for the last second and a half, which stands on one canvas.
    pub(crate) fn closing_on(mut self, brand: &Brand, card: &Canvas) -> Self {
        let closing = self.frames - (self.rate.fps() * 1.5).round() as u32;
        self.closing = closing;
        self.overlays.push(over(closing, self.frames - closing, card.clone()));
        self.brand = Some(brand.clone());
        self.about = format!("{}, card of {}", self.about, brand.name);
        self
    }

    /// Adds a sound at −16 LUFS.
    pub(crate) fn with_sound(mut self, kit: &Kit, draw: &mut Draw) -> Result<Self> {
        let (raw, what) = sound::any(draw, &kit.music, self.seconds());
        self.sound = Some(sound::at(&raw, self.rate, self.frames, -16.0, -5.0)?);
        self.about = format!("{}, {what}", self.about);
        Ok(self)
    }

    /// Shows the same at another rate, as nearly as long; its sound is kept.
    pub(crate) fn at_rate(self, rate: FrameRate) -> Self {
        let frames = (self.seconds() * rate.fps()).round() as u32;
        let about = format!("{} at {rate} fps", self.about);
        Self { rate, frames, about, ..self }
    }

    /// Returns how long it is.
    pub(crate) fn seconds(&self) -> f64 {
        self.rate.duration(u64::from(self.frames)).0
    }

    /// Lays a plain area over it for some frames.
    pub(crate) fn covered(&mut self, start: u32, frames: u32, areas: &[Region], colour: Colour) {
        let fill = |area: &Region| Layer::Fill { area: *area, colour, opacity: 1.0, radius: 0 };
        let canvas = Canvas { size: self.size, layers: areas.iter().map(fill).collect() };
        self.overlays.push(over(start, frames, canvas));
    }

    /// Lays a wash over everything that is filmed.
    pub(crate) fn washed(&mut self, colour: Colour, opacity: f64) {
        let fill = Layer::Fill { area: self.whole(), colour, opacity, radius: 0 };
        let canvas = Canvas { size: self.size, layers: vec![fill] };
        self.overlays.insert(0, over(0, self.frames, canvas));
    }

    /// Returns the whole frame.
    pub(crate) fn whole(&self) -> Region {
        Region { x: 0, y: 0, w: self.size.width, h: self.size.height }
    }

    /// Encodes it.
    pub(crate) fn bytes(&self, kit: &Kit) -> Result<Vec<u8>> {
        let timeline = self.timeline();
        let mut frames =
            render::frames(&timeline, &kit.resources).map_err(|errors| told(&errors))?;
        Ok(kit.workers.encode(&self.job(), &mut frames, self.sound.as_deref())?)
    }

    /// Draws its frames, planar 4:2:0.
    pub(crate) fn drawn(&self, kit: &Kit) -> Result<Vec<Vec<u8>>> {
        let timeline = self.timeline();
        let frames = render::frames(&timeline, &kit.resources).map_err(|errors| told(&errors))?;
        Ok(frames.collect())
    }

    /// Encodes other frames in place of its own, and expects what it is.
    pub(crate) fn encoded(&self, kit: &Kit, frames: Vec<Vec<u8>>, about: &str) -> Result<Made> {
        let sound = self.sound.as_deref();
        let bytes = kit.workers.encode(&self.job(), &mut frames.into_iter(), sound)?;
        let about = format!("{about} ({})", self.about);
        Ok(Made::new(bytes, "mp4", self.standard(kit), about))
    }

    /// Shows `frames` of its frames in another order: which one when, `which` says.
    pub(crate) fn rearranged(
        &self,
        kit: &Kit,
        frames: u32,
        which: impl Fn(usize) -> usize,
        about: &str,
    ) -> Result<Made> {
        let own = self.drawn(kit)?;
        let chosen = (0..frames as usize).filter_map(|at| own.get(which(at)).cloned()).collect();
        self.encoded(kit, chosen, about)
    }

    fn job(&self) -> EncodeJob {
        let Self { size, rate, frames, encoding, .. } = self;
        EncodeJob { size: *size, rate: *rate, frames: *frames, encoding: encoding.clone() }
    }

    fn timeline(&self) -> Timeline {
        let each = self.frames / self.shots.len().max(1) as u32;
        let shots = self.shots.iter().enumerate().map(|(at, (image, from, to))| {
            let start = at as u32 * each;
            let last = at + 1 == self.shots.len();
            let frames = if last { self.frames - start } else { each };
            let subject = Subject::Still { image: *image };
            Shot { start, frames, subject, from: *from, to: *to }
        });
        Timeline {
            size: self.size,
            rate: self.rate,
            frames: self.frames,
            shots: shots.collect(),
            overlays: self.overlays.clone(),
            sound: None,
            encoding: self.encoding.clone(),
        }
    }

    /// Returns what is expected of it as it is.
    pub(crate) fn standard(&self, kit: &Kit) -> Standard {
        let seconds = Secs(self.seconds());
        let expect = Expect {
            duration: Some(DurationRule::OneOf(vec![seconds])),
            frame_rate: Some(self.rate.into()),
            containers: vec!["mp4".to_owned()],
            codecs: vec!["h264".to_owned()],
            pixel_format: Some("yuv420p".to_owned()),
            audio: Some(match self.sound {
                Some(_) => AudioRule::Required,
                None => AudioRule::Forbidden,
            }),
            audio_codec: Some("aac".to_owned()),
            loudness: Some(loudness(-16.0, 1.0)),
            true_peak: Some(DbTp(-1.0)),
            ..sized(self.size)
        };
        let brand = self.brand.as_ref().map(|brand| brand.standard(&others(kit, brand)));
        Standard { format: Some(expect), brand, ..purposeful() }
    }

    /// Encodes it and expects what it is.
    pub(crate) fn made(&self, kit: &Kit, about: &str) -> Result<Made> {
        let about = format!("{about} ({})", self.about);
        Ok(Made::new(self.bytes(kit)?, "mp4", self.standard(kit), about))
    }
}

/// Lays a canvas over a film with a cut at both ends.
pub(crate) fn over(start: u32, frames: u32, canvas: Canvas) -> Overlay {
    Overlay { start, frames, canvas, fade_in: 0, fade_out: 0, rise: 0 }
}

/// Returns the end card of a brand.
pub(crate) fn card(kit: &Kit, brand: &Brand, size: Size) -> Canvas {
    card_with(kit, brand, size, (brand.text, brand.cta, brand.legal))
}

/// Returns the end card of a brand with other words: text, call to action, legal line.
pub(crate) fn card_with(kit: &Kit, brand: &Brand, size: Size, words: (&str, &str, &str)) -> Canvas {
    end_card(&said(kit, brand, words), size, &SafeMargins::default())
}

/// Returns what the end card of a brand says, before it is laid out.
pub(crate) fn said(kit: &Kit, brand: &Brand, (text, cta, legal): (&str, &str, &str)) -> Card {
    Card {
        text: text.to_owned(),
        cta: cta.to_owned(),
        legal: legal.to_owned(),
        background: brand.colours.primary,
        ink: brand.colours.paper,
        colours: brand.colours,
        typefaces: kit.typefaces.clone(),
        logos: brand.logos(),
    }
}

/// Returns the brands whose words do not belong on this one's card.
pub(crate) fn others<'a>(kit: &'a Kit, brand: &Brand) -> Vec<&'a Brand> {
    kit.brands.iter().filter(|other| other.name != brand.name).collect()
}

/// Expects a loudness.
pub(crate) fn loudness(target: f64, tolerance: f64) -> LoudnessRule {
    LoudnessRule { target: Lufs(target), tolerance, severity: Severity::Reject }
}

/// Expects a size and its shape, and limits that healthy files keep.
pub(crate) fn sized(size: Size) -> Expect {
    Expect {
        rule: "order".to_owned(),
        source: "scorecard".to_owned(),
        size: Some(SizeRule::Exactly(size)),
        aspect: Some(AspectRule { ratio: size.aspect(), tolerance_pct: 1.0 }),
        max_bytes: Some(50_000_000),
        max_kbps: Some(50_000.0),
        ..Expect::default()
    }
}

/// Expects nothing but that somebody said what the file is for.
pub(crate) fn purposeful() -> Standard {
    let id = "scorecard".parse().ok();
    Standard { purpose: id.map(|id| PurposeState::Stated { id }), ..Standard::default() }
}
