//! Which photos there are.

use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::{Of, photo};
use crate::kernel::{Result, Tx};

/// The photos of something, the first one first.
pub async fn photos(tx: &Tx, of: Of) -> Result<Vec<photo::Model>> {
    let photos = tx.find::<photo::Entity>().filter(of.matches());
    Ok(photos.order_by_asc(photo::Column::CreatedAt).order_by_asc(photo::Column::Id).all(tx.conn()).await?)
}

/// How many photos of something show this moment.
pub async fn count(tx: &Tx, of: Of, moment: photo::Moment) -> Result<u64> {
    Ok(tx.find::<photo::Entity>().filter(of.matches()).filter(photo::Column::Moment.eq(moment)).count(tx.conn()).await?)
}
