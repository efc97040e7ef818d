//! What may be done in this context.

crate::permissions! {
    /// See one's own way through the day.
    Walk = "workday.walk" at Community for [CommunityAdmin, Staff, GridWorker];
    /// See what presses at the desk.
    ReadDesk = "workday.read_desk" at Community for [CommunityAdmin, Staff];
}
