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

/// One figure of a day.
type Cell = (Uuid, NaiveDate, &'static str);

/// Writes marks in their order, and answers whose figures somebody must be asked to compute: of a mark that was there already, it was asked for
/// by whoever made it.
///
/// A mark that was there is locked, but shared: changes do not wait for each other, while a computation that takes the mark away waits for all of
/// them, and sees them.
pub(crate) async fn write(conn: &DatabaseTransaction, now: DateTime<Utc>, marks: BTreeSet<Cell>) -> Result<BTreeSet<Uuid>> {
    let mut asking = BTreeSet::new();
    let mut left: Vec<Cell> = marks.into_iter().collect();
    left.reverse();
    while !left.is_empty() {
        let mut some: BTreeSet<Cell> = left.split_off(left.len().saturating_sub(AT_ONCE)).into_iter().collect();
        while !some.is_empty() {
            let made = Entity::insert_many(some.iter().map(|cell| row(*cell, now))).on_conflict(OnConflict::new().do_nothing().to_owned());
            let made = made.exec_without_returning(conn).await?;
            let there = hold(conn, &some).await?;
            if made > 0 {
                asking.extend(some.iter().map(|cell| cell.0));
            }
            asking.extend(there.iter().filter(|mark| mark.marked_at < now - FORGOTTEN).map(|mark| mark.community_id));
            // What was taken away between the two statements is marked anew.
            some.retain(|(community, day, measure)| {
                !there.iter().any(|mark| (mark.community_id, mark.day, mark.measure.as_str()) == (*community, *day, *measure))
            });
        }
    }
    Ok(asking)
}

fn row((community, day, measure): Cell, now: DateTime<Utc>) -> ActiveModel {
    ActiveModel { community_id: Set(community), day: Set(day), measure: Set(measure.to_owned()), marked_at: Set(now) }
}

async fn hold(conn: &DatabaseTransaction, cells: &BTreeSet<Cell>) -> Result<Vec<Model>> {
    let key = [Column::CommunityId, Column::Day, Column::Measure].map(|column| Expr::col(column).into());
    let cells = cells.iter().map(|(community, day, measure)| (*community, *day, *measure));
    locked(conn, Expr::tuple(key).in_tuples(cells), LockType::Share).await
}

/// Takes the marks of `tx`'s community away; what they are about is seen from now on as it is.
pub(crate) async fn take(tx: &Tx) -> Result<Vec<Model>> {
    let ours = || Column::CommunityId.eq(tx.community());
    locked(tx.conn(), ours(), LockType::Update).await?;
    Ok(Entity::delete_many().filter(ours()).exec_with_returning(tx.conn()).await?)
}

/// Whoever locks several does it in this order, so that nobody waits in a circle.
async fn locked(conn: &DatabaseTransaction, which: SimpleExpr, lock: LockType) -> Result<Vec<Model>> {
    let mut marks = Query::select();
    marks.columns([Column::CommunityId, Column::Day, Column::Measure, Column::MarkedAt]).from(Entity).and_where(which).lock(lock);
    marks.order_by(Column::CommunityId, Order::Asc).order_by(Column::Day, Order::Asc).order_by(Column::Measure, Order::Asc);
    Ok(Model::find_by_statement(conn.get_database_backend().build(&marks)).all(conn).await?)
}
