//! What a street hands down. A row of the street; communities see their copies.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// A notice (通知), to be acknowledged.
    Notice,
    /// A task (任务), to be done by a day.
    Task,
}

/// One directive.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "directive")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The street.
    pub street_id: Uuid,
    /// What is asked for.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// What is to be known or done.
    pub body: String,
    /// The day by which a task is to be done.
    pub due_on: Option<NaiveDate>,
    /// The account that sent it.
    pub sent_by_id: Option<Uuid>,
    /// When it was taken back.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// When the last community had answered.
    pub complete_at: Option<DateTime<Utc>>,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
