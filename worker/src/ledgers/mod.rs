//! Ledgers: rows coming in, and who is reminded of what.

mod import;
mod remind;
