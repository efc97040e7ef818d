//! One try to hand a message to a channel: written as `sending` before the call, then settled.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// How far a delivery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Handed to the channel, which has not answered yet.
    Sending,
    /// The channel took it.
    Accepted,
    /// The channel refused it for good.
    Rejected,
    /// The channel asked to try later.
    Deferred,
    /// Nobody knows whether the channel took it.
    InDoubt,
    /// Not sent, for the stated reason.
    Suppressed,
}

impl State {
    /// The word that travels.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Deferred => "deferred",
            Self::InDoubt => "in_doubt",
            Self::Suppressed => "suppressed",
        }
    }
}

/// One delivery.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery")]
pub struct Model {
    /// The tenant; nil for the platform's own.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The delivery.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The message.
    pub message_id: Uuid,
    /// `mail` and, later, others.
    pub channel: String,
    /// The address, masked.
    pub address_masked: String,
    /// The recipient's name.
    pub recipient_name: String,
    /// The subject line.
    pub subject: String,
    /// What was sent, sealed; links that work once are taken out.
    pub body: Vec<u8>,
    /// How far it is.
    pub state: State,
    /// Why it did not go through.
    pub reason: Option<String>,
    /// The try, from 1.
    pub attempt: i32,
    /// The channel's own reference.
    pub reference: Option<String>,
    /// When it was handed over.
    pub at: DateTime<Utc>,
    /// When the channel answered.
    pub settled_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
