//! Points of a year that nobody spent lapse: announced first, then booked like everything else, against an account of the community's own.

use std::collections::HashSet;

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    books::{self, Booking},
    point_account::{self, Kind},
    point_entry,
    point_lapse::{self, Column},
    point_posting,
    rules::lapse::{Moved, left, to_announce},
    term,
};
use crate::{
    enrolment::member_of,
    kernel::{Result, Tx},
    notifications::{self, Intent},
    people::query::by_ids,
    visits::desk::Desk,
};

/// The message.
const NOTICE: &str = "points.lapse";

/// Announces the year that lapses in thirty days, and books what was announced for today or before.
pub(super) async fn tend(tx: &Tx, desk: &Desk) -> Result<()> {
    let on = term::day(tx).await?;
    if let Some((year, lapses_on)) = on.and_then(|(month, day)| to_announce(desk.today, month, day)) {
        announce(tx, year, lapses_on).await?;
    }
    // Whoever turned it off meanwhile did so for what is announced too.
    let due = tx.find::<point_lapse::Entity>().filter(Column::DoneAt.is_null()).filter(Column::LapsesOn.lte(desk.today));
    for row in due.all(tx.conn()).await? {
        if on.is_some() {
            lapse(tx, &row, desk.today).await?;
        }
        tx.update(point_lapse::ActiveModel { id: Set(row.id), done_at: Set(Some(tx.now())), ..Default::default() }).await?;
    }
    Ok(())
}

/// Tells everybody who has points of a year when they lapse, once.
pub async fn announce(tx: &Tx, year: i32, lapses_on: NaiveDate) -> Result<()> {
    let known = tx.find::<point_lapse::Entity>().filter(Column::Year.eq(i64::from(year)));
    if known.one(tx.conn()).await?.is_some() {
        return Ok(());
    }
    tx.insert(point_lapse::ActiveModel { year: Set(i64::from(year)), lapses_on: Set(lapses_on), done_at: Set(None), ..Default::default() })
        .await?;
    let community = Desk::of(tx).await?.community.name.clone();
    for account in holders(tx).await? {
        let points = left(&moves(tx, account.id).await?, year);
        let member = match account.person_id {
            Some(person) => member_of(tx, person).await?,
            None => account.member_id,
        };
        let Some(member) = member.filter(|_| points > 0) else { continue };
        let facts = json!({ "community": community, "year": year, "points": points, "lapses_on": lapses_on, "path": "/points/mine" });
        let intent = Intent::to_member(NOTICE, member, format_args!("lapse:{year}:{}", account.id), facts);
        notifications::send(tx, intent).await?;
    }
    Ok(())
}

async fn lapse(tx: &Tx, row: &point_lapse::Model, today: NaiveDate) -> Result<()> {
    let year = i32::try_from(row.year).unwrap_or_default();
    let own = books::own(tx, Kind::Lapsed).await?;
    let holders = holders(tx).await?;
    // Whoever spends at this moment is waited for, so that what is counted is what is there; all at once, because the books lock in one order.
    books::lock(tx, &holders.iter().map(|account| account.id).chain([own.id]).collect::<Vec<_>>()).await?;
    for account in holders {
        let points = left(&moves(tx, account.id).await?, year);
        if points > 0 {
            let booking = Booking { source: format!("lapse:{year}:{}", account.id), reason: "lapse", note: "", reverses: None, day: today };
            books::post(tx, booking, &[(account.id, -points), (own.id, points)]).await?;
        }
    }
    tx.audit("points.lapse", "point_lapse", row.id, json!({ "year": year })).await
}

/// Whoever has points.
async fn holders(tx: &Tx) -> Result<Vec<point_account::Model>> {
    let rows = tx.find::<point_account::Entity>().filter(point_account::Column::Kind.eq(Kind::Holder));
    Ok(rows.filter(point_account::Column::Balance.gt(0)).all(tx.conn()).await?)
}

/// What moved on an account; what was undone, and what undid it, left no trace.
async fn moves(tx: &Tx, account: Uuid) -> Result<Vec<Moved>> {
    let entries = tx.find::<point_entry::Entity>().filter(point_entry::Column::AccountId.eq(account)).all(tx.conn()).await?;
    let postings = by_ids::<point_posting::Entity>(tx, point_posting::Column::Id, entries.iter().map(|entry| entry.posting_id)).await?;
    let undone: HashSet<Uuid> = postings.iter().filter_map(|posting| posting.reverses_id).collect();
    let moved = |posting: &point_posting::Model| {
        let entry = entries.iter().find(|entry| entry.posting_id == posting.id)?;
        Some(Moved { day: posting.day, points: entry.amount })
    };
    let stands = postings.iter().filter(|posting| posting.reverses_id.is_none() && !undone.contains(&posting.id));
    Ok(stands.filter_map(moved).collect())
}
