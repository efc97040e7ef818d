//! Checking in with the code on the desk's screen, also later from a phone that had no network.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Who, attendance_step, attendee,
    error::AttendanceError,
    ledger::{self, Ledger, Step},
    occasion::{self, State},
    rules::code,
    traces::{self, Trace},
};
use crate::{
    enrolment::resolved,
    kernel::{Failure, Result, Tx},
};

/// The longest name of an upload.
const LONGEST_NONCE: usize = 64;

/// What a phone tells when somebody comes or goes.
#[derive(Debug, Clone)]
pub struct Scan {
    /// The code that was seen.
    pub code: String,
    /// What the phone calls this upload: sent again it counts once.
    pub nonce: String,
    /// When it was seen, by the phone's clock; now unless told.
    pub at: Option<DateTime<Utc>>,
    /// What the phone tells of itself.
    pub trace: Trace,
}

/// The code that the desk shows now, and until when.
///
/// # Errors
/// If the occasion is not open.
pub async fn shown(tx: &Tx, occasion: Uuid) -> Result<(String, DateTime<Utc>)> {
    let occasion = tx.get::<occasion::Entity>(occasion).await?;
    if occasion.state != State::Open {
        return Err(AttendanceError::NotOpen.into());
    }
    Ok(code::shown(&secret(tx, &occasion)?, tx.now()))
}

/// Notes that somebody came.
///
/// # Errors
/// Why not: called off, not on the roll, not that time's code, not a possible time.
pub async fn check_in(tx: &Tx, occasion: Uuid, who: Who, scan: Scan) -> Result<attendee::Model> {
    let who = resolved(tx, who).await?;
    let mut ledger = Ledger::open(tx, occasion).await?;
    let row = ledger.of(who).ok_or(AttendanceError::NotSignedUp)?.clone();
    if is_known(tx, &row, &scan, "check_in").await? {
        return Ok(row);
    }
    let at = believed(tx, &ledger, &scan)?;
    ledger.roll.attend(row.id)?;
    let (times, closed) = (ledger.times(), ledger.occasion.state == State::Closed);
    traces::keep(tx, row.id, "check_in", at, &scan.trace).await?;
    let step = Step { event: "check_in", nonce: Some(scan.nonce), happened_at: at };
    let row = ledger::pick(ledger.save(tx, &[row.id], step).await?, row.id)?;
    // Of two phones the one that saw them first is right.
    let came = row.check_in_at.map_or(at, |known| known.min(at));
    let minutes = (closed || row.check_out_at.is_some()).then(|| times.minutes(came, row.check_out_at));
    tx.update(attendee::ActiveModel { id: Set(row.id), check_in_at: Set(Some(came)), minutes: Set(minutes), ..Default::default() }).await
}

/// Whether this upload was taken before.
pub(super) async fn is_known(tx: &Tx, row: &attendee::Model, scan: &Scan, event: &str) -> Result<bool> {
    if scan.nonce.is_empty() || scan.nonce.len() > LONGEST_NONCE {
        return Err(Failure::invalid_field("nonce", "attendance.nonce_unreadable"));
    }
    let known = tx.find::<attendance_step::Entity>().filter(attendance_step::Column::Nonce.eq(&scan.nonce)).one(tx.conn()).await?;
    match known {
        None => Ok(false),
        Some(step) if step.attendee_id == row.id && step.event == event => Ok(true),
        Some(_) => Err(AttendanceError::ForeignNonce.into()),
    }
}

/// The instant that a scan proves.
pub(super) fn believed(tx: &Tx, ledger: &Ledger, scan: &Scan) -> Result<DateTime<Utc>> {
    if ledger.occasion.state == State::Cancelled {
        return Err(AttendanceError::NotOpen.into());
    }
    let at = ledger.times().plausible(scan.at, tx.now())?;
    if !code::was_shown(&secret(tx, &ledger.occasion)?, &scan.code, at) {
        return Err(AttendanceError::WrongCode.into());
    }
    Ok(at)
}

fn secret(tx: &Tx, occasion: &occasion::Model) -> Result<Vec<u8>> {
    tx.open_bytes("occasion", "code_secret", occasion.id, &occasion.code_secret)
}
