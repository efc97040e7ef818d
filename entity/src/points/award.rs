//! Giving points: for a service by the community's rule, or by hand.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{
    books::{self, Booking},
    doubts,
    error::PointError,
    point_account::{self, Kind},
    point_entry, point_posting,
    rules::{Caps, MOST_POINTS, OFFICE_GIVES, worth},
    tariff,
};
use crate::{
    calendar::local,
    enrolment::Who,
    kernel::{Failure, Result, Tx},
    people::{query::today, text},
    visits::desk::Desk,
};

/// A service that somebody did. Any context may ask for its points, in the transaction in which the service became certain.
#[derive(Debug, Clone)]
pub struct Service<'a> {
    /// Who did it.
    pub who: Who,
    /// Which one: of [`SERVICES`](super::rules::SERVICES).
    pub service: &'a str,
    /// What it was, such as `occasion:…`: the same is paid once, however often it is asked for.
    pub source: String,
    /// When it was done,
    pub from: DateTime<Utc>,
    /// and until when.
    pub until: DateTime<Utc>,
    /// How much of that counts, in minutes.
    pub minutes: i64,
}

/// Gives what a service is worth by the community's rule; answers how many points. None are given where there is no rule, the day or month
/// is full, or something is odd: then they wait for the office, see [`doubts`].
pub async fn award(tx: &Tx, done: Service<'_>) -> Result<i64> {
    let Some(rule) = tariff::rule(tx, done.service).await?.filter(|rule| rule.enabled) else { return Ok(0) };
    let desk = Desk::of(tx).await?;
    let day = desk.day(done.from);
    let (account, issue) = (books::holder(tx, done.who).await?, books::own(tx, Kind::Issue).await?);
    books::lock(tx, &[account.id, issue.id]).await?;
    let month = local::month_start(day);
    let caps = Caps {
        day: cap(tx, account.id, done.service, rule.daily_cap, (day, day)).await?,
        month: cap(tx, account.id, done.service, rule.monthly_cap, (month, desk.today.max(day))).await?,
    };
    let points = worth(rule.per, rule.points, done.minutes, caps);
    if points == 0 || doubts::hold(tx, &account, &done, points, day).await? {
        return Ok(0);
    }
    give(tx, &account, done.service, done.source, points, day, "").await?;
    Ok(points)
}

/// Gives or takes points by hand, with a reason; more than a few want the administrator.
///
/// # Errors
/// If the number or the reason is missing or implausible, `TooManyForOffice`, `NotEnough`.
pub async fn grant(tx: &Tx, who: Who, points: i64, note: &str, administrator: bool) -> Result<point_posting::Model> {
    let note = text::line(note);
    match () {
        () if points == 0 || points.abs() > MOST_POINTS => return Err(Failure::invalid_field("points", "points.number_implausible")),
        () if note.is_empty() || note.chars().count() > 200 => return Err(Failure::invalid_field("note", "points.reason_wanted")),
        () if points.abs() > OFFICE_GIVES && !administrator => return Err(PointError::TooManyForOffice.into()),
        () => {}
    }
    let account = books::holder(tx, who).await?;
    let (source, day) = (format!("grant:{}", tx.new_id()), today(tx).await?);
    tx.audit("points.grant", "point_account", account.id, serde_json::json!({ "points": points })).await?;
    give(tx, &account, "grant", source, points, day, &note).await
}

/// Undoes a posting, with a reason.
///
/// # Errors
/// See [`PointError`]; a reason is wanted.
pub async fn reverse(tx: &Tx, posting: Uuid, note: &str) -> Result<point_posting::Model> {
    let note = text::line(note);
    if note.is_empty() || note.chars().count() > 200 {
        return Err(Failure::invalid_field("note", "points.reason_wanted"));
    }
    tx.audit("points.reverse", "point_posting", posting, serde_json::json!({})).await?;
    books::reverse(tx, posting, &note).await
}

/// Takes back what was given for `source`, once; nothing happens if nothing was given, or if it is spent: then the office has to decide.
pub async fn undo(tx: &Tx, source: &str, note: &str) -> Result<()> {
    let given = tx.find::<point_posting::Entity>().filter(point_posting::Column::Source.eq(source)).one(tx.conn()).await?;
    match given {
        Some(given) if books::can_be_reversed(tx, &given).await? => books::reverse(tx, given.id, note).await.map(drop),
        _ => Ok(()),
    }
}

pub(super) async fn give(
    tx: &Tx,
    account: &point_account::Model,
    reason: &str,
    source: String,
    points: i64,
    day: NaiveDate,
    note: &str,
) -> Result<point_posting::Model> {
    let issue = books::own(tx, Kind::Issue).await?;
    let booking = Booking { source, reason, note, reverses: None, day };
    books::post(tx, booking, &[(issue.id, -points), (account.id, points)]).await
}

/// A cap, with what the days have brought; none if there is no cap.
async fn cap(tx: &Tx, account: Uuid, service: &str, most: Option<i64>, days: (NaiveDate, NaiveDate)) -> Result<Option<(i64, i64)>> {
    let Some(most) = most else { return Ok(None) };
    let postings = tx.find::<point_posting::Entity>().filter(point_posting::Column::Reason.eq(service));
    let postings = postings.filter(point_posting::Column::Day.between(days.0, days.1)).select_only().column(point_posting::Column::Id);
    let mut ids: Vec<Uuid> = postings.into_tuple().all(tx.conn()).await?;
    // What was undone makes room again.
    let undone = tx.find::<point_posting::Entity>().filter(point_posting::Column::ReversesId.is_in(ids.iter().copied()));
    ids.extend(undone.all(tx.conn()).await?.into_iter().map(|reversal| reversal.id));
    let entries = tx.find::<point_entry::Entity>().filter(point_entry::Column::AccountId.eq(account));
    let entries = entries.filter(point_entry::Column::PostingId.is_in(ids)).all(tx.conn()).await?;
    Ok(Some((most, entries.iter().map(|entry| entry.amount).sum())))
}
