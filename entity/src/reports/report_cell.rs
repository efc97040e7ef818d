//! A figure of a community on a day.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select, entity::prelude::*};

use crate::kernel::Tx;

/// One cell.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_cell")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The day in the community's zone; of a month's figure the first day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: NaiveDate,
    /// Which figure.
    #[sea_orm(primary_key, auto_increment = false)]
    pub measure: String,
    /// The figure.
    pub value: i64,
    /// The version of the definitions that it was computed by.
    pub definition: i64,
    /// As of when.
    pub computed_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The tenant's own cells: a cell is known by day and measure, and has no identity of its own for [`Tx::find`].
pub(crate) fn own(tx: &Tx) -> Select<Entity> {
    Entity::find().filter(Column::CommunityId.eq(tx.community()))
}
