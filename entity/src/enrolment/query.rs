//! Who asks to join, who is linked, and to what.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    State, children, enrolment,
    enrolment_request::{self, Column, Entity},
    matches,
    rules::{Likeness, Told},
    who,
};
use crate::{
    kernel::{Failure, Page, PageRequest, Result, Tx},
    people::{
        person,
        query::{self, by_ids},
    },
    tenancy::membership,
};

/// A resident who may be meant.
#[derive(Debug, Clone)]
pub struct Match {
    /// The resident, masked.
    pub listed: query::Listed,
    /// In what they are alike.
    pub likeness: Likeness,
}

/// A request with what was told.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The request.
    pub request: enrolment_request::Model,
    /// What was told.
    pub told: Told,
}

/// A link with names.
#[derive(Debug, Clone)]
pub struct Linked {
    /// The link.
    pub link: enrolment::Model,
    /// The member.
    pub member: membership::Model,
    /// The resident.
    pub listed: query::Listed,
    /// For whom they act.
    pub children: Vec<person::Model>,
}

/// What somebody told.
pub(super) fn told(tx: &Tx, request: &enrolment_request::Model) -> Result<Told> {
    Ok(serde_json::from_str(&tx.open("enrolment_request", "told", request.id, &request.told)?)?)
}

/// Requests whose address is proven, the latest first.
pub async fn requests(tx: &Tx, state: Option<State>, page: &PageRequest) -> Result<Page<Asked>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<Entity>().filter(Column::State.ne(State::Unproven));
    if let Some(state) = state {
        rows = rows.filter(Column::State.eq(state));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    let rows = rows.order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row| row.id)?;
    let asked = page.items.into_iter().map(|request| Ok(Asked { told: told(tx, &request)?, request }));
    Ok(Page { items: asked.collect::<Result<_>>()?, next: page.next })
}

/// One request, and who may be meant.
pub async fn request(tx: &Tx, id: Uuid) -> Result<(Asked, Vec<Match>)> {
    let request = tx.get::<Entity>(id).await?;
    let told = told(tx, &request)?;
    let matches = if request.state == State::Pending { matches::of(tx, &told).await? } else { Vec::new() };
    Ok((Asked { request, told }, matches))
}

/// The links that hold, the latest first.
pub async fn links(tx: &Tx, page: &PageRequest) -> Result<Page<Linked>> {
    let limit = page.limit()?;
    let mut rows = who::live(tx);
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(enrolment::Column::Id.lt(before));
    }
    let rows = rows.order_by_desc(enrolment::Column::Id).limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row| row.id)?;
    Ok(Page { items: linked(tx, page.items).await?, next: page.next })
}

/// A link.
pub async fn link(tx: &Tx, id: Uuid) -> Result<Linked> {
    let link = tx.get::<enrolment::Entity>(id).await?;
    linked(tx, vec![link]).await?.pop().ok_or_else(Failure::not_found)
}

/// The link of a resident, if there is one.
pub async fn of_person(tx: &Tx, person: Uuid) -> Result<Option<Linked>> {
    tx.get::<person::Entity>(person).await?;
    let link = who::live(tx).filter(enrolment::Column::PersonId.eq(person)).all(tx.conn()).await?;
    Ok(linked(tx, link).await?.pop())
}

/// The link of a member, if there is one.
pub async fn of_member(tx: &Tx, member: Uuid) -> Result<Option<Linked>> {
    let link = who::live(tx).filter(enrolment::Column::MemberId.eq(member)).all(tx.conn()).await?;
    Ok(linked(tx, link).await?.pop())
}

async fn linked(tx: &Tx, links: Vec<enrolment::Model>) -> Result<Vec<Linked>> {
    let people = by_ids::<person::Entity>(tx, person::Column::Id, links.iter().map(|link| link.person_id)).await?;
    let people = query::listed(tx, people).await?;
    let members = by_ids::<membership::Entity>(tx, membership::Column::Id, links.iter().map(|link| link.member_id)).await?;
    let mut all = Vec::with_capacity(links.len());
    for link in links {
        let listed = people.iter().find(|listed| listed.person.id == link.person_id).cloned();
        let member = members.iter().find(|member| member.id == link.member_id).cloned();
        let (Some(listed), Some(member)) = (listed, member) else { continue };
        all.push(Linked { children: children::of_link(tx, link.id).await?, link, member, listed });
    }
    Ok(all)
}
