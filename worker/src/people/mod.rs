//! Taking ledgers in.

pub(crate) mod import;
