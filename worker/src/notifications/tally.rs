//! Counts how tries to reach somebody end, for Prometheus.

use mulin_entity::notifications::rules::plan::Way;

use crate::mail::Verdict;

/// A try by `way` ended so.
pub(super) fn ended(way: Way, verdict: &Verdict) {
    let outcome = match verdict {
        Verdict::Accepted { .. } => "accepted",
        Verdict::Retry { .. } | Verdict::Unfit { .. } | Verdict::Enough { .. } => "deferred",
        Verdict::Permanent { .. } => "rejected",
        Verdict::InDoubt { .. } => "in_doubt",
    };
    metrics::counter!("mulin_deliveries_total", "channel" => way.word(), "outcome" => outcome).increment(1);
}
