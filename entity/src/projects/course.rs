//! The course of a project: each stage is entered by an act, for a reason, and never forgotten.

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Stage,
    error::ProjectError,
    figures, project, project_milestone, project_opinion, project_step, query,
    rules::{self, Act},
    service,
};
use crate::{
    evidence::{self, Moment, Of},
    kernel::{Failure, Result, Tx},
    people,
};

/// Takes a project to its next stage. What it stands on must be there: milestones reached and a photo before it is accepted, opinions
/// before it is closed.
pub async fn advance(tx: &Tx, id: Uuid, revision: i64, act: Act, note: &str) -> Result<project::Model> {
    let known = tx.get::<project::Entity>(id).await?;
    let stage = rules::next(known.stage, act).ok_or(ProjectError::WrongStage)?;
    let note = note.trim();
    if act.wants_reason() && note.is_empty() {
        return Err(Failure::invalid_field("note", "projects.reason_wanted"));
    }
    match act {
        Act::Accept => is_ready(tx, id).await?,
        Act::FollowUp if opinions(tx, id).await? == 0 => return Err(ProjectError::OpinionWanted.into()),
        _ => {}
    }
    let today = people::query::today(tx).await?;
    let mut row = project::ActiveModel { stage: Set(stage), told_on: Set(None), ..Default::default() };
    match act {
        Act::Accept => row.accepted_on = Set(Some(today)),
        Act::Rework => row.accepted_on = Set(None),
        _ => {}
    }
    let project = service::write(tx, id, revision, row).await?;
    self::note(tx, &project, stage, note).await?;
    for day in [Some(today), known.accepted_on].into_iter().flatten() {
        tx.mark(day, "projects.accepted").await?;
    }
    figures::mark(tx).await?;
    Ok(project)
}

async fn is_ready(tx: &Tx, id: Uuid) -> Result<()> {
    let open = tx.find::<project_milestone::Entity>().filter(project_milestone::Column::ProjectId.eq(id));
    if open.filter(project_milestone::Column::DoneOn.is_null()).count(tx.conn()).await? > 0 {
        return Err(ProjectError::MilestoneOpen.into());
    }
    if evidence::query::count(tx, Of::Project(id), Moment::After).await? == 0 {
        return Err(ProjectError::PhotoWanted.into());
    }
    Ok(())
}

async fn opinions(tx: &Tx, id: Uuid) -> Result<u64> {
    let of = tx.find::<project_opinion::Entity>().filter(project_opinion::Column::ProjectId.eq(id));
    Ok(of.count(tx.conn()).await?)
}

/// Writes a step of the course down.
pub(super) async fn note(tx: &Tx, project: &project::Model, stage: Stage, note: &str) -> Result<()> {
    let before = query::steps(tx, project.id).await?.len();
    let row = project_step::ActiveModel {
        project_id: Set(project.id),
        place: Set(i64::try_from(before).unwrap_or(i64::MAX) + 1),
        stage: Set(stage),
        note: Set(note.to_owned()),
        actor: Set(serde_json::to_value(tx.actor())?),
        ..Default::default()
    };
    tx.insert(row).await.map(drop)
}
