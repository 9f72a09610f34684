//! What each event changes in the tables.

use jiff::Timestamp;
use model::asset::{Asset, AssetOrigin, PurposeState};
use model::decision::Judgement;
use model::event::Event;
use model::step::StepRecord;
use model::thread::{Link, Node, NodeId};
use rusqlite::{Connection, params};

/// Folds one event into the tables. Tables are named without their database, so that a connection
/// can fold into others of the same names.
pub(crate) fn fold(
    db: &Connection,
    seq: u64,
    at: Timestamp,
    event: &Event,
) -> rusqlite::Result<()> {
    let fold = Fold { db, seq: seq.cast_signed() };
    match event {
        Event::Begun { .. } | Event::Delivered(_) => Ok(()),
        Event::StepFinished(step) => fold.step(step),
        Event::Adopted(asset) => fold.asset(asset),
        Event::Judged(judgement) => fold.judgement(judgement),
        Event::Asked { checkpoint, campaign, round, .. } => fold.run(
            "INSERT INTO checkpoint VALUES (?1, ?2, ?3, ?4, ?5, NULL)",
            params![fold.seq, checkpoint.as_str(), campaign.as_str(), round, at.as_millisecond()],
        ),
        Event::Answered { checkpoint } => fold.run(
            "UPDATE checkpoint SET answered_at = ?2 WHERE id = ?1 AND answered_at IS NULL",
            params![checkpoint.as_str(), at.as_millisecond()],
        ),
        Event::Discarded { steps, .. } => steps.iter().try_for_each(|key| {
            fold.run("DELETE FROM step WHERE key = ?1", params![key.0.as_bytes()])
        }),
        Event::Erased { of, .. } => fold.erased(of.cast_signed()),
    }
}

struct Fold<'a> {
    db: &'a Connection,
    seq: i64,
}

impl Fold<'_> {
    fn run(&self, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<()> {
        self.db.prepare_cached(sql)?.execute(values).map(|_| ())
    }

    fn step(&self, step: &StepRecord) -> rusqlite::Result<()> {
        self.run(
            "INSERT INTO step VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE
             SET kind = excluded.kind, subject = excluded.subject, seq = excluded.seq",
            params![step.key.0.as_bytes(), step.spec.kind, step.spec.subject, self.seq],
        )?;
        step.outputs.iter().try_for_each(|output| {
            // Two outputs may have the same bytes.
            self.run(
                "INSERT OR IGNORE INTO output VALUES (?1, ?2)",
                params![self.seq, output.digest.as_bytes()],
            )
        })?;
        let cost = step.cost.as_ref();
        self.run(
            "INSERT INTO spend VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                self.seq,
                step.spec.kind,
                step.millis.cast_signed(),
                cost.map(|money| money.minor),
                cost.map(|money| money.currency.as_str()),
            ],
        )?;
        step.nodes.iter().try_for_each(|node| self.node(node))?;
        step.links.iter().try_for_each(|link| self.link(link))
    }

    /// What existed before has no concept behind it, so it comes onto the thread by itself.
    fn asset(&self, asset: &Asset) -> rusqlite::Result<()> {
        let id = asset.id.clone();
        self.run(
            "INSERT INTO asset VALUES (?1, ?2) ON CONFLICT DO UPDATE SET seq = excluded.seq",
            params![id.as_str(), self.seq],
        )?;
        let label = match &asset.origin {
            AssetOrigin::Adopted { path, .. } => path.clone(),
            AssetOrigin::Concept { id } => id.to_string(),
        };
        self.node(&Node { id: NodeId::Asset(id.clone()), label })?;
        if let AssetOrigin::Concept { id: concept } = &asset.origin {
            self.link(&Link::AssetRealisesConcept { asset: id.clone(), concept: concept.clone() })?;
        }
        if let PurposeState::Stated { id: purpose } = &asset.purpose {
            self.link(&Link::AssetServesPurpose { asset: id, purpose: purpose.clone() })?;
        }
        Ok(())
    }

    fn node(&self, node: &Node) -> rusqlite::Result<()> {
        self.run(
            "INSERT INTO node VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE
             SET label = excluded.label, seq = excluded.seq",
            params![node.id.to_string(), node.id.kind(), node.label, self.seq],
        )
    }

    fn link(&self, link: &Link) -> rusqlite::Result<()> {
        let (from, word, to) = link.ends();
        self.run(
            "INSERT INTO link VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET seq = excluded.seq",
            params![from.to_string(), word, to.to_string(), self.seq],
        )
    }

    fn judgement(&self, judgement: &Judgement) -> rusqlite::Result<()> {
        let Judgement { round, subject, answer, .. } = judgement;
        self.run(
            "INSERT INTO judgement VALUES (?1, ?2, ?3, ?4)",
            params![self.seq, round, subject.to_string(), answer.to_string()],
        )
    }

    /// Leaves the tables as if the erased event had never been folded, which is how they look when
    /// they are rebuilt without its payload.
    fn erased(&self, of: i64) -> rusqlite::Result<()> {
        self.run("INSERT OR IGNORE INTO erased VALUES (?1, ?2)", params![of, self.seq])?;
        self.run("DELETE FROM judgement WHERE seq = ?1", [of])?;
        self.run("DELETE FROM checkpoint WHERE seq = ?1", [of])
    }
}
