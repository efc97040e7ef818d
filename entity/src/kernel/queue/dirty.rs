//! Figures that are out of date.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set,
    ConnectionTrait, DatabaseTransaction, FromQueryResult,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, OnConflict, Query, SimpleExpr},
};
use serde::{Deserialize, Serialize};

use super::Job;
use crate::kernel::{
    Failure, Result, Tx,
    gate::{self, Gate},
};

/// Marks of one statement.
const AT_ONCE: usize = 2_000;
/// A mark that is older waits for nobody any more: its computation was buried, and is asked for again with the next change.
const FORGOTTEN: TimeDelta = TimeDelta::minutes(10);

/// A figure that must be computed anew.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dirty_cell")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The day of the figure, in the community's zone.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: NaiveDate,
    /// Which figure.
    #[sea_orm(primary_key, auto_increment = false)]
    pub measure: String,
    /// Since when.
    pub marked_at: DateTime<Utc>,
    /// Whether it is being computed; what changes from now on makes a mark beside it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub taken: bool,
}

impl ActiveModelBehavior for ActiveModel {}

/// Computes a community's figures that are out of date.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recompute {}

impl Job for Recompute {
    const KIND: &'static str = "reports.recompute";

    fn key(&self) -> String {
        String::new()
    }
}

const COLUMNS: [Column; 5] = [Column::CommunityId, Column::Day, Column::Measure, Column::MarkedAt, Column::Taken];

/// One figure of a day.
type Cell = (Uuid, NaiveDate, &'static str);

/// Makes sure that there are marks, and answers whose figures somebody must be asked to compute: of a mark that was there already, it was asked
/// for by whoever made it.
///
/// Changes come through the community's gate together and leave it when they are committed, and no mark is ever changed: they do not wait for
/// each other. Whoever takes the marks comes through alone, and sees what all of them changed.
pub(crate) async fn write(conn: &DatabaseTransaction, now: DateTime<Utc>, cells: BTreeSet<Cell>) -> Result<BTreeSet<Uuid>> {
    for community in cells.iter().map(|cell| cell.0).collect::<BTreeSet<_>>() {
        gate::enter(conn, community, Gate::Together).await?;
    }
    let (mut asking, mut left) = (BTreeSet::new(), cells.into_iter().peekable());
    while left.peek().is_some() {
        let mut missing: BTreeSet<Cell> = left.by_ref().take(AT_ONCE).collect();
        for mark in open(conn, &missing).await? {
            missing.retain(|cell| (cell.0, cell.1, cell.2) != (mark.community_id, mark.day, mark.measure.as_str()));
            if mark.marked_at < now - FORGOTTEN {
                asking.insert(mark.community_id);
            }
        }
        asking.extend(missing.iter().map(|cell| cell.0));
        make(conn, now, missing).await?;
    }
    Ok(asking)
}

async fn open(conn: &DatabaseTransaction, cells: &BTreeSet<Cell>) -> Result<Vec<Model>> {
    let key = [Column::CommunityId, Column::Day, Column::Measure].map(Expr::col);
    let these = Expr::tuple(key).in_tuples(cells.iter().copied());
    found(conn, these.and(Column::Taken.eq(false))).await
}

async fn make(conn: &DatabaseTransaction, now: DateTime<Utc>, cells: BTreeSet<Cell>) -> Result<()> {
    if cells.is_empty() {
        return Ok(());
    }
    let row = |(community, day, measure): Cell| ActiveModel {
        community_id: Set(community),
        day: Set(day),
        measure: Set(measure.to_owned()),
        marked_at: Set(now),
        taken: Set(false),
    };
    Entity::insert_many(cells.into_iter().map(row)).on_conflict(once()).exec_without_returning(conn).await?;
    Ok(())
}

/// Takes the marks of `tx`'s community. Commit before computing: changes wait for that, and for no computation.
pub(crate) async fn take(tx: &Tx) -> Result<()> {
    gate::enter(tx.conn(), tx.community(), Gate::Alone).await?;
    let columns = COLUMNS.map(|column| match column {
        Column::Taken => Expr::value(true),
        column => Expr::col(column),
    });
    let open = Query::select().exprs(columns).from(Entity).and_where(of(tx, false)).to_owned();
    let mut take = Query::insert();
    take.into_table(Entity).columns(COLUMNS).select_from(open).map_err(Failure::internal)?.on_conflict(once());
    tx.conn().execute(&take).await?;
    Entity::delete_many().filter(of(tx, false)).exec(tx.conn()).await?;
    Ok(())
}

/// The marks that were taken.
pub(crate) async fn taken(tx: &Tx) -> Result<Vec<Model>> {
    found(tx.conn(), of(tx, true)).await
}

/// Lets go of the marks that were taken: the last thing that a computation does.
pub(crate) async fn clear(tx: &Tx) -> Result<()> {
    Entity::delete_many().filter(of(tx, true)).exec(tx.conn()).await?;
    Ok(())
}

async fn found(conn: &impl ConnectionTrait, which: SimpleExpr) -> Result<Vec<Model>> {
    let marks = Query::select().columns(COLUMNS).from(Entity).and_where(which).to_owned();
    Ok(Model::find_by_statement(conn.get_database_backend().build(&marks)).all(conn).await?)
}

fn of(tx: &Tx, taken: bool) -> SimpleExpr {
    Column::CommunityId.eq(tx.community()).and(Column::Taken.eq(taken))
}

fn once() -> OnConflict {
    OnConflict::columns([Column::CommunityId, Column::Day, Column::Measure, Column::Taken]).do_nothing().to_owned()
}
