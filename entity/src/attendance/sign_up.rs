//! Signing up and cancelling. The last seat is given once, however many ask for it: the occasion is locked, and two people on one
//! seat would break a unique key.

use uuid::Uuid;

use super::{
    Who, attendee,
    error::AttendanceError,
    ledger::{self, Ledger, Step},
    standing,
};
use crate::{
    enrolment::resolved,
    kernel::{Result, Tx},
};

/// At which door somebody comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// By themselves: in the time for signing up and cancelling.
    Own,
    /// At the desk: any time until it is over.
    Desk,
    /// At the desk, which makes an exception from the terms.
    DeskDespiteTerms,
}

/// Signs somebody up, onto a seat or behind those who wait.
///
/// # Errors
/// Why not: it is not open, not the time, not for them, full, or they are on the roll.
pub async fn sign_up(tx: &Tx, occasion: Uuid, who: Who, door: Door) -> Result<attendee::Model> {
    let who = resolved(tx, who).await?;
    let mut ledger = Ledger::open_now(tx, occasion).await?;
    if door == Door::Own {
        ledger.times().may_sign_up(tx.now())?;
    } else if tx.now() >= ledger.occasion.ends_at {
        return Err(AttendanceError::TooLate.into());
    }
    let terms = ledger.occasion.terms()?;
    let refusal = terms.refusal(&standing::of(tx, who, &terms, ledger.occasion.starts_at).await?);
    if let Some(refusal) = refusal.filter(|refusal| door != Door::DeskDespiteTerms || *refusal == AttendanceError::Gone) {
        return Err(refusal.into());
    }
    let id = ledger.introduce(tx, who);
    ledger.roll.enter(id)?;
    ledger::pick(ledger.save(tx, &[id], Step::now(tx, "sign_up")).await?, id)
}

/// Takes somebody off the roll; whoever waited longest gets the seat in the same transaction.
///
/// # Errors
/// Why not: it is not open, too late, or they are not on the roll.
pub async fn cancel(tx: &Tx, occasion: Uuid, who: Who, door: Door) -> Result<attendee::Model> {
    let who = resolved(tx, who).await?;
    let mut ledger = Ledger::open_now(tx, occasion).await?;
    if door == Door::Own {
        ledger.times().may_cancel(tx.now())?;
    }
    let id = ledger.of(who).ok_or(AttendanceError::NotSignedUp)?.id;
    ledger.roll.leave(id)?;
    ledger::pick(ledger.save(tx, &[id], Step::now(tx, "cancel")).await?, id)
}
