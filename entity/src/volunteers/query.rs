//! Questions about volunteers.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Condition};
use uuid::Uuid;

use super::{
    Skill, State,
    error::VolunteerError,
    volunteer::{self, Column},
    volunteer_entry, volunteer_skill, volunteer_team_member,
};
use crate::{
    enrolment::{Who, member_of, resolved},
    kernel::{Failure, Page, PageRequest, Result, Tx},
    people::{person, query::by_ids, reach::ids},
    tenancy::membership,
};

/// Which volunteers are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Who stand so.
    pub state: Option<State>,
    /// Who can do this.
    pub skill: Option<Skill>,
    /// Who are in this team.
    pub team: Option<Uuid>,
}

/// A volunteer with what belongs to them.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The volunteer.
    pub volunteer: volunteer::Model,
    /// What they are called.
    pub name: String,
    /// What they can do.
    pub skills: Vec<Skill>,
    /// Their teams.
    pub teams: Vec<Uuid>,
    /// How long they served, by the ledger.
    pub minutes: i64,
}

/// Volunteers, who asked last first.
pub async fn list(tx: &Tx, filter: &Filter, page: &PageRequest) -> Result<Page<Listed>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<volunteer::Entity>().filter(Column::State.ne(State::Merged));
    if let Some(state) = filter.state {
        rows = rows.filter(Column::State.eq(state));
    }
    if let Some(skill) = filter.skill {
        let with = tx.find::<volunteer_skill::Entity>().filter(volunteer_skill::Column::Skill.eq(skill));
        rows = rows.filter(Column::Id.in_subquery(ids(with, volunteer_skill::Column::VolunteerId)));
    }
    if let Some(team) = filter.team {
        let within = tx.find::<volunteer_team_member::Entity>().filter(volunteer_team_member::Column::TeamId.eq(team));
        rows = rows.filter(Column::Id.in_subquery(ids(within, volunteer_team_member::Column::VolunteerId)));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    let rows = rows.order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row| row.id)?;
    Ok(Page { items: listed(tx, page.items).await?, next: page.next })
}

/// One volunteer.
///
/// # Errors
/// "Not found".
pub async fn one(tx: &Tx, id: Uuid) -> Result<Listed> {
    let volunteer = tx.get::<volunteer::Entity>(id).await?;
    if volunteer.state == State::Merged {
        return Err(Failure::not_found());
    }
    listed(tx, vec![volunteer]).await?.pop().ok_or_else(Failure::not_found)
}

async fn listed(tx: &Tx, volunteers: Vec<volunteer::Model>) -> Result<Vec<Listed>> {
    let (mut names, mut offerings) = (names(tx, &volunteers).await?, super::matching::offerings(tx, &volunteers).await?);
    let minutes = minutes(tx, volunteers.iter().map(|volunteer| volunteer.id)).await?;
    let told = |volunteer: volunteer::Model| {
        let offering = offerings.remove(&volunteer.id).unwrap_or_default();
        Listed {
            name: names.remove(&volunteer.id).unwrap_or_default(),
            skills: offering.skills,
            teams: offering.teams,
            minutes: minutes.get(&volunteer.id).copied().unwrap_or_default(),
            volunteer,
        }
    };
    Ok(volunteers.into_iter().map(told).collect())
}

/// What volunteers are called.
pub async fn names(tx: &Tx, volunteers: &[volunteer::Model]) -> Result<HashMap<Uuid, String>> {
    let people = by_ids::<person::Entity>(tx, person::Column::Id, volunteers.iter().filter_map(|row| row.person_id)).await?;
    let members = by_ids::<membership::Entity>(tx, membership::Column::Id, volunteers.iter().filter_map(|row| row.member_id)).await?;
    let called: HashMap<Uuid, String> =
        people.into_iter().map(|row| (row.id, row.name)).chain(members.into_iter().map(|row| (row.id, row.name))).collect();
    let name = |row: &volunteer::Model| row.person_id.or(row.member_id).and_then(|id| called.get(&id).cloned()).unwrap_or_default();
    Ok(volunteers.iter().map(|row| (row.id, name(row))).collect())
}

/// What the volunteers with these ids are called.
pub async fn called(tx: &Tx, volunteers: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, String>> {
    names(tx, &by_ids::<volunteer::Entity>(tx, Column::Id, volunteers).await?).await
}

/// How long volunteers served, by the ledger.
pub async fn minutes(tx: &Tx, volunteers: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, i64>> {
    let entries = by_ids::<volunteer_entry::Entity>(tx, volunteer_entry::Column::VolunteerId, volunteers).await?;
    let mut minutes = HashMap::new();
    for entry in entries {
        *minutes.entry(entry.volunteer_id).or_default() += entry.minutes;
    }
    Ok(minutes)
}

/// The volunteer who somebody is, also if they were registered before it was known which resident they are.
pub async fn of(tx: &Tx, who: Who) -> Result<Option<volunteer::Model>> {
    let mut same = Condition::any();
    match resolved(tx, who).await? {
        Who::Member(member) => same = same.add(Column::MemberId.eq(member)),
        Who::Person(person) => {
            same = same.add(Column::PersonId.eq(person));
            if let Some(member) = member_of(tx, person).await? {
                same = same.add(Column::MemberId.eq(member));
            }
        }
    }
    Ok(tx.find::<volunteer::Entity>().filter(same).order_by_asc(Column::Id).one(tx.conn()).await?)
}

/// The volunteer who a member is.
///
/// # Errors
/// "Not found" for somebody who never asked.
pub async fn me(tx: &Tx, member: Uuid) -> Result<volunteer::Model> {
    of(tx, Who::Member(member)).await?.ok_or_else(Failure::not_found)
}

/// Like [`me`], only for those who may serve.
///
/// # Errors
/// `NotAVolunteer`.
pub async fn active(tx: &Tx, member: Uuid) -> Result<volunteer::Model> {
    let volunteer = of(tx, Who::Member(member)).await?;
    volunteer.filter(|volunteer| volunteer.state == State::Active).ok_or_else(|| VolunteerError::NotAVolunteer.into())
}

/// The member by whom a volunteer is reached, if they have an account.
pub async fn member(tx: &Tx, volunteer: &volunteer::Model) -> Result<Option<Uuid>> {
    match volunteer.who() {
        Some(Who::Member(member)) => Ok(Some(member)),
        Some(Who::Person(person)) => member_of(tx, person).await,
        None => Ok(None),
    }
}
