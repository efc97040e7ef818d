//! What may be done in this context.

crate::permissions! {
    /// Be a volunteer: ask, take tasks, report hours, see the stars that are published.
    TakePart = "volunteers.take_part" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider, Volunteer, Resident];
    /// See volunteers, answer them, dispatch tasks, approve hours.
    KeepVolunteers = "volunteers.keep" at Community for [CommunityAdmin, Staff];
    /// Take hours back, grade, answer objections, award stars.
    AwardStars = "volunteers.award" at Community for [CommunityAdmin];
}
