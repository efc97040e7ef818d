//! The questionnaires that every community begins with, one for each party. They are data, and a community changes them like its own.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{party::Party, questions::Questions};

const SOURCES: [&str; 5] = [
    include_str!("../../data/questionnaires/residents.json"),
    include_str!("../../data/questionnaires/party_members.json"),
    include_str!("../../data/questionnaires/units.json"),
    include_str!("../../data/questionnaires/companies.json"),
    include_str!("../../data/questionnaires/organisations.json"),
];

/// A questionnaire as it is shipped.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shipped {
    /// Who is asked.
    pub party: Party,
    /// What it is called.
    pub title: String,
    /// What is asked.
    pub questions: Questions,
}

/// All of them; one that could not be read would be missing, which a test forbids.
pub static SHIPPED: LazyLock<Vec<Shipped>> =
    LazyLock::new(|| SOURCES.iter().filter_map(|source| serde_json::from_str(source).ok()).collect());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_for_each_party_and_each_can_be_asked() {
        let parties: Vec<Party> = SHIPPED.iter().map(|shipped| shipped.party).collect();
        assert_eq!(parties, Party::ALL);
        for shipped in SHIPPED.iter() {
            shipped.questions.check().unwrap_or_else(|error| panic!("{}: {error}", shipped.title));
        }
    }
}
