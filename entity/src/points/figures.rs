//! The figures of points.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{
    point_account::{self, Kind},
    point_doubt, point_entry, point_posting, redemption,
};
use crate::{
    kernel::{Result, Tx},
    people::query::{by_ids, today},
    visits::desk::Desk,
};

/// Has the figures of today computed anew.
pub(super) async fn mark(tx: &Tx) -> Result<()> {
    let today = today(tx).await?;
    for measure in ["points.issued", "points.redeemed", "points.handed_out", "points.outstanding", "points.held"] {
        tx.mark(today, measure).await?;
    }
    Ok(())
}

/// Points given, points spent, or rewards handed out, by day.
pub(crate) async fn flow(tx: &Tx, desk: &Desk, measure: &str, from: NaiveDate, to: NaiveDate) -> Result<BTreeMap<NaiveDate, i64>> {
    let (since, until) = (desk.midnight(from), desk.midnight(to + Days::new(1)));
    let mut days = BTreeMap::new();
    if measure == "points.handed_out" {
        let handed = tx.find::<redemption::Entity>().filter(redemption::Column::HandedAt.gte(since));
        let handed = handed.filter(redemption::Column::HandedAt.lt(until)).select_only().column(redemption::Column::HandedAt);
        let handed: Vec<DateTime<Utc>> = handed.into_tuple().all(tx.conn()).await?;
        for at in handed {
            *days.entry(desk.day(at)).or_default() += 1;
        }
        return Ok(days);
    }
    let kind = if measure == "points.issued" { Kind::Issue } else { Kind::Rewards };
    let own = tx.find::<point_account::Entity>().filter(point_account::Column::Kind.eq(kind)).one(tx.conn()).await?;
    let Some(own) = own else { return Ok(days) };
    let postings = tx.find::<point_posting::Entity>().filter(point_posting::Column::At.gte(since));
    let postings = postings.filter(point_posting::Column::At.lt(until)).all(tx.conn()).await?;
    let at: BTreeMap<Uuid, DateTime<Utc>> = postings.into_iter().map(|row| (row.id, row.at)).collect();
    for entry in by_ids::<point_entry::Entity>(tx, point_entry::Column::PostingId, at.keys().copied()).await? {
        if let Some(at) = at.get(&entry.posting_id).filter(|_| entry.account_id == own.id) {
            *days.entry(desk.day(*at)).or_default() += if kind == Kind::Issue { -entry.amount } else { entry.amount };
        }
    }
    Ok(days)
}

/// Points that people have, or that are held back, now.
pub(crate) async fn stock(tx: &Tx, measure: &str) -> Result<i64> {
    if measure == "points.held" {
        let open = tx.find::<point_doubt::Entity>().filter(point_doubt::Column::State.eq(point_doubt::State::Open));
        return Ok(i64::try_from(open.count(tx.conn()).await?).unwrap_or(i64::MAX));
    }
    let holders = tx.find::<point_account::Entity>().filter(point_account::Column::Kind.eq(Kind::Holder)).select_only();
    let balances: Vec<i64> = holders.column(point_account::Column::Balance).into_tuple().all(tx.conn()).await?;
    Ok(balances.iter().sum())
}
