//! Sessions with their rolls, as they travel.

use chrono::{DateTime, Utc};
use mulin_entity::{
    attendance::{Terms, attendee, occasions::Plan, rules::times::Times},
    evidence::Of,
    kernel::{Failure, Tx},
    party::{
        query::{self, Line, Listed},
        sessions,
    },
    people::words::{self, word},
};
use poem_openapi::Object;
use uuid::Uuid;

use super::dto::{PartyMember, PartyOwed, PartyStudyRecord};
use crate::evidence::Photo;

/// The caller as a party member; nothing if they are none.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct OwnParty {
    pub member: Option<PartyMember>,
    pub to_come: Vec<PartySession>,
    /// What their branch has still to hold this year, and what it did not hold.
    pub owed: Vec<PartyOwed>,
    pub record: Option<PartyStudyRecord>,
}

/// Sessions.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PartySessionPage {
    pub items: Vec<PartySession>,
    pub next: Option<String>,
}

/// A session.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PartySession {
    id: Uuid,
    branch_id: Uuid,
    /// Whose roll and code for signing in are those of the session.
    occasion_id: Uuid,
    /// `assembly`, `committee`, `group`, `lecture`, `theme_day` or `bench`.
    kind: String,
    /// `planned`, `called`, `held`, `closed` or `cancelled`.
    stage: String,
    title: String,
    place: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    programme: String,
    study_minutes: i64,
    /// How many are invited and have not come.
    invited: i64,
    /// How many came.
    present: i64,
    /// `draft`, `review` or `published`.
    minutes_state: String,
    revision: i64,
    /// What was said; only for a single session.
    minutes: Option<String>,
    /// Who is on the roll; only for a single session.
    roll: Option<Vec<PartyRollLine>>,
    /// Photos; only for a single session.
    photos: Option<Vec<Photo>>,
}

/// A member on the roll of a session.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct PartyRollLine {
    party_member_id: Uuid,
    attendee_id: Option<Uuid>,
    name: String,
    came: bool,
    /// `attended`, `made_up`, `excused` or `absent`; nothing before it is settled.
    state: Option<String>,
    reason: Option<String>,
}

impl From<Line> for PartyRollLine {
    fn from(line: Line) -> Self {
        Self {
            party_member_id: line.member.row.id,
            came: line.came(),
            attendee_id: line.attendee.map(|row: attendee::Model| row.id),
            name: line.member.name,
            state: line.presence.as_ref().map(|row| word(row.state)),
            reason: line.presence.map(|row| row.reason).filter(|reason| !reason.is_empty()),
        }
    }
}

impl PartySession {
    /// Tells a session in a list.
    pub fn brief(listed: Listed) -> Self {
        let Listed { session, occasion, invited, present } = listed;
        Self {
            id: session.id,
            branch_id: session.branch_id,
            occasion_id: session.occasion_id,
            kind: word(session.kind),
            stage: word(session.stage),
            title: occasion.title,
            place: occasion.place,
            starts_at: occasion.starts_at,
            ends_at: occasion.ends_at,
            programme: session.programme,
            study_minutes: session.study_minutes,
            invited,
            present,
            minutes_state: word(session.minutes_state),
            revision: session.revision,
            minutes: None,
            roll: None,
            photos: None,
        }
    }

    /// Tells a session with its roll and record.
    pub async fn whole(tx: &Tx, id: Uuid) -> Result<Self, Failure> {
        let listed = query::session(tx, id).await?;
        let roll = query::roll(tx, &listed.session).await?.into_iter().map(PartyRollLine::from).collect();
        let (minutes, photos) = (listed.session.minutes.clone(), Photo::all(tx, Of::Session(id)).await?);
        Ok(Self { minutes: Some(minutes), roll: Some(roll), photos: Some(photos), ..Self::brief(listed) })
    }
}

/// A session to be prepared.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewPartySession {
    /// Whose it is; stays as it is where a session is changed.
    pub branch_id: Option<Uuid>,
    /// `assembly`, `committee`, `group`, `lecture`, `theme_day` or `bench`.
    #[oai(validator(max_length = 20))]
    kind: String,
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(validator(max_length = 80))]
    place: Option<String>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// What is read and talked about.
    #[oai(validator(max_length = 2000))]
    programme: Option<String>,
    /// So many minutes of study it counts for.
    study_minutes: i64,
    /// The revision that was looked at, where a session is changed.
    pub revision: Option<i64>,
}

impl NewPartySession {
    /// The session, if its words are known.
    pub fn read(self) -> Result<sessions::Design, Failure> {
        let times = Times { starts_at: self.starts_at, ends_at: self.ends_at, opens_at: None, closes_at: None, cancel_until: None };
        Ok(sessions::Design {
            kind: words::read(&self.kind).ok_or_else(|| Failure::invalid_field("kind", "kernel.word_unknown"))?,
            occasion: Plan {
                title: self.title,
                place: self.place.unwrap_or_default(),
                times,
                capacity: None,
                waiting_list: false,
                terms: Terms::default(),
            },
            programme: self.programme.unwrap_or_default(),
            study_minutes: self.study_minutes,
        })
    }
}

/// What is done with a session.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PartySessionAct {
    /// `call`, `hold`, `close` or `cancel`.
    #[oai(validator(max_length = 10))]
    pub act: String,
    /// Why it is off.
    #[oai(validator(max_length = 300))]
    pub note: Option<String>,
    /// The revision that was looked at.
    pub revision: i64,
}

/// Who asks for leave, and why.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PartyLeave {
    pub party_member_id: Uuid,
    #[oai(validator(min_length = 1, max_length = 200))]
    pub reason: String,
}

/// Why the caller asks for leave.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct OwnPartyLeave {
    #[oai(validator(min_length = 1, max_length = 200))]
    pub reason: String,
}

/// What somebody made up.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PartyMakeUp {
    pub party_member_id: Uuid,
    /// So many minutes of study it counts for.
    pub minutes: i64,
}
