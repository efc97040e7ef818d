//! Programmes: enrol once, and be on the roll of each session.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    activity::{self, Stage},
    error::ActivityError,
    programme::{self, Column, Kind, State},
    programme_member, provider, terms,
};
use crate::{
    attendance::{
        Who,
        attendee::Consent,
        consent::{self, Agreement},
        error::AttendanceError,
        occasion,
        sign_up::{self, Door},
    },
    kernel::{Failure, Fault, Result, Tx},
    people::text,
    tenancy::membership,
};

/// What is said of a programme.
#[derive(Debug, Clone)]
pub struct Design {
    /// What kind.
    pub kind: Kind,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub summary: String,
    /// What is agreed to by enrolling.
    pub terms: String,
    /// Who answers for it.
    pub organiser: Option<Uuid>,
    /// Who runs it.
    pub provider: Option<Uuid>,
    /// Whether it is over.
    pub ended: bool,
}

/// Adds a programme.
pub async fn add(tx: &Tx, design: Design) -> Result<programme::Model> {
    let row = columns(tx, &design).await?;
    let programme = tx.insert(programme::ActiveModel { revision: Set(1), ..row }).await?;
    terms::write(tx, programme.id, &design.terms).await?;
    Ok(programme)
}

/// Changes a programme that was looked at as `revision`.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<programme::Model> {
    tx.get::<programme::Entity>(id).await?;
    let row = columns(tx, &design).await?;
    let programme = tx.revise(id, Column::Revision, revision, row).await?;
    terms::write(tx, id, &design.terms).await?;
    Ok(programme)
}

/// Somebody who wants to be in a group.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Who.
    pub who: Who,
    /// What the guardian of a minor agreed to.
    pub agreement: Option<Agreement>,
    /// The version of the terms that was read and agreed to.
    pub terms: Option<i64>,
    /// At which door they come in.
    pub door: Door,
}

/// Takes somebody into the group, and puts them on the roll of each session to come.
///
/// # Errors
/// `Ended`, `Enrolled`, `TermsChanged`, or why they cannot take part in the next session.
pub async fn enrol(tx: &Tx, id: Uuid, entry: Entry) -> Result<programme_member::Model> {
    let Entry { who, agreement, terms: read, door } = entry;
    let programme = tx.get::<programme::Entity>(id).await?;
    if programme.state != State::Open {
        return Err(ActivityError::Ended.into());
    }
    let agreed = terms::agreed(tx, id, read).await?;
    let (person, member) = match who {
        Who::Person(id) => (Some(id), None),
        Who::Member(id) => (None, Some(id)),
    };
    let known = member_of(tx, id, who).await?;
    let row = programme_member::ActiveModel {
        programme_id: Set(id),
        person_id: Set(person),
        member_id: Set(member),
        contact_id: Set(agreement.map(|agreement| agreement.contact)),
        way: Set(agreement.map(|agreement| agreement.way)),
        term_id: Set(agreed),
        active: Set(true),
        ..Default::default()
    };
    let row = match known {
        Some(known) if known.active => return Err(ActivityError::Enrolled.into()),
        Some(known) => tx.update(programme_member::ActiveModel { id: Set(known.id), ..row }).await?,
        None => tx.insert(row).await?,
    };
    let sessions = sessions_to_come(tx, id).await?;
    for (at, session) in sessions.iter().enumerate() {
        let entered = enter(tx, session.occasion_id, &row, door).await;
        match entered {
            // Whoever may not take part in the next one is not of the group; a later one may be full.
            Err(failure) if at == 0 && failure.code() != AttendanceError::SignedUp.code() => return Err(failure),
            Err(failure) if !failure.code().starts_with("attendance.") => return Err(failure),
            _ => {}
        }
    }
    Ok(row)
}

/// Lets somebody go: their seats in the sessions to come go to those who wait.
pub async fn leave(tx: &Tx, row: &programme_member::Model) -> Result<programme_member::Model> {
    let who = row.who().ok_or_else(Failure::not_found)?;
    for session in sessions_to_come(tx, row.programme_id).await? {
        match sign_up::cancel(tx, session.occasion_id, who, Door::Desk).await {
            Err(failure) if !failure.code().starts_with("attendance.") => return Err(failure),
            _ => {}
        }
    }
    tx.update(programme_member::ActiveModel { id: Set(row.id), active: Set(false), ..Default::default() }).await
}

/// Puts the group of a session's programme on its roll.
pub(super) async fn bring_group(tx: &Tx, session: &activity::Model) -> Result<()> {
    use programme_member::Column;
    let Some(programme) = session.programme_id else { return Ok(()) };
    let group = tx.find::<programme_member::Entity>().filter(Column::ProgrammeId.eq(programme)).filter(Column::Active.eq(true));
    for row in group.all(tx.conn()).await? {
        match enter(tx, session.occasion_id, &row, Door::DeskDespiteTerms).await {
            // More than there are seats, or somebody who moved out: the others come all the same.
            Err(failure) if !failure.code().starts_with("attendance.") => return Err(failure),
            _ => {}
        }
    }
    Ok(())
}

/// Somebody's place in a group.
pub async fn member_of(tx: &Tx, programme: Uuid, who: Who) -> Result<Option<programme_member::Model>> {
    use programme_member::Column;
    let rows = tx.find::<programme_member::Entity>().filter(Column::ProgrammeId.eq(programme));
    let own = match who {
        Who::Person(id) => rows.filter(Column::PersonId.eq(id)),
        Who::Member(id) => rows.filter(Column::MemberId.eq(id)),
    };
    Ok(own.one(tx.conn()).await?)
}

async fn enter(tx: &Tx, occasion: Uuid, row: &programme_member::Model, door: Door) -> Result<()> {
    let who = row.who().ok_or_else(Failure::not_found)?;
    let attendee = sign_up::sign_up(tx, occasion, who, door).await?;
    if let (Some(Consent::Wanted), Some(contact), Some(way)) = (attendee.consent, row.contact_id, row.way) {
        consent::record(tx, occasion, attendee.id, Agreement { contact, way }).await?;
    }
    Ok(())
}

/// The sessions that people can still sign up for, the first first.
async fn sessions_to_come(tx: &Tx, programme: Uuid) -> Result<Vec<activity::Model>> {
    let sessions = tx.find::<activity::Entity>().filter(activity::Column::ProgrammeId.eq(programme));
    let sessions = sessions.filter(activity::Column::Stage.eq(Stage::Published)).all(tx.conn()).await?;
    let mut to_come = Vec::with_capacity(sessions.len());
    for session in sessions {
        let occasion = tx.get::<occasion::Entity>(session.occasion_id).await?;
        if occasion.state == occasion::State::Open && occasion.starts_at > tx.now() {
            to_come.push((occasion.starts_at, session));
        }
    }
    to_come.sort_by_key(|(starts_at, session)| (*starts_at, session.id));
    Ok(to_come.into_iter().map(|(_, session)| session).collect())
}

async fn columns(tx: &Tx, design: &Design) -> Result<programme::ActiveModel> {
    let title = text::line(&design.title);
    if title.is_empty() {
        return Err(Failure::invalid_field("title", "activities.title_wanted"));
    }
    if let Some(organiser) = design.organiser {
        tx.get::<membership::Entity>(organiser).await?;
    }
    if let Some(provider) = design.provider {
        tx.get::<provider::Entity>(provider).await?;
    }
    Ok(programme::ActiveModel {
        kind: Set(design.kind),
        title: Set(title),
        summary: Set(design.summary.trim().to_owned()),
        organiser_id: Set(design.organiser),
        provider_id: Set(design.provider),
        state: Set(if design.ended { State::Ended } else { State::Open }),
        ..Default::default()
    })
}
