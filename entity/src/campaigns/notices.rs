//! Who is told what about campaigns: whoever is called up, before the shift begins, and the lead in the last hours.

use chrono::Duration;
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    Cause, Stage, campaign, campaign_shift,
    campaign_target::{self, Column},
    job::{LastHours, ShiftBegins},
};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent, Urgency},
    people::{building, grid},
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const NOTICE: &str = "campaigns.notice";
/// So many minutes before a shift begins whoever has it is reminded.
const BEFORE: i64 = 60;
/// The hour of the last day at which the lead is told of the gaps.
const LAST_HOURS: i64 = 16;

/// Tells a community's administrators that the street calls for a campaign, or took that back; in a flood that does not wait for the morning.
pub(super) async fn tell_of_call(tx: &Tx, campaign: &campaign::Model, what: &str) -> Result<()> {
    let facts = facts(tx, campaign, what, 0, "campaigns").await?;
    let urgency = if campaign.cause == Cause::Flood { Urgency::Urgent } else { Urgency::Normal };
    for member in desk::administrators(tx).await? {
        let intent = Intent::to_member(NOTICE, member, format_args!("{what}:{}", campaign.id), facts.clone());
        notifications::send(tx, Intent { urgency, ..intent }).await?;
    }
    Ok(())
}

/// Calls somebody up for a shift, and has them reminded of it.
pub(super) async fn call_up(tx: &Tx, campaign: &campaign::Model, shift: &campaign_shift::Model) -> Result<()> {
    tell_of(tx, campaign, shift, "called", 0).await?;
    let due = shift.starts_at - Duration::minutes(BEFORE);
    if due > tx.now() {
        tx.enqueue_at(&ShiftBegins { shift: shift.id }, due).await?;
    }
    Ok(())
}

/// Reminds whoever has a shift of how many their patch has left; a shift that was taken off the plan is nobody's.
pub async fn remind(tx: &Tx, shift: Uuid) -> Result<()> {
    let Some(shift) = tx.try_get::<campaign_shift::Entity>(shift).await? else { return Ok(()) };
    let campaign = tx.get::<campaign::Entity>(shift.campaign_id).await?;
    if campaign.stage != Stage::Running {
        return Ok(());
    }
    let mut left = tx.find::<campaign_target::Entity>().filter(Column::CampaignId.eq(campaign.id)).filter(Column::Settled.eq(false));
    left = match (shift.building_id, shift.grid_id) {
        (Some(building), _) => left.filter(Column::BuildingId.eq(building)),
        (None, Some(grid)) => left.filter(Column::GridId.eq(grid)),
        (None, None) => left,
    };
    let left = left.count(tx.conn()).await?;
    tell_of(tx, &campaign, &shift, "soon", left).await
}

/// Has the lead told in the last hours of a campaign.
pub(super) async fn watch(tx: &Tx, campaign: &campaign::Model) -> Result<()> {
    let due = Desk::of(tx).await?.midnight(campaign.due_on) + Duration::hours(LAST_HOURS);
    tx.enqueue_at(&LastHours { campaign: campaign.id, due_on: campaign.due_on }, due.max(tx.now())).await
}

/// Tells the lead how many are left; in a flood that does not wait for the morning.
pub async fn last_hours(tx: &Tx, job: &LastHours) -> Result<()> {
    let campaign = tx.get::<campaign::Entity>(job.campaign).await?;
    if campaign.stage != Stage::Running || campaign.due_on != job.due_on {
        return Ok(());
    }
    let left = tx.find::<campaign_target::Entity>().filter(Column::CampaignId.eq(campaign.id)).filter(Column::Settled.eq(false));
    let left = left.count(tx.conn()).await?;
    if left == 0 {
        return Ok(());
    }
    let leads = match campaign.lead_id {
        Some(lead) => vec![lead],
        None => desk::administrators(tx).await?,
    };
    let facts = facts(tx, &campaign, "gaps", left, "campaigns").await?;
    for lead in leads {
        let intent = Intent::to_member(NOTICE, lead, format_args!("gaps:{}:{}", campaign.id, job.due_on), facts.clone());
        let urgency = if campaign.cause == Cause::Flood { Urgency::Urgent } else { Urgency::Normal };
        notifications::send(tx, Intent { urgency, ..intent }).await?;
    }
    Ok(())
}

async fn tell_of(tx: &Tx, campaign: &campaign::Model, shift: &campaign_shift::Model, what: &str, left: u64) -> Result<()> {
    let patch = match (shift.building_id, shift.grid_id) {
        (Some(building), _) => tx.get::<building::Entity>(building).await?.name,
        (None, Some(grid)) => tx.get::<grid::Entity>(grid).await?.name,
        (None, None) => String::new(),
    };
    let mut facts = facts(tx, campaign, what, left, "patch").await?;
    facts["patch"] = json!(patch);
    facts["starts_at"] = json!(shift.starts_at);
    facts["ends_at"] = json!(shift.ends_at);
    let intent = Intent::to_member(NOTICE, shift.member_id, format_args!("{what}:{}", shift.id), facts);
    notifications::send(tx, intent).await
}

async fn facts(tx: &Tx, campaign: &campaign::Model, what: &str, left: u64, page: &str) -> Result<serde_json::Value> {
    let path = match page {
        "patch" => format!("/campaigns/{}/patch", campaign.id),
        _ => format!("/campaigns/{}", campaign.id),
    };
    Ok(json!({
        "community": Desk::of(tx).await?.community.name,
        "what": what,
        "title": campaign.title,
        "detail": campaign.detail,
        "patch": "",
        "starts_at": null,
        "ends_at": null,
        "left": left,
        "starts_on": campaign.starts_on,
        "due_on": campaign.due_on,
        "path": path,
    }))
}
