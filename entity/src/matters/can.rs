//! What may be done in this context. Who is not of the office sees the own grids and what is given to them: see [`Sight`](crate::assignment::Sight).

crate::permissions! {
    /// See matters.
    ReadMatters = "matters.read" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider];
    /// Bring up one's own matters as the resident one is, see what became of them, say whether they are solved.
    OwnMatters = "matters.own" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider, Volunteer, Resident];
    /// Take matters in.
    TakeMatters = "matters.take" at Community for [CommunityAdmin, Staff, GridWorker];
    /// Deal with what is given to one: take it on, send it back, ask for more time, say that it is done.
    HandleMatters = "matters.handle" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider];
    /// Hand matters out, decide about time, show cards, ask reporters, merge.
    DirectMatters = "matters.direct" at Community for [CommunityAdmin, Staff];
    /// Decide which kinds there are and how much time each has.
    DefineMatters = "matters.define" at Community for [CommunityAdmin];
}
