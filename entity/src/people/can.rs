//! What may be done in this context. A grid worker does it in the own grids only: see [`Reach`](super::Reach).

crate::permissions! {
    /// See residents, masked, and where they live.
    ReadPeople = "people.read" at Community for [CommunityAdmin, Staff, GridWorker];
    /// Add and change residents, report what happened to them.
    WritePeople = "people.write" at Community for [CommunityAdmin, Staff, GridWorker];
    /// See one sealed field of one resident, with a reason.
    UnmaskPeople = "people.unmask" at Community for [CommunityAdmin, Staff, GridWorker];
    /// Arrange grids and buildings.
    ArrangePlaces = "people.places" at Community for [CommunityAdmin, Staff];
    /// Send in a ledger.
    ImportLedgers = "people.import" at Community for [CommunityAdmin, Staff];
    /// Take residents out as a ledger.
    ExportPeople = "people.export" at Community for [CommunityAdmin, Staff];
}
