//! The desk's list of calls: who is to be told what, by whom it was done.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Condition, ExprTrait},
};
use uuid::Uuid;

use super::{
    attendee::{self, State},
    notices::News,
    occasion,
    phone_notice::{self, Column},
    query,
};
use crate::{
    kernel::{Failure, Page, PageRequest, Result, Tx},
    people::{Reach, contact, mask, person, query::by_ids, reach::ids, text},
    tenancy::members,
};

/// Somebody to call.
#[derive(Debug, Clone)]
pub struct Callee {
    /// What they are called.
    pub name: String,
    /// What they are to the resident; nothing for the resident.
    pub relation: String,
    /// 138\*\*\*\*1234.
    pub phone: Option<String>,
}

/// A call to make.
#[derive(Debug, Clone)]
pub struct Call {
    /// The row.
    pub notice: phone_notice::Model,
    /// What it is about.
    pub occasion: occasion::Model,
    /// The resident who takes part.
    pub person: person::Model,
    /// Whom to call: the resident, or the guardian of a minor; none where no guardian is known.
    pub callee: Option<Callee>,
}

/// The calls that are still to be made, the first that were asked for first.
pub async fn list(tx: &Tx, reach: Reach, page: &PageRequest) -> Result<Page<Call>> {
    let limit = page.limit()?;
    let mut rows = open(tx, reach);
    if let Some(after) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.gt(after));
    }
    let rows = rows.order_by_asc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row| row.id)?;
    Ok(Page { items: told(tx, page.items).await?, next: page.next })
}

/// Notes that somebody was told.
pub async fn done(tx: &Tx, reach: Reach, id: Uuid, note: &str) -> Result<()> {
    let row = open(tx, reach).filter(Column::Id.eq(id)).one(tx.conn()).await?.ok_or_else(Failure::not_found)?;
    let row = phone_notice::ActiveModel {
        id: Set(row.id),
        note: Set(text::line(note)),
        done_by: Set(members::acting(tx)),
        done_at: Set(Some(tx.now())),
        ..Default::default()
    };
    tx.update(row).await.map(drop)
}

/// What is not done and still makes sense: of what is not over, to those who have a seat, wait, or hear that it is off.
fn open(tx: &Tx, reach: Reach) -> sea_orm::Select<phone_notice::Entity> {
    let to_come = tx.find::<occasion::Entity>().filter(occasion::Column::EndsAt.gt(tx.now()));
    let theirs = query::within(tx, reach).filter(attendee::Column::OccasionId.in_subquery(ids(to_come, occasion::Column::Id)));
    let theirs = theirs.filter(attendee::Column::State.is_in([State::SignedUp, State::Pending, State::Waiting]));
    let on = tx.find::<occasion::Entity>().filter(occasion::Column::State.eq(occasion::State::Open));
    let pending = theirs.clone().filter(attendee::Column::State.ne(State::SignedUp));
    let pending = pending.filter(attendee::Column::OccasionId.in_subquery(ids(on, occasion::Column::Id)));
    let sensible = Condition::any()
        .add(Column::News.ne(News::Consent).and(Column::AttendeeId.in_subquery(ids(theirs, attendee::Column::Id))))
        .add(Column::News.eq(News::Consent).and(Column::AttendeeId.in_subquery(ids(pending, attendee::Column::Id))));
    tx.find::<phone_notice::Entity>().filter(Column::DoneAt.is_null()).filter(sensible)
}

async fn told(tx: &Tx, notices: Vec<phone_notice::Model>) -> Result<Vec<Call>> {
    let rows = by_ids::<attendee::Entity>(tx, attendee::Column::Id, notices.iter().map(|row| row.attendee_id)).await?;
    let occasions = by_ids::<occasion::Entity>(tx, occasion::Column::Id, rows.iter().map(|row| row.occasion_id)).await?;
    let people = by_ids::<person::Entity>(tx, person::Column::Id, rows.iter().filter_map(|row| row.person_id)).await?;
    let minors: Vec<Uuid> = rows.iter().filter(|row| row.consent.is_some()).filter_map(|row| row.person_id).collect();
    let guardians = by_ids::<contact::Entity>(tx, contact::Column::PersonId, minors).await?;
    let rows: HashMap<Uuid, attendee::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let mut calls = Vec::with_capacity(notices.len());
    for notice in notices {
        let Some(row) = rows.get(&notice.attendee_id) else { continue };
        let occasion = occasions.iter().find(|occasion| occasion.id == row.occasion_id);
        let person = people.iter().find(|person| Some(person.id) == row.person_id);
        let (Some(occasion), Some(person)) = (occasion, person) else { continue };
        let callee = match row.consent {
            None => Some(resident(tx, person)?),
            Some(_) => {
                let theirs = guardians.iter().filter(|one| one.guardian && one.person_id == person.id);
                theirs.min_by_key(|one| one.position).map(|one| guardian(tx, one)).transpose()?
            }
        };
        calls.push(Call { notice, occasion: occasion.clone(), person: person.clone(), callee });
    }
    Ok(calls)
}

fn resident(tx: &Tx, person: &person::Model) -> Result<Callee> {
    let open = |sealed: &Vec<u8>| tx.open("person", "phone", person.id, sealed).map(|text| mask::phone(&text));
    Ok(Callee { name: person.name.clone(), relation: String::new(), phone: person.phone.as_ref().map(open).transpose()? })
}

fn guardian(tx: &Tx, contact: &contact::Model) -> Result<Callee> {
    let open = |sealed: &Vec<u8>| tx.open("contact", "phone", contact.id, sealed).map(|text| mask::phone(&text));
    let phone = contact.phone.as_ref().map(open).transpose()?;
    Ok(Callee { name: contact.name.clone(), relation: contact.relation.clone(), phone })
}
