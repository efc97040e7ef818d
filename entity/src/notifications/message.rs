//! An intent to tell somebody something: one row, however many ways it is tried.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// How far a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Waits for its turn, or for another try.
    Queued,
    /// Handed to the channel, which has not answered yet.
    Sending,
    /// The channel took it.
    Accepted,
    /// It reached the recipient.
    Delivered,
    /// Refused for good, by every way there was.
    Rejected,
    /// Nobody knows whether it arrived, and it is not tried again.
    InDoubt,
    /// Not sent, for the stated reason.
    Suppressed,
}

impl State {
    /// Whether nothing more happens to it.
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Queued | Self::Sending)
    }

    /// The word that travels.
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Delivered => "delivered",
            Self::Rejected => "rejected",
            Self::InDoubt => "in_doubt",
            Self::Suppressed => "suppressed",
        }
    }
}

/// One message.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    /// The tenant; nil for the platform's own.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The message.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its template, such as `visits.digest`.
    pub template: String,
    /// The rule that asked for it: the answer to "why did I get this".
    pub rule: String,
    /// What makes it the same message; unique in the tenant.
    pub dedupe: String,
    /// `normal` or `urgent`.
    pub urgency: String,
    /// To whom: see [`Recipient`](super::Recipient).
    pub recipient: Json,
    /// What the template is filled with, sealed: it holds names, addresses and links that work once.
    pub facts: Vec<u8>,
    /// What kind of thing it is about.
    pub subject_kind: Option<String>,
    /// Which one.
    pub subject_id: Option<Uuid>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// Who reads it, as a membership or an account; nobody known for a bare address.
    pub reader_id: Option<Uuid>,
    /// Until when it waits for quiet hours or a limit to pass; stays as a trace of the wait.
    pub held_until: Option<DateTime<Utc>>,
    /// How far it is.
    pub state: State,
    /// Why it is not further.
    pub reason: Option<String>,
    /// The recipient's name, as of the last try.
    pub recipient_name: Option<String>,
    /// The address of the last try, masked.
    pub address_masked: Option<String>,
    /// The subject line of the last try.
    pub subject: Option<String>,
    /// The [`TestSend`](super::test_send::TestSend) that it is; none for a real message.
    pub test_send: Option<Json>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
