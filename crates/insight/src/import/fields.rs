//! The names under which ad libraries, scrapers and people give the same thing.

use std::fmt;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Brand,
    Headline,
    Body,
    Description,
    CardHeadline,
    CardBody,
    Image,
    FirstSeen,
    LastSeen,
    Reach,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Brand => "brand",
            Self::Headline => "headline",
            Self::Body => "text",
            Self::Description => "description",
            Self::CardHeadline => "card's headline",
            Self::CardBody => "card's text",
            Self::Image => "picture",
            Self::FirstSeen => "first day",
            Self::LastSeen => "last day",
            Self::Reach => "reach",
        })
    }
}

/// Returns the field of a column. Case, spaces, `_` and `-` in its name do not matter.
pub(super) fn field_of(column: &str) -> Option<Field> {
    let key: String = column
        .chars()
        .filter(|letter| !matches!(letter, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect();
    ALIASES.iter().find(|(_, names)| names.contains(&key.as_str())).map(|(field, _)| *field)
}

const ALIASES: [(Field, &[&str]); 10] = [
    (
        Field::Brand,
        &[
            "brand",
            "brandname",
            "advertiser",
            "advertisername",
            "advertiserdisclosedname",
            "advertiser.name",
            "advertiser.businessname",
            "details.advertiser.advertisername",
            "company",
            "competitor",
            "organizationname",
            "page.name",
            "pagename",
            "snapshot.pagename",
        ],
    ),
    (
        Field::Headline,
        &[
            "adcreativelinktitle",
            "adcreativelinktitles",
            "adtitle",
            "headline",
            "linktitle",
            "snapshot.title",
            "title",
        ],
    ),
    (
        Field::Body,
        &[
            "adcopy",
            "adcreativebodies",
            "adcreativebody",
            "adtext",
            "body",
            "body.text",
            "bodytext",
            "copy",
            "message",
            "primarytext",
            "snapshot.body",
            "snapshot.body.text",
            "text",
        ],
    ),
    (
        Field::Description,
        &[
            "adcreativelinkdescription",
            "adcreativelinkdescriptions",
            "description",
            "linkdescription",
            "snapshot.linkdescription",
        ],
    ),
    (Field::CardHeadline, &["cards.headline", "cards.title", "snapshot.cards.title"]),
    (Field::CardBody, &["cards.body", "cards.text", "snapshot.cards.body"]),
    (
        Field::Image,
        &[
            "file",
            "image",
            "imagefile",
            "imagepath",
            "localimage",
            "localpath",
            "media.localpath",
            "mediapath",
            "picture",
        ],
    ),
    (
        Field::FirstSeen,
        &[
            "ad.firstshowndate",
            "addeliverystarttime",
            "firstseen",
            "firstshown",
            "firstshowndate",
            "seenat",
            "start",
            "startdate",
            "startedat",
        ],
    ),
    (
        Field::LastSeen,
        &[
            "ad.lastshowndate",
            "addeliverystoptime",
            "end",
            "enddate",
            "endedat",
            "lastseen",
            "lastshown",
            "lastshowndate",
        ],
    ),
    (
        Field::Reach,
        &[
            "aaainfo.eutotalreach",
            "ad.reach.uniqueusersseen",
            "addetails.aaainfo.eutotalreach",
            "eutotalreach",
            "eutotalreach.lowerbound",
            "potentialreach.lowerbound",
            "reach",
            "reach.lower",
            "reach.lowerbound",
            "reach.min",
            "reach.total",
            "reach.uniqueusersseen",
            "totalreach",
        ],
    ),
];
