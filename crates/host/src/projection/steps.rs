//! Questions about steps: is it made, what was it before, what did it take.

use crate::blobs::Blobs;
use crate::error::HostError;
use crate::ledger::{Ledger, Stream};
use flow::forecast::Past;
use model::asset::Asset;
use model::digest::Digest;
use model::event::Event;
use model::step::{StepKey, StepRecord};
use model::unit::{Currency, Money};
use rusqlite::{OptionalExtension, Params, params};
use std::collections::BTreeMap;

/// Steps read at a time.
const PAGE: i64 = 64;

/// The machine's work on one kind of step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worked {
    /// The kind: `build-still`.
    pub kind: String,
    /// How many were finished, made again included.
    pub steps: u64,
    /// How long they took together, milliseconds.
    pub millis: u64,
}

/// Money paid for one kind of step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spent {
    /// The kind of step.
    pub kind: String,
    /// The sum in one currency.
    pub money: Money,
}

impl Ledger {
    /// Returns the finished step with this key.
    pub fn step(&self, key: &StepKey) -> Result<Option<StepRecord>, HostError> {
        self.one_step(
            "SELECT seq, json FROM step JOIN payload USING (seq) WHERE key = ?1",
            [key.0.as_bytes()],
        )
    }

    /// Returns whether a step is finished.
    pub fn has_step(&self, key: &StepKey) -> Result<bool, HostError> {
        let found = self
            .db
            .prepare_cached("SELECT 1 FROM step WHERE key = ?1")
            .and_then(|mut select| select.exists([key.0.as_bytes()]));
        found.map_err(|e| self.failed("read", e))
    }

    /// Returns for each key whether its step is finished, all at the same moment.
    pub fn steps_known(&self, keys: &[StepKey]) -> Result<Vec<bool>, HostError> {
        let moment = self.db.unchecked_transaction().map_err(|e| self.failed("read", e))?;
        let known = keys.iter().map(|key| self.has_step(key)).collect();
        drop(moment);
        known
    }

    /// Returns for each key whether its step is finished and every blob it made is still there: a
    /// blob that somebody removed is made again like one that never was.
    pub fn steps_whole(&self, keys: &[StepKey], blobs: &Blobs) -> Result<Vec<bool>, HostError> {
        let moment = self.db.unchecked_transaction().map_err(|e| self.failed("read", e))?;
        let whole = keys.iter().map(|key| Ok(self.has_step(key)? && self.has_blobs(key, blobs)?));
        let whole = whole.collect();
        drop(moment);
        whole
    }

    /// Returns the step that was finished last for a subject, to say what has changed since.
    pub fn last_step_of(&self, subject: &str) -> Result<Option<StepRecord>, HostError> {
        self.one_step(
            "SELECT seq, json FROM step JOIN payload USING (seq)
             WHERE subject = ?1 ORDER BY seq DESC LIMIT 1",
            [subject],
        )
    }

    /// Returns the finished steps of a kind, oldest first, a few in memory at a time.
    pub fn steps_of_kind<'a>(&'a self, kind: &'a str) -> Stream<'a, StepRecord> {
        Stream::new(0, move |after| {
            let page = self.payloads(
                "SELECT seq, json FROM step JOIN payload USING (seq)
                 WHERE kind = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
                params![kind, after.cast_signed(), PAGE],
            )?;
            page.into_iter().map(|(seq, event)| Ok((seq, self.as_step(seq, event)?))).collect()
        })
    }

    /// Returns what existed before and was registered, oldest first.
    pub fn adopted(&self) -> Result<Vec<Asset>, HostError> {
        let sql = "SELECT seq, json FROM asset JOIN payload USING (seq) ORDER BY seq";
        let adopted = self.payloads(sql, [])?;
        adopted
            .into_iter()
            .map(|(seq, event)| match event {
                Event::Adopted(asset) => Ok(*asset),
                other => Err(self.unexpected(seq, &other)),
            })
            .collect()
    }

    /// Returns the machine's work by kind of step, in the order of their names.
    pub fn worked(&self) -> Result<Vec<Worked>, HostError> {
        self.rows(
            "SELECT kind, count(*), sum(millis) FROM spend GROUP BY kind ORDER BY kind",
            [],
            |row| {
                Ok(Worked {
                    kind: row.get(0)?,
                    steps: row.get::<_, i64>(1)?.cast_unsigned(),
                    millis: row.get::<_, i64>(2)?.cast_unsigned(),
                })
            },
        )
    }

    /// Returns what steps took so far, by kind.
    pub fn past(&self) -> Result<BTreeMap<String, Past>, HostError> {
        let mut past: BTreeMap<String, Past> = BTreeMap::new();
        for worked in self.worked()? {
            let Worked { kind, steps, millis } = worked;
            past.insert(kind, Past { steps, millis, paid: Vec::new() });
        }
        for spent in self.spent()? {
            past.entry(spent.kind).or_default().paid.push(spent.money);
        }
        Ok(past)
    }

    /// Returns the money that was paid, by kind of step and currency.
    pub fn spent(&self) -> Result<Vec<Spent>, HostError> {
        let sums = self.rows(
            "SELECT kind, sum(minor), currency FROM spend WHERE currency IS NOT NULL
             GROUP BY kind, currency ORDER BY kind, currency",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)),
        )?;
        Ok(sums
            .into_iter()
            .filter_map(|(kind, minor, currency)| {
                // Only currencies that were parsed once are ever written.
                let currency = Currency::parse(&currency)?;
                Some(Spent { kind, money: Money { minor, currency } })
            })
            .collect())
    }

    fn has_blobs(&self, key: &StepKey, blobs: &Blobs) -> Result<bool, HostError> {
        let outputs = self.rows(
            "SELECT digest FROM output JOIN step USING (seq) WHERE key = ?1",
            [key.0.as_bytes()],
            |row| row.get::<_, [u8; 32]>(0).map(Digest::from_bytes),
        )?;
        Ok(outputs.iter().all(|digest| blobs.has(digest)))
    }

    fn one_step(&self, sql: &str, values: impl Params) -> Result<Option<StepRecord>, HostError> {
        let found = self.payloads(sql, values)?.into_iter().next();
        found.map(|(seq, event)| self.as_step(seq, event)).transpose()
    }

    fn as_step(&self, seq: u64, event: Event) -> Result<StepRecord, HostError> {
        match event {
            Event::StepFinished(step) => Ok(*step),
            other => Err(self.unexpected(seq, &other)),
        }
    }

    /// Runs a query that returns sequence numbers and payloads.
    pub(super) fn payloads(
        &self,
        sql: &str,
        values: impl Params,
    ) -> Result<Vec<(u64, Event)>, HostError> {
        let rows = self.rows(sql, values, |row| {
            Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get::<_, String>(1)?))
        })?;
        rows.into_iter()
            .map(|(seq, json)| {
                let event = serde_json::from_str(&json).map_err(|e| HostError::Payload {
                    seq,
                    path: self.path.clone(),
                    source: e.into(),
                })?;
                Ok((seq, event))
            })
            .collect()
    }

    /// Runs a query and reads every row.
    pub(super) fn rows<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, HostError> {
        self.db
            .prepare_cached(sql)
            .and_then(|mut select| select.query_map(values, read)?.collect())
            .map_err(|e| self.failed("read", e))
    }

    /// Runs a query for at most one row.
    pub(super) fn row<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, HostError> {
        self.db
            .prepare_cached(sql)
            .and_then(|mut select| select.query_row(values, read).optional())
            .map_err(|e| self.failed("read", e))
    }

    /// A table that points at an event of another kind.
    pub(super) fn unexpected(&self, seq: u64, event: &Event) -> HostError {
        let source = format!("a table takes it for another kind than `{}`", event.kind()).into();
        HostError::Payload { seq, path: self.path.clone(), source }
    }
}
