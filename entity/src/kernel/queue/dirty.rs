//! Figures that are out of date.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set,
    ConnectionTrait, DatabaseTransaction, FromQueryResult,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, LockType, OnConflict, Order, Query, SimpleExpr},
};
use serde::{Deserialize, Serialize};

use super::Job;
use crate::kernel::{Result, Tx};

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
    /// Whether it is being computed; what changes from now on makes the mark anew.
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
/// A mark that was there is locked, but shared: changes do not wait for each other, while whoever takes the mark waits for all of them, and
/// sees them.
pub(crate) async fn write(conn: &DatabaseTransaction, now: DateTime<Utc>, cells: BTreeSet<Cell>) -> Result<BTreeSet<Uuid>> {
    let (mut asking, mut left) = (BTreeSet::new(), cells.into_iter().peekable());
    while left.peek().is_some() {
        let mut missing: BTreeSet<Cell> = left.by_ref().take(AT_ONCE).collect();
        for mark in share(conn, &missing).await? {
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

async fn share(conn: &DatabaseTransaction, cells: &BTreeSet<Cell>) -> Result<Vec<Model>> {
    let key = [Column::CommunityId, Column::Day, Column::Measure].map(Expr::col);
    let open = Expr::tuple(key).in_tuples(cells.iter().copied()).and(Column::Taken.eq(false));
    locked(conn, open, LockType::Share).await
}

/// New marks, and those that were taken already: the computation may have read before this change is committed.
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
    let key = [Column::CommunityId, Column::Day, Column::Measure];
    let anew = OnConflict::columns(key).update_columns([Column::MarkedAt, Column::Taken]).to_owned();
    Entity::insert_many(cells.into_iter().map(row)).on_conflict(anew).exec_without_returning(conn).await?;
    Ok(())
}

/// Takes the marks of `tx`'s community. Commit before computing: changes wait for that, and for no computation.
pub(crate) async fn take(tx: &Tx) -> Result<()> {
    let ours = || Column::CommunityId.eq(tx.community());
    locked(tx.conn(), ours(), LockType::Update).await?;
    Entity::update_many().col_expr(Column::Taken, Expr::value(true)).filter(ours()).exec(tx.conn()).await?;
    Ok(())
}

/// The marks that were taken.
pub(crate) async fn taken(tx: &Tx) -> Result<Vec<Model>> {
    let mut marks = Query::select();
    marks.columns(COLUMNS).from(Entity).and_where(is_taken(tx));
    Ok(Model::find_by_statement(tx.conn().get_database_backend().build(&marks)).all(tx.conn()).await?)
}

/// Lets go of the marks that were taken and not made anew since: the last thing that a computation does.
pub(crate) async fn clear(tx: &Tx) -> Result<()> {
    Entity::delete_many().filter(is_taken(tx)).exec(tx.conn()).await?;
    Ok(())
}

fn is_taken(tx: &Tx) -> SimpleExpr {
    Column::CommunityId.eq(tx.community()).and(Column::Taken.eq(true))
}

/// Whoever locks several does it in this order, so that nobody waits in a circle.
async fn locked(conn: &DatabaseTransaction, which: SimpleExpr, lock: LockType) -> Result<Vec<Model>> {
    let mut marks = Query::select();
    marks.columns(COLUMNS).from(Entity).and_where(which).lock(lock);
    marks.order_by(Column::CommunityId, Order::Asc).order_by(Column::Day, Order::Asc).order_by(Column::Measure, Order::Asc);
    Ok(Model::find_by_statement(conn.get_database_backend().build(&marks)).all(conn).await?)
}
