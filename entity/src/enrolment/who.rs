//! Who somebody is: the one place that knows which member is which resident.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, QueryFilter, Select};
use uuid::Uuid;

use super::{
    children,
    enrolment::{Column, Entity},
};
use crate::{
    kernel::{Result, Tx},
    people::query::by_ids,
};

/// Whoever takes part in something: a resident, or a member who is not known to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// The resident.
    Person(Uuid),
    /// The membership.
    Member(Uuid),
}

/// A member as they take part: as the resident they are linked to, or else by themselves.
pub async fn who(tx: &Tx, member: Uuid) -> Result<Who> {
    Ok(person_of(tx, member).await?.map_or(Who::Member(member), Who::Person))
}

/// The same for somebody who was named either way.
pub async fn resolved(tx: &Tx, named: Who) -> Result<Who> {
    match named {
        Who::Member(member) => who(tx, member).await,
        Who::Person(_) => Ok(named),
    }
}

/// For whom a member acts: for themselves, or for a child whose guardian they are.
///
/// # Errors
/// "Not found" for anybody else.
pub async fn acting_for(tx: &Tx, member: Uuid, child: Option<Uuid>) -> Result<Who> {
    match child {
        None => who(tx, member).await,
        Some(child) => children::of_guardian(tx, member, child).await.map(|child| Who::Person(child.id)),
    }
}

/// The resident whom a member is linked to.
pub async fn person_of(tx: &Tx, member: Uuid) -> Result<Option<Uuid>> {
    Ok(live(tx).filter(Column::MemberId.eq(member)).one(tx.conn()).await?.map(|link| link.person_id))
}

/// The member whom a resident is linked to.
pub async fn member_of(tx: &Tx, person: Uuid) -> Result<Option<Uuid>> {
    Ok(live(tx).filter(Column::PersonId.eq(person)).one(tx.conn()).await?.map(|link| link.member_id))
}

/// The members whom residents are linked to, by resident.
pub async fn members_of(tx: &Tx, people: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, Uuid>> {
    let links = by_ids::<Entity>(tx, Column::PersonId, people).await?;
    Ok(links.into_iter().filter(|link| link.ended_at.is_none()).map(|link| (link.person_id, link.member_id)).collect())
}

/// The links that hold.
pub(super) fn live(tx: &Tx) -> Select<Entity> {
    tx.find::<Entity>().filter(Column::EndedAt.is_null())
}
