//! Somebody in the group of a programme.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::attendance::{Who, guardian_consent::Way};

/// One of the group.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_member")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The programme.
    pub programme_id: Uuid,
    /// The resident, or
    pub person_id: Option<Uuid>,
    /// the member.
    pub member_id: Option<Uuid>,
    /// The guardian who agreed, among the contacts; kept without a reference, because contacts come and go.
    pub contact_id: Option<Uuid>,
    /// How the guardian agreed.
    pub way: Option<Way>,
    /// What they agreed to, where there was something to agree to.
    pub term_id: Option<Uuid>,
    /// Whether they are still in it.
    pub active: bool,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
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
