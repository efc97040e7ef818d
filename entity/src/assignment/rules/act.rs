//! What is done with an assignment, and why it is refused.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clock::Level;

/// One act. Whatever it decides is in it, so that a history of acts explains the state without anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum Act {
    /// Give it to somebody (交办).
    Assign {
        /// Who is to do it.
        to: Uuid,
        /// By when.
        due_at: DateTime<Utc>,
    },
    /// Take it on (受理).
    Acknowledge,
    /// Pass it on to somebody else, with the same deadline (转办).
    Transfer {
        /// Who is to do it from now on.
        to: Uuid,
    },
    /// Send it back to whoever gives it out (回退).
    GiveBack,
    /// Ask for more time (申请延期).
    AskExtension {
        /// Until when.
        until: DateTime<Utc>,
    },
    /// Give the time that was asked for.
    GrantExtension,
    /// Refuse it: the deadline stays.
    RefuseExtension,
    /// Do it in place of whoever holds it (顶岗).
    StandIn {
        /// Who does it for now.
        by: Uuid,
    },
    /// Give it back to whom one stood in for.
    HandBack,
    /// Tell the holder once more (催办).
    Remind,
    /// Raise its level: the yellow card, the red card, over the holder's head (越级).
    Escalate {
        /// The level that it has now.
        level: Level,
    },
    /// Say that it is done (办结).
    Complete,
    /// Say that it need not be done.
    CallOff,
    /// Take it up again, because it was not done after all.
    Reopen {
        /// By when.
        due_at: DateTime<Utc>,
    },
}

/// Why an act cannot be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not at the point where that is done.
    #[error("the assignment is in another state")]
    WrongState,
    /// They have it already.
    #[error("they hold it already")]
    HoldsAlready,
    /// Nobody stands in.
    #[error("nobody stands in for somebody")]
    NobodyStandsIn,
    /// More time was asked for, and nobody has decided.
    #[error("an extension waits for a decision")]
    ExtensionWaits,
    /// No more time was asked for.
    #[error("no extension was asked for")]
    NoExtensionAsked,
    /// An extension that ends no later than the deadline.
    #[error("the extension ends before the deadline")]
    NotLater,
    /// The level is reached already: levels only rise.
    #[error("the level was reached before")]
    LevelReached,
}
