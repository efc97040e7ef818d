//! Meetings, as they travel.

use chrono::{DateTime, Utc};
use mulin_entity::{
    attendance::{Terms, occasions::Plan, rules::times::Times},
    kernel::{Failure, Language, Tx},
    matters::matter,
    meetings::{
        Kind, meeting_resolution,
        query::{self, Listed},
        resolutions, service,
    },
    people::words::{self, word},
    tenancy::members,
};
use poem_openapi::Object;
use uuid::Uuid;

/// Meetings.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct MeetingPage {
    pub items: Vec<Meeting>,
    pub next: Option<String>,
}

/// A meeting.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Meeting {
    id: Uuid,
    /// Whose roll and code for signing in are those of the meeting.
    occasion_id: Uuid,
    /// `congress`, `heart`, `hearing` or `joint`.
    kind: String,
    /// `planned`, `called`, `held` or `cancelled`.
    stage: String,
    title: String,
    place: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    agenda: Vec<String>,
    /// So many have to be there.
    quorum: Option<i64>,
    chair_id: Option<Uuid>,
    /// How many are invited and have not come yet.
    invited: i64,
    /// How many came.
    present: i64,
    /// `draft`, `review` or `published`.
    minutes_state: String,
    held_at: Option<DateTime<Utc>>,
    revision: i64,
    /// Who leads it; only for a single meeting.
    chair: Option<String>,
    /// What was said; only for a single meeting, and only the office before it is published.
    minutes: Option<String>,
    /// What was resolved; only for a single meeting.
    resolutions: Option<Vec<MeetingResolution>>,
}

/// What was resolved.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct MeetingResolution {
    id: Uuid,
    place: i64,
    words: String,
    in_favour: Option<i64>,
    against: Option<i64>,
    abstained: Option<i64>,
    /// The matter that came of it, and how far that is.
    matter_id: Option<Uuid>,
    matter_stage: Option<String>,
    matter_result: Option<String>,
}

impl From<(meeting_resolution::Model, Option<matter::Model>)> for MeetingResolution {
    fn from((row, matter): (meeting_resolution::Model, Option<matter::Model>)) -> Self {
        Self {
            id: row.id,
            place: row.place,
            words: row.words,
            in_favour: row.in_favour,
            against: row.against,
            abstained: row.abstained,
            matter_id: row.matter_id,
            matter_stage: matter.as_ref().map(|matter| word(matter.stage)),
            matter_result: matter.map(|matter| matter.result).filter(|result| !result.is_empty()),
        }
    }
}

impl Meeting {
    /// Tells a meeting in a list.
    pub fn brief(listed: Listed) -> Result<Self, Failure> {
        let Listed { meeting, occasion, counts } = listed;
        Ok(Self {
            id: meeting.id,
            occasion_id: meeting.occasion_id,
            kind: word(meeting.kind),
            stage: word(meeting.stage),
            title: occasion.title,
            place: occasion.place,
            starts_at: occasion.starts_at,
            ends_at: occasion.ends_at,
            agenda: meeting.agenda_lines()?,
            quorum: meeting.quorum,
            chair_id: meeting.chair_id,
            invited: counts.signed_up,
            present: counts.attended,
            minutes_state: word(meeting.minutes_state),
            held_at: meeting.held_at,
            revision: meeting.revision,
            chair: None,
            minutes: None,
            resolutions: None,
        })
    }

    /// Tells a meeting with its minutes and what was resolved; `office` sees minutes before they are published.
    pub async fn whole(tx: &Tx, id: Uuid, office: bool) -> Result<Self, Failure> {
        let listed = query::one(tx, id).await?;
        let chair = match listed.meeting.chair_id {
            Some(chair) => Some(members::get(tx, chair).await?.name),
            None => None,
        };
        let minutes = listed.meeting.minutes.clone();
        let told = Self::brief(listed)?;
        let out = office || told.minutes_state == "published";
        let resolutions = query::resolutions(tx, id).await?.into_iter().map(MeetingResolution::from).collect();
        Ok(Self { chair, minutes: out.then_some(minutes), resolutions: Some(resolutions), ..told })
    }
}

/// A meeting to be prepared.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewMeeting {
    /// `congress`, `heart`, `hearing` or `joint`.
    #[oai(validator(max_length = 20))]
    kind: String,
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(validator(max_length = 80))]
    place: Option<String>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// What is talked about.
    #[oai(validator(max_items = 30))]
    agenda: Vec<String>,
    /// So many have to be there.
    quorum: Option<i64>,
    chair_id: Option<Uuid>,
    /// The revision that was looked at, where a meeting is changed.
    pub revision: Option<i64>,
}

impl NewMeeting {
    /// The meeting, if its words are known.
    pub fn read(self) -> Result<service::Design, Failure> {
        let times = Times { starts_at: self.starts_at, ends_at: self.ends_at, opens_at: None, closes_at: None, cancel_until: None };
        Ok(service::Design {
            kind: words::read(&self.kind).ok_or_else(|| Failure::invalid_field("kind", "kernel.word_unknown"))?,
            occasion: Plan {
                title: self.title,
                place: self.place.unwrap_or_default(),
                times,
                capacity: None,
                waiting_list: false,
                terms: Terms::default(),
            },
            agenda: self.agenda,
            quorum: self.quorum,
            chair: self.chair_id,
        })
    }
}

/// What a kind of meeting begins with.
#[derive(Object)]
pub struct MeetingTemplate {
    kind: String,
    title: String,
    agenda: Vec<String>,
}

impl MeetingTemplate {
    /// The templates of all kinds.
    pub fn all(language: Language) -> Vec<Self> {
        let of = |kind: Kind| Self {
            kind: word(kind),
            title: language.text(&format!("meetings.kind_{}", word(kind)), &[]),
            agenda: language.text(&format!("meetings.agenda_{}", word(kind)), &[]).lines().map(|line| line.trim().to_owned()).collect(),
        };
        Kind::ALL.into_iter().map(of).collect()
    }
}

/// Who is invited.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct MeetingInvitation {
    pub member_id: Uuid,
}

/// What is done with a meeting.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct MeetingAct {
    /// `call`, `hold` or `cancel`.
    #[oai(validator(max_length = 10))]
    pub act: String,
    /// Why it is off.
    #[oai(validator(max_length = 300))]
    pub note: Option<String>,
    /// The revision that was looked at.
    pub revision: i64,
}

/// What was said.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct MeetingMinutes {
    #[oai(validator(max_length = 20_000))]
    pub minutes: String,
    /// `draft` or `review`; `published` is its own operation.
    #[oai(validator(max_length = 10))]
    pub state: String,
    /// The revision that was looked at.
    pub revision: i64,
}

/// Minutes that were looked over.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct MeetingPublication {
    /// The revision that was looked at.
    pub revision: i64,
}

/// A resolution to be written down.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewResolution {
    #[oai(validator(min_length = 1, max_length = 1000))]
    words: String,
    in_favour: Option<i64>,
    against: Option<i64>,
    abstained: Option<i64>,
}

impl From<NewResolution> for resolutions::Resolution {
    fn from(new: NewResolution) -> Self {
        Self { words: new.words, votes: [new.in_favour, new.against, new.abstained] }
    }
}

/// How a resolution is taken on.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct ResolutionMatter {
    /// What kind of matter it becomes.
    pub kind_id: Uuid,
    /// Who takes it on.
    pub member_id: Option<Uuid>,
}
