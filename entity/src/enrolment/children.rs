//! Guardians: a resident acts for a child.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    enrolment,
    error::EnrolmentError,
    guardianship::{self, Column, Entity},
    rules::OF_AGE,
    who,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{
        person,
        query::{by_ids, today},
        rules::{age, belongs},
    },
};

/// Writes down that whoever a link is of acts for a child.
pub async fn add(tx: &Tx, link: Uuid, child: Uuid) -> Result<()> {
    let link = tx.get::<enrolment::Entity>(link).await?;
    let child = tx.get::<person::Entity>(child).await?;
    if link.ended_at.is_some() {
        return Err(EnrolmentError::WrongState.into());
    }
    if link.person_id == child.id || !is_child(tx, &child).await? {
        return Err(Failure::from(EnrolmentError::NotAChild).field("person_id", "enrolment.not_a_child"));
    }
    tx.audit("enrolment.add_child", "person", child.id, json!({ "guardian": link.person_id })).await?;
    let row = guardianship::ActiveModel { enrolment_id: Set(link.id), person_id: Set(child.id), ..Default::default() };
    tx.insert(row).await.map(drop)
}

/// Takes that back.
pub async fn remove(tx: &Tx, link: Uuid, child: Uuid) -> Result<()> {
    let gone = tx.delete_many::<Entity>().filter(Column::EnrolmentId.eq(link)).filter(Column::PersonId.eq(child));
    if gone.exec(tx.conn()).await?.rows_affected == 0 {
        return Err(Failure::not_found());
    }
    tx.audit("enrolment.remove_child", "person", child, json!({})).await
}

/// The children for whom a link's resident acts, as long as they are children and live here.
pub async fn of_link(tx: &Tx, link: Uuid) -> Result<Vec<person::Model>> {
    let rows = tx.find::<Entity>().filter(Column::EnrolmentId.eq(link)).all(tx.conn()).await?;
    let mut children = Vec::with_capacity(rows.len());
    for child in by_ids::<person::Entity>(tx, person::Column::Id, rows.into_iter().map(|row| row.person_id)).await? {
        if is_child(tx, &child).await? {
            children.push(child);
        }
    }
    Ok(children)
}

/// The children for whom a member acts.
pub async fn of_member(tx: &Tx, member: Uuid) -> Result<Vec<person::Model>> {
    match who::live(tx).filter(enrolment::Column::MemberId.eq(member)).one(tx.conn()).await? {
        Some(link) => of_link(tx, link.id).await,
        None => Ok(Vec::new()),
    }
}

/// The members who act for these children, by child.
pub async fn guardians(tx: &Tx, children: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, Vec<Uuid>>> {
    let rows = by_ids::<Entity>(tx, Column::PersonId, children).await?;
    let links = by_ids::<enrolment::Entity>(tx, enrolment::Column::Id, rows.iter().map(|row| row.enrolment_id)).await?;
    let links: HashMap<Uuid, Uuid> =
        links.into_iter().filter(|link| link.ended_at.is_none()).map(|link| (link.id, link.member_id)).collect();
    let mut guardians: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for row in rows {
        guardians.entry(row.person_id).or_default().extend(links.get(&row.enrolment_id));
    }
    Ok(guardians)
}

/// One of them; anybody else is missing.
pub(super) async fn of_guardian(tx: &Tx, member: Uuid, child: Uuid) -> Result<person::Model> {
    of_member(tx, member).await?.into_iter().find(|known| known.id == child).ok_or_else(Failure::not_found)
}

async fn is_child(tx: &Tx, person: &person::Model) -> Result<bool> {
    let today = today(tx).await?;
    Ok(belongs(person.state) && person.birth_date.is_some_and(|born| age(born, today) < OF_AGE))
}
