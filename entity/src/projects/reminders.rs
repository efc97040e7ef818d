//! Who is reminded of projects: one message a person a day, of milestones, ends and people to be asked.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Stage, job, project, project_milestone,
    rules::{is_told, wants_opinions},
};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent},
    schedules,
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const DIGEST: &str = "projects.digest";

/// Gives a community the time of its reminders.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, job::SCHEDULES).await
}

/// Tells everybody what of theirs is due. Done again on the same day, nobody is told twice.
pub async fn remind(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let administrators = desk::administrators(tx).await?;
    let going = [Stage::Approved, Stage::Building, Stage::Accepted];
    let projects = tx.find::<project::Entity>().filter(project::Column::Stage.is_in(going)).all(tx.conn()).await?;
    let mut lines: BTreeMap<Uuid, Vec<Value>> = BTreeMap::new();
    for project in projects {
        let told = due(tx, &project, desk.today).await?;
        // Nobody's project is the administrators'.
        for member in project.owner_id.map_or_else(|| administrators.clone(), |owner| vec![owner]) {
            lines.entry(member).or_default().extend(told.iter().cloned());
        }
    }
    for (member, lines) in lines {
        send(tx, &desk, member, lines).await?;
    }
    Ok(())
}

/// What of a project is told of today, noted as told.
async fn due(tx: &Tx, project: &project::Model, today: NaiveDate) -> Result<Vec<Value>> {
    let line = |what: &str, name: &str, due: Option<NaiveDate>| {
        let left = due.map(|due| (due - today).num_days());
        json!({ "project": project.name, "what": what, "name": name, "due": due, "left": left, "path": format!("/projects/{}", project.id) })
    };
    let mut lines = Vec::new();
    let milestones = tx.find::<project_milestone::Entity>().filter(project_milestone::Column::ProjectId.eq(project.id));
    for milestone in milestones.filter(project_milestone::Column::DoneOn.is_null()).all(tx.conn()).await? {
        if is_told(milestone.due_on, milestone.told_on, today) {
            lines.push(line("milestone", &milestone.name, Some(milestone.due_on)));
            let told = project_milestone::ActiveModel { id: Set(milestone.id), told_on: Set(Some(today)), ..Default::default() };
            tx.update(told).await?;
        }
    }
    let ends = project.due_on.filter(|due| project.stage != Stage::Accepted && is_told(*due, project.told_on, today));
    let asks = wants_opinions(project, today) && is_told(today, project.told_on, today);
    lines.extend(ends.map(|due| line("end", "", Some(due))));
    lines.extend(asks.then(|| line("opinions", "", None)));
    if ends.is_some() || asks {
        tx.update(project::ActiveModel { id: Set(project.id), told_on: Set(Some(today)), ..Default::default() }).await?;
    }
    Ok(lines)
}

async fn send(tx: &Tx, desk: &Desk, member: Uuid, mut lines: Vec<Value>) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    lines.sort_by_key(|line| line["left"].as_i64());
    let facts = json!({ "community": desk.community.name, "day": desk.today, "count": lines.len(), "lines": lines, "path": "/projects" });
    notifications::send(tx, Intent::to_member(DIGEST, member, desk.today, facts)).await
}
