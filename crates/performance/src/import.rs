//! Exports in, observations out.

use crate::amount::{self, Mark, MarkReading};
use crate::date::{self, Order};
use crate::matching::{self, Match};
use crate::overlap::{self, Counted};
use crate::platforms::{Blank, Column};
use crate::sheet::{self, NoTable, Sheet};
use crate::text;
use csv::StringRecord;
use model::digest::Fields;
use model::id::{Code, DeliverableId, ObservationId};
use model::insight::RowSource;
use model::performance::{Grain, Observation, PerformanceReading, ResultKind};
use model::unit::{Currency, Date, Money};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Longest period one row may cover, days: more than a year is a lifetime total.
const LONGEST_PERIOD: i32 = 400;

/// Characters of a name that are kept.
const LONGEST_NAME: usize = 500;

/// How many places or names a warning lists.
const LISTED: usize = 3;

/// An export as it was dropped in.
#[derive(Debug, Clone)]
pub struct ExportFile {
    /// Its path, for messages.
    pub path: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// What it is said to be.
    pub kind: ResultKind,
}

/// Reads platform exports as observations and ties them to our files by the code in the ad's
/// name. What cannot be read for certain is left out and said.
pub fn import(files: &[ExportFile], known: &BTreeMap<Code, DeliverableId>) -> PerformanceReading {
    let mut reading = PerformanceReading::default();
    let mut rows = Vec::new();
    for file in files {
        match read_file(file, known) {
            Ok(mut read) => {
                rows.append(&mut read.rows);
                reading.totals_dropped += read.totals;
                reading.warnings.append(&mut read.warnings);
            }
            Err(why) => reading.warnings.push(format!("`{}` {why}", file.path)),
        }
    }
    let (mut observations, warnings) = overlap::once_each(rows);
    observations.sort_by(|a, b| a.id.cmp(&b.id));
    reading.warnings.extend(warnings);
    reading.warnings.extend(unmatched_warning(&observations));
    reading.unmatched = observations.iter().filter(|row| row.deliverable.is_none()).count() as u64;
    reading.observations = observations;
    reading
}

fn unmatched_warning(observations: &[Observation]) -> Option<String> {
    let names: BTreeSet<&str> = observations
        .iter()
        .filter(|row| row.deliverable.is_none())
        .map(|row| row.ad_name.as_str())
        .collect();
    if names.is_empty() {
        return None;
    }
    let first: Vec<String> = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > LISTED { ", …" } else { "" };
    Some(format!(
        "{} ads carry no code of ours and count for no variant: {}{more}; put the code into the ad's name",
        names.len(),
        first.join(", ")
    ))
}

/// What one file gave.
struct FileReading {
    rows: Vec<Counted>,
    totals: u64,
    warnings: Vec<String>,
}

fn read_file(
    file: &ExportFile,
    known: &BTreeMap<Code, DeliverableId>,
) -> Result<FileReading, String> {
    let text = text::decode(&file.bytes)?;
    let sheet = Sheet::find(&text).map_err(|none| match none {
        NoTable::Empty => "holds no results: it has a title and no table".to_owned(),
        NoTable::Unknown => "has no header row within its first 20 rows: it needs an ad name, impressions and clicks, in English".to_owned(),
    })?;
    let (totals, ads): (Vec<_>, Vec<_>) =
        sheet.rows.iter().partition(|(_, row)| sheet::is_total(&sheet, row));
    let frame = Frame::of(&sheet, &ads)?;
    let mut faults = Faults::default();
    let mut rows = Vec::new();
    for (line, row) in &ads {
        match frame.read(file, *line, row, known, &mut faults) {
            Ok(counted) => rows.push(counted),
            Err(fault) => faults.add(fault, *line),
        }
    }
    let mut warnings = faults.tell(&file.path);
    warnings.extend(frame.warnings.iter().map(|warning| format!("`{}`: {warning}", file.path)));
    warnings.extend(sum_warning(&sheet, &totals, &rows, &file.path));
    if let Some(limit) = sheet.cut {
        warnings.push(format!("`{}`: only the first {limit} rows were read", file.path));
    }
    Ok(FileReading { rows, totals: totals.len() as u64, warnings })
}

/// The totals an export brings along are a free check of what was read.
fn sum_warning(
    sheet: &Sheet,
    totals: &[&(u64, StringRecord)],
    rows: &[Counted],
    path: &str,
) -> Option<String> {
    let said: Vec<u64> = totals
        .iter()
        .filter_map(|(_, row)| amount::count(sheet.cell(row, Column::Impressions)))
        .filter(|count| *count > 0)
        .collect();
    let ours: u64 = rows.iter().map(|counted| counted.row.impressions).sum();
    let told = said.first()?;
    (!said.contains(&ours))
        .then(|| format!("`{path}`: its rows add up to {ours} impressions, its total says {told}"))
}

/// Rows that were left out, by reason.
#[derive(Default)]
struct Faults(BTreeMap<&'static str, (u64, Vec<u64>)>);

impl Faults {
    fn add(&mut self, fault: &'static str, line: u64) {
        let (count, lines) = self.0.entry(fault).or_default();
        *count += 1;
        if lines.len() < LISTED {
            lines.push(line);
        }
    }

    fn tell(self, path: &str) -> Vec<String> {
        let tell = |(fault, (count, lines)): (&str, (u64, Vec<u64>))| {
            let places: Vec<String> = lines.iter().map(u64::to_string).collect();
            let more = if count > lines.len() as u64 { ", …" } else { "" };
            format!("`{path}`: {fault}: {count} rows (line {}{more})", places.join(", "))
        };
        self.0.into_iter().map(tell).collect()
    }
}

const NO_DATE: &str = "left out, no date that can be read";
const LONG_PERIOD: &str = "left out, the period is backwards or longer than 400 days";
const NO_IMPRESSIONS: &str = "left out, impressions are no whole number";
const NO_CLICKS: &str = "left out, clicks are no whole number";
const FOREIGN_CODE: &str = "carries a code that is none of ours";
const SEVERAL_CODES: &str = "carries the codes of several of our files";
const NO_AMOUNT: &str = "read without spend, the amount or its currency is missing";

/// What holds for a whole file: how its dates, amounts and periods are to be read.
struct Frame<'a> {
    sheet: &'a Sheet,
    order: Order,
    period: Period,
    mark: Option<Mark>,
    warnings: Vec<String>,
}

/// Where a row's period comes from.
enum Period {
    /// Its own day.
    Day,
    /// Its own first and last day.
    Columns,
    /// The period in the title: the rows have no day, or all carry the first one.
    Title(Date, Date),
}

impl<'a> Frame<'a> {
    fn of(sheet: &'a Sheet, rows: &[&(u64, StringRecord)]) -> Result<Self, String> {
        let span = date::span_of(&sheet.preamble);
        let cells = |column| rows.iter().map(move |(_, row)| sheet.cell(row, column));
        let dates =
            [Column::Day, Column::From, Column::To].into_iter().flat_map(cells).filter(|cell| {
                date::read(cell, Order::DayFirst).or(date::read(cell, Order::MonthFirst)).is_some()
            });
        let order = date::order_of(&dates, span).ok_or(
            "has dates that could be day/month or month/day: export it with dates such as 2026-09-01",
        )?;
        let period = period_of(sheet, span, order, rows)?;
        let (mark, warnings) = mark_of(sheet, rows);
        Ok(Self { sheet, order, period, mark, warnings })
    }

    fn read(
        &self,
        file: &ExportFile,
        line: u64,
        row: &StringRecord,
        known: &BTreeMap<Code, DeliverableId>,
        faults: &mut Faults,
    ) -> Result<Counted, &'static str> {
        let cell = |column| self.sheet.cell(row, column);
        let (from, to) = self.days(row).ok_or(NO_DATE)?;
        if to < from || (to - from).get_days() > LONGEST_PERIOD {
            return Err(LONG_PERIOD);
        }
        let impressions = amount::count(cell(Column::Impressions))
            .filter(|_| !amount::is_null(cell(Column::Impressions)))
            .ok_or(NO_IMPRESSIONS)?;
        let clicks = self.clicks(row).ok_or(NO_CLICKS)?;
        let spend = self.spend(row);
        if spend.is_none() && !amount::is_null(cell(Column::Spend)) {
            faults.add(NO_AMOUNT, line);
        }
        let names = [cell(Column::Code), cell(Column::AdName), cell(Column::Link)];
        let (code, deliverable) = match matching::find(&names, known) {
            Match::Ours(code, deliverable) => (Some(code), Some(deliverable)),
            Match::Foreign(code) => {
                faults.add(FOREIGN_CODE, line);
                (Some(code), None)
            }
            Match::Several => {
                faults.add(SEVERAL_CODES, line);
                (None, None)
            }
            Match::None => (None, None),
        };
        let platform = match cell(Column::Platform) {
            "" => self.sheet.platform.name.to_owned(),
            name => short(&name.to_lowercase()),
        };
        let ad_name = match cell(Column::AdName) {
            "" => short(cell(Column::Code)),
            name => short(name),
        };
        let ad = [&platform, cell(Column::Campaign), cell(Column::AdSet), &ad_name].join("\u{1f}");
        let observation = Observation {
            id: ObservationId::of(&Fields::new("observation").finish()),
            deliverable,
            code,
            source: RowSource { file: file.path.clone(), line },
            platform,
            ad_name,
            placement: short(cell(Column::Placement)),
            from,
            to,
            grain: if from == to { Grain::Day } else { Grain::Period },
            impressions,
            clicks,
            spend,
            conversions: self.conversions(row),
            kind: file.kind,
        };
        Ok(Counted { ad, row: named(observation) })
    }

    fn days(&self, row: &StringRecord) -> Option<(Date, Date)> {
        let day = |column| date::read(self.sheet.cell(row, column), self.order);
        match self.period {
            Period::Day => day(Column::Day).or_else(|| day(Column::From)).map(|day| (day, day)),
            Period::Columns => {
                let from = day(Column::From).or_else(|| day(Column::Day))?;
                Some((from, day(Column::To)?))
            }
            Period::Title(from, to) => Some((from, to)),
        }
    }

    fn clicks(&self, row: &StringRecord) -> Option<u64> {
        let column =
            if self.sheet.has(Column::LinkClicks) { Column::LinkClicks } else { Column::Clicks };
        let cell = self.sheet.cell(row, column);
        if amount::is_null(cell) {
            return (self.sheet.platform.blank_clicks == Blank::Zero).then_some(0);
        }
        amount::count(cell)
    }

    fn spend(&self, row: &StringRecord) -> Option<Money> {
        let written = Currency::parse(&self.sheet.cell(row, Column::Currency).to_uppercase());
        let currency = self.sheet.header_currency.clone().or(written)?;
        let cell = self.sheet.cell(row, Column::Spend);
        if amount::is_null(cell) {
            return None;
        }
        amount::money(cell, self.mark?, &currency)
    }

    fn conversions(&self, row: &StringRecord) -> Option<f64> {
        let cell = self.sheet.cell(row, Column::Conversions);
        if amount::is_null(cell) {
            return None;
        }
        amount::plain(cell, self.mark?)?.parse().ok()
    }
}

/// Names an observation after everything in it.
fn named(mut observation: Observation) -> Observation {
    let id = ObservationId::of(&Fields::new("observation").json("row", &observation).finish());
    observation.id = id;
    observation
}

fn short(name: &str) -> String {
    name.chars().take(LONGEST_NAME).collect()
}

/// A row over several days is never daily: an export that says it covers a week and dates every
/// row on its first day has one row per ad for the whole week.
fn period_of(
    sheet: &Sheet,
    span: Option<(Date, Date)>,
    order: Order,
    rows: &[&(u64, StringRecord)],
) -> Result<Period, String> {
    let titled = span.map(|(from, to)| Period::Title(from, to));
    if sheet.has(Column::To) && (sheet.has(Column::From) || sheet.has(Column::Day)) {
        let own_day = sheet.has(Column::Day) && sheet.has(Column::From);
        return Ok(if own_day { Period::Day } else { Period::Columns });
    }
    if !sheet.has(Column::Day) && !sheet.has(Column::From) {
        return titled
            .ok_or_else(|| "says nowhere which days it covers: export it by day".to_owned());
    }
    let column = if sheet.has(Column::Day) { Column::Day } else { Column::From };
    let on_first_day = |first: Date| {
        rows.iter().all(|(_, row)| date::read(sheet.cell(row, column), order) == Some(first))
    };
    Ok(match span {
        Some((from, to)) if from < to && on_first_day(from) => Period::Title(from, to),
        _ => Period::Day,
    })
}

/// Decides the decimal mark by the amounts, then by the conversions.
fn mark_of(sheet: &Sheet, rows: &[&(u64, StringRecord)]) -> (Option<Mark>, Vec<String>) {
    let of = |column| amount::mark_of(rows.iter().map(|(_, row)| sheet.cell(row, column)));
    let spend = of(Column::Spend);
    let reading = match spend {
        MarkReading::NoneUsed | MarkReading::Open => match of(Column::Conversions) {
            MarkReading::NoneUsed => spend,
            other => other,
        },
        decided => decided,
    };
    let refuse = |why: &str| (None, vec![format!("{why}: read without spend")]);
    match reading {
        MarkReading::NoneUsed => (Some(Mark::Point), Vec::new()),
        MarkReading::Settled(mark) => (Some(mark), Vec::new()),
        MarkReading::Open => refuse("its amounts could have a decimal mark or thousands (1.234)"),
        MarkReading::Torn => refuse("some amounts have a decimal point and some a decimal comma"),
    }
}

#[cfg(test)]
mod tests;
