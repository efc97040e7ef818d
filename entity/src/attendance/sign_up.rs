//! Signing up and cancelling. The last seat is given once, however many ask for it: the occasion is locked, and two people on one
//! seat would break a unique key.

use uuid::Uuid;

use super::{
    Who,
    attendee::{self, State},
    consent::{Guardian, agree},
    error::AttendanceError,
    guardian_consent::Way,
    ledger::{self, Ledger, Step},
    notices::{self, News},
    standing,
};
use crate::{
    enrolment::{self, resolved},
    kernel::{Result, Tx},
    tenancy::members,
};

/// At which door somebody comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// By themselves: in the time for signing up and cancelling.
    Own,
    /// By themselves too, once the context that the occasion belongs to has seen that it is for them.
    Asked,
    /// At the desk: any time until it is over.
    Desk,
    /// At the desk, which makes an exception from the terms.
    DeskDespiteTerms,
}

/// To these nobody comes who was not asked: who that is, the context knows that they belong to.
const BY_INVITATION: &[&str] = &["volunteer_task", "party_session"];

impl Door {
    const fn is_own(self) -> bool {
        matches!(self, Self::Own | Self::Asked)
    }
}

/// Signs somebody up, onto a seat or behind those who wait.
///
/// # Errors
/// Why not: it is not open, not the time, by invitation, not for them, full, or they are on the roll.
pub async fn sign_up(tx: &Tx, occasion: Uuid, who: Who, door: Door) -> Result<attendee::Model> {
    let who = resolved(tx, who).await?;
    let mut ledger = Ledger::open_now(tx, occasion).await?;
    if door == Door::Own && ledger.occasion.subject_kind.as_deref().is_some_and(|kind| BY_INVITATION.contains(&kind)) {
        return Err(AttendanceError::ByInvitation.into());
    }
    if door.is_own() {
        ledger.times().may_sign_up(tx.now())?;
    } else if tx.now() >= ledger.occasion.ends_at {
        return Err(AttendanceError::TooLate.into());
    }
    let terms = ledger.occasion.terms()?;
    let applicant = standing::of(tx, who, &terms, &ledger.occasion).await?;
    let refusal = terms.refusal(&applicant);
    // Nobody makes an exception for the gone, nor for who would have to be in two places.
    let always = |refusal: &AttendanceError| matches!(refusal, AttendanceError::Gone | AttendanceError::Busy);
    if let Some(refusal) = refusal.filter(|refusal| door != Door::DeskDespiteTerms || always(refusal)) {
        return Err(refusal.into());
    }
    let (id, wants_consent) = ledger.introduce(tx, who, applicant.is_minor());
    let state = ledger.roll.enter(id, wants_consent)?;
    let occasion = ledger.occasion.clone();
    let row = ledger::pick(ledger.save(tx, &[id], Step::now(tx, "sign_up")).await?, id)?;
    if wants_consent
        && door.is_own()
        && let Some(guardian) = acting_guardian(tx, who).await?
    {
        return agree(tx, occasion.id, row.id, guardian).await;
    }
    if state == State::Pending {
        notices::tell(tx, &occasion, std::slice::from_ref(&row), News::Consent, "").await?;
    }
    Ok(row)
}

/// Takes somebody off the roll; whoever waited longest gets the seat in the same transaction.
///
/// # Errors
/// Why not: it is not open, too late, or they are not on the roll.
pub async fn cancel(tx: &Tx, occasion: Uuid, who: Who, door: Door) -> Result<attendee::Model> {
    let who = resolved(tx, who).await?;
    let mut ledger = Ledger::open_now(tx, occasion).await?;
    if door.is_own() {
        ledger.times().may_cancel(tx.now())?;
    }
    let id = ledger.of(who).ok_or(AttendanceError::NotSignedUp)?.id;
    ledger.roll.leave(id)?;
    ledger::pick(ledger.save(tx, &[id], Step::now(tx, "cancel")).await?, id)
}

/// The guardian who signs a child up with their own account, and agrees by that.
async fn acting_guardian(tx: &Tx, who: Who) -> Result<Option<Guardian>> {
    let Some(member) = members::acting(tx) else { return Ok(None) };
    if enrolment::who(tx, member).await? == who {
        return Ok(None);
    }
    let name = members::get(tx, member).await?.name;
    Ok(Some(Guardian { name, relation: String::new(), way: Way::Online }))
}
