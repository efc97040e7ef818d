//! When people may sign up, cancel, check in, and how long they took part.

use chrono::{DateTime, Duration, Utc};

use crate::attendance::error::AttendanceError;

/// The door opens so long before the beginning.
pub const EARLY: Duration = Duration::hours(1);
/// A phone that had no network may tell so long after the end who came.
pub const LATE_UPLOAD: Duration = Duration::hours(72);
/// Phones' clocks differ from ours by so much.
pub const SKEW: Duration = Duration::minutes(2);
/// Who did not come is known so long after the end.
pub const CLOSE_AFTER: Duration = Duration::hours(1);

/// The times of an occasion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// From when on people sign up.
    pub opens_at: Option<DateTime<Utc>>,
    /// Until when they do.
    pub closes_at: Option<DateTime<Utc>>,
    /// Until when they may cancel by themselves.
    pub cancel_until: Option<DateTime<Utc>>,
}

impl Times {
    /// Whether they are in order, and it lasts at most a month.
    pub fn are_sensible(&self) -> bool {
        let lasts = self.ends_at - self.starts_at;
        let before_end = |at: Option<DateTime<Utc>>| at.is_none_or(|at| at <= self.ends_at);
        let window = self.opens_at.zip(self.closes_at).is_none_or(|(opens, closes)| opens < closes);
        lasts > Duration::zero()
            && lasts <= Duration::days(31)
            && window
            && [self.opens_at, self.closes_at, self.cancel_until].into_iter().all(before_end)
    }

    /// Whether people may sign up by themselves.
    pub fn may_sign_up(&self, now: DateTime<Utc>) -> Result<(), AttendanceError> {
        if self.opens_at.is_some_and(|opens| now < opens) {
            return Err(AttendanceError::TooEarly);
        }
        if now >= self.closes_at.unwrap_or(self.starts_at) { Err(AttendanceError::TooLate) } else { Ok(()) }
    }

    /// Whether they may cancel by themselves.
    pub fn may_cancel(&self, now: DateTime<Utc>) -> Result<(), AttendanceError> {
        if now >= self.cancel_until.unwrap_or(self.starts_at) { Err(AttendanceError::TooLateToCancel) } else { Ok(()) }
    }

    /// The instant at which somebody came, as a phone tells it: never in the future, while the door was open, and told soon enough.
    pub fn plausible(&self, told: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<DateTime<Utc>, AttendanceError> {
        let at = told.unwrap_or(now);
        let possible =
            at <= now + SKEW && at >= self.starts_at - EARLY && at <= self.ends_at + CLOSE_AFTER && now <= self.ends_at + LATE_UPLOAD;
        if possible { Ok(at.min(now)) } else { Err(AttendanceError::NotAtThatTime) }
    }

    /// How many minutes somebody took part: between coming and going, but only while it lasted.
    pub fn minutes(&self, came: DateTime<Utc>, went: Option<DateTime<Utc>>) -> i64 {
        let until = went.unwrap_or(self.ends_at).min(self.ends_at);
        (until - came.max(self.starts_at)).num_minutes().max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32, minute: u32) -> DateTime<Utc> {
        format!("2026-03-09T{hour:02}:{minute:02}:00Z").parse().unwrap()
    }

    fn morning() -> Times {
        Times { starts_at: at(9, 0), ends_at: at(11, 0), opens_at: None, closes_at: None, cancel_until: Some(at(8, 0)) }
    }

    #[test]
    fn people_sign_up_and_cancel_in_their_time() {
        assert_eq!(morning().may_sign_up(at(8, 59)), Ok(()));
        assert_eq!(morning().may_sign_up(at(9, 0)), Err(AttendanceError::TooLate));
        assert_eq!(Times { opens_at: Some(at(7, 0)), ..morning() }.may_sign_up(at(6, 59)), Err(AttendanceError::TooEarly));
        assert_eq!(morning().may_cancel(at(8, 0)), Err(AttendanceError::TooLateToCancel));
    }

    #[test]
    fn a_late_upload_keeps_its_own_time_within_bounds() {
        let (now, told) = (at(23, 0), at(9, 5));
        assert_eq!(morning().plausible(Some(told), now), Ok(told));
        assert_eq!(morning().plausible(Some(at(7, 59)), now), Err(AttendanceError::NotAtThatTime), "before the door opened");
        assert_eq!(morning().plausible(Some(at(9, 10)), at(9, 0)), Err(AttendanceError::NotAtThatTime), "in the future");
        assert_eq!(morning().plausible(Some(at(9, 1)), at(9, 0)), Ok(at(9, 0)), "a clock that is a little fast");
        assert_eq!(morning().plausible(Some(told), at(11, 0) + LATE_UPLOAD + SKEW), Err(AttendanceError::NotAtThatTime));
    }

    #[test]
    fn only_the_time_that_it_lasted_counts() {
        assert_eq!(morning().minutes(at(8, 30), Some(at(10, 0))), 60);
        assert_eq!(morning().minutes(at(9, 30), None), 90);
        assert_eq!(morning().minutes(at(11, 30), None), 0);
    }
}
