//! What may be done in this context.

crate::permissions! {
    /// See who asks to join and who is linked; confirm, refuse, invite, undo.
    DecideEnrolments = "enrolment.decide" at Community for [CommunityAdmin, Staff];
    /// See to which record one is linked, and for which children one acts.
    OwnEnrolment = "enrolment.own" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider, Volunteer, Resident];
}
