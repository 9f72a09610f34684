//! Questions about people's words: what was asked, and what they said.

use crate::error::HostError;
use crate::ledger::{Entry, Ledger, Stream};
use jiff::Timestamp;
use model::decision::Judgement;
use model::event::Event;
use model::id::{CampaignId, CheckpointId};
use model::person::PersonName;
use model::thread::NodeId;
use rusqlite::params;

/// Judgements read at a time.
const PAGE: i64 = 256;

/// A question that was put to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Its id.
    pub id: CheckpointId,
    /// The campaign.
    pub campaign: CampaignId,
    /// The round.
    pub round: u32,
    /// The question, in words.
    pub question: String,
    /// Who is asked.
    pub of: Vec<PersonName>,
    /// When it was put; asked again under the same id, when it was last put.
    pub asked_at: Timestamp,
    /// When it had all the answers it needs.
    pub answered_at: Option<Timestamp>,
}

impl Ledger {
    /// Returns what people said, oldest first, each with the event that keeps it. What was erased
    /// is not among it.
    pub fn judgements(&self) -> Stream<'_, (u64, Judgement)> {
        Stream::new(0, move |after| {
            let page = self.payloads(
                "SELECT seq, json FROM judgement JOIN personal USING (seq)
                 WHERE seq > ?1 ORDER BY seq LIMIT ?2",
                params![after.cast_signed(), PAGE],
            )?;
            page.into_iter()
                .map(|(seq, event)| Ok((seq, (seq, self.as_judgement(seq, event)?))))
                .collect()
        })
    }

    /// Returns what people said of one thing, oldest first.
    pub fn judgements_of(&self, subject: &NodeId) -> Result<Vec<(u64, Judgement)>, HostError> {
        let found = self.payloads(
            "SELECT seq, json FROM judgement JOIN personal USING (seq)
             WHERE subject = ?1 ORDER BY seq",
            [subject.to_string()],
        )?;
        found.into_iter().map(|(seq, event)| Ok((seq, self.as_judgement(seq, event)?))).collect()
    }

    /// Returns the questions that were put to people, in the order in which they were last put.
    pub fn checkpoints(&self) -> Result<Vec<Checkpoint>, HostError> {
        let rows = self.rows(
            "SELECT seq, json, asked_at, answered_at FROM checkpoint JOIN personal USING (seq)
             WHERE seq IN (SELECT max(seq) FROM checkpoint GROUP BY id) ORDER BY seq",
            [],
            |row| {
                let seq = row.get::<_, i64>(0)?.cast_unsigned();
                let times = (row.get::<_, i64>(2)?, row.get::<_, Option<i64>>(3)?);
                Ok((seq, row.get::<_, String>(1)?, times))
            },
        )?;
        rows.into_iter()
            .map(|(seq, json, (asked, answered))| {
                let event = serde_json::from_str(&json).map_err(|e| HostError::Payload {
                    seq,
                    path: self.path.clone(),
                    source: e.into(),
                })?;
                let asked_at = Entry::time(asked);
                let answered_at = answered.map(Entry::time);
                match event {
                    Event::Asked { checkpoint, campaign, round, question, of } => {
                        let id = checkpoint;
                        Ok(Checkpoint { id, campaign, round, question, of, asked_at, answered_at })
                    }
                    other => Err(self.unexpected(seq, &other)),
                }
            })
            .collect()
    }

    fn as_judgement(&self, seq: u64, event: Event) -> Result<Judgement, HostError> {
        match event {
            Event::Judged(judgement) => Ok(*judgement),
            other => Err(self.unexpected(seq, &other)),
        }
    }
}
