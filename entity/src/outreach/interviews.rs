//! Writing down what was asked and said.

use chrono::{Days, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    error::OutreachError,
    forms,
    interview::{self, Column, Way},
    query,
    questions::Answers,
};
use crate::{
    kernel::{Failure, Result, Tx},
    partners::partner_unit,
    people::{self, Reach, grid, text},
    tenancy::members,
};

/// An interview is written down within so many days.
const WITHIN: u64 = 366;

/// What is sealed of an interview.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// What those who were asked are called.
    pub who: String,
    /// Their answers.
    pub answers: Answers,
    /// What else was noted.
    pub note: String,
}

/// An interview as somebody writes it down.
#[derive(Debug, Clone)]
pub struct Report {
    /// By which questionnaire.
    pub questionnaire: Uuid,
    /// Which of its versions was asked: a phone may have been away from the net since.
    pub version: i64,
    /// The resident, if the community knows them.
    pub person: Option<Uuid>,
    /// The unit, if it is kept.
    pub unit: Option<Uuid>,
    /// What they are called, if they are neither.
    pub who: String,
    /// The grid that it counts for, where nobody's home says so.
    pub grid: Option<Uuid>,
    /// When.
    pub on_day: NaiveDate,
    /// By what way.
    pub way: Way,
    /// What was answered.
    pub answers: Answers,
    /// What else was noted.
    pub note: String,
}

/// Writes an interview down as held by whoever acts.
pub async fn hold(tx: &Tx, reach: Reach, report: Report) -> Result<interview::Model> {
    if !forms::read(tx, report.questionnaire).await?.row.active {
        return Err(OutreachError::NotAsked.into());
    }
    let id = tx.new_id();
    let row = columns(tx, reach, id, report).await?;
    let row = interview::ActiveModel { id: Set(id), member_id: Set(members::acting(tx)), revision: Set(1), ..row };
    let held = tx.insert(row).await?;
    tx.mark(held.on_day, "outreach.interviews").await?;
    Ok(held)
}

/// Puts right what was written down; by whoever held the interview, or the office.
pub async fn change(tx: &Tx, reach: Reach, id: Uuid, revision: i64, report: Report) -> Result<interview::Model> {
    let known = query::one(tx, reach, id).await?;
    let row = columns(tx, reach, id, report).await?;
    if reach != Reach::Community && known.member_id != members::acting(tx) {
        return Err(OutreachError::NotYours.into());
    }
    let changed = tx.revise(id, Column::Revision, revision, row).await?;
    for day in [known.on_day, changed.on_day] {
        tx.mark(day, "outreach.interviews").await?;
    }
    Ok(changed)
}

/// What is sealed of an interview, in the open.
pub fn said(tx: &Tx, interview: &interview::Model) -> Result<Said> {
    Ok(serde_json::from_str(&tx.open("interview", "said", interview.id, &interview.said)?)?)
}

async fn columns(tx: &Tx, reach: Reach, id: Uuid, report: Report) -> Result<interview::ActiveModel> {
    let form = forms::read(tx, report.questionnaire).await?;
    let asked = asked(tx, reach, &form, &report).await?;
    let grid = match asked.home.or(report.grid) {
        Some(grid) => Some(within(tx, reach, grid).await?),
        None => own_grid(tx, reach).await?,
    };
    let today = people::query::today(tx).await?;
    if report.on_day > today || report.on_day + Days::new(WITHIN) < today {
        return Err(Failure::invalid_field("on_day", "outreach.day_implausible"));
    }
    let questions = forms::questions(tx, report.questionnaire, report.version).await?;
    let said = Said { who: asked.name, answers: questions.read(&report.answers, today)?, note: report.note.trim().to_owned() };
    Ok(interview::ActiveModel {
        party: Set(form.row.party),
        questionnaire_id: Set(report.questionnaire),
        version: Set(report.version),
        person_id: Set(report.person),
        unit_id: Set(asked.unit),
        grid_id: Set(grid),
        on_day: Set(report.on_day),
        way: Set(report.way),
        said: Set(tx.seal("interview", "said", id, &serde_json::to_string(&said)?)?),
        ..Default::default()
    })
}

/// Who was asked, as far as the community knows them.
struct Asked {
    /// What they are called.
    name: String,
    /// The unit.
    unit: Option<Uuid>,
    /// The grid of their home.
    home: Option<Uuid>,
}

async fn asked(tx: &Tx, reach: Reach, form: &forms::Form, report: &Report) -> Result<Asked> {
    let kinds = form.row.party.units();
    let wrong = |field: &str, code| Err(Failure::invalid_field(field, code));
    if let Some(unit) = report.unit {
        let unit = tx.get::<partner_unit::Entity>(unit).await?;
        return match kinds.contains(&unit.kind) && report.person.is_none() {
            true => Ok(Asked { name: unit.name, unit: Some(unit.id), home: None }),
            false => wrong("unit_id", "outreach.other_party"),
        };
    }
    if let Some(person) = report.person {
        let person = reach.person(tx, person).await?;
        let (household, name) = (person.household_id, person.name.clone());
        let homes = people::query::places(tx, &[person]).await?;
        return match kinds.is_empty() {
            true => Ok(Asked { name, unit: None, home: homes.get(&household).map(|place| place.grid.id) }),
            false => wrong("person_id", "outreach.other_party"),
        };
    }
    let name = text::line(&report.who);
    if name.is_empty() {
        return wrong("who", "outreach.who_wanted");
    }
    // A grid worker has no list of the units; one that is called exactly so is meant.
    let namesake = tx.find::<partner_unit::Entity>().filter(partner_unit::Column::Name.eq(&name));
    let namesake = namesake.filter(partner_unit::Column::Kind.is_in(kinds.iter().copied())).one(tx.conn()).await?;
    Ok(Asked { name, unit: namesake.map(|unit| unit.id), home: None })
}

async fn within(tx: &Tx, reach: Reach, id: Uuid) -> Result<Uuid> {
    let found = reach.grids(tx).filter(grid::Column::Id.eq(id)).one(tx.conn()).await?;
    found.map(|grid| grid.id).ok_or_else(Failure::not_found)
}

/// A grid worker's interviews count for the own grid.
async fn own_grid(tx: &Tx, reach: Reach) -> Result<Option<Uuid>> {
    if reach == Reach::Community {
        return Ok(None);
    }
    let first = reach.grids(tx).order_by_asc(grid::Column::Code).one(tx.conn()).await?;
    Ok(first.map(|grid| grid.id))
}
