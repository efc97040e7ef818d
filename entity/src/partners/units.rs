//! Keeping the units: contacts, agreements, and who speaks for them.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    error::PartnerError,
    partner_unit::{self, Column, Kind},
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{phone, text},
    tenancy::membership,
};

/// Whom to call at a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// What they are called.
    pub name: String,
    /// Their number.
    pub phone: String,
}

impl Contact {
    /// The same with a number as numbers are kept.
    ///
    /// # Errors
    /// If the number cannot be read.
    pub fn readable(self) -> Result<Self> {
        let phone = match self.phone.trim() {
            "" => String::new(),
            number => phone::normalised(number).ok_or_else(|| Failure::invalid_field("contact_phone", "people.phone_unreadable"))?,
        };
        Ok(Self { name: text::tidy(&self.name), phone })
    }
}

/// What is said of a unit.
#[derive(Debug, Clone)]
pub struct Design {
    /// What it is called.
    pub name: String,
    /// What kind it is.
    pub kind: Kind,
    /// Who speaks for it here.
    pub member: Option<Uuid>,
    /// Whom to call.
    pub contact: Contact,
    /// What was agreed.
    pub agreement: String,
    /// The day of the agreement.
    pub agreed_on: Option<NaiveDate>,
    /// Its last day.
    pub agreed_until: Option<NaiveDate>,
    /// Whether it takes part.
    pub active: bool,
}

/// Adds a unit.
pub async fn add(tx: &Tx, design: Design) -> Result<partner_unit::Model> {
    let id = tx.new_id();
    let row = columns(tx, id, design).await?;
    tx.insert(partner_unit::ActiveModel { id: Set(id), revision: Set(1), ..row }).await
}

/// Changes a unit that was looked at as `revision`.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<partner_unit::Model> {
    tx.get::<partner_unit::Entity>(id).await?;
    let row = columns(tx, id, design).await?;
    tx.revise(id, Column::Revision, revision, row).await
}

/// Whom to call.
pub fn contact(tx: &Tx, unit: &partner_unit::Model) -> Result<Contact> {
    Ok(serde_json::from_str(&tx.open("partner_unit", "contact", unit.id, &unit.contact)?)?)
}

async fn columns(tx: &Tx, id: Uuid, design: Design) -> Result<partner_unit::ActiveModel> {
    if let Some(member) = design.member {
        tx.get::<membership::Entity>(member).await?;
    }
    let name = text::line(&design.name);
    if name.is_empty() {
        return Err(Failure::invalid_field("name", "partners.name_wanted"));
    }
    if design.agreed_on.zip(design.agreed_until).is_some_and(|(from, until)| until < from) {
        return Err(Failure::invalid_field("agreed_until", "partners.ends_before_it_begins"));
    }
    let contact = design.contact.readable()?;
    let others = || tx.find::<partner_unit::Entity>().filter(Column::Id.ne(id));
    if others().filter(Column::Name.eq(&name)).count(tx.conn()).await? > 0 {
        return Err(PartnerError::NameTaken.into());
    }
    if let Some(member) = design.member
        && others().filter(Column::MemberId.eq(member)).count(tx.conn()).await? > 0
    {
        return Err(PartnerError::SpeaksForAnother.into());
    }
    Ok(partner_unit::ActiveModel {
        name: Set(name),
        kind: Set(design.kind),
        member_id: Set(design.member),
        contact: Set(tx.seal("partner_unit", "contact", id, &serde_json::to_string(&contact)?)?),
        agreement: Set(design.agreement.trim().to_owned()),
        agreed_on: Set(design.agreed_on),
        agreed_until: Set(design.agreed_until),
        active: Set(design.active),
        ..Default::default()
    })
}
