//! Research topics: written down, followed, closed with a report.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    error::OutreachError,
    research_topic::{self, Column, State},
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{query::today, text},
    projects::rules::is_plausible,
    tenancy::membership,
};

/// The most milestones of a topic.
const MOST: usize = 20;

/// What has to be reached on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// What.
    pub name: String,
    /// By when.
    pub due_on: NaiveDate,
    /// When it was reached.
    #[serde(default)]
    pub done_on: Option<NaiveDate>,
    /// When the owner was reminded of it last.
    #[serde(default)]
    pub told_on: Option<NaiveDate>,
}

/// What is said of a topic.
#[derive(Debug, Clone)]
pub struct Design {
    /// What it is called.
    pub title: String,
    /// What is to be found out.
    pub question: String,
    /// Who answers for it.
    pub owner: Option<Uuid>,
    /// When it begins.
    pub starts_on: Option<NaiveDate>,
    /// When the report is due.
    pub due_on: Option<NaiveDate>,
    /// What has to be reached on the way.
    pub milestones: Vec<Milestone>,
    /// What was found so far.
    pub findings: String,
    /// The closing report.
    pub report: String,
}

/// What is done with a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The report is there (结题).
    Close,
    /// It is given up.
    Drop,
    /// It goes on after all.
    Reopen,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Close, Self::Drop, Self::Reopen];

    /// The act by its word.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "close" => Some(Self::Close),
            "drop" => Some(Self::Drop),
            "reopen" => Some(Self::Reopen),
            _ => None,
        }
    }
}

/// Where an act leads; nowhere if it is not for this state.
pub const fn after(state: State, act: Act) -> Option<State> {
    match (state, act) {
        (State::Open, Act::Close) => Some(State::Closed),
        (State::Open, Act::Drop) => Some(State::Dropped),
        (State::Closed | State::Dropped, Act::Reopen) => Some(State::Open),
        _ => None,
    }
}

/// The milestones of a topic, the earliest first.
pub fn milestones(topic: &research_topic::Model) -> Result<Vec<Milestone>> {
    Ok(serde_json::from_value(topic.milestones.clone())?)
}

/// Writes a topic down.
pub async fn add(tx: &Tx, design: Design) -> Result<research_topic::Model> {
    let row = columns(tx, design, None).await?;
    let row = research_topic::ActiveModel { state: Set(State::Open), closed_on: Set(None), told_on: Set(None), revision: Set(1), ..row };
    tx.insert(row).await
}

/// Changes a topic that is open.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<research_topic::Model> {
    let known = tx.get::<research_topic::Entity>(id).await?;
    let row = columns(tx, design, Some(&known)).await?;
    if known.state != State::Open {
        return Err(OutreachError::WrongState.into());
    }
    tx.revise(id, Column::Revision, revision, row).await
}

/// Closes a topic, gives it up, or takes it up again. It is closed with a report, and when its milestones are reached.
pub async fn act(tx: &Tx, id: Uuid, revision: i64, act: Act) -> Result<research_topic::Model> {
    let known = tx.get::<research_topic::Entity>(id).await?;
    let state = after(known.state, act).ok_or(OutreachError::WrongState)?;
    if act == Act::Close {
        if known.report.trim().is_empty() {
            return Err(OutreachError::ReportWanted.into());
        }
        if milestones(&known)?.iter().any(|milestone| milestone.done_on.is_none()) {
            return Err(OutreachError::MilestoneOpen.into());
        }
    }
    let closed_on = if state == State::Open { None } else { Some(today(tx).await?) };
    let row = research_topic::ActiveModel { state: Set(state), closed_on: Set(closed_on), ..Default::default() };
    tx.revise(id, Column::Revision, revision, row).await
}

async fn columns(tx: &Tx, design: Design, known: Option<&research_topic::Model>) -> Result<research_topic::ActiveModel> {
    let title = text::line(&design.title);
    let wrong = |field: &str, code| Err(Failure::invalid_field(field, code));
    if let Some(owner) = design.owner {
        tx.get::<membership::Entity>(owner).await?;
    }
    match () {
        () if title.is_empty() => return wrong("title", "outreach.title_wanted"),
        () if [design.starts_on, design.due_on].into_iter().flatten().any(|day| !is_plausible(day)) => {
            return wrong("due_on", "projects.day_implausible");
        }
        () if design.starts_on.zip(design.due_on).is_some_and(|(starts, due)| due < starts) => {
            return wrong("due_on", "projects.due_before_start");
        }
        () => {}
    }
    let mut namesakes = tx.find::<research_topic::Entity>().filter(Column::Title.eq(&title));
    if let Some(known) = known {
        namesakes = namesakes.filter(Column::Id.ne(known.id));
    }
    if namesakes.count(tx.conn()).await? > 0 {
        return Err(Failure::from(OutreachError::TitleTaken).field("title", "outreach.title_taken"));
    }
    let before = known.map(milestones).transpose()?.unwrap_or_default();
    let milestones = checked(design.milestones, &before, today(tx).await?)?;
    Ok(research_topic::ActiveModel {
        title: Set(title),
        question: Set(design.question.trim().to_owned()),
        owner_id: Set(design.owner),
        starts_on: Set(design.starts_on),
        due_on: Set(design.due_on),
        milestones: Set(serde_json::to_value(milestones)?),
        findings: Set(design.findings.trim().to_owned()),
        report: Set(design.report.trim().to_owned()),
        ..Default::default()
    })
}

/// Milestones in order; one that stays as it was keeps when somebody was told of it.
fn checked(milestones: Vec<Milestone>, before: &[Milestone], today: NaiveDate) -> Result<Vec<Milestone>> {
    if milestones.len() > MOST {
        return Err(Failure::invalid_field("milestones", "outreach.too_many_milestones"));
    }
    let mut names = BTreeSet::new();
    let mut checked = Vec::new();
    for (at, milestone) in milestones.into_iter().enumerate() {
        let name = text::line(&milestone.name);
        let wrong = |field: &str, code| Err(Failure::invalid_field(format!("milestones.{at}.{field}"), code));
        match () {
            () if name.is_empty() || !names.insert(name.clone()) => return wrong("name", "outreach.milestone_named"),
            () if !is_plausible(milestone.due_on) => return wrong("due_on", "projects.day_implausible"),
            () if milestone.done_on.is_some_and(|day| day > today) => return wrong("done_on", "projects.day_ahead"),
            () => {}
        }
        let same = before.iter().find(|old| old.name == name && old.due_on == milestone.due_on);
        checked.push(Milestone { name, told_on: same.and_then(|old| old.told_on), ..milestone });
    }
    checked.sort_by_key(|milestone| milestone.due_on);
    Ok(checked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_is_only_taken_up_again() {
        for act in [Act::Close, Act::Drop] {
            assert_eq!((after(State::Closed, act), after(State::Dropped, act)), (None, None));
        }
        assert_eq!(after(State::Open, Act::Reopen), None);
    }

    #[test]
    fn another_day_is_told_of_anew() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 5, day).unwrap();
        let milestone = |name: &str, due| Milestone { name: name.into(), due_on: day(due), done_on: None, told_on: None };
        let before = [("走访", 8), ("座谈", 20)].map(|(name, due)| Milestone { told_on: Some(day(6)), ..milestone(name, due) });
        let after = checked(vec![milestone("座谈", 21), milestone(" 走访 ", 8)], &before, day(7)).unwrap();
        assert_eq!(after.iter().map(|one| (one.name.as_str(), one.told_on)).collect::<Vec<_>>(), [("走访", Some(day(6))), ("座谈", None)]);
        assert!(checked(vec![milestone("走访", 8), milestone("走访", 9)], &[], day(7)).is_err(), "a name twice");
    }
}
