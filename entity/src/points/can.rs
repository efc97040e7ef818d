//! What may be done in this context.

crate::permissions! {
    /// See the own points, take rewards for them, object to a board.
    HoldPoints = "points.hold" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider, Volunteer, Resident];
    /// See everybody's points; hand rewards out, decide on doubts and objections, give points.
    KeepPoints = "points.keep" at Community for [CommunityAdmin, Staff];
    /// Decide what services are worth, and what there is for points.
    RulePoints = "points.rule" at Community for [CommunityAdmin];
}
