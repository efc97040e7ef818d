//! What looks odd is held back until the office has looked at it.

use chrono::{Duration, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    award::{self, Service},
    error::PointError,
    figures, point_account,
    point_doubt::{self, Column, State},
    point_posting,
    rules::doubt::{Oddity, Spent, oddities},
    whereabouts,
};
use crate::{
    attendance::{attendee, occasion},
    kernel::{Failure, Page, PageRequest, Result, Tx},
    people::{reach::ids, text},
    tenancy::members,
};

/// Holds the points of a service back if something is odd about it; whether it did. What was decided before is not asked again.
pub(super) async fn hold(tx: &Tx, account: &point_account::Model, done: &Service<'_>, points: i64, day: NaiveDate) -> Result<bool> {
    let booked = tx.find::<point_posting::Entity>().filter(point_posting::Column::Source.eq(&done.source)).one(tx.conn()).await?;
    let doubted = tx.find::<point_doubt::Entity>().filter(Column::Source.eq(&done.source)).one(tx.conn()).await?;
    if booked.is_some() || doubted.is_some() {
        return Ok(doubted.is_some());
    }
    let others = rest_of_day(tx, account, done).await?;
    let found = oddities(Spent { from: done.from, until: done.until }, done.minutes, &others);
    let seen = whereabouts::odd(tx, account, &done.source).await?;
    let why: Vec<&str> = found.into_iter().map(Oddity::word).chain(seen.iter().map(|odd| odd.word())).collect();
    if why.is_empty() {
        return Ok(false);
    }
    let row = point_doubt::ActiveModel {
        account_id: Set(account.id),
        service: Set(done.service.to_owned()),
        source: Set(done.source.clone()),
        points: Set(points),
        day: Set(day),
        why: Set(serde_json::to_value(why)?),
        seen: Set(serde_json::to_value(seen)?),
        state: Set(State::Open),
        note: Set(String::new()),
        decided_by_id: Set(None),
        decided_at: Set(None),
        ..Default::default()
    };
    tx.insert(row).await?;
    figures::mark(tx).await?;
    Ok(true)
}

/// What else they took part in around that time.
async fn rest_of_day(tx: &Tx, account: &point_account::Model, done: &Service<'_>) -> Result<Vec<Spent>> {
    use attendee::Column;
    let theirs = match (account.person_id, account.member_id) {
        (Some(person), _) => Column::PersonId.eq(person),
        (None, member) => Column::MemberId.eq(member),
    };
    let near = tx.find::<occasion::Entity>().filter(occasion::Column::StartsAt.gt(done.from - Duration::hours(16)));
    let near = near.filter(occasion::Column::StartsAt.lt(done.until + Duration::hours(8)));
    let rows = tx.find::<attendee::Entity>().filter(theirs).filter(Column::State.eq(attendee::State::Attended));
    let rows = rows.filter(Column::OccasionId.in_subquery(ids(near.clone(), occasion::Column::Id))).all(tx.conn()).await?;
    let occasions = near.all(tx.conn()).await?;
    let spent = |row: &attendee::Model| {
        let occasion = occasions.iter().find(|occasion| occasion.id == row.occasion_id)?;
        let from = row.check_in_at.unwrap_or(occasion.starts_at).max(occasion.starts_at);
        Some(Spent { from, until: row.check_out_at.unwrap_or(occasion.ends_at).min(occasion.ends_at).max(from) })
    };
    let other = |row: &&attendee::Model| !done.source.starts_with(&super::earn::source(row.id));
    Ok(rows.iter().filter(other).filter_map(spent).collect())
}

/// The doubts, those that nobody has decided first.
pub async fn list(tx: &Tx, open: bool, page: &PageRequest) -> Result<Page<point_doubt::Model>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<point_doubt::Entity>().order_by_desc(Column::Id).limit(limit + 1);
    if open {
        rows = rows.filter(Column::State.eq(State::Open));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    Page::cut(rows.all(tx.conn()).await?, limit, |row| row.id)
}

/// Gives the points after all, or refuses them, with a reason.
///
/// # Errors
/// `Decided`; a reason is wanted.
pub async fn decide(tx: &Tx, id: Uuid, release: bool, note: &str) -> Result<point_doubt::Model> {
    let doubt = tx.get::<point_doubt::Entity>(id).await?;
    let note = text::line(note);
    if note.is_empty() || note.chars().count() > 200 {
        return Err(Failure::invalid_field("note", "points.reason_wanted"));
    }
    let row = point_doubt::ActiveModel {
        state: Set(if release { State::Released } else { State::Refused }),
        note: Set(note.clone()),
        decided_by_id: Set(members::acting(tx)),
        decided_at: Set(Some(tx.now())),
        updated_at: Set(tx.now()),
        ..Default::default()
    };
    let open = tx.update_many::<point_doubt::Entity>().filter(Column::Id.eq(id)).filter(Column::State.eq(State::Open));
    if open.set(row).exec(tx.conn()).await?.rows_affected != 1 {
        return Err(PointError::Decided.into());
    }
    if release {
        let account = tx.get::<point_account::Entity>(doubt.account_id).await?;
        award::give(tx, &account, &doubt.service, doubt.source, doubt.points, doubt.day, &note).await?;
    }
    figures::mark(tx).await?;
    tx.audit("points.decide_doubt", "point_doubt", id, serde_json::json!({ "released": release })).await?;
    tx.get::<point_doubt::Entity>(id).await
}
