//! Which targets somebody sees: the office all, a grid worker those of the own grids, and whoever has a shift those of its patch, while
//! it lasts.

use chrono::Duration;
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use uuid::Uuid;

use super::{
    campaign_shift,
    campaign_target::{self, Column},
};
use crate::{
    kernel::{Failure, Result, Role, Tx},
    people::{Reach, grid, reach::ids},
};

/// So many minutes before a shift begins its patch may be looked at, and after it ends what was found may be sent.
const AROUND: i64 = 60;

/// How far somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// The whole community.
    Community,
    /// The own grids, and the patches of the own shifts.
    Patches(Uuid),
}

impl Sight {
    /// What a member with this role sees.
    pub const fn of(role: Role, member: Uuid) -> Self {
        match role {
            Role::CommunityAdmin | Role::Staff => Self::Community,
            _ => Self::Patches(member),
        }
    }

    /// Which targets of a campaign are in sight.
    pub(super) async fn condition(self, tx: &Tx, campaign: Uuid) -> Result<Condition> {
        let Self::Patches(member) = self else { return Ok(Condition::all()) };
        let own = Reach::GridsOf(member).grids(tx);
        let mut any = Condition::any().add(Column::GridId.in_subquery(ids(own, grid::Column::Id)));
        for shift in on(tx, campaign, member).await? {
            any = match (shift.building_id, shift.grid_id) {
                (Some(building), _) => any.add(Column::BuildingId.eq(building)),
                (None, Some(grid)) => any.add(Column::GridId.eq(grid)),
                (None, None) => any.add(Column::CampaignId.eq(campaign)),
            };
        }
        Ok(any)
    }

    /// A target in sight; one that is not is missing.
    pub async fn target(self, tx: &Tx, id: Uuid) -> Result<campaign_target::Model> {
        let found = tx.get::<campaign_target::Entity>(id).await?;
        let seen = self.condition(tx, found.campaign_id).await?;
        let seen = tx.find::<campaign_target::Entity>().filter(Column::Id.eq(id)).filter(seen);
        seen.one(tx.conn()).await?.ok_or_else(Failure::not_found)
    }
}

/// The shifts that a member has now.
pub async fn on(tx: &Tx, campaign: Uuid, member: Uuid) -> Result<Vec<campaign_shift::Model>> {
    use campaign_shift::Column;
    let around = Duration::minutes(AROUND);
    let mine = tx.find::<campaign_shift::Entity>().filter(Column::CampaignId.eq(campaign)).filter(Column::MemberId.eq(member));
    let mine = mine.filter(Column::StartsAt.lte(tx.now() + around)).filter(Column::EndsAt.gte(tx.now() - around));
    Ok(mine.all(tx.conn()).await?)
}
