//! Questions about meetings.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Kind, Stage,
    meeting::{self, Column},
    meeting_resolution,
};
use crate::{
    attendance::{
        attendee, occasion,
        query::{Counts, counts as roll_counts},
    },
    enrolment,
    kernel::{Failure, Page, PageRequest, Result, Tx},
    matters::matter,
};

/// Which meetings are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this kind.
    pub kind: Option<Kind>,
    /// At this stage.
    pub stage: Option<Stage>,
}

/// A meeting with its time, place and numbers.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The meeting.
    pub meeting: meeting::Model,
    /// Its occasion.
    pub occasion: occasion::Model,
    /// How many are invited, how many came.
    pub counts: Counts,
}

/// Meetings, the latest written down first.
pub async fn list(tx: &Tx, filter: &Filter, page: &PageRequest) -> Result<Page<Listed>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<meeting::Entity>();
    if let Some(kind) = filter.kind {
        rows = rows.filter(Column::Kind.eq(kind));
    }
    if let Some(stage) = filter.stage {
        rows = rows.filter(Column::Stage.eq(stage));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    let rows = rows.order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row| row.id)?;
    Ok(Page { items: told(tx, page.items).await?, next: page.next })
}

/// One meeting.
pub async fn one(tx: &Tx, id: Uuid) -> Result<Listed> {
    let meeting = tx.get::<meeting::Entity>(id).await?;
    told(tx, vec![meeting]).await?.pop().ok_or_else(Failure::not_found)
}

async fn told(tx: &Tx, meetings: Vec<meeting::Model>) -> Result<Vec<Listed>> {
    let ids: Vec<Uuid> = meetings.iter().map(|meeting| meeting.occasion_id).collect();
    let counts = roll_counts(tx, ids.clone()).await?;
    let occasions = tx.find::<occasion::Entity>().filter(occasion::Column::Id.is_in(ids)).all(tx.conn()).await?;
    let mut occasions: HashMap<Uuid, occasion::Model> = occasions.into_iter().map(|row| (row.id, row)).collect();
    let listed = |meeting: meeting::Model| {
        let occasion = occasions.remove(&meeting.occasion_id)?;
        Some(Listed { counts: counts.get(&meeting.occasion_id).copied().unwrap_or_default(), occasion, meeting })
    };
    Ok(meetings.into_iter().filter_map(listed).collect())
}

/// How many are invited, how many came.
pub async fn counts(tx: &Tx, meeting: &meeting::Model) -> Result<Counts> {
    Ok(roll_counts(tx, vec![meeting.occasion_id]).await?.get(&meeting.occasion_id).copied().unwrap_or_default())
}

/// The members who are invited.
pub async fn invited(tx: &Tx, meeting: &meeting::Model) -> Result<Vec<Uuid>> {
    use attendee::{Column, State};
    let roll = tx.find::<attendee::Entity>().filter(Column::OccasionId.eq(meeting.occasion_id)).filter(Column::State.ne(State::Cancelled));
    let roll = roll.all(tx.conn()).await?;
    // A member who is a resident here is on the roll as that.
    let linked = enrolment::members_of(tx, roll.iter().filter_map(|row| row.person_id)).await?;
    let member = |row: attendee::Model| row.member_id.or_else(|| linked.get(&row.person_id?).copied());
    Ok(roll.into_iter().filter_map(member).collect())
}

/// What was resolved, with the matters that came of it.
pub async fn resolutions(tx: &Tx, meeting: Uuid) -> Result<Vec<(meeting_resolution::Model, Option<matter::Model>)>> {
    use meeting_resolution::Column;
    let rows =
        tx.find::<meeting_resolution::Entity>().filter(Column::MeetingId.eq(meeting)).order_by_asc(Column::Place).all(tx.conn()).await?;
    let matters = tx.find::<matter::Entity>().filter(matter::Column::Id.is_in(rows.iter().filter_map(|row| row.matter_id)));
    let mut matters: HashMap<Uuid, matter::Model> = matters.all(tx.conn()).await?.into_iter().map(|row| (row.id, row)).collect();
    Ok(rows.into_iter().map(|row| (row.matter_id.and_then(|id| matters.remove(&id)), row)).map(|(matter, row)| (row, matter)).collect())
}
