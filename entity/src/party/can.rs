//! What may be done in this context.

crate::permissions! {
    /// See branches, members, sessions and what is due.
    ReadParty = "party.read" at Community for [CommunityAdmin, Staff];
    /// Keep branches, members and sessions, write minutes and articles.
    KeepParty = "party.keep" at Community for [CommunityAdmin, Staff];
    /// Publish minutes and decide the cadence.
    DecideParty = "party.decide" at Community for [CommunityAdmin];
    /// See one's own sessions and study record, and ask for leave.
    OwnParty = "party.own" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider, Volunteer, Resident];
}
