//! One try to hand a message to a channel: written as `sending` before the call, then settled.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// How far a delivery is; in the order of what is known, see [`State::join`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Handed to the channel, which has not answered yet.
    Sending,
    /// Nobody knows whether the channel took it.
    InDoubt,
    /// The channel asked to try later.
    Deferred,
    /// The channel took it.
    Accepted,
    /// The channel refused it for good.
    Rejected,
    /// The channel took it, and said later that it could not be delivered.
    Bounced,
    /// It reached the recipient's device or mailbox.
    Delivered,
}

impl State {
    /// What is known after `news`: the further of the two. Whatever the order in which answers and receipts come in, and however
    /// often, they end in the same state; who has it in hand has it, also if somebody says the contrary later.
    #[must_use]
    pub fn join(self, news: Self) -> Self {
        self.max(news)
    }

    /// The word that travels.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Deferred => "deferred",
            Self::InDoubt => "in_doubt",
            Self::Bounced => "bounced",
            Self::Delivered => "delivered",
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
    /// The word of its [`Way`](super::rules::plan::Way).
    pub channel: String,
    /// The channel's row; none for mail.
    pub provider_id: Option<Uuid>,
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
    /// In which version of the community's own words, such as `zh-CN/3`; none for the built-in ones.
    pub wording: Option<String>,
    /// A test send, which no figure counts.
    pub test: bool,
    /// When it was handed over.
    pub at: DateTime<Utc>,
    /// When the channel answered.
    pub settled_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::Iterable;

    use super::*;

    proptest! {
        /// Permuted, duplicated and early: one right end.
        #[test]
        fn receipts_never_go_backwards(news in prop::collection::vec(prop::sample::select(State::iter().collect::<Vec<_>>()), 1..8), seed: u64) {
            let known = news.iter().fold(State::Sending, |known, next| {
                let joined = known.join(*next);
                assert!(joined >= known);
                joined
            });
            let mut shuffled: Vec<_> = news.iter().chain(&news).copied().collect();
            shuffled.sort_by_key(|state| (*state as u64 + 1).wrapping_mul(seed | 1));
            prop_assert_eq!(shuffled.into_iter().fold(State::Sending, State::join), known);
        }
    }

    #[test]
    fn whoever_has_it_has_it() {
        assert_eq!(State::Bounced.join(State::Delivered), State::Delivered);
        assert_eq!(State::Delivered.join(State::Bounced), State::Delivered);
        assert_eq!(State::InDoubt.join(State::Delivered), State::Delivered);
        assert_eq!(State::Delivered.join(State::Accepted), State::Delivered, "a receipt may overtake the answer");
    }
}
