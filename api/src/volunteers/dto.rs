//! Volunteers and teams, as they travel.

use chrono::{DateTime, Utc};
use mulin_entity::{
    enrolment::Who,
    kernel::{Failure, Tx},
    people::words::{self, word},
    volunteers::{Time, query, query::Listed, service::Profile, stars, teams::Design, volunteer_team},
};
use poem_openapi::Object;
use uuid::Uuid;

use super::star_dto::VolunteerAward;

/// Volunteers.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct VolunteerPage {
    pub items: Vec<Volunteer>,
    pub next: Option<String>,
}

/// A volunteer.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Volunteer {
    id: Uuid,
    person_id: Option<Uuid>,
    member_id: Option<Uuid>,
    name: String,
    /// `applied`, `active`, `declined` or `left`.
    state: String,
    /// `medical`, `haircut`, `repair`, `teaching`, `counsel`, `law`, `arts`, `photo`, `digital`, `chores` or `order`.
    skills: Vec<String>,
    /// And in their own words.
    words: String,
    /// `morning`, `afternoon`, `evening` or `weekend`.
    times: Vec<String>,
    teams: Vec<Uuid>,
    wished_team_id: Option<Uuid>,
    /// Why they were declined, or left.
    reason: String,
    applied_at: DateTime<Utc>,
    /// How long they served, by the ledger.
    minutes: i64,
    revision: i64,
    /// The stars that they were given; only for a single volunteer.
    stars: Option<Vec<VolunteerAward>>,
}

impl Volunteer {
    /// Tells a volunteer in a list.
    pub fn brief(listed: Listed) -> Result<Self, Failure> {
        let Listed { volunteer, name, skills, teams, minutes } = listed;
        Ok(Self {
            id: volunteer.id,
            person_id: volunteer.person_id,
            member_id: volunteer.member_id,
            name,
            state: word(volunteer.state),
            skills: skills.into_iter().map(word).collect(),
            times: volunteer.times()?.into_iter().map(|time| time.word().to_owned()).collect(),
            words: volunteer.words,
            teams,
            wished_team_id: volunteer.wished_team_id,
            reason: volunteer.reason,
            applied_at: volunteer.applied_at,
            minutes,
            revision: volunteer.revision,
            stars: None,
        })
    }

    /// Tells a volunteer with their stars.
    pub async fn whole(tx: &Tx, id: Uuid) -> Result<Self, Failure> {
        let stars = stars::awarded(tx, id).await?.into_iter().map(VolunteerAward::from).collect();
        Ok(Self { stars: Some(stars), ..Self::brief(query::one(tx, id).await?)? })
    }
}

/// What a volunteer tells of themselves.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct VolunteerProfile {
    #[oai(default, validator(max_items = 11))]
    skills: Vec<String>,
    /// What they can do, in their own words.
    #[oai(validator(max_length = 200))]
    words: Option<String>,
    #[oai(default, validator(max_items = 4))]
    times: Vec<String>,
    /// The team they would like to be in.
    team_id: Option<Uuid>,
    /// The revision that was looked at, where something is changed.
    pub revision: Option<i64>,
}

/// Somebody whom the office registers: a resident or a member.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewVolunteer {
    person_id: Option<Uuid>,
    member_id: Option<Uuid>,
    #[oai(default, validator(max_items = 11))]
    skills: Vec<String>,
    #[oai(validator(max_length = 200))]
    words: Option<String>,
    #[oai(default, validator(max_items = 4))]
    times: Vec<String>,
    team_id: Option<Uuid>,
}

impl VolunteerProfile {
    /// The profile, if its words are known.
    pub fn read(self) -> Result<Profile, Failure> {
        profile(&self.skills, self.words, &self.times, self.team_id)
    }
}

impl NewVolunteer {
    /// Who it is, and what is told of them.
    pub fn read(self) -> Result<(Who, Profile), Failure> {
        let who = self.person_id.map(Who::Person).or(self.member_id.map(Who::Member));
        let who = who.ok_or_else(|| Failure::invalid_field("person_id", "volunteers.whom_wanted"))?;
        Ok((who, profile(&self.skills, self.words, &self.times, self.team_id)?))
    }
}

fn profile(skills: &[String], words: Option<String>, times: &[String], team: Option<Uuid>) -> Result<Profile, Failure> {
    let unknown = |field: &'static str| Failure::invalid_field(field, "kernel.word_unknown");
    let skills = skills.iter().map(|skill| words::read(skill).ok_or_else(|| unknown("skills"))).collect::<Result<_, _>>()?;
    let times = times.iter().map(|time| Time::read(time).ok_or_else(|| unknown("times"))).collect::<Result<_, _>>()?;
    Ok(Profile { skills, words: words.unwrap_or_default(), times, team })
}

/// What the office answers, or notes.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct VolunteerDecision {
    /// `approve`, `decline` or `leave`.
    #[oai(validator(max_length = 10))]
    pub act: String,
    #[oai(validator(max_length = 200))]
    pub reason: Option<String>,
    /// The revision that was looked at.
    pub revision: i64,
}

/// Leaving.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct VolunteerLeave {
    #[oai(validator(max_length = 200))]
    pub reason: Option<String>,
    /// The revision that was looked at.
    pub revision: i64,
}

/// Teams.
#[derive(Object)]
pub struct VolunteerTeams {
    pub items: Vec<VolunteerTeam>,
}

/// A team.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct VolunteerTeam {
    id: Uuid,
    name: String,
    purpose: String,
    leader_id: Option<Uuid>,
    leader: Option<String>,
    /// How many are in it.
    size: i64,
    revision: i64,
}

impl VolunteerTeam {
    /// Tells all teams.
    pub async fn all(tx: &Tx, teams: Vec<(volunteer_team::Model, i64)>) -> Result<Vec<Self>, Failure> {
        let names = query::called(tx, teams.iter().filter_map(|(team, _)| team.leader_id)).await?;
        let tell = |(team, size): (volunteer_team::Model, i64)| Self {
            id: team.id,
            name: team.name,
            purpose: team.purpose,
            leader: team.leader_id.and_then(|leader| names.get(&leader).cloned()),
            leader_id: team.leader_id,
            size,
            revision: team.revision,
        };
        Ok(teams.into_iter().map(tell).collect())
    }
}

/// A team to be made or changed.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewVolunteerTeam {
    #[oai(validator(min_length = 1, max_length = 40))]
    name: String,
    #[oai(validator(max_length = 200))]
    purpose: Option<String>,
    /// The volunteer who leads it, one of its members.
    leader_id: Option<Uuid>,
    /// The revision that was looked at, where a team is changed.
    pub revision: Option<i64>,
}

impl From<NewVolunteerTeam> for Design {
    fn from(new: NewVolunteerTeam) -> Self {
        Self { name: new.name, purpose: new.purpose.unwrap_or_default(), leader: new.leader_id }
    }
}

/// Who joins a team.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct VolunteerJoining {
    pub volunteer_id: Uuid,
}
