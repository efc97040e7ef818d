//! Whom to call about a resident.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{Reach, contact, mask, name, phone, text};
use crate::kernel::{Failure, Result, Tx};

/// A contact, its phone number masked.
#[derive(Debug, Clone)]
pub struct Contact {
    /// The contact.
    pub row: contact::Model,
    /// 138\*\*\*\*1234.
    pub phone: Option<String>,
}

/// Somebody to be added.
#[derive(Debug, Clone)]
pub struct New {
    /// The name.
    pub name: String,
    /// What they are to the resident.
    pub relation: String,
    /// The phone number.
    pub phone: Option<String>,
    /// Whether they are the guardian.
    pub guardian: bool,
}

/// Whom to call about a resident, in this order.
pub async fn list(tx: &Tx, reach: Reach, person: Uuid) -> Result<Vec<Contact>> {
    let person = reach.person(tx, person).await?;
    let rows = tx.find::<contact::Entity>().filter(contact::Column::PersonId.eq(person.id));
    let rows = rows.order_by_asc(contact::Column::Position).order_by_asc(contact::Column::Id).all(tx.conn()).await?;
    rows.into_iter().map(|row| masked(tx, row)).collect()
}

/// Adds somebody to call, after those who are there.
pub async fn add(tx: &Tx, reach: Reach, person: Uuid, new: New) -> Result<Contact> {
    let person = reach.person(tx, person).await?;
    let name = name::normalised(&new.name).ok_or_else(|| Failure::invalid_field("name", "people.name_unreadable"))?;
    let phone = new.phone.filter(|text| !text.trim().is_empty());
    let unreadable = || Failure::invalid_field("phone", "people.phone_unreadable");
    let phone = phone.map(|text| phone::normalised(&text).ok_or_else(unreadable)).transpose()?;
    let position = tx.find::<contact::Entity>().filter(contact::Column::PersonId.eq(person.id)).all(tx.conn()).await?.len();
    let row = row(tx, person.id, &name, &new.relation, phone.as_deref(), new.guardian, position)?;
    masked(tx, tx.insert(row).await?)
}

/// Takes somebody off the list.
pub async fn remove(tx: &Tx, reach: Reach, person: Uuid, contact: Uuid) -> Result<()> {
    let person = reach.person(tx, person).await?;
    let gone = tx.delete_many::<contact::Entity>().filter(contact::Column::PersonId.eq(person.id)).filter(contact::Column::Id.eq(contact));
    if gone.exec(tx.conn()).await?.rows_affected == 0 { Err(Failure::not_found()) } else { Ok(()) }
}

pub(crate) fn row(
    tx: &Tx,
    person: Uuid,
    name: &str,
    relation: &str,
    phone: Option<&str>,
    guardian: bool,
    position: usize,
) -> Result<contact::ActiveModel> {
    let id = tx.new_id();
    Ok(contact::ActiveModel {
        id: Set(id),
        person_id: Set(person),
        name: Set(name.to_owned()),
        relation: Set(text::tidy(relation)),
        phone: Set(phone.map(|phone| tx.seal("contact", "phone", id, phone)).transpose()?),
        guardian: Set(guardian),
        position: Set(position as i64),
        ..Default::default()
    })
}

fn masked(tx: &Tx, row: contact::Model) -> Result<Contact> {
    let open = |sealed: &Vec<u8>| tx.open("contact", "phone", row.id, sealed).map(|text| mask::phone(&text));
    Ok(Contact { phone: row.phone.as_ref().map(open).transpose()?, row })
}
