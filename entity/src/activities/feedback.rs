//! What those who came say, each once.

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{activity, activity_feedback, error::ActivityError, figures};
use crate::{
    attendance::{
        Who,
        attendee::{self, State},
    },
    kernel::{Failure, Result, Tx},
};

/// The longest words, in characters.
const LONGEST: usize = 1_000;

/// The place of somebody on the roll of an activity.
pub async fn own_place(tx: &Tx, activity: &activity::Model, who: Who) -> Result<attendee::Model> {
    Ok(place(tx, activity, who).await?.ok_or(ActivityError::DidNotCome)?)
}

/// Somebody's place on the roll of an activity, if they have one, and whether they have said how it was.
pub async fn stands(tx: &Tx, activity: &activity::Model, who: Who) -> Result<(Option<attendee::Model>, bool)> {
    let Some(place) = place(tx, activity, who).await? else { return Ok((None, false)) };
    let said = has_said(tx, place.id).await?;
    Ok((Some(place), said))
}

async fn place(tx: &Tx, activity: &activity::Model, who: Who) -> Result<Option<attendee::Model>> {
    let roll = tx.find::<attendee::Entity>().filter(attendee::Column::OccasionId.eq(activity.occasion_id));
    let own = match who {
        Who::Member(id) => roll.filter(attendee::Column::MemberId.eq(id)),
        Who::Person(id) => roll.filter(attendee::Column::PersonId.eq(id)),
    };
    Ok(own.one(tx.conn()).await?)
}

async fn has_said(tx: &Tx, attendee: Uuid) -> Result<bool> {
    let said = tx.find::<activity_feedback::Entity>().filter(activity_feedback::Column::AttendeeId.eq(attendee));
    Ok(said.count(tx.conn()).await? > 0)
}

/// Writes down what somebody on the roll says.
///
/// # Errors
/// `DidNotCome`, `SaidAlready`, or with a score that is none.
pub async fn give(tx: &Tx, activity: &activity::Model, row: &attendee::Model, score: i64, words: &str) -> Result<activity_feedback::Model> {
    let words = words.trim();
    match () {
        () if row.occasion_id != activity.occasion_id => return Err(Failure::not_found()),
        () if row.state != State::Attended => return Err(ActivityError::DidNotCome.into()),
        () if !(1..=5).contains(&score) => return Err(Failure::invalid_field("score", "activities.score_unknown")),
        () if words.chars().count() > LONGEST => return Err(Failure::invalid_field("words", "people.text_too_long")),
        () => {}
    }
    if has_said(tx, row.id).await? {
        return Err(ActivityError::SaidAlready.into());
    }
    let feedback = activity_feedback::ActiveModel {
        activity_id: Set(activity.id),
        attendee_id: Set(row.id),
        score: Set(score),
        words: Set(words.to_owned()),
        ..Default::default()
    };
    let feedback = tx.insert(feedback).await?;
    figures::mark(tx).await?;
    Ok(feedback)
}

/// What people said of some activities, the latest first; without their names.
pub async fn of(tx: &Tx, activities: Vec<Uuid>) -> Result<Vec<activity_feedback::Model>> {
    use activity_feedback::Column;
    let rows = tx.find::<activity_feedback::Entity>().filter(Column::ActivityId.is_in(activities));
    Ok(rows.order_by_desc(Column::Id).all(tx.conn()).await?)
}
