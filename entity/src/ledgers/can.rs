//! What may be done in this context. A grid worker does it in the own grids only: see [`Reach`](crate::people::Reach).

crate::permissions! {
    /// See the ledgers and their rows, sensitive values masked.
    ReadLedgers = "ledgers.read" at Community for [CommunityAdmin, Staff, GridWorker];
    /// Add and change rows, end them, record inspections.
    WriteLedgers = "ledgers.write" at Community for [CommunityAdmin, Staff, GridWorker];
    /// See one sensitive value of one row, with a reason.
    UnmaskLedgers = "ledgers.unmask" at Community for [CommunityAdmin, Staff, GridWorker];
    /// Send rows in as a spreadsheet.
    ImportRows = "ledgers.import" at Community for [CommunityAdmin, Staff];
    /// Take rows out as a spreadsheet, and decide in which layouts.
    ExportRows = "ledgers.export" at Community for [CommunityAdmin, Staff];
    /// Decide which ledgers there are and which columns they have.
    DefineLedgers = "ledgers.define" at Community for [CommunityAdmin];
}
