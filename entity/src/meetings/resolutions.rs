//! What a meeting resolved, and the matters that come of it.

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{MinutesState, Stage, error::MeetingError, figures, meeting, meeting_resolution};
use crate::{
    kernel::{Failure, Result, Tx},
    matters::{
        Source,
        intake::{self, Report, Reporter},
    },
};

/// The longest title of a matter, in characters.
const LONGEST_TITLE: usize = 80;

/// What was resolved.
#[derive(Debug, Clone)]
pub struct Resolution {
    /// Its words.
    pub words: String,
    /// Votes in favour, against, and neither way.
    pub votes: [Option<i64>; 3],
}

/// Writes a resolution down, as long as the minutes are not out.
pub async fn add(tx: &Tx, id: Uuid, resolution: Resolution) -> Result<meeting_resolution::Model> {
    let meeting = tx.get::<meeting::Entity>(id).await?;
    match (meeting.stage, meeting.minutes_state) {
        (Stage::Held, MinutesState::Published) => return Err(MeetingError::Published.into()),
        (Stage::Held, _) => {}
        _ => return Err(MeetingError::WrongStage.into()),
    }
    let words = resolution.words.trim().to_owned();
    if words.is_empty() {
        return Err(Failure::invalid_field("words", "meetings.words_wanted"));
    }
    if resolution.votes.iter().flatten().any(|votes| *votes < 0) {
        return Err(Failure::invalid_field("in_favour", "meetings.votes_implausible"));
    }
    let before = tx.find::<meeting_resolution::Entity>().filter(meeting_resolution::Column::MeetingId.eq(id)).count(tx.conn()).await?;
    let [in_favour, against, abstained] = resolution.votes;
    let row = meeting_resolution::ActiveModel {
        meeting_id: Set(id),
        place: Set(i64::try_from(before).unwrap_or(i64::MAX) + 1),
        words: Set(words),
        in_favour: Set(in_favour),
        against: Set(against),
        abstained: Set(abstained),
        matter_id: Set(None),
        ..Default::default()
    };
    let row = tx.insert(row).await?;
    figures::mark(tx).await?;
    Ok(row)
}

/// Makes a resolution a matter, which then has its own clocks and reports back here.
pub async fn become_matter(tx: &Tx, meeting: Uuid, id: Uuid, kind: Uuid, to: Option<Uuid>) -> Result<meeting_resolution::Model> {
    let resolution = tx.get::<meeting_resolution::Entity>(id).await?;
    if resolution.meeting_id != meeting {
        return Err(Failure::not_found());
    }
    let report = Report {
        kind,
        source: Source::Meeting,
        title: resolution.words.chars().take(LONGEST_TITLE).collect(),
        detail: resolution.words.clone(),
        place: String::new(),
        building: None,
        grid: None,
        person: None,
        visit: None,
        reporter: Reporter::default(),
        urgent: false,
        to,
        done: None,
    };
    let matter = intake::take(tx, report).await?;
    if resolution.matter_id.is_some() {
        return Err(MeetingError::MatterAlready.into());
    }
    tx.update(meeting_resolution::ActiveModel { id: Set(id), matter_id: Set(Some(matter.id)), ..Default::default() }).await
}
