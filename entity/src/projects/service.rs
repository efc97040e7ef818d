//! Writing projects down and changing them.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Kind, Stage, course,
    error::ProjectError,
    figures,
    project::{self, Column},
    rules,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{grid, text},
    tenancy::membership,
};

/// The most that a project may cost, in fen: ten thousand million yuan.
const MOST_MONEY: i64 = 1_000_000_000_000;

/// What is said of a project.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What kind.
    pub kind: Kind,
    /// What it is called.
    pub name: String,
    /// Where.
    pub place: String,
    /// What it is for.
    pub summary: String,
    /// Who answers for it.
    pub owner: Option<Uuid>,
    /// The grid it is in.
    pub grid: Option<Uuid>,
    /// When work is to begin.
    pub starts_on: Option<NaiveDate>,
    /// When it is to be done.
    pub due_on: Option<NaiveDate>,
    /// What it may cost, in fen.
    pub budget: i64,
}

/// Writes a project down: as one that is asked for.
pub async fn add(tx: &Tx, plan: Plan) -> Result<project::Model> {
    let row = project::ActiveModel {
        stage: Set(Stage::Proposed),
        revision: Set(1),
        published: Set(false),
        accepted_on: Set(None),
        told_on: Set(None),
        ..columns(tx, plan, None).await?
    };
    let project = tx.insert(row).await?;
    course::note(tx, &project, Stage::Proposed, "").await?;
    figures::mark(tx).await?;
    Ok(project)
}

/// Changes what is said of a project that somebody looked at as `revision`.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, plan: Plan) -> Result<project::Model> {
    let known = tx.get::<project::Entity>(id).await?;
    let changed = columns(tx, plan, Some(known.id)).await?;
    let project = write(tx, id, revision, changed).await?;
    figures::mark(tx).await?;
    Ok(project)
}

/// Shows a project to everybody, or does not any more.
pub async fn publish(tx: &Tx, id: Uuid, published: bool) -> Result<project::Model> {
    let known = tx.get::<project::Entity>(id).await?;
    let row = project::ActiveModel { published: Set(published), ..Default::default() };
    let project = write(tx, id, known.revision, row).await?;
    tx.audit("projects.publish", "project", id, serde_json::json!({ "published": published })).await?;
    Ok(project)
}

/// Writes `row` over the project if it still is as somebody saw it.
pub(super) async fn write(tx: &Tx, id: Uuid, revision: i64, row: project::ActiveModel) -> Result<project::Model> {
    let row = project::ActiveModel { revision: Set(revision + 1), updated_at: Set(tx.now()), ..row };
    let same = tx.update_many::<project::Entity>().filter(Column::Id.eq(id)).filter(Column::Revision.eq(revision));
    match same.set(row).exec(tx.conn()).await?.rows_affected {
        1 => tx.get::<project::Entity>(id).await,
        _ => Err(ProjectError::Stale.into()),
    }
}

async fn columns(tx: &Tx, plan: Plan, known: Option<Uuid>) -> Result<project::ActiveModel> {
    let name = text::line(&plan.name);
    let plausible = |day: Option<NaiveDate>| day.is_none_or(rules::is_plausible);
    let wrong = |field: &str, code| Err(Failure::invalid_field(field, code));
    match () {
        () if name.is_empty() => return wrong("name", "projects.name_wanted"),
        () if !(0..=MOST_MONEY).contains(&plan.budget) => return wrong("budget", "projects.amount_implausible"),
        () if !plausible(plan.starts_on) => return wrong("starts_on", "projects.day_implausible"),
        () if !plausible(plan.due_on) => return wrong("due_on", "projects.day_implausible"),
        () if plan.starts_on.zip(plan.due_on).is_some_and(|(starts, due)| due < starts) => {
            return wrong("due_on", "projects.due_before_start");
        }
        () => {}
    }
    if let Some(owner) = plan.owner {
        tx.get::<membership::Entity>(owner).await?;
    }
    if let Some(grid) = plan.grid {
        tx.get::<grid::Entity>(grid).await?;
    }
    let mut namesakes = tx.find::<project::Entity>().filter(Column::Name.eq(&name));
    if let Some(known) = known {
        namesakes = namesakes.filter(Column::Id.ne(known));
    }
    if namesakes.count(tx.conn()).await? > 0 {
        return Err(Failure::from(ProjectError::NameTaken).field("name", "projects.name_taken"));
    }
    Ok(project::ActiveModel {
        kind: Set(plan.kind),
        name: Set(name),
        place: Set(text::line(&plan.place)),
        summary: Set(plan.summary.trim().to_owned()),
        owner_id: Set(plan.owner),
        grid_id: Set(plan.grid),
        starts_on: Set(plan.starts_on),
        due_on: Set(plan.due_on),
        budget: Set(plan.budget),
        ..Default::default()
    })
}

/// Whether an amount of money, in fen, is one that somebody can have meant.
pub(super) fn is_plausible(amount: i64) -> bool {
    amount != 0 && amount.checked_abs().is_some_and(|amount| amount <= MOST_MONEY)
}
