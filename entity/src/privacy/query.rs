//! Questions about requests.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    State,
    privacy_request::{self, Column, Entity},
};
use crate::{
    enrolment::{self, Who, error::EnrolmentError},
    kernel::{Failure, Page, PageRequest, Result, Tx},
    people::{person, query::by_ids},
};

/// A request with the name of whoever it is about.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The request.
    pub request: privacy_request::Model,
    /// The name.
    pub name: String,
    /// What the field should say.
    pub wanted: Option<String>,
}

/// Whose data a member may ask about: their own, or a child's for whom they act.
///
/// # Errors
/// `NotLinked` for a member who is not known to be a resident.
pub async fn own(tx: &Tx, member: Uuid, child: Option<Uuid>) -> Result<Uuid> {
    match enrolment::acting_for(tx, member, child).await? {
        Who::Person(person) => Ok(person),
        Who::Member(_) => Err(EnrolmentError::NotLinked.into()),
    }
}

/// Requests: those that wait first, by the day on which they are due; the rest by when they came.
pub async fn list(tx: &Tx, state: Option<State>, page: &PageRequest) -> Result<Page<Listed>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<Entity>();
    if let Some(state) = state {
        rows = rows.filter(Column::State.eq(state));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    let rows = rows.order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row| row.id)?;
    Ok(Page { items: listed(tx, page.items).await?, next: page.next })
}

/// The requests about somebody, the latest first.
pub async fn of_person(tx: &Tx, person: Uuid) -> Result<Vec<Listed>> {
    let rows = tx.find::<Entity>().filter(Column::PersonId.eq(person)).order_by_desc(Column::Id).limit(100);
    listed(tx, rows.all(tx.conn()).await?).await
}

/// One request.
pub async fn one(tx: &Tx, id: Uuid) -> Result<Listed> {
    let request = tx.get::<Entity>(id).await?;
    shown(tx, request).await
}

/// A request as it is shown.
pub async fn shown(tx: &Tx, request: privacy_request::Model) -> Result<Listed> {
    listed(tx, vec![request]).await?.pop().ok_or_else(Failure::not_found)
}

async fn listed(tx: &Tx, rows: Vec<privacy_request::Model>) -> Result<Vec<Listed>> {
    let people = by_ids::<person::Entity>(tx, person::Column::Id, rows.iter().map(|row| row.person_id)).await?;
    let told = |request: privacy_request::Model| {
        let name = people.iter().find(|person| person.id == request.person_id).map(|person| person.name.clone()).unwrap_or_default();
        let open = |sealed: &Vec<u8>| tx.open("privacy_request", "wanted", request.id, sealed);
        Ok(Listed { wanted: request.wanted.as_ref().map(open).transpose()?, name, request })
    };
    rows.into_iter().map(told).collect()
}
