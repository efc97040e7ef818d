//! Planning campaigns, freezing rosters, assigning shifts, closing.

use mulin_entity::{
    campaigns::{archive, can, query, roster, rules::course::Act, service, shifts},
    kernel::{Failure, PageRequest},
    people::words,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{Campaign, CampaignDeed, CampaignIntake, CampaignPage, CampaignRoster, CampaignShift, NewCampaign, NewCampaignShift};
use crate::{
    Guard, Reply, Tag,
    meetings::Document,
    people::{Created, Done},
};

/// Campaigns.
pub struct KeepApi;

#[OpenApi(tag = "Tag::Campaigns")]
impl KeepApi {
    /// Campaigns, the latest written down first.
    #[oai(path = "/campaigns", method = "get", operation_id = "campaigns.list")]
    async fn list(
        &self,
        caller: Guard<can::ReadCampaigns>,
        stage: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<CampaignPage>> {
        let stage = words::choice(stage.0, "stage", words::read)?;
        let tx = caller.read().await?;
        let page = query::list(&tx, stage, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(CampaignPage { items: Campaign::all(&tx, page.items).await?, next: page.next }))
    }

    /// Plan a campaign.
    #[oai(path = "/campaigns", method = "post", operation_id = "campaigns.add")]
    async fn add(&self, caller: Guard<can::KeepCampaigns>, body: Json<NewCampaign>) -> Reply<Created<Campaign>> {
        let tx = caller.write().await?;
        let campaign = service::add(&tx, body.0.read()?).await?;
        let told = Campaign::one(&tx, campaign).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One campaign.
    #[oai(path = "/campaigns/:id", method = "get", operation_id = "campaigns.get")]
    async fn get(&self, caller: Guard<can::ReadCampaigns>, id: Path<Uuid>) -> Reply<Json<Campaign>> {
        let tx = caller.read().await?;
        let campaign = query::one(&tx, id.0).await?;
        Ok(Json(Campaign::one(&tx, campaign).await?))
    }

    /// Change a campaign; whom it is for and what is asked only until its roster is frozen.
    #[oai(path = "/campaigns/:id", method = "put", operation_id = "campaigns.change")]
    async fn change(&self, caller: Guard<can::KeepCampaigns>, id: Path<Uuid>, body: Json<NewCampaign>) -> Reply<Json<Campaign>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        let campaign = service::change(&tx, id.0, revision, body.0.read()?).await?;
        let told = Campaign::one(&tx, campaign).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Freeze the roster and begin, close when nobody is left out, go on after all, or give up.
    #[oai(path = "/campaigns/:id/act", method = "post", operation_id = "campaigns.act")]
    async fn act(&self, caller: Guard<can::KeepCampaigns>, id: Path<Uuid>, body: Json<CampaignDeed>) -> Reply<Json<Campaign>> {
        let act = Act::named(&body.0.act).ok_or_else(|| Failure::invalid_field("act", "kernel.word_unknown"))?;
        let tx = caller.write().await?;
        let campaign = service::act(&tx, id.0, body.0.revision, act).await?;
        let told = Campaign::one(&tx, campaign).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// How many the filter means now; once the roster is frozen, who came later and how many are gone.
    #[oai(path = "/campaigns/:id/roster", method = "get", operation_id = "campaigns.roster")]
    async fn roster(&self, caller: Guard<can::KeepCampaigns>, id: Path<Uuid>) -> Reply<Json<CampaignRoster>> {
        let tx = caller.read().await?;
        let campaign = query::one(&tx, id.0).await?;
        Ok(Json(CampaignRoster::new(roster::difference(&tx, &campaign).await?)))
    }

    /// Take onto a frozen roster some who came later, and mark those who are gone.
    #[oai(path = "/campaigns/:id/roster", method = "post", operation_id = "campaigns.take_in")]
    async fn take_in(&self, caller: Guard<can::KeepCampaigns>, id: Path<Uuid>, body: Json<CampaignIntake>) -> Reply<Json<CampaignRoster>> {
        let tx = caller.write().await?;
        let campaign = roster::take_in(&tx, id.0, &body.0.subjects).await?;
        let told = CampaignRoster::new(roster::difference(&tx, &campaign).await?);
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Who goes where, and when.
    #[oai(path = "/campaigns/:id/shifts", method = "get", operation_id = "campaigns.shifts")]
    async fn shifts(&self, caller: Guard<can::ReadCampaigns>, id: Path<Uuid>) -> Reply<Json<Vec<CampaignShift>>> {
        let tx = caller.read().await?;
        query::one(&tx, id.0).await?;
        let rows = shifts::list(&tx, id.0).await?;
        Ok(Json(CampaignShift::all(&tx, rows).await?))
    }

    /// Assign a shift.
    #[oai(path = "/campaigns/:id/shifts", method = "post", operation_id = "campaigns.assign")]
    async fn assign(
        &self,
        caller: Guard<can::KeepCampaigns>,
        id: Path<Uuid>,
        body: Json<NewCampaignShift>,
    ) -> Reply<Created<Vec<CampaignShift>>> {
        let tx = caller.write().await?;
        let shift = shifts::add(&tx, id.0, body.0.read()?).await?;
        let told = CampaignShift::all(&tx, vec![shift]).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Take a shift off the plan.
    #[oai(path = "/campaign-shifts/:id", method = "delete", operation_id = "campaign_shifts.remove")]
    async fn unassign(&self, caller: Guard<can::KeepCampaigns>, id: Path<Uuid>) -> Reply<Done> {
        let tx = caller.write().await?;
        shifts::remove(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }

    /// The closing report: numbers, the reason of each exception, who did what.
    #[oai(path = "/campaigns/:id/archive", method = "get", operation_id = "campaigns.archive")]
    async fn archive(&self, caller: Guard<can::KeepCampaigns>, id: Path<Uuid>) -> Reply<Document> {
        let tx = caller.write().await?;
        let (name, bytes) = archive::docx(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Document::called(&name, bytes))
    }
}
