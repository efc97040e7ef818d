//! What may be done in this context.

crate::permissions! {
    /// See visits: a grid worker those of the own grid.
    ReadVisits = "visits.read" at Community for [CommunityAdmin, Staff, GridWorker];
    /// Record visits, and tries without an answer.
    RecordVisits = "visits.record" at Community for [CommunityAdmin, Staff, GridWorker];
    /// Plan visits by hand, call them off, give somebody a visitor of their own.
    PlanVisits = "visits.plan" at Community for [CommunityAdmin, Staff];
    /// Decide how often whom is visited.
    DecidePolicy = "visits.decide_policy" at Community for [CommunityAdmin];
    /// See the visit rate and who will be missed.
    ReadRate = "visits.read_rate" at Community for [CommunityAdmin, Staff, GridWorker];
    /// Have a calendar feed of the own visits, and of what one takes part in.
    OwnFeed = "visits.own_feed" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider, Volunteer, Resident];
}
