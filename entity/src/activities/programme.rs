//! A programme: a series of activities with a group of its own.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// What kind of programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// A phone class for elders (老年手机课堂).
    PhoneClass,
    /// A programme for those who live alone (独居生活营).
    SoloLiving,
    /// A fathers' workshop (父亲工作坊).
    Fathers,
    /// A summer camp (夏令营).
    SummerCamp,
    /// The children's volunteer team (小小志愿者).
    ChildrenTeam,
    /// The mothers' volunteer team (妈妈志愿队).
    MothersTeam,
    /// Another one.
    Other,
}

/// Whether a programme goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// People enrol.
    Open,
    /// It is over.
    Ended,
}

/// One programme.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programme")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What kind.
    pub kind: Kind,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub summary: String,
    /// Who answers for it.
    pub organiser_id: Option<Uuid>,
    /// Who runs it.
    pub provider_id: Option<Uuid>,
    /// Whether it goes on.
    pub state: State,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
