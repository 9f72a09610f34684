//! The TOML and JSON files of a new workspace.

use super::answers::Settled;
use model::colour::Colour;
use serde_json::{Value, json};

/// Near-black that reads on white and prints softer than pure black.
const INK: Colour = Colour { r: 20, g: 23, b: 26 };

/// Returns every text file but the tables.
pub(super) fn files(answers: &Settled) -> Vec<(String, String)> {
    [
        ("START-HERE.md", start_here(answers)),
        ("throughline.toml", house(answers)),
        ("architecture.toml", architecture(answers)),
        ("brand/brand.json", pretty(&brand(answers))),
        ("brand/tokens.json", pretty(&tokens(answers))),
        ("directions/calm-and-near.toml", direction(&CALM)),
        ("directions/wide-and-moving.toml", direction(&MOVING)),
        ("campaigns/first/brief.toml", brief(answers)),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_owned(), text))
    .collect()
}

/// Returns the colour role that words have on the main colour: light below the middle of
/// perceived brightness (ITU-R BT.601 weights).
pub(super) fn ink_on_primary(answers: &Settled) -> &'static str {
    let Colour { r, g, b } = answers.colour;
    let brightness = (299 * u32::from(r) + 587 * u32::from(g) + 114 * u32::from(b)) / 1000;
    if brightness < 140 { "paper" } else { "ink" }
}

/// Quotes a text as TOML does.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn start_here(answers: &Settled) -> String {
    format!(
        "# {name}\n\n\
         This workspace was written from your answers. It works as it is; before anything goes \
         out, replace what is named `draft`:\n\n\
         - `brand/logos/draft.svg`: your logo\n\
         - `components/media/draft-*.png`: your photographs, with their rows in \
         `components/scenes.csv`\n\
         - `components/hooks.csv`: the hooks are your own sentences put together; write better \
         ones\n\
         - `brand/tokens.json`: your other colours and your typefaces\n",
        name = answers.said("brand"),
    )
}

fn house(answers: &Settled) -> String {
    let (owner, reviewer) = (answers.said("owner"), answers.reviewer());
    let people = if owner == reviewer {
        person(owner, &["performance", "creative", "brand"])
    } else {
        person(owner, &["performance"]) + &person(reviewer, &["creative", "brand"])
    };
    format!(
        "schema = \"house/1\"\nname = {}\ncurrency = \"{}\"\nlanguage = \"{}\"\n{people}",
        quoted(&answers.name),
        answers.currency.as_str(),
        answers.language(),
    )
}

fn person(name: &str, roles: &[&str]) -> String {
    let roles: Vec<String> = roles.iter().map(|role| quoted(role)).collect();
    format!("\n[[people]]\nname = {}\nroles = [{}]\n", quoted(name), roles.join(", "))
}

fn architecture(answers: &Settled) -> String {
    let said = |key| quoted(answers.said(key));
    format!(
        "schema = \"architecture/1\"\n\n\
         [position]\nactual = {sells}\naspired = {proposition}\nrisk_tolerance = \"medium\"\n\n\
         [[purposes]]\nid = \"main-purpose\"\ntext = {purpose}\nkpi = {kpi}\nowner = {owner}\n\n\
         [purposes.diagnosis]\nstalls = {stalls}\nevidence = {evidence}\nwhose = {owner}\n\n\
         [[audiences]]\nid = \"main-audience\"\ntext = {audience}\n\n\
         [[propositions]]\nid = \"main-proposition\"\ntext = {proposition}\nevidence = {proof}\n\n\
         [[insights]]\nstatement = {stalls}\nsource = {evidence}\n\
         proposition = \"main-proposition\"\n",
        sells = said("sells"),
        proof = said("proof"),
        proposition = said("proposition"),
        purpose = quoted(&format!("Answer what stalls: {}", answers.said("stalls"))),
        kpi = said("kpi"),
        owner = said("owner"),
        stalls = said("stalls"),
        evidence = said("evidence"),
        audience = said("audience"),
    )
}

fn brand(answers: &Settled) -> Value {
    json!({
        "name": answers.said("brand"),
        "logos": [{ "id": "draft", "url": "logos/draft.svg" }],
        "visual_guidelines": { "logo_placement": { "min_clear_space": "0.25x" } },
        "vocabulary": { "use": [], "avoid": [] },
        "distinctive_assets": [],
        "restrictions": [
            {
                "id": "own-colours",
                "text": "Use the colours of the brand",
                "force": "brand",
                "checks": ["off-palette"]
            },
            {
                "id": "logo-in-sight",
                "text": "Show the logo",
                "force": "brand",
                "checks": ["missing-logo"]
            }
        ]
    })
}

fn tokens(answers: &Settled) -> Value {
    json!({
        "color": {
            "$type": "color",
            "primary": colour(answers.colour),
            "accent": colour(darker(answers.colour)),
            "ink": colour(INK),
            "paper": colour(Colour::WHITE)
        },
        "font": {
            "$type": "fontFamily",
            "headline": { "$value": "Manrope" },
            "body": { "$value": "Manrope" }
        },
        "fontWeight": {
            "$type": "fontWeight",
            "headline": { "$value": 700 },
            "body": { "$value": 400 }
        }
    })
}

fn colour(colour: Colour) -> Value {
    let share = |byte: u8| (f64::from(byte) / 255.0 * 10_000.0).round() / 10_000.0;
    let components = [colour.r, colour.g, colour.b].map(share);
    json!({
        "$value": { "colorSpace": "srgb", "components": components, "hex": colour.to_string() }
    })
}

fn darker(colour: Colour) -> Colour {
    let part = |byte: u8| (u16::from(byte) * 3 / 5) as u8;
    Colour { r: part(colour.r), g: part(colour.g), b: part(colour.b) }
}

struct Start {
    intent: &'static str,
    composition: &'static str,
    light: &'static str,
    palette: &'static str,
    /// Size, angle, movement and intent of each shot.
    shots: [[&'static str; 4]; 2],
}

const CALM: Start = Start {
    intent: "bring one thing near and leave room around it",
    composition: "lower-third",
    light: "natural",
    palette: "\"primary\", \"paper\"",
    shots: [
        ["medium", "eye-level", "static", "show where we are"],
        ["close", "eye-level", "push-in", "come nearer to what matters"],
    ],
};

const MOVING: Start = Start {
    intent: "show the whole place and move through it",
    composition: "upper-third",
    light: "high-key",
    palette: "\"accent\", \"paper\"",
    shots: [
        ["wide", "high", "pan-right", "show the whole place"],
        ["detail", "low", "pull-out", "end on a detail and let go"],
    ],
};

fn direction(start: &Start) -> String {
    let shots = start.shots.map(|[size, angle, movement, intent]| {
        format!(
            "\n[[shots]]\nsize = \"{size}\"\nangle = \"{angle}\"\nmovement = \"{movement}\"\n\
             duration = 3.0\nintent = \"{intent}\"\n"
        )
    });
    format!(
        "schema = \"direction/1\"\nintent = \"{}\"\ncomposition = \"{}\"\nlight = \"{}\"\n\
         palette = [{}]\n{}",
        start.intent,
        start.composition,
        start.light,
        start.palette,
        shots.concat(),
    )
}

fn brief(answers: &Settled) -> String {
    let formats: Vec<String> = answers.formats.iter().map(|id| format!("  \"{id}\",\n")).collect();
    let markets: Vec<String> = answers
        .markets
        .iter()
        .map(|(market, language)| {
            format!("\n[[markets]]\nid = \"{market}\"\nlanguage = \"{language}\"\n")
        })
        .collect();
    let landing = match answers.said("landing") {
        "" => String::new(),
        page => format!("landing = {}\n", quoted(page)),
    };
    format!(
        "schema = \"brief/1\"\ntitle = {title}\npurpose = \"main-purpose\"\n\
         audience = \"main-audience\"\npropositions = [\"main-proposition\"]\nlead = {lead}\n\
         decided_by = {owner}\nbecause = {because}\ntier = \"scaled\"\n\
         formats = [\n{formats}]\nflight_from = {from}\nflight_to = {to}\nbudget = {budget}\n\
         concept_reviewer = {reviewer}\nsign_off = {reviewer}\ndecider = {owner}\n\
         keep = 6\nrounds = 1\n{landing}{markets}",
        title = quoted(answers.said("proposition")),
        lead = quoted(answers.said("lead")),
        owner = quoted(answers.said("owner")),
        because = quoted(answers.said("because")),
        formats = formats.concat(),
        from = answers.starts,
        to = answers.ends,
        budget = answers.budget,
        reviewer = quoted(answers.reviewer()),
        markets = markets.concat(),
    )
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
