//! Somebody who asks to join.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// How far a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// The address is not proven yet.
    Unproven,
    /// The desk is to look at it.
    Pending,
    /// They are linked to their record.
    Confirmed,
    /// The desk said no.
    Refused,
}

/// One request.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "enrolment_request")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What they told of themselves, sealed: a [`Told`](super::rules::Told).
    pub told: Vec<u8>,
    /// By what requests of one address are found.
    pub email_index: Vec<u8>,
    /// SHA-256 of what whoever asked holds.
    pub ticket_hash: Vec<u8>,
    /// SHA-256 of that and the code that was sent.
    pub code_hash: Vec<u8>,
    /// How many codes were tried.
    pub tries: i64,
    /// How far it is.
    pub state: State,
    /// The invitation they came with.
    pub invitation_id: Option<Uuid>,
    /// The resident whom they turned out to be.
    pub person_id: Option<Uuid>,
    /// Why the desk said no.
    pub reason: String,
    /// When the address was proven.
    pub proven_at: Option<DateTime<Utc>>,
    /// When the desk decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who decided.
    pub decided_by: Option<Uuid>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
