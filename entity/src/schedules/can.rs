//! What may be done in this context.

crate::permissions! {
    /// See when things happen by themselves.
    ReadSchedules = "schedules.read" at Community for [CommunityAdmin, Staff];
    /// Change when they happen, pause them, have them happen now.
    ManageSchedules = "schedules.manage" at Community for [CommunityAdmin];
    /// See jobs that failed for good, have them run again.
    OperateJobs = "jobs.operate" at Operator for [];
}
