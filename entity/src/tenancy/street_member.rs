//! Who administers a street.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

pub use super::membership::State;

/// One administrator of one street.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "street_member")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The street.
    pub street_id: Uuid,
    /// The account.
    pub account_id: Uuid,
    /// Whether they may act.
    pub state: State,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
