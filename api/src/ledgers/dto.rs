//! Ledgers, as they travel.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    kernel::{Failure, Page, Result},
    ledgers::{
        Column, Entry, Kind,
        define::{Decision, Ledger},
        definition::Meaning,
        export, history, query,
        service::Told,
    },
    people::{ledger::Cell, words::word},
};
use poem_openapi::Object;
use uuid::Uuid;

/// A column of a ledger.
#[derive(Object)]
#[oai(skip_serializing_if_is_none, deny_unknown_fields)]
pub struct LedgerColumn {
    /// What its values are kept by; of a new column it may be left out.
    #[oai(validator(max_length = 40))]
    code: Option<String>,
    #[oai(validator(min_length = 1, max_length = 40))]
    title: String,
    /// `text`, `number`, `money`, `date`, `yes_no`, `choice`, `phone`, `id_number`, `person`, `dwelling`, `building` or `grid`.
    #[oai(validator(max_length = 20))]
    kind: String,
    required: Option<bool>,
    /// Whether no two rows that hold may have the same value.
    unique: Option<bool>,
    /// Whether its values are kept sealed and shown masked.
    sensitive: Option<bool>,
    /// What may be chosen.
    #[oai(validator(max_items = 60))]
    choices: Option<Vec<String>>,
    /// The least value, or the fewest signs of a text.
    least: Option<f64>,
    /// The greatest value, or the most signs of a text.
    most: Option<f64>,
    /// `title` or `valid_until`.
    #[oai(validator(max_length = 20))]
    meaning: Option<String>,
    /// It is not asked for any more.
    retired: Option<bool>,
}

impl From<&Column> for LedgerColumn {
    fn from(column: &Column) -> Self {
        Self {
            code: Some(column.code.clone()),
            title: column.title.clone(),
            kind: column.kind.word().to_owned(),
            required: Some(column.required),
            unique: Some(column.unique),
            sensitive: Some(column.sensitive),
            choices: Some(column.choices.clone()),
            least: column.least,
            most: column.most,
            meaning: column.meaning.map(|meaning| meaning.word().to_owned()),
            retired: Some(column.retired),
        }
    }
}

impl LedgerColumn {
    fn read(self, at: usize) -> Result<Column> {
        let unknown = |field: &str| Failure::invalid_field(format!("columns.{at}.{field}"), "kernel.word_unknown");
        let meaning = self.meaning.filter(|word| !word.is_empty());
        Ok(Column {
            code: self.code.unwrap_or_default(),
            title: self.title,
            kind: Kind::named(&self.kind).ok_or_else(|| unknown("kind"))?,
            required: self.required.unwrap_or_default(),
            unique: self.unique.unwrap_or_default(),
            sensitive: self.sensitive.unwrap_or_default(),
            choices: self.choices.unwrap_or_default(),
            least: self.least,
            most: self.most,
            meaning: meaning.map(|word| Meaning::named(&word).ok_or_else(|| unknown("meaning"))).transpose()?,
            retired: self.retired.unwrap_or_default(),
        })
    }
}

/// What is decided about a ledger.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct LedgerDecision {
    #[oai(validator(min_length = 1, max_length = 40))]
    name: String,
    /// So many days before the end of a validity, its people are reminded.
    notice_days: i64,
    /// So many days lie between two inspections; left out for no inspections.
    inspection_days: Option<i64>,
    #[oai(validator(max_items = 60))]
    columns: Vec<LedgerColumn>,
    /// The version that was looked at, where a ledger is changed.
    pub version: Option<i64>,
}

impl LedgerDecision {
    /// The decision, if all its words are known.
    pub fn read(self) -> Result<Decision> {
        let columns = self.columns.into_iter().enumerate().map(|(at, column)| column.read(at));
        Ok(Decision {
            name: self.name,
            notice_days: self.notice_days,
            inspection_days: self.inspection_days,
            columns: columns.collect::<Result<_>>()?,
        })
    }
}

/// How many rows of a ledger are in which state.
#[derive(Object)]
pub struct LedgerCounts {
    holding: i64,
    expiring: i64,
    expired: i64,
    /// Their inspection is overdue.
    overdue: i64,
    /// Something found is not put right.
    with_findings: i64,
}

/// A ledger (台账).
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct LedgerBook {
    id: Uuid,
    /// A word of the shipped ones, such as `floating`; of the community's own it begins with `own-`.
    code: String,
    name: String,
    version: i64,
    notice_days: i64,
    inspection_days: Option<i64>,
    columns: Vec<LedgerColumn>,
    counts: Option<LedgerCounts>,
}

impl LedgerBook {
    /// A ledger, with the counts of its rows if they are known.
    pub fn new(ledger: &Ledger, counts: Option<query::Counts>) -> Self {
        let row = &ledger.row;
        Self {
            id: row.id,
            code: row.code.clone(),
            name: row.name.clone(),
            version: row.version,
            notice_days: row.notice_days,
            inspection_days: row.inspection_days,
            columns: ledger.definition.columns.iter().map(LedgerColumn::from).collect(),
            counts: counts.map(|counts| LedgerCounts {
                holding: counts.holding,
                expiring: counts.expiring,
                expired: counts.expired,
                overdue: counts.overdue,
                with_findings: counts.with_findings,
            }),
        }
    }
}

/// Ledgers, in the order in which they were made.
#[derive(Object)]
pub struct LedgerBookPage {
    pub items: Vec<LedgerBook>,
    pub next: Option<String>,
}

/// A row of a ledger. Sensitive values are masked.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct LedgerRow {
    id: Uuid,
    title: String,
    /// How often it was changed, from 1: a change says which one it was made on.
    revision: i64,
    /// What is shown of its values, by the columns' codes.
    values: HashMap<String, String>,
    /// Which rows its values name, by the columns' codes.
    references: HashMap<String, Uuid>,
    /// `holding`, `expiring`, `expired` or `ended`.
    state: String,
    valid_until: Option<NaiveDate>,
    inspected_on: Option<NaiveDate>,
    inspect_by: Option<NaiveDate>,
    inspection_overdue: bool,
    open_findings: i64,
    ended_on: Option<NaiveDate>,
    ended_reason: Option<String>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl LedgerRow {
    /// A row as it stands on a day.
    pub fn new(ledger: &Ledger, entry: &Entry, today: NaiveDate) -> Self {
        let columns = &ledger.definition.columns;
        let row = &entry.row;
        Self {
            id: row.id,
            title: row.title.clone(),
            revision: row.revision,
            values: columns.iter().filter_map(|column| Some((column.code.clone(), entry.shown(column)?))).collect(),
            references: columns.iter().filter_map(|column| Some((column.code.clone(), entry.reference(column)?))).collect(),
            state: export::state(ledger, entry, today).to_owned(),
            valid_until: row.valid_until,
            inspected_on: row.inspected_on,
            inspect_by: row.inspect_by,
            inspection_overdue: row.ended_on.is_none() && row.inspect_by.is_some_and(|by| by < today),
            open_findings: row.open_findings,
            ended_on: row.ended_on,
            ended_reason: row.ended_reason.clone(),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// Rows of a ledger.
#[derive(Object)]
pub struct LedgerRowPage {
    items: Vec<LedgerRow>,
    next: Option<String>,
}

impl LedgerRowPage {
    /// A page of rows as they stand on a day.
    pub fn new(ledger: &Ledger, page: Page<Entry>, today: NaiveDate) -> Self {
        let page = page.map(|entry| LedgerRow::new(ledger, &entry, today));
        Self { items: page.items, next: page.next }
    }
}

/// A row to be added: texts by the columns' codes, written as people write them.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewLedgerRow {
    values: HashMap<String, String>,
}

impl NewLedgerRow {
    /// What is told.
    pub fn told(self) -> Told {
        told(self.values)
    }
}

/// What is to be different about a row. What is left out stays; an empty text takes away what was there.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct LedgerRowChange {
    /// The revision that was looked at.
    pub revision: i64,
    values: HashMap<String, String>,
}

impl LedgerRowChange {
    /// What is told.
    pub fn told(self) -> Told {
        told(self.values)
    }
}

fn told(values: HashMap<String, String>) -> Told {
    values.into_iter().map(|(code, text)| (code, Cell::text(&text))).collect()
}

/// Why and since when a row does not hold any more.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct LedgerRowEnd {
    #[oai(validator(max_length = 200))]
    pub reason: String,
    /// Today unless told.
    pub on_day: Option<NaiveDate>,
}

/// A value before and after.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct LedgerCellChange {
    /// The column's code.
    column: String,
    /// Its header.
    title: String,
    before: Option<String>,
    after: Option<String>,
}

/// Something that happened to a row.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct LedgerRowEvent {
    id: Uuid,
    /// `added`, `changed`, `ended`, `reopened`, `inspected` or `rectified`.
    kind: String,
    cells: Vec<LedgerCellChange>,
    note: Option<String>,
    /// Who did it; left out for the system.
    by: Option<String>,
    at: DateTime<Utc>,
}

/// What happened to a row, the latest first.
#[derive(Object)]
pub struct LedgerRowEventPage {
    items: Vec<LedgerRowEvent>,
    next: Option<String>,
}

impl LedgerRowEventPage {
    /// A page of a row's history.
    pub fn new(ledger: &Ledger, page: Page<history::Change>) -> Self {
        let title = |code: &str| ledger.definition.column(code).map_or_else(|| code.to_owned(), |column| column.title.clone());
        let cell = |cell: history::Cell| LedgerCellChange {
            title: title(&cell.column),
            column: cell.column,
            before: cell.before,
            after: cell.after,
        };
        let page = page.map(|change| LedgerRowEvent {
            id: change.id,
            kind: word(change.kind),
            cells: change.cells.into_iter().map(cell).collect(),
            note: Some(change.note).filter(|note| !note.is_empty()),
            by: change.by,
            at: change.at,
        });
        Self { items: page.items, next: page.next }
    }
}
