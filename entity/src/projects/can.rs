//! What may be done in this context.

crate::permissions! {
    /// See the projects with all that belongs to them.
    ReadProjects = "projects.read" at Community for [CommunityAdmin, Staff, GridWorker];
    /// Write down projects, milestones, costs, photos and opinions.
    KeepProjects = "projects.keep" at Community for [CommunityAdmin, Staff];
    /// Decide about a project: approve, accept, give up, show it to everybody.
    DecideProjects = "projects.decide" at Community for [CommunityAdmin];
}
