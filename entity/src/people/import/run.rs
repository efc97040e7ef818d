//! Taking the rows of a ledger, some hundred in a unit of work. Each moves the mark of how far it is, so that a worker that takes over after a
//! crash goes on from there, and one that was only asleep changes nothing.

use std::collections::HashSet;

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{directory::Directory, save, twins::Twins};
use crate::{
    kernel::{Db, Failure, Fault as _, Kind, Result, Scope, Tx},
    people::{
        error::PeopleError,
        here::Here,
        job::PeopleChanged,
        ledger::{self, Entry, Fault, Limits, Mapping, Reader},
        ledger_import::{self, State},
    },
};

/// So many rows are one unit of work: the one writer of SQLite is not held up longer.
const AT_ONCE: usize = 500;

/// What a row of the ledger came to.
pub(super) type Outcome = std::result::Result<Entry, Vec<Fault>>;

/// How many rows came to what.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    pub good: i64,
    pub bad: i64,
    pub skipped: i64,
}

/// A ledger on its way in.
pub struct Run {
    import: ledger_import::Model,
    rows: Vec<Outcome>,
    directory: Directory,
}

/// Reads the ledger of an import that was started; none if there is nothing (more) to do.
pub async fn prepare(db: &Db, scope: &Scope, import: Uuid) -> Result<Option<Run>> {
    let tx = db.read(scope).await?;
    let import = tx.get::<ledger_import::Entity>(import).await?;
    if import.state != State::Running {
        return Ok(None);
    }
    let mapping: Mapping = serde_json::from_value(import.mapping.clone().unwrap_or_default())?;
    let today = Here::of(&tx).await?.today;
    let sealed = db.files().get(tx.community(), import.file_id).await.map_err(gone)?;
    let bytes = tx.open_bytes("ledger_import", "file", import.file_id, &sealed)?;
    let read = tokio::task::spawn_blocking(move || {
        let (sheet, form) = ledger::open(&bytes, &Limits::default())?;
        let reader = Reader::new(mapping.clone(), today);
        let rows = sheet.rows.iter().skip(form.first).filter_map(|row| Some((row.number, reader.read(row)?)));
        let mut twins = Twins::of(&mapping);
        Ok::<_, ledger::Unreadable>(rows.map(|(row, outcome)| twins.check(row, outcome?)).collect())
    });
    let rows = read.await.map_err(Failure::internal)??;
    let directory = Directory::load(&tx).await?;
    Ok(Some(Run { import, rows, directory }))
}

fn gone(failure: Failure) -> Failure {
    if failure.kind() == Kind::NotFound { PeopleError::ImportFileGone.into() } else { failure }
}

/// What an import that cannot go on tells its reader, if trying again would not help.
pub fn reason(failure: &Failure, last_try: bool) -> Option<&'static str> {
    match failure.kind() {
        // Somebody else has it, or is done with it.
        _ if failure.code() == "kernel.lease_lost" => None,
        Kind::TooLarge | Kind::Unsupported | Kind::Invalid => Some(failure.code()),
        _ if failure.code() == PeopleError::ImportFileGone.code() => Some(failure.code()),
        _ if last_try => Some(PeopleError::ImportGivenUp.code()),
        _ => None,
    }
}

/// Ends an import that cannot go on, with the reason. What it had taken by then stays.
pub async fn fail(tx: &Tx, import: Uuid, reason: &'static str) -> Result<()> {
    let row = ledger_import::ActiveModel {
        state: Set(State::Failed),
        failure: Set(Some(reason.to_owned())),
        updated_at: Set(tx.now()),
        finished_at: Set(Some(tx.now())),
        ..Default::default()
    };
    let running = tx.update_many::<ledger_import::Entity>().set(row).filter(ledger_import::Column::Id.eq(import));
    running.filter(ledger_import::Column::State.eq(State::Running)).exec(tx.conn()).await?;
    tx.audit("people.fail_import", "ledger_import", import, serde_json::json!({ "reason": reason })).await
}

impl Run {
    /// Takes some more rows; answers whether any are left. What is not committed has not been taken.
    pub async fn advance(&mut self, tx: &Tx) -> Result<bool> {
        let from = usize::try_from(self.import.reached).unwrap_or_default().min(self.rows.len());
        let to = (from + AT_ONCE).min(self.rows.len());
        let here = Here::of(tx).await?;
        let tally = save::save(tx, &here, &mut self.directory, self.import.id, &self.rows[from..to]).await?;
        let left = to < self.rows.len();
        self.mark(tx, to, tally, left).await?;
        if !left {
            here.changed(tx, &[]).await?;
            tx.enqueue(&PeopleChanged {}).await?;
        }
        Ok(left)
    }

    /// Moves the mark, if it still is where this run saw it.
    async fn mark(&mut self, tx: &Tx, to: usize, tally: Tally, left: bool) -> Result<()> {
        let before = self.import.reached;
        let import = &mut self.import;
        import.total = self.rows.len() as i64;
        import.reached = to as i64;
        import.good += tally.good;
        import.bad += tally.bad;
        import.skipped += tally.skipped;
        let row = ledger_import::ActiveModel {
            state: Set(if left { State::Running } else { State::Done }),
            total: Set(import.total),
            reached: Set(import.reached),
            good: Set(import.good),
            bad: Set(import.bad),
            skipped: Set(import.skipped),
            updated_at: Set(tx.now()),
            finished_at: Set((!left).then(|| tx.now())),
            ..Default::default()
        };
        let moved = tx
            .update_many::<ledger_import::Entity>()
            .set(row)
            .filter(ledger_import::Column::Id.eq(import.id))
            .filter(ledger_import::Column::State.eq(State::Running))
            .filter(ledger_import::Column::Reached.eq(before));
        match moved.exec(tx.conn()).await?.rows_affected {
            1 => Ok(()),
            _ => Err(Failure::new(Kind::Conflict, "kernel.lease_lost")),
        }
    }

    /// Removes the ledger itself: what it says is in the rows now.
    pub async fn forget_file(&self, db: &Db, scope: &Scope) -> Result<()> {
        db.files().remove(scope.community, self.import.file_id).await
    }
}

/// Whether a hash was seen, in the database or among those before it.
pub(super) struct Seen(pub HashSet<Vec<u8>>);

impl Seen {
    pub(super) fn has(&self, hash: &[u8]) -> bool {
        self.0.contains(hash)
    }

    pub(super) fn is_new(&mut self, hash: &[u8]) -> bool {
        self.0.insert(hash.to_vec())
    }
}
