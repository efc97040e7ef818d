//! Targets, what was found at them, and how far a campaign is, as they travel.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use mulin_entity::{
    campaigns::{campaign_target, marks, progress, roster},
    evidence::Of,
    kernel::{Failure, Tx},
    people::words::{self, word},
    tenancy::members,
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::{
    evidence::Photo,
    outreach::{GivenAnswer, known, told},
};

/// Targets in walking order.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TargetPage {
    pub items: Vec<CampaignTarget>,
    pub next: Option<String>,
}

/// What somebody found.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CampaignMark {
    id: Uuid,
    nonce: Uuid,
    /// `done`, `absent`, `refused`, `moved` or `not_found`.
    outcome: String,
    /// When, by the phone.
    at: DateTime<Utc>,
    retry_at: Option<DateTime<Utc>>,
    member: Option<String>,
    force: Option<String>,
    note: String,
    answers: Vec<GivenAnswer>,
    photos: Vec<Photo>,
}

/// A target.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CampaignTarget {
    id: Uuid,
    name: String,
    address: String,
    grid_id: Option<Uuid>,
    building_id: Option<Uuid>,
    /// Its place on the way.
    place: i64,
    /// What holds of all that was found.
    outcome: Option<String>,
    /// Whether nobody has to go there again.
    settled: bool,
    /// Whether two found different things.
    contested: bool,
    /// Whether it came to the roster later.
    late: bool,
    /// `dead`, `moved_out`, `empty` or `ended`.
    gone: Option<String>,
    /// How often nobody was in.
    tries: i64,
    retry_at: Option<DateTime<Utc>>,
    marked_at: Option<DateTime<Utc>>,
    /// Who found what holds.
    member: Option<String>,
    /// All that was found, the last first; only where one target is asked for.
    marks: Option<Vec<CampaignMark>>,
}

impl CampaignTarget {
    /// Tells targets.
    pub async fn all(tx: &Tx, rows: Vec<campaign_target::Model>) -> Result<Vec<Self>, Failure> {
        let names = members::names(tx).await?;
        rows.into_iter().map(|row| Self::new(tx, &names, row)).collect()
    }

    /// Tells one target with all that was found.
    pub async fn whole(tx: &Tx, row: campaign_target::Model) -> Result<Self, Failure> {
        let (names, found) = (members::names(tx).await?, marks::of(tx, row.id).await?);
        let mut marks = Vec::with_capacity(found.len());
        for (mark, said) in found {
            marks.push(CampaignMark {
                id: mark.id,
                nonce: mark.nonce,
                outcome: word(mark.outcome),
                at: mark.at,
                retry_at: mark.retry_at,
                member: mark.member_id.and_then(|id| names.get(&id).cloned()),
                force: mark.force.map(word),
                note: said.note,
                answers: told(said.answers),
                photos: Photo::all(tx, Of::Mark(mark.id)).await?,
            });
        }
        Ok(Self { marks: Some(marks), ..Self::new(tx, &names, row)? })
    }

    fn new(tx: &Tx, names: &HashMap<Uuid, String>, row: campaign_target::Model) -> Result<Self, Failure> {
        let label = roster::label(tx, &row)?;
        Ok(Self {
            id: row.id,
            name: label.name,
            address: label.address,
            grid_id: row.grid_id,
            building_id: row.building_id,
            place: row.place,
            outcome: row.outcome.map(word),
            settled: row.settled,
            contested: row.contested,
            late: row.late,
            gone: row.gone,
            tries: row.tries,
            retry_at: row.retry_at,
            marked_at: row.marked_at,
            member: row.member_id.and_then(|id| names.get(&id).cloned()),
            marks: None,
        })
    }
}

/// What somebody found at a door.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewCampaignMark {
    /// A UUID, made by the phone: what is sent twice counts once.
    #[oai(validator(min_length = 1, max_length = 40))]
    nonce: String,
    /// `done`, `absent`, `refused`, `moved` or `not_found`.
    #[oai(validator(max_length = 20))]
    outcome: String,
    /// When, by the phone.
    at: DateTime<Utc>,
    /// When to go again.
    retry_at: Option<DateTime<Utc>>,
    /// The reason, where nobody goes again and it is not done.
    #[oai(validator(max_length = 500))]
    note: Option<String>,
    #[oai(validator(max_items = 10))]
    answers: Option<Vec<GivenAnswer>>,
}

impl NewCampaignMark {
    /// The finding, if its words are known.
    pub fn read(self) -> Result<marks::Report, Failure> {
        let answers = self.answers.unwrap_or_default().into_iter();
        Ok(marks::Report {
            nonce: Uuid::parse_str(&self.nonce).map_err(|_| Failure::invalid_field("nonce", "campaigns.nonce_unreadable"))?,
            outcome: known(words::read(&self.outcome), "outcome")?,
            at: self.at,
            retry_at: self.retry_at,
            note: self.note.unwrap_or_default(),
            answers: answers.map(|given| (given.question, given.values)).collect(),
        })
    }
}

/// The count of a grid, a building, a force or a shift; done, excused and open together are all.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CampaignLine {
    of: Option<Uuid>,
    name: String,
    total: i64,
    done: i64,
    excused: i64,
    /// Of those who are excused.
    refused: i64,
    open: i64,
    contested: i64,
}

impl From<progress::Line> for CampaignLine {
    fn from(line: progress::Line) -> Self {
        let progress::Count { total, done, excused, refused, open, contested } = line.count;
        Self { of: line.of, name: line.name, total, done, excused, refused, open, contested }
    }
}

/// Why some are excused.
#[derive(Object)]
pub struct CampaignReason {
    /// An outcome, or why somebody is gone.
    reason: String,
    count: i64,
}

/// How far a campaign is, of what the caller sees.
#[derive(Object)]
pub struct CampaignProgress {
    whole: CampaignLine,
    grids: Vec<CampaignLine>,
    buildings: Vec<CampaignLine>,
    /// What each force has settled, by its word.
    forces: Vec<CampaignLine>,
    /// What each shift has settled.
    shifts: Vec<CampaignLine>,
    reasons: Vec<CampaignReason>,
}

impl From<progress::Progress> for CampaignProgress {
    fn from(told: progress::Progress) -> Self {
        let lines = |lines: Vec<progress::Line>| lines.into_iter().map(CampaignLine::from).collect();
        Self {
            whole: progress::Line { of: None, name: String::new(), count: told.whole }.into(),
            grids: lines(told.grids),
            buildings: lines(told.buildings),
            forces: lines(told.forces),
            shifts: lines(told.shifts),
            reasons: told.reasons.into_iter().map(|(reason, count)| CampaignReason { reason, count }).collect(),
        }
    }
}
