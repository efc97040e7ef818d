//! A street's call to its communities: what each is to do in a campaign of its own. A row of the street.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use super::{Cause, Whom};

/// One call.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_call")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The street.
    pub street_id: Uuid,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub cause: Cause,
    /// What whoever goes has to know.
    pub detail: String,
    /// Whom it is to reach.
    pub whom: Whom,
    /// Which of those: see [`Filter`](super::roster::Filter).
    pub filter: Json,
    /// What is asked at each door: see [`Questions`](crate::outreach::Questions).
    pub questions: Json,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub due_on: NaiveDate,
    /// The account that called.
    pub called_by_id: Option<Uuid>,
    /// When it was taken back.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// When it was called.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
