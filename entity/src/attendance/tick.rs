//! The roll kept by hand at the desk: came, or did not come; also afterwards.

use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    attendee,
    error::AttendanceError,
    ledger::{self, Ledger, Step},
    occasion::State,
    rules::times::EARLY,
};
use crate::kernel::{Failure, Result, Tx};

/// Ticks somebody off as having come, or not.
///
/// # Errors
/// Why not: called off, before the door opens, not on the roll.
pub async fn tick(tx: &Tx, occasion: Uuid, attendee: Uuid, came: bool) -> Result<attendee::Model> {
    let mut ledger = Ledger::open(tx, occasion).await?;
    if ledger.occasion.state == State::Cancelled {
        return Err(AttendanceError::NotOpen.into());
    }
    if tx.now() < ledger.occasion.starts_at - EARLY {
        return Err(AttendanceError::NotAtThatTime.into());
    }
    let row = ledger.row(attendee).ok_or_else(Failure::not_found)?;
    // Whoever is ticked afterwards came for the whole of it, as far as anybody knows.
    let at = row.check_in_at.unwrap_or(if ledger.occasion.state == State::Closed { ledger.occasion.starts_at } else { tx.now() });
    let (times, closed) = (ledger.times(), ledger.occasion.state == State::Closed);
    let event = if came { "tick" } else { "miss" };
    if came {
        ledger.roll.attend(attendee)?;
    } else {
        ledger.roll.miss(attendee)?;
    }
    let row = ledger::pick(ledger.save(tx, &[attendee], Step { event, nonce: None, happened_at: at }).await?, attendee)?;
    let mut change = attendee::ActiveModel { id: Set(attendee), ..Default::default() };
    if came {
        change.check_in_at = Set(Some(at));
        change.minutes = Set((closed || row.check_out_at.is_some()).then(|| times.minutes(at, row.check_out_at)));
    } else {
        (change.check_in_at, change.check_out_at, change.minutes) = (Set(None), Set(None), Set(None));
    }
    tx.update(change).await
}
