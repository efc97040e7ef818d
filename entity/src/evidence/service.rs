//! Taking photos in.

use sea_orm::ActiveValue::Set;

use super::{Developed, Of, error::EvidenceError, photo, query};
use crate::kernel::{Db, Result, Tx, files::Shelf};

/// The most photos of one moment of one thing.
const MOST_PHOTOS: u64 = 9;

/// Adds a photo. The files are written first: a row without its file would be a broken picture.
pub async fn add(tx: &Tx, db: &Db, of: Of, moment: photo::Moment, developed: &Developed) -> Result<photo::Model> {
    if query::count(tx, of, moment).await? >= MOST_PHOTOS {
        return Err(EvidenceError::TooManyPhotos.into());
    }
    let (id, thumbnail_id) = (tx.new_id(), tx.new_id());
    db.files().put(Shelf::Photos.of(tx.community(), id), &developed.full).await?;
    db.files().put(Shelf::Photos.of(tx.community(), thumbnail_id), &developed.thumbnail).await?;
    let mut row = photo::ActiveModel {
        id: Set(id),
        visit_id: Set(None),
        project_id: Set(None),
        matter_id: Set(None),
        finding_id: Set(None),
        moment: Set(moment),
        thumbnail_id: Set(thumbnail_id),
        width: Set(i32::try_from(developed.width).unwrap_or(i32::MAX)),
        height: Set(i32::try_from(developed.height).unwrap_or(i32::MAX)),
        actor: Set(serde_json::to_value(tx.actor())?),
        ..Default::default()
    };
    of.put(&mut row);
    tx.insert(row).await
}
