//! The objects of `OpenTimelineIO` that we write, with the names and versions that its reader knows.

use model::unit::FrameRate;
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::collections::BTreeMap;

/// What we say of an object beyond the schema.
pub(super) type Metadata = BTreeMap<&'static str, Value>;

/// Everything of ours stands under one name, so that it meets nobody else's.
#[derive(Debug, Serialize)]
pub(super) struct Named {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    throughline: Metadata,
}

/// The only key of the map of media: a clip of ours has one.
const MEDIA: &str = "DEFAULT_MEDIA";

/// Frames at a rate.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) frames: u32,
    pub(super) rate: FrameRate,
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let range = Range {
            schema: "TimeRange.1",
            duration: Time::of(self.frames, self.rate),
            start_time: Time::of(self.start, self.rate),
        };
        range.serialize(serializer)
    }
}

#[derive(Debug, Serialize)]
struct Range {
    #[serde(rename = "OTIO_SCHEMA")]
    schema: &'static str,
    duration: Time,
    start_time: Time,
}

#[derive(Debug, Serialize)]
pub(super) struct Time {
    #[serde(rename = "OTIO_SCHEMA")]
    schema: &'static str,
    rate: f64,
    value: f64,
}

impl Time {
    fn of(frames: u32, rate: FrameRate) -> Self {
        Self { schema: "RationalTime.1", rate: rate.fps(), value: frames.into() }
    }
}

/// An object.
#[derive(Debug, Serialize)]
#[serde(tag = "OTIO_SCHEMA")]
pub(super) enum Item {
    #[serde(rename = "Timeline.1")]
    Timeline { metadata: Named, name: String, global_start_time: Time, tracks: Box<Item> },
    #[serde(rename = "Stack.1")]
    Stack {
        metadata: Named,
        name: String,
        source_range: Option<Span>,
        effects: [(); 0],
        markers: Vec<Item>,
        enabled: bool,
        children: Vec<Item>,
    },
    #[serde(rename = "Track.1")]
    Track {
        metadata: Named,
        name: String,
        source_range: Option<Span>,
        effects: [(); 0],
        markers: [(); 0],
        enabled: bool,
        children: Vec<Item>,
        kind: &'static str,
    },
    #[serde(rename = "Clip.2")]
    Clip {
        metadata: Named,
        name: String,
        source_range: Span,
        effects: [(); 0],
        markers: [(); 0],
        enabled: bool,
        media_references: BTreeMap<&'static str, Item>,
        active_media_reference_key: &'static str,
    },
    #[serde(rename = "Gap.1")]
    Gap {
        metadata: Named,
        name: String,
        source_range: Span,
        effects: [(); 0],
        markers: [(); 0],
        enabled: bool,
    },
    #[serde(rename = "ExternalReference.1")]
    External {
        metadata: Named,
        name: String,
        available_range: Option<Span>,
        available_image_bounds: Option<()>,
        target_url: String,
    },
    #[serde(rename = "MissingReference.1")]
    Missing {
        metadata: Named,
        name: String,
        available_range: Option<Span>,
        available_image_bounds: Option<()>,
    },
    #[serde(rename = "Marker.2")]
    Marker {
        metadata: Named,
        name: String,
        color: &'static str,
        marked_range: Span,
        comment: String,
    },
}

impl Item {
    pub(super) fn timeline(name: &str, about: Metadata, rate: FrameRate, stack: Self) -> Self {
        Self::Timeline {
            metadata: named(about),
            name: name.to_owned(),
            global_start_time: Time::of(0, rate),
            tracks: Box::new(stack),
        }
    }

    pub(super) fn stack(name: &str, markers: Vec<Self>, children: Vec<Self>) -> Self {
        Self::Stack {
            metadata: named(Metadata::new()),
            name: name.to_owned(),
            source_range: None,
            effects: [],
            markers,
            enabled: true,
            children,
        }
    }

    pub(super) fn track(name: &str, kind: &'static str, children: Vec<Self>) -> Self {
        Self::Track {
            metadata: named(Metadata::new()),
            name: name.to_owned(),
            source_range: None,
            effects: [],
            markers: [],
            enabled: true,
            children,
            kind,
        }
    }

    /// Leaves a track where it is, unseen.
    pub(super) fn switched_off(mut self) -> Self {
        if let Self::Track { enabled, .. } = &mut self {
            *enabled = false;
        }
        self
    }

    pub(super) fn clip(name: &str, source_range: Span, media: Self, about: Metadata) -> Self {
        Self::Clip {
            metadata: named(about),
            name: name.to_owned(),
            source_range,
            effects: [],
            markers: [],
            enabled: true,
            media_references: BTreeMap::from([(MEDIA, media)]),
            active_media_reference_key: MEDIA,
        }
    }

    pub(super) fn gap(source_range: Span) -> Self {
        Self::Gap {
            metadata: named(Metadata::new()),
            name: String::new(),
            source_range,
            effects: [],
            markers: [],
            enabled: true,
        }
    }

    pub(super) fn external(name: &str, target_url: &str, available_range: Option<Span>) -> Self {
        Self::External {
            metadata: named(Metadata::new()),
            name: name.to_owned(),
            available_range,
            available_image_bounds: None,
            target_url: target_url.to_owned(),
        }
    }

    pub(super) fn missing(name: &str, available_range: Option<Span>) -> Self {
        Self::Missing {
            metadata: named(Metadata::new()),
            name: name.to_owned(),
            available_range,
            available_image_bounds: None,
        }
    }

    pub(super) fn marker(
        name: &str,
        color: &'static str,
        marked_range: Span,
        about: Metadata,
        comment: &str,
    ) -> Self {
        Self::Marker {
            metadata: named(about),
            name: name.to_owned(),
            color,
            marked_range,
            comment: comment.to_owned(),
        }
    }
}

const fn named(throughline: Metadata) -> Named {
    Named { throughline }
}
