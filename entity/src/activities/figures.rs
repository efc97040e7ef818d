//! The figures of the menu: what took place, for how many, who came, what they said; how long rooms were used; what people wish.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{ColumnTrait, QueryFilter, Select};
use uuid::Uuid;

use super::{
    activity::{self, Column, Stage},
    activity_feedback, room_booking, wish,
};
use crate::{
    attendance::{
        attendee::{self, State},
        occasion,
    },
    kernel::{Result, Tx},
    people::{query::today, reach::ids},
    visits::desk::Desk,
};

/// Whoever gives so many points or more is satisfied.
const SATISFIED: i64 = 4;

/// Has the figures of today computed anew.
pub(super) async fn mark(tx: &Tx) -> Result<()> {
    let today = today(tx).await?;
    for measure in ["activities.planned", "activities.rated", "activities.satisfied", "wishes.open"] {
        tx.mark(today, measure).await?;
    }
    Ok(())
}

/// Has the figures of the day on which an activity ended computed anew.
pub(super) async fn mark_held(tx: &Tx, ended: DateTime<Utc>) -> Result<()> {
    let day = Desk::of(tx).await?.day(ended);
    for measure in ["activities.held", "activities.seats", "activities.attended", "activities.no_show"] {
        tx.mark(day, measure).await?;
    }
    tx.mark(today(tx).await?, "activities.planned").await
}

/// Has the use of rooms on the day of a booking computed anew.
pub(super) async fn mark_rooms(tx: &Tx, booking: &room_booking::Model) -> Result<()> {
    tx.mark(Desk::of(tx).await?.day(booking.starts_at), "rooms.hours").await
}

/// Activities by the instant at which they were over.
pub(crate) fn held(tx: &Tx) -> (Select<activity::Entity>, Column) {
    (tx.find::<activity::Entity>(), Column::HeldAt)
}

/// What people said, all of it or what was said by the satisfied, by the instant at which they did.
pub(crate) fn said(tx: &Tx, satisfied: bool) -> (Select<activity_feedback::Entity>, activity_feedback::Column) {
    use activity_feedback::Column;
    let said = tx.find::<activity_feedback::Entity>();
    (if satisfied { said.filter(Column::Score.gte(SATISFIED)) } else { said }, Column::CreatedAt)
}

/// Seats of what took place, those who came and those who did not, by the day on which it was over; hours in which rooms were booked.
pub(crate) async fn by_day(tx: &Tx, desk: &Desk, measure: &str, from: NaiveDate, to: NaiveDate) -> Result<BTreeMap<NaiveDate, i64>> {
    let (begin, end) = (desk.midnight(from), desk.midnight(to + Days::new(1)));
    if measure == "rooms.hours" {
        return hours(tx, desk, begin, end).await;
    }
    let held = tx.find::<activity::Entity>().filter(Column::HeldAt.gte(begin)).filter(Column::HeldAt.lt(end));
    let days: BTreeMap<Uuid, NaiveDate> =
        held.clone().all(tx.conn()).await?.into_iter().filter_map(|row| Some((row.occasion_id, desk.day(row.held_at?)))).collect();
    let occasions = ids(held, Column::OccasionId);
    let mut count = BTreeMap::new();
    let mut add = |occasion: Uuid, number: i64| {
        if let Some(day) = days.get(&occasion) {
            *count.entry(*day).or_default() += number;
        }
    };
    if measure == "activities.seats" {
        let rows = tx.find::<occasion::Entity>().filter(occasion::Column::Id.in_subquery(occasions)).all(tx.conn()).await?;
        rows.iter().for_each(|row| add(row.id, row.capacity.unwrap_or_default()));
    } else {
        let state = if measure == "activities.attended" { State::Attended } else { State::NoShow };
        let rows = tx.find::<attendee::Entity>().filter(attendee::Column::OccasionId.in_subquery(occasions));
        let rows = rows.filter(attendee::Column::State.eq(state)).all(tx.conn()).await?;
        rows.iter().for_each(|row| add(row.occasion_id, 1));
    }
    Ok(count)
}

async fn hours(tx: &Tx, desk: &Desk, begin: DateTime<Utc>, end: DateTime<Utc>) -> Result<BTreeMap<NaiveDate, i64>> {
    use room_booking::{Column, State};
    let booked = tx.find::<room_booking::Entity>().filter(Column::State.eq(State::Booked));
    let booked = booked.filter(Column::StartsAt.gte(begin)).filter(Column::StartsAt.lt(end)).all(tx.conn()).await?;
    let mut minutes: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    for row in booked {
        *minutes.entry(desk.day(row.starts_at)).or_default() += (row.ends_at - row.starts_at).num_minutes();
    }
    Ok(minutes.into_iter().map(|(day, minutes)| (day, (minutes + 30) / 60)).collect())
}

/// Activities that are prepared or on the menu.
pub(crate) fn planned(tx: &Tx) -> Select<activity::Entity> {
    tx.find::<activity::Entity>().filter(Column::Stage.is_in([Stage::Planned, Stage::Published]))
}

/// Wishes that wait for an answer.
pub(crate) fn open_wishes(tx: &Tx) -> Select<wish::Entity> {
    tx.find::<wish::Entity>().filter(wish::Column::State.eq(wish::State::Open))
}
