//! Leaving, with the same code: from coming and going follow the hours.

use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    Who,
    attendee::{self, State},
    check_in::{Scan, believed, is_known},
    error::AttendanceError,
    ledger::{self, Ledger, Step},
    traces,
};
use crate::{
    enrolment::resolved,
    kernel::{Result, Tx},
};

/// Notes that somebody left.
///
/// # Errors
/// Why not: they have not come, not that time's code, not a possible time.
pub async fn check_out(tx: &Tx, occasion: Uuid, who: Who, scan: Scan) -> Result<attendee::Model> {
    let who = resolved(tx, who).await?;
    let ledger = Ledger::open(tx, occasion).await?;
    let row = ledger.of(who).ok_or(AttendanceError::NotSignedUp)?.clone();
    if is_known(tx, &row, &scan, "check_out").await? {
        return Ok(row);
    }
    let came = row.check_in_at.filter(|_| row.state == State::Attended).ok_or(AttendanceError::WrongState)?;
    let at = believed(tx, &ledger, &scan)?;
    if at < came {
        return Err(AttendanceError::NotAtThatTime.into());
    }
    let times = ledger.times();
    traces::keep(tx, row.id, "check_out", at, &scan.trace).await?;
    let step = Step { event: "check_out", nonce: Some(scan.nonce), happened_at: at };
    let row = ledger::pick(ledger.save(tx, &[row.id], step).await?, row.id)?;
    let went = row.check_out_at.map_or(at, |known| known.max(at));
    let minutes = times.minutes(came, Some(went));
    tx.update(attendee::ActiveModel { id: Set(row.id), check_out_at: Set(Some(went)), minutes: Set(Some(minutes)), ..Default::default() })
        .await
}
