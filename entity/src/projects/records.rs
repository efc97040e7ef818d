//! What is kept of a project on the way: milestones, payments, what people say.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Stage,
    error::ProjectError,
    figures, project, project_cost, project_milestone, project_opinion,
    rules::{self, is_open},
    service,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{query, text},
};

/// A milestone as somebody writes it.
#[derive(Debug, Clone)]
pub struct Milestone {
    /// What is to be reached.
    pub name: String,
    /// By when.
    pub due_on: NaiveDate,
    /// When it was reached.
    pub done_on: Option<NaiveDate>,
}

/// A payment as somebody writes it.
#[derive(Debug, Clone)]
pub struct Payment {
    /// When it was paid.
    pub on_day: NaiveDate,
    /// For what.
    pub purpose: String,
    /// To whom.
    pub payee: String,
    /// How much, in fen; less than nothing takes back.
    pub amount: i64,
}

/// Adds a milestone to a project that is not done.
pub async fn add_milestone(tx: &Tx, project: Uuid, milestone: Milestone) -> Result<project_milestone::Model> {
    open(tx, project).await?;
    let row = project_milestone::ActiveModel {
        project_id: Set(project),
        name: Set(checked(tx, &milestone).await?),
        due_on: Set(milestone.due_on),
        done_on: Set(milestone.done_on),
        told_on: Set(None),
        ..Default::default()
    };
    let added = tx.insert(row).await?;
    figures::mark(tx).await?;
    Ok(added)
}

/// Changes a milestone: another day, or reached.
pub async fn change_milestone(tx: &Tx, project: Uuid, id: Uuid, milestone: Milestone) -> Result<project_milestone::Model> {
    open(tx, project).await?;
    let known = of(tx.get::<project_milestone::Entity>(id).await?, project)?;
    let moved = known.due_on != milestone.due_on;
    let row = project_milestone::ActiveModel {
        id: Set(id),
        name: Set(checked(tx, &milestone).await?),
        due_on: Set(milestone.due_on),
        done_on: Set(milestone.done_on),
        told_on: Set(known.told_on.filter(|_| !moved)),
        ..Default::default()
    };
    let changed = tx.update(row).await?;
    figures::mark(tx).await?;
    Ok(changed)
}

/// Takes a milestone off.
pub async fn remove_milestone(tx: &Tx, project: Uuid, id: Uuid) -> Result<()> {
    open(tx, project).await?;
    of(tx.get::<project_milestone::Entity>(id).await?, project)?;
    tx.delete_many::<project_milestone::Entity>().filter(project_milestone::Column::Id.eq(id)).exec(tx.conn()).await?;
    figures::mark(tx).await
}

fn of(milestone: project_milestone::Model, project: Uuid) -> Result<project_milestone::Model> {
    if milestone.project_id == project { Ok(milestone) } else { Err(Failure::not_found()) }
}

async fn checked(tx: &Tx, milestone: &Milestone) -> Result<String> {
    let (name, today) = (text::line(&milestone.name), query::today(tx).await?);
    let wrong = |field: &str, code| Err(Failure::invalid_field(field, code));
    match () {
        () if name.is_empty() => wrong("name", "projects.name_wanted"),
        () if !rules::is_plausible(milestone.due_on) => wrong("due_on", "projects.day_implausible"),
        () if milestone.done_on.is_some_and(|day| day > today) => wrong("done_on", "projects.day_ahead"),
        () => Ok(name),
    }
}

/// Writes a payment down. Payments stay: a mistake is taken back by another line.
pub async fn pay(tx: &Tx, project: Uuid, payment: Payment) -> Result<project_cost::Model> {
    let (known, today) = (tx.get::<project::Entity>(project).await?, query::today(tx).await?);
    let purpose = text::line(&payment.purpose);
    let wrong = |field: &str, code| Err(Failure::invalid_field(field, code));
    match () {
        () if matches!(known.stage, Stage::Proposed) => return Err(ProjectError::WrongStage.into()),
        () if purpose.is_empty() => return wrong("purpose", "projects.purpose_wanted"),
        () if payment.on_day > today => return wrong("on_day", "projects.day_ahead"),
        () if !rules::is_plausible(payment.on_day) => return wrong("on_day", "projects.day_implausible"),
        () if !service::is_plausible(payment.amount) => return wrong("amount", "projects.amount_implausible"),
        () => {}
    }
    let row = project_cost::ActiveModel {
        project_id: Set(project),
        on_day: Set(payment.on_day),
        purpose: Set(purpose),
        payee: Set(text::line(&payment.payee)),
        amount: Set(payment.amount),
        actor: Set(serde_json::to_value(tx.actor())?),
        ..Default::default()
    };
    let paid = tx.insert(row).await?;
    tx.mark(payment.on_day, "projects.spent").await?;
    Ok(paid)
}

/// Writes down what somebody says of a project that stands.
pub async fn hear(tx: &Tx, project: Uuid, score: i64, note: &str) -> Result<project_opinion::Model> {
    let known = tx.get::<project::Entity>(project).await?;
    if !matches!(known.stage, Stage::Accepted | Stage::Followed) {
        return Err(ProjectError::WrongStage.into());
    }
    if !(1..=5).contains(&score) {
        return Err(Failure::invalid_field("score", "projects.score_unknown"));
    }
    let row = project_opinion::ActiveModel {
        project_id: Set(project),
        on_day: Set(query::today(tx).await?),
        score: Set(score),
        note: Set(note.trim().to_owned()),
        actor: Set(serde_json::to_value(tx.actor())?),
        ..Default::default()
    };
    tx.insert(row).await
}

async fn open(tx: &Tx, project: Uuid) -> Result<project::Model> {
    let known = tx.get::<project::Entity>(project).await?;
    if is_open(known.stage) { Ok(known) } else { Err(ProjectError::WrongStage.into()) }
}
