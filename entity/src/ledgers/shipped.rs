//! The ledgers that every community begins with. They are data, and a community changes them like its own.

use std::sync::LazyLock;

use serde::Deserialize;

use super::definition::Definition;

const SOURCES: [&str; 4] = [
    include_str!("../../data/ledgers/floating.json"),
    include_str!("../../data/ledgers/shops.json"),
    include_str!("../../data/ledgers/group_rentals.json"),
    include_str!("../../data/ledgers/day_rentals.json"),
];

/// A ledger as it is shipped.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shipped {
    /// What it is known by.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// So many days before, its people are reminded.
    pub notice_days: i64,
    /// So many days lie between two inspections.
    pub inspection_days: Option<i64>,
    /// Its columns.
    pub columns: Definition,
}

/// All of them; one that could not be read would be missing, which a test forbids.
pub static SHIPPED: LazyLock<Vec<Shipped>> =
    LazyLock::new(|| SOURCES.iter().filter_map(|source| serde_json::from_str(source).ok()).collect());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_ledger_can_be_read_and_holds_its_own_rules() {
        assert_eq!(SHIPPED.len(), SOURCES.len());
        for shipped in SHIPPED.iter() {
            shipped.columns.check().unwrap_or_else(|error| panic!("{}: {error}", shipped.code));
        }
    }
}
