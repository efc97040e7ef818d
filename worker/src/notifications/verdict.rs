//! What a verdict means for the ledger, and for the channel.

use std::time::Duration;

use chrono::{DateTime, Utc};
use mulin_entity::notifications::{carriage::Conduct, ledger::End};

use crate::mail::{Fault, Verdict};

/// For the ledger.
pub(super) fn end(verdict: Verdict) -> End {
    match verdict {
        Verdict::Accepted { reference } => End::Accepted(reference),
        Verdict::Retry { reason, .. } | Verdict::Unfit { reason, .. } | Verdict::Enough { reason, .. } => End::Deferred(reason),
        Verdict::Permanent { reason } => End::Rejected(reason),
        Verdict::InDoubt { reason } => End::InDoubt(reason),
    }
}

/// How long the other side asks to be left alone.
pub(super) fn after(verdict: &Verdict) -> Option<Duration> {
    match verdict {
        Verdict::Retry { after, .. } => *after,
        Verdict::Accepted { .. } | Verdict::Permanent { .. } | Verdict::InDoubt { .. } | Verdict::Unfit { .. } | Verdict::Enough { .. } => {
            None
        }
    }
}

/// Whether another provider may be asked at once: what kept this one from taking it does not pass by waiting.
pub(super) fn is_for_another(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Unfit { .. } | Verdict::Enough { .. })
}

/// For the channel: one that refuses us by name rests as long as it takes somebody to mend a setting.
pub(super) fn conduct(verdict: &Verdict, now: DateTime<Utc>) -> Conduct {
    match verdict {
        Verdict::Accepted { .. } | Verdict::Permanent { .. } => Conduct::Works,
        Verdict::Retry { after: Some(after), .. } => Conduct::HasEnough(now + *after),
        Verdict::Enough { after, .. } => Conduct::ReaderHasEnough(now + *after),
        Verdict::Unfit { fault: Fault::Account, reason } => Conduct::Broken(reason.clone()),
        Verdict::Unfit { fault: Fault::Form, reason } => Conduct::FormBroken(reason.clone()),
        Verdict::Retry { after: None, .. } | Verdict::InDoubt { .. } => Conduct::Fails,
    }
}
