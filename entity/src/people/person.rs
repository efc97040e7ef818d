//! A resident (居民), whether at home, away, in hospital, gone or dead.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use super::{Sex, Tier};

/// Where a resident is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Lives here.
    Present,
    /// Is in hospital.
    Hospital,
    /// Is away for a while, and comes back.
    Away,
    /// Has moved out.
    MovedOut,
    /// Has died.
    Dead,
}

/// One resident.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The household.
    pub household_id: Uuid,
    /// The name.
    pub name: String,
    /// What the search by name looks at.
    pub search: String,
    /// The sex.
    pub sex: Option<Sex>,
    /// The birth date in the solar calendar.
    pub birth_date: Option<NaiveDate>,
    /// The identity number (GB 11643), sealed.
    pub id_number: Option<Vec<u8>>,
    /// Its blind index.
    pub id_number_index: Option<Vec<u8>>,
    /// The phone number, sealed.
    pub phone: Option<Vec<u8>>,
    /// Its blind index.
    pub phone_index: Option<Vec<u8>>,
    /// A remark on health, sealed.
    pub health_remark: Option<Vec<u8>>,
    /// The risk tier.
    pub tier: Tier,
    /// Where they are: what their events add up to.
    pub state: State,
    /// Until which day nobody is reminded of them.
    pub muted_until: Option<NaiveDate>,
    /// Why.
    pub mute_reason: Option<String>,
    /// The month of the lunar birthday, if the family keeps that.
    pub lunar_month: Option<i64>,
    /// Its day.
    pub lunar_day: Option<i64>,
    /// Whether it is a leap month.
    pub lunar_leap: bool,
    /// What else is to be known.
    pub note: String,
    /// Where the row is from: `entry`, `ledger` or `demo`.
    pub source: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
