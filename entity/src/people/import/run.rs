//! Taking the rows of a ledger, some hundred in a unit of work. Each moves the mark of how far it is, so that a worker that takes over after a
//! crash goes on from there, and one that was only asleep changes nothing.

use std::{collections::HashSet, future::Future, ops::Range};

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{directory::Directory, intake, save, twins::Twins};
use crate::{
    kernel::{Db, Failure, Fault as _, Kind, Result, Scope, Tx, files::Shelf},
    people::{
        error::PeopleError,
        here::Here,
        job::PeopleChanged,
        ledger::{self, Entry, Fault, Limits, Mapping, Reader, Residents},
        ledger_import::{self, State},
    },
};

/// So many rows are one unit of work: the one writer of SQLite is not held up longer.
const AT_ONCE: usize = 500;

/// What a row of the ledger came to.
pub(super) type Outcome = std::result::Result<Entry, Vec<Fault>>;

/// How many rows came to what.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    /// Taken.
    pub good: i64,
    /// Refused.
    pub bad: i64,
    /// There already.
    pub skipped: i64,
}

/// The rows of a file, understood, and what becomes of them.
pub trait Rows: Send {
    /// How many there are.
    fn count(&self) -> usize;
    /// Takes some of them for the import.
    fn take(&mut self, tx: &Tx, import: Uuid, some: Range<usize>) -> impl Future<Output = Result<Tally>> + Send;
    /// Has everything brought in line that builds on them, once the last is taken.
    fn finish(&mut self, tx: &Tx) -> impl Future<Output = Result<()>> + Send;
}

/// A ledger on its way in.
pub struct Run<R> {
    import: ledger_import::Model,
    rows: R,
}

/// The rows of a ledger of residents.
pub struct People {
    rows: Vec<Outcome>,
    directory: Directory,
}

/// Reads the ledger of an import that was started; none if there is nothing (more) to do.
pub async fn prepare(db: &Db, scope: &Scope, import: Uuid) -> Result<Option<Run<People>>> {
    let tx = db.read(scope).await?;
    let Some(import) = running(&tx, import).await? else { return Ok(None) };
    let mapping: Mapping = serde_json::from_value(import.mapping.clone().unwrap_or_default())?;
    let today = Here::of(&tx).await?.today;
    let bytes = intake::file(&tx, db, &import).await?;
    let read = tokio::task::spawn_blocking(move || {
        let (sheet, form) = ledger::open(&bytes, &Limits::default(), &Residents { today })?;
        let reader = Reader::new(mapping.clone(), today);
        let rows = sheet.rows.iter().skip(form.first).filter_map(|row| Some((row.number, reader.read(row)?)));
        let mut twins = Twins::of(&mapping);
        Ok::<_, ledger::Unreadable>(rows.map(|(row, outcome)| twins.check(row, outcome?)).collect())
    });
    let rows = read.await.map_err(Failure::internal)??;
    let directory = Directory::load(&tx).await?;
    Ok(Some(Run::new(import, People { rows, directory })))
}

/// The import, if its rows are to be taken.
pub(crate) async fn running(tx: &Tx, import: Uuid) -> Result<Option<ledger_import::Model>> {
    let import = tx.get::<ledger_import::Entity>(import).await?;
    Ok(Some(import).filter(|import| import.state == State::Running))
}

impl Rows for People {
    fn count(&self) -> usize {
        self.rows.len()
    }

    async fn take(&mut self, tx: &Tx, import: Uuid, some: Range<usize>) -> Result<Tally> {
        let here = Here::of(tx).await?;
        save::save(tx, &here, &mut self.directory, import, &self.rows[some]).await
    }

    async fn finish(&mut self, tx: &Tx) -> Result<()> {
        Here::of(tx).await?.changed(tx, &[]).await?;
        tx.enqueue(&PeopleChanged {}).await
    }
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

impl<R: Rows> Run<R> {
    /// The rows of an import.
    pub(crate) fn new(import: ledger_import::Model, rows: R) -> Self {
        Self { import, rows }
    }

    /// Takes some more rows; answers whether any are left. What is not committed has not been taken.
    pub async fn advance(&mut self, tx: &Tx) -> Result<bool> {
        let all = self.rows.count();
        let from = usize::try_from(self.import.reached).unwrap_or_default().min(all);
        let to = (from + AT_ONCE).min(all);
        let tally = self.rows.take(tx, self.import.id, from..to).await?;
        let left = to < all;
        self.mark(tx, to, tally, left).await?;
        if !left {
            self.rows.finish(tx).await?;
        }
        Ok(left)
    }

    /// Moves the mark, if it still is where this run saw it.
    async fn mark(&mut self, tx: &Tx, to: usize, tally: Tally, left: bool) -> Result<()> {
        let before = self.import.reached;
        let import = &mut self.import;
        import.total = self.rows.count() as i64;
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
        db.files().remove(Shelf::Imports.of(scope.community, self.import.file_id)).await
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
