//! What may be done in this context. Who is not of the office sees findings in the own grids, and what is given to them.

crate::permissions! {
    /// See points, rounds and what came back.
    ReadPatrols = "patrols.read" at Community for [CommunityAdmin, Staff, GridWorker];
    /// Look at points, and write down what is found.
    WalkPatrols = "patrols.walk" at Community for [CommunityAdmin, Staff, GridWorker];
    /// Arrange points and routes.
    ArrangePatrols = "patrols.arrange" at Community for [CommunityAdmin, Staff];
    /// Put right what is given to one.
    HandleFindings = "patrols.handle" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider];
}
