//! Keeping the think tank: its work groups, and who is in them.

use std::collections::BTreeSet;

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{
    error::PartnerError,
    expert::{self, Column, Field},
    expert_group,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{
        phone, text,
        words::{self, word},
    },
    tenancy::membership,
};

/// The most words of their own that somebody has.
const MOST_WORDS: usize = 20;
/// So long are they, in letters.
const WORD: std::ops::RangeInclusive<usize> = 2..=20;

/// What is said of somebody.
#[derive(Debug, Clone)]
pub struct Design {
    /// The work group.
    pub group: Uuid,
    /// What they are called.
    pub name: String,
    /// Where they work.
    pub workplace: String,
    /// Their number, if it is known.
    pub phone: String,
    /// The member they are.
    pub member: Option<Uuid>,
    /// What they know about.
    pub fields: BTreeSet<Field>,
    /// What else, in their own words.
    pub words: Vec<String>,
    /// Whether they take something on.
    pub available: bool,
}

/// Adds a work group.
pub async fn add_group(tx: &Tx, name: &str, about: &str) -> Result<expert_group::Model> {
    let id = tx.new_id();
    let row = group_columns(tx, id, name, about).await?;
    tx.insert(expert_group::ActiveModel { id: Set(id), revision: Set(1), ..row }).await
}

/// Changes a work group that was looked at as `revision`.
pub async fn change_group(tx: &Tx, id: Uuid, revision: i64, name: &str, about: &str) -> Result<expert_group::Model> {
    tx.get::<expert_group::Entity>(id).await?;
    let row = group_columns(tx, id, name, about).await?;
    tx.revise(id, expert_group::Column::Revision, revision, row).await
}

/// Takes somebody into the think tank.
pub async fn add(tx: &Tx, design: Design) -> Result<expert::Model> {
    let id = tx.new_id();
    let row = columns(tx, id, design).await?;
    tx.insert(expert::ActiveModel { id: Set(id), revision: Set(1), ..row }).await
}

/// Changes what is said of somebody who was looked at as `revision`.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<expert::Model> {
    tx.get::<expert::Entity>(id).await?;
    let row = columns(tx, id, design).await?;
    tx.revise(id, Column::Revision, revision, row).await
}

/// Their number; empty if it is not known.
pub fn phone(tx: &Tx, expert: &expert::Model) -> Result<String> {
    tx.open("expert", "phone", expert.id, &expert.phone)
}

/// What they know about.
pub fn fields(expert: &expert::Model) -> Result<Vec<Field>> {
    let known: Vec<String> = serde_json::from_value(expert.fields.clone())?;
    Ok(known.iter().filter_map(|field| words::read(field)).collect())
}

/// What else they know about.
pub fn own_words(expert: &expert::Model) -> Result<Vec<String>> {
    Ok(serde_json::from_value(expert.words.clone())?)
}

async fn group_columns(tx: &Tx, id: Uuid, name: &str, about: &str) -> Result<expert_group::ActiveModel> {
    use expert_group::Column;
    let name = text::line(name);
    if name.is_empty() {
        return Err(Failure::invalid_field("name", "partners.name_wanted"));
    }
    let others = tx.find::<expert_group::Entity>().filter(Column::Id.ne(id)).filter(Column::Name.eq(&name));
    if others.count(tx.conn()).await? > 0 {
        return Err(PartnerError::GroupTaken.into());
    }
    Ok(expert_group::ActiveModel { name: Set(name), about: Set(about.trim().to_owned()), ..Default::default() })
}

async fn columns(tx: &Tx, id: Uuid, design: Design) -> Result<expert::ActiveModel> {
    tx.get::<expert_group::Entity>(design.group).await?;
    if let Some(member) = design.member {
        tx.get::<membership::Entity>(member).await?;
        let others = tx.find::<expert::Entity>().filter(Column::Id.ne(id)).filter(Column::MemberId.eq(member));
        if others.count(tx.conn()).await? > 0 {
            return Err(PartnerError::ExpertAlready.into());
        }
    }
    let name = text::line(&design.name);
    if name.is_empty() {
        return Err(Failure::invalid_field("name", "partners.name_wanted"));
    }
    if design.fields.is_empty() {
        return Err(Failure::invalid_field("fields", "partners.fields_wanted"));
    }
    let number = match design.phone.trim() {
        "" => String::new(),
        number => phone::normalised(number).ok_or_else(|| Failure::invalid_field("phone", "people.phone_unreadable"))?,
    };
    let own: BTreeSet<String> = design.words.iter().map(|word| text::line(word)).filter(|word| !word.is_empty()).collect();
    if own.len() > MOST_WORDS || own.iter().any(|word| !WORD.contains(&word.chars().count())) {
        return Err(Failure::invalid_field("words", "partners.word_implausible"));
    }
    let fields: Vec<String> = design.fields.into_iter().map(word).collect();
    Ok(expert::ActiveModel {
        group_id: Set(design.group),
        name: Set(name),
        workplace: Set(text::line(&design.workplace)),
        phone: Set(tx.seal("expert", "phone", id, &number)?),
        member_id: Set(design.member),
        fields: Set(serde_json::to_value(fields)?),
        words: Set(serde_json::to_value(own)?),
        available: Set(design.available),
        ..Default::default()
    })
}
