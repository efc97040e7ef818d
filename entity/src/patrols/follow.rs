//! What follows for a finding from what is done with its assignment.

use chrono::Days;
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{
    course::{self, Event},
    error::PatrolError,
    figures,
    patrol_finding::{self, Column, State},
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
    let event = match act {
        Act::Complete => Event::Rectify,
        Act::CallOff => Event::CallOff,
        Act::Reopen { .. } => Event::Reopen,
        Act::Escalate { .. } | Act::GrantExtension => return figures::mark(tx, desk.today, &["patrols.overdue"]).await,
        _ => return Ok(()),
    };
    // What came back goes on as the finding that was made then.
    let state = course::after(known.state, event).ok_or(PatrolError::FoundAnew)?;
    let mut row = patrol_finding::ActiveModel { id: Set(id), state: Set(state), ..Default::default() };
    match event {
        Event::Rectify => {
            row.rectified_at = Set(Some(tx.now()));
            row.on_time = Set(Some(tx.now() <= given.due_at));
            row.cool_until = Set(Some(desk.today + Days::new(COOLING_DAYS)));
            row.result = Set(note.to_owned());
            let right =
                patrol_trouble::ActiveModel { id: Set(known.trouble_id), rectified_on: Set(Some(desk.today)), ..Default::default() };
            tx.update(right).await?;
        }
        Event::CallOff => row.result = Set(note.to_owned()),
        Event::Reopen => {
            only_one_is_live(tx, &known).await?;
            (row.rectified_at, row.on_time, row.cool_until) = (Set(None), Set(None), Set(None));
        }
        Event::Return | Event::StayAway => {}
    }
    tx.update(row).await?;
    if let Some(at) = known.rectified_at {
        figures::mark(tx, desk.day(at), &["patrols.rectified", "patrols.on_time"]).await?;
    }
    figures::mark(tx, desk.today, &["patrols.rectified", "patrols.on_time", "patrols.open", "patrols.overdue"]).await
}

/// Of one kind at one place one finding is to be put right or watched: an old one is not taken up beside it.
async fn only_one_is_live(tx: &Tx, finding: &patrol_finding::Model) -> Result<()> {
    let others = tx.find::<patrol_finding::Entity>().filter(Column::TroubleId.eq(finding.trouble_id)).filter(Column::Id.ne(finding.id));
    let live = others.filter(Column::State.is_in([State::Open, State::Cooling]));
    match live.count(tx.conn()).await? {
        0 => Ok(()),
        _ => Err(PatrolError::FoundAnew.into()),
    }
}
