//! Which rows a member sees: a grid worker those of the own grids, others all.

use sea_orm::{ColumnTrait, QueryFilter, Select, sea_query::Condition};
use uuid::Uuid;

use super::ledger_entry::{self, Column};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{Reach, building, grid, person, reach::ids},
};

/// The rows within reach. A building that goes to another grid takes its rows along, and so does a resident who moves.
pub(super) fn entries(tx: &Tx, reach: Reach) -> Select<ledger_entry::Entity> {
    let all = tx.find::<ledger_entry::Entity>();
    if reach == Reach::Community {
        return all;
    }
    let here = Condition::any()
        .add(Column::BuildingId.in_subquery(ids(reach.buildings(tx), building::Column::Id)))
        .add(Column::GridId.in_subquery(ids(reach.grids(tx), grid::Column::Id)))
        .add(Column::PersonId.in_subquery(ids(reach.people(tx), person::Column::Id)));
    all.filter(here)
}

/// A ledger's row within reach; one outside is missing.
pub(super) async fn entry(tx: &Tx, reach: Reach, ledger: Uuid, id: Uuid) -> Result<ledger_entry::Model> {
    let found = entries(tx, reach).filter(Column::LedgerId.eq(ledger)).filter(Column::Id.eq(id)).one(tx.conn()).await?;
    found.ok_or_else(Failure::not_found)
}
