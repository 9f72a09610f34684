//! What is in the package: 34 films of 556 seconds in all, and 13 stills.

/// Frames a second of every film.
pub(crate) const FPS: u32 = 25;
/// Seconds for which the end card of a film stands.
pub(crate) const CARD_SECONDS: f64 = 2.4;

/// Sizes of films: tall, four to five, square, wide.
const SIZES: [(u32, u32); 4] = [(1080, 1920), (1080, 1350), (1080, 1080), (1920, 1080)];
/// How many films are how long.
const LENGTHS: [(u32, usize); 5] = [(6, 6), (10, 6), (15, 10), (20, 5), (30, 7)];
/// Sizes of stills, and what they are kept as.
const STILLS: [(u32, u32, &str); 13] = [
    (1080, 1920, "jpg"),
    (1080, 1350, "jpg"),
    (1080, 1080, "jpg"),
    (1200, 628, "jpg"),
    (1920, 1080, "jpg"),
    (1080, 1920, "png"),
    (1080, 1350, "png"),
    (1080, 1080, "png"),
    (1200, 628, "png"),
    (1080, 1920, "webp"),
    (1080, 1350, "webp"),
    (960, 1200, "jpg"),
    (1080, 1080, "webp"),
];
/// Markets, each with its own end card where cards are shared.
pub(crate) const MARKETS: [&str; 3] = ["at", "de", "uk"];

/// What the files of a package have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// One mix for all ratios of a length and a language, one end card for all films of a ratio
    /// and a market, as launches have them.
    Shared,
    /// Every mix and every end card is another.
    Distinct,
}

impl Sharing {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Distinct => "distinct",
        }
    }
}

/// How a film is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Codec {
    H264,
    Hevc,
    Vp9,
    ProRes,
}

impl Codec {
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::H264 | Self::Hevc => "mp4",
            Self::Vp9 => "webm",
            Self::ProRes => "mov",
        }
    }
}

/// A file of the package.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    pub(crate) file: String,
    pub(crate) size: (u32, u32),
    /// Which end card, or which words: those of the same number are the same.
    pub(crate) card: usize,
    pub(crate) market: String,
    pub(crate) film: Option<Film>,
    /// Its place in the package.
    pub(crate) number: usize,
}

/// A film of the package.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Film {
    pub(crate) seconds: u32,
    pub(crate) codec: Codec,
    /// Which mix: films of the same number have the same.
    pub(crate) mix: usize,
}

/// Returns the 47 files.
pub(crate) fn launch(sharing: Sharing) -> Vec<Item> {
    let lengths = LENGTHS.iter().flat_map(|(seconds, count)| std::iter::repeat_n(*seconds, *count));
    let films = lengths.enumerate().map(|(number, seconds)| {
        let ratio = number % SIZES.len();
        let codec = match number {
            5 | 11 | 20 | 25 => Codec::Hevc,
            9 | 17 => Codec::Vp9,
            3 | 7 => Codec::ProRes,
            _ => Codec::H264,
        };
        let shared = sharing == Sharing::Shared;
        let spot = number / SIZES.len() % 2;
        let length = LENGTHS.iter().position(|(own, _)| *own == seconds).unwrap_or_default();
        let of_market = number / 2 % MARKETS.len();
        let card = if shared { ratio * MARKETS.len() + of_market } else { number };
        let mix = match codec {
            _ if !shared => number,
            // Opus and uncompressed sound are streams of their own.
            Codec::Vp9 => 10,
            Codec::ProRes => 11 + number % 2,
            _ => length * 2 + spot,
        };
        Item {
            file: format!("film-{number:02}.{}", codec.ending()),
            size: SIZES[ratio],
            card,
            market: market(sharing, card),
            film: Some(Film { seconds, codec, mix }),
            number,
        }
    });
    let count: usize = LENGTHS.iter().map(|(_, count)| count).sum();
    let stills = STILLS.iter().enumerate().map(|(at, (width, height, ending))| {
        let number = count + at;
        Item {
            file: format!("still-{at:02}.{ending}"),
            size: (*width, *height),
            card: number,
            market: market(sharing, number),
            film: None,
            number,
        }
    });
    films.chain(stills).collect()
}

fn market(sharing: Sharing, card: usize) -> String {
    match sharing {
        Sharing::Shared => MARKETS[card % MARKETS.len()].to_owned(),
        Sharing::Distinct => format!("m{card:02}"),
    }
}

/// Returns the legal line of a market.
pub(crate) fn legal(sharing: Sharing, market: &str) -> String {
    match sharing {
        Sharing::Shared => {
            format!("78 °C after 8 h at −5 °C. Sample test for {}.", market.to_uppercase())
        }
        Sharing::Distinct => format!("78 °C after 8 h at −5 °C. Test no. {}.", &market[1..]),
    }
}
