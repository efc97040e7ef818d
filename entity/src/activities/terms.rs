//! What is agreed to by enrolling in a programme.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    error::ActivityError,
    programme_term::{self, Column},
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::query::by_ids,
    tenancy::members,
};

/// The terms that hold now, if there are any.
pub async fn present(tx: &Tx, programme: Uuid) -> Result<Option<programme_term::Model>> {
    Ok(last(tx, programme).await?.filter(|row| !row.words.is_empty()))
}

/// Writes the terms down; a version is added only where they differ from those that hold.
pub(super) async fn write(tx: &Tx, programme: Uuid, words: &str) -> Result<()> {
    let known = last(tx, programme).await?;
    let words = words.trim();
    if known.as_ref().map_or("", |row| row.words.as_str()) == words {
        return Ok(());
    }
    let row = programme_term::ActiveModel {
        programme_id: Set(programme),
        version: Set(known.map_or(0, |row| row.version) + 1),
        words: Set(words.to_owned()),
        by_id: Set(members::acting(tx)),
        ..Default::default()
    };
    tx.insert(row).await.map(drop)
}

/// The terms that somebody agrees to, who has read this version.
///
/// # Errors
/// `TermsChanged` if others hold meanwhile; a version is wanted where there are terms.
pub(super) async fn agreed(tx: &Tx, programme: Uuid, version: Option<i64>) -> Result<Option<Uuid>> {
    match (present(tx, programme).await?, version) {
        (None, _) => Ok(None),
        (Some(_), None) => Err(Failure::invalid_field("terms_version", "activities.terms_wanted")),
        (Some(row), Some(version)) if row.version == version => Ok(Some(row.id)),
        (Some(_), Some(_)) => Err(ActivityError::TermsChanged.into()),
    }
}

/// Which versions these are.
pub(super) async fn versions(tx: &Tx, terms: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, i64>> {
    let rows = by_ids::<programme_term::Entity>(tx, Column::Id, terms).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.version)).collect())
}

async fn last(tx: &Tx, programme: Uuid) -> Result<Option<programme_term::Model>> {
    let rows = tx.find::<programme_term::Entity>().filter(Column::ProgrammeId.eq(programme));
    Ok(rows.order_by_desc(Column::Version).one(tx.conn()).await?)
}
