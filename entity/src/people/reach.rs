//! Whose residents a member sees: a grid worker those of the own grids, others all.

use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, Select, sea_query::SelectStatement};
use uuid::Uuid;

use super::{building, dwelling, grid, household, person};
use crate::kernel::{Failure, Result, Role, Tx};

/// How far a member reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The whole community.
    Community,
    /// The grids of this member.
    GridsOf(Uuid),
}

impl Reach {
    /// How far somebody with this role and membership reaches.
    pub fn of(role: Role, member: Uuid) -> Self {
        if role == Role::GridWorker { Self::GridsOf(member) } else { Self::Community }
    }

    /// The grids within reach.
    pub(crate) fn grids(self, tx: &Tx) -> Select<grid::Entity> {
        let grids = tx.find::<grid::Entity>();
        match self {
            Self::Community => grids,
            Self::GridsOf(member) => grids.filter(grid::Column::WorkerId.eq(member)),
        }
    }

    /// The buildings within reach.
    pub(crate) fn buildings(self, tx: &Tx) -> Select<building::Entity> {
        let buildings = tx.find::<building::Entity>();
        match self {
            Self::Community => buildings,
            _ => buildings.filter(building::Column::GridId.in_subquery(ids(self.grids(tx), grid::Column::Id))),
        }
    }

    /// The households within reach.
    pub(crate) fn households(self, tx: &Tx) -> Select<household::Entity> {
        let households = tx.find::<household::Entity>();
        match self {
            Self::Community => households,
            _ => households.filter(household::Column::DwellingId.in_subquery(dwellings_in(tx, self.buildings(tx)))),
        }
    }

    /// The residents within reach.
    pub(crate) fn people(self, tx: &Tx) -> Select<person::Entity> {
        let people = tx.find::<person::Entity>();
        match self {
            Self::Community => people,
            _ => people.filter(person::Column::HouseholdId.in_subquery(ids(self.households(tx), household::Column::Id))),
        }
    }

    /// A resident within reach; one outside is missing.
    pub(crate) async fn person(self, tx: &Tx, id: Uuid) -> Result<person::Model> {
        self.people(tx).filter(person::Column::Id.eq(id)).one(tx.conn()).await?.ok_or_else(Failure::not_found)
    }

    /// A household within reach; one outside is missing.
    pub(crate) async fn household(self, tx: &Tx, id: Uuid) -> Result<household::Model> {
        self.households(tx).filter(household::Column::Id.eq(id)).one(tx.conn()).await?.ok_or_else(Failure::not_found)
    }

    /// A dwelling within reach; one outside is missing.
    pub(crate) async fn dwelling(self, tx: &Tx, id: Uuid) -> Result<dwelling::Model> {
        let found = tx.get::<dwelling::Entity>(id).await?;
        let building = self.buildings(tx).filter(building::Column::Id.eq(found.building_id)).one(tx.conn()).await?;
        building.map(|_| found).ok_or_else(Failure::not_found)
    }
}

/// The dwellings in some buildings, as a part of a query.
pub(crate) fn dwellings_in(tx: &Tx, buildings: Select<building::Entity>) -> SelectStatement {
    let dwellings = tx.find::<dwelling::Entity>().filter(dwelling::Column::BuildingId.in_subquery(ids(buildings, building::Column::Id)));
    ids(dwellings, dwelling::Column::Id)
}

/// The ids of what a query finds, as a part of another query.
pub(crate) fn ids<E: sea_orm::EntityTrait>(select: Select<E>, id: E::Column) -> SelectStatement {
    use sea_orm::QueryTrait;
    select.select_only().column(id).into_query()
}
