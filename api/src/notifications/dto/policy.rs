//! A community's decisions about its messages.

use chrono::NaiveTime;
use mulin_entity::{
    kernel::Failure,
    notifications::rules::{policy, quiet::QuietHours},
};
use poem_openapi::Object;
use uuid::Uuid;

/// What a community has decided about its messages.
#[derive(Object)]
#[oai(rename = "MessagePolicy", deny_unknown_fields, skip_serializing_if_is_none)]
pub struct Policy {
    /// From when nobody is told anything that can wait, such as `21:30`.
    quiet_from: String,
    /// Until when, such as `07:30`; the same as `quiet_from` for no quiet hours.
    quiet_until: String,
    /// Over how many minutes the morning's messages are spread, 10 to 120.
    spread_minutes: u32,
    /// How many messages that can wait one person gets in a day at most.
    daily_cap: u32,
    /// How many messages the community sends in a day at most; urgent ones go out all the same.
    daily_quota: Option<u32>,
    /// From how many waiting messages on one person gets a summary instead.
    summary_from: u32,
    /// While a community tries things out, only its guests get messages.
    trial: bool,
    /// The memberships that get messages in a trial.
    #[oai(validator(max_items = 200))]
    guests: Vec<Uuid>,
}

impl From<policy::Policy> for Policy {
    fn from(policy: policy::Policy) -> Self {
        let policy::Policy { quiet, spread_minutes, daily_cap, daily_quota, summary_from, trial, guests } = policy;
        let word = |time: NaiveTime| time.format("%H:%M").to_string();
        Self {
            quiet_from: word(quiet.from),
            quiet_until: word(quiet.until),
            spread_minutes,
            daily_cap,
            daily_quota,
            summary_from,
            trial,
            guests,
        }
    }
}

impl TryFrom<Policy> for policy::Policy {
    type Error = Failure;

    fn try_from(policy: Policy) -> Result<Self, Failure> {
        let Policy { quiet_from, quiet_until, spread_minutes, daily_cap, daily_quota, summary_from, trial, guests } = policy;
        let time = |field: &str, text: &str| {
            NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| Failure::invalid_field(field, "notifications.time_unreadable"))
        };
        let quiet = QuietHours { from: time("quiet_from", &quiet_from)?, until: time("quiet_until", &quiet_until)? };
        Ok(Self { quiet, spread_minutes, daily_cap, daily_quota, summary_from, trial, guests })
    }
}
