//! Programmes and their groups.

use mulin_entity::{
    activities::{
        programme::State,
        programmes::Design,
        query::{Group, Participant},
    },
    kernel::Failure,
    people::words::{self, word},
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::attendance::GuardianConsent;

/// A programme.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Programme {
    id: Uuid,
    /// `phone_class`, `solo_living`, `fathers`, `summer_camp`, `children_team`, `mothers_team` or `other`.
    kind: String,
    title: String,
    summary: String,
    organiser_id: Option<Uuid>,
    provider_id: Option<Uuid>,
    /// `open` or `ended`.
    state: String,
    revision: i64,
    /// How many are in its group.
    members: i64,
    /// Whether the caller is.
    mine: bool,
    /// What is agreed to by enrolling, and which version that is; nothing where there is nothing to agree to.
    terms: Option<String>,
    terms_version: Option<i64>,
    /// The children for whom the caller acts; only for a single programme.
    pub children: Option<Vec<ChildInGroup>>,
    /// Its group, for the office; only for a single programme.
    pub participants: Option<Vec<ProgrammeParticipant>>,
}

/// A child, and whether they are in a group.
#[derive(Object)]
pub struct ChildInGroup {
    pub person_id: Uuid,
    pub name: String,
    pub enrolled: bool,
}

/// Somebody in a group.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ProgrammeParticipant {
    id: Uuid,
    person_id: Option<Uuid>,
    member_id: Option<Uuid>,
    name: String,
    active: bool,
    /// To how many sessions they came, and to how many not.
    attended: i64,
    no_show: i64,
    /// Which version of the terms they agreed to.
    terms_version: Option<i64>,
}

impl From<Group> for Programme {
    fn from(Group { programme, members, mine, terms }: Group) -> Self {
        Self {
            terms_version: terms.as_ref().map(|row| row.version),
            terms: terms.map(|row| row.words),
            id: programme.id,
            kind: word(programme.kind),
            title: programme.title,
            summary: programme.summary,
            organiser_id: programme.organiser_id,
            provider_id: programme.provider_id,
            state: word(programme.state),
            revision: programme.revision,
            members: i64::try_from(members).unwrap_or(i64::MAX),
            mine,
            children: None,
            participants: None,
        }
    }
}

impl From<Participant> for ProgrammeParticipant {
    fn from(Participant { row, name, attended, no_show, terms }: Participant) -> Self {
        let number = |count| i64::try_from(count).unwrap_or(i64::MAX);
        Self {
            id: row.id,
            person_id: row.person_id,
            member_id: row.member_id,
            name,
            active: row.active,
            attended: number(attended),
            no_show: number(no_show),
            terms_version: terms,
        }
    }
}

/// A programme to be kept.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewProgramme {
    /// `phone_class`, `solo_living`, `fathers`, `summer_camp`, `children_team`, `mothers_team` or `other`.
    #[oai(validator(max_length = 20))]
    kind: String,
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(validator(max_length = 4000))]
    summary: Option<String>,
    /// What is agreed to by enrolling; a change makes another version.
    #[oai(validator(max_length = 4000))]
    terms: Option<String>,
    organiser_id: Option<Uuid>,
    provider_id: Option<Uuid>,
    /// `open` or `ended`.
    #[oai(validator(max_length = 10))]
    state: Option<String>,
    /// The revision that was looked at, where a programme is changed.
    pub revision: Option<i64>,
}

impl NewProgramme {
    /// The programme, if its words are known.
    pub fn read(self) -> Result<Design, Failure> {
        let unknown = |field: &str| Failure::invalid_field(field, "kernel.word_unknown");
        let state = words::choice(self.state, "state", words::read::<State>)?;
        Ok(Design {
            kind: words::read(&self.kind).ok_or_else(|| unknown("kind"))?,
            title: self.title,
            summary: self.summary.unwrap_or_default(),
            terms: self.terms.unwrap_or_default(),
            organiser: self.organiser_id,
            provider: self.provider_id,
            ended: state == Some(State::Ended),
        })
    }
}

/// A resident whom the desk enrols.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct Enrolee {
    pub person_id: Uuid,
    /// The version of the terms that they agreed to at the desk.
    pub terms_version: Option<i64>,
    /// The consent of a minor's guardian, for all sessions.
    pub consent: Option<GuardianConsent>,
}
