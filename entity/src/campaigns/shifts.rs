//! Who goes where, and when. What a shift leaves undone is the next one's: targets belong to a patch, not to people.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    Force, Stage, campaign,
    campaign_shift::{self, Column},
    error::CampaignError,
    notices,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{building, grid},
    tenancy::membership,
};

/// The longest shift, in hours.
const LONGEST: i64 = 24;

/// A shift as somebody plans it.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Who goes.
    pub member: Uuid,
    /// Of which force they are.
    pub force: Force,
    /// The grid.
    pub grid: Option<Uuid>,
    /// The building; its grid is not asked for then.
    pub building: Option<Uuid>,
    /// From when.
    pub starts_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: DateTime<Utc>,
}

/// Assigns a shift.
pub async fn add(tx: &Tx, id: Uuid, plan: Plan) -> Result<campaign_shift::Model> {
    let campaign = tx.get::<campaign::Entity>(id).await?;
    if !matches!(campaign.stage, Stage::Planned | Stage::Running) {
        return Err(CampaignError::WrongStage.into());
    }
    tx.get::<membership::Entity>(plan.member).await?;
    let mut of = plan.grid;
    if let Some(building) = plan.building {
        of = Some(tx.get::<building::Entity>(building).await?.grid_id);
    } else if let Some(grid) = plan.grid {
        tx.get::<grid::Entity>(grid).await?;
    }
    if plan.ends_at <= plan.starts_at || plan.ends_at - plan.starts_at > Duration::hours(LONGEST) {
        return Err(Failure::invalid_field("ends_at", "campaigns.shift_implausible"));
    }
    let row = campaign_shift::ActiveModel {
        campaign_id: Set(id),
        member_id: Set(plan.member),
        force: Set(plan.force),
        grid_id: Set(of),
        building_id: Set(plan.building),
        starts_at: Set(plan.starts_at),
        ends_at: Set(plan.ends_at),
        ..Default::default()
    };
    let shift = tx.insert(row).await?;
    notices::call_up(tx, &campaign, &shift).await?;
    Ok(shift)
}

/// Takes a shift off the plan.
pub async fn remove(tx: &Tx, id: Uuid) -> Result<()> {
    tx.get::<campaign_shift::Entity>(id).await?;
    tx.delete_many::<campaign_shift::Entity>().filter(Column::Id.eq(id)).exec(tx.conn()).await?;
    Ok(())
}

/// The shifts of a campaign in their order.
pub async fn list(tx: &Tx, id: Uuid) -> Result<Vec<campaign_shift::Model>> {
    let all = tx.find::<campaign_shift::Entity>().filter(Column::CampaignId.eq(id));
    Ok(all.order_by_asc(Column::StartsAt).order_by_asc(Column::Id).all(tx.conn()).await?)
}
