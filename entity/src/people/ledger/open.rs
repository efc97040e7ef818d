//! From the bytes that somebody sent to the sheet that they mean.

use super::{Form, Limits, Sheet, Vocabulary, text_file, workbook};
use crate::kernel::{Fault, Kind};

/// Why a file is no ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It has more bytes, rows or columns than allowed.
    #[error("the ledger is larger than the limit")]
    TooLarge,
    /// An .xls of before 2007.
    #[error("the ledger is an old .xls")]
    OldWorkbook,
    /// A workbook that nobody can read without its password.
    #[error("the ledger is locked by a password")]
    Locked,
    /// Something else.
    #[error("the ledger is neither a workbook nor text")]
    Broken,
    /// No row names columns that are known here.
    #[error("the ledger has no header row")]
    NoHeader,
}

impl Fault for Unreadable {
    fn kind(&self) -> Kind {
        match self {
            Self::TooLarge => Kind::TooLarge,
            Self::OldWorkbook | Self::Locked | Self::Broken => Kind::Unsupported,
            Self::NoHeader => Kind::Invalid,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "people.ledger_too_large",
            Self::OldWorkbook => "people.ledger_old_workbook",
            Self::Locked => "people.ledger_locked",
            Self::Broken => "people.ledger_broken",
            Self::NoHeader => "people.ledger_no_header",
        }
    }
}

/// Reads an XLSX or a text file with separators, and finds the sheet and the row whose headers say the most. Takes its time: not for
/// a thread that serves others.
pub fn open(bytes: &[u8], limits: &Limits, words: &impl Vocabulary) -> Result<(Sheet, Form), Unreadable> {
    if bytes.len() > limits.bytes {
        return Err(Unreadable::TooLarge);
    }
    let sheets = match bytes {
        [b'P', b'K', 3, 4, ..] => workbook::sheets(bytes, limits)?,
        [0xd0, 0xcf, 0x11, 0xe0, ..] if is_locked(bytes) => return Err(Unreadable::Locked),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(Unreadable::OldWorkbook),
        _ => vec![text_file::sheet(bytes, limits)?],
    };
    let forms = sheets.into_iter().filter_map(|sheet| Form::of(&sheet, words).map(|form| (sheet, form)));
    // Of equal ones the first: copies of last month's sheet stand behind.
    forms.min_by_key(|(_, form)| std::cmp::Reverse(form.score)).ok_or(Unreadable::NoHeader)
}

/// A workbook with a password is wrapped in the old container, in which its stream has a name of its own.
fn is_locked(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}
