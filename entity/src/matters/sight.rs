//! Who sees which matters.

use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use super::matter::{self, Column};
use crate::{
    assignment::{assignment, query::of_member},
    kernel::{Failure, Result, Role, Tx},
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

    /// The matters within sight.
    pub(super) fn matters(self, tx: &Tx) -> Select<matter::Entity> {
        let all = tx.find::<matter::Entity>();
        let own = |member: Uuid| of_member(tx, member, assignment::Column::MatterId);
        match self {
            Self::Office => all,
            Self::Own(member) => all.filter(Column::Id.in_subquery(own(member))),
            Self::Grids(member) => {
                let grids = Reach::GridsOf(member).grids(tx).select_only().column(grid::Column::Id).into_query();
                all.filter(Condition::any().add(Column::GridId.in_subquery(grids)).add(Column::Id.in_subquery(own(member))))
            }
        }
    }

    /// One matter within sight.
    pub async fn matter(self, tx: &Tx, id: Uuid) -> Result<matter::Model> {
        self.matters(tx).filter(Column::Id.eq(id)).one(tx.conn()).await?.ok_or_else(Failure::not_found)
    }
}
