//! What somebody asks about their own data.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// A copy (复制).
    Copy,
    /// That a field is put right (更正).
    Correct,
    /// That a class of data is deleted (删除).
    Erase,
    /// That they no longer agree to a class of data (撤回同意).
    Withdraw,
}

/// By what way it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Way {
    /// From their own page.
    Own,
    /// At the desk, in person.
    Desk,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// To be decided.
    Open,
    /// Done as it was asked for.
    Done,
    /// Refused, for a reason.
    Refused,
    /// Taken back by whoever asked.
    Withdrawn,
}

/// One request.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "privacy_request")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose data it is about.
    pub person_id: Uuid,
    /// What is asked for.
    pub kind: Kind,
    /// The field or the class, as a word; empty for all of it.
    pub about: String,
    /// What the field should say, sealed.
    pub wanted: Option<Vec<u8>>,
    /// What they say to it.
    pub words: String,
    /// By what way it came.
    pub way: Way,
    /// How far it is.
    pub state: State,
    /// By when it has to be decided.
    pub due_on: NaiveDate,
    /// What they were answered.
    pub answer: String,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who decided.
    pub decided_by: Option<Uuid>,
    /// Raised with each change.
    pub revision: i64,
    /// When it came.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
