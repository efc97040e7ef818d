//! What may be done in this context.

crate::permissions! {
    /// See what was sent to whom, when, why, and what became of it.
    ReadDeliveries = "notifications.read" at Community for [CommunityAdmin];
}
