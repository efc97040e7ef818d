//! Keeping branches.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{
    error::PartyError,
    party_branch::{self, Column},
    party_member,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::text,
    projects::rules::is_plausible,
};

/// What is said of a branch.
#[derive(Debug, Clone)]
pub struct Design {
    /// What it is called.
    pub name: String,
    /// Since when it is there.
    pub founded_on: NaiveDate,
    /// When it was dissolved.
    pub dissolved_on: Option<NaiveDate>,
}

/// Writes a branch down.
pub async fn add(tx: &Tx, design: Design) -> Result<party_branch::Model> {
    let row = columns(tx, design, None).await?;
    tx.insert(party_branch::ActiveModel { revision: Set(1), ..row }).await
}

/// Changes a branch; it is dissolved when nobody belongs to it any more.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<party_branch::Model> {
    tx.get::<party_branch::Entity>(id).await?;
    if design.dissolved_on.is_some() {
        use party_member::{Column, State};
        let left = tx.find::<party_member::Entity>().filter(Column::BranchId.eq(id)).filter(Column::State.ne(State::MovedOut));
        if left.count(tx.conn()).await? > 0 {
            return Err(PartyError::BranchInUse.into());
        }
    }
    let row = columns(tx, design, Some(id)).await?;
    tx.revise(id, Column::Revision, revision, row).await
}

/// A branch that takes members.
pub(super) async fn living(tx: &Tx, id: Uuid) -> Result<party_branch::Model> {
    let branch = tx.get::<party_branch::Entity>(id).await?;
    if branch.dissolved_on.is_some() { Err(PartyError::BranchInUse.into()) } else { Ok(branch) }
}

async fn columns(tx: &Tx, design: Design, known: Option<Uuid>) -> Result<party_branch::ActiveModel> {
    let name = text::line(&design.name);
    match () {
        () if name.is_empty() => return Err(Failure::invalid_field("name", "party.name_wanted")),
        () if !is_plausible(design.founded_on) => return Err(Failure::invalid_field("founded_on", "projects.day_implausible")),
        () if design.dissolved_on.is_some_and(|day| day < design.founded_on) => {
            return Err(Failure::invalid_field("dissolved_on", "party.dissolved_before"));
        }
        () => {}
    }
    let mut namesakes = tx.find::<party_branch::Entity>().filter(Column::Name.eq(&name));
    if let Some(known) = known {
        namesakes = namesakes.filter(Column::Id.ne(known));
    }
    if namesakes.count(tx.conn()).await? > 0 {
        return Err(Failure::from(PartyError::NameTaken).field("name", "party.name_taken"));
    }
    Ok(party_branch::ActiveModel {
        name: Set(name),
        founded_on: Set(design.founded_on),
        dissolved_on: Set(design.dissolved_on),
        ..Default::default()
    })
}
