//! What the office does about a matter besides handing it out: put things on record, ask whoever brought it up, look again later.

use chrono::{Days, NaiveDate};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    Stage,
    error::MatterError,
    figures,
    follow::mark_day,
    matter,
    matter_event::{self, Kind},
    rules::RECHECK_WEEKS,
};
use crate::{
    assignment::{self, Act, Of},
    kernel::{Failure, Result, Tx},
    people::query::today,
};

/// What somebody said when they were asked.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Whether it is solved.
    pub solved: bool,
    /// How content they are, from 1 to 5; nobody needs to say.
    pub rating: Option<i64>,
    /// In their words.
    pub note: String,
}

/// Puts something on record (备案).
pub async fn note(tx: &Tx, id: Uuid, text: &str) -> Result<()> {
    match text.trim() {
        "" => Err(Failure::invalid_field("note", "matters.note_wanted")),
        text => event(tx, id, Kind::Noted, text).await,
    }
}

/// Writes down what whoever brought it up says (回访). Solved, it is closed (结案) and looked at again in four weeks; not solved, it is
/// taken up again.
pub async fn call_back(tx: &Tx, id: Uuid, answer: Answer) -> Result<()> {
    let matter = tx.get::<matter::Entity>(id).await?;
    if matter.stage != Stage::Done {
        return Err(MatterError::WrongStage.into());
    }
    if answer.rating.is_some_and(|rating| !(1..=5).contains(&rating)) {
        return Err(Failure::invalid_field("rating", "matters.rating_unknown"));
    }
    event(tx, id, Kind::CalledBack, answer.note.trim()).await?;
    let recheck = today(tx).await?.checked_add_days(Days::new(RECHECK_WEEKS * 7));
    let row = matter::ActiveModel {
        id: Set(id),
        stage: Set(if answer.solved { Stage::Closed } else { Stage::Done }),
        called_back_at: Set(Some(tx.now())),
        solved: Set(Some(answer.solved)),
        rating: Set(answer.rating),
        recheck_on: Set(recheck.filter(|_| answer.solved)),
        revision: Set(matter.revision + 1),
        ..Default::default()
    };
    tx.update(row).await?;
    let measures = ["matters.called_back", "matters.solved", "matters.satisfied"];
    // What was said before counts no more.
    mark_day(tx, matter.called_back_at, &measures).await?;
    figures::mark(tx, &measures).await?;
    if answer.solved { Ok(()) } else { take_up_again(tx, id, &answer.note).await }
}

/// Writes down whether it is really solved, weeks later (回头看).
pub async fn recheck(tx: &Tx, id: Uuid, solved: bool, note: &str) -> Result<()> {
    let matter = tx.get::<matter::Entity>(id).await?;
    if matter.stage != Stage::Closed || matter.recheck_on.is_none() {
        return Err(MatterError::WrongStage.into());
    }
    event(tx, id, Kind::Rechecked, note.trim()).await?;
    let row = matter::ActiveModel { id: Set(id), recheck_on: Set(None), revision: Set(matter.revision + 1), ..Default::default() };
    tx.update(row).await?;
    if solved { Ok(()) } else { take_up_again(tx, id, note).await }
}

/// Whether it is time to look again.
pub fn is_due(matter: &matter::Model, today: NaiveDate) -> bool {
    matter.recheck_on.is_some_and(|day| day <= today)
}

async fn take_up_again(tx: &Tx, id: Uuid, note: &str) -> Result<()> {
    let given = assignment::query::of(tx, Of::Matter(id)).await?.ok_or_else(Failure::not_found)?;
    let due_at = assignment::service::due_anew(tx, &given).await?;
    let why = if note.trim().is_empty() { "回访未解决" } else { note.trim() };
    assignment::service::act(tx, given.id, given.revision, Act::Reopen { due_at }, why).await.map(drop)
}

/// Writes down what happened.
pub(super) async fn event(tx: &Tx, id: Uuid, kind: Kind, note: &str) -> Result<()> {
    let row = matter_event::ActiveModel {
        matter_id: Set(id),
        kind: Set(kind),
        note: Set(note.to_owned()),
        actor: Set(serde_json::to_value(tx.actor())?),
        ..Default::default()
    };
    tx.insert(row).await.map(drop)
}
