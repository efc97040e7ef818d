//! Ending a job's turn. Whoever no longer holds the lease changes nothing.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    time::Duration,
};

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, UpdateMany,
    sea_query::{Expr, LockType, Order, Query, SimpleExpr},
};
use uuid::Uuid;

use super::{Claimed, job, lease};
use crate::kernel::{
    Db, Failure, Kind, Result, SystemTx, Tx,
    db::{among, at_addresses},
};

const LOST: &str = "kernel.lease_lost";

/// What becomes of a job after its turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is done.
    Done,
    /// Its handler failed: again at the given time, counted.
    Retry {
        /// When.
        at: DateTime<Utc>,
        /// Why, without personal data.
        error: String,
    },
    /// Not its fault: again at the given time, not counted.
    Snooze {
        /// When.
        at: DateTime<Utc>,
    },
    /// Given back as it was, because its worker stops.
    Return,
    /// It can never succeed: a human looks at it.
    Bury {
        /// Why, without personal data.
        error: String,
    },
}

/// Settles a job whose turn changed nothing else, in one statement or two.
pub async fn settle(db: &Db, job: &Claimed, verdict: &Verdict) -> Result<()> {
    write(db.queue(), db.now(), job, verdict).await
}

/// Settles jobs of one lease that are done and changed nothing else; answers how many still were ours.
pub async fn settle_done(db: &Db, lease: Uuid, jobs: &[&Claimed]) -> Result<usize> {
    done(db.queue(), db.now(), lease, jobs).await
}

async fn done(conn: &impl ConnectionTrait, now: DateTime<Utc>, lease: Uuid, jobs: &[&Claimed]) -> Result<usize> {
    let backend = conn.get_database_backend();
    let mut settle = Query::delete();
    settle.from_table(job::Entity).cond_where(held(lease).add(job::Column::Again.eq(false)));
    settle.and_where(at_addresses(backend, jobs.iter().map(|job| job.address.as_str()))).returning_col(job::Column::Id);
    let gone: HashSet<Uuid> = conn.query_all(&settle).await?.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?;
    let mut ours = gone.len();
    // Rows that were asked for again have moved, and begin anew.
    for moved in jobs.iter().filter(|job| !gone.contains(&job.id)) {
        match write(conn, now, &Claimed { lease, ..(*moved).clone() }, &Verdict::Done).await {
            Ok(()) => ours += 1,
            Err(failure) if failure.code() == LOST => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(ours)
}

/// Makes a job that is in a worker's hands a suspect, and gives it back: it holds its worker up, or worse.
pub async fn suspect(db: &Db, job: &Claimed) -> Result<()> {
    let suspected = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(job::State::Ready))
        .col_expr(job::Column::Crashes, Expr::value(std::cmp::Ord::max(job.crashes, 1)));
    one(let_go(suspected).filter(this(job)).exec(db.queue()).await?.rows_affected)
}

/// Holds a process that did nothing but look into suspects, and died, against the job, and buries it when they are `most`; whether it was buried.
/// One that was asked for again meanwhile is as guilty: what it does follows from its key.
pub async fn strike(db: &Db, job: &Claimed, most: i32) -> Result<bool> {
    let buried = job.crashes + 1 >= most;
    let strike = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(if buried { job::State::Buried } else { job::State::Ready }))
        .col_expr(job::Column::FinishedAt, Expr::value(buried.then(|| db.now())))
        .col_expr(job::Column::LastError, Expr::value("the process that ran it died"))
        .col_expr(job::Column::Crashes, Expr::value(job.crashes + 1));
    one(let_go(strike).filter(this(job)).exec(db.queue()).await?.rows_affected)?;
    Ok(buried)
}

/// A unit of work in which a job can be settled together with what it changed.
pub trait Settles {
    #[doc(hidden)]
    fn settle(&self, job: &Claimed, verdict: Verdict);
}

impl Settles for Tx {
    fn settle(&self, job: &Claimed, verdict: Verdict) {
        self.unit().pending().settle(job, verdict);
    }
}

impl Settles for SystemTx {
    fn settle(&self, job: &Claimed, verdict: Verdict) {
        self.unit().pending().settle(job, verdict);
    }
}

/// Settles a job as a part of `tx`: once that is committed both have happened, or neither.
pub fn settle_within(tx: &impl Settles, job: &Claimed, verdict: Verdict) {
    tx.settle(job, verdict);
}

/// Says, within `sys`, which of some jobs still are ours, and keeps them for `lease` from now on: asked before something
/// that cannot be undone is done. A worker that was away for too long finds none here.
pub async fn hold(sys: &SystemTx, jobs: &[&Claimed], lease: Duration) -> Result<HashSet<Uuid>> {
    let held = lock(sys.conn(), jobs).await?;
    let tokens: BTreeSet<Uuid> = jobs.iter().filter(|job| held.contains(&job.id)).map(|job| job.lease).collect();
    for token in tokens {
        lease::prolong(sys, token, lease).await?;
    }
    Ok(held)
}

/// Locks those of some jobs that still are ours, in the order in which everybody touches jobs.
async fn lock(conn: &impl ConnectionTrait, jobs: &[&Claimed]) -> Result<HashSet<Uuid>> {
    let mut groups: BTreeMap<(Uuid, Uuid), Vec<Uuid>> = BTreeMap::new();
    for job in jobs {
        groups.entry((job.lease, job.community)).or_default().push(job.id);
    }
    let id = || Expr::col(job::Column::Id);
    let ours = groups.iter().fold(Condition::any(), |any, ((lease, community), ids)| {
        let among_them = among(conn.get_database_backend(), id(), ids);
        any.add(held(*lease).add(job::Column::CommunityId.eq(*community)).add(among_them))
    });
    let mut locked = Query::select();
    locked.column(job::Column::Id).from(job::Entity).cond_where(ours);
    for column in [job::Column::CommunityId, job::Column::Kind, job::Column::Key] {
        locked.order_by(column, Order::Asc);
    }
    locked.lock(LockType::Update);
    Ok(conn.query_all(&locked).await?.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?)
}

/// Settles jobs within the caller's transaction: neighbours that are done in one statement.
pub(crate) async fn settle_on(conn: &DatabaseTransaction, now: DateTime<Utc>, jobs: &[(Claimed, Verdict)]) -> Result<()> {
    for same in jobs.chunk_by(|(left, first), (right, second)| first == second && first == &Verdict::Done && left.lease == right.lease) {
        match same {
            [(job, verdict)] => write(conn, now, job, verdict).await?,
            [(first, _), ..] => {
                let jobs: Vec<&Claimed> = same.iter().map(|(job, _)| job).collect();
                lock(conn, &jobs).await?;
                all(done(conn, now, first.lease, &jobs).await? as u64, jobs.len())?;
            }
            [] => {}
        }
    }
    Ok(())
}

async fn write(conn: &impl ConnectionTrait, now: DateTime<Utc>, job: &Claimed, verdict: &Verdict) -> Result<()> {
    let update = match verdict {
        Verdict::Done => {
            let gone = job::Entity::delete_many().filter(this(job).add(job::Column::Again.eq(false))).exec(conn).await?;
            if gone.rows_affected == 1 {
                return Ok(());
            }
            begin_anew()
        }
        // Asked for again meanwhile, it begins anew: what was wrong with this turn does not count against the next.
        Verdict::Bury { error } => job::Entity::update_many()
            .col_expr(job::Column::State, anew(Expr::value(job::State::Buried), Expr::value(job::State::Ready)))
            .col_expr(job::Column::FinishedAt, anew(Expr::value(now), Expr::value(Option::<DateTime<Utc>>::None)))
            .col_expr(job::Column::Attempts, anew(Expr::col(job::Column::Attempts).add(1), Expr::value(0)))
            .col_expr(job::Column::Crashes, anew(Expr::col(job::Column::Crashes), Expr::value(0)))
            .col_expr(job::Column::LastError, Expr::value(error.as_str())),
        Verdict::Retry { at, error } => job::Entity::update_many()
            .col_expr(job::Column::State, Expr::value(job::State::Ready))
            .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).add(1))
            .col_expr(job::Column::DueAt, Expr::value(*at))
            .col_expr(job::Column::LastError, Expr::value(error.as_str())),
        // What was asked for meanwhile has its own time already.
        Verdict::Snooze { at } => job::Entity::update_many()
            .col_expr(job::Column::State, Expr::value(job::State::Ready))
            .col_expr(job::Column::PutOff, anew(Expr::value(true), Expr::value(false)))
            .col_expr(job::Column::DueAt, anew(Expr::value(*at), Expr::col(job::Column::DueAt))),
        Verdict::Return => job::Entity::update_many().col_expr(job::Column::State, Expr::value(job::State::Ready)),
    };
    one(let_go(update).filter(this(job)).exec(conn).await?.rows_affected)
}

/// One value for a job that was asked for again while it ran, another for all others.
fn anew(otherwise: SimpleExpr, value: SimpleExpr) -> SimpleExpr {
    Expr::case(Expr::col(job::Column::Again).eq(true), value).finally(otherwise).into()
}

/// Done, and asked for again meanwhile: the next turn begins with a clean past.
fn begin_anew() -> UpdateMany<job::Entity> {
    job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(job::State::Ready))
        .col_expr(job::Column::Attempts, Expr::value(0))
        .col_expr(job::Column::Crashes, Expr::value(0))
}

/// Nobody has it any more.
fn let_go(update: UpdateMany<job::Entity>) -> UpdateMany<job::Entity> {
    update.col_expr(job::Column::LeaseToken, Expr::value(Option::<Uuid>::None)).col_expr(job::Column::Again, Expr::value(false))
}

fn held(lease: Uuid) -> Condition {
    Condition::all().add(job::Column::State.eq(job::State::Running)).add(job::Column::LeaseToken.eq(lease))
}

fn this(job: &Claimed) -> Condition {
    held(job.lease).add(job::Column::CommunityId.eq(job.community)).add(job::Column::Id.eq(job.id))
}

/// One row, or somebody else has the job now.
fn one(written: u64) -> Result<()> {
    all(written, 1)
}

fn all(written: u64, wanted: usize) -> Result<()> {
    match written == wanted as u64 {
        true => Ok(()),
        false => Err(lost()),
    }
}

/// What a late worker is told.
pub fn lost() -> Failure {
    Failure::new(Kind::Conflict, LOST)
}
