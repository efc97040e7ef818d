//! What may be done in this context. A grid worker sees the interviews of the own grids and those held: see [`query`](super::query).

crate::permissions! {
    /// Hold interviews and see them; have an answer taken up.
    Ask = "outreach.ask" at Community for [CommunityAdmin, Staff, GridWorker];
    /// See how far the plans are, what was answered, and the research topics.
    ReadOutreach = "outreach.read" at Community for [CommunityAdmin, Staff];
    /// Decide what is asked, of whom how often, and keep the research topics.
    KeepOutreach = "outreach.keep" at Community for [CommunityAdmin, Staff];
}
