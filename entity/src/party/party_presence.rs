//! How a party member stands to a session, once that is settled: the study record.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// How somebody stands to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Asked for leave (请假), with a reason.
    Excused,
    /// Did not come, and said nothing.
    Absent,
    /// Came.
    Attended,
    /// Made it up later (补课).
    MadeUp,
}

/// One line of the study record.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "party_presence")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The session.
    pub session_id: Uuid,
    /// The party member.
    pub party_member_id: Uuid,
    /// How they stand to it.
    pub state: State,
    /// Why they could not come.
    pub reason: String,
    /// So many minutes of study it brought them.
    pub minutes: i64,
    /// The day of the session.
    pub on_day: NaiveDate,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
