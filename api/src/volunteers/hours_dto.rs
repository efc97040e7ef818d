//! Hours, as they travel.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    evidence::Of,
    kernel::{Failure, Page, Tx},
    people::words::word,
    volunteers::{claims::Listed, volunteer_entry},
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::evidence::Photo;

/// Entries of a ledger.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct VolunteerEntryPage {
    items: Vec<VolunteerEntry>,
    next: Option<String>,
}

/// An entry: never changed, only taken back by another one.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct VolunteerEntry {
    id: Uuid,
    on_day: NaiveDate,
    /// Less than nothing where something is taken back.
    minutes: i64,
    /// `task`, `claim` or `reversal`.
    source: String,
    words: String,
    task_id: Option<Uuid>,
    claim_id: Option<Uuid>,
    reverses_id: Option<Uuid>,
    created_at: DateTime<Utc>,
}

impl From<volunteer_entry::Model> for VolunteerEntry {
    fn from(row: volunteer_entry::Model) -> Self {
        Self {
            id: row.id,
            on_day: row.on_day,
            minutes: row.minutes,
            source: word(row.source),
            words: row.words,
            task_id: row.task_id,
            claim_id: row.claim_id,
            reverses_id: row.reverses_id,
            created_at: row.created_at,
        }
    }
}

impl From<Page<volunteer_entry::Model>> for VolunteerEntryPage {
    fn from(page: Page<volunteer_entry::Model>) -> Self {
        Self { items: page.items.into_iter().map(VolunteerEntry::from).collect(), next: page.next }
    }
}

/// Reported hours.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct VolunteerClaimPage {
    items: Vec<VolunteerClaim>,
    next: Option<String>,
}

/// Hours that a volunteer reported.
#[derive(Object)]
pub struct VolunteerClaim {
    id: Uuid,
    volunteer_id: Uuid,
    name: String,
    on_day: NaiveDate,
    minutes: i64,
    words: String,
    /// `waiting`, `approved` or `refused`.
    state: String,
    /// Why they were refused.
    reason: String,
    photos: Vec<Photo>,
    revision: i64,
}

impl VolunteerClaim {
    /// Tells one report with its photos.
    pub async fn new(tx: &Tx, Listed { claim, name }: Listed) -> Result<Self, Failure> {
        Ok(Self {
            photos: Photo::all(tx, Of::Claim(claim.id)).await?,
            id: claim.id,
            volunteer_id: claim.volunteer_id,
            name,
            on_day: claim.on_day,
            minutes: claim.minutes,
            words: claim.words,
            state: word(claim.state),
            reason: claim.reason,
            revision: claim.revision,
        })
    }
}

impl VolunteerClaimPage {
    /// Tells some reports.
    pub async fn new(tx: &Tx, page: Page<Listed>) -> Result<Self, Failure> {
        let mut items = Vec::with_capacity(page.items.len());
        for listed in page.items {
            items.push(VolunteerClaim::new(tx, listed).await?);
        }
        Ok(Self { items, next: page.next })
    }
}

/// Hours to be reported.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewVolunteerClaim {
    pub on_day: NaiveDate,
    /// 1 to 720.
    pub minutes: i64,
    /// What was done.
    #[oai(validator(min_length = 1, max_length = 300))]
    pub words: String,
}

/// What the office answers.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct VolunteerClaimDecision {
    pub approved: bool,
    #[oai(validator(max_length = 200))]
    pub reason: Option<String>,
    /// The revision that was looked at.
    pub revision: i64,
}

/// Why an entry is taken back.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct VolunteerReversal {
    #[oai(validator(min_length = 1, max_length = 200))]
    pub reason: String,
}
