//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with ledgers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// Another row that holds has the value.
    #[error("a value that only one row may have is taken")]
    Taken,
    /// Somebody else changed it in between.
    #[error("the row was changed meanwhile")]
    Stale,
    /// It does not hold any more.
    #[error("the row has ended")]
    Ended,
    /// It holds.
    #[error("the row has not ended")]
    NotEnded,
    /// The finding is put right already, or was none.
    #[error("there is no such open finding")]
    NoSuchFinding,
    /// The ledger is not inspected.
    #[error("the ledger has no inspections")]
    NotInspected,
    /// The file has no row of headers that the ledger knows.
    #[error("the file has no header row")]
    NoHeader,
    /// The ledger's columns were changed after the file was sent in.
    #[error("the columns changed after the file was sent in")]
    ColumnsChanged,
    /// There is nothing to be unmasked.
    #[error("the value is empty")]
    ValueEmpty,
}

impl Fault for LedgerError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoHeader | Self::ValueEmpty => Kind::Invalid,
            Self::Stale => Kind::Stale,
            _ => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Taken => "ledgers.taken",
            Self::Stale => "kernel.stale",
            Self::Ended => "ledgers.ended",
            Self::NotEnded => "ledgers.not_ended",
            Self::NoSuchFinding => "ledgers.no_such_finding",
            Self::NotInspected => "ledgers.not_inspected",
            Self::NoHeader => "ledgers.no_header",
            Self::ColumnsChanged => "ledgers.columns_changed",
            Self::ValueEmpty => "ledgers.value_empty",
        }
    }
}
