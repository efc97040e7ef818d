//! The five kinds of parties (五联).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::partners::partner_unit::Kind;

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Residents: what they need, what they suggest (联居民).
    Resident,
    /// Party members: what moved them to join (联党员).
    PartyMember,
    /// Units inside the area: what working together achieved (联单位).
    Unit,
    /// Enterprises around: what they can offer (联企业).
    Company,
    /// Social organisations: which services could be new (联社会组织).
    Organisation,
}

impl Party {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Resident, Self::PartyMember, Self::Unit, Self::Company, Self::Organisation];

    /// The kinds of partner units that it stands for; none for people.
    pub const fn units(self) -> &'static [Kind] {
        match self {
            Self::Resident | Self::PartyMember => &[],
            Self::Unit => &[Kind::Department, Kind::Institution],
            Self::Company => &[Kind::Company],
            Self::Organisation => &[Kind::Organisation],
        }
    }
}
