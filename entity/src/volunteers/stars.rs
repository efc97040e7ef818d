//! Stars (星级评定): computed from the ledger, shown for objection, then given. Computed again they are the same.

use chrono::{Days, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::{
    State,
    error::VolunteerError,
    figures, hours,
    notices::{self, News, Told},
    query,
    rules::{self, Act},
    volunteer,
    volunteer_grading::{self, Basis, Column, Stage},
    volunteer_objection, volunteer_star,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{
        query::{by_ids, today},
        text,
    },
    tenancy::members,
};

/// The longest objection, in characters.
const LONGEST_WORDS: usize = 500;

/// Somebody's stars, with what was said against them.
#[derive(Debug, Clone)]
pub struct Starred {
    /// The stars.
    pub star: volunteer_star::Model,
    /// What they are called.
    pub name: String,
    /// What was said against them.
    pub objections: Vec<volunteer_objection::Model>,
}

/// Begins the grading of a year.
///
/// # Errors
/// `Graded` if there is one; thresholds have to grow.
pub async fn begin(tx: &Tx, year: i32, basis: Basis, thresholds: Vec<i64>) -> Result<volunteer_grading::Model> {
    if !(2000..=2200).contains(&year) {
        return Err(Failure::invalid_field("year", "volunteers.year_implausible"));
    }
    if !rules::are_sensible(&thresholds) {
        return Err(Failure::invalid_field("thresholds", "volunteers.thresholds_implausible"));
    }
    if tx.find::<volunteer_grading::Entity>().filter(Column::Year.eq(year)).one(tx.conn()).await?.is_some() {
        return Err(VolunteerError::Graded.into());
    }
    let row = volunteer_grading::ActiveModel {
        year: Set(year),
        basis: Set(basis),
        thresholds: Set(serde_json::to_value(thresholds)?),
        stage: Set(Stage::Proposed),
        until: Set(None),
        awarded_at: Set(None),
        revision: Set(1),
        ..Default::default()
    };
    let grading = tx.insert(row).await?;
    compute(tx, &grading).await?;
    Ok(grading)
}

/// Computes it anew, publishes it until a day, or gives the stars.
///
/// # Errors
/// `WrongStage`; `ObjectionsOpen` while somebody waits for an answer.
pub async fn act(tx: &Tx, id: Uuid, revision: i64, act: Act, days: u64) -> Result<volunteer_grading::Model> {
    let known = tx.get::<volunteer_grading::Entity>(id).await?;
    let stage = rules::graded(known.stage, act).ok_or(VolunteerError::WrongStage)?;
    let mut row = volunteer_grading::ActiveModel { stage: Set(stage), ..Default::default() };
    match act {
        Act::Publish => row.until = Set(Some(today(tx).await? + Days::new(days))),
        Act::Award => {
            if stars(tx, id).await?.iter().flat_map(|one| &one.objections).any(|one| one.state == volunteer_objection::State::Open) {
                return Err(VolunteerError::ObjectionsOpen.into());
            }
            row.awarded_at = Set(Some(tx.now()));
        }
        Act::Compute | Act::Close => {}
    }
    let grading = tx.revise(id, Column::Revision, revision, row).await?;
    match act {
        Act::Compute => compute(tx, &grading).await?,
        Act::Publish => tell(tx, &grading, News::Published).await?,
        Act::Award => {
            tx.audit("volunteers.award", "volunteer_grading", id, json!({ "year": grading.year })).await?;
            tell(tx, &grading, News::Awarded).await?;
            figures::mark(tx).await?;
        }
        Act::Close => {}
    }
    Ok(grading)
}

/// Gradings, the last year first; those that are only computed are the office's business.
pub async fn list(tx: &Tx, office: bool) -> Result<Vec<volunteer_grading::Model>> {
    let mut rows = tx.find::<volunteer_grading::Entity>();
    if !office {
        rows = rows.filter(Column::Stage.ne(Stage::Proposed));
    }
    Ok(rows.order_by_desc(Column::Year).all(tx.conn()).await?)
}

/// One grading.
///
/// # Errors
/// "Not found", also for one that is only computed unless `office` asks.
pub async fn one(tx: &Tx, id: Uuid, office: bool) -> Result<volunteer_grading::Model> {
    let grading = tx.get::<volunteer_grading::Entity>(id).await?;
    if office || grading.stage != Stage::Proposed { Ok(grading) } else { Err(Failure::not_found()) }
}

/// The stars of a grading, most hours first.
pub async fn stars(tx: &Tx, grading: Uuid) -> Result<Vec<Starred>> {
    use volunteer_star::Column;
    let rows = tx.find::<volunteer_star::Entity>().filter(Column::GradingId.eq(grading));
    let rows = rows.order_by_desc(Column::Minutes).order_by_asc(Column::VolunteerId).all(tx.conn()).await?;
    let names = query::called(tx, rows.iter().map(|row| row.volunteer_id)).await?;
    let objections = by_ids::<volunteer_objection::Entity>(tx, volunteer_objection::Column::StarId, rows.iter().map(|row| row.id)).await?;
    let starred = |star: volunteer_star::Model| Starred {
        name: names.get(&star.volunteer_id).cloned().unwrap_or_default(),
        objections: objections.iter().filter(|one| one.star_id == star.id).cloned().collect(),
        star,
    };
    Ok(rows.into_iter().map(starred).collect())
}

/// The stars that a volunteer was given, with their years.
pub async fn awarded(tx: &Tx, volunteer: Uuid) -> Result<Vec<(volunteer_star::Model, volunteer_grading::Model)>> {
    use volunteer_star::Column;
    let rows = tx.find::<volunteer_star::Entity>().filter(Column::VolunteerId.eq(volunteer)).filter(Column::Struck.eq(false));
    let mut awarded = Vec::new();
    for star in rows.order_by_desc(Column::Id).all(tx.conn()).await? {
        let grading = tx.get::<volunteer_grading::Entity>(star.grading_id).await?;
        if grading.stage == Stage::Awarded {
            awarded.push((star, grading));
        }
    }
    Ok(awarded)
}

/// Somebody objects to a volunteer's stars.
///
/// # Errors
/// `WrongStage` unless they are published at present.
pub async fn object(tx: &Tx, star: Uuid, words: &str) -> Result<volunteer_objection::Model> {
    let star = tx.get::<volunteer_star::Entity>(star).await?;
    let grading = tx.get::<volunteer_grading::Entity>(star.grading_id).await?;
    if grading.stage == Stage::Proposed {
        return Err(Failure::not_found());
    }
    let words = text::line(words);
    if words.is_empty() || words.chars().count() > LONGEST_WORDS {
        return Err(Failure::invalid_field("words", "volunteers.words_wanted"));
    }
    let today = today(tx).await?;
    if grading.stage != Stage::Published || grading.until.is_some_and(|until| until < today) {
        return Err(VolunteerError::WrongStage.into());
    }
    let row = volunteer_objection::ActiveModel {
        star_id: Set(star.id),
        words: Set(words),
        by_id: Set(members::acting(tx)),
        state: Set(volunteer_objection::State::Open),
        answer: Set(String::new()),
        ..Default::default()
    };
    tx.insert(row).await
}

/// The office answers an objection; if it is right, the stars are struck.
///
/// # Errors
/// `WrongStage` if it was answered, or the stars are given.
pub async fn answer(tx: &Tx, id: Uuid, upheld: bool, answer: &str) -> Result<Uuid> {
    use volunteer_objection::State as Said;
    let known = tx.get::<volunteer_objection::Entity>(id).await?;
    let star = tx.get::<volunteer_star::Entity>(known.star_id).await?;
    let grading = tx.get::<volunteer_grading::Entity>(star.grading_id).await?;
    let answer = text::line(answer);
    if answer.is_empty() {
        return Err(Failure::invalid_field("answer", "volunteers.words_wanted"));
    }
    if known.state != Said::Open || grading.stage == Stage::Awarded {
        return Err(VolunteerError::WrongStage.into());
    }
    let state = if upheld { Said::Upheld } else { Said::Rejected };
    tx.update(volunteer_objection::ActiveModel { id: Set(id), state: Set(state), answer: Set(answer), ..Default::default() }).await?;
    if upheld {
        tx.update(volunteer_star::ActiveModel { id: Set(star.id), struck: Set(true), ..Default::default() }).await?;
    }
    tx.audit("volunteers.answer_objection", "volunteer_objection", id, json!({ "upheld": upheld })).await?;
    Ok(grading.id)
}

/// Ends the time for objections where its last day is over.
pub(super) async fn close_published(tx: &Tx, today: NaiveDate) -> Result<()> {
    let over = tx.find::<volunteer_grading::Entity>().filter(Column::Stage.eq(Stage::Published)).filter(Column::Until.lt(today));
    for grading in over.all(tx.conn()).await? {
        act(tx, grading.id, grading.revision, Act::Close, 0).await?;
    }
    Ok(())
}

/// The proposal, from the ledger alone.
async fn compute(tx: &Tx, grading: &volunteer_grading::Model) -> Result<()> {
    let implausible = || Failure::invalid_field("year", "volunteers.year_implausible");
    let day = |month, day| NaiveDate::from_ymd_opt(grading.year, month, day).ok_or_else(implausible);
    let from = if grading.basis == Basis::Year { Some(day(1, 1)?) } else { None };
    let (totals, thresholds) = (hours::totals(tx, from, day(12, 31)?).await?, grading.thresholds()?);
    let active = tx.find::<volunteer::Entity>().filter(volunteer::Column::State.eq(State::Active)).all(tx.conn()).await?;
    let row = |volunteer: volunteer::Model| {
        let minutes = totals.get(&volunteer.id).copied().unwrap_or_default();
        let stars = rules::stars(minutes, &thresholds);
        (stars > 0).then(|| volunteer_star::ActiveModel {
            grading_id: Set(grading.id),
            volunteer_id: Set(volunteer.id),
            minutes: Set(minutes),
            stars: Set(stars),
            struck: Set(false),
            ..Default::default()
        })
    };
    tx.delete_many::<volunteer_star::Entity>().filter(volunteer_star::Column::GradingId.eq(grading.id)).exec(tx.conn()).await?;
    tx.insert_many(active.into_iter().filter_map(row).collect()).await
}

async fn tell(tx: &Tx, grading: &volunteer_grading::Model, news: News) -> Result<()> {
    for Starred { star, .. } in stars(tx, grading.id).await?.into_iter().filter(|one| !one.star.struck) {
        let volunteer = tx.get::<volunteer::Entity>(star.volunteer_id).await?;
        let told = Told {
            key: grading.id.to_string(),
            title: grading.year.to_string(),
            note: star.stars.to_string(),
            path: "/volunteer-stars".to_owned(),
            ..Told::default()
        };
        notices::tell(tx, &volunteer, news, &told).await?;
    }
    Ok(())
}
