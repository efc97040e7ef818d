//! What happened to a resident. Events are never removed, only undone.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// What can happen to a resident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// They died.
    Death,
    /// They moved out (转出).
    MovedOut,
    /// They moved in, or came back (转入).
    MovedIn,
    /// They went into hospital.
    HospitalIn,
    /// They left hospital.
    HospitalOut,
    /// They left for a while (外出).
    Left,
    /// They came back from there.
    Returned,
    /// Nobody is to be reminded of them (取消关注).
    Muted,
    /// Reminders begin again.
    Unmuted,
    /// Something grave, after which they are to be visited within a day.
    Major,
}

/// One event.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_event")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The resident.
    pub person_id: Uuid,
    /// The household, if it happened to all of it.
    pub household_id: Option<Uuid>,
    /// The same for all events that were reported, and are undone, together.
    pub shared_id: Option<Uuid>,
    /// What happened.
    pub kind: Kind,
    /// On which day.
    pub on_day: NaiveDate,
    /// Until which day, as far as that is known.
    pub until_day: Option<NaiveDate>,
    /// What else is to be known.
    pub note: String,
    /// Who reported it.
    pub actor: Json,
    /// When it was reported.
    pub created_at: DateTime<Utc>,
    /// When it was undone.
    pub undone_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
