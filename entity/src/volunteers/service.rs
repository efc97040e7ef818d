//! Becoming a volunteer, and ceasing to be one.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    Skill, State, Time,
    error::VolunteerError,
    figures,
    notices::{self, News, Told},
    query,
    rules::{self, Event},
    teams,
    volunteer::{self, Column},
    volunteer_skill,
};
use crate::{
    enrolment::{Who, resolved},
    kernel::{Failure, Result, Tx},
    people::text,
    tenancy::members,
};

/// The longest words of one's own, in characters.
const LONGEST_WORDS: usize = 200;

/// What a volunteer tells of themselves.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// What they can do.
    pub skills: Vec<Skill>,
    /// And in their own words.
    pub words: String,
    /// When they are free.
    pub times: Vec<Time>,
    /// The team they would like to be in.
    pub team: Option<Uuid>,
}

/// Somebody asks to be a volunteer, or tells something else of themselves; `revision` is what they looked at.
///
/// # Errors
/// "Stale" if it was changed meanwhile.
pub async fn apply(tx: &Tx, member: Uuid, revision: Option<i64>, profile: Profile) -> Result<volunteer::Model> {
    let who = resolved(tx, Who::Member(member)).await?;
    let Some(known) = query::of(tx, who).await? else {
        return enter(tx, who, State::Applied, profile).await;
    };
    let state = rules::next(known.state, Event::Apply).unwrap_or(known.state);
    let mut row = volunteer::ActiveModel { state: Set(state), ..columns(tx, &profile).await? };
    if state != known.state {
        (row.applied_at, row.reminded_on) = (Set(tx.now()), Set(None));
    }
    learn(tx, known.id, &profile.skills).await?;
    tx.revise(known.id, Column::Revision, revision.unwrap_or_default(), row).await
}

/// The office registers somebody by itself; whoever asked, was declined or left is a volunteer from now on.
///
/// # Errors
/// `WrongStage` if they are one.
pub async fn register(tx: &Tx, who: Who, profile: Profile) -> Result<volunteer::Model> {
    let who = resolved(tx, who).await?;
    let volunteer = match query::of(tx, who).await? {
        None => enter(tx, who, State::Applied, profile).await?,
        Some(known) if known.state == State::Active => return Err(VolunteerError::WrongStage.into()),
        Some(known) => {
            learn(tx, known.id, &profile.skills).await?;
            tx.revise(known.id, Column::Revision, known.revision, columns(tx, &profile).await?).await?
        }
    };
    decide(tx, volunteer.id, volunteer.revision, Event::Approve, "").await
}

/// The office answers, or notes that somebody left.
///
/// # Errors
/// `WrongStage`; a reason is wanted where somebody is declined.
pub async fn decide(tx: &Tx, id: Uuid, revision: i64, event: Event, reason: &str) -> Result<volunteer::Model> {
    let known = tx.get::<volunteer::Entity>(id).await?;
    let (state, reason) = (rules::next(known.state, event).ok_or(VolunteerError::WrongStage)?, text::line(reason));
    if event == Event::Decline && reason.is_empty() {
        return Err(Failure::invalid_field("reason", "volunteers.reason_wanted"));
    }
    let row = volunteer::ActiveModel {
        state: Set(state),
        reason: Set(reason.clone()),
        decided_at: Set(Some(tx.now())),
        decided_by: Set(members::acting(tx)),
        ..Default::default()
    };
    let volunteer = tx.revise(id, Column::Revision, revision, row).await?;
    match event {
        Event::Approve => {
            if let Some(team) = volunteer.wished_team_id {
                teams::join(tx, team, id).await?;
            }
            tell(tx, &volunteer, News::Approved, &reason).await?;
        }
        Event::Decline => tell(tx, &volunteer, News::Declined, &reason).await?,
        Event::Leave => teams::leave_all(tx, id).await?,
        Event::Apply => {}
    }
    tx.audit("volunteers.decide", "volunteer", id, json!({ "state": crate::people::words::word(state) })).await?;
    figures::mark(tx).await?;
    Ok(volunteer)
}

async fn tell(tx: &Tx, volunteer: &volunteer::Model, news: News, note: &str) -> Result<()> {
    let key = format!("{}@{}", volunteer.id, volunteer.revision);
    let told = Told { key, note: note.to_owned(), path: "/volunteering".to_owned(), ..Told::default() };
    notices::tell(tx, volunteer, news, &told).await
}

/// Of two who enter the same person at once, the second finds the first one's row.
async fn enter(tx: &Tx, who: Who, state: State, profile: Profile) -> Result<volunteer::Model> {
    let (person, member) = match who {
        Who::Person(id) => (Some(id), None),
        Who::Member(id) => (None, Some(id)),
    };
    let which = match who {
        Who::Person(id) => Column::PersonId.eq(id),
        Who::Member(id) => Column::MemberId.eq(id),
    };
    let row = volunteer::ActiveModel {
        person_id: Set(person),
        member_id: Set(member),
        state: Set(state),
        reason: Set(String::new()),
        applied_at: Set(tx.now()),
        decided_at: Set(None),
        decided_by: Set(None),
        reminded_on: Set(None),
        revision: Set(1),
        ..columns(tx, &profile).await?
    };
    let volunteer = tx.find_or_insert(tx.find::<volunteer::Entity>().filter(which), row).await?;
    learn(tx, volunteer.id, &profile.skills).await?;
    Ok(volunteer)
}

async fn learn(tx: &Tx, volunteer: Uuid, skills: &[Skill]) -> Result<()> {
    use volunteer_skill::Column;
    tx.delete_many::<volunteer_skill::Entity>().filter(Column::VolunteerId.eq(volunteer)).exec(tx.conn()).await?;
    let mut known: Vec<Skill> = Vec::new();
    for skill in skills {
        if !known.contains(skill) {
            known.push(*skill);
        }
    }
    let row = |skill| volunteer_skill::ActiveModel { volunteer_id: Set(volunteer), skill: Set(skill), ..Default::default() };
    tx.insert_many(known.into_iter().map(row).collect()).await
}

async fn columns(tx: &Tx, profile: &Profile) -> Result<volunteer::ActiveModel> {
    if let Some(team) = profile.team {
        tx.get::<super::volunteer_team::Entity>(team).await?;
    }
    let words = text::line(&profile.words);
    if words.chars().count() > LONGEST_WORDS {
        return Err(Failure::invalid_field("words", "volunteers.words_too_long"));
    }
    let mut times = profile.times.clone();
    times.sort_unstable();
    times.dedup();
    Ok(volunteer::ActiveModel {
        words: Set(words),
        times: Set(serde_json::to_value(times)?),
        wished_team_id: Set(profile.team),
        ..Default::default()
    })
}
