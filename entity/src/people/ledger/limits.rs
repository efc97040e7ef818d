//! What a ledger may at most be, so that no file can fill the memory.

/// The bounds of a ledger.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes as sent.
    pub bytes: usize,
    /// Bytes after the parts of a workbook are inflated.
    pub inflated: u64,
    /// Rows.
    pub rows: u32,
    /// Columns.
    pub columns: u32,
    /// Signs of one cell.
    pub cell: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 20 << 20, inflated: 300 << 20, rows: 50_000, columns: 100, cell: 2_000 }
    }
}
