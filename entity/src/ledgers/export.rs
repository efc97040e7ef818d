//! Ledgers going out as XLSX, and the empty form to fill in.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{
    define::Ledger,
    definition::{Column, Kind},
    entry::Entry,
    layouts::{self, Slot},
    ledger_entry,
    query::{self, Filter},
    rules::{self, Standing},
    sight,
};
use crate::{
    calendar::local,
    kernel::{Failure, Language, Result, Tx},
    people::{
        self, Reach,
        ledger::{self, Heading},
        unmask::stated,
    },
    tenancy::community,
};

/// So many rows go out at most.
const MOST: u64 = 100_000;

/// What a workbook is made of.
pub struct Export {
    sheet: String,
    columns: Vec<ledger::Column>,
    rows: Vec<Vec<String>>,
}

/// How a ledger is to go out.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// Which rows.
    pub filter: Filter,
    /// The layout; none for the ledger's own columns.
    pub layout: Option<Uuid>,
    /// Why sensitive values are to be in the open; masked without a reason.
    pub reason: Option<String>,
}

/// The rows within reach that are asked for, laid out as is asked for. It is noted in the audit book.
pub async fn export(tx: &Tx, reach: Reach, ledger: &Ledger, order: &Order, language: Language) -> Result<Export> {
    let reason = order.reason.as_deref().map(stated).transpose()?;
    let layout = match order.layout {
        Some(layout) => Some(layouts::read(tx, ledger, layout).await?),
        None => None,
    };
    let slots = layouts::slots(ledger, layout)?;
    let rows = sight::entries(tx, reach).filter(ledger_entry::Column::LedgerId.eq(ledger.row.id));
    let rows = query::narrowed(tx, ledger, rows, &order.filter).await?.order_by_asc(ledger_entry::Column::Id).limit(MOST);
    let entries = query::opened(tx, ledger, rows.all(tx.conn()).await?).await?;
    let zone = local::zone(&tx.get::<community::Entity>(tx.community()).await?.zone);
    let sheet = Sheet { ledger, language, open: reason.is_some(), zone, today: local::day_of(zone, tx.now()) };
    let detail = json!({ "rows": entries.len(), "open": reason.is_some(), "reason": reason });
    tx.audit("ledgers.export", "ledger", ledger.row.id, detail).await?;
    Ok(Export {
        sheet: ledger::sheet_name(&ledger.row.name),
        columns: slots.iter().map(|slot| sheet.heading(slot)).collect(),
        rows: entries.iter().enumerate().map(|(at, entry)| slots.iter().map(|slot| sheet.cell(at, entry, slot)).collect()).collect(),
    })
}

/// Everything that a cell depends on.
struct Sheet<'a> {
    ledger: &'a Ledger,
    language: Language,
    open: bool,
    zone: chrono_tz::Tz,
    today: NaiveDate,
}

impl Sheet<'_> {
    fn heading(&self, slot: &Slot) -> ledger::Column {
        let column = self.ledger.definition.column(&slot.column);
        let own = || match (column, slot.column.strip_prefix('#')) {
            (Some(column), _) => column.title.clone(),
            (None, Some(extra)) => self.language.text(&format!("ledgers.extra_{extra}"), &[]),
            (None, None) => slot.column.clone(),
        };
        ledger::Column { header: slot.title.clone().unwrap_or_else(own), width: column.map_or(12.0, width) }
    }

    fn cell(&self, at: usize, entry: &Entry, slot: &Slot) -> String {
        let row = &entry.row;
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        match slot.column.as_str() {
            "#number" => (at + 1).to_string(),
            "#state" => self.language.text(&format!("ledgers.state_{}", state(self.ledger, entry, self.today)), &[]),
            "#added_on" => local::day_of(self.zone, row.created_at).to_string(),
            "#inspected_on" => day(row.inspected_on),
            "#inspect_by" => day(row.inspect_by),
            "#ended_on" => day(row.ended_on),
            "#ended_reason" => row.ended_reason.clone().unwrap_or_default(),
            code => self.ledger.definition.column(code).map(|column| self.value(entry, column)).unwrap_or_default(),
        }
    }

    fn value(&self, entry: &Entry, column: &Column) -> String {
        let value = if self.open { entry.told(column) } else { entry.shown(column) };
        match (column.kind, value.as_deref()) {
            (Kind::YesNo, Some("true")) => self.language.text("ledgers.yes", &[]),
            (Kind::YesNo, Some(_)) => self.language.text("ledgers.no", &[]),
            _ => value.unwrap_or_default(),
        }
    }
}

/// How a row stands: `ended`, `expired`, `expiring` or `holding`.
pub fn state(ledger: &Ledger, entry: &Entry, today: NaiveDate) -> &'static str {
    let standing = entry.row.valid_until.map(|until| rules::standing(until, today, ledger.row.notice_days));
    match (entry.row.ended_on, standing) {
        (Some(_), _) => "ended",
        (None, Some(Standing::Over)) => "expired",
        (None, Some(Standing::Near)) => "expiring",
        (None, _) => "holding",
    }
}

fn width(column: &Column) -> f64 {
    match column.kind {
        Kind::IdNumber | Kind::Dwelling => 22.0,
        Kind::Phone | Kind::Text => 16.0,
        _ => 12.0,
    }
}

impl Export {
    /// The ledger as XLSX.
    pub async fn workbook(self) -> Result<Vec<u8>> {
        let make = move || ledger::export(&self.sheet, &self.columns, self.rows.into_iter());
        tokio::task::spawn_blocking(make).await.map_err(Failure::internal)?.map_err(Failure::internal)
    }
}

/// The empty form of a ledger, with drop-downs.
pub fn template(ledger: &Ledger, language: Language) -> Result<Vec<u8>> {
    let note = |column: &Column| match (column.kind, column.required) {
        (Kind::IdNumber, _) => Some(language.text("people.field_id_number_note", &[])),
        (Kind::Dwelling, _) => Some(language.text("people.field_address_note", &[])),
        (_, true) => Some(language.text("ledgers.required_note", &[])),
        _ => None,
    };
    let heading = |column: &Column| Heading {
        header: column.title.clone(),
        width: width(column),
        note: note(column),
        choices: match column.kind {
            Kind::YesNo => vec![language.text("ledgers.yes", &[]), language.text("ledgers.no", &[])],
            _ => column.choices.clone(),
        },
        several: false,
    };
    let headings: Vec<Heading> = ledger.definition.asked().map(heading).collect();
    people::ledger::fill_in_form(&ledger::sheet_name(&ledger.row.name), &headings).map_err(Failure::internal)
}
