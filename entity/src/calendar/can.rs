//! What may be done in this context.

crate::permissions! {
    /// See which days are worked.
    ReadCalendar = "calendar.read" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider, Volunteer, Resident];
    /// Decide that a day is worked or not.
    DecideDays = "calendar.decide_days" at Community for [CommunityAdmin];
}
