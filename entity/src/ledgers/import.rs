//! Taking the rows of a spreadsheet in: sent, previewed, confirmed, then taken by the worker; see [`people::import`](crate::people::import).

use std::{collections::BTreeMap, ops::Range};

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    define::{self, Ledger},
    definition::{Definition, Kind},
    entry::{self, Entry},
    error::LedgerError,
    figures,
    job::ImportRows,
    ledger_entry, ledger_intake, ledger_key,
    service::{self, Told},
};
use crate::{
    kernel::{Db, Failure, Result, Scope, Tx},
    people::{
        Reach,
        error::PeopleError,
        import::{self, FieldName, Preview, Rows, Run, Tally, intake, intake::Opened},
        ledger::{self, Cell, Fault, Limits, Mapping, Row, Unreadable, Vocabulary, bare, is_footer, is_nothing, letters},
        ledger_fault,
        ledger_import::{self, State},
        mask, query,
    },
};

/// The columns of a ledger, as headers name them.
struct Titles(Definition);

impl Vocabulary for Titles {
    type Field = String;

    fn of_header(&self, header: &str) -> Option<(String, f64)> {
        let header = bare(header);
        if header.is_empty() {
            return None;
        }
        let named = self.0.asked().map(|column| (column, bare(&column.title)));
        let certain = |title: &str| -> Option<f64> {
            match title {
                title if title == header => Some(1.0),
                title
                    if title.chars().count() >= 2 && (header.contains(title) || title.contains(&header)) && header.chars().count() >= 2 =>
                {
                    Some(0.6)
                }
                _ => None,
            }
        };
        let found = named.filter_map(|(column, title)| Some((column.code.clone(), certain(&title)?)));
        found.max_by(|(_, one), (_, other)| one.total_cmp(other))
    }
}

/// Which ledger an import belongs to; none for one of residents.
pub async fn ledger_of(tx: &Tx, import: Uuid) -> Result<Option<Uuid>> {
    Ok(tx.try_get::<ledger_intake::Entity>(import).await?.map(|intake| intake.ledger_id))
}

/// Reads a file for a ledger and keeps it, sealed, until its columns are confirmed.
pub async fn upload(db: &Db, scope: &Scope, ledger: Uuid, name: &str, bytes: Vec<u8>) -> Result<ledger_import::Model> {
    let ledger = define::read(&db.read(scope).await?, ledger).await?;
    let opened = match Opened::read(bytes, Titles(ledger.definition.clone())).await? {
        Err(Unreadable::NoHeader) => return Err(LedgerError::NoHeader.into()),
        other => other?,
    };
    let tx = db.write(scope).await?;
    let key = format!("{}:{}", ledger.row.id, opened.form.key());
    let remembered = intake::remembered(&tx, &key, &opened.form).await?;
    let mut preview = opened.preview(&remembered, &Titles(ledger.definition.clone()));
    let field = |column: &super::Column| FieldName { field: column.code.clone(), label: column.title.clone(), required: column.required };
    preview.fields = ledger.definition.asked().map(field).collect();
    let import = opened.keep(&tx, db, name, key, &preview).await?;
    let of = ledger_intake::ActiveModel {
        id: Set(import.id),
        ledger_id: Set(ledger.row.id),
        version: Set(ledger.row.version),
        ..Default::default()
    };
    tx.insert(of).await?;
    tx.commit().await?;
    Ok(import)
}

/// Confirms which column of the file is which of the ledger, and has the rows taken.
pub async fn start(tx: &Tx, id: Uuid, mapping: &BTreeMap<String, String>) -> Result<ledger_import::Model> {
    let import = import::read(tx, id).await?;
    if import.state != State::Previewed {
        return Err(PeopleError::ImportStarted.into());
    }
    let of = tx.get::<ledger_intake::Entity>(id).await?;
    let ledger = define::read(tx, of.ledger_id).await?;
    if ledger.row.version != of.version {
        return Err(LedgerError::ColumnsChanged.into());
    }
    let preview: Preview<String> = serde_json::from_value(import.preview.clone())?;
    let known = |code: &str| ledger.definition.asked().find(|column| column.code == code).map(|column| column.code.clone());
    let mapping = intake::told(&preview, mapping, known)?;
    if ledger.definition.asked().any(|column| column.required && !mapping.values().any(|code| *code == column.code)) {
        return Err(Failure::invalid_field("mapping", "ledgers.required_column_missing"));
    }
    let import = intake::begin(tx, import, preview.headers, &mapping).await?;
    tx.enqueue(&ImportRows { import: id }).await?;
    Ok(import)
}

/// The rows of a file on their way into a ledger.
pub struct Entries {
    ledger: Ledger,
    mapping: Mapping<String>,
    rows: Vec<Row>,
    today: NaiveDate,
}

/// Reads the file of an import that was started; none if there is nothing (more) to do.
pub async fn prepare(db: &Db, scope: &Scope, id: Uuid) -> Result<Option<Run<Entries>>> {
    let tx = db.read(scope).await?;
    let Some(import) = import::running(&tx, id).await? else { return Ok(None) };
    let ledger = define::read(&tx, tx.get::<ledger_intake::Entity>(id).await?.ledger_id).await?;
    let mapping: Mapping<String> = serde_json::from_value(import.mapping.clone().unwrap_or_default())?;
    let today = query::today(&tx).await?;
    let bytes = intake::file(&tx, db, &import).await?;
    let words = Titles(ledger.definition.clone());
    let read = tokio::task::spawn_blocking(move || {
        let (sheet, form) = ledger::open(&bytes, &Limits::default(), &words)?;
        Ok::<_, Unreadable>(sheet.rows.into_iter().skip(form.first).filter(|row| !is_footer(row)).collect::<Vec<Row>>())
    });
    let mut rows = read.await.map_err(Failure::internal)??;
    rows.retain(|row| mapping.keys().any(|column| !row.cell(*column).is_empty()));
    Ok(Some(Run::new(import, Entries { ledger, mapping, rows, today })))
}

impl Rows for Entries {
    fn count(&self) -> usize {
        self.rows.len()
    }

    async fn take(&mut self, tx: &Tx, import: Uuid, some: Range<usize>) -> Result<Tally> {
        let mut tally = Tally::default();
        let mut faults: Vec<ledger_fault::ActiveModel> = Vec::new();
        for row in self.rows.get(some).unwrap_or_default() {
            match self.row(tx, row).await? {
                Outcome::Taken => tally.good += 1,
                Outcome::There => tally.skipped += 1,
                Outcome::Wrong(wrong) => {
                    tally.bad += 1;
                    faults.extend(wrong.iter().map(|fault| intake::fault_row(import, fault)));
                }
            }
        }
        tx.insert_many(faults).await?;
        Ok(tally)
    }

    async fn finish(&mut self, tx: &Tx) -> Result<()> {
        figures::mark(tx).await
    }
}

/// What a row came to.
enum Outcome {
    Taken,
    There,
    Wrong(Vec<Fault>),
}

impl Entries {
    /// Adds what a row says, or completes the one row that has its unique values; what it is silent about stays.
    async fn row(&self, tx: &Tx, row: &Row) -> Result<Outcome> {
        let told = self.told(row);
        let added = service::checked(tx, Reach::Community, &self.ledger, &BTreeMap::new(), &told, self.today).await?;
        let values = match added {
            Ok(values) => values,
            Err(wrong) => return Ok(self.wrong(row, wrong)),
        };
        if self.is_there(tx, entry::whole(tx, self.ledger.row.id, &values)?).await? {
            return Ok(Outcome::There);
        }
        let taken = service::taken(tx, &self.ledger, None, &values).await?;
        let Some((_, other)) = taken.first() else {
            service::insert(tx, Reach::Community, &self.ledger, values, "ledger", self.today).await?;
            return Ok(Outcome::Taken);
        };
        // Its unique values belong to two rows: nobody knows which is meant.
        if taken.iter().any(|(_, one)| one != other) {
            return Ok(self.wrong(row, taken.into_iter().map(|(code, _)| (code, "ledgers.taken")).collect()));
        }
        let before = Entry::open(tx, tx.get::<ledger_entry::Entity>(*other).await?)?;
        let mut whole = before.values.clone();
        whole.extend(values);
        let changed = whole != before.values;
        service::update(tx, Reach::Community, &self.ledger, before, whole).await?;
        Ok(if changed { Outcome::Taken } else { Outcome::There })
    }

    fn told(&self, row: &Row) -> Told {
        let cell = |(at, code): (&usize, &String)| {
            let (cell, kind) = (row.cell(*at), self.ledger.definition.column(code)?.kind);
            let says_nothing = kind != Kind::YesNo && is_nothing(&cell.shown());
            Some((code.clone(), if says_nothing { Cell::Empty } else { cell.clone() }))
        };
        self.mapping.iter().filter_map(cell).collect()
    }

    async fn is_there(&self, tx: &Tx, hash: Vec<u8>) -> Result<bool> {
        use ledger_key::Column;
        let same = tx.find::<ledger_key::Entity>().filter(Column::LedgerId.eq(self.ledger.row.id)).filter(Column::Field.eq(""));
        Ok(same.filter(Column::Hash.eq(hash)).one(tx.conn()).await?.is_some())
    }

    fn wrong(&self, row: &Row, wrong: Vec<(String, &'static str)>) -> Outcome {
        let fault = |(code, why): (String, &'static str)| {
            let at = self.mapping.iter().find(|(_, mapped)| **mapped == code).map(|(at, _)| *at);
            let value = at.map(|at| mask::cell(&row.cell(at).shown())).unwrap_or_default();
            Fault { row: row.number, column: at.map(letters).unwrap_or_default(), value, code: why }
        };
        Outcome::Wrong(wrong.into_iter().map(fault).collect())
    }
}
