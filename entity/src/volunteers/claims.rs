//! Hours that volunteers report themselves (自报工时): they count once the office has seen the proof.

use std::collections::HashMap;

use chrono::{Days, Duration, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{
    State as Standing,
    error::VolunteerError,
    hours,
    notices::{self, News, Told},
    query,
    rules::{DAY, LONGEST_CLAIM, REPORTED_WITHIN},
    volunteer,
    volunteer_claim::{self, Column, State},
    volunteer_entry::{self, Source},
};
use crate::{
    kernel::{Failure, Page, PageRequest, Result, Tx},
    people::{query::today, text},
    tenancy::members,
    visits::desk::Desk,
};

/// The longest account, in characters.
const LONGEST_WORDS: usize = 300;

/// A report with the name of who made it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The report.
    pub claim: volunteer_claim::Model,
    /// What the volunteer is called.
    pub name: String,
}

/// Writes down what a volunteer reports.
///
/// # Errors
/// `NotAVolunteer`; a day that has not come or is long over, and a time that no day has.
pub async fn report(tx: &Tx, volunteer: &volunteer::Model, day: NaiveDate, minutes: i64, words: &str) -> Result<Listed> {
    if volunteer.state != Standing::Active {
        return Err(VolunteerError::NotAVolunteer.into());
    }
    let (today, words) = (today(tx).await?, text::line(words));
    match () {
        () if day > today || day + Days::new(REPORTED_WITHIN) < today => {
            return Err(Failure::invalid_field("on_day", "volunteers.day_implausible"));
        }
        () if !(1..=LONGEST_CLAIM).contains(&minutes) => return Err(Failure::invalid_field("minutes", "volunteers.minutes_implausible")),
        () if words.is_empty() => return Err(Failure::invalid_field("words", "volunteers.words_wanted")),
        () if words.chars().count() > LONGEST_WORDS => return Err(Failure::invalid_field("words", "volunteers.words_too_long")),
        () => {}
    }
    let row = volunteer_claim::ActiveModel {
        volunteer_id: Set(volunteer.id),
        on_day: Set(day),
        minutes: Set(minutes),
        words: Set(words),
        state: Set(State::Waiting),
        reason: Set(String::new()),
        decided_at: Set(None),
        decided_by: Set(None),
        revision: Set(1),
        ..Default::default()
    };
    let claim = tx.insert(row).await?;
    one(tx, claim.id).await
}

/// The office approves a report, which then counts, or refuses it with a reason.
///
/// # Errors
/// `WrongStage` if that was done; `DayTooLong` if the day would have more than 24 hours.
pub async fn decide(tx: &Tx, id: Uuid, revision: i64, approved: bool, reason: &str) -> Result<Listed> {
    let known = tx.get::<volunteer_claim::Entity>(id).await?;
    let reason = text::line(reason);
    if known.state != State::Waiting {
        return Err(VolunteerError::WrongStage.into());
    }
    if !approved && reason.is_empty() {
        return Err(Failure::invalid_field("reason", "volunteers.reason_wanted"));
    }
    let row = volunteer_claim::ActiveModel {
        state: Set(if approved { State::Approved } else { State::Refused }),
        reason: Set(reason.clone()),
        decided_at: Set(Some(tx.now())),
        decided_by: Set(members::acting(tx)),
        ..Default::default()
    };
    let claim = tx.revise(id, Column::Revision, revision, row).await?;
    if approved {
        if hours::on_day(tx, claim.volunteer_id, claim.on_day).await? + claim.minutes > DAY {
            return Err(VolunteerError::DayTooLong.into());
        }
        let entry = hours::entry(claim.volunteer_id, claim.on_day, claim.minutes, Source::Claim, claim.words.clone());
        let entry = hours::write(tx, volunteer_entry::ActiveModel { claim_id: Set(Some(id)), ..entry }).await?;
        // Nobody says at what time of the day: only the day counts.
        let from = Desk::of(tx).await?.midnight(claim.on_day);
        let served = (from, from + Duration::minutes(claim.minutes));
        if let Some(who) = tx.get::<volunteer::Entity>(claim.volunteer_id).await?.who() {
            hours::pay(tx, who, hours::source_of_claim(id), served, entry.minutes).await?;
        }
    }
    tx.audit("volunteers.decide_hours", "volunteer_claim", id, json!({ "approved": approved, "minutes": claim.minutes })).await?;
    let volunteer = tx.get::<volunteer::Entity>(claim.volunteer_id).await?;
    let news = if approved { News::HoursApproved } else { News::HoursRefused };
    let told = Told { key: id.to_string(), title: claim.words, note: reason, path: "/volunteering/record".to_owned(), ..Told::default() };
    notices::tell(tx, &volunteer, news, &told).await?;
    one(tx, id).await
}

/// Reports, the last first; only of one volunteer, or of those at one state.
pub async fn list(tx: &Tx, volunteer: Option<Uuid>, state: Option<State>, page: &PageRequest) -> Result<Page<Listed>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<volunteer_claim::Entity>();
    if let Some(volunteer) = volunteer {
        rows = rows.filter(Column::VolunteerId.eq(volunteer));
    }
    if let Some(state) = state {
        rows = rows.filter(Column::State.eq(state));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    let page = Page::cut(rows.order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?, limit, |row| row.id)?;
    let names: HashMap<Uuid, String> = query::called(tx, page.items.iter().map(|row| row.volunteer_id)).await?;
    Ok(page.map(|claim| Listed { name: names.get(&claim.volunteer_id).cloned().unwrap_or_default(), claim }))
}

/// One report.
///
/// # Errors
/// "Not found".
pub async fn one(tx: &Tx, id: Uuid) -> Result<Listed> {
    let claim = tx.get::<volunteer_claim::Entity>(id).await?;
    let name = query::called(tx, [claim.volunteer_id]).await?.remove(&claim.volunteer_id).unwrap_or_default();
    Ok(Listed { claim, name })
}
