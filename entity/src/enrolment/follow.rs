//! What follows when people die or move out, and when that turns out not to be so.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};

use super::{
    desk,
    enrolment::{self, Column, End},
    figures, who,
};
use crate::{
    kernel::{Result, Role, Tx},
    people::{person, query::by_ids, reach::ids, rules::belongs},
    tenancy::membership,
};

/// Lets those in no more who are gone, and those in again who are not.
pub async fn people(tx: &Tx) -> Result<()> {
    let gone = tx.find::<person::Entity>().filter(person::Column::State.is_in([person::State::Dead, person::State::MovedOut]));
    let theirs = who::live(tx).filter(Column::PersonId.in_subquery(ids(gone, person::Column::Id))).all(tx.conn()).await?;
    for link in theirs {
        desk::end(tx, link, End::Gone).await?;
    }
    let ended = tx.find::<enrolment::Entity>().filter(Column::EndReason.eq(End::Gone)).all(tx.conn()).await?;
    let people = by_ids::<person::Entity>(tx, person::Column::Id, ended.iter().map(|link| link.person_id)).await?;
    for link in ended {
        if people.iter().any(|person| person.id == link.person_id && belongs(person.state)) {
            resume(tx, link).await?;
        }
    }
    Ok(())
}

/// Somebody else may have been linked meanwhile: then that holds.
async fn resume(tx: &Tx, link: enrolment::Model) -> Result<()> {
    if who::person_of(tx, link.member_id).await?.is_some() || who::member_of(tx, link.person_id).await?.is_some() {
        return Ok(());
    }
    let member = tx.get::<membership::Entity>(link.member_id).await?;
    if member.role == Role::Resident.word() && member.state == membership::State::Disabled && member.account_id.is_some() {
        tx.update(membership::ActiveModel { id: Set(member.id), state: Set(membership::State::Active), ..Default::default() }).await?;
    }
    let row = enrolment::ActiveModel { id: Set(link.id), ended_at: Set(None), end_reason: Set(None), ..Default::default() };
    tx.update(row).await?;
    tx.audit("enrolment.resume", "person", link.person_id, serde_json::json!({})).await?;
    figures::mark(tx, "enrolment.linked").await
}
