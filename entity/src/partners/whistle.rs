//! A whistle (吹哨): units are called to deal with something together.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// How pressing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Everyday work (日常哨).
    Daily,
    /// What one alone cannot solve (攻坚哨).
    Hard,
    /// At once (应急哨).
    Emergency,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Stage {
    /// Units are called.
    Blown,
    /// It is dealt with, and to be signed by those who came.
    Handled,
    /// All have signed.
    Closed,
    /// It was called off.
    CalledOff,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Blown, Self::Handled, Self::Closed, Self::CalledOff];
}

/// One whistle.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "whistle")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its number in the community.
    pub number: i64,
    /// How pressing it is.
    pub kind: Kind,
    /// How far it is.
    pub stage: Stage,
    /// What it is about.
    pub title: String,
    /// More about it.
    pub detail: String,
    /// Where to come.
    pub place: String,
    /// The matter behind it.
    pub matter_id: Option<Uuid>,
    /// When it was blown.
    pub blown_at: DateTime<Utc>,
    /// When it was over.
    pub closed_at: Option<DateTime<Utc>>,
    /// What came of it.
    pub result: String,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
