//! A small, valid workspace, and ways to break it.

use model::digest::Digest;
use spec::diagnostic::Diagnostic;
use spec::source::{SourceFile, SourceTree};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) type Files = BTreeMap<String, String>;

const HOUSE: &str = r#"schema = "house/1"
name = "Acme"
currency = "EUR"

[[people]]
name = "Ana"
roles = ["creative", "brand"]

[[people]]
name = "Ben"
roles = ["performance", "legal"]

[baseline.concept]
hours = 6
rate = 85
source = "Ana's timesheets"

[prices]
"generator:flux" = 0.04
"#;

const ARCHITECTURE: &str = r#"schema = "architecture/1"

[position]
actual = "a baker among many"
aspired = "the bread that is there before you are up"
risk_tolerance = "medium"

[[purposes]]
id = "win-back"
text = "Bring first-time buyers back"
kpi = "second orders in 30 days"
owner = "Ben"

[purposes.diagnosis]
stalls = "first-time buyers do not return"
evidence = "order data 2026"
whose = "Ben"

[[audiences]]
id = "families"
text = "families who bought once"

[[propositions]]
id = "second-loaf"
text = "your second loaf is in the oven"
evidence = "we bake to order"
appeals = ["convenience", "emotion"]

[[insights]]
statement = "People forget us between two Sundays"
source = "Ana, 12 interviews"
proposition = "second-loaf"
"#;

const BRAND: &str = r#"{
  "name": "Acme",
  "logos": [{"id": "main", "url": "logos/main.svg", "background": "light-bg"}],
  "fonts": {"headline": {"family": "Manrope", "weight": 700}},
  "tone": {"attributes": ["warm", "plain"]},
  "vocabulary": {"avoid": ["cheap"]},
  "restrictions": [
    {"id": "organic-claim", "text": "Say organic only with the number", "force": "legal"},
    {"id": "own-colours", "text": "Use our colours", "force": "brand", "checks": ["off-palette"]}
  ],
  "something_else": {"kept": true}
}
"#;

const TOKENS: &str = r##"{
  "color": {
    "$type": "color",
    "primary": {"$value": {"colorSpace": "srgb", "components": [0.7, 0.33, 0.12], "hex": "#b3541e"}},
    "ink": {"$value": {"colorSpace": "srgb", "components": [0, 0, 0]}},
    "paper": {"$value": {"colorSpace": "srgb", "components": [1, 1, 1]}},
    "accent": {"$value": "{color.primary}"}
  },
  "font": {"body": {"$type": "fontFamily", "$value": ["Inter", "sans-serif"]}}
}
"##;

const DIRECTION: &str = r#"schema = "direction/1"
intent = "come near"
composition = "lower-third"
light = "natural"
palette = ["primary", "paper"]

[[shots]]
size = "close"
angle = "eye-level"
movement = "push-in"
duration = 3
intent = "show the crust"
"#;

const BRIEF: &str = r#"schema = "brief/1"
title = "The second loaf"
purpose = "win-back"
audience = "families"
propositions = ["second-loaf"]
lead = "emotion"
decided_by = "Ana"
because = "everybody else leads with price"
formats = ["meta_feed_image_4x5", "yt_bumper_6"]
flight_from = 2026-03-01
flight_to = "2026-03-28"
budget = 40000
concept_reviewer = "Ana"
sign_off = "Ana"
decider = "Ben"
ctas = ["order-again"]
end_card = "end-card/closing"
landing = "https://example.com/again"

[[markets]]
id = "de"
language = "de"

[[breaks]]
rule = "own-colours"
by = "Ana"
because = "the anniversary is gold"
"#;

const HOOKS: &str = "id,text,text:de,line,form,appeal,propositions,parent
early,Bread before seven,Brot vor sieben,\"Warm, and at your door\",statement,convenience,second-loaf,
again,Again?,Nochmal?,,question,,,hook/early
";

const SCENES: &str = "id,text,path,focus_x,focus_y,ink,rights_until
door,a loaf at a door,media/door.png,0.4,0.6,light,2027-01-01
table,a loaf on a table,components/media/table.png,,,dark,
";

const END_CARDS: &str = "id,text,cta,legal,market,valid_from,valid_to,background,ink
closing,Your second loaf,order-again,Acme GmbH,de,2026-01-01,2026-12-31,primary,paper
";

/// Returns the files that people wrote.
pub(crate) fn files() -> Files {
    [
        ("throughline.toml", HOUSE),
        ("architecture.toml", ARCHITECTURE),
        ("brand/brand.json", BRAND),
        ("brand/tokens.json", TOKENS),
        ("brand/endcards.csv", END_CARDS),
        ("directions/near.toml", DIRECTION),
        ("campaigns/spring/brief.toml", BRIEF),
        ("components/hooks.csv", HOOKS),
        ("components/scenes.csv", SCENES),
        ("components/structures.csv", "id,beats\nask,hook;line;cta\n"),
        ("components/motifs.csv", "id,shape,colour,text,own\nband,band,primary,a band,yes\n"),
        ("components/ctas.csv", "id,text,text:de\norder-again,Order again,Nochmal bestellen\n"),
        ("components/music.csv", "id,path,mood\nmorning,media/morning.wav,calm\n"),
        ("market/ads.csv", "brand,text\nOther,Cheaper bread\n"),
        ("performance/meta.csv", "Ad name,Clicks\nA,1\n"),
        ("performance/test.csv", "Ad name,Clicks\nA,1\n"),
        ("performance/outcomes.csv", "variant,outcome\n"),
        ("performance/sources.csv", "file,kind,note\ntest.csv,simulated,made up to try it\n"),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .collect()
}

const MEDIA: [&str; 4] = [
    "brand/logos/main.svg",
    "components/media/door.png",
    "components/media/table.png",
    "components/media/morning.wav",
];

/// Returns the tree that a host would read, media among it.
pub(crate) fn tree(files: &Files) -> SourceTree {
    let written = files.iter().map(|(path, text)| file(path, text, Some(text)));
    SourceTree::new(written.chain(MEDIA.map(|path| file(path, path, None))))
}

fn file(path: &str, bytes: &str, text: Option<&str>) -> SourceFile {
    SourceFile {
        path: path.to_owned(),
        digest: Digest::of(bytes.as_bytes()),
        bytes: bytes.len() as u64,
        text: text.map(Arc::from),
    }
}

/// Returns the faults after replacing text in files; a text that is not there is an error of the
/// test, said as a fault of no file.
pub(crate) fn faults_after(changes: &[(&str, &str, &str)]) -> Vec<Diagnostic> {
    let mut files = files();
    for (path, from, to) in changes {
        let text = files.entry((*path).to_owned()).or_default();
        assert!(text.contains(from), "`{from}` is not in {path}");
        *text = text.replacen(from, to, 1);
    }
    spec::load(&tree(&files)).err().unwrap_or_default()
}

/// Returns the only fault after one change, as `line:column code: message | remedy`.
pub(crate) fn fault_after(path: &str, from: &str, to: &str) -> String {
    let faults = faults_after(&[(path, from, to)]);
    let said = faults.iter().map(|fault| {
        let place = &fault.place;
        format!(
            "{}:{}:{} {}: {} | {}",
            place.file, place.line, place.column, fault.code, fault.message, fault.remedy
        )
    });
    said.collect::<Vec<_>>().join("\n")
}
