//! What follows for a finding from what is done with its assignment.

use chrono::Days;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    figures,
    patrol_finding::{self, State},
    patrol_trouble,
    rules::COOLING_DAYS,
};
use crate::{
    assignment::{Act, assignment},
    kernel::{Result, Tx},
    visits::desk::Desk,
};

/// Lets the finding follow, in the same unit of work.
pub async fn follow(tx: &Tx, id: Uuid, given: &assignment::Model, act: Act, note: &str) -> Result<()> {
    let desk = Desk::of(tx).await?;
    let known = tx.get::<patrol_finding::Entity>(id).await?;
    let mut row = patrol_finding::ActiveModel { id: Set(id), ..Default::default() };
    match act {
        Act::Complete => {
            row.state = Set(State::Cooling);
            row.rectified_at = Set(Some(tx.now()));
            row.on_time = Set(Some(tx.now() <= given.due_at));
            row.cool_until = Set(Some(desk.today + Days::new(COOLING_DAYS)));
            row.result = Set(note.to_owned());
            let right =
                patrol_trouble::ActiveModel { id: Set(known.trouble_id), rectified_on: Set(Some(desk.today)), ..Default::default() };
            tx.update(right).await?;
        }
        Act::CallOff => (row.state, row.result) = (Set(State::CalledOff), Set(note.to_owned())),
        Act::Reopen { .. } => {
            (row.state, row.rectified_at, row.on_time, row.cool_until) = (Set(State::Open), Set(None), Set(None), Set(None));
        }
        Act::Escalate { .. } | Act::GrantExtension => return figures::mark(tx, desk.today, &["patrols.overdue"]).await,
        _ => return Ok(()),
    }
    tx.update(row).await?;
    if let Some(at) = known.rectified_at {
        figures::mark(tx, desk.day(at), &["patrols.rectified", "patrols.on_time"]).await?;
    }
    figures::mark(tx, desk.today, &["patrols.rectified", "patrols.on_time", "patrols.open", "patrols.overdue"]).await
}
