//! What may be done in this context.

crate::permissions! {
    /// See the community's figures.
    ReadDashboard = "reports.read" at Community for [CommunityAdmin, Staff, GridWorker];
    /// See the figures of the street's communities.
    ReadStreet = "reports.read_street" at Street for [StreetAdmin];
    /// Look closer at one community of the street, still at figures only; noted in the audit book.
    DrillDown = "reports.drill_down" at Street for [StreetAdmin];
}
