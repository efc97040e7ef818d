//! Somebody on the roll of an occasion: a resident or a member.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::Who;

/// How somebody stands to an occasion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Has a seat.
    SignedUp,
    /// Has a seat, which counts once a guardian has agreed.
    Pending,
    /// Waits for one.
    Waiting,
    /// Does not want to come any more.
    Cancelled,
    /// Came.
    Attended,
    /// Had a seat and did not come.
    NoShow,
}

/// Whether a guardian has to agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Consent {
    /// One has to, and has not yet.
    Wanted,
    /// One did: see [`guardian_consent`](super::guardian_consent).
    Given,
}

/// One attendee.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attendee")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The occasion.
    pub occasion_id: Uuid,
    /// The resident, or
    pub person_id: Option<Uuid>,
    /// the member.
    pub member_id: Option<Uuid>,
    /// How they stand to it.
    pub state: State,
    /// Their seat, from 1; none where seats are not counted. No two have the same: the database sees to it.
    pub seat: Option<i64>,
    /// Their place in the order of signing up.
    pub ticket: i64,
    /// Whether a guardian has agreed; none where nobody is asked.
    pub consent: Option<Consent>,
    /// When they came.
    pub check_in_at: Option<DateTime<Utc>>,
    /// When they left.
    pub check_out_at: Option<DateTime<Utc>>,
    /// How long they took part, in minutes.
    pub minutes: Option<i64>,
    /// When they signed up first.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl Model {
    /// Who it is.
    pub fn who(&self) -> Option<Who> {
        self.person_id.map(Who::Person).or(self.member_id.map(Who::Member))
    }
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
