//! Tries to log in, to reset a password, to sign up; see [`attempts`](super::attempts).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One try.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login_attempt")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What was tried: `log_in`, `reset` or `sign_up`.
    pub purpose: String,
    /// SHA-256 of the e-mail that was tried: guesses leave no list of addresses behind.
    pub email_hash: Vec<u8>,
    /// From which network address.
    pub address: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
