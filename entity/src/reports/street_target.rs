//! What a street wants by the end of a year, of all its communities or of one. A row of the street.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One target.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "street_target")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The street.
    pub street_id: Uuid,
    /// The year.
    pub year: i32,
    /// What it is for: the name of a [`Goal`](super::goal::Goal).
    pub measure: String,
    /// Of which community another value is wanted; none for what is wanted of all.
    pub community_id: Option<Uuid>,
    /// Whether it is a share, in whole percents.
    pub share: bool,
    /// How much is wanted.
    pub value: i64,
    /// The account that set it.
    pub set_by_id: Option<Uuid>,
    /// When it was first set.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
