//! Keeping the providers: whom to call, who speaks for them.

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{
    error::ActivityError,
    provider::{self, Column},
};
use crate::{
    kernel::{Failure, Result, Tx},
    partners::units::Contact,
    people::text,
    tenancy::membership,
};

/// What is said of a provider.
#[derive(Debug, Clone)]
pub struct Design {
    /// What it is called.
    pub name: String,
    /// Who speaks for it here.
    pub member: Option<Uuid>,
    /// Whom to call.
    pub contact: Contact,
    /// What else is to be known.
    pub note: String,
    /// Whether it works here.
    pub active: bool,
}

/// Adds a provider.
pub async fn add(tx: &Tx, design: Design) -> Result<provider::Model> {
    let id = tx.new_id();
    let row = columns(tx, id, design).await?;
    tx.insert(provider::ActiveModel { id: Set(id), revision: Set(1), ..row }).await
}

/// Changes a provider that was looked at as `revision`.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<provider::Model> {
    tx.get::<provider::Entity>(id).await?;
    let row = columns(tx, id, design).await?;
    tx.revise(id, Column::Revision, revision, row).await
}

/// Whom to call.
pub fn contact(tx: &Tx, provider: &provider::Model) -> Result<Contact> {
    Ok(serde_json::from_str(&tx.open("provider", "contact", provider.id, &provider.contact)?)?)
}

async fn columns(tx: &Tx, id: Uuid, design: Design) -> Result<provider::ActiveModel> {
    let name = text::line(&design.name);
    if name.is_empty() {
        return Err(Failure::invalid_field("name", "activities.name_wanted"));
    }
    let others = || tx.find::<provider::Entity>().filter(Column::Id.ne(id));
    if others().filter(Column::Name.eq(&name)).count(tx.conn()).await? > 0 {
        return Err(ActivityError::NameTaken.into());
    }
    if let Some(member) = design.member {
        tx.get::<membership::Entity>(member).await?;
        if others().filter(Column::MemberId.eq(member)).count(tx.conn()).await? > 0 {
            return Err(ActivityError::SpeaksForAnother.into());
        }
    }
    let contact = design.contact.readable()?;
    Ok(provider::ActiveModel {
        name: Set(name),
        member_id: Set(design.member),
        contact: Set(tx.seal("provider", "contact", id, &serde_json::to_string(&contact)?)?),
        note: Set(design.note.trim().to_owned()),
        active: Set(design.active),
        ..Default::default()
    })
}
