//! Preparing meetings.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Kind, MinutesState, Stage,
    error::MeetingError,
    meeting::{self, Column},
    notices::{self, News},
    rules::{MOST_LINES, MOST_PEOPLE},
};
use crate::{
    attendance::{
        Who,
        occasions::{self, Plan, Subject},
        sign_up::{Door, sign_up},
    },
    kernel::{Failure, Result, Tx},
    people::text,
    tenancy::membership,
};

/// What is said of a meeting.
#[derive(Debug, Clone)]
pub struct Design {
    /// What kind it is.
    pub kind: Kind,
    /// Its title, place and time.
    pub occasion: Plan,
    /// What is talked about.
    pub agenda: Vec<String>,
    /// So many have to be there.
    pub quorum: Option<i64>,
    /// Who leads it.
    pub chair: Option<Uuid>,
}

/// Prepares a meeting.
pub async fn add(tx: &Tx, design: Design) -> Result<meeting::Model> {
    let columns = columns(tx, &design).await?;
    let id = tx.new_id();
    let occasion = occasions::arrange(tx, Some(Subject { kind: "meeting", id }), design.occasion).await?;
    let row = meeting::ActiveModel {
        id: Set(id),
        occasion_id: Set(occasion.id),
        stage: Set(Stage::Planned),
        minutes: Set(String::new()),
        minutes_state: Set(MinutesState::Draft),
        called_at: Set(None),
        held_at: Set(None),
        reminded_on: Set(None),
        revision: Set(1),
        ..columns
    };
    tx.insert(row).await
}

/// Changes a meeting that is still to come; if it was called, those who are invited are told of the new time or place.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<meeting::Model> {
    let known = tx.get::<meeting::Entity>(id).await?;
    let columns = columns(tx, &design).await?;
    if !matches!(known.stage, Stage::Planned | Stage::Called) {
        return Err(MeetingError::WrongStage.into());
    }
    let before = tx.get::<crate::attendance::occasion::Entity>(known.occasion_id).await?;
    let after = occasions::change(tx, known.occasion_id, design.occasion).await?;
    let meeting = write(tx, id, revision, meeting::ActiveModel { reminded_on: Set(None), ..columns }).await?;
    let moved = (before.starts_at, &before.place) != (after.starts_at, &after.place);
    if known.stage == Stage::Called && moved {
        notices::tell_invited(tx, &meeting, News::Moved, "").await?;
    }
    Ok(meeting)
}

/// Invites a member.
pub async fn invite(tx: &Tx, id: Uuid, member: Uuid) -> Result<()> {
    let known = tx.get::<meeting::Entity>(id).await?;
    tx.get::<membership::Entity>(member).await?;
    sign_up(tx, known.occasion_id, Who::Member(member), Door::DeskDespiteTerms).await.map(drop)
}

/// Writes `row` over the meeting if it still is as somebody saw it.
pub(super) async fn write(tx: &Tx, id: Uuid, revision: i64, row: meeting::ActiveModel) -> Result<meeting::Model> {
    let row = meeting::ActiveModel { revision: Set(revision + 1), updated_at: Set(tx.now()), ..row };
    let same = tx.update_many::<meeting::Entity>().filter(Column::Id.eq(id)).filter(Column::Revision.eq(revision));
    match same.set(row).exec(tx.conn()).await?.rows_affected {
        1 => tx.get::<meeting::Entity>(id).await,
        _ => Err(MeetingError::Stale.into()),
    }
}

async fn columns(tx: &Tx, design: &Design) -> Result<meeting::ActiveModel> {
    if let Some(chair) = design.chair {
        tx.get::<membership::Entity>(chair).await?;
    }
    let agenda: Vec<String> = design.agenda.iter().map(|line| text::line(line)).filter(|line| !line.is_empty()).collect();
    match () {
        () if agenda.len() > MOST_LINES => return Err(Failure::invalid_field("agenda", "meetings.agenda_too_long")),
        () if design.quorum.is_some_and(|quorum| !(1..=MOST_PEOPLE).contains(&quorum)) => {
            return Err(Failure::invalid_field("quorum", "meetings.quorum_implausible"));
        }
        () => {}
    }
    Ok(meeting::ActiveModel {
        kind: Set(design.kind),
        agenda: Set(serde_json::to_value(agenda)?),
        quorum: Set(design.quorum),
        chair_id: Set(design.chair),
        ..Default::default()
    })
}
