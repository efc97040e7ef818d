//! A unit that works together with the community (共建单位).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// What kind of unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// A department of the government (职能部门).
    Department,
    /// A hospital, a school or another public institution (事业单位).
    Institution,
    /// An enterprise (企业).
    Company,
    /// A social organisation (社会组织).
    Organisation,
}

/// One unit.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "partner_unit")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is called; the street recognises it by that.
    pub name: String,
    /// What kind it is.
    pub kind: Kind,
    /// The member who speaks for it here.
    pub member_id: Option<Uuid>,
    /// Whom to call: sealed JSON, see [`units::Contact`](super::units::Contact).
    pub contact: Vec<u8>,
    /// What was agreed.
    pub agreement: String,
    /// The day of the agreement.
    pub agreed_on: Option<NaiveDate>,
    /// Its last day.
    pub agreed_until: Option<NaiveDate>,
    /// Whether it still takes part.
    pub active: bool,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
