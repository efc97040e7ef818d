//! Who is told that a plan is behind, or a topic due: one message a person a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{coverage, job, outreach_plan, research_topic, rules, topics};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent},
    people::words::word,
    projects::rules::is_told,
    schedules,
    tenancy::members,
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const DIGEST: &str = "outreach.digest";

/// What each member is told.
type Lines = BTreeMap<Uuid, Vec<Value>>;

/// Gives a community the time of its reminders.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, job::SCHEDULES).await
}

/// Tells everybody what of theirs is behind or due. Done again on the same day, nobody is told twice.
pub async fn remind(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let administrators = desk::administrators(tx).await?;
    let mut lines = Lines::new();
    behind(tx, desk.today, &administrators, &mut lines).await?;
    due(tx, desk.today, &administrators, &mut lines).await?;
    for (member, mut lines) in lines.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        lines.sort_by_key(|line| line["left"].as_i64());
        let facts =
            json!({ "community": desk.community.name, "day": desk.today, "count": lines.len(), "lines": lines, "path": "/interviews" });
        notifications::send(tx, Intent::to_member(DIGEST, member, desk.today, facts)).await?;
    }
    Ok(())
}

/// Plans that are behind: a grid's is its worker's, others are the administrators'.
async fn behind(tx: &Tx, today: NaiveDate, administrators: &[Uuid], lines: &mut Lines) -> Result<()> {
    for coverage in coverage::around(tx, today).await? {
        let plan = &coverage.plan;
        if !rules::is_told((coverage.from, coverage.to), plan.told_on, today) {
            continue;
        }
        for line in coverage.lines.iter().filter(|line| line.missing() > 0) {
            let told = json!({
                "what": "plan", "party": word(plan.party), "name": line.name, "held": line.held, "wanted": line.wanted,
                "due": coverage.to, "left": (coverage.to - today).num_days(),
            });
            let worker = match line.worker {
                Some(worker) if members::is_active(tx, worker).await? => Some(worker),
                _ => None,
            };
            for member in worker.map_or_else(|| administrators.to_vec(), |worker| vec![worker]) {
                lines.entry(member).or_default().push(told.clone());
            }
        }
        tx.update(outreach_plan::ActiveModel { id: Set(plan.id), told_on: Set(Some(today)), ..Default::default() }).await?;
    }
    Ok(())
}

/// Topics whose end, or a milestone of which, is near or over; nobody's topic is the administrators'.
async fn due(tx: &Tx, today: NaiveDate, administrators: &[Uuid], lines: &mut Lines) -> Result<()> {
    let open = tx.find::<research_topic::Entity>().filter(research_topic::Column::State.eq(research_topic::State::Open));
    for topic in open.all(tx.conn()).await? {
        let line = |what: &str, name: &str, due: NaiveDate| json!({ "what": what, "topic": topic.title, "name": name, "due": due, "left": (due - today).num_days() });
        let mut milestones = topics::milestones(&topic)?;
        let mut told = Vec::new();
        for milestone in milestones.iter_mut().filter(|one| one.done_on.is_none() && is_told(one.due_on, one.told_on, today)) {
            milestone.told_on = Some(today);
            told.push(line("milestone", &milestone.name, milestone.due_on));
        }
        let ends = topic.due_on.filter(|due| is_told(*due, topic.told_on, today));
        told.extend(ends.map(|due| line("topic", "", due)));
        if told.is_empty() {
            continue;
        }
        for member in topic.owner_id.map_or_else(|| administrators.to_vec(), |owner| vec![owner]) {
            lines.entry(member).or_default().extend(told.iter().cloned());
        }
        // The revision stays: nobody's draft is stale because of a reminder.
        let row = research_topic::ActiveModel {
            id: Set(topic.id),
            milestones: Set(serde_json::to_value(milestones)?),
            told_on: Set(ends.map(|_| today).or(topic.told_on)),
            ..Default::default()
        };
        tx.update(row).await?;
    }
    Ok(())
}
