//! Taking ledgers in.

mod import;
