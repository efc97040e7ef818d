//! Tasks, as they travel.

use chrono::{DateTime, Utc};
use mulin_entity::{
    attendance::{Terms, occasions::Plan, rules::times::Times},
    kernel::{Failure, Tx},
    people::words::{self, word},
    volunteers::tasks::{self, Design, Listed, Offered},
};
use poem_openapi::Object;
use uuid::Uuid;

/// Tasks.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct VolunteerTaskPage {
    pub items: Vec<VolunteerTask>,
    pub next: Option<String>,
}

/// A task.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct VolunteerTask {
    id: Uuid,
    /// Whose roll and code for checking in are those of the task.
    occasion_id: Uuid,
    /// `safety`, `group`, `civility`, `event` or `other`.
    kind: String,
    /// `open`, `skill`, `near` or `team`.
    dispatch: String,
    skill: Option<String>,
    team_id: Option<Uuid>,
    building_id: Option<Uuid>,
    grid_id: Option<Uuid>,
    matter_id: Option<Uuid>,
    /// The resident whom it helps; only for the office.
    person_id: Option<Uuid>,
    title: String,
    place: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    capacity: Option<i64>,
    waiting_list: bool,
    detail: String,
    /// `posted` or `cancelled`.
    stage: String,
    /// `open`, `cancelled` or `closed`.
    state: String,
    /// How many come and have not come yet.
    taken: i64,
    waiting: i64,
    /// How many came.
    attended: i64,
    revision: i64,
    /// Who said that they do not come; only for a single task.
    refusals: Option<Vec<VolunteerRefusal>>,
}

/// Somebody who does not come.
#[derive(Object)]
struct VolunteerRefusal {
    name: String,
    note: String,
}

impl VolunteerTask {
    /// Tells a task in a list.
    pub fn brief(Listed { task, occasion, counts }: Listed) -> Self {
        Self {
            id: task.id,
            occasion_id: task.occasion_id,
            kind: word(task.kind),
            dispatch: word(task.dispatch),
            skill: task.skill.map(word),
            team_id: task.team_id,
            building_id: task.building_id,
            grid_id: task.grid_id,
            matter_id: task.matter_id,
            person_id: task.person_id,
            title: occasion.title,
            place: occasion.place,
            starts_at: occasion.starts_at,
            ends_at: occasion.ends_at,
            capacity: occasion.capacity,
            waiting_list: occasion.waiting_list,
            detail: task.detail,
            stage: word(task.stage),
            state: word(occasion.state),
            taken: counts.signed_up,
            waiting: counts.waiting,
            attended: counts.attended,
            revision: task.revision,
            refusals: None,
        }
    }

    /// Tells a task with who does not come.
    pub async fn whole(tx: &Tx, id: Uuid) -> Result<Self, Failure> {
        let listed = tasks::one(tx, id).await?;
        let refusals = tasks::refusals(tx, id).await?.into_iter().map(|(name, note)| VolunteerRefusal { name, note }).collect();
        Ok(Self { refusals: Some(refusals), ..Self::brief(listed) })
    }
}

/// A task to be dispatched.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewVolunteerTask {
    /// `safety`, `group`, `civility`, `event` or `other`.
    #[oai(validator(max_length = 20))]
    kind: String,
    /// `open`, `skill`, `near` or `team`.
    #[oai(validator(max_length = 20))]
    dispatch: String,
    skill: Option<String>,
    team_id: Option<Uuid>,
    building_id: Option<Uuid>,
    grid_id: Option<Uuid>,
    person_id: Option<Uuid>,
    matter_id: Option<Uuid>,
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(validator(max_length = 80))]
    place: Option<String>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// How many are wanted; as many as come unless told.
    capacity: Option<i64>,
    /// Whether others may wait for a place.
    #[oai(default)]
    waiting_list: bool,
    #[oai(validator(max_length = 1000))]
    detail: Option<String>,
    /// The revision that was looked at, where a task is changed.
    pub revision: Option<i64>,
}

impl NewVolunteerTask {
    /// The task, if its words are known.
    pub fn read(self) -> Result<Design, Failure> {
        let unknown = |field: &'static str| Failure::invalid_field(field, "kernel.word_unknown");
        let times = Times { starts_at: self.starts_at, ends_at: self.ends_at, opens_at: None, closes_at: None, cancel_until: None };
        Ok(Design {
            kind: words::read(&self.kind).ok_or_else(|| unknown("kind"))?,
            dispatch: words::read(&self.dispatch).ok_or_else(|| unknown("dispatch"))?,
            skill: words::choice(self.skill, "skill", words::read)?,
            team: self.team_id,
            building: self.building_id,
            grid: self.grid_id,
            person: self.person_id,
            matter: self.matter_id,
            detail: self.detail.unwrap_or_default(),
            occasion: Plan {
                title: self.title,
                place: self.place.unwrap_or_default(),
                times,
                capacity: self.capacity,
                waiting_list: self.waiting_list,
                terms: Terms::default(),
            },
        })
    }
}

/// Why a task is called off.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct VolunteerTaskCancel {
    #[oai(validator(max_length = 300))]
    pub reason: String,
    /// The revision that was looked at.
    pub revision: i64,
}

/// What a volunteer answers.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct VolunteerAnswer {
    pub accepted: bool,
    /// Why not.
    #[oai(validator(max_length = 200))]
    pub note: Option<String>,
}

/// Tasks for somebody.
#[derive(Object)]
pub struct VolunteerOffers {
    items: Vec<VolunteerOffer>,
}

/// A task as it stands to somebody.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct VolunteerOffer {
    task: VolunteerTask,
    /// How they stand to it, as `signed_up`, `waiting` or `attended`; none if they have not taken it.
    attendance: Option<String>,
    check_in_at: Option<DateTime<Utc>>,
    check_out_at: Option<DateTime<Utc>>,
    minutes: Option<i64>,
    /// Whether it is in the grid where they live.
    near: bool,
}

impl VolunteerOffers {
    /// Tells what somebody is offered. Whom it helps is told where it is, not here.
    pub fn new(offered: Vec<Offered>) -> Self {
        let offer = |Offered { listed, attendee, walk }: Offered| VolunteerOffer {
            task: VolunteerTask { person_id: None, matter_id: None, ..VolunteerTask::brief(listed) },
            attendance: attendee.as_ref().map(|row| word(row.state)),
            check_in_at: attendee.as_ref().and_then(|row| row.check_in_at),
            check_out_at: attendee.as_ref().and_then(|row| row.check_out_at),
            minutes: attendee.and_then(|row| row.minutes),
            near: walk.is_some(),
        };
        Self { items: offered.into_iter().map(offer).collect() }
    }
}
