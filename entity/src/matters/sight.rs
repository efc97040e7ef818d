//! Who sees which matters.

use sea_orm::{ColumnTrait, QueryFilter, Select};
use uuid::Uuid;

use super::matter::{self, Column};
use crate::{
    assignment::{Sight, assignment},
    kernel::{Failure, Result, Tx},
};

/// The matters within sight.
pub(super) fn matters(tx: &Tx, sight: Sight) -> Select<matter::Entity> {
    tx.find::<matter::Entity>().filter(sight.condition(tx, Column::Id, Column::GridId, assignment::Column::MatterId))
}

/// One matter within sight.
pub async fn matter(tx: &Tx, sight: Sight, id: Uuid) -> Result<matter::Model> {
    matters(tx, sight).filter(Column::Id.eq(id)).one(tx.conn()).await?.ok_or_else(Failure::not_found)
}
