//! The jobs of visits.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::Job;

/// Rings at the earliest timer of a community: a protocol's step, or a window that closes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Alarm {
    /// When.
    pub at: DateTime<Utc>,
}

impl Job for Alarm {
    const KIND: &'static str = "visits.alarm";
    const PRIORITY: i32 = 5;

    fn key(&self) -> String {
        self.at.to_rfc3339()
    }
}

/// Brings everybody's visits in line with the plans; asked for by a change that concerns all.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Replan {}

impl Job for Replan {
    const KIND: &'static str = "visits.replan";

    fn key(&self) -> String {
        String::new()
    }
}

macro_rules! scheduled {
    ($($(#[$doc:meta])* $name:ident = $kind:literal, $default:literal;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Serialize, Deserialize)]
            pub struct $name {
                /// The instant that the community's schedule planned.
                pub planned_at: DateTime<Utc>,
            }

            impl Job for $name {
                const KIND: &'static str = $kind;

                fn key(&self) -> String {
                    self.planned_at.to_rfc3339()
                }
            }
        )*

        /// What a community has done at its own times, and when it starts out with: kind and rule.
        pub const SCHEDULES: &[(&str, &str)] = &[$(($kind, $default)),*];
    };
}

scheduled! {
    /// Makes the visits of the next two weeks.
    Materialise = "visits.materialise", "00:10";
    /// Sends each visitor the list of the day.
    Digest = "visits.digest", "08:00";
    /// Reminds each visitor of what is about to close.
    Nudge = "visits.nudge", "15:30 workdays";
    /// Tells the administrators what was missed.
    Escalate = "visits.escalate", "09:00 workdays";
}
