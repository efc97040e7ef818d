//! A party member (党员): a resident, or somebody with an account.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// How somebody belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// On probation (预备党员).
    Probationary,
    /// A full member (正式党员).
    Full,
    /// Belongs elsewhere now (已转出).
    MovedOut,
}

/// What somebody is in the branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Post {
    /// No post.
    None,
    /// Secretary (书记); a branch has one.
    Secretary,
    /// Deputy secretary (副书记).
    Deputy,
    /// Organisation (组织委员).
    Organisation,
    /// Publicity (宣传委员).
    Publicity,
    /// Discipline (纪检委员).
    Discipline,
    /// Another member of the committee (委员).
    Committee,
}

/// One party member.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "party_member")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The branch.
    pub branch_id: Uuid,
    /// The resident, or
    pub person_id: Option<Uuid>,
    /// the account holder.
    pub member_id: Option<Uuid>,
    /// How they belong.
    pub state: State,
    /// Their post.
    pub post: Post,
    /// Works elsewhere, belongs there, and only reports here (在职党员报到).
    pub in_service: bool,
    /// When they joined the party.
    pub joined_on: NaiveDate,
    /// When they moved out.
    pub left_on: Option<NaiveDate>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
