//! What somebody has against a board.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Nobody has decided.
    Open,
    /// It was right: the posting was reversed.
    Granted,
    /// It was not.
    Dismissed,
}

/// One objection.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "point_objection")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The board.
    pub board_id: Uuid,
    /// The posting that is meant; none for the board as a whole.
    pub posting_id: Option<Uuid>,
    /// Who objects.
    pub member_id: Uuid,
    /// What they say.
    pub words: String,
    /// What became of it.
    pub state: State,
    /// What they are answered.
    pub answer: String,
    /// Who decided.
    pub decided_by_id: Option<Uuid>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// When it came.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
