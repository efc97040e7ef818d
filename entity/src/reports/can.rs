//! What may be done in this context.

crate::permissions! {
    /// See the community's figures.
    ReadDashboard = "reports.read" at Community for [CommunityAdmin, Staff, GridWorker];
    /// See the figures of the street's communities.
    ReadStreet = "reports.read_street" at Street for [StreetAdmin];
    /// Take them along, as a workbook or a paper; noted in the audit book.
    ExportStreet = "reports.export_street" at Street for [StreetAdmin];
    /// Say what is wanted by the end of a year.
    SetTargets = "reports.set_targets" at Street for [StreetAdmin];
    /// Look closer at one community of the street, still at figures only; noted in the audit book.
    DrillDown = "reports.drill_down" at Street for [StreetAdmin];
}
