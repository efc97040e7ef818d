//! What may be done in this context.

crate::permissions! {
    /// See who is on duty, ask for leave and for changes, leave a note.
    ReadDuty = "duty.read" at Community for [CommunityAdmin, Staff, GridWorker];
    /// Decide how duty goes round, who has it on a day, who may be away.
    DirectDuty = "duty.direct" at Community for [CommunityAdmin];
}
