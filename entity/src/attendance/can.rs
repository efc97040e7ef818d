//! What may be done in this context. A grid worker does it for residents of the own grids only: see [`Reach`](crate::people::Reach).

crate::permissions! {
    /// See what is on, and take part in it oneself.
    TakePart = "attendance.take_part" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider, Volunteer, Resident];
    /// Arrange occasions: make, move, call off, show the code for checking in.
    Arrange = "attendance.arrange" at Community for [CommunityAdmin, Staff];
    /// See who takes part, sign residents up, tick them off.
    KeepRoll = "attendance.keep_roll" at Community for [CommunityAdmin, Staff, GridWorker];
}
