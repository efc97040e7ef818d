//! What follows for a matter from what is done with its assignment.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{Stage, figures, matter};
use crate::{
    assignment::{Act, assignment},
    kernel::{Result, Tx},
    visits::desk::Desk,
};

/// Lets the matter follow, in the same unit of work.
pub async fn follow(tx: &Tx, id: Uuid, given: &assignment::Model, act: Act, note: &str) -> Result<()> {
    let matter = tx.get::<matter::Entity>(id).await?;
    let mut row = matter::ActiveModel { id: Set(id), revision: Set(matter.revision + 1), ..Default::default() };
    match act {
        Act::Complete => {
            row.stage = Set(Stage::Done);
            row.handled_at = Set(Some(tx.now()));
            row.on_time = Set(Some(tx.now() <= given.due_at));
            row.result = Set(note.to_owned());
        }
        Act::CallOff => {
            row.stage = Set(Stage::Declined);
            row.result = Set(note.to_owned());
        }
        Act::Reopen { .. } => {
            (row.stage, row.handled_at, row.on_time) = (Set(Stage::Open), Set(None), Set(None));
            // Whoever was asked has said so once: until they are asked anew it counts as not solved.
            row.solved = Set(matter.called_back_at.map(|_| false));
            (row.recheck_on, row.recheck_told_on, row.reopened) = (Set(None), Set(None), Set(matter.reopened + 1));
        }
        Act::Escalate { .. } | Act::GrantExtension => return figures::mark(tx, &["matters.overdue"]).await,
        _ => return Ok(()),
    }
    tx.update(row).await?;
    mark_day(tx, matter.handled_at, &["matters.handled", "matters.on_time"]).await?;
    mark_day(tx, matter.called_back_at, &["matters.called_back", "matters.solved", "matters.satisfied"]).await?;
    figures::mark(tx, &["matters.handled", "matters.on_time", "matters.open", "matters.overdue"]).await
}

/// What was counted on a day is counted anew.
pub(super) async fn mark_day(tx: &Tx, at: Option<DateTime<Utc>>, measures: &[&'static str]) -> Result<()> {
    let Some(at) = at else { return Ok(()) };
    let day = Desk::of(tx).await?.day(at);
    for measure in measures {
        tx.mark(day, measure).await?;
    }
    Ok(())
}
