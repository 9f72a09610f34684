//! The CSV files of a new workspace.

use super::answers::Settled;
use super::pictures;
use super::texts::ink_on_primary;

/// Returns every table.
pub(super) fn files(answers: &Settled) -> Vec<(String, Vec<u8>)> {
    [
        ("components/hooks.csv", hooks(answers)),
        ("components/scenes.csv", scenes()),
        ("components/structures.csv", structures()),
        ("components/motifs.csv", motifs()),
        ("components/ctas.csv", ctas(answers)),
        ("brand/endcards.csv", end_cards(answers)),
    ]
    .into_iter()
    .map(|(path, rows)| (path.to_owned(), csv(&rows)))
    .collect()
}

type Rows = Vec<Vec<String>>;

/// Only the author's words and marks between them, so that the hooks read in every language; only
/// words meant for buyers, none of the diagnosis.
fn hooks(answers: &Settled) -> Rows {
    let offer = answers.phrase("proposition");
    let sells = answers.phrase("sells");
    let thought = answers.phrase("thought");
    let proof = answers.phrase("proof");
    let brand = answers.said("brand");
    let hooks = [
        ("draft-offer", offer.to_owned(), proof, "statement"),
        ("draft-their-thought", format!("{thought}?"), offer, "question"),
        ("draft-thought-answered", format!("{thought}? {offer}."), sells, "contrast"),
        ("draft-named-offer", format!("{brand}: {offer}"), sells, "statement"),
        ("draft-what-we-sell", sells.to_owned(), offer, "statement"),
        ("draft-who-we-are", format!("{brand}. {sells}."), offer, "statement"),
        ("draft-proof", proof.to_owned(), offer, "story"),
        ("draft-called-out", format!("{offer}!"), brand, "command"),
    ];
    let mut rows = vec![with_languages(answers, &["id", "text"], &["line", "form"])];
    let blank = vec![String::new(); answers.other_languages().len()];
    for (id, text, line, form) in hooks {
        let start = [id.to_owned(), text];
        let end = [line.to_owned(), form.to_owned()];
        rows.push(start.into_iter().chain(blank.clone()).chain(end).collect());
    }
    rows
}

fn scenes() -> Rows {
    let rows = pictures::SCENES.map(|scene| {
        [scene.id, scene.text, &pictures::path(&scene), "0.5", "0.45", scene.ink].map(str::to_owned)
    });
    table(["id", "text", "path", "focus_x", "focus_y", "ink"], rows)
}

fn structures() -> Rows {
    let rows = [
        ["say-and-ask", "hook;line;cta"],
        ["say-and-prove", "hook;proof;cta"],
        ["say-and-offer", "hook;line;offer;cta"],
    ];
    table(["id", "beats"], rows.map(|row| row.map(str::to_owned)))
}

fn motifs() -> Rows {
    let rows = [
        ["draft-band", "band", "primary", "a band in the main colour", "no"],
        ["draft-frame", "frame", "accent", "a frame in the second colour", "no"],
        ["draft-corner", "corner", "primary", "a corner in the main colour", "no"],
    ];
    table(["id", "shape", "colour", "text", "own"], rows.map(|row| row.map(str::to_owned)))
}

fn ctas(answers: &Settled) -> Rows {
    let mut row = vec!["main".to_owned(), answers.said("call_to_action").to_owned()];
    row.extend(vec![String::new(); answers.other_languages().len()]);
    vec![with_languages(answers, &["id", "text"], &[]), row]
}

fn end_cards(answers: &Settled) -> Rows {
    let row =
        ["closing", answers.phrase("proposition"), "main", "primary", ink_on_primary(answers)];
    table(["id", "text", "cta", "background", "ink"], [row.map(str::to_owned)])
}

fn table<const W: usize, const H: usize>(header: [&str; W], rows: [[String; W]; H]) -> Rows {
    let header = header.map(str::to_owned).to_vec();
    std::iter::once(header).chain(rows.map(Vec::from)).collect()
}

fn with_languages(answers: &Settled, start: &[&str], end: &[&str]) -> Vec<String> {
    let others = answers.other_languages().into_iter().map(|language| format!("text:{language}"));
    let start = start.iter().map(|name| (*name).to_owned());
    start.chain(others).chain(end.iter().map(|name| (*name).to_owned())).collect()
}

fn csv(rows: &Rows) -> Vec<u8> {
    let lines = rows.iter().map(|row| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>());
    lines.map(|cells| cells.join(",") + "\n").collect::<String>().into_bytes()
}

/// Quotes a cell where it must be.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
