//! What may be done in this context.

crate::permissions! {
    /// See meetings.
    ReadMeetings = "meetings.read" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider];
    /// Prepare and call meetings, write minutes and resolutions.
    KeepMeetings = "meetings.keep" at Community for [CommunityAdmin, Staff];
    /// Look minutes over and publish them.
    PublishMeetings = "meetings.publish" at Community for [CommunityAdmin];
}
