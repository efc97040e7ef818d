//! Who sees which of the rows that are handed out.

use sea_orm::{ColumnTrait, Condition, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::{assignment, query::of_member};
use crate::{
    kernel::{Role, Tx},
    people::{Reach, grid},
};

/// How far somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// The office: everything.
    Office,
    /// A grid worker: the own grids, and what is given to them.
    Grids(Uuid),
    /// Others: what is given to them.
    Own(Uuid),
}

impl Sight {
    /// How far somebody with this role and membership sees.
    pub fn of(role: Role, member: Uuid) -> Self {
        match role {
            Role::CommunityAdmin | Role::Staff => Self::Office,
            Role::GridWorker => Self::Grids(member),
            _ => Self::Own(member),
        }
    }

    /// Which rows are within sight: `id` is their identity, `grid` where they belong, and `handed` the column that says what was handed out.
    pub(crate) fn condition<C: ColumnTrait>(self, tx: &Tx, id: C, grid: C, handed: assignment::Column) -> Condition {
        let own = |member: Uuid| Condition::any().add(id.in_subquery(of_member(tx, member, handed)));
        match self {
            Self::Office => Condition::all(),
            Self::Own(member) => own(member),
            Self::Grids(member) => {
                let grids = Reach::GridsOf(member).grids(tx).select_only().column(grid::Column::Id).into_query();
                own(member).add(grid.in_subquery(grids))
            }
        }
    }
}
