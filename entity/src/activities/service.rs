//! Preparing activities.

use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    activity::{self, Class, Column, Stage},
    bookings,
    error::ActivityError,
    figures, job, programme, provider, room,
};
use crate::{
    attendance::{
        occasion,
        occasions::{self, Plan, Subject},
        rules::times::CLOSE_AFTER,
    },
    kernel::{Result, Tx},
    tenancy::membership,
};

/// What an occasion of an activity belongs to.
pub const SUBJECT: &str = "activity";

/// What is said of an activity.
#[derive(Debug, Clone)]
pub struct Design {
    /// Which class of the menu.
    pub class: Class,
    /// Its title, place, time, seats, and for whom it is.
    pub occasion: Plan,
    /// What it is.
    pub summary: String,
    /// The room that it is in.
    pub room: Option<Uuid>,
    /// Who answers for it.
    pub organiser: Option<Uuid>,
    /// Who runs it.
    pub provider: Option<Uuid>,
    /// The programme that it is a session of.
    pub programme: Option<Uuid>,
}

/// Prepares an activity, and books its room.
pub async fn add(tx: &Tx, design: Design) -> Result<activity::Model> {
    let columns = columns(tx, &design).await?;
    let id = tx.new_id();
    let occasion = occasions::prepare(tx, Some(Subject { kind: SUBJECT, id }), design.occasion).await?;
    bookings::settle(tx, &occasion, design.room).await?;
    let row = activity::ActiveModel {
        id: Set(id),
        occasion_id: Set(occasion.id),
        stage: Set(Stage::Planned),
        published_at: Set(None),
        held_at: Set(None),
        revision: Set(1),
        ..columns
    };
    let activity = tx.insert(row).await?;
    figures::mark(tx).await?;
    Ok(activity)
}

/// Changes an activity that is still to come; who ordered it is told of another time or place, and its room is booked anew.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<activity::Model> {
    let known = tx.get::<activity::Entity>(id).await?;
    if !matches!(known.stage, Stage::Planned | Stage::Published) {
        return Err(ActivityError::WrongStage.into());
    }
    let row = activity::ActiveModel { programme_id: Set(known.programme_id), ..columns(tx, &design).await? };
    let activity = tx.revise(id, Column::Revision, revision, row).await?;
    let occasion = occasions::change(tx, known.occasion_id, design.occasion).await?;
    bookings::settle(tx, &occasion, design.room).await?;
    if activity.stage == Stage::Published {
        expect_end(tx, id, &occasion).await?;
    }
    Ok(activity)
}

/// Has it noted that an activity took place, once its roll is closed.
pub(super) async fn expect_end(tx: &Tx, id: Uuid, occasion: &occasion::Model) -> Result<()> {
    tx.enqueue_at(&job::Hold { activity: id, ends_at: occasion.ends_at }, occasion.ends_at + CLOSE_AFTER).await
}

async fn columns(tx: &Tx, design: &Design) -> Result<activity::ActiveModel> {
    if let Some(organiser) = design.organiser {
        tx.get::<membership::Entity>(organiser).await?;
    }
    if let Some(provider) = design.provider {
        tx.get::<provider::Entity>(provider).await?;
    }
    if let Some(room) = design.room {
        tx.get::<room::Entity>(room).await?;
    }
    if let Some(programme) = design.programme
        && tx.get::<programme::Entity>(programme).await?.state != programme::State::Open
    {
        return Err(ActivityError::Ended.into());
    }
    Ok(activity::ActiveModel {
        class: Set(design.class),
        summary: Set(design.summary.trim().to_owned()),
        organiser_id: Set(design.organiser),
        provider_id: Set(design.provider),
        programme_id: Set(design.programme),
        ..Default::default()
    })
}
