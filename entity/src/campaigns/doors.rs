//! The doors that are still open where somebody has a shift.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Stage, campaign, campaign_shift,
    campaign_target::{self, Column},
};
use crate::{
    kernel::{Result, Tx},
    people::query::by_ids,
};

/// Some doors of one building.
#[derive(Debug, Clone)]
pub struct Open {
    /// The campaign.
    pub campaign: Uuid,
    /// What it is called.
    pub title: String,
    /// The building; none for targets that are in none.
    pub building: Option<Uuid>,
    /// How many targets nobody has settled yet.
    pub count: i64,
    /// When the shift ends.
    pub until: DateTime<Utc>,
}

/// What is open where `member` has a shift that is not over and begins before `tonight`.
pub async fn open(tx: &Tx, member: Uuid, tonight: DateTime<Utc>) -> Result<Vec<Open>> {
    use campaign_shift::Column as Shift;
    let shifts = tx.find::<campaign_shift::Entity>().filter(Shift::MemberId.eq(member)).filter(Shift::StartsAt.lt(tonight));
    let shifts = shifts.filter(Shift::EndsAt.gt(tx.now())).order_by_asc(Shift::StartsAt).all(tx.conn()).await?;
    let campaigns = by_ids::<campaign::Entity>(tx, campaign::Column::Id, shifts.iter().map(|shift| shift.campaign_id)).await?;
    let mut all: Vec<Open> = Vec::new();
    for shift in shifts {
        let running = campaigns.iter().find(|row| row.id == shift.campaign_id && row.stage == Stage::Running);
        let Some(campaign) = running else { continue };
        let mut open = tx.find::<campaign_target::Entity>().filter(Column::CampaignId.eq(campaign.id)).filter(Column::Settled.eq(false));
        open = match (shift.building_id, shift.grid_id) {
            (Some(building), _) => open.filter(Column::BuildingId.eq(building)),
            (None, Some(grid)) => open.filter(Column::GridId.eq(grid)),
            (None, None) => open,
        };
        let counts = open.select_only().column(Column::BuildingId).column_as(Column::Id.count(), "count").group_by(Column::BuildingId);
        for (building, count) in counts.into_tuple::<(Option<Uuid>, i64)>().all(tx.conn()).await? {
            // Two shifts in one place are one way there.
            if !all.iter().any(|known| known.campaign == campaign.id && known.building == building) {
                all.push(Open { campaign: campaign.id, title: campaign.title.clone(), building, count, until: shift.ends_at });
            }
        }
    }
    Ok(all)
}
