//! A person who can log in.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The address, in lower case.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// Argon2id in PHC form; none until they choose a password.
    pub password_hash: Option<String>,
    /// Their language.
    pub locale: String,
    /// Whether they run the platform.
    pub is_operator: bool,
    /// Since when they may not log in.
    pub disabled_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
