//! What is done next about a message: by which way it goes, until when it waits, or why nobody gets it. Pure.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{policy::Policy, quiet::spread_out};
use crate::notifications::{delivery, topic::Topic};

/// A way to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// E-mail.
    Mail,
    /// A text message (短信).
    Sms,
    /// A message of the community's WeCom application (企业微信).
    Wecom,
    /// A group chat or a program of the community's own: no person's way.
    Group,
}

impl Way {
    /// All of them, in the order that holds for whoever has no wish.
    pub const ALL: [Self; 4] = [Self::Mail, Self::Wecom, Self::Sms, Self::Group];

    /// The word that travels.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "sms",
            Self::Wecom => "wecom",
            Self::Group => "group",
        }
    }

    /// The way that is called so.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.word() == word)
    }
}

/// What somebody wants about a topic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// Nothing but the inbox, where it is no duty.
    pub muted: bool,
    /// The ways in their order; none for the usual.
    pub ways: Vec<Way>,
}

/// A try that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tried {
    /// By which way.
    pub way: Way,
    /// What became of it.
    pub state: delivery::State,
}

/// All that the decision depends on.
#[derive(Debug, Clone)]
pub struct Situation<'a> {
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The community's zone.
    pub zone: Tz,
    /// The community's decisions.
    pub policy: &'a Policy,
    /// What it is about.
    pub topic: Topic,
    /// Whether it cannot wait.
    pub urgent: bool,
    /// The member who reads it; none for a bare address or an account.
    pub member: Option<Uuid>,
    /// Whether the reader is one of the guests of a trial.
    pub guest: bool,
    /// What the reader wants.
    pub wish: &'a Wish,
    /// By which ways the reader can be reached: an address is known, and somebody carries messages there.
    pub open: &'a [Way],
    /// What was tried, the first one first.
    pub tried: &'a [Tried],
    /// The ways by which nobody carries it for some time.
    pub busy: &'a [Way],
    /// How many messages the reader got today.
    pub got_today: i64,
    /// How many messages the community sent today.
    pub sent_today: i64,
}

/// The decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// It goes out now.
    Send(Way),
    /// It waits.
    Hold {
        /// Until when.
        until: DateTime<Utc>,
        /// Why: `quiet_hours`, `daily_cap` or `daily_quota`.
        reason: &'static str,
    },
    /// Nobody gets it by any way but the inbox.
    Drop(&'static str),
    /// Every way was tried, or is busy.
    Spent,
}

/// How often a way may ask for later, until another one is tried meanwhile.
const PATIENCE: usize = 5;
/// The same for what cannot wait.
const URGENT_PATIENCE: usize = 3;

/// Decides.
pub fn next(at: &Situation<'_>) -> Next {
    if at.policy.trial && !at.guest {
        return Next::Drop("trial_mode");
    }
    if at.wish.muted && !at.topic.duty {
        return Next::Drop("unsubscribed");
    }
    if !at.urgent
        && let Some(hold) = hold(at)
    {
        return hold;
    }
    let order = if at.wish.ways.is_empty() { &Way::ALL[..] } else { &at.wish.ways };
    // A duty reaches people also by the ways that they did not name.
    let rest = Way::ALL.iter().filter(|way| at.topic.duty && !order.contains(way));
    let mut ways = order.iter().chain(rest).filter(|way| at.open.contains(way)).peekable();
    if ways.peek().is_none() {
        return Next::Drop("no_way");
    }
    let patience = if at.urgent { URGENT_PATIENCE } else { PATIENCE };
    // Of ways that have used up all patience, each gets its turn.
    let weary = |way: &&Way| put_off(at.tried, **way) / patience;
    match ways.filter(|way| !is_shut(at.tried, **way) && !at.busy.contains(way)).min_by_key(weary) {
        Some(way) => Next::Send(*way),
        None => Next::Spent,
    }
}

/// A way that refused the message for good, or from which it came back, is not tried again.
fn is_shut(tried: &[Tried], way: Way) -> bool {
    tried.iter().any(|try_| try_.way == way && matches!(try_.state, delivery::State::Rejected | delivery::State::Bounced))
}

/// How often a way did not take it.
fn put_off(tried: &[Tried], way: Way) -> usize {
    tried.iter().filter(|try_| try_.way == way && matches!(try_.state, delivery::State::Deferred | delivery::State::InDoubt)).count()
}

fn hold(at: &Situation<'_>) -> Option<Next> {
    let policy = at.policy;
    let morning = |opening, reason| {
        let until = spread_out(opening, policy.spread(), at.member.unwrap_or_default());
        Some(Next::Hold { until, reason })
    };
    if let Some(end) = policy.quiet.end(at.zone, at.now) {
        return morning(end, "quiet_hours");
    }
    // Counted once, with its first try.
    if !at.tried.is_empty() {
        return None;
    }
    let full = |sent: i64, most: u32| sent >= i64::from(most);
    let tomorrow = policy.quiet.next_end(at.zone, at.now);
    match () {
        () if at.member.is_some() && full(at.got_today, policy.daily_cap) => morning(tomorrow, "daily_cap"),
        () if policy.daily_quota.is_some_and(|quota| full(at.sent_today, quota)) => morning(tomorrow, "daily_quota"),
        () => None,
    }
}

#[cfg(test)]
mod tests;
