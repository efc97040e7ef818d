//! What may be done in this context.

crate::permissions! {
    /// See what was sent to whom, when, why, and what became of it.
    ReadDeliveries = "notifications.read" at Community for [CommunityAdmin];
    /// Have a message sent again that was given up.
    RetryMessages = "notifications.retry" at Community for [CommunityAdmin];
    /// See and change quiet hours, limits and the trial.
    ManagePolicy = "notifications.policy" at Community for [CommunityAdmin];
    /// Read the own inbox, and say by which ways one wants to be told what.
    OwnInbox = "notifications.own" at Community for [
        CommunityAdmin, Staff, GridWorker, Property, Partner, Provider, Volunteer, Resident,
    ];
}
