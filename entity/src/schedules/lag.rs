//! How late what was planned fires, for Prometheus.

use chrono::TimeDelta;

/// Something fires so long after the instant that was planned.
pub(super) fn note(late: TimeDelta) {
    metrics::histogram!("mulin_schedule_lag_seconds").record(late.as_seconds_f64());
}
