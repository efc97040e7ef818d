//! What a guardian agreed to: rows that are only added.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// How a guardian agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Way {
    /// At the desk (当面).
    InPerson,
    /// On the phone (电话).
    Phone,
    /// On paper (书面).
    Written,
    /// By signing the child up with their own account (本人账号).
    Online,
}

/// One consent.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guardian_consent")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The minor on the roll.
    pub attendee_id: Uuid,
    /// Who agreed: kept by name, because contacts come and go.
    pub guardian: String,
    /// What they are to the minor.
    pub relation: String,
    /// How.
    pub way: Way,
    /// The member who wrote it down.
    pub by_id: Option<Uuid>,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
