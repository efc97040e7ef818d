//! Showing one sealed field of one resident to somebody who says why; the audit book keeps it.

use uuid::Uuid;

use super::{Reach, contact, error::PeopleError, text};
use crate::kernel::{Failure, Result, Tx};

/// The shortest reason, in signs.
const SHORTEST: usize = 4;
/// The longest, in signs.
const LONGEST: usize = 200;

/// Which sealed field is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealed {
    /// The identity number.
    IdNumber,
    /// The phone number.
    Phone,
    /// The remark on health.
    HealthRemark,
    /// The phone number of this contact.
    ContactPhone(Uuid),
}

/// The field in the open. If that cannot be noted in the audit book, it is not shown.
pub async fn unmask(tx: &Tx, reach: Reach, person: Uuid, field: Sealed, reason: &str) -> Result<String> {
    let person = reach.person(tx, person).await?;
    let reason = stated(reason)?;
    let (table, column, row, sealed) = match field {
        Sealed::IdNumber => ("person", "id_number", person.id, person.id_number),
        Sealed::Phone => ("person", "phone", person.id, person.phone),
        Sealed::HealthRemark => ("person", "health_remark", person.id, person.health_remark),
        Sealed::ContactPhone(id) => {
            let contact = tx.get::<contact::Entity>(id).await?;
            if contact.person_id != person.id {
                return Err(Failure::not_found());
            }
            ("contact", "phone", id, contact.phone)
        }
    };
    let sealed = sealed.ok_or(PeopleError::FieldEmpty)?;
    tx.audit("people.unmask", "person", person.id, serde_json::json!({"field": format!("{table}.{column}"), "reason": reason})).await?;
    tx.open(table, column, row, &sealed)
}

/// A reason that says something.
pub(crate) fn stated(reason: &str) -> Result<String> {
    let reason = text::line(reason);
    match reason.chars().count() {
        SHORTEST..=LONGEST => Ok(reason),
        0..SHORTEST => Err(Failure::invalid_field("reason", "people.reason_missing")),
        _ => Err(Failure::invalid_field("reason", "people.text_too_long")),
    }
}
