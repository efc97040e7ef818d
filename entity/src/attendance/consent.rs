//! The consent of a guardian, without which a minor's seat does not count.

use sea_orm::ActiveValue::Set;
use serde_json::json;
use uuid::Uuid;

use super::{
    attendee::{self, Consent},
    error::AttendanceError,
    guardian_consent::{self, Way},
    ledger::{self, Ledger, Step},
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::contact,
    tenancy::members,
};

/// Who agreed, and how.
#[derive(Debug, Clone, Copy)]
pub struct Agreement {
    /// The guardian, among the minor's contacts.
    pub contact: Uuid,
    /// How.
    pub way: Way,
}

/// Writes down that a guardian agrees.
///
/// # Errors
/// Why not: it is not open, nobody has to agree, the contact is not the guardian.
pub async fn record(tx: &Tx, occasion: Uuid, attendee: Uuid, agreement: Agreement) -> Result<attendee::Model> {
    let row = tx.get::<attendee::Entity>(attendee).await?;
    let contact = tx.get::<contact::Entity>(agreement.contact).await?;
    if !contact.guardian || Some(contact.person_id) != row.person_id {
        return Err(AttendanceError::NotGuardian.into());
    }
    agree(tx, occasion, attendee, Guardian { name: contact.name, relation: contact.relation, way: agreement.way }).await
}

/// Somebody who agrees.
pub(super) struct Guardian {
    pub name: String,
    pub relation: String,
    pub way: Way,
}

/// Writes it down.
pub(super) async fn agree(tx: &Tx, occasion: Uuid, attendee: Uuid, guardian: Guardian) -> Result<attendee::Model> {
    let mut ledger = Ledger::open_now(tx, occasion).await?;
    let row = ledger.row(attendee).ok_or_else(Failure::not_found)?.clone();
    ledger.roll.agree(row.id)?;
    let consent = guardian_consent::ActiveModel {
        attendee_id: Set(row.id),
        guardian: Set(guardian.name),
        relation: Set(guardian.relation),
        way: Set(guardian.way),
        by_id: Set(members::acting(tx)),
        ..Default::default()
    };
    tx.insert(consent).await?;
    tx.audit("attendance.consent", "attendee", row.id, json!({})).await?;
    tx.update(attendee::ActiveModel { id: Set(row.id), consent: Set(Some(Consent::Given)), ..Default::default() }).await?;
    ledger::pick(ledger.save(tx, &[row.id], Step::now(tx, "consent")).await?, row.id)
}
